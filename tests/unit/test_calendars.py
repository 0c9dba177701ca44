"""Calendars and feeds: what icalendar and feedparser read in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Modality, Status
from knowledge_base.model.due import Due
from knowledge_base.model.entries import Agreement, Meeting
from knowledge_base.model.types import Text
from knowledge_base.model.when import When
from knowledge_base.publish.data.icalendar import CalendarEvent, calendar, escaped, folded
from knowledge_base.view.parts.other_forms import forms_of_entry
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.data_files import file_of, files_of, site_of
from tools.audit.data import READERS

_CONCLUSIONS, _DIALOGUE = "conclusions", "dialogue"


def _with(id_: str, **changes: object) -> Catalogue:
    """Return the valid catalogue with one entry changed."""
    entries = valid_catalogue().entries
    return catalogue_of(copy_of(entry, id_, **changes) if entry.id == id_ else entry for entry in entries)


def _due(written: str, adopted: str = "2021-06-10") -> Catalogue:
    """Return the valid catalogue with another deadline of the first point of the conclusions."""
    record = valid_catalogue().by_id[_CONCLUSIONS].record
    assert isinstance(record, Agreement)
    first = record.provisions[0].model_copy(update={"due": Due.parse(written), "reports": ()})
    rest = [each.model_copy(update={"due": None}) for each in record.provisions[1:]]
    return _with(_CONCLUSIONS, provisions=(first, *rest), adopted_on=When.parse(adopted))


def _events(catalogue: Catalogue, path: str, locale: Locale = Locale.EN) -> list[Any]:
    read: Any = Calendar.from_ical(file_of(site_of(catalogue, locale), path))
    return list(read.events)


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("home", ["", "https://example.org/kb/"])
def test_every_file_can_be_read(locale: Locale, home: str) -> None:
    files = files_of(site_of(valid_catalogue(), locale, home))
    for path, content in files.items():
        read = READERS.get(f".{path.rpartition('.')[2]}")
        if read:
            assert list(read(path, content)) == []
    assert any(path.endswith(".ics") for path in files)
    # A feed needs whole addresses.
    assert any(path.endswith(".atom") for path in files) == bool(home)


@pytest.mark.parametrize(
    ("locale", "whose"), [(Locale.ES, "base de conocimientos de la CRM"), (Locale.EN, "RCM knowledge base")]
)
def test_beside_those_of_others_calendars_and_feeds_say_whose_they_are(locale: Locale, whose: str) -> None:
    site = site_of(valid_catalogue(), locale)
    for path, content in files_of(site).items():
        if path.endswith(".ics"):
            calendar_: Any = Calendar.from_ical(content)
            assert str(calendar_["X-WR-CALNAME"]) == str(calendar_["NAME"])
            assert str(calendar_["NAME"]).endswith(f" ({whose})"), path
        if path.endswith(".atom"):
            title = feedparser.parse(content).feed.title
            assert title.endswith(f" ({whose})") or title == str(site.editorial.title), path


def test_a_meeting_is_in_its_own_time_zone_with_its_agenda() -> None:
    (event,) = _events(valid_catalogue(), f"en/meetings/{_DIALOGUE}.ics")
    assert event["DTSTART"].dt.isoformat() == "2021-06-10T09:00:00-05:00"
    assert event["DTEND"].dt.isoformat() == "2021-06-10T11:00:00-05:00"
    assert event["DTSTART"].params["TZID"] == "America/Mexico_City"
    lines = str(event["DESCRIPTION"]).splitlines()
    assert "09:30–11:00 Shelters (Member Countries only)" in lines
    # The event is shown by the clocks of whoever subscribed, the agenda is not.
    assert "Times are those of Mexico City (UTC−5)." in lines
    assert "- 09:30–10:00 The network of shelters (Panama)" in lines
    assert str(event["URL"]) == f"https://example.org/kb/en/meetings/{_DIALOGUE}.html"


@pytest.mark.parametrize(
    ("modality", "location"),
    [
        (Modality.VIRTUAL, "Virtual"),
        (Modality.HYBRID, "Hybrid"),
        (Modality.IN_PERSON, None),
        (Modality.NOT_STATED, None),
    ],
)
def test_a_location_is_where_a_meeting_is(modality: Modality, location: str | None) -> None:
    (event,) = _events(_with(_DIALOGUE, modality=modality), f"en/meetings/{_DIALOGUE}.ics")
    assert event.get("LOCATION") == location


def test_a_title_is_said_to_be_in_its_own_language() -> None:
    untranslated = _with(_DIALOGUE, title=Text("Diálogo sobre fronteras", Locale.ES))
    (event,) = _events(untranslated, f"en/meetings/{_DIALOGUE}.ics")
    assert (event["SUMMARY"].params["LANGUAGE"], event["DESCRIPTION"].params["LANGUAGE"]) == ("es", "en")


def test_the_same_meeting_has_one_uid_in_every_calendar_and_language() -> None:
    paths = ("meetings/dialogue.ics", "en/meetings/dialogue.ics", "en/meetings/index.ics", "bodies/working-group.ics")
    found = set()
    for path in paths:
        locale = Locale.EN if path.startswith("en/") else Locale.ES
        found |= {
            str(event["UID"])
            for event in _events(valid_catalogue(), path, locale)
            if "T" in event["DTSTART"].to_ical().decode() and event["DTSTART"].dt.date() == dt.date(2021, 6, 10)
        }
    assert len(found) == 1


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2021-06-09/2021-06-10", ("2021-06-09", "2021-06-11", "CONFIRMED")),
        ("2021-06", ("2021-06-01", "2021-07-01", "TENTATIVE")),
        ("2021-06-10~", ("2021-06-10", "2021-06-11", "TENTATIVE")),
        ("2021", None),
        ("2021-06-10/", None),
    ],
)
def test_a_meeting_without_times_of_its_first_and_last_day_takes_whole_days(
    date: str, days: tuple[str, str, str] | None
) -> None:
    catalogue, path = _with(_DIALOGUE, date=When.parse(date)), f"en/meetings/{_DIALOGUE}.ics"
    # There is a file with an event, and a link to it, or neither.
    links = {form.url for form in forms_of_entry(site_of(catalogue), catalogue.by_id[_DIALOGUE], "x")}
    assert (path in files_of(site_of(catalogue), beside_only=True)) == (path in links) == bool(days)
    page = f"https://example.org/kb/en/meetings/{_DIALOGUE}.html"
    events = [event for event in _events(catalogue, "en/meetings/index.ics") if event["URL"] == page]
    found = [(str(e["DTSTART"].dt), str(e["DTEND"].dt), str(e["STATUS"])) for e in events]
    assert found == ([days] if days else [])


@pytest.mark.parametrize(
    ("due", "adopted", "days"),
    [
        ("2021-12", "2021-06-10", ("2021-12-01", "2022-01-01", "TENTATIVE")),
        ("2021-12-15", "2021-06-10", ("2021-12-15", "2021-12-16", "CONFIRMED")),
        ("2021-12-15~", "2021-06-10", ("2021-12-15", "2021-12-16", "TENTATIVE")),
        ("P60D", "2021-06-10", ("2021-08-09", "2021-08-10", "CONFIRMED")),
        ("P60D", "2021-06-10?", ("2021-08-09", "2021-08-10", "TENTATIVE")),
        # Of the agreement only the month is known: the reminder comes by the earliest day.
        ("P60D", "2021-06", ("2021-07-31", "2021-08-30", "TENTATIVE")),
        ("2021-07/2021-09", "2021-06-10", ("2021-09-01", "2021-10-01", "TENTATIVE")),
        ("continuous", "2021-06-10", None),
        ("2021-07/..", "2021-06-10", None),
    ],
)
def test_a_deadline_is_shown_from_the_first_day_that_it_can_mean(
    due: str, adopted: str, days: tuple[str, str, str] | None
) -> None:
    catalogue = _due(due, adopted)
    events = _events(catalogue, "en/commitments.ics")
    found = [(str(e["DTSTART"].dt), str(e["DTEND"].dt), str(e["STATUS"])) for e in events]
    assert found == ([days] if days else [])
    if days:
        (alarm,) = events[0].walk("VALARM")
        assert alarm["TRIGGER"].dt == dt.timedelta(days=-14)
        of_body = _events(catalogue, "en/bodies/working-group.ics")
        assert str(events[0]["UID"]) in {str(event["UID"]) for event in of_body}
        feed = feedparser.parse(file_of(site_of(catalogue), "en/bodies/working-group.deadlines.atom"))
        assert [entry.title for entry in feed.entries] == [str(events[0]["SUMMARY"])]


def test_a_deadline_is_in_the_calendar_of_those_who_are_to_act() -> None:
    catalogue = _due("2021-12")
    (deadline,) = catalogue.deadlines.listed
    record = deadline.commitment.agreement.record
    assert isinstance(record, Agreement)
    provision = record.provisions[0]
    only_mexico = provision.model_copy(update={"responsible": ("institute",)})
    of_mexico = _with(_CONCLUSIONS, provisions=(only_mexico.model_copy(update={"due": Due.parse("2021-12")}),))
    assert set(of_mexico.deadlines.of_country) == {"MX"}
    left_open = provision.model_copy(update={"responsible": (), "due": Due.parse("2021-12"), "reports": ()})
    all_adopters = _with(_CONCLUSIONS, provisions=(left_open,), adopted_by=("CR", "PA"))
    assert set(all_adopters.deadlines.of_country) == {"CR", "PA"}
    all_members = _with(_CONCLUSIONS, provisions=(left_open,), adopted_by=())
    assert set(all_members.deadlines.of_country) == set(catalogue.vocabularies.members)


_HOSTILE = 'A, b; c\\n \\ "d": BEGIN:VEVENT <b>&amp; ]]> é' + "ñ" * 80


def test_hostile_titles_are_escaped() -> None:
    catalogue = _with(_DIALOGUE, title=Text(_HOSTILE, Locale.ES))
    paths = ("meetings/dialogue.ics", "meetings/index.atom", "meetings/index.ics")
    files = {path: file_of(site_of(catalogue, Locale.ES), path) for path in paths}
    for path in paths:
        assert list(READERS[f".{path.rpartition('.')[2]}"](path, files[path])) == []
    read: Any = Calendar.from_ical(files["meetings/dialogue.ics"])
    (event,) = read.events
    assert str(event["SUMMARY"]) == _HOSTILE
    titles = [entry.title for entry in feedparser.parse(files["meetings/index.atom"], sanitize_html=False).entries]
    assert _HOSTILE in titles


def test_the_first_and_the_last_day_that_there_are_cost_no_more_than_others() -> None:
    def event(start: dt.date, end: dt.date | None = None, zone: str = "") -> CalendarEvent:
        return CalendarEvent(uid=f"{start}@x", changed=dt.date(2021, 1, 1), title="x", start=start, end=end, zone=zone)

    first, last = dt.datetime(1000, 1, 1, 9), dt.datetime(9999, 12, 31, 23)  # noqa: DTZ001 - local times
    events = [event(day, zone="Pacific/Auckland") for day in (first, dt.datetime(2021, 6, 1, 9), last)]  # noqa: DTZ001
    new_year = event(dt.datetime(2022, 1, 1, 0, 30), zone="Europe/Madrid")  # noqa: DTZ001
    onset = str(Calendar.from_ical(calendar("x", "en", [new_year])).walk("STANDARD")[0].decoded("dtstart"))
    assert onset < str(new_year.start)
    data = calendar("x", "en", [*events, event(dt.date.max, dt.date.max)])
    assert len(data) < 3_000
    read = Calendar.from_ical(data)
    assert [str(each.decoded("dtstart"))[:10] for each in read.walk("VEVENT")] == [
        *("1000-01-01", "2021-06-01", "9999-12-31", "9999-12-31")
    ]
    begins = [line.removeprefix("DTSTART:") for line in data.decode().split("\r\n") if line.startswith("DTSTART:")]
    assert {len(each) for each in begins} == {len("20210601T090000")}


def test_a_calendar_without_events_has_a_component() -> None:
    empty = Calendar.from_ical(calendar("x", "en", []))
    assert [each.name for each in empty.subcomponents] == ["VTIMEZONE"]
    # Without METHOD, DTSTAMP is the day of the last change.
    assert "METHOD" not in empty


def test_a_meeting_whose_entry_is_withdrawn_says_so() -> None:
    catalogue = _with(_DIALOGUE, status=Status.WITHDRAWN)
    (event,) = _events(catalogue, f"en/meetings/{_DIALOGUE}.ics")
    assert str(event["DESCRIPTION"]).startswith(f"{Status.WITHDRAWN.label_in(Locale.EN)}. ")
    assert _DIALOGUE not in str([each["URL"] for each in _events(catalogue, "en/meetings/index.ics")])


def test_an_item_of_which_only_the_end_is_known_does_not_begin_then() -> None:
    record = valid_catalogue().by_id[_DIALOGUE].record
    assert isinstance(record, Meeting)
    opening = record.agenda[0].model_copy(update={"start": None})
    (event,) = _events(_with(_DIALOGUE, agenda=(opening, *record.agenda[1:])), f"en/meetings/{_DIALOGUE}.ics")
    assert any(line.startswith("until 09:30 ") for line in str(event["DESCRIPTION"]).splitlines())
    # Nor does the meeting begin with the next one.
    assert event["DTSTART"].dt == dt.date(2021, 6, 10)


def test_lines_are_folded_between_characters() -> None:
    line = "SUMMARY:" + "ñ" * 200
    parts = folded(line).split("\r\n ")
    assert all(len(part.encode()) <= 75 - bool(place) for place, part in enumerate(parts))
    assert "".join(parts) == line
    assert escaped("a\nb,c;d\\e") == "a\\nb\\,c\\;d\\\\e"


def test_feeds_keep_their_ids_on_another_host() -> None:
    def ids(home: str) -> list[str]:
        read = feedparser.parse(file_of(site_of(valid_catalogue(), home=home), "en/index.atom"))
        return [read.feed.id, *(entry.id for entry in read.entries)]

    assert ids("https://example.org/kb/") == ids("https://other.example/")
