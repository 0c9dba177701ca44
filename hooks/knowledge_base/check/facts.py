"""Rules on facts: constraints between the fields of an entry, and between entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import assert_never

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context, at, lacks, original
from knowledge_base.check.numbers import decimals, miscounted
from knowledge_base.locale import N_
from knowledge_base.model.choices import Comparator, Completeness, Maturity, PracticeNature, Status, Unit
from knowledge_base.model.entries import Agreement, ConceptNote, Practice
from knowledge_base.model.figures import Figure
from knowledge_base.model.points import Precision
from knowledge_base.model.shape import Path
from knowledge_base.problems import Problem, as_warning


def numbered(entry: Entry, _: Context) -> Iterator[Problem]:
    """Guiding questions are numbered 1, 2, 3 and so on, in order."""
    record = entry.record
    if not isinstance(record, ConceptNote):
        return
    for place, question in enumerate(record.guiding_questions):
        if question.number is None:
            return
        if question.number != place + 1:
            yield at(
                original(entry),
                ("guiding_questions", place, "number"),
                "numbering",
                N_("number {number} stands where number {expected} is due"),
                N_("number them 1, 2, 3 without gaps"),
                number=question.number,
                expected=place + 1,
            )
            return


def completeness_explained(entry: Entry, _: Context) -> Iterator[Problem]:
    """A partial entry says what is missing from its document; only a partial agreement has no points, or a cut one."""
    record, version = entry.record, original(entry)
    partial = record.completeness is Completeness.PARTIAL
    if partial and lacks(version, "missing"):
        what = N_("the entry is partial, but does not say what is missing")
        yield at(version, ("completeness",), "partial-of-what", what, N_("add missing with a sentence"))
    if not partial and ("missing",) in version.page.tree.values and version.page.tree.complete:
        what, allowed = (
            N_("only a partial entry lacks something"),
            N_("write completeness: partial, or remove the field"),
        )
        yield at(version, ("missing",), "missing-of-complete", what, allowed)
    for place, provision in enumerate(record.provisions if isinstance(record, Agreement) and not partial else ()):
        if provision.completeness is Completeness.PARTIAL:
            what, allowed = (
                N_("the text of a point is cut, so the entry does not cover the whole document"),
                N_("write completeness: partial at the top level, and missing with a sentence"),
            )
            yield at(version, ("provisions", place, "completeness"), "partial-in-complete", what, allowed)
    if isinstance(record, Agreement) and not partial and lacks(version, "provisions"):
        what, allowed = N_("the agreement has no points"), N_("add provisions, or write completeness: partial")
        yield at(version, ("provisions",), "no-provisions", what, allowed)


def status_explained(entry: Entry, _: Context) -> Iterator[Problem]:
    """A superseded entry says by what, a withdrawn one says why, and one that is published neither."""
    record = entry.record
    given = original(entry).page.tree.data
    if record.status is Status.SUPERSEDED and lacks(original(entry), "replaced_by"):
        yield at(
            original(entry),
            ("status",),
            "superseded-by-nothing",
            N_("the entry is superseded, but does not say by what"),
            N_("add replaced_by with the id of the new entry"),
        )
    if record.status is Status.WITHDRAWN and lacks(original(entry), "status_reason"):
        yield at(
            original(entry),
            ("status",),
            "withdrawn-without-reason",
            N_("the entry is withdrawn, but does not say why"),
            N_("add status_reason with a sentence"),
        )
    for field in ("status_reason", "replaced_by"):
        if record.status is Status.PUBLISHED and field in given:
            yield at(
                original(entry),
                (field,),
                "retired-only",
                N_("only an entry that has been superseded or withdrawn has this field"),
                N_("write that in status, or remove the field"),
            )


IN_ORDER = (("created", "modified"), ("created", "reviewed"), ("created", "review_by"))
"""Pairs of date fields, the second of which must not be before the first."""


def dates_in_order(entry: Entry, _: Context) -> Iterator[Problem]:
    """The dates of an entry are in chronological order."""
    record = entry.record
    for earlier, later in IN_ORDER:
        if earlier in type(record).model_fields and later in type(record).model_fields:
            first, second = getattr(record, earlier), getattr(record, later)
            if first and second and second < first:
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


def review_due(entry: Entry, context: Context) -> Iterator[Problem]:
    """An entry is reviewed again by the day that it names; once that day is past, its office is reminded."""
    record = entry.record
    in_order = record.review_by and (record.created or record.review_by) <= record.review_by
    due = record.review_by and in_order and context.past(record.review_by)
    if due and record.status is Status.PUBLISHED:
        found = at(
            original(entry),
            ("review_by",),
            "review-due",
            N_("the entry was to be reviewed again by this day"),
            N_("see whether it still holds; then write that day in reviewed, and the next one here"),
        )
        yield as_warning(found)


def figures_sound(entry: Entry, _: Context) -> Iterator[Problem]:
    """Figures are not negative, a percentage is at most 100, what is counted is whole, and ids are not repeated."""
    record = entry.record
    if not isinstance(record, ConceptNote):
        return
    seen: set[str] = set()
    for place, figure in enumerate(record.figures):
        here: Path = ("figures", place)
        most = Decimal(100) if figure.unit is Unit.PERCENT else None
        if figure.value is not None and (figure.value < 0 or (most and figure.value > most)):
            yield at(
                original(entry),
                (*here, "value"),
                "figure-range",
                N_("the value {value} is out of range"),
                N_("at least 0, and at most 100 for a per cent"),
                value=figure.value,
            )
        elif figure.value is not None and figure.unit and _is_miscounted(figure):
            what = N_("{value} has decimals, but what is counted is whole")
            yield miscounted(original(entry), (*here, "value"), what)
        if figure.id and figure.id in seen:
            yield at(original(entry), (*here, "id"), "id-duplicate", N_("the id {id!r} is there twice"), id=figure.id)
        seen.add(figure.id)


def _is_miscounted(figure: Figure) -> bool:
    """Whether a figure has decimals that its unit does not have; those of a mean may look like thousands."""
    match figure.unit:
        case Unit.PERCENT:
            return False
        case Unit.PEOPLE_PER_DAY:
            return decimals(figure.value) == _THOUSANDS
        case Unit.PEOPLE | Unit.REQUESTS | Unit.EXPULSIONS | Unit.RETURNS:
            mean = figure.comparator is Comparator.AVERAGE
            return decimals(figure.value) == _THOUSANDS if mean else decimals(figure.value) > 0
        case _:
            assert_never(figure.unit)


_THOUSANDS = 3


def charts_comparable(entry: Entry, _: Context) -> Iterator[Problem]:
    """The figures of a chart are in its note, and of one unit, period and day; only a percentage may stand alone."""
    record = entry.record
    if not isinstance(record, ConceptNote):
        return
    known = {figure.id: figure for figure in record.figures}
    seen: set[str] = set()
    for place, chart in enumerate(record.charts):
        here: Path = ("charts", place)
        if chart.id and chart.id in seen:
            yield at(original(entry), (*here, "id"), "id-duplicate", N_("the id {id!r} is there twice"), id=chart.id)
        seen.add(chart.id)
        for index, id_ in enumerate(chart.figures):
            if id_ and id_ not in known:
                what, allowed = N_("no figure of this note has the id {id!r}"), N_("write the id of one of its figures")
                yield at(original(entry), (*here, "figures", index), "figure-unknown", what, allowed, id=id_)
        figures = [known[id_] for id_ in chart.figures if id_ in known and known[id_].unit]
        counted = {(figure.unit, figure.period, figure.as_of) for figure in figures}
        if len(counted) > 1:
            what = N_("these figures differ in their unit, period or day, and can't be compared")
            yield at(original(entry), (*here, "figures"), "chart-mixed", what, N_("make a chart of each"))
        elif len(chart.figures) == len(figures) == 1 and figures[0].unit is not Unit.PERCENT:
            what, allowed = N_("there is nothing to compare this figure with"), N_("add another, or remove the chart")
            yield at(original(entry), (*here, "figures"), "chart-of-one", what, allowed)


def period_of_practice(entry: Entry, _: Context) -> Iterator[Problem]:
    """The period of a practice or mechanism says whether it goes on; that of an intervention may be one date."""
    record = entry.record
    if not isinstance(record, Practice) or record.nature is PracticeNature.INTERVENTION:
        return
    # What lasted for a year may be told by that year.
    if record.period and record.period.single and record.period.point.precision > Precision.YEAR:
        found = at(
            original(entry),
            ("period",),
            "period-single",
            N_("{date} is one date, not a period"),
            N_("write {since} if it began then and goes on, or both ends"),
            date=record.period,
            since=f"{record.period}/..",
        )
        yield as_warning(found)


TWICE = (N_("this is in the list twice"), N_("remove one"))
"""What is wrong with a duplicate list item, and what to do."""


def listed_once(entry: Entry, _: Context) -> Iterator[Problem]:
    """No list has a topic, a country, an organisation or any other value twice."""
    for path in _repeated(original(entry).page.tree.data, ()):
        yield at(original(entry), path, "listed-twice", *TWICE)


def _repeated(data: object, path: Path) -> Iterator[Path]:
    """Yield the paths of duplicate list items in front matter, at any depth."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if not isinstance(value, str):
                yield from _repeated(value, (*path, name))
    elif isinstance(data, list) and not (all(isinstance(value, str) for value in data) and len({*data}) == len(data)):
        seen: set[str] = set()
        for place, value in enumerate(data):
            if value is not None and repr(value) in seen:
                yield (*path, place)
            else:
                yield from _repeated(value, (*path, place))
            seen.add(repr(value))


NEEDED: Mapping[Maturity, tuple[str, ...]] = {
    Maturity.REPORTED: (),
    Maturity.DESCRIBED: ("practice_type", "scale", "beneficiaries"),
    Maturity.EVALUATED: ("practice_type", "scale", "beneficiaries", "results", "evaluation"),
    Maturity.REPLICATED: (
        "practice_type",
        "scale",
        "beneficiaries",
        "results",
        "evaluation",
        "preconditions",
        "adopted_by",
    ),
}
"""The fields that each maturity requires of a practice."""
UNEARNED = (N_("a practice that is {maturity!r} needs the field {field!r}"), N_("add it, or write a lower maturity"))
"""What is wrong where one of them is missing, and what to do."""


def maturity_earned(entry: Entry, _: Context) -> Iterator[Problem]:
    """The more mature a practice is said to be, the more of its account is required."""
    record = entry.record
    if not isinstance(record, Practice):
        return
    for name in NEEDED.get(record.maturity, ()):
        # A field that is present but invalid has been reported by validation.
        if lacks(original(entry), name):
            yield at(
                original(entry),
                ("maturity",),
                "maturity-unearned",
                *UNEARNED,
                maturity=record.maturity.value,
                field=name,
            )
