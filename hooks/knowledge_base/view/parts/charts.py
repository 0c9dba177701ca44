"""The bar charts of concept notes, of figures that may be compared, and the table of figures for the CSV export."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_
from knowledge_base.model.choices import Comparator, Unit
from knowledge_base.model.entries import ConceptNote
from knowledge_base.model.figures import Chart, Figure
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import FigureLine, Link, Words
from knowledge_base.view.parts.site import Site

MOST_BARS = 60
"""The maximum number of bars on a page, of all its charts; the page of each concept note has all of its charts."""

_WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A figure of a chart.

    Attributes:
        label: what distinguishes it from the other bars, such as a nationality; empty if it is the only bar.
        figure: the figure.
        share: its length as a fraction of the scale, from 0 to 1.
        at_least: whether the figure is a lower bound.
    """

    label: Words
    figure: FigureLine
    share: float
    at_least: bool


@dataclass(frozen=True, kw_only=True)
class FigureChart:
    """A bar chart of one concept note.

    Attributes:
        id: the HTML id of the chart.
        title: what the figures count.
        whole: whether the scale ends at 100 %.
        period: the period shared by all figures; may be empty.
        as_of: the date shared by all figures; may be empty.
        counted_by: the actor who counted all figures, if the sources say so.
        source: a link to the first figure in the concept note.
        printed_in: the sources in which they are printed, if those are not the first of the note.
        locators: where in these sources they are printed.
        csv: the path of the CSV file with the note's figures, from the site root.
        bars: the figures, in the order of the note.
    """

    id: str
    title: Text
    whole: bool
    period: str
    as_of: str
    counted_by: Link | None
    source: Link
    printed_in: tuple[Link, ...]
    locators: tuple[Text, ...]
    csv: str
    bars: tuple[Bar, ...]


def figures_path(site: Site, note: Entry | None = None) -> str:
    """Return the path of the CSV file with the figures of a note, or of all notes, from the site root."""
    return f"data/figures{f'.{note.id}' if note else ''}.{site.locale}.csv"


def charts(site: Site, parts: Iterable[NotePart]) -> tuple[FigureChart, ...]:
    """Return the charts with at least one of these figures, in the order of the figures' concept notes.

    A page has at most `MOST_BARS` or, if the first chart alone has more, this chart.
    """
    wanted: dict[str, list[NotePart]] = {}
    for part in parts:
        wanted.setdefault(part.note.id, []).append(part)
    found = (
        chart for those in wanted.values() for chart in charts_of(site, those[0].note, {part.id for part in those})
    )
    shown: list[FigureChart] = []
    bars = 0
    for chart in found:
        bars += len(chart.bars)
        if shown and bars > MOST_BARS:
            break
        shown.append(chart)
    return tuple(shown)


def charts_of(site: Site, note: Entry, wanted: Container[str] | None = None) -> Iterator[FigureChart]:
    """Yield the charts of a concept note; if ``wanted`` is given, those with at least one figure of these ids."""
    record = site.record(note, ConceptNote)
    known = {figure.id: figure for figure in record.figures}
    for chart in record.charts:
        figures = [known[id_] for id_ in chart.figures if id_ in known]
        if any(wanted is None or figure.id in wanted for figure in figures):
            yield _chart(site, note, chart, figures)


def _chart(site: Site, note: Entry, chart: Chart, figures: list[Figure]) -> FigureChart:
    lines = [site.figure(note, figure) for figure in figures]
    whole = figures[0].unit is Unit.PERCENT
    # If all figures are zero, any scale will do, but it mustn't divide by zero.
    scale = _WHOLE if whole else max(figure.value for figure in figures) or _WHOLE
    counters = {figure.counted_by for figure in figures}
    return FigureChart(
        id=f"chart-{note.id}-{chart.id}",
        title=chart.title,
        whole=whole,
        period=lines[0].period,
        as_of=lines[0].as_of,
        counted_by=lines[0].counted_by if len(counters) == 1 else None,
        source=lines[0].source,
        printed_in=tuple(dict.fromkeys(line.printed_in for line in lines if line.printed_in)),
        locators=tuple(dict.fromkeys(line.locator for line in lines)),
        csv=figures_path(site, note),
        bars=tuple(
            Bar(
                label=label,
                figure=line,
                share=float(figure.value / scale),
                at_least=figure.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN),
            )
            for label, figure, line in zip(_labels(site, figures), figures, lines, strict=True)
        ),
    )


def _labels(site: Site, figures: Sequence[Figure]) -> list[Words]:
    """Return a label for each bar: the attributes that differ, or the figures' own labels if those aren't unique."""
    if len(figures) == 1:
        # The chart's title says it all.
        return [""]
    differ = {
        "countries": len({figure.countries for figure in figures}) > 1,
        "place": len({figure.place for figure in figures}) > 1,
        "nationality": len({figure.nationality for figure in figures}) > 1,
    }
    labels: list[Words] = []
    for figure in figures:
        parts: list[Words] = []
        if figure.nationality and differ["nationality"]:
            country = site.term_name(COUNTRY, figure.nationality)
            # Next to place names, a bare country name would read as another place.
            parts.append(site.say(N_("{country} (nationality)"), country=country) if differ["place"] else country)
        if figure.place and differ["place"]:
            parts.append(figure.place)
        if differ["countries"]:
            parts.extend(site.term_name(COUNTRY, code) for code in figure.countries)
        labels.append(parts[0] if len(parts) == 1 else ", ".join(map(str, parts)) or site.say(N_("In all")))
    return labels if len(set(map(str, labels))) == len(labels) else [figure.label for figure in figures]


def figure_table(site: Site, note: Entry | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the figures of a note, or of all notes, as table rows, header row first.

    Text is in the language of the site; numbers and dates are machine-readable.
    """
    headings = (
        *(N_("Id"), N_("Chart"), N_("What was counted"), N_("Comparison"), N_("Value"), N_("Unit")),
        *(N_("Countries"), N_("Place"), N_("Nationality"), N_("From"), N_("Until"), N_("As of")),
        *(N_("Counted by"), N_("Source"), N_("Locator"), N_("Remark")),
    )
    notes = site.catalogue.current if note is None else (note,)
    rows = (row for entry in notes for row in _rows(site, entry))
    return (tuple(site.say(heading) for heading in headings), *rows)


def _place(site: Site, note: Entry, figure: Figure) -> str:
    """Return where a figure is printed: the source, if it is not the first of its note, and the place in it."""
    if not figure.source:
        return str(figure.locator)
    return f"{site.source_named(note, figure.source).title}, {figure.locator}"


def _rows(site: Site, note: Entry) -> Iterator[tuple[str, ...]]:
    record = note.in_(site.locale).record
    if not isinstance(record, ConceptNote):
        return
    for figure in record.figures:
        yield (
            figure.id,
            "; ".join(str(chart.title) for chart in record.charts if figure.id in chart.figures),
            str(figure.label),
            figure.comparator.label_in(site.locale),
            f"{figure.value:f}",
            figure.unit.label_in(site.locale),
            "; ".join(site.term_name(COUNTRY, code) for code in figure.countries),
            str(figure.place or ""),
            site.term_name(COUNTRY, figure.nationality) if figure.nationality else "",
            str(figure.period.first) if figure.period else "",
            str(figure.period.last) if figure.period else "",
            str(figure.as_of or ""),
            str(site.actor_link(figure.counted_by).label) if figure.counted_by else "",
            str(record.title),
            _place(site, note, figure),
            str(figure.note or ""),
        )
