"""The catalogue: entries by id and by facet, before and after in time, linked both ways, with what led to what."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.assemble.addresses import is_taken, numbered_address, term_address, url
from knowledge_base.assemble.catalogue import build_catalogue
from knowledge_base.assemble.facets import BODY, COUNTRY, KIND, LEAD, MEETING_FACET, ORGANISATION, TOPIC, YEAR, Facet
from knowledge_base.assemble.links import EntryLink
from knowledge_base.assemble.series import Neighbours
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.choices import MadeKnown, Relation, Status
from knowledge_base.model.entries import Practice, Provision
from knowledge_base.model.kinds import AGREEMENT, MEETING, PRACTICE
from knowledge_base.model.record import CountryInRole, RelatedEntry
from knowledge_base.model.when import When
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.timeline import timeline_of
from tests.unit.catalogues import catalogue_of, copy_of, practices, valid_catalogue, with_practices
from tests.unit.repository import make_repository

VALID = valid_catalogue()


def _ids(facet: Facet, term: str) -> list[str]:
    return [entry.id for entry in VALID.grouped(facet, term)]


def test_entries_are_newest_first() -> None:
    assert [(entry.id, str(VALID.dates[entry.id])) for entry in VALID.entries] == [
        ("hotline", "2021-07-29/2021-07-30"),
        ("summit", "2021-07-29/2021-07-30"),
        ("conclusions", "2021-06-10"),
        ("dialogue", "2021-06-10"),
        ("shelter-network", "2021-06-10"),
        ("note", "2021-06-01"),
        ("plan", "2019/2025-12"),
    ]


@pytest.mark.parametrize(
    ("facet", "term", "ids"),
    [
        (TOPIC, "trafficking", ["hotline", "summit"]),
        (TOPIC, "shelter", ["shelter-network", "note"]),
        (COUNTRY, "PA", ["shelter-network", "dialogue", "note"]),
        # The institute is a Mexican one.
        (COUNTRY, "MX", ["hotline", "conclusions", "dialogue", "note"]),
        (COUNTRY, "HT", ["dialogue", "note"]),
        (ORGANISATION, "institute", ["hotline", "dialogue", "note"]),
        # Who keeps the entries is no part of what they are about.
        (ORGANISATION, "editors", []),
        (BODY, "working-group", ["shelter-network", "conclusions", "dialogue", "note"]),
        (BODY, "conference", ["hotline", "conclusions", "summit", "dialogue", "note", "plan"]),
        (MEETING_FACET, "dialogue", ["shelter-network", "conclusions", "dialogue", "note"]),
        (MEETING_FACET, "summit", ["hotline", "summit"]),
        (YEAR, "2019", ["plan"]),
        (KIND, "practice", ["hotline", "shelter-network"]),
        (KIND, "nothing", []),
    ],
)
def test_entries_are_grouped_by_every_facet(facet: Facet, term: str, ids: list[str]) -> None:
    assert _ids(facet, term) == ids
    assert all(term in VALID.terms_of(facet, VALID.by_id[id_]) for id_ in ids)


def test_neighbours_are_the_entries_of_the_same_kind_before_and_after() -> None:
    catalogue = with_practices(2)
    ordered = catalogue.of_kind(PRACTICE)
    assert [entry.id for entry in ordered] == ["hotline", "hotline-000", "hotline-001", "shelter-network"]
    assert catalogue.neighbours(ordered[0]) == (Neighbours(body="", earlier=ordered[1], later=None),)
    assert catalogue.neighbours(ordered[1]) == (Neighbours(body="", earlier=ordered[2], later=ordered[0]),)
    assert catalogue.neighbours(ordered[3]) == (Neighbours(body="", earlier=None, later=ordered[2]),)
    only = VALID.by_id["note"]
    assert VALID.neighbours(only) == (Neighbours(body="", earlier=None, later=None),)


def test_neighbours_of_a_meeting_are_those_in_the_series_of_each_of_its_bodies() -> None:
    """A meeting of two bodies stands in two series; one that was withdrawn stands in none."""
    summit = VALID.by_id["summit"]
    first = copy_of(summit, "first", date=When.parse("1996-03-13/1996-03-14"))
    group = copy_of(summit, "group", date=When.parse("2014-06"), bodies=("working-group",))
    joint = copy_of(summit, "joint", date=When.parse("2018-05"), bodies=("conference", "working-group"))
    gone = copy_of(summit, "gone", date=When.parse("2016"), status=Status.WITHDRAWN)
    catalogue = catalogue_of([first, group, joint, gone, summit])
    assert [(at.body, at.earlier, at.later) for at in catalogue.neighbours(catalogue.by_id["joint"])] == [
        ("conference", catalogue.by_id["first"], catalogue.by_id["summit"]),
        ("working-group", catalogue.by_id["group"], None),
    ]
    assert catalogue.neighbours(catalogue.by_id["gone"]) == ()
    assert [entry.id for entry in catalogue.series["conference"]] == ["first", "joint", "summit"]


def test_the_next_and_the_latest_meeting_are_of_the_conference_alone() -> None:
    """A joint meeting counts; one of a body outside, or of a network that is part of one, does not."""
    known = VALID.vocabularies
    bodies = {
        **known.bodies,
        "other": known.bodies["conference"].model_copy(update={"id": "other", "outside": True}),
        "network": known.bodies["conference"].model_copy(update={"id": "network", "part_of": "other"}),
    }
    summit = VALID.by_id["summit"]
    held = {
        "old": ("2020", ("conference",)),
        "joint": ("2021-09-09", ("conference", "other")),
        "elsewhere": ("2025-11-18/2025-11-19", ("other",)),
        "network": ("2025-12", ("network",)),
        "soon": ("2027-05", ("conference",)),
        "later": ("2028", ("conference",)),
        "sooner-elsewhere": ("2027-01", ("other",)),
    }
    entries = [copy_of(summit, id_, date=When.parse(date), bodies=of) for id_, (date, of) in held.items()]
    agreed = copy_of(VALID.by_id["conclusions"], "agreed", adopted_at="elsewhere", adopted_on=When.parse("2025-11-19"))
    catalogue = build_catalogue([*entries, agreed], replace(known, bodies=bodies), VALID.editorial)
    today = dt.date(2026, 11, 26)
    assert {id_ for id_, outside in catalogue.outside.items() if outside} == {
        *("elsewhere", "network", "sooner-elsewhere", "agreed")
    }
    assert catalogue.latest_meeting(today) is catalogue.by_id["joint"]
    assert catalogue.next_meeting(today) is catalogue.by_id["soon"]
    assert catalogue.next_meeting(None) is None


def test_links_lead_both_ways_with_the_reason_seen_from_each_end() -> None:
    assert set(VALID.links["dialogue"]) == {
        EntryLink("note", "Concept note"),
        EntryLink("conclusions", "Agreement or act of this meeting"),
        EntryLink("shelter-network", "Announced for this meeting"),
    }
    assert set(VALID.links["summit"]) == {
        EntryLink("conclusions", "Mandated by"),
        EntryLink("conclusions", "Carries out"),
        EntryLink("hotline", "Announced for this meeting"),
    }
    assert EntryLink("plan", "Carries out") in VALID.links["shelter-network"]
    assert VALID.links["plan"] == (EntryLink("shelter-network", "Carried out by"),)
    assert EntryLink("note", "Answers a question of") in VALID.links["shelter-network"]
    assert EntryLink("shelter-network", "Answered by") in VALID.links["note"]


@pytest.mark.parametrize(
    ("field", "value", "there", "back"),
    [
        ("follows", ("conclusions",), "Follows", "Followed by"),
        ("amends", ("conclusions",), "Amends", "Amended by"),
        ("supersedes", ("conclusions",), "Supersedes", "Superseded by"),
        ("replaced_by", "conclusions", "Replaced by", "Replaces"),
        ("related", (RelatedEntry(id="conclusions", relation=Relation.CITES),), "Cites", "Cited by"),
        ("related", (RelatedEntry(id="conclusions", relation=Relation.PART_OF),), "Part of", "Includes"),
        ("related", (RelatedEntry(id="conclusions", relation=Relation.RELATED),), "Related", "Related"),
        ("related", (RelatedEntry(id="conclusions", relation=Relation.FOLLOWS),), "Follows", "Followed by"),
    ],
)
def test_every_relation_has_its_words(field: str, value: object, there: str, back: str) -> None:
    later = copy_of(VALID.by_id["conclusions"], "later", **{field: value})
    links = catalogue_of([*VALID.entries, later]).links
    assert EntryLink("conclusions", there) in links["later"]
    assert EntryLink("later", back) in links["conclusions"]


def test_links_to_what_is_not_published_are_left_out() -> None:
    draft = copy_of(VALID.by_id["plan"], "plan", status=Status.DRAFT)
    catalogue = catalogue_of([draft, *(entry for entry in VALID.entries if entry.id != "plan")])
    assert "plan" not in catalogue.by_id
    assert "plan" not in {link.target for links in catalogue.links.values() for link in links}


def test_the_trail_of_commitments_leads_back_and_on() -> None:
    dialogue, conclusions, summit = (VALID.by_id[id_] for id_ in ("dialogue", "conclusions", "summit"))
    assert [step.entry.id for step in VALID.trail_back(summit, 9)] == ["dialogue", "conclusions"]
    assert [step.entry.id for step in VALID.trail_on(dialogue, 9)] == ["conclusions", "summit"]
    assert [step.entry.id for step in VALID.trail_back(conclusions, 9)] == ["dialogue"]
    assert [(step.entry.id, step.date) for step in VALID.trail_on(conclusions, 9)] == [
        ("summit", When.parse("2021-07-29/2021-07-30"))
    ]
    hotline = VALID.by_id["hotline"]
    assert VALID.trail_back(dialogue, 9) == VALID.trail_back(hotline, 9) == VALID.trail_on(hotline, 9) == ()


def test_a_trail_that_goes_in_circles_ends() -> None:
    second = copy_of(VALID.by_id["conclusions"], "second", follows=("conclusions",))
    first = copy_of(VALID.by_id["conclusions"], "conclusions", follows=("second", "conclusions", "nowhere"))
    catalogue = catalogue_of([second, first, *(entry for entry in VALID.entries if entry.id != "conclusions")])
    assert {step.entry.id for step in catalogue.trail_back(first, 9)} == {"second", "dialogue"}
    assert {step.entry.id for step in catalogue.trail_on(first, 9)} == {"second", "summit"}


@given(st.data())
def test_what_an_entry_names_as_following_names_it_as_preceding(data: st.DataObject) -> None:
    """Agreements with evidence and predecessors at random, dated or not: there is one trail, whichever page asks."""
    base = VALID.by_id["conclusions"]
    ids = ["a", "b", "c", "d"]
    meetings = st.sampled_from(["dialogue", "summit"])
    entries = []
    for id_ in ids:
        report = {"date": "2021-08", "status": data.draw(st.sampled_from(["open", "done"])), "text": "They met"}
        shown = data.draw(st.lists(meetings | st.sampled_from(ids), max_size=2, unique=True))
        point = {"ref": "1", "text": "Meet", "reports": [{**report, "evidence": shown}]}
        entries.append(
            copy_of(
                base,
                id_,
                adopted_on=data.draw(st.none() | st.sampled_from([When.parse("2021-06-10"), When.parse("2021")])),
                adopted_at=data.draw(st.none() | meetings),
                provisions=(Provision.model_validate(point, context=Locale.EN),),
                follows=tuple(data.draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
            )
        )
    catalogue = catalogue_of([*VALID.entries, *entries])
    for entry in catalogue.entries:
        for step in catalogue.trail_on(entry, 99):
            assert entry.id in {each.entry.id for each in catalogue.trail_back(step.entry, 99)}
        for step in catalogue.trail_back(entry, 99):
            assert entry.id in {each.entry.id for each in catalogue.trail_on(step.entry, 99)}


def test_evidence_leads_back_from_the_meeting_that_shows_it() -> None:
    report = {"date": "2021-08", "status": "open", "text": "They met", "evidence": ["summit", "dialogue"]}
    point = Provision.model_validate({"ref": "1", "text": "Meet", "reports": [report]}, context=Locale.EN)
    second = copy_of(VALID.by_id["conclusions"], "second", provisions=(point,))
    catalogue = catalogue_of([*VALID.entries, second])
    assert "second" in {step.entry.id for step in catalogue.trail_back(catalogue.by_id["summit"], 99)}
    # A meeting is not what followed from its own agreement.
    assert "dialogue" not in {step.entry.id for step in catalogue.trail_on(second, 99)}
    assert EntryLink("summit", "Taken up by") in catalogue.links["second"]
    assert EntryLink("second", "Takes up") in catalogue.links["summit"]


def test_an_agreement_without_a_date_bears_that_of_its_meeting_or_none_and_comes_last() -> None:
    base = VALID.by_id["conclusions"]
    at_meeting = copy_of(base, "at-meeting", adopted_on=None)
    undated = copy_of(base, "undated", adopted_on=None, adopted_at=None)
    catalogue = catalogue_of([*VALID.entries, at_meeting, undated])
    assert (str(catalogue.dates["at-meeting"]), catalogue.dates["undated"]) == ("2021-06-10", None)
    assert catalogue.entries[-1].id == "undated"
    assert "undated" not in {entry.id for found in catalogue.groups["year"].values() for entry in found}
    site = Site(catalogue=catalogue, locale=Locale.ES)
    assert (site.card(undated).date, site.card(undated).iso) == ("Sin fecha", "")
    assert timeline_of(site) is not None


def test_concept_notes_of_a_meeting_and_answers_to_a_question() -> None:
    assert [entry.id for entry in VALID.concept_notes(VALID.by_id["dialogue"])] == ["note"]
    assert VALID.concept_notes(VALID.by_id["summit"]) == ()
    assert {question: [entry.id for entry in found] for question, found in VALID.answers.items()} == {
        "note#1": ["shelter-network"]
    }


@pytest.mark.parametrize(
    ("fields", "shown", "date"),
    [
        ({"announced_at": ("summit", "dialogue")}, MadeKnown.ANNOUNCED, "2021-06-10"),
        ({"announced_at": ("dialogue",), "presented_at": ("summit",)}, MadeKnown.PRESENTED, "2021-07-29/2021-07-30"),
        ({"announced_at": ("summit",), "reported_in": ("conclusions",)}, MadeKnown.REPORTED, "2021-06-10"),
        ({"reported_in": ("shelter-network",)}, MadeKnown.REPORTED, None),
        ({"announced_at": ("nowhere",)}, MadeKnown.ANNOUNCED, None),
        ({"period": When.parse("2019/..")}, None, "2019/.."),
        ({}, None, None),
    ],
)
def test_a_practice_bears_the_date_of_what_its_sources_show(
    fields: dict[str, object], shown: MadeKnown | None, date: str | None
) -> None:
    """If the sources show no date, it has none: the day on which its entry was written says nothing of it."""
    told = copy_of(VALID.by_id["hotline"], "told", **{"announced_at": (), **fields})
    assert isinstance(told.record, Practice)
    assert told.record.made_known is shown
    assert catalogue_of([told, *VALID.entries]).dates["told"] == (When.parse(date) if date else None)


@pytest.mark.parametrize(
    ("leads", "countries"),
    [(("institute",), ("MX",)), (("unhcr", "conference"), ()), (("PA", "institute", "CR"), ("CR", "MX", "PA"))],
)
def test_a_country_leads_what_it_or_its_institutions_lead_and_is_else_only_named(
    leads: tuple[str, ...], countries: tuple[str, ...]
) -> None:
    named = (CountryInRole(code="HT"), CountryInRole(code="PA"))
    catalogue = catalogue_of([copy_of(VALID.by_id["hotline"], "joint", leads=leads, countries=named), *VALID.entries])
    assert catalogue.terms_of(LEAD, catalogue.by_id["joint"]) == countries
    (span, *_) = (
        span
        for span in catalogue.spans[COUNTRY.name]["HT"]
        if catalogue.by_id["joint"] in catalogue.grouped(COUNTRY, "HT")[span.begin : span.end]
    )
    assert span.sort == "named"


def test_an_answer_is_that_of_whoever_leads_the_practice() -> None:
    note = VALID.by_id["note"]
    named = copy_of(VALID.by_id["shelter-network"], "shelter-network", countries=(CountryInRole(code="CR"),))
    catalogue = catalogue_of([named, *(entry for entry in VALID.entries if entry.id != "shelter-network")])
    assert [bool(catalogue.answers_to(note, 1, code)) for code in ("PA", "CR")] == [True, False]
    assert [len(catalogue.notes.without_answer[code]) for code in ("PA", "CR")] == [1, 2]


def test_the_day_of_the_content_is_that_of_its_newest_change() -> None:
    assert VALID.content_date() == dt.date(2021, 8, 1)
    assert catalogue_of([]).content_date() is None


def test_an_empty_catalogue_has_no_entries_of_any_kind() -> None:
    empty = catalogue_of([])
    assert [empty.of_kind(kind) for kind in (PRACTICE, AGREEMENT, MEETING)] == [(), (), ()]


def test_addresses() -> None:
    assert term_address(COUNTRY, "MX") == "countries/mx"
    assert [numbered_address("topics/borders", number) for number in (1, 2)] == [
        "topics/borders",
        "topics/borders-page-2",
    ]
    assert [url("practices/x", locale) for locale in Locale] == ["practices/x.html", "en/practices/x.html"]
    assert [is_taken(address) for address in ("index", "topics/mine", "practices/index", "reference/x")] == [True] * 4
    assert [is_taken(address) for address in ("figures/mx", "questions-page-2", "questions/mx-page-2")] == [True] * 3
    assert all(map(is_taken, ("start-here", "en/a", "es/a", "search/a", "packs/a", "practices/hotline/linked")))
    assert not any(map(is_taken, ("search", "practices/linked", "guides/start-here", "guides/search/a")))
    assert not is_taken("about")
    assert not is_taken("about-page-2")


def test_copies_for_the_tests_are_entries_like_others() -> None:
    assert [entry.in_(Locale.ES).record.id for entry in practices(2)] == ["hotline-000", "hotline-001"]


def test_a_draft_of_a_translation_is_not_shown(tmp_path: Path) -> None:
    draft = make_repository(
        tmp_path, {"edit": {"docs/es/practices/hotline.md": {"status: unofficial": "status: draft"}}}
    )
    entry = check_content(draft).catalogue.by_id["hotline"]
    assert set(entry.versions) == {Locale.EN}
    assert set(VALID.by_id["hotline"].versions) == {Locale.EN, Locale.ES}
