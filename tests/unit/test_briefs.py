"""Briefs before they are HTML: which there are, what goes in, how words are cut and a space is shared out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.assemble.briefs import with_broader, with_narrower
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Maturity, PracticeNature, Status
from knowledge_base.model.kinds import MEETING
from knowledge_base.model.record import CountryInRole
from knowledge_base.model.types import Text
from knowledge_base.view.pages.brief import BriefSection, BriefView, brief_view
from knowledge_base.view.pages.briefs import briefs_view
from knowledge_base.view.parts.paper import Print, clip, share_out
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.long_briefs import PAIR, long_catalogue

VALID = valid_catalogue()
EN = Site(catalogue=VALID, locale=Locale.EN, today=dt.date(2021, 7, 1), home="https://example.org/kb/")


def _sections(view: BriefView) -> dict[str, BriefSection]:
    return {section.id: section for section in view.sections}


def _names(section: BriefSection) -> list[str]:
    return [str(line.item.link.label) for line in section.lines]


def _with(**changes: object) -> Catalogue:
    """Return the valid catalogue with one more practice, of Mexico on borders."""
    fields = {"topics": ("borders",), "countries": (CountryInRole(code="MX"),), **changes}
    return catalogue_of([*VALID.entries, copy_of(VALID.by_id["hotline"], "further", **fields)])


# Which there are


def test_a_topic_has_what_its_narrower_topics_have() -> None:
    topics = VALID.vocabularies.topics
    assert with_broader(topics, "shelter") == ("shelter", "borders")
    assert with_narrower(topics, "borders") == {"shelter", "borders"}
    (shelter,) = (entry for entry in VALID.entries if entry.id == "shelter-network")
    assert shelter in VALID.briefs.matters["PA", "shelter"].entries
    assert shelter in VALID.briefs.matters["PA", "borders"].entries


def test_topics_broader_than_each_other_end_somewhere() -> None:
    topics = dict(VALID.vocabularies.topics)
    topics["borders"] = topics["borders"].model_copy(update={"broader": "shelter"})
    assert with_broader(topics, "shelter") == ("shelter", "borders")


def test_a_concept_note_counts_by_its_figures_and_not_by_all_that_it_names() -> None:
    assert all(
        entry.kind.name != "concept-note" for matter in VALID.briefs.matters.values() for entry in matter.entries
    )
    assert [part.id for part in VALID.briefs.matters["PA", "borders"].figures] == ["arrivals"]


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.WITHDRAWN])
def test_what_no_longer_holds_is_in_no_brief(status: Status) -> None:
    assert any(entry.id == "further" for entry in _with().briefs.matters[PAIR].entries)
    assert all(entry.id != "further" for entry in _with(status=status).briefs.matters[PAIR].entries)


def test_the_index_has_every_brief_under_its_country_and_its_topic() -> None:
    view = briefs_view(EN)
    for groups in (view.by_country, view.by_topic):
        links = [link.url for group in groups for link in group.briefs]
        assert len(links) == len(set(links)) == len(VALID.briefs.matters)


# What they tell


def test_a_lead_says_what_is_yet_to_be_told() -> None:
    leads = _sections(brief_view(Site(catalogue=_with(), locale=Locale.EN), PAIR))["led"]
    (lead,) = (line.item for line in leads.lines)
    assert [str(detail.label) for detail in lead.details] == [
        "Good practice",
        "Reported",
        "Migration Institute",
        "announced: 29–30 July 2021",
    ]
    assert lead.remark == "The sources give its title and no more: how it works is not recorded here."
    described = _with(maturity=Maturity.DESCRIBED)
    (line,) = _sections(brief_view(Site(catalogue=described, locale=Locale.EN), PAIR))["led"].lines
    assert line.item.remark == ""


def test_what_others_lead_is_not_the_countrys() -> None:
    sections = _sections(brief_view(Site(catalogue=_with(leads=("CR",)), locale=Locale.EN), PAIR))
    assert sections["led"].lines == ()
    assert sections["led"].empty == "No practice that Mexico leads on this topic is recorded here."
    assert _names(sections["others"]) == ["Hotline"]


def test_interventions_stand_apart_from_practices() -> None:
    catalogue = _with(nature=PracticeNature.INTERVENTION)
    sections = _sections(brief_view(Site(catalogue=catalogue, locale=Locale.EN), PAIR))
    assert sections["led"].lines == ()
    (line,) = sections["interventions"].lines
    assert (sections["interventions"].title, str(line.item.details[0].label)) == (
        "Interventions by Mexico",
        "Intervention",
    )
    assert line.item.remark == "The sources give its title and no more: what was said is not recorded here."


@pytest.mark.parametrize(
    ("adopters", "country", "says"),
    [
        (("CR", "MX"), "MX", "Adopted by Mexico"),
        (("CR",), "MX", "Names Mexico, which is not among those that adopted it"),
        ((), "MX", "The sources do not list who adopted it"),
        ((), "PA", "The sources do not list who adopted it"),
    ],
)
def test_an_agreement_says_what_it_is_to_the_country(adopters: tuple[str, ...], country: str, says: str) -> None:
    changed = copy_of(
        VALID.by_id["conclusions"], "conclusions", adopted_by=adopters, countries=(CountryInRole(code="MX"),)
    )
    catalogue = catalogue_of([changed, *(entry for entry in VALID.entries if entry.id != "conclusions")])
    (line,) = _sections(brief_view(Site(catalogue=catalogue, locale=Locale.EN), (country, "borders")))[
        "agreements"
    ].lines
    assert str(line.item.details[-1].label) == says


def test_questions_wait_for_member_countries_alone() -> None:
    assert "answered-questions" in _sections(brief_view(EN, ("PA", "shelter")))
    assert ("HT", "borders") not in VALID.briefs.matters


def test_the_office_to_ask_is_the_one_that_the_sources_name() -> None:
    assert brief_view(EN, PAIR).contacts == ()
    office = Text("Office of the Director", Locale.EN)
    (contact,) = brief_view(Site(catalogue=_with(contact_office=office), locale=Locale.EN), PAIR).contacts
    assert str(contact.office) == "Office of the Director"
    # Another country's office is not the delegate's to speak for.
    assert (
        brief_view(Site(catalogue=_with(contact_office=office, leads=("CR",)), locale=Locale.EN), PAIR).contacts == ()
    )


@pytest.mark.parametrize(
    ("today", "title"), [(dt.date(2021, 6, 1), "Dialogue on borders"), (dt.date(2021, 7, 1), "Summit")]
)
def test_the_next_meeting_is_the_soonest_to_come(today: dt.date, title: str) -> None:
    meeting = brief_view(Site(catalogue=VALID, locale=Locale.EN, today=today), PAIR).next_meeting
    assert meeting is not None
    assert str(meeting.item.link.label) == title


def test_a_meeting_that_was_called_off_is_not_the_next_one() -> None:
    off = [copy_of(entry, entry.id, status=Status.WITHDRAWN) for entry in VALID.of_kind(MEETING)]
    kept = [entry for entry in VALID.entries if entry.kind is not MEETING]
    assert (
        brief_view(
            Site(catalogue=catalogue_of([*off, *kept]), locale=Locale.EN, today=dt.date(2000, 1, 1)), PAIR
        ).next_meeting
        is None
    )


def test_there_may_be_no_next_meeting() -> None:
    assert brief_view(Site(catalogue=VALID, locale=Locale.EN, today=dt.date(2021, 8, 1)), PAIR).next_meeting is None
    assert brief_view(Site(catalogue=VALID, locale=Locale.EN), PAIR).next_meeting is None


def test_addresses_are_printed_once_and_documents_numbered_as_they_come() -> None:
    view = brief_view(EN, PAIR)
    lines = [*([view.next_meeting] if view.next_meeting else []), *(line for s in view.sections for line in s.lines)]
    printed = [line.address for line in lines if line.address]
    assert len(printed) == len(set(printed))
    assert all(address.startswith("example.org/kb/en/") for address in printed)
    numbers = [reference.number for line in lines for reference in line.references]
    assert list(dict.fromkeys(numbers)) == list(range(1, len(view.documents) + 1))
    assert view.printed == "example.org/kb/en/briefs/mx/borders.html"
    assert brief_view(Site(catalogue=VALID, locale=Locale.ES), PAIR).printed == "briefs/mx/borders.html"


def test_what_does_not_fit_is_counted_and_linked() -> None:
    catalogue = long_catalogue()
    view = brief_view(Site(catalogue=catalogue, locale=Locale.ES), PAIR)
    matter = catalogue.briefs.matters[PAIR]
    practices = [section for section in view.sections if section.id in ("led", "interventions", "others")]
    assert sum(len(section.lines) + section.more for section in practices) == sum(
        entry.kind.name == "practice" for entry in matter.entries
    )
    led = practices[0]
    assert led.more > 0
    assert led.elsewhere == "explore.html?kind=practice&topic=borders&topic=shelter&lead=MX"


# How words are cut, and a space is shared out


@given(st.text(max_size=300), st.integers(min_value=3, max_value=120))
def test_cut_words_are_as_long_as_they_may_be(text: str, most: int) -> None:
    assert len(clip(text, most)) <= most


def test_words_are_cut_at_the_end_of_a_sentence() -> None:
    text = "One sentence. Another one! And a third that is long?"
    assert clip(text, len(text)) == text
    assert clip(text, 40) == "One sentence. Another one! …"
    assert clip(text, 10) == "One…"
    assert clip("Otorrinolaringología", 8) == "Otorrin…"


def test_a_height_is_that_of_whole_lines() -> None:
    one = Print.TEXT.height("a")
    assert Print.TEXT.height("") == 0
    assert Print.TEXT.height("a" * 98) == one
    assert Print.TEXT.height("a" * 99) == 2 * one


def test_queues_take_turns_and_end_where_one_item_is_too_much() -> None:
    left = 10

    def take(size: int) -> bool:
        nonlocal left
        if size > left:
            return False
        left -= size
        return True

    assert share_out([iter([2, 2, 9, 1]), iter([3]), iter([])], take) == ((2, 2), (3,), ())
    assert left == 3
