"""What pages show, before any of it is HTML: lists cut into pages, fallbacks, neighbours, facts, details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from knowledge_base.assemble.addresses import ANSWERS, EDITORS, FIELD_GUIDE, GENERATED, STYLE_GUIDE
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import Entry, StandalonePage
from knowledge_base.assemble.facets import BODY, COUNTRY, ORGANISATION, TOPIC, YEAR, Facet
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Completeness, Maturity, Official, Scale, Status
from knowledge_base.model.entries import Adoption, Result
from knowledge_base.model.kinds import BACKGROUND, KINDS, PRACTICE
from knowledge_base.model.meeting_parts import Participants
from knowledge_base.model.record import Source
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import Country
from knowledge_base.model.when import When
from knowledge_base.view.kinds.agreement import AgreementDetail
from knowledge_base.view.kinds.background import BackgroundDetail
from knowledge_base.view.kinds.concept_note import ConceptNoteDetail
from knowledge_base.view.kinds.meeting import MeetingDetail
from knowledge_base.view.kinds.practice import PracticeDetail
from knowledge_base.view.kinds.registry import pages_of
from knowledge_base.view.pages.entry import NeighbourLinks, entry_view
from knowledge_base.view.pages.facet_index import facet_view
from knowledge_base.view.pages.figures import figures_view
from knowledge_base.view.pages.glossary import glossary_view
from knowledge_base.view.pages.home import home_view
from knowledge_base.view.pages.kind_index import kind_view
from knowledge_base.view.pages.linked import LinkedView
from knowledge_base.view.pages.questions import MOST_ANSWERS, questions_view
from knowledge_base.view.pages.standalone import standalone_view
from knowledge_base.view.pages.term import MOST_OF_NOTES, term_view
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.navigation import navigation
from knowledge_base.view.parts.pieces import Fact, Link, Quotation
from knowledge_base.view.parts.search_record import entry_record
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.parts.source_lines import source_line
from knowledge_base.view.parts.timeline import timeline_of
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, copy_of, practices, valid_catalogue, with_practices

VALID = valid_catalogue()
ES, EN = Site(catalogue=VALID, locale=Locale.ES), Site(catalogue=VALID, locale=Locale.EN)


def _labels(links: Sequence[Link]) -> list[str]:
    return [str(link.label) for link in links]


def _facts(facts: Sequence[Fact]) -> dict[str, list[str]]:
    return {fact.label: _labels(fact.values) for fact in facts}


def _only_in(locale: Locale, entry: Entry) -> Entry:
    """Return an entry as it would be if it had been written in one language and never translated."""
    version = replace(entry.in_(locale), translation=None, stale=False)
    return replace(entry, original=locale, versions={locale: version})


def _detail(site: Site, entry: Entry) -> object:
    return pages_of(entry.kind).detail(site, entry)


def _in_place(changed: Entry) -> Catalogue:
    return catalogue_of([changed, *(entry for entry in VALID.entries if entry.id != changed.id)])


# Lists in pages


@pytest.mark.parametrize(("count", "pages"), [(0, [0]), (49, [49]), (50, [50]), (51, [50, 1]), (120, [50, 50, 20])])
def test_an_index_of_a_kind_is_cut_into_pages_of_fifty(count: int, pages: list[int]) -> None:
    site = Site(catalogue=catalogue_of(practices(count)), locale=Locale.EN)
    views = [kind_view(site, PRACTICE, number) for number in range(1, len(pages) + 1)]
    assert [sum(len(group.cards) for group in view.groups) for view in views] == pages
    assert {view.count for view in views} == {count}
    assert [view.chrome.url for view in views] == [
        f"en/practices/index{'' if number == 1 else f'-page-{number}'}.html" for number in range(1, len(pages) + 1)
    ]
    assert len({card.url for view in views for group in view.groups for card in group.cards}) == count
    assert [view.pagination.total for view in views] == [len(pages)] * len(pages)
    assert [bool(view.legend) for view in views] == [True] + [False] * (len(pages) - 1)


def test_the_pages_of_a_list_lead_to_each_other() -> None:
    site = Site(catalogue=with_practices(120), locale=Locale.ES)
    first, second, third = (term_view(site, TOPIC, "trafficking", number) for number in (1, 2, 3))
    assert [view.pagination.number for view in (first, second, third)] == [1, 2, 3]
    assert first.pagination.previous is None
    assert first.pagination.next == third.pagination.previous == Link("2", url="topics/trafficking-page-2.html")
    assert third.pagination.next is None
    assert _labels(second.pagination.pages) == ["1", "2", "3"]
    assert [view.chrome.title for view in (first, second)] == ["Trata de personas", "Trata de personas, página 2"]
    # What a term is stands on the first page only, and so does what the search finds it by.
    assert first.description
    assert not second.description
    assert second.facts == second.strips == ()
    assert first.search is not None
    assert second.search is None


def test_a_group_that_goes_on_says_so_and_counts_all_of_it() -> None:
    site = Site(catalogue=with_practices(60), locale=Locale.EN)
    second = term_view(site, TOPIC, "trafficking", 2)
    assert [(group.title, len(group.cards), group.count, group.continued) for group in second.groups] == [
        ("Good practices", 11, 61, True),
        ("Meetings", 1, 1, False),
    ]
    assert second.jumps == (
        Link("Good practices", url="en/topics/trafficking.html#practices", count=61),
        Link("Meetings", url="en/topics/trafficking-page-2.html#meetings", count=1),
    )


# Two languages


@pytest.mark.parametrize("locale", list(Locale))
def test_an_entry_that_is_not_translated_appears_in_the_other_language(locale: Locale) -> None:
    entry = _only_in(locale, VALID.by_id["hotline"])
    catalogue = _in_place(entry)
    own, other = (entry_view(Site(catalogue=catalogue, locale=language), entry) for language in (locale, locale.other))
    assert own.title == other.title == entry.record.title
    assert own.title.locale is locale
    assert (own.chrome.text_locale, other.chrome.text_locale) == (locale, locale)
    assert (own.chrome.indexed, other.chrome.indexed) == (True, False)
    assert [alternate.translated for alternate in other.chrome.alternates] == [other_ is locale for other_ in Locale]
    assert "fallback" not in {notice.kind for notice in own.notices}
    assert [notice.kind for notice in other.notices] == ["fallback"]
    assert Site(catalogue=catalogue, locale=locale.other).card(entry).untranslated
    assert not Site(catalogue=catalogue, locale=locale).card(entry).untranslated
    # The search finds it in both languages, and marks it.
    assert own.search is not None
    assert other.search is not None
    assert other.search.only.startswith("Only in" if other.chrome.locale is Locale.EN else "Solo en")
    assert own.chrome.source_path == other.chrome.source_path == f"docs/{locale}/practices/hotline.md"


def test_a_translation_says_whose_it_is_and_whether_it_is_stale() -> None:
    entry = VALID.by_id["summit"]
    (notice,) = entry_view(ES, entry).notices
    assert (notice.kind, str(notice.text)) == ("translation", "Esta página es una traducción oficial.")
    assert notice.link == Link("Página en inglés, de la que se tradujo", url="en/meetings/summit.html")
    stale = replace(entry, versions={**entry.versions, Locale.ES: replace(entry.versions[Locale.ES], stale=True)})
    assert [
        notice.kind for notice in entry_view(Site(catalogue=_in_place(stale), locale=Locale.ES), stale).notices
    ] == [
        "stale",
        "translation",
    ]
    assert str(entry_view(EN, VALID.by_id["dialogue"]).notices[0].text) == "This page is an unofficial translation."
    assert entry_view(EN, entry).notices == ()


def test_an_entry_that_has_been_replaced_or_withdrawn_says_so() -> None:
    old = copy_of(VALID.by_id["hotline"], "old", status=Status.SUPERSEDED, replaced_by="hotline")
    lost = copy_of(VALID.by_id["hotline"], "lost", status=Status.SUPERSEDED, replaced_by="nowhere")
    reason = Text("Cerró.", Locale.ES)
    closed = copy_of(VALID.by_id["plan"], "closed", status=Status.WITHDRAWN, status_reason=reason)
    site = Site(catalogue=catalogue_of([old, lost, closed, *VALID.entries]), locale=Locale.EN)
    superseded = entry_view(site, old).notices[0]
    assert (superseded.kind, superseded.link) == ("superseded", site.entry_link(VALID.by_id["hotline"]))
    assert str(superseded.text).endswith("In its place:")
    assert entry_view(site, lost).notices[0].link is None
    (withdrawn,) = (notice for notice in entry_view(site, closed).notices if notice.kind == "withdrawn")
    assert (withdrawn.text, withdrawn.reason) == ("This entry has been withdrawn.", reason)
    assert [site.card(entry).retired for entry in (old, closed, VALID.by_id["plan"])] == ["Superseded", "Withdrawn", ""]
    assert entry_view(site, closed).chrome.description.startswith("Withdrawn. ")


def test_what_no_longer_holds_answers_no_question_and_is_no_meeting_to_go_to() -> None:
    """It is listed, with its mark, and is not what the site builds on."""
    gone = [copy_of(entry, entry.id, status=Status.WITHDRAWN) for entry in VALID.entries]
    site = Site(catalogue=catalogue_of(gone), locale=Locale.EN, today=dt.date(2000, 1, 1))
    assert VALID.answers
    assert site.catalogue.answers == {}
    assert (figures_view(site, None, 1).figures, questions_view(site, None, 1).groups) == ((), ())
    assert home_view(site).next_meeting is home_view(site).latest_meeting is None
    assert timeline_of(site) is None
    assert len(site.catalogue.entries) == len(VALID.entries)


@pytest.mark.parametrize(("today", "told"), [("2022-07-01", False), ("2022-07-02", True)])
def test_an_entry_that_nobody_has_reviewed_in_time_says_so(today: str, *, told: bool) -> None:
    entry = VALID.by_id["dialogue"]
    site = Site(catalogue=VALID, locale=Locale.EN, today=dt.date.fromisoformat(today))
    assert ("review" in [notice.kind for notice in entry_view(site, entry).notices]) is told
    withdrawn = copy_of(entry, "dialogue", status=Status.WITHDRAWN)
    assert "review" not in [notice.kind for notice in entry_view(site, withdrawn).notices]


def test_a_page_that_is_no_entry_falls_back_too() -> None:
    (about,) = VALID.standalone
    spanish = StandalonePage(about.address, {Locale.ES: about.versions[Locale.ES]})
    assert standalone_view(EN, about).title == "About"
    view = standalone_view(EN, spanish)
    assert (view.title, view.untranslated, view.chrome.indexed) == ("Acerca de", True, False)
    assert view.chrome.description == "De qué trata este sitio."


# Entries


def test_previous_and_next_are_the_entries_before_and_after_in_time() -> None:
    catalogue = with_practices(1)
    site = Site(catalogue=catalogue, locale=Locale.EN)
    views = {entry.id: entry_view(site, entry) for entry in catalogue.of_kind(PRACTICE)}
    between = site.entry_link(catalogue.by_id["hotline-000"])
    assert views["hotline"].neighbours == (NeighbourLinks(of=None, earlier=between, later=None),)
    assert views["shelter-network"].neighbours == (NeighbourLinks(of=None, earlier=None, later=between),)


def test_the_facts_of_each_kind() -> None:
    facts = {entry.id: _facts(entry_view(EN, entry).facts) for entry in VALID.entries}
    assert facts["dialogue"] == {
        "Date": ["10 June 2021"],
        "Body": ["Working Group"],
        "Level": ["Technical"],
        "Modality": ["Virtual"],
        "Presidency Pro Tempore": ["Mexico"],
        "At the initiative of": ["Migration Institute"],
        "Moderators": ["Conference"],
        "Member Countries that took part": ["Costa Rica", "Mexico", "Panama"],
        "Also took part": ["United Nations Refugee Agency"],
        "Topics": ["Borders"],
        "Countries": ["Haiti (origin)", "Mexico"],
        "Organisations": ["United Nations Refugee Agency"],
        "Year": ["2021"],
    }
    assert "Presidency Pro Tempore" in facts["summit"]["Not stated in the sources"]
    assert facts["summit"]["Mandate"] == ["Conclusions of the dialogue, point 1"]
    assert facts["note"]["Prepares"] == ["Dialogue on borders"]
    assert facts["note"]["Issued by"] == ["Conference"]
    assert facts["conclusions"]["Adopted by"] == ["Costa Rica", "Mexico"]
    assert facts["conclusions"]["Legal nature"] == ["Not binding"]
    assert facts["shelter-network"]["Period"] == ["from 2019 on"]
    objectives = facts["shelter-network"]["Objectives of the Global Compact for Migration"]
    assert [objective.partition(". ")[0] for objective in objectives] == ["5", "12"]
    assert objectives[0] == "5. Enhance availability and flexibility of pathways for regular migration"
    assert facts["plan"]["Date"] == ["2019\u2009–\u2009December 2025"]
    assert facts["plan"]["Year"] == ["2019"]


def test_an_agreement_of_unknown_adopters_does_not_assume_any() -> None:
    entry = copy_of(VALID.by_id["conclusions"], "conclusions", adopted_by=())
    facts = _facts(entry_view(Site(catalogue=_in_place(entry), locale=Locale.ES), entry).facts)
    assert facts["No consta en las fuentes"] == ["Adoptado por"]
    issued = copy_of(entry, "conclusions", issued_by=("conference",))
    facts = _facts(entry_view(Site(catalogue=_in_place(issued), locale=Locale.ES), issued).facts)
    assert (facts["Adoptado por"], "Adoptado en" in facts, "Emitido en" in facts) == (["no consta aquí"], False, True)


def test_a_meeting_shows_its_agenda_and_what_belongs_to_it() -> None:
    detail = _detail(EN, VALID.by_id["dialogue"])
    assert isinstance(detail, MeetingDetail)
    assert [(row.time, str(row.title), row.is_part, row.members_only) for row in detail.agenda] == [
        ("09:00–09:30", "Opening", False, ""),
        ("09:30–11:00", "Shelters", False, "Member Countries only"),
        ("09:30–10:00", "The network of shelters", True, ""),
        ("10:00", "Questions", True, ""),
    ]
    opening, shelters, network, _ = detail.agenda
    assert opening.speakers[0].name == Link("Migration Institute", url="en/organisations/institute.html")
    assert str(opening.speakers[0].office) == "Office of the Director"
    assert _labels(shelters.moderators) == ["United Nations Refugee Agency"]
    assert network.practice == EN.entry_link(VALID.by_id["shelter-network"])
    assert detail.clocks_of == "Mexico City (UTC−5)"
    assert network.practice_label == "Good practice"
    shown = (detail.concept_notes, detail.agreements, detail.announced)
    assert [[card.url for card in part.cards] for part in shown] == [
        ["en/concept-notes/note.html"],
        ["en/agreements/conclusions.html"],
        ["en/practices/shelter-network.html"],
    ]
    assert detail.presented.cards == ()
    assert detail.trail
    assert [(step.when, step.kind_label, step.here) for step in detail.trail.steps] == [
        ("10 June 2021", "Meeting", True),
        ("10 June 2021", "Agreement", False),
        ("29–30 July 2021", "Meeting", False),
    ]
    # What has a section of its own is not repeated among the related entries.
    assert entry_view(EN, VALID.by_id["dialogue"]).related == ()


def test_a_concept_note_shows_its_questions_figures_and_definitions() -> None:
    detail = _detail(EN, VALID.by_id["note"])
    assert isinstance(detail, ConceptNoteDetail)
    assert [(line.number, _labels(line.topics), _labels(line.answers)) for line in detail.questions] == [
        (1, ["Shelter"], ["Network of shelters"]),
        (2, [], []),
    ]
    (definition,) = detail.definitions
    assert (definition.term, definition.scope, definition.url) == ("Flow", "For this note.", "en/glossary.html#flow")
    arrivals, share = detail.figures
    assert (arrivals.comparator, arrivals.value, arrivals.unit) == ("at least", "1,234", "people")
    assert (arrivals.period, arrivals.as_of) == ("January 2021\u2009–\u20092021", "as at June 2021")
    assert arrivals.counted_by == Link("Migration Institute", url="en/organisations/institute.html")
    assert (share.comparator, share.value, share.unit, share.period, share.counted_by) == ("", "21", "%", "", None)


def test_an_agreement_shows_what_became_of_its_provisions() -> None:
    detail = _detail(ES, VALID.by_id["conclusions"])
    assert isinstance(detail, AgreementDetail)
    (group,) = detail.points
    first, second = group.lines
    assert (first.ref, first.anchor, first.acts, first.due) == ("1", "provision-1", "Acuerda", "diciembre de 2021")
    assert (first.status, first.status_label, _labels(first.responsible)) == ("done", "Cumplido", ["Conferencia"])
    (report,) = first.current
    assert (report.date, str(report.text), _labels(report.evidence)) == (
        "1 de agosto de 2021",
        "Se reunieron.",
        ["Cumbre"],
    )
    assert (second.status, second.status_label) == ("not-recorded", "No consta aquí")
    assert (second.due, second.current, second.earlier, second.note) == ("", (), (), None)


def test_a_lead_asks_for_what_is_not_known_and_a_described_practice_does_not() -> None:
    lead, described = (_detail(EN, VALID.by_id[id_]) for id_ in ("hotline", "shelter-network"))
    assert isinstance(lead, PracticeDetail)
    assert isinstance(described, PracticeDetail)
    assert (len(lead.open_fields), lead.asked) == (5, "Mexico")
    assert (described.open_fields, described.asked) == ((), "Panama")
    assert [(id_, label, str(text)) for id_, label, text in described.narrative] == [
        ("field-beneficiaries", "Beneficiaries", "Families")
    ]
    (answer,) = described.answers
    assert (str(answer.label), answer.url) == ("What do you do?", "en/concept-notes/note.html#question-1")


def test_a_replicated_practice_shows_its_results_and_who_took_it_over() -> None:
    words = Text("Words", Locale.EN)
    entry = copy_of(
        VALID.by_id["hotline"],
        "hotline",
        maturity=Maturity.REPLICATED,
        scale=Scale.LOCAL,
        leads=("unhcr",),
        results=(Result.model_construct(indicator=words, baseline=None, value=words, period=None, source="Report"),),
        adopted_by=(
            Adoption.model_construct(country="CR", date=When.parse("2022-01"), change=None),
            Adoption.model_construct(country="HT", date=None, change=words),
        ),
        answers=("note#2", "nowhere#1"),
    )
    detail = _detail(Site(catalogue=_in_place(entry), locale=Locale.EN), entry)
    assert isinstance(detail, PracticeDetail)
    assert (detail.asked, str(detail.results[0].source.label)) == ("United Nations Refugee Agency", "Report")
    assert [(str(link.label), date, change) for link, date, change in detail.adopted_by] == [
        ("Costa Rica", "January 2022", None),
        ("Haiti", "", words),
    ]
    assert _labels(detail.answers) == ["What do you need?"]


def test_a_background_entry_shows_what_it_found() -> None:
    detail = _detail(ES, VALID.by_id["plan"])
    assert isinstance(detail, BackgroundDetail)
    assert [str(finding) for finding in detail.findings] == ["Es posible"]


def test_related_entries_stand_under_the_reason() -> None:
    view = entry_view(EN, VALID.by_id["shelter-network"])
    assert [(group.title, [card.url for card in group.cards]) for group in view.related] == [
        ("Carries out", ["en/background/plan.html"]),
    ]


def test_cards_name_few_countries_and_count_the_others() -> None:
    four = copy_of(VALID.by_id["dialogue"], "four", participants=Participants(countries=("CR", "HT", "MX", "PA")))
    six = copy_of(four, "six", participants=Participants(countries=("BZ", "CR", "GT", "HT", "MX", "PA")))
    more = {code: Country(id=code) for code in ("BZ", "GT")}
    vocabularies = replace(VALID.vocabularies, countries={**VALID.vocabularies.countries, **more})
    site = Site(catalogue=build_catalogue([four, six], vocabularies, VALID.editorial), locale=Locale.EN)
    cards = [site.card(entry) for entry in (four, six)]
    assert [[(row.label, _labels(row.links), row.more) for row in card.terms] for card in cards] == [
        [("Countries", ["Costa Rica", "Haiti", "Mexico", "Panama"], 0)],
        [("Countries", ["Belize", "Costa Rica", "Guatemala"], 3)],
    ]


def test_sources_say_where_and_when_they_were_read() -> None:
    (source,) = entry_view(ES, VALID.by_id["dialogue"]).sources
    assert (str(source.title), source.title.language, str(source.locator)) == ("Nota conceptual", Locale.ES, "Página 2")
    assert (source.url, source.retrieved) == ("https://example.org/nota", "1 de julio de 2021")


def test_a_document_on_the_web_is_shown_with_its_host_and_of_others_the_page_says_whom_to_ask() -> None:
    read = entry_view(ES, VALID.by_id["dialogue"])
    assert [(source.about, source.at_hand) for source in read.sources] == [("example.org", True)]
    assert read.unpublished is None
    note = entry_view(EN, VALID.by_id["note"]).unpublished
    assert note
    assert note.text == "The document is not published here. Whom to ask for it:"
    assert [link.url for link in note.ask] == ["en/bodies/conference.html"]


@pytest.mark.parametrize(
    ("id_", "changes", "asked"),
    [
        ("hotline", {}, {"conference"}),
        ("hotline", {"announced_at": ()}, {"institute"}),
        ("conclusions", {}, {"working-group"}),
        ("summit", {}, {"conference"}),
        ("plan", {"body": None}, {"editors"}),
    ],
)
def test_whom_to_ask_for_a_document_is_who_issued_it_or_whose_meeting_it_is_of(
    id_: str, changes: dict[str, object], asked: set[str]
) -> None:
    entry = copy_of(VALID.by_id[id_], id_, **changes)
    site = Site(catalogue=_in_place(entry), locale=Locale.EN)
    found = entry_view(site, entry).unpublished
    assert found
    assert {str(link.label) for link in found.ask} == {str(site.actor_link(id_).label) for id_ in asked}


def test_some_of_several_documents_that_cannot_be_read_are_those_without_a_link() -> None:
    cited = (Source(title="Minutes"), Source(title="Acta", url="https://example.org/acta"), Source(title="Annex"))
    said = []
    for sources in (cited, cited[::2]):
        entry = copy_of(VALID.by_id["hotline"], "hotline", sources=sources)
        found = entry_view(Site(catalogue=_in_place(entry), locale=Locale.EN), entry).unpublished
        assert found
        said.append(found.text.partition(".")[0])
    assert said == ["The documents without a link are not published here", "The documents are not published here"]


def test_a_document_of_the_list_is_described_with_its_language_and_whose_copy_it_is() -> None:
    cited = (
        Source(document="agenda", locator=Text("Item 2", Locale.EN)),
        Source(title="Acta", language="pt", official=Official.NOT_OFFICIAL, copy_by="An archive", id="minutes"),
    )
    entry = copy_of(VALID.by_id["hotline"], "hotline", sources=cited)
    (agenda, minutes) = entry_view(Site(catalogue=_in_place(entry), locale=Locale.ES), entry).sources
    assert agenda.title == Quotation(value="Agenda of the summit", language="en")
    assert (agenda.date, agenda.remarks, agenda.id) == (
        "julio de 2021",
        ("en inglés", "texto oficial"),
        "source-agenda",
    )
    (version,) = agenda.versions
    assert version.title == Quotation(value="Agenda da cúpula", language="pt")
    assert version.language == "en portugués"
    assert version.remarks == ("texto no oficial", "copia conservada por University of Example, no por su autor")
    assert (minutes.id, minutes.remarks) == (
        "source-minutes",
        ("en portugués", "texto no oficial", "copia conservada por An archive, no por su autor"),
    )
    assert entry_view(Site(catalogue=_in_place(entry), locale=Locale.EN), entry).sources[0].remarks == (
        "official text",
    )


def test_a_field_names_a_source_of_its_entry_by_its_id_or_that_of_its_document() -> None:
    cited = (Source(title="Minutes", id="minutes"), Source(document="agenda"))
    entry = copy_of(VALID.by_id["hotline"], "hotline", sources=cited)
    site = Site(catalogue=_in_place(entry), locale=Locale.EN)
    here = site.url(entry.address)
    assert site.source_link(entry, "#minutes") == Link(
        Quotation(value="Minutes", language="en"), url=f"{here}#source-minutes"
    )
    assert site.source_link(entry, "#agenda").url == f"{here}#source-agenda"
    assert site.source_link(entry, "A census") == Link(Quotation(value="A census", language="en"))


def test_an_entry_that_covers_a_part_of_its_document_says_what_is_missing() -> None:
    words = Text("The annex", Locale.EN)
    entry = copy_of(VALID.by_id["plan"], "plan", completeness=Completeness.PARTIAL, missing=words)
    (notice,) = (
        one
        for one in entry_view(Site(catalogue=_in_place(entry), locale=Locale.EN), entry).notices
        if one.kind == "partial"
    )
    assert (notice.text, notice.more) == ("Only a part of the document is here. Missing:", words)


def test_a_concept_note_may_prepare_no_meeting() -> None:
    note = copy_of(VALID.by_id["note"], "note", meeting=None)
    site = Site(catalogue=_in_place(note), locale=Locale.EN)
    assert "Prepares" not in {fact.label for fact in entry_view(site, note).facts}
    assert site.catalogue.concept_notes(site.catalogue.by_id["dialogue"]) == ()
    assert site.card(note).date == "1 June 2021"


def test_who_acts_is_linked_where_there_is_a_page_for_it() -> None:
    assert EN.actor_link("conference").url == "en/bodies/conference.html"
    assert EN.actor_link("PA").url == "en/countries/pa.html"
    assert EN.actor_link("unhcr").url == "en/organisations/unhcr.html"
    # The editors keep entries; there is no page about them.
    assert EN.actor_link("editors") == Link("Editors")


# Terms and indexes


@pytest.mark.parametrize(
    ("facet", "term", "facts"),
    [
        (TOPIC, "borders", {"Narrower topics": ["Shelter"], "Also called": ["Border management"]}),
        (TOPIC, "shelter", {"Broader topic": ["Borders"]}),
        (TOPIC, "trafficking", {"Related topics": ["Borders"]}),
        (
            COUNTRY,
            "PA",
            {
                "Membership": ["Member Country of the RCM"],
                "Guiding questions": ["Network of shelters", "Without an answer recorded here"],
            },
        ),
        (COUNTRY, "HT", {"Membership": ["Neither a Member Country nor an observer of the RCM"]}),
        (
            ORGANISATION,
            "unhcr-mexico",
            {
                "Type": ["Intergovernmental organisation"],
                "Country": ["Mexico"],
                "Part of": ["United Nations Refugee Agency"],
            },
        ),
        (ORGANISATION, "institute", {"Type": ["Government institution"], "Country": ["Mexico"], "Acronym": ["MI"]}),
        (BODY, "conference", {"Acronym": ["C"], "Includes": ["Working Group"]}),
        (BODY, "working-group", {"Part of": ["Conference"]}),
        (YEAR, "2021", {}),
    ],
)
def test_the_facts_of_terms(facet: Facet, term: str, facts: dict[str, list[str]]) -> None:
    view = term_view(EN, facet, term, 1)
    assert _facts(view.facts) == facts
    assert view.chrome.section == f"{facet.folder}/index"


def test_a_country_has_its_figures_and_the_questions_it_has_not_answered() -> None:
    panama, haiti, mexico = (term_view(EN, COUNTRY, code, 1) for code in ("PA", "HT", "MX"))
    assert [figure.id for figure in panama.figures] == [figure.id for figure in haiti.figures] == ["arrivals"]
    assert [str(question.wording.ours) for question in panama.questions] == ["What do you need?"]
    assert len(mexico.questions) == 2
    assert haiti.questions == ()
    assert (mexico.all_figures, mexico.all_questions) == (None, None)


def test_strips_count_the_other_facets_of_the_same_entries() -> None:
    view = term_view(EN, TOPIC, "shelter", 1)
    assert [(link.label, link.count) for link in view.strips[0].values] == [("Panama", 2), ("Haiti", 1), ("Mexico", 1)]
    assert _facts(term_view(EN, BODY, "conference", 1).strips).keys() == {"Topics", "Countries"}


def test_a_term_without_entries_has_a_page_that_says_so() -> None:
    empty = Site(catalogue=catalogue_of([]), locale=Locale.ES)
    view = term_view(empty, COUNTRY, "HT", 1)
    assert (view.groups, view.jumps, view.pagination.total) == ((), (), 1)
    assert view.chrome.description == "Todo sobre Haití."


def test_the_index_of_each_facet() -> None:
    topics, countries, organisations, years = (facet_view(EN, facet) for facet in (TOPIC, COUNTRY, ORGANISATION, YEAR))
    assert [(str(node.link.label), len(node.narrower)) for node in topics.groups[0].terms] == [
        ("Borders", 1),
        ("Trafficking in persons", 0),
    ]
    assert [group.title for group in countries.groups] == ["Member Countries", "Other countries named in the entries"]
    assert [str(node.link.label) for node in organisations.groups[0].terms] == [
        "Migration Institute",
        "UNHCR in Mexico",
        "United Nations Refugee Agency",
    ]
    assert [(str(node.link.label), node.link.count) for node in years.groups[0].terms] == [("2021", 6), ("2019", 1)]
    assert facet_view(Site(catalogue=catalogue_of([]), locale=Locale.EN), YEAR).groups == ()


# Pages that stand alone


def test_the_home_page_knows_what_comes_and_what_was() -> None:
    day = dt.date(2021, 7, 30)
    home = home_view(Site(catalogue=VALID, locale=Locale.EN, today=day))
    assert home.next_meeting == EN.card(VALID.by_id["summit"])
    assert home.latest_meeting == EN.card(VALID.by_id["dialogue"])
    later = home_view(Site(catalogue=VALID, locale=Locale.EN, today=dt.date(2021, 7, 31)))
    assert (later.next_meeting, later.latest_meeting) == (None, EN.card(VALID.by_id["summit"]))
    nothing = home_view(Site(catalogue=catalogue_of([]), locale=Locale.ES))
    assert (nothing.next_meeting, nothing.latest_meeting, nothing.lately) == (None, None, ())
    assert _labels(home.members) == ["Costa Rica", "Mexico", "Panama"]
    assert len(home.doors) == 9
    assert home.chrome.breadcrumbs == ()


def test_the_glossary_the_figures_and_the_questions() -> None:
    (line,) = glossary_view(ES).terms
    assert (line.name, line.acronym, line.aliases, line.locator) == ("Flujo", "FL", ("Corriente",), "Página 1")
    assert line.source == ES.entry_link(VALID.by_id["note"])
    assert [figure.value for figure in figures_view(ES, None, 1).figures] == ["1,234", "21"]
    (group,) = questions_view(ES, None, 1).groups
    first, second = group.questions
    assert (_labels(first.answered_by), _labels(first.not_recorded)) == (["Panamá"], ["Costa Rica", "México"])
    assert _labels(second.not_recorded) == ["Costa Rica", "México", "Panamá"]
    assert (first.none_recorded, second.none_recorded) == (False, True)
    assert questions_view(Site(catalogue=catalogue_of([]), locale=Locale.ES), None, 1).groups == ()


def test_the_navigation_names_the_pages_that_there_are_and_says_where_the_reader_is() -> None:
    chrome = ES.chrome("topics/shelter", "Albergues", "", section="topics/index")
    found = navigation(chrome, {"index", "topics/index", "glossary", "about"})
    assert [(item.label, item.url, item.current) for item in found.main] == [
        ("Inicio", "index.html", ""),
        ("Temas", "topics/index.html", "true"),
    ]
    assert [(item.label, item.url) for item in found.more] == [("Glosario", "glossary.html")]
    assert [(item.label, item.url) for item in found.about] == [("Acerca de", "about.html")]
    home = EN.chrome("index", "Home", "")
    assert [item.current for item in navigation(home, {"index"}).main] == ["page"]


def test_the_navigation_names_every_page_that_has_a_place_of_its_own_once() -> None:
    pages = plan_pages(EN)
    found = navigation(pages[0].chrome, {page.chrome.address for page in pages})
    urls = [item.url for item in (*found.main, *found.more, *found.about)]
    # "Contribute" leads to the two guides and to the page for editors; nothing to that for addresses of no page.
    alone = GENERATED - {EDITORS, FIELD_GUIDE, STYLE_GUIDE, *ANSWERS}
    assert sorted(urls) == sorted(EN.url(address) for address in (*alone, "about"))


def test_the_search_knows_an_entry_by_its_facets_and_other_names() -> None:
    record = entry_record(EN, VALID.by_id["shelter-network"])
    assert {
        ("kind", "Good practice"),
        ("topic", "Shelter"),
        ("meeting", "Dialogue on borders"),
        ("maturity", "Described"),
    } <= set(record.filters)
    names = dict(record.aliases)
    assert "Albergue" in names["Shelter"].split(" · ")
    assert any("ACNUR" in names.split(" · ") for names in names.values())
    # The body of the text says "shelter"; the index has that already.
    assert "Shelter" not in names["Shelter"].split(" · ")


@pytest.mark.parametrize("locale", list(Locale))
def test_every_page_of_the_plan_is_at_its_own_address(locale: Locale) -> None:
    pages = plan_pages(site_in(locale, VALID))
    addresses = [page.chrome.address for page in pages]
    assert addresses == sorted(set(addresses))
    assert {f"{kind.folder}/index" for kind in KINDS} | {"index", "about", "glossary", "years/2019"} <= set(addresses)
    for page in pages:
        assert page.view().chrome == page.chrome
        if page.chrome.address in ANSWERS:
            continue  # nothing leads to it, and its other language is that of the front page
        assert [alternate.url for alternate in page.chrome.alternates] == [
            f"{page.chrome.address}.html",
            f"en/{page.chrome.address}.html",
        ]
        assert page.chrome.breadcrumbs or page.chrome.address == "index"


def test_a_longer_list_takes_more_pages() -> None:
    # With what is there already: fifty practices and fifty entries on trafficking, then one more of each.
    fewer, more = (plan_pages(site_in(Locale.ES, with_practices(count))) for count in (48, 49))
    new = {page.chrome.address for page in more} - {page.chrome.address for page in fewer}
    assert new == {"practices/hotline-048", "practices/index-page-2", "topics/trafficking-page-2"}


def test_the_index_of_background_has_no_legend() -> None:
    assert kind_view(EN, BACKGROUND, 1).legend == ()


# What there is too much of for one page


def test_what_is_linked_with_an_entry_goes_on_on_pages_of_its_own() -> None:
    site = Site(catalogue=with_practices(60), locale=Locale.EN)
    summit = site.catalogue.by_id["summit"]
    view = entry_view(site, summit)
    assert view.linked
    assert (view.linked.url, view.linked.count) == (
        "en/meetings/summit/linked.html",
        len(site.catalogue.links["summit"]),
    )
    detail = _detail(site, summit)
    assert isinstance(detail, MeetingDetail)
    assert (len(detail.announced.cards), detail.announced.more) == (MOST_LINKED, 61 - MOST_LINKED)
    pages = [page for page in plan_pages(site) if page.chrome.address.startswith("meetings/summit/linked")]
    views = [page.view() for page in pages]
    cards = [card.url for view in views if isinstance(view, LinkedView) for part in view.groups for card in part.cards]
    assert cards == [site.url(site.catalogue.by_id[link.target].address) for link in site.catalogue.links["summit"]]
    assert [len(pages), entry_view(site, VALID.by_id["dialogue"]).linked] == [2, None]


def test_a_country_shows_the_newest_figures_and_questions_and_leads_to_all() -> None:
    note = VALID.by_id["note"]
    site = Site(catalogue=catalogue_of(copy_of(note, f"note-{number:02}") for number in range(40)), locale=Locale.EN)
    panama = term_view(site, COUNTRY, "PA", 1)
    assert panama.all_figures == Link("All of them", url="en/figures/pa.html", count=40)
    assert panama.all_questions == Link("All of them", url="en/questions/pa.html", count=80)
    assert len(panama.figures) == len(panama.questions) == MOST_OF_NOTES
    first, second = (questions_view(site, "PA", number) for number in (1, 2))
    shown = [question.url for view in (first, second) for part in view.groups for question in part.questions]
    assert len(shown) == len(set(shown)) == first.count == 80
    assert [str(link.label) for link in figures_view(site, "PA", 1).chrome.breadcrumbs] == ["Home", "Figures", "Panama"]
    addresses = {page.chrome.address for page in plan_pages(site)}
    assert {"figures/pa", "figures/ht", "questions/pa-page-2", "questions/mx", "coverage-page-4"} <= addresses
    # Haiti is not a Member Country, so no question is put to it.
    assert not {"figures/pa-page-2", "figures/mx", "questions/ht"} & addresses


def test_the_answers_to_a_question_are_counted_where_they_are_too_many() -> None:
    network = VALID.by_id["shelter-network"]
    more = [copy_of(network, f"network-{number:02}") for number in range(MOST_LINKED)]
    site = Site(catalogue=catalogue_of([*VALID.entries, *more]), locale=Locale.EN)
    (group,) = questions_view(site, None, 1).groups
    assert (len(group.questions[0].answers), group.questions[0].more) == (MOST_ANSWERS, MOST_LINKED + 1 - MOST_ANSWERS)
    detail = _detail(site, VALID.by_id["note"])
    assert isinstance(detail, ConceptNoteDetail)
    assert (len(detail.questions[0].answers), detail.questions[0].more) == (MOST_LINKED, 1)


def test_a_source_shows_the_page_in_each_version_of_a_document_of_the_list() -> None:
    documents = valid_catalogue().vocabularies.documents
    data = {"document": "agenda", "locator": "Page 2", "versions": [{"language": "pt", "locator": "Page 3"}]}
    line = source_line(Source.model_validate(data, context=Locale.EN), documents, Locale.EN, {})
    assert [str(line.locator), *(str(version.locator) for version in line.versions)] == ["Page 2", "Page 3"]
    assert line.versions[0].url == "https://example.com/agenda"
