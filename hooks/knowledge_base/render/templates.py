"""Views to HTML, through the templates in ``overrides/``: what a page shows, and the shell around it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from knowledge_base.assemble.addresses import GLOSSARY, url
from knowledge_base.draw.bars import bar
from knowledge_base.draw.region import off_the_map, region_map
from knowledge_base.draw.svg import Href
from knowledge_base.draw.timeline import timeline
from knowledge_base.draw.trail import gutter, gutters, width
from knowledge_base.locale import Locale
from knowledge_base.markdown.figures import PictureShown, figure_html
from knowledge_base.markdown.glossary import Definition, Explainer
from knowledge_base.markdown.html import BodyHtml, Prose, render_body
from knowledge_base.markdown.slugs import Heading
from knowledge_base.render.compiling import TemplateEnvironment
from knowledge_base.render.parts import PARTS, PARTS_TEMPLATE, PartsByFolder, part_filter
from knowledge_base.view.pages.entry import EntryView
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Words, marked_language
from knowledge_base.view.parts.saving import WORKER_PARTS
from knowledge_base.view.parts.search_record import search_filters
from knowledge_base.view.parts.shell import SEARCH_PARTS, Shell
from knowledge_base.view.plan import PageView

OVERRIDES = Path("overrides")
"""The folder of the templates, in the repository."""

_SHELL = "main.html"
# Indentation, and lines that are empty or have nothing but a comment. No script has a text of several lines.
_UNREAD = re.compile(r"^[ ]*(?:(?:/\*(?:(?!\*/).)*\*/[ ]*|//[^\n]*|\"use strict\";)?\n)?", re.DOTALL | re.MULTILINE)
_SEARCH_BOX = "search-box.html"
_SINGLE = "single.html"

_Picture = TypeVar("_Picture")


@pass_context
def _words(context: Context, words: Words) -> Markup:
    """Return words, marked with their language where it is not that of the page (``lang``, WCAG 2.2 SC 3.1.2)."""
    language = marked_language(words)
    if language and language != context["chrome"].locale:
        return Markup('<span lang="{}">{}</span>').format(language, str(words))
    return escape(str(words))


@pass_context
def _href(context: Context, target: str) -> str:
    """Return the relative URL from the page to a site-relative URL."""
    href: str = context["chrome"].href(target)
    return href


@pass_context
def _prose(context: Context, words: Words) -> Markup:
    """Return words as `_words` does, with each glossary term explained at its first occurrence on the page."""
    language = marked_language(words)
    if language and language != context["chrome"].locale:
        return _words(context, words)
    marks: Marks = context["marks"]
    return marks.explainer.explain(str(words))


@pass_context
def _figure(context: Context, picture: PictureShown) -> Markup:
    """Return a picture with its caption."""
    chrome: Chrome = context["chrome"]
    return figure_html(picture, chrome.locale, chrome.href)


@pass_context
def _body(context: Context, body: Prose) -> BodyHtml:
    """Return an author's text as HTML, and record its headings and explained terms."""
    marks: Marks = context["marks"]
    html = render_body(body, marks.explainer.left)
    marks.headings += html.headings
    marks.explainer.used += html.explained
    return html


def _external(address: str) -> bool:
    """Whether an address leads to the web. The model takes no other; this is the second wall, where it would run."""
    return address.lower().startswith(("https://", "http://"))


def _with_links(draw: Callable[[_Picture, Href], Markup]) -> Callable[[Context, _Picture], Markup]:
    """Return a template function that draws a picture whose links are relative to the page."""

    @pass_context
    def drawn(context: Context, picture: _Picture) -> Markup:
        return draw(picture, context["chrome"].href)

    return drawn


