"""The timeline: which events, where they lie, and where they lead."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.draw.timeline import timeline
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Status
from knowledge_base.model.entries import Agreement, ConceptNote, Meeting
from knowledge_base.model.when import When
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.timeline import MOST_EVENTS, Timeline, timeline_of
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.pictures import HOSTILE, hostile, links, planned, tree

VALID = valid_catalogue()
SUMMIT = VALID.by_id["summit"]


def _timeline(catalogue: Catalogue, locale: Locale = Locale.ES) -> Timeline:
    found = timeline_of(Site(catalogue=catalogue, locale=locale))
    assert found
    return found


def _on(*days: str) -> Catalogue:
    return catalogue_of(copy_of(SUMMIT, f"meeting-{place}", date=When.parse(day)) for place, day in enumerate(days))


@pytest.mark.parametrize("locale", list(Locale))
def test_it_shows_every_meeting_note_and_agreement_once_and_leads_there(locale: Locale) -> None:
    site = Site(catalogue=VALID, locale=locale)
    picture = _timeline(VALID, locale)
    drawn = timeline(picture, str)
    wanted = {site.url(e.address) for e in VALID.entries if isinstance(e.record, Meeting | ConceptNote | Agreement)}
    assert sorted(links(drawn)) == sorted(wanted)
    assert wanted <= planned(site)
    assert [event.number for event in picture.events] == list(range(1, len(wanted) + 1))
    assert [event.first for event in picture.events] == sorted(event.first for event in picture.events)


@pytest.mark.parametrize(("locale", "words"), [(Locale.ES, "Reuniones"), (Locale.EN, "Meetings")])
def test_it_says_in_the_language_of_the_page_what_it_shows(locale: Locale, words: str) -> None:
    picture = _timeline(VALID, locale)
    drawn = tree(timeline(picture, str))
    assert drawn.get("aria-label") == picture.title
    assert words in [group.get("aria-label") for group in drawn.iter("g")]
    names = {str(link.get("aria-label")) for link in drawn.iter("a")}
    assert names == {f"{event.number}. {event.when}: {event.link.label}" for event in picture.events}


def test_a_mark_lies_where_its_day_is() -> None:
    picture = _timeline(_on("2021-01-01", "2021-12-31", "2021-07-02"))
    assert [round(picture.middle(event), 2) for event in picture.events] == [0, 0.5, 1]
    assert (picture.start, picture.end) == (dt.date(2021, 1, 1), dt.date(2022, 1, 1))
    assert "kb-time__span" not in timeline(picture, str)


def test_a_mark_of_a_date_that_is_no_day_has_the_line_of_all_days_that_may_be_meant() -> None:
    picture = _timeline(_on("2021-04", "2021-12-31", "2021-01/.."))
    assert [(str(event.first), str(event.last)) for event in picture.events] == [
        ("2021-01-01", "2021-01-31"),
        ("2021-04-01", "2021-04-30"),
        ("2021-12-31", "2021-12-31"),
    ]
    assert [event.when for event in picture.events] == [
        "desde enero de 2021",
        "abril de 2021",
        "31 de diciembre de 2021",
    ]
    lines = [line for line in tree(timeline(picture, str)).iter("line") if line.get("class") == "kb-time__span"]
    assert [(line.get("x1"), line.get("x2")) for line in lines] == [("5%", "12.4%"), ("27.19%", "34.34%")]


def test_an_agreement_comes_after_its_meeting_whatever_is_known_of_its_day() -> None:
    conclusions = copy_of(VALID.by_id["conclusions"], "conclusions", adopted_on=When.parse("2021-06"))
    picture = _timeline(catalogue_of([conclusions, *(entry for entry in VALID.entries if entry.id != "conclusions")]))
    urls = [event.link.url for event in picture.events]
    assert urls == [
        "concept-notes/note.html",
        "meetings/dialogue.html",
        "agreements/conclusions.html",
        "meetings/summit.html",
    ]
    assert picture.events[2].when == "junio de 2021"


def test_marks_of_a_lane_do_not_touch_on_a_phone() -> None:
    drawn = tree(timeline(_timeline(_on("2021-01-01", "2021-01-02", "2021-01-03", "2021-06-01", "2021-12-31")), str))
    places = [(str(mark.get("x")), float(str(mark.get("y")))) for link in drawn.iter("a") for mark in link.iter("svg")]
    boxes = [(float(x.rstrip("%")) * 2.8, y) for x, y in places]
    for index, (x, y) in enumerate(boxes):
        assert all(abs(x - other_x) >= 24 or abs(y - other_y) >= 24 for other_x, other_y in boxes[:index])


@pytest.mark.parametrize(
    ("last", "months"),
    [
        ("2021-01-31", ["Jan 2021"]),
        ("2021-10-01", ["Jan 2021", "Mar 2021", "May 2021", "Jul 2021", "Sept 2021"]),
        ("2022-12-01", ["Jan 2021", "Jul 2021", "Jan 2022", "Jul 2022"]),
        ("2090-01-01", ["Jan 2021", "Nov 2034", "Sept 2048", "Jul 2062", "May 2076"]),
    ],
)
def test_a_few_months_are_marked(last: str, months: list[str]) -> None:
    assert [words for _, words in _timeline(_on("2021-01-01", last), Locale.EN).months] == months


def test_the_oldest_of_many_events_are_counted_only() -> None:
    many = catalogue_of(copy_of(SUMMIT, f"meeting-{place:03}") for place in range(MOST_EVENTS + 2))
    picture = _timeline(many)
    assert (len(picture.events), picture.older) == (MOST_EVENTS, 2)


def test_what_no_longer_holds_is_not_on_it() -> None:
    picture = _timeline(catalogue_of([copy_of(SUMMIT, "first", status=Status.WITHDRAWN), SUMMIT]))
    assert [event.link.url for event in picture.events] == [Site(catalogue=VALID, locale=Locale.ES).url(SUMMIT.address)]


def test_nothing_happened_yet() -> None:
    assert timeline_of(Site(catalogue=catalogue_of([]), locale=Locale.ES)) is None


def test_a_hostile_title_stays_a_title() -> None:
    drawn = timeline(_timeline(catalogue_of([hostile(SUMMIT)])), str)
    (title,) = tree(drawn).iter("title")
    assert HOSTILE in str(title.text)
    assert "<script" not in drawn


@pytest.mark.parametrize("day", ["9999", "9999-12-31", "1000/9999"])
def test_it_ends_where_the_calendar_does(day: str) -> None:
    picture = _timeline(_on(day, "2021"))
    assert picture.end == dt.date.max
    assert links(timeline(picture, str))
