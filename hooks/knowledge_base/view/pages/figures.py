"""The figures of all concept notes, and those on one country if its own page can't hold them."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_
from knowledge_base.view.parts.charts import FigureChart, charts, figures_path
from knowledge_base.view.parts.chrome import CHARTS_STYLE, Chrome
from knowledge_base.view.parts.lists import on_page, page_count, page_title, pagination
from knowledge_base.view.parts.other_forms import forms_of_figures
from knowledge_base.view.parts.pieces import FigureLine, Link, Pagination
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class FiguresView:
    """A page of figures, those of the newest concept note first.

    Attributes:
        charts: the charts with a figure on this page.
        figures: the figures on this page.
        count: the number of figures, over all pages.
        csv: the path of the CSV file with the figures of all notes, from the site root.
    """

    chrome: Chrome
    title: str
    intro: str
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    count: int
    csv: str
    pagination: Pagination
    empty: str
    search: None = None

    template = "figures.html"


def figures_listed(site: Site, country: str | None) -> tuple[NotePart, ...]:
    """Return the figures on a country, or all figures, those of the newest concept note first."""
    notes = site.catalogue.notes
    return notes.figures_on.get(country, ()) if country else notes.figures


def figures_chrome(site: Site, country: str | None, number: int) -> Chrome:
    """Return the metadata of a page of figures."""
    title = site.say(N_("Figures"))
    way: tuple[Link, ...] = (Link(title),)
    if country:
        name = site.term_name(COUNTRY, country)
        way = (Link(title, url=site.url(addresses.FIGURES)), Link(name))
        title = site.say(N_("Figures: {country}"), country=name)
    return site.chrome(
        addresses.numbered_address(addresses.figures_address(country), number),
        page_title(site, title, number),
        str(site.editorial.intros.figures),
        way,
        section=addresses.FIGURES,
        styles=(CHARTS_STYLE,),
        forms=forms_of_figures(site) if country is None and number == 1 else (),
    )


def figures_view(site: Site, country: str | None, number: int) -> FiguresView:
    """Return a page of the figures on a country, or of all figures; ``number`` counts from 1."""
    chrome = figures_chrome(site, country, number)
    parts = figures_listed(site, country)
    shown = parts[on_page(number)]
    return FiguresView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        charts=charts(site, shown),
        figures=site.figures(shown),
        count=len(parts),
        csv=figures_path(site),
        pagination=pagination(site, addresses.figures_address(country), number, page_count(len(parts))),
        empty=str(site.editorial.empty.entries),
    )
