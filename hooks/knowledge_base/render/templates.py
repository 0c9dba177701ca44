"""Page contexts to HTML, through the templates in ``overrides/pages/``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from knowledge_base.assemble.addresses import relative_url
from knowledge_base.draw.bars import bar
from knowledge_base.draw.region import off_the_map, region_map
from knowledge_base.draw.svg import Href
from knowledge_base.draw.timeline import timeline
from knowledge_base.draw.trail import gutter, gutters, width
from knowledge_base.locale import Locale, gettext_translations
from knowledge_base.model.types import Text
from knowledge_base.render.explain import Explained, explain_terms
from knowledge_base.render.on_paper import OnPaper, on_paper
from knowledge_base.render.toc import Heading, headings
from knowledge_base.view.pages.entry import EntryView
from knowledge_base.view.parts.pieces import Words
from knowledge_base.view.plan import PageView

TEMPLATES = Path("overrides", "pages")

_Picture = TypeVar("_Picture")


@pass_context
def _words(context: Context, words: Words) -> Markup:
    """Return words, marked with their language where it is not that of the page (``lang``, WCAG 2.2 SC 3.1.2)."""
    if isinstance(words, Text) and words.locale is not context["page"].chrome.locale:
        return Markup('<span lang="{}">{}</span>').format(words.locale, words.value)
    return escape(str(words))


@pass_context
def _href(context: Context, url: str) -> str:
    """Return the way from the page to an address of the site."""
    return relative_url(url, context["page"].chrome.url)


@pass_context
def _explained(context: Context, html: str) -> Explained:
    """Return a text with the words of the glossary explained, where the page has definitions."""
    page = context["page"]
    definitions = page.definitions if isinstance(page, EntryView) else ()
    return explain_terms(html, definitions, lambda url: relative_url(url, page.chrome.url))


@pass_context
def _on_paper(context: Context, body: Markup) -> OnPaper:
    """Return an author's text with its links numbered for paper."""
    return on_paper(body, context["page"].chrome.url)


def _headings(html: str) -> list[Heading]:
    """Return the headings of the second level in a part of a page."""
    return [heading for heading in headings(html) if heading.level == 2]


def _external(url: str) -> bool:
    """Whether an address leads to the web. The model takes no other; this is the second wall, where it would run."""
    return url.lower().startswith(("https://", "http://"))


def _with_links(draw: Callable[[_Picture, Href], Markup]) -> Callable[[Context, _Picture], Markup]:
    """Return what a template calls to draw a picture with links, which lead away from the page that shows it."""

    @pass_context
    def drawn(context: Context, picture: _Picture) -> Markup:
        return draw(picture, partial(relative_url, page=context["page"].chrome.url))

    return drawn


@cache
def _environment(folder: Path, locale: Locale) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(gettext_translations(locale), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["words"] = _words
    environment.filters["href"] = _href
    environment.filters["explained"] = _explained
    environment.filters["headings"] = _headings
    environment.filters["on_paper"] = _on_paper
    environment.tests["external"] = _external
    environment.globals["bar"] = bar
    environment.globals |= {"trail_gutters": gutters, "trail_gutter": gutter, "trail_width": width}
    environment.globals |= {"region_svg": _with_links(region_map), "off_the_map": off_the_map}
    environment.globals["timeline_svg"] = _with_links(timeline)
    return environment


def render(root: Path, page: PageView, body: Markup) -> str:
    """Return the HTML of a page, without the theme around it.

    Args:
        root: the repository, for its templates.
        page: what the page shows.
        body: the author's text as clean HTML; empty on generated pages.

    Raises:
        jinja2.UndefinedError: a template uses something that its context does not have.
    """
    template = _environment(root / TEMPLATES, page.chrome.locale).get_template(page.template)
    return template.render(page=page, body=body)
