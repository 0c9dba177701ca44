"""The charts of the concept notes: what they show, how long their bars are, and the tables that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.draw.bars import bar
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Comparator, Unit
from knowledge_base.model.entries import ConceptNote
from knowledge_base.model.figures import Chart, Figure
from knowledge_base.model.types import Text
from knowledge_base.publish.site.tables import write_figures
from knowledge_base.view.parts.charts import FigureChart, charts, figure_table, figures_path
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue

NOTE = valid_catalogue().by_id["note"]


def _figure(id_: str, value: str, **changes: object) -> Figure:
    assert isinstance(NOTE.record, ConceptNote)
    plain: dict[str, object] = {"place": None, "nationality": None, "comparator": Comparator.EXACT, "note": None}
    return NOTE.record.figures[0].model_copy(update={"id": id_, "value": Decimal(value), **plain, **changes})


def _catalogue(figures: Sequence[Figure], *charted: str) -> Catalogue:
    chart = Chart(id="chart", title=Text("Who came", Locale.EN), figures=charted)
    return catalogue_of([copy_of(NOTE, "other", figures=tuple(figures), charts=(chart,))])


def _chart(figures: Sequence[Figure], *charted: str, locale: Locale = Locale.EN) -> FigureChart:
    site = Site(catalogue=_catalogue(figures, *charted), locale=locale)
    (chart,) = charts(site, site.catalogue.notes.figures)
    return chart


def _labels(chart: FigureChart) -> list[str]:
    return [str(item.label) for item in chart.bars]


def test_bars_are_as_long_as_their_figures_beside_the_greatest() -> None:
    chart = _chart([_figure("a", "300"), _figure("b", "75", nationality="HT"), _figure("c", "1")], "a", "b")
    assert [(item.figure.value, item.share) for item in chart.bars] == [("300", 1), ("75", 0.25)]


def test_a_per_cent_is_a_part_of_a_hundred() -> None:
    chart = _chart([_figure("a", "30", unit=Unit.PERCENT)], "a")
    assert (chart.whole, [item.share for item in chart.bars]) == (True, [0.3])


def test_bars_of_nothing_but_zeros_are_empty() -> None:
    chart = _chart([_figure("a", "0"), _figure("b", "0", nationality="HT")], "a", "b")
    assert [item.share for item in chart.bars] == [0, 0]


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ([{"nationality": "HT"}, {"nationality": "PA"}], ["Haiti", "Panama"]),
        (
            [{}, {"nationality": "HT"}, {"place": Text("At sea", Locale.EN)}],
            ["In all", "Haiti (nationality)", "At sea"],
        ),
        ([{"countries": ("PA",)}, {"countries": ("HT",)}], ["Panama", "Haiti"]),
        (
            [{"nationality": "HT", "place": Text("North", Locale.EN)}, {"nationality": "PA"}],
            ["Haiti (nationality), North", "Panama (nationality)"],
        ),
        # Few words would be the same words: then those of the note stand there.
        ([{}, {}], ["people who arrived", "people who arrived"]),
        ([{"nationality": "HT"}], [""]),
    ],
)
def test_a_bar_says_what_sets_it_apart(changes: list[dict[str, object]], labels: list[str]) -> None:
    figures = [_figure(str(place), "1", **change) for place, change in enumerate(changes)]
    assert _labels(_chart(figures, *(figure.id for figure in figures))) == labels


def test_a_chart_stands_where_one_of_its_figures_is_wanted() -> None:
    catalogue = _catalogue([_figure("a", "1", nationality="HT"), _figure("b", "2", nationality="PA")], "a", "b")
    site = Site(catalogue=catalogue, locale=Locale.ES)
    assert len(charts(site, catalogue.notes.figures_on["HT"])) == 1
    assert charts(site, ()) == ()


def test_a_chart_has_its_period_its_day_and_its_source() -> None:
    chart = _chart([_figure("a", "1"), _figure("b", "2", nationality="HT")], "a", "b")
    assert (chart.period, chart.as_of) == ("January 2021\u2009–\u20092021", "as at June 2021")
    assert chart.source.url == "en/concept-notes/other.html#figure-a"
    assert chart.counted_by
    assert chart.csv == "data/figures.other.en.csv"


def test_a_bar_is_drawn_in_parts_of_its_room() -> None:
    exact, more = _chart([_figure("a", "3"), _figure("b", "2", comparator=Comparator.MORE_THAN)], "a", "b").bars
    drawn = html.fromstring(bar(exact, whole=False))
    assert drawn.get("aria-hidden") == "true"
    assert drawn.xpath("//rect/@width") == ["100%"]
    assert drawn.xpath("//path") == []
    drawn = html.fromstring(bar(more, whole=True))
    assert drawn.xpath("//rect/@width") == ["100%", "66.67%"]
    assert drawn.xpath("count(//path)") == 1


# The tables


def test_every_figure_is_in_the_table_as_machines_read_it() -> None:
    site = Site(catalogue=valid_catalogue(), locale=Locale.ES)
    headings, arrivals, share = figure_table(site)
    assert headings[4] == "Valor"
    assert (arrivals[0], arrivals[4], arrivals[9], share[4]) == ("arrivals", "1234", "2021-01", "21")
    assert figure_table(site, NOTE) == figure_table(site)


def test_the_tables_are_where_the_charts_say(tmp_path: Path) -> None:
    site = Site(catalogue=valid_catalogue(), locale=Locale.EN)
    write_figures(tmp_path, site)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert files == {figures_path(site), figures_path(site, NOTE)}
    assert (tmp_path / figures_path(site)).read_bytes().count(b"\r\n") == 3
