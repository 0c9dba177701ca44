"""The page of all figures, grouped by concept note."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.locale import N_
from knowledge_base.view.parts.charts import FigureChart, charts, figures_path
from knowledge_base.view.parts.chrome import CHARTS_STYLE, Chrome
from knowledge_base.view.parts.pieces import FigureLine, Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class FiguresView:
    """All figures, note by note."""

    chrome: Chrome
    title: str
    intro: str
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    csv: str
    empty: str
    search: None = None

    template = "figures.html"


def figures_chrome(site: Site) -> Chrome:
    """Return the metadata of the page of all figures."""
    title = site.say(N_("Figures"))
    intro = str(site.editorial.intros.figures)
    return site.chrome(
        addresses.FIGURES, title, intro, (Link(title),), section=addresses.FIGURES, styles=(CHARTS_STYLE,)
    )


def figures_view(site: Site) -> FiguresView:
    """Return the page of all figures."""
    chrome = figures_chrome(site)
    return FiguresView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        charts=charts(site),
        figures=site.figures(),
        csv=figures_path(site),
        empty=str(site.editorial.empty.entries),
    )
