"""What a page shows first and what it does not repeat, what is everyone's, and where calls to act lead."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.facets import BODY, COUNTRY, TOPIC
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import Prose, render_body
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import Practice
from knowledge_base.view.kinds.practice import PracticeDetail
from knowledge_base.view.pages.entry import MOST_KEY_FACTS, EntryView, entry_view
from knowledge_base.view.pages.home import home_view
from knowledge_base.view.pages.questions import questions_view
from knowledge_base.view.pages.term import term_view
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue

VALID = valid_catalogue()
EN = Site(catalogue=VALID, locale=Locale.EN)


def _changed(id_: str, **changes: object) -> Catalogue:
    others = [entry for entry in VALID.entries if entry.id != id_]
    return catalogue_of([*others, copy_of(VALID.by_id[id_], id_, **changes)])


def _related(view: EntryView) -> set[str]:
    return {card.url for group in view.related for card in group.cards}


def _asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


# Entries


def test_what_the_facts_and_the_trail_show_is_not_repeated_under_related_entries() -> None:
    summit = entry_view(EN, VALID.by_id["summit"])
    assert "en/agreements/conclusions.html" not in _related(summit)
    assert any("conclusions" in link.url for fact in summit.facts for link in fact.values)
    conclusions = entry_view(EN, VALID.by_id["conclusions"])
    assert not _related(conclusions) & {"en/meetings/dialogue.html", "en/meetings/summit.html"}


def test_what_no_source_states_is_one_row_the_last() -> None:
    view = entry_view(EN, VALID.by_id["conclusions"])
    rows = [fact for fact in view.facts if fact.label == "Not stated in the sources"]
    assert rows == [view.facts[-1]] or not rows
    assert all(str(link.label) != "Not stated in the sources" for fact in view.facts for link in fact.values)


@pytest.mark.parametrize("entry", VALID.entries, ids=lambda entry: str(entry.id))
def test_a_phone_shows_few_facts_at_once(entry: Any) -> None:
    view = entry_view(EN, entry)
    assert 0 < view.key_facts <= min(MOST_KEY_FACTS, len(view.facts))


def test_a_text_is_cut_at_its_main_headings_and_nowhere_else() -> None:
    text = "Before.\n\n## One\n\nA\n\n### Under\n\n> ## Quoted\n\n## Two\n\nB\n"
    prose = Prose(text=text, locale=Locale.EN, page_locale=Locale.EN, links={}, twins={}, glossary="")
    body = render_body(prose)
    assert [part.heading.striptags() for part in body.parts] == ["", "One", "Two"]
    assert "Quoted" in body.parts[1].content
    assert "".join(part.heading + part.content for part in body.parts) == body.html
    assert (
        render_body(Prose(text="", locale=Locale.EN, page_locale=Locale.EN, links={}, twins={}, glossary="")).parts
        == ()
    )


# What is everyone's


def test_what_names_no_country_is_of_all_member_countries() -> None:
    open_to_all = _changed("conclusions", adopted_by=())
    assert "conclusions" in {entry.id for entry in open_to_all.common}
    assert "conclusions" not in {entry.id for entry in _changed("conclusions", adopted_by=("MX",)).common}
    # A meeting of which nobody knows who took part is of all; a practice never is.
    assert "summit" in {entry.id for entry in VALID.common}
    assert not any(isinstance(entry.record, Practice) for entry in VALID.common)


def test_member_countries_have_it_apart_from_their_own_and_others_do_not() -> None:
    site = Site(catalogue=_changed("conclusions", adopted_by=()), locale=Locale.EN)
    member, other = term_view(site, COUNTRY, "CR", 1), term_view(site, COUNTRY, "HT", 1)
    own = {card.url for group in member.groups for card in group.cards}
    assert member.common
    assert not own & {card.url for card in member.common}
    assert member.all_commitments
    assert (other.common, other.all_commitments) == ((), None)


def test_only_those_who_can_tell_are_asked() -> None:
    empty = Site(catalogue=catalogue_of([]), locale=Locale.EN)
    invited = str(empty.editorial.empty.entries)
    for facet, id_, asked in (
        (COUNTRY, "MX", True),
        (COUNTRY, "HT", False),
        (TOPIC, "borders", True),
        (BODY, "conference", False),
    ):
        view = term_view(empty, facet, id_, 1)
        assert (view.propose is not None, view.empty == invited) == (asked, asked), id_


def test_a_country_says_what_is_recorded_of_its_answers() -> None:
    facts = {fact.label: fact.values for fact in term_view(EN, COUNTRY, "MX", 1).facts}
    link = facts["Guiding questions"][-1]
    assert link.url.endswith("countries/mx.html#open-questions")
    assert link.count == len(VALID.notes.without_answer["MX"])
    assert "Guiding questions" not in {fact.label for fact in term_view(EN, COUNTRY, "HT", 1).facts}


def test_briefs_are_for_member_countries_that_have_something() -> None:
    members = VALID.vocabularies.members
    assert VALID.briefs.matters
    for (country, _), matter in VALID.briefs.matters.items():
        assert country in members
        assert matter.figures or any(entry.kind.name in ("practice", "agreement") for entry in matter.entries)


# The home page


def test_the_home_page_has_what_the_latest_meeting_left_open() -> None:
    home = home_view(EN)
    assert not home.of_latest
    assert [line.point.url for line in home.left_open] == [
        EN.url(each.agreement.address, f"provision-{each.ref}") for each in VALID.commitments.still_open[:3]
    ]
    latest = home_view(Site(catalogue=_changed("conclusions", adopted_at="summit"), locale=Locale.EN))
    assert latest.of_latest
    assert all("conclusions" in line.point.url for line in latest.left_open)


# Calls to act


def test_a_practice_of_which_little_is_known_leads_to_the_form_with_what_is_known() -> None:
    practice = copy_of(VALID.by_id["hotline"], "hotline", maturity=Maturity.REPORTED)
    others = [entry for entry in VALID.entries if entry.id != practice.id]
    detail = entry_view(Site(catalogue=catalogue_of([*others, practice]), locale=Locale.EN), practice).detail
    assert isinstance(detail, PracticeDetail)
    asked = _asked(detail.form.url)
    assert asked["title"] == ["Hotline"]
    assert asked["leads"] == ["institute"]
    assert asked["announced_at"] == ["summit"]
    # Another file of the same id would be refused.
    assert "id" not in asked


def test_a_question_leads_to_the_form_as_its_answer() -> None:
    (group, *_) = questions_view(EN, None, 1).groups
    question = group.questions[0]
    assert _asked(question.form.url) == {"answers": [f"{group.id}#{question.number}"]}
    of_country = term_view(EN, COUNTRY, "MX", 1).questions[0]
    assert _asked(of_country.form.url)["leads"] == ["MX"]
