"""Official texts: shown and cited in their language in place of our words, and one tap away elsewhere."""

from __future__ import annotations

import json

import pytest
from lxml import html

from knowledge_base.assemble.briefs import Pair
from knowledge_base.locale import Locale, enumerated
from knowledge_base.model.entries import Agreement, GuidingQuestion, Provision
from knowledge_base.model.record import Source
from knowledge_base.publish.site.commitments_data import commitments_script
from knowledge_base.render.templates import render
from knowledge_base.view.kinds.agreement import AgreementDetail
from knowledge_base.view.kinds.concept_note import ConceptNoteDetail
from knowledge_base.view.pages.brief import brief_view
from knowledge_base.view.pages.commitments import commitments_data, commitments_table, commitments_view
from knowledge_base.view.pages.coverage import coverage_view
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.pages.home import home_view
from knowledge_base.view.pages.questions import questions_view
from knowledge_base.view.parts.proposal_choices import question_choices
from knowledge_base.view.parts.site import Site, site_in
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tools.catalogue import ROOT

OURS = "Our words on the point."
PRINTED = "To meet once more, as printed."
ASKED = "What is asked, as printed?"
BORDERS_OF_MEXICO: Pair = ("MX", "borders")


def _official(text: str, language: str = "en") -> dict[str, str]:
    return {"language": language, "text": text, "source": "#paper", "locator": "Page 7"}


def _site(locale: Locale, *, language: str = "en") -> Site:
    """Return a site whose only point of an agreement and only question have an official text, if in any language."""
    valid = valid_catalogue()
    texts = {Locale.EN: OURS, Locale.ES: "Nuestras palabras."}
    source = Source.model_validate(
        {"title": "The paper", "id": "paper", "versions": [{"language": "es"}]}, context=Locale.EN
    )
    point = {
        "ref": "3) b. iii",
        "text": texts[locale],
        "topics": ["borders"],
        "reports": [{"date": "2021-07", "status": "open", "text": "Nothing yet"}],
        "official_text": [_official(PRINTED, language)] * bool(language),
    }
    question = {
        "number": 1,
        "text": texts[locale],
        "topics": ["borders"],
        "official_text": [_official(ASKED, language)] * bool(language),
    }
    changed = {
        "conclusions": {"provisions": (Provision.model_validate(point, context=locale),), "sources": (source,)},
        "note": {
            "guiding_questions": (GuidingQuestion.model_validate(question, context=locale),),
            "sources": (source,),
        },
    }
    entries = [copy_of(each, each.id, **changed.get(each.id, {})) for each in valid.entries]
    return site_in(locale, catalogue_of(entries))


def _agreement(site: Site) -> AgreementDetail:
    detail = entry_view(site, site.catalogue.by_id["conclusions"]).detail
    assert isinstance(detail, AgreementDetail)
    return detail


def _note(site: Site) -> ConceptNoteDetail:
    detail = entry_view(site, site.catalogue.by_id["note"]).detail
    assert isinstance(detail, ConceptNoteDetail)
    return detail


def _shown(site: Site) -> list[str]:
    """Return what every view shows of the point and of the question."""
    ((point,),) = (group.lines for group in _agreement(site).points)
    (question,) = _note(site).questions
    (listed,) = (
        line for state in commitments_view(site, 1).states for group in state.agreements for line in group.lines
    )
    (asked,) = (each for group in questions_view(site, None, 1).groups for each in group.questions)
    (left_open,) = home_view(site).left_open
    _, row = commitments_table(site)
    (matrix,) = coverage_view(site, 1).questions
    wordings = (point.wording, question.wording, listed.wording, asked.wording, left_open.wording)
    return [
        *(str(each.text) for each in wordings),
        row[2],
        str(matrix.rows[0].head.label).removeprefix("1. "),
        question_choices(site)[0][1].rpartition("1: ")[2],
    ]


def test_the_official_text_is_shown_in_its_language_and_the_words_of_the_editors_in_the_other() -> None:
    assert _shown(_site(Locale.EN)) == [PRINTED, ASKED, PRINTED, ASKED, PRINTED, PRINTED, ASKED, ASKED]
    assert set(_shown(_site(Locale.ES))) == {"Nuestras palabras."}


