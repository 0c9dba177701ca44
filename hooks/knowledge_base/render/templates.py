"""Page contexts to HTML, through the templates in ``overrides/pages/``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from knowledge_base.assemble.addresses import GLOSSARY, relative_url, url
from knowledge_base.draw.bars import bar
from knowledge_base.draw.region import off_the_map, region_map
from knowledge_base.draw.svg import Href
from knowledge_base.draw.timeline import timeline
from knowledge_base.draw.trail import gutter, gutters, width
from knowledge_base.locale import Locale, gettext_translations
from knowledge_base.markdown.glossary import Definition, Explainer
from knowledge_base.markdown.html import BodyHtml, Prose, render_body
from knowledge_base.markdown.slugs import Heading
from knowledge_base.model.types import Text
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
def _href(context: Context, target: str) -> str:
    """Return the way from the page to an address of the site."""
    return relative_url(target, context["page"].chrome.url)


@pass_context
def _prose(context: Context, words: Words) -> Markup:
    """Return words as `_words` does, with those that the glossary has explained where they are first on the page."""
    if isinstance(words, Text) and words.locale is not context["page"].chrome.locale:
        return _words(context, words)
    marks: Marks = context["marks"]
    return marks.explainer.explain(str(words))


@pass_context
def _body(context: Context, body: Prose | BodyHtml) -> BodyHtml:
    """Return an author's text as HTML, and note its headings and the words that it explains."""
    marks: Marks = context["marks"]
    html = body if isinstance(body, BodyHtml) else render_body(body, marks.explainer.left)
    marks.headings += html.headings
    marks.explainer.used += html.explained
    return html


def _external(address: str) -> bool:
    """Whether an address leads to the web. The model takes no other; this is the second wall, where it would run."""
    return address.lower().startswith(("https://", "http://"))


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
    environment.filters["prose"] = _prose
    environment.filters["body"] = _body
    environment.tests["external"] = _external
    environment.globals["bar"] = bar
    environment.globals |= {"trail_gutters": gutters, "trail_gutter": gutter, "trail_width": width}
    environment.globals |= {"region_svg": _with_links(region_map), "off_the_map": off_the_map}
    environment.globals["timeline_svg"] = _with_links(timeline)
    return environment


class Marks:
    """What has been on a page, while its template is rendered from the top to the end.

    Args:
        definitions: the terms of the glossary that the page explains.
        glossary: the way from the page to the glossary.
    """

    def __init__(self, definitions: tuple[Definition, ...], glossary: str) -> None:
        self.explainer = Explainer(definitions, glossary)
        self.headings: list[Heading] = []

    def heading(self, id_: str, title: Words | Markup, level: int) -> str:
        """Note a heading that a template prints, and return nothing to print."""
        plain = title.striptags() if isinstance(title, Markup) else str(title)
        self.headings.append(Heading(level, id_, plain))
        return ""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A page without the theme around it: its HTML, and its headings in their order, the title first."""

    html: str
    headings: tuple[Heading, ...]


def render(root: Path, page: PageView, body: Prose | BodyHtml | None = None) -> Composed:
    """Return a page without the theme around it.

    Args:
        root: the repository, for its templates.
        page: what the page shows.
        body: the author's text, or its clean HTML; nothing on generated pages.

    Raises:
        jinja2.UndefinedError: a template uses something that its context does not have.
    """
    template = _environment(root / TEMPLATES, page.chrome.locale).get_template(page.template)
    definitions = page.definitions if isinstance(page, EntryView) else ()
    marks = Marks(definitions, relative_url(url(GLOSSARY, page.chrome.locale), page.chrome.url))
    html = template.render(page=page, body=body, marks=marks)
    return Composed(html=html, headings=tuple(marks.headings))
