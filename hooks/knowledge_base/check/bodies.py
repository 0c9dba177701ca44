"""Rules on bodies: Markdown without raw HTML, foreign addresses or hidden characters, under the right headings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context
from knowledge_base.check.references import link_target
from knowledge_base.locale import N_, message
from knowledge_base.model.types import control_characters
from knowledge_base.parse.document import Page
from knowledge_base.problems import Position, Problem

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# What other tools of a MkDocs site would act upon: included files, generated API pages, and attribute lists.
_DIRECTIVE = re.compile(r"^\s*(:::\s*\w|-{1,}8<-{1,}|;-{1,}8<)|\{:[^}\n]*\}")


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # Links to foreign schemes shall be seen, not left as words: they are reported.
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    return parser


def body_problems(page: Page, context: Context, *, trusted: bool = False) -> Iterator[Problem]:
    """Bodies hold Markdown only: no raw HTML, no address but http, https, mailto and tel, no image from elsewhere, no invisible
    characters, no heading of the first level, and no link to a page that does not exist.

    Args:
        page: the file.
        context: what links may lead to.
        trusted: whether the page may hold directives for mkdocstrings (the developer reference).
    """  # noqa: D205 - the first sentence is the rule, as contributors read it
    yield from _hidden_characters(page)
    yield from _first_level_headings(page)
    if not trusted:
        yield from _directives(page)
    if "<" in page.body or "]" in page.body:
        yield from _tokens(page, context, _markdown().parse(page.body))


def required_headings(entry: Entry, _: Context) -> Iterator[Problem]:
    """The body has the headings that the kind of entry, and for a practice its maturity, asks for."""
    for version in entry.versions.values():
        present = {text.casefold() for _, level, text in _headings(version.body) if level == 2}
        for section in entry.kind.required_sections(version.record):
            heading = section.in_(version.locale)
            if heading.casefold() not in present:
                yield version.page.problem(
                    Position(version.page.body_line),
                    (),
                    "heading-missing",
                    message(version.locale, N_("the text has no heading {heading!r}"), heading=heading),
                    message(version.locale, N_("add a line: ## {heading}"), heading=heading),
                )


def _headings(body: str) -> Iterator[tuple[int, int, str]]:
    """Yield the headings of a body outside code blocks: the line from 0, the level, the words."""
    fence = ""
    for number, line in enumerate(body.split("\n")):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            yield number, len(heading[1]), heading[2]


def _hidden_characters(page: Page) -> Iterator[Problem]:
    for offset, name in control_characters(page.body.replace("\t", " ")):
        before = page.body[:offset]
        position = Position(page.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)
        yield page.problem(
            position,
            (),
            "control",
            message(page.source.locale, N_("there are invisible characters ({characters})"), characters=name),
            message(page.source.locale, N_("remove them; typing the text anew helps")),
        )


def _first_level_headings(page: Page) -> Iterator[Problem]:
    for line, level, _ in _headings(page.body):
        if level == 1:
            yield page.problem(
                Position(page.body_line + line),
                (),
                "first-level-heading",
                message(page.source.locale, N_("the title is the only heading of the first level")),
                message(page.source.locale, N_("begin headings of the text with ##")),
            )


def _directives(page: Page) -> Iterator[Problem]:
    for number, line in enumerate(page.body.split("\n")):
        if found := _DIRECTIVE.search(line):
            yield page.problem(
                Position(page.body_line + number, found.start() + 1),
                (),
                "directive",
                message(page.source.locale, N_("{text!r} is not Markdown for readers"), text=found[0].strip()),
                message(page.source.locale, N_("remove it")),
            )


def _tokens(page: Page, context: Context, tokens: list[Token]) -> Iterator[Problem]:
    for token in tokens:
        first = token.map[0] if token.map else 0
        if token.type == "html_block":
            yield _html(page, _locate(page, token, token.content.strip()[:20] or "<"), token.content)
        for child in token.children or ():
            if child.type == "html_inline":
                yield _html(page, _locate(page, token, child.content), child.content)
            elif child.type == "link_open":
                href = str(child.attrs.get("href", ""))
                yield from _link(page, context, href, _locate(page, token, href, first))
            elif child.type == "image":
                src = str(child.attrs.get("src", ""))
                yield page.problem(
                    _locate(page, token, src, first),
                    (),
                    "image",
                    message(page.source.locale, N_("images are not part of entries")),
                    message(page.source.locale, N_("say it in words, or give the data as a table")),
                )


def _html(page: Page, position: Position, html: str) -> Problem:
    return page.problem(
        position,
        (),
        "raw-html",
        message(page.source.locale, N_("HTML is not allowed: {html}"), html=html.strip().split("\n")[0][:40]),
        message(page.source.locale, N_("write Markdown; to show the character itself write \\<")),
    )


def _link(page: Page, context: Context, href: str, position: Position) -> Iterator[Problem]:
    locale = page.source.locale
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        yield page.problem(position, (), "link", message(locale, N_("the link {href!r} can't be read"), href=href))
        return
    if parts.scheme.lower() in _SCHEMES:
        return
    if parts.scheme or parts.netloc or href.startswith("/"):
        yield page.problem(
            position,
            (),
            "link-scheme",
            message(locale, N_("the link {href!r} is not allowed"), href=href[:60]),
            message(
                locale, N_("write https://…, mailto:…, tel:… or the way to another page, as in ../topics/borders.md")
            ),
        )
        return
    if not parts.path:
        return
    if not parts.path.endswith(".md"):
        yield page.problem(
            position,
            (),
            "link-form",
            message(locale, N_("the link {href!r} does not name a page"), href=href[:60]),
            message(locale, N_("a link to another page ends in .md")),
        )
        return
    folder = posixpath.dirname(page.source.address)
    target = posixpath.normpath(posixpath.join(folder, parts.path)).removesuffix(".md")
    yield from link_target(page, target, context, position)


def _locate(page: Page, token: Token, text: str, first: int | None = None) -> Position:
    """Return where in the file a piece of a block stands; the beginning of the block if it is written differently there."""
    start, end = token.map or (first or 0, (first or 0) + 1)
    for number, line in enumerate(page.body.split("\n")[start:end], start):
        if (column := line.find(text.split("\n", maxsplit=1)[0])) >= 0:
            return Position(page.body_line + number, column + 1)
    return Position(page.body_line + start)