@cache
def environment(root: Path, locale: Locale) -> Environment:
    """Return the Jinja environment of a language.

    Args:
        root: the repository, for its templates.
        locale: the language of their sentences.
    """
    made = TemplateEnvironment(
        locale,
        loader=FileSystemLoader([root / OVERRIDES / "pages", root / OVERRIDES]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = _words
    made.filters["href"] = _href
    made.filters["prose"] = _prose
    made.filters["body"] = _body
    made.filters["figure"] = _figure
    made.filters |= {name: part_filter(name) for name in PARTS}
    made.tests["external"] = _external
    made.globals["bar"] = bar
    made.globals |= {"trail_gutters": gutters, "trail_gutter": gutter, "trail_width": width}
    made.globals |= {"region_svg": _with_links(region_map), "off_the_map": off_the_map}
    made.globals["timeline_svg"] = _with_links(timeline)
    return made


@cache
def _parts(root: Path, locale: Locale) -> PartsByFolder:
    """Return the parts of pages, which remember each other from page to page."""
    del root, locale
    return PartsByFolder()


class Marks:
    """What a page contains so far, collected while its template is rendered.

    Args:
        definitions: the terms of the glossary that the page explains.
        glossary: the way from the page to the glossary.
    """

    def __init__(self, definitions: tuple[Definition, ...], glossary: str) -> None:
        self.explainer = Explainer(definitions, glossary)
        self.headings: list[Heading] = []

    def heading(self, id_: str, title: Words | Markup, level: int) -> str:
        """Record a heading that a template prints, and return an empty string."""
        plain = title.striptags() if isinstance(title, Markup) else str(title)
        self.headings.append(Heading(level, id_, plain))
        return ""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What a page shows, without the shell around it: its HTML, and its headings in their order, the title first."""

    html: Markup
    headings: tuple[Heading, ...]


def render(root: Path, page: PageView, body: Prose | None = None) -> Composed:
    """Return what a page shows, without the shell around it.

    Args:
        root: the repository, for its templates.
        page: what the page shows.
        body: the author's text; nothing on generated pages.

    Raises:
        jinja2.UndefinedError: a template uses something that its context does not have.
    """
    templates = environment(root, page.chrome.locale)
    parts = _parts(root, page.chrome.locale).on(page.chrome, templates.get_template(PARTS_TEMPLATE))
    definitions = page.definitions if isinstance(page, EntryView) else ()
    marks = Marks(definitions, page.chrome.href(url(GLOSSARY, page.chrome.locale)))
    template = templates.get_template(page.template)
    html = template.render(page=page, chrome=page.chrome, body=body, marks=marks, parts=parts)
    return Composed(html=Markup(html), headings=tuple(marks.headings))  # noqa: S704 - templates escape


def render_shell(root: Path, shell: Shell, content: Markup) -> str:
    """Return a whole page.

    Args:
        root: the repository, for its templates.
        shell: what surrounds the page.
        content: what the page shows, of `render`.
    """
    template = environment(root, shell.chrome.locale).get_template(_SHELL)
    return template.render(shell=shell, chrome=shell.chrome, content=content)


def search_box_script(root: Path, locale: Locale) -> str:
    """Return the script of the search: it inserts the box, which is no part of every page, and runs it.

    Its parts are put together, so that a page loads one file, and lines of comments are left out, of which there are as
    many as of code (`joined_script`).

    Args:
        root: the repository, for its templates.
        locale: the language of the page.
    """
    box = (
        environment(root, locale)
        .get_template(_SEARCH_BOX)
        .render(locale=locale, filters=json.dumps([astuple(one) for one in search_filters(locale)], ensure_ascii=False))
    )
    inserted = f"document.body.insertAdjacentHTML('beforeend', {json.dumps(box, ensure_ascii=False)});"
    return "\n".join(('"use strict";', inserted, joined_script(root, SEARCH_PARTS)))


def worker_script(root: Path) -> str:
    """Return the service worker with which readers save the site on their devices."""
    return "\n".join(('"use strict";', joined_script(root, WORKER_PARTS)))


def joined_script(root: Path, paths: Iterable[str]) -> str:
    """Return scripts as one, without lines of comments and indentation.

    Args:
        root: the repository.
        paths: the scripts in the folder of overrides, in the order in which they run.
    """
    return _UNREAD.sub("", "".join((root / OVERRIDES / path).read_text("utf-8") for path in paths))


def render_single(root: Path, locale: Locale, **values: object) -> str:
    """Return the copy of the site in one file (``overrides/single.html``).

    Args:
        root: the repository, for its templates.
        locale: the language of the copy.
        values: what the template asks for.
    """
    return environment(root, locale).get_template(_SINGLE).render(locale=locale, **values)
