"""Rules on facts: what the fields of an entry demand of each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context, at, original
from knowledge_base.locale import N_, clock
from knowledge_base.model.entries import (
    AgendaItem,
    AgendaPart,
    Agreement,
    ConceptNote,
    FollowUp,
    Maturity,
    Meeting,
    Practice,
    Status,
    Unit,
)
from knowledge_base.model.shape import Path
from knowledge_base.problems import Problem


def meeting_days(entry: Entry, _: Context) -> Iterator[Problem]:
    """A meeting ends on the day it starts or later."""
    record = entry.record
    if isinstance(record, Meeting) and record.end < record.start:
        yield at(
            original(entry),
            ("end",),
            "ends-before-start",
            N_("the meeting ends before it starts ({start})"),
            N_("correct one of the two dates"),
            start=record.start,
        )


def agenda_times(entry: Entry, _: Context) -> Iterator[Problem]:
    """Items of an agenda end after they start and do not overlap; parts lie within their item; times need a time zone."""
    record = entry.record
    if not isinstance(record, Meeting):
        return
    if record.agenda and not record.time_zone:
        yield at(
            original(entry),
            ("agenda",),
            "time-zone-missing",
            N_("an agenda with times needs the time zone of the meeting"),
            N_("add time_zone, as in America/Mexico_City"),
        )
    yield from _times(entry, record.agenda, ("agenda",), None, None)
    for index, item in enumerate(record.agenda):
        yield from _times(entry, item.parts, ("agenda", index, "parts"), item.start, item.end)


def _times(
    entry: Entry,
    items: Sequence[AgendaItem | AgendaPart],
    path: Path,
    earliest: dt.time | None,
    latest: dt.time | None,
) -> Iterator[Problem]:
    version = original(entry)
    free_from = earliest
    for index, item in enumerate(items):
        here = (*path, index)
        if item.start and item.end and item.end <= item.start:
            yield at(
                version,
                (*here, "end"),
                "agenda-ends-before-start",
                N_("the item ends before it starts ({start})"),
                N_("correct one of the two times"),
                start=clock(item.start),
            )
        if item.start and free_from and item.start < free_from:
            yield at(
                version,
                (*here, "start"),
                "agenda-overlap",
                N_("the item starts at {start}, while the one before goes on until {until}"),
                N_("correct one of the times, or the order"),
                start=clock(item.start),
                until=clock(free_from),
            )
        if latest and item.end and item.end > latest:
            yield at(
                version,
                (*here, "end"),
                "agenda-outside",
                N_("the part ends at {end}, after the item that it belongs to ({latest})"),
                N_("correct one of the two times"),
                end=clock(item.end),
                latest=clock(latest),
            )
        free_from = item.end or item.start or free_from


def numbered(entry: Entry, _: Context) -> Iterator[Problem]:
    """Provisions and guiding questions are numbered 1, 2, 3 and so on, in order."""
    record = entry.record
    if isinstance(record, Agreement):
        yield from _in_sequence(entry, "provisions", [item.number for item in record.provisions])
    if isinstance(record, ConceptNote):
        yield from _in_sequence(entry, "guiding_questions", [item.number for item in record.guiding_questions])


def _in_sequence(entry: Entry, field: str, numbers: Iterable[int]) -> Iterator[Problem]:
    for place, number in enumerate(numbers):
        if number != place + 1:
            yield at(
                original(entry),
                (field, place, "number"),
                "numbering",
                N_("number {number} stands where number {expected} is due"),
                N_("number them 1, 2, 3 without gaps"),
                number=number,
                expected=place + 1,
            )
            return


def adopted_at_meeting(entry: Entry, context: Context) -> Iterator[Problem]:
    """An agreement is adopted on a day of the meeting it was adopted at."""
    record = entry.record
    if not isinstance(record, Agreement):
        return
    meeting = context.entries.get(record.adopted_at)
    if meeting and isinstance(meeting.record, Meeting):
        held = meeting.record
        if held.start <= held.end and not held.start <= record.adopted_on <= held.end:
            yield at(
                original(entry),
                ("adopted_on",),
                "adopted-on-another-day",
                N_("the meeting was on {start} to {end}"),
                N_("correct the date or the meeting"),
                start=held.start,
                end=held.end,
            )


def follow_up_dated(entry: Entry, _: Context) -> Iterator[Problem]:
    """A follow-up that says what happened (in progress, done, lapsed) says as of when."""
    record = entry.record
    if not isinstance(record, Agreement):
        return
    for place, provision in enumerate(record.provisions):
        happened = provision.follow_up in (FollowUp.IN_PROGRESS, FollowUp.DONE, FollowUp.LAPSED)
        if happened and provision.as_of is None:
            yield at(
                original(entry),
                ("provisions", place),
                "follow-up-undated",
                N_("the follow-up does not say as of when"),
                N_("add as_of with a date"),
            )


def status_explained(entry: Entry, _: Context) -> Iterator[Problem]:
    """A superseded entry says by what, and a withdrawn one says why."""
    record = entry.record
    if record.status is Status.SUPERSEDED and not record.replaced_by:
        yield at(
            original(entry),
            ("status",),
            "superseded-by-nothing",
            N_("the entry is superseded, by nothing"),
            N_("add replaced_by with the id of the new entry"),
        )
    if record.status is Status.WITHDRAWN and not record.status_reason:
        yield at(
            original(entry),
            ("status",),
            "withdrawn-without-reason",
            N_("the entry is withdrawn, for no reason"),
            N_("add status_reason"),
        )


def dates_in_order(entry: Entry, _: Context) -> Iterator[Problem]:
    """Dates of an entry come in the order in which things happen."""
    record = entry.record
    pairs = [("modified", "created"), ("reviewed", "created"), ("review_by", "created")]
    if isinstance(record, Practice):
        pairs.append(("ended", "started"))
    for later, earlier in pairs:
        first, second = getattr(record, earlier), getattr(record, later)
        if first and second and str(second) < str(first)[: len(str(second))]:
            yield at(
                original(entry),
                (later,),
                "dates-out-of-order",
                N_("{second} is before {field} ({first})"),
                N_("correct one of the two dates"),
                second=second,
                field=earlier,
                first=first,
            )


def figures_sound(entry: Entry, _: Context) -> Iterator[Problem]:
    """Figures are not negative, a per cent is at most 100, a period ends after it starts, and ids are not repeated."""
    record = entry.record
    if not isinstance(record, ConceptNote):
        return
    seen: set[str] = set()
    for place, figure in enumerate(record.figures):
        here: Path = ("figures", place)
        most = Decimal(100) if figure.unit is Unit.PERCENT else None
        if figure.value < 0 or (most and figure.value > most):
            yield at(
                original(entry),
                (*here, "value"),
                "figure-range",
                N_("the value {value} is out of range"),
                N_("at least 0, and at most 100 for a per cent"),
                value=figure.value,
            )
        if figure.period_start and figure.period_end and figure.period_end < figure.period_start:
            yield at(
                original(entry),
                (*here, "period_end"),
                "dates-out-of-order",
                N_("{second} is before {field} ({first})"),
                N_("correct one of the two dates"),
                second=figure.period_end,
                field="period_start",
                first=figure.period_start,
            )
        if figure.id in seen:
            yield at(original(entry), (*here, "id"), "id-duplicate", N_("the id {id!r} is there twice"), id=figure.id)
        seen.add(figure.id)


def listed_once(entry: Entry, _: Context) -> Iterator[Problem]:
    """No topic, country, organisation or other value stands twice in a list."""
    record = entry.record
    for name in type(record).model_fields:
        values = getattr(record, name)
        if not isinstance(values, tuple):
            continue
        for place, value in enumerate(values):
            if value in values[:place]:
                yield at(
                    original(entry), (name, place), "listed-twice", N_("this is in the list twice"), N_("remove one")
                )


_NEEDED = {
    Maturity.REPORTED: (),
    Maturity.DESCRIBED: ("practice_type", "scale", "beneficiaries"),
    Maturity.EVALUATED: ("practice_type", "scale", "beneficiaries", "results", "evaluation", "lessons"),
    Maturity.REPLICATED: (
        "practice_type",
        "scale",
        "beneficiaries",
        "results",
        "evaluation",
        "lessons",
        "preconditions",
        "adopted_by",
    ),
}


def maturity_earned(entry: Entry, _: Context) -> Iterator[Problem]:
    """The more mature a practice is said to be, the more of its account is required."""
    record = entry.record
    if not isinstance(record, Practice):
        return
    for name in _NEEDED[record.maturity]:
        if not getattr(record, name):
            yield at(
                original(entry),
                ("maturity",),
                "maturity-unearned",
                N_("a practice that is {maturity!r} has the field {field!r}"),
                N_("add it, or write a lower maturity"),
                maturity=record.maturity.value,
                field=name,
            )
