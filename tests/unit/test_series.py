"""Thirty years of meetings by body and decade, the status of countries over time, and what is outside the RCM."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.assemble.catalogue import build_catalogue
from knowledge_base.assemble.facets import BODY, COUNTRY
from knowledge_base.draw.timeline import timeline
from knowledge_base.locale import Locale
from knowledge_base.model.documents import Document
from knowledge_base.model.kinds import MEETING
from knowledge_base.model.meeting_parts import AgendaItem, NumberInSeries, Participants, Place
from knowledge_base.model.memberships import Membership, MembershipStatus
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import BilingualText, FormerName
from knowledge_base.model.when import When
from knowledge_base.render.templates import render
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.pages.facet_index import facet_view
from knowledge_base.view.pages.kind_index import kind_view
from knowledge_base.view.pages.term import term_view
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.series import MOST_IN_SERIES, series_of, series_table
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.status import status_over_time
from knowledge_base.view.parts.timeline import timeline_of
from tests.unit.catalogues import copy_of, valid_catalogue

ROOT = Path(__file__).parents[2]
VALID = valid_catalogue()
OUTSIDE = "Outside the RCM"


def _text(words: str) -> Text:
    return Text(words, Locale.EN)


@cache
def _site(locale: Locale = Locale.EN, more: int = 0) -> Site:
    known = VALID.vocabularies
    other = known.bodies["conference"].model_copy(
        update={
            "id": "other",
            "label": BilingualText(en="Other", es="Otra"),
            "outside": True,
            "founded": When.parse("1990-10"),
            "former_names": (FormerName(name=BilingualText(en="Old", es="Antes"), until=When.parse("1995")),),
            "succeeded_by": "conference",
        }
    )
    held = (
        Membership(body="other", status=MembershipStatus.MEMBER, since=When.parse("2000"), until=When.parse("2010")),
        Membership(
            body="conference",
            status=MembershipStatus.OBSERVER,
            seen=When.parse("2000-03-23/2000-03-24"),
            sources=("communique", "about-us"),
        ),
    )
    countries = {**known.countries, "HT": known.countries["HT"].model_copy(update={"memberships": held})}
    summit = VALID.by_id["summit"]
    first = copy_of(
        summit,
        "first",
        date=When.parse("1996-03-13/1996-03-14"),
        title=_text("First"),
        places=(Place(city=_text("Omoa"), country="MX"), Place(city=_text("San Pedro Sula"))),
        participants=Participants(members=("MX",), observers=("unhcr", "HT"), note=_text("Ten governments")),
    )
    elsewhere = copy_of(
        summit,
        "elsewhere",
        title=_text("Elsewhere"),
        date=When.parse("199X"),
        bodies=("other",),
        series_number="XXIII",
        presidencies=(),
        places=(Place(venue=_text("Palace"), city=_text("Brasília"), country="PA"),),
        participants=Participants(members=("HT",)),
        agenda=(
            AgendaItem(title=_text("Opening"), day="1996-03-13", session=_text("Morning"), access="member-countries"),
            AgendaItem(title=_text("Trends")),
            AgendaItem(title=_text("Closing"), day="1996-03-14"),
        ),
    )
    joint = copy_of(
        summit, "joint", title=_text("Joint"), date=When.parse("2021-09-09"), bodies=("conference", "other")
    )
    years = (copy_of(summit, f"year-{number:03}", date=When.parse("2005")) for number in range(more))
    entries = [*VALID.entries, first, elsewhere, joint, *years]
    documents = {
        "communique": Document(id="communique", title="Communiqué", language="fr"),
        "about-us": Document(id="about-us", title="About us", language="en", url="https://example.org/"),
    }
    bodies = {**known.bodies, "other": other}
    vocabularies = replace(known, bodies=bodies, countries=countries, documents=documents)
    return Site(catalogue=build_catalogue(entries, vocabularies, VALID.editorial), locale=locale)


def test_the_series_of_a_body_goes_back_decade_by_decade() -> None:
    series = series_of(_site(), "conference")
    assert series is not None
    assert [
        (decade.id, decade.title, [(str(row.link.label), str(row.where)) for row in decade.rows])
        for decade in series.decades
    ] == [
        ("meetings-202x", "the 2020s", [("Joint", ""), ("Summit", "")]),
        ("meetings-199x", "the 1990s", [("First", "Omoa, San Pedro Sula")]),
    ]
    assert series.more == 0
    assert series_of(_site(), "nothing") is None


def test_a_joint_meeting_has_its_number_in_the_series_of_each_body() -> None:
    site = _site()
    joint = next(entry for entry in site.catalogue.entries if entry.id == "joint")
    numbered = copy_of(
        joint,
        "joint",
        series_number="XXVI",
        other_numbers=(NumberInSeries(body="other", number="III"),),
    )
    entries = [numbered, *(entry for entry in site.catalogue.entries if entry.id != "joint")]
    catalogue = build_catalogue(entries, site.catalogue.vocabularies, VALID.editorial)
    site = Site(catalogue=catalogue, locale=Locale.EN)
    numbers = {
        body: [row.number for decade in series.decades for row in decade.rows if str(row.link.label) == "Joint"]
        for body in ("conference", "other")
        if (series := series_of(site, body))
    }
    assert numbers == {"conference": ["XXVI"], "other": ["III"]}
    html = render(ROOT, entry_view(site, numbered)).html
    assert "XXVI (Conference)" in html
    assert "III (Other)" in html


def test_a_long_series_is_cut_and_counted() -> None:
    series = series_of(_site(more=MOST_IN_SERIES), "conference")
    assert series is not None
    assert (sum(len(decade.rows) for decade in series.decades), series.more) == (MOST_IN_SERIES, 3)
    table = series_table(_site(more=MOST_IN_SERIES))
    assert table is not None
    nineties, *_ = table.rows[0].cells
    # The part of the page that would show it has been cut.
    assert nineties == Link("1", url="en/bodies/conference.html")


def test_the_table_counts_meetings_by_body_and_decade_and_marks_what_is_outside() -> None:
    table = series_table(_site())
    assert table is not None
    assert table.decades == ("the 1990s", "the 2020s")
    assert [
        (str(row.body.label), row.body.mark, [cell and cell.label for cell in row.cells]) for row in table.rows
    ] == [
        ("Conference", "", ["1", "2"]),
        ("Working Group", "", [None, "1"]),
        ("Other", OUTSIDE, ["1", "1"]),
    ]
    assert table.rows[1].names == (
        "Working Group, the 1990s: meetings: 0",
        "Working Group, the 2020s: meetings: 1",
    )
    view = kind_view(_site(), MEETING, 1)
    assert view.series == table
    html = render(ROOT, view).html
    assert 'href="../bodies/conference.html#meetings-199x"' in html


def test_a_country_says_what_it_is_and_was_and_where_that_is_recorded() -> None:
    lines = status_over_time(_site(), "HT")
    assert [(str(line.body.label), line.status, line.since, line.until) for line in lines] == [
        ("Conference", "Observer country", "Not recorded here; a source shows it on 23–24 March 2000", ""),
        ("Other", "Member Country", "2000", "2010"),
    ]
    assert [line.body.mark for line in lines] == ["", OUTSIDE]
    html = render(ROOT, term_view(_site(), COUNTRY, "HT", 1)).html
    assert '<a href="https://example.org/" rel="noopener noreferrer">About us</a>' in html
    assert '<cite><span lang="fr">Communiqué</span></cite> (in French)' in html
    assert "Not recorded here" in html
    assert status_over_time(_site(), "PA")[0].since == "Not recorded here"


def test_members_of_another_conference_are_not_called_member_countries() -> None:
    html = render(ROOT, entry_view(_site(), _site().catalogue.by_id["elsewhere"])).html
    assert "Its members that took part" in html
    assert "Members only" in html
    assert "Member Countr" not in html
    assert "Presidency Pro Tempore" not in html
    facts = _facts(entry_view(_site(), _site().catalogue.by_id["first"]).facts)
    assert facts["Member Countries that took part"] == ["Mexico"]
    assert facts["Observers"] == ["United Nations Refugee Agency", "Haiti"]
    assert facts["Participants, in words"] == ["Ten governments"]
    assert facts["Places"] == ["Omoa, Mexico", "San Pedro Sula"]
    assert "Presidency Pro Tempore" in facts["Not stated in the sources"]


def _facts(facts: Iterable[Fact]) -> dict[str, list[str]]:
    return {fact.label: [str(link.label) for link in fact.values] for fact in facts}


def test_an_agenda_without_times_has_days_and_sessions_and_no_column_of_times() -> None:
    html = render(ROOT, entry_view(_site(), _site().catalogue.by_id["elsewhere"])).html
    agenda = html.partition('<table class="kb-agenda')[2].partition("</table>")[0]
    assert [agenda.count(words) for words in ("13 March 1996", "14 March 1996", "Morning", "Time")] == [1, 1, 1, 0]
    assert "Times are those of" not in html


def test_a_body_outside_says_so_and_tells_its_life() -> None:
    facts = {
        fact.label: [str(link.label) for link in fact.values] for fact in term_view(_site(), BODY, "other", 1).facts
    }
    assert facts["Belongs to"] == [OUTSIDE]
    assert facts["Founded"] == ["October 1990"]
    assert facts["Formerly"] == ["Old (until 1995)"]
    assert facts["Succeeded by"] == ["Conference"]
    groups = facet_view(_site(), BODY).groups
    assert [(group.title, [str(node.link.label) for node in group.terms]) for group in groups] == [
        ("Bodies of the RCM", ["Conference", "Working Group"]),
        (OUTSIDE, ["Other"]),
    ]


@pytest.mark.parametrize(("id_", "mark"), [("elsewhere", OUTSIDE), ("joint", ""), ("summit", "")])
def test_what_is_outside_alone_is_marked_on_cards_links_and_the_timeline(id_: str, mark: str) -> None:
    site = _site()
    entry = site.catalogue.by_id[id_]
    assert (site.card(entry).outside, site.entry_link(entry).mark) == (mark, mark)
    picture = timeline_of(site)
    assert picture is not None
    drawn = timeline(picture, lambda url: url)
    name = f"{site.when(entry)}: {site.entry_link(entry).label}"
    assert (f"{name} ({OUTSIDE})" in drawn) is bool(mark)