def test_a_brief_cites_the_official_text_that_it_shows() -> None:
    sections = {section.id: section for section in brief_view(_site(Locale.EN), BORDERS_OF_MEXICO).sections}
    (point,) = sections["agreements"].lines[0].item.points
    assert (str(point.words), point.remark.partition("; ")[0]) == (PRINTED, "Official text: The paper, Page 7")
    (question,) = sections["open-questions"].lines
    assert str(question.item.link.label) == ASKED
    assert [str(citation.locator) for citation in question.item.citations] == ["Page 7"]
    spanish = {section.id: section for section in brief_view(_site(Locale.ES), BORDERS_OF_MEXICO).sections}
    assert "oficial" not in spanish["agreements"].lines[0].item.points[0].remark
    assert [str(citation.locator) for citation in spanish["open-questions"].lines[0].item.citations] == [""]


def test_the_data_and_the_table_of_commitments_say_what_is_official_and_in_which_language() -> None:
    for locale, text, remark in (
        (Locale.EN, PRINTED, "Official text: The paper, Page 7"),
        (Locale.ES, "Nuestras palabras.", ""),
    ):
        site = _site(locale)
        script = commitments_script(commitments_data(site), locale)
        data = json.loads(script.removeprefix("window.rcmCommitments=").rstrip(";\n"))
        assert data["entries"][0][1] == text
        assert data["entries"][0][5] == locale
        assert ([remark] if remark else []) == [each for each in data["lines"][0][5] if "icial" in each]
        headings, row = commitments_table(site)
        assert row[headings.index("Official text" if locale is Locale.EN else "Texto oficial")] == remark


@pytest.mark.parametrize(
    ("locale", "official", "said"),
    [
        (Locale.EN, "", "In the words of this site's editors; the document is in English and Spanish."),
        (Locale.EN, "en", ""),
        (Locale.ES, "en", "En palabras del equipo editor de este sitio; el documento está en inglés y español."),
    ],
)
def test_each_list_says_whose_words_it_is_in(locale: Locale, official: str, said: str) -> None:
    site = _site(locale, language=official)
    assert (_agreement(site).words, _note(site).questions_words) == (said, said)
    assert _note(site).words.startswith(("In the words of", "En palabras de"))


def test_a_list_with_both_says_that_the_official_ones_are_marked() -> None:
    site = _site(Locale.EN)
    entry = site.catalogue.by_id["conclusions"]
    (point,) = site.record(entry, Agreement).provisions
    other = point.model_copy(update={"ref": "4", "official_text": ()})
    mixed = copy_of(entry, entry.id, provisions=(point, other))
    words = _agreement(site_in(Locale.EN, catalogue_of([mixed, site.catalogue.by_id["dialogue"]]))).words
    assert words.startswith("In the words of this site's editors, unless marked as official text; ")


def test_the_pages_mark_official_texts_with_their_source_and_language() -> None:
    for locale, id_ in (
        (Locale.EN, "conclusions"),
        (Locale.EN, "note"),
        (Locale.ES, "conclusions"),
        (Locale.ES, "note"),
    ):
        site = _site(locale)
        page: html.HtmlElement = html.fromstring(render(ROOT, entry_view(site, site.catalogue.by_id[id_])).html)
        (mark,) = page.find_class("kb-official")
        assert [link.get("href") for link in mark.iter("a")] == ["#source-paper"]
        assert "Page 7" in mark.text_content()
        if locale is Locale.EN:
            assert (mark.tag, mark.text_content().partition(":")[0]) == ("small", "Official text")
        else:
            assert (mark.tag, mark.findtext("summary")) == ("details", "Texto oficial en inglés")
            assert mark.xpath(".//*[@lang='en']")[0].text == (PRINTED if id_ == "conclusions" else ASKED)


def test_a_text_in_a_language_that_the_site_does_not_have_is_one_tap_away_in_both() -> None:
    for locale in Locale:
        ((point,),) = (group.lines for group in _agreement(_site(locale, language="pt")).points)
        assert point.wording.official is None
        assert [line.text.language for line in point.wording.elsewhere] == ["pt"]


def test_the_printed_number_of_a_question_is_the_one_that_is_shown() -> None:
    site = site_in(Locale.EN, valid_catalogue())
    page: html.HtmlElement = html.fromstring(render(ROOT, questions_view(site, "PA", 1)).html)
    assert page.xpath("//ol[@class='kb-questions']/li/@value") == ["2"]


def test_languages_are_joined_as_each_language_does() -> None:
    assert enumerated(["español", "inglés"], Locale.ES) == "español e inglés"
    assert enumerated(["inglés", "español"], Locale.ES) == "inglés y español"
    assert enumerated(["agua", "hielo", "hierba"], Locale.ES) == "agua, hielo y hierba"
    assert enumerated(["English", "Spanish"], Locale.EN) == "English and Spanish"
