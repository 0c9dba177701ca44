"""Rules on meetings: their places, participants and agendas, and the bodies and countries that met."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context, at, lacks, original
from knowledge_base.locale import N_, clock, message
from knowledge_base.model.entries import Meeting
from knowledge_base.model.meeting_parts import AgendaItem, AgendaPart
from knowledge_base.model.shape import Path
from knowledge_base.model.terms import AnyTerm
from knowledge_base.model.vocabularies import Body, Country
from knowledge_base.model.when import When
from knowledge_base.parse.document import Page
from knowledge_base.problems import Problem, as_warning


def agenda_times(entry: Entry, _: Context) -> Iterator[Problem]:
    """Items end after they start, without overlap on one day; parts lie within their item; times have a time zone."""
    record = entry.record
    if not isinstance(record, Meeting) or not record.agenda:
        return
    parts = (part for item in record.agenda for part in item.parts)
    timed = any(item.start or item.end for item in record.agenda) or any(part.start or part.end for part in parts)
    if timed and lacks(original(entry), "time_zone"):
        yield at(
            original(entry),
            ("agenda",),
            "time-zone-missing",
            N_("an agenda with times needs the time zone of the meeting"),
            N_("add time_zone, as in America/Mexico_City"),
        )
    # Without days, an agenda does not say on which day an item is: times may go back as often as there are nights.
    first, last = (record.date.earliest, record.date.latest) if record.date else (None, None)
    nights = (last - first).days if first and last else len(record.agenda)
    for begin, items in _days(record.agenda):
        yield from _times(entry, items, ("agenda",), begin, nights=0 if record.agenda[begin].day else nights)
    within = 0 if any(item.day for item in record.agenda) else nights
    for index, item in enumerate(record.agenda):
        here = ("agenda", index, "parts")
        yield from _times(entry, item.parts, here, 0, nights=within)
        yield from _outside(entry, item, here)


def _days(agenda: Sequence[AgendaItem]) -> Iterator[tuple[int, Sequence[AgendaItem]]]:
    """Yield the items of each day, with the index of the first."""
    begins = [0, *(index for index, item in enumerate(agenda) if item.day and index)]
    for begin, end in zip(begins, (*begins[1:], len(agenda)), strict=True):
        yield begin, agenda[begin:end]


def _times(
    entry: Entry, items: Sequence[AgendaItem | AgendaPart], path: Path, begin: int, *, nights: int
) -> Iterator[Problem]:
    """Yield the problems with the times of items.

    Args:
        entry: the meeting.
        items: the items.
        path: their list.
        begin: the index of the first of them there.
        nights: how often a day may end among them.
    """
    version = original(entry)
    # The item that lasts longest of those so far, and until when: what has no end lasts until another begins.
    before: AgendaItem | AgendaPart | None = None
    busy: dt.time | None = None
    restarts = 0
    for index, item in enumerate(items, begin):
        if item.start and item.end and item.end <= item.start:
            yield at(
                version,
                (*path, index, "end"),
                "agenda-ends-before-start",
                N_("the item ends before it starts ({start})"),
                N_("correct one of the two times"),
                start=clock(item.start),
            )
        start, end = _span(item)
        early = start or end
        if before and busy and early and early < busy:
            restarts += 1
            if restarts > nights:
                until, what = _span(before)[1], N_("the item starts at {start}, but the one before lasts until {until}")
                if start is None:
                    what = N_("the item ends at {start}, but the one before lasts until {until}")
                elif until is None:
                    what = N_("the item starts at {start}, but the one before starts at {until}")
                yield at(
                    version,
                    _timed(path, index, item),
                    "agenda-overlap",
                    what,
                    N_("correct one of the times, or the order"),
                    start=clock(early),
                    until=clock(busy),
                )
        if early:
            before, busy = item, end or start


def _span(item: AgendaItem | AgendaPart) -> tuple[dt.time | None, dt.time | None]:
    """Return when an item starts and ends: where it does not say so itself, with its first and last part."""
    parts = item.parts if isinstance(item, AgendaItem) else ()
    starts, ends = (each.start for each in parts), (each.end or each.start for each in parts)
    start = item.start or (None if item.end else next(filter(None, starts), None))
    return start, item.end or next(filter(None, reversed([*ends])), None)


def _timed(path: Path, index: int, item: AgendaItem | AgendaPart) -> Path:
    """Return where it says when it starts, or else when it ends."""
    for place, each in (((), item), *((("parts", n), part) for n, part in enumerate(getattr(item, "parts", ())))):
        for name in ("start", "end"):
            if getattr(each, name):
                return (*path, index, *place, name)
    return (*path, index)


def _outside(entry: Entry, item: AgendaItem, path: Path) -> Iterator[Problem]:
    if not item.start:
        return
    span = clock(item.start) + (f"–{clock(item.end)}" if item.end else "")
    for index, part in enumerate(item.parts):
        for name, time in (("start", part.start), ("end", part.end)):
            if time and (time < item.start or (item.end and time > item.end)):
                yield at(
                    original(entry),
                    (*path, index, name),
                    "agenda-outside",
                    N_("{time} is outside the item that the part belongs to ({span})"),
                    N_("correct one of the times"),
                    time=clock(time),
                    span=span,
                )


def agenda_days(entry: Entry, _: Context) -> Iterator[Problem]:
    """The days of an agenda are days of the meeting, in their order."""
    record = entry.record
    if not isinstance(record, Meeting):
        return
    before: dt.date | None = None
    for index, item in enumerate(record.agenda):
        if not item.day:
            continue
        day, path = When.on(item.day), ("agenda", index, "day")
        if record.date and (day.surely_before(record.date) or record.date.surely_before(day)):
            yield at(
                original(entry),
                path,
                "agenda-day-outside",
                N_("the meeting is not on this day, but on {held}"),
                N_("correct the day, or the date of the meeting"),
                held=record.date,
            )
        if before and item.day <= before:
            what = N_("the day is not after the one before ({before})")
            yield at(
                original(entry), path, "agenda-day-order", what, N_("correct the day, or the order"), before=before
            )
        before = item.day


def places_named(entry: Entry, _: Context) -> Iterator[Problem]:
    """A place of a meeting says its city, its country or its venue."""
    record = entry.record
    if not isinstance(record, Meeting):
        return
    for index, place in enumerate(original(entry).page.tree.data.get("places") or ()):
        if isinstance(place, Mapping) and not any(place.values()):
            what, allowed = N_("the place says nothing"), N_("add city, country or venue, or remove it")
            yield at(original(entry), ("places", index), "place-empty", what, allowed)


def took_part_once(entry: Entry, _: Context) -> Iterator[Problem]:
    """Whoever took part in a meeting is named in one capacity."""
    record = entry.record
    if not isinstance(record, Meeting) or not record.participants:
        return
    seen: dict[str, str] = {}
    for name, ids in record.participants.by_capacity():
        for index, id_ in enumerate(ids):
            if id_ and seen.setdefault(id_, name) != name:
                yield at(
                    original(entry),
                    ("participants", name, index),
                    "took-part-twice",
                    N_("{id!r} is in {field} already"),
                    N_("leave it in the list that the source supports"),
                    id=id_,
                    field=seen[id_],
                )


def members_at_the_time(entry: Entry, context: Context) -> Iterator[Problem]:
    """A country that took part as a member is recorded as a member of the body at that time, if its members are."""
    record = entry.record
    if not isinstance(record, Meeting) or not record.participants or not record.date:
        return
    known = context.vocabularies
    bodies = {above for body in record.bodies for above in known.lineage(body)}
    recorded = {held.body for country in known.countries.values() for held in country.memberships} & bodies
    members = {code for body in recorded for code in known.members_on(record.date, body)}
    for index, code in enumerate(record.participants.members if recorded else ()):
        if code in known.countries and code not in members:
            found = at(
                original(entry),
                ("participants", "members", index),
                "member-not-recorded",
                N_("the vocabulary does not record {country} as a member at that time"),
                N_("move it to the list that the source supports, or complete its memberships"),
                country=known.countries[code].name(original(entry).locale),
            )
            yield as_warning(found)


def met_in_its_time(entry: Entry, context: Context) -> Iterator[Problem]:
    """A body meets after it was founded and before it ended, as far as the dates tell."""
    record = entry.record
    if not isinstance(record, Meeting) or not record.date:
        return
    for index, id_ in enumerate(record.bodies):
        body = context.vocabularies.bodies.get(id_ or "")
        early = body and body.founded and record.date.surely_before(body.founded)
        late = body and body.ended and body.ended.surely_before(record.date)
        if body and (early or late):
            found = at(
                original(entry),
                ("bodies", index),
                "body-not-there",
                N_("the vocabulary says that this body was founded later ({when})")
                if early
                else N_("the vocabulary says that this body had ended by then ({when})"),
                N_("correct one of the two"),
                when=body.founded if early else body.ended,
            )
            yield as_warning(found)


def numbers_of_series(entries: Iterable[Entry]) -> Iterator[Problem]:
    """No two meetings of a body have the same number in its series, and each number is that of a body that met."""
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        record = entry.record
        if isinstance(record, Meeting):
            yield from _numbers_apart(entry, record)
            for body in dict.fromkeys(record.bodies):
                if number := record.number_in(body):
                    found[body, number.casefold()].append(entry)
    for (body, _), same in found.items():
        for entry in same[1:]:
            problem = at(
                original(entry),
                _place_of_number(entry, body),
                "series-number-twice",
                N_("{id!r} has the same number in the series of this body"),
                N_("correct one of the two numbers, or the body"),
                id=same[0].id,
            )
            yield as_warning(problem)


def _numbers_apart(entry: Entry, record: Meeting) -> Iterator[Problem]:
    """Yield a problem for each of the other numbers that is of no other body, or of one that has a number already."""
    numbered = set(record.bodies[:1]) if record.series_number else set()
    for index, each in enumerate(record.other_numbers):
        path: Path = ("other_numbers", index, "body")
        if each.body and record.bodies and each.body not in record.bodies:
            what, allowed = N_("{id!r} is not among the bodies that met"), N_("add it to bodies, or remove the number")
            yield at(original(entry), path, "number-of-nobody", what, allowed, id=each.body)
        elif each.body in numbered:
            what, allowed = N_("the series of {id!r} has a number already"), N_("remove one of the two")
            yield at(original(entry), path, "number-again", what, allowed, id=each.body)
        numbered.add(each.body)


def _place_of_number(entry: Entry, body: str) -> Path:
    record = entry.record
    others = record.other_numbers if isinstance(record, Meeting) else ()
    place = next((index for index, each in enumerate(others) if each.body == body), None)
    return ("series_number",) if place is None else ("other_numbers", place, "number")


def lives_in_order(pages: Mapping[str, Page], context: Context) -> Iterator[Problem]:
    """Bodies end after they were founded, and memberships after they began."""
    for name, dated in (("bodies", _dates_of_body), ("countries", _dates_of_country)):
        page = pages[name]
        terms = context.vocabularies.named(name)
        for index, data in enumerate(page.tree.data):
            id_ = data.get("id") if isinstance(data, Mapping) else None
            term = terms.get(id_) if isinstance(id_, str) else None
            for path, first, last in dated(term) if term else ():
                if first and last and last.surely_before(first):
                    where = (index, *path)
                    locale = page.source.locale
                    what = message(locale, N_("this is before {first}"), first=first)
                    allowed = message(locale, N_("correct one of the two dates"))
                    yield page.problem(page.tree.position(where), where, "dates-out-of-order", what, allowed)


_Dates = Iterator[tuple[Path, When | None, When | None]]


def _dates_of_body(term: AnyTerm) -> _Dates:
    if isinstance(term, Body):
        yield ("ended",), term.founded, term.ended


def _dates_of_country(term: AnyTerm) -> _Dates:
    if isinstance(term, Country):
        for index, held in enumerate(term.memberships):
            yield ("memberships", index, "until"), held.since or held.seen, held.until
