"""Catalogues of thousands of entries, in which everything that a page lists is there many times over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import write_repository
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import Entry
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.entries import ConceptNote
from knowledge_base.model.figures import Chart
from knowledge_base.model.types import Text
from tests.unit.catalogues import copy_of

_WRITTEN = 125
# How many times a concept note has each of its figures, all in one chart.
_FIGURES = 4
TODAY = dt.date(2026, 1, 1)


def large_catalogues(project: Path, *times: int) -> tuple[Catalogue, ...]:
    """Return catalogues of 125 synthetic entries, each with so many copies of every entry.

    A copy refers to what its entry refers to. So entries gather links, and guiding questions answers, as many as there
    are copies; and one in three is not translated, out of date, or to be reviewed.
    """
    with TemporaryDirectory() as folder:
        write_repository(project, Path(folder), _WRITTEN)
        written = check_content(Path(folder)).catalogue
    assert len(written.entries) == _WRITTEN
    return tuple(
        build_catalogue(
            [
                _as_found(entry, place + number * _WRITTEN, number)
                for number in range(count)
                for place, entry in enumerate(written.entries)
            ],
            written.vocabularies,
            written.editorial,
        )
        for count in times
    )


def _as_found(entry: Entry, place: int, number: int) -> Entry:
    """Return the copy of an entry in the state that one or the other is in; the first copy keeps its id."""
    changes: dict[str, object] = {"review_by": TODAY + dt.timedelta(days=place % 120 - 60) if place % 3 == 2 else None}
    if isinstance(entry.record, ConceptNote):
        figures = tuple(
            figure.model_copy(update={"id": f"{figure.id}-{more}"})
            for more in range(_FIGURES)
            for figure in entry.record.figures
        )
        title = Text("People counted at the crossings", Locale.EN)
        chart = Chart(id="all", title=title, figures=tuple(figure.id for figure in figures))
        changes |= {"figures": figures, "charts": (chart,)}
    made = copy_of(entry, f"{entry.id}-{number}" if number else entry.id, **changes)
    translated = made.original.other
    if place % 3 == 0:
        return replace(made, versions={made.original: made.versions[made.original]})
    if place % 3 == 1:
        stale = replace(made.versions[translated], stale=True)
        return replace(made, versions={**made.versions, translated: stale})
    return made
