"""Rules on bodies: Markdown without raw HTML, foreign addresses or hidden characters, under the right headings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.check.context import Context, kept_back
from knowledge_base.check.references import link_target
from knowledge_base.locale import N_, Locale, fold, message
from knowledge_base.model.kinds import TO_BE_WRITTEN, BodySection
from knowledge_base.model.types import control_characters
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import shortened
from knowledge_base.problems import Position, Problem

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Python-Markdown, which makes the site, asks for no space after the signs, and takes any underline for a heading.
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]*(.*?)[ \t]*#*")
_MAY_BE_FIRST_LEVEL = re.compile(r"^ {0,3}(#(?!#)|=)", re.MULTILINE)
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_MARKS = frozenset("#=-`~")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>?")
# What other tools of a MkDocs site would act upon: included files, generated API pages, and attribute lists.
_LONGEST_HEADING = 80
_DIRECTIVE = re.compile(r":::\s*\S+|^\s*(-{1,}8<-{1,}|;-{1,}8<)|\{:[^}\n]*\}")


_MAY_DIRECT = re.compile(r":::|8<|\{:")
# A link in one line, whose address needs no reading; and what there may be beside such links that must be looked into:
# other brackets, HTML, code and escapes.
_PLAIN_LINK = re.compile(r"(?<![!\]])\[(?!\^)[^\[\]()<>\\`!|\n]+\]\(([^\[\]()<>\\`&\s]+)\)")
_NOT_PLAIN = re.compile(r"[\]<\\`]|~~~")


@cache
def _markdown() -> MarkdownIt:
    # What is indented may be a note or a definition on the site, and is looked at; code stands between fences.
    # Escaped characters stay apart from the words around them: one of them is looked at.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "text_join"])
    # Links to foreign schemes shall be seen, not left as words, and as they are written: they are reported.
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def body_problems(page: Page, context: Context) -> Iterator[Problem]:
    """Bodies hold Markdown only: no HTML, images, invisible characters, top headings, foreign links or dead ones.

    Args:
        page: the file.
        context: what links may lead to.
    """
    yield from _hidden_characters(page)
    yield from _first_level_headings(page)
    if _MAY_DIRECT.search(page.body):
        yield from _directives(page)
    rest, links = _plain_links(page.body)
    for href, offset in links:
        for problem in _link(page, context, href, Position()):
            yield replace(problem, position=_position(page, offset))
    if rest:
        # The names of footnotes are no links, though two of them may look like one.
        for token in _markdown().parse(page.body.replace("[^", "\\[")):
            if token.children or token.type == "html_block":
                yield from _block(page, context, token)


def _plain_links(body: str) -> tuple[str, list[tuple[str, int]]]:
    """Return what of a body only a parser understands, and the links that nobody can read in two ways.

    Most bodies have only such links, and to parse them all would take half of the time of all checks.

    Returns:
        The body if it has anything else that is looked at, and no links; or else nothing, and each link with its place.
    """
    if not _NOT_PLAIN.search(_PLAIN_LINK.sub("", body)):
        return "", [(found[1], found.start(1)) for found in _PLAIN_LINK.finditer(body)]
    return body, []


def _position(page: Page, offset: int) -> Position:
    line = page.body.count("\n", 0, offset)
    return Position(page.body_line + line, offset - page.body.rfind("\n", 0, offset))


def required_headings(entry: Entry, _: Context) -> Iterator[Problem]:
    """The body has the headings that the kind of entry, and for a practice its maturity, asks for."""
    for version in entry.versions.values():
        required = entry.kind.required_sections(version.record)
        present = {text.casefold(): line for line, level, text in _headings(version.body) if level == 2}
        # Where a heading that is missing belongs: before the next one, or at the end.
        place = max(version.body.rstrip().count("\n"), 0)
        missing: list[Problem] = []
        for section in reversed(required):
            heading = section.in_(version.locale)
            if heading.casefold() in present:
                place = present[heading.casefold()]
            else:
                missing.append(_missing_heading(version, section, place))
        yield from reversed(missing)


def _missing_heading(version: Version, section: BodySection, place: int) -> Problem:
    """Return the problem that a heading is missing: where it stands in other words, or else where it belongs."""
    locale = version.locale
    heading = section.in_(locale)
    what, allowed = N_("the text has no heading {heading!r}"), N_("add a line: ## {heading}")
    names = {fold(section.in_(language)) for language in Locale}
    for number, line in enumerate(version.body.split("\n")):
        if len(line) <= _LONGEST_HEADING and fold(line.strip(" \t#*_:.")) in names:
            place, allowed = number, N_("write this line as: ## {heading}")
            break
    return version.page.problem(
        Position(version.page.body_line + place),
        (),
        "heading-missing",
        message(locale, what, heading=heading),
        message(locale, allowed, heading=heading),
    )


def finished(entry: Entry, _: Context) -> Iterator[Problem]:
    """What is published has no part that is still to be written."""
    if not entry.record.status or kept_back(entry):
        return
    for version in entry.versions.values():
        sentence = message(version.locale, TO_BE_WRITTEN)
        if version.draft or sentence not in version.body:
            continue
        for number, line in enumerate(version.body.split("\n")):
            if line.strip() == sentence:
                yield version.page.problem(
                    Position(version.page.body_line + number),
                    (),
                    "to-be-written",
                    message(version.locale, N_("this part is still to be written")),
                    message(version.locale, N_("write it, or leave the entry a draft")),
                )


def _headings(body: str) -> Iterator[tuple[int, int, str]]:
    """Yield the headings of a body outside code blocks: the line from 0, the level, the words."""
    fence = before = ""
    for number, line in enumerate(body.split("\n")):
        if line.lstrip(" ")[:1] not in _MARKS:
            before = line
        elif mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence):
                fence = ""
        elif fence:
            continue
        elif heading := _HEADING.fullmatch(line):
            yield number, len(heading[1]), heading[2]
        elif before.strip() and (underline := _UNDERLINE.fullmatch(line)):
            yield number - 1, 1 if underline[1][0] == "=" else 2, before.strip()
        before = line


def _hidden_characters(page: Page) -> Iterator[Problem]:
    if not control_characters(page.body):
        return
    for number, line in enumerate(page.body.split("\n")):
        if found := control_characters(line):
            names = ", ".join(dict.fromkeys(name for _, name in found))
            yield page.problem(
                Position(page.body_line + number, found[0][0] + 1),
                (),
                "control",
                message(page.source.locale, N_("there are invisible characters ({characters})"), characters=names),
                message(page.source.locale, N_("remove them; typing the text anew helps")),
            )


def _first_level_headings(page: Page) -> Iterator[Problem]:
    if not _MAY_BE_FIRST_LEVEL.search(page.body):
        return
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
                message(page.source.locale, N_("{text!r} is an instruction to a program"), text=found[0].strip()),
                message(page.source.locale, N_("write for readers only")),
            )


class _Finder:
    """Finds where in the file the pieces of a block stand; each time the same is looked for, the next."""

    def __init__(self, page: Page, token: Token) -> None:
        self.page = page
        self.first, self.end = token.map or (0, 0)
        self.after: dict[str, int] = {}

    @cached_property
    def text(self) -> str:
        """The lines of the block; few blocks have anything in them that is looked for."""
        return "\n".join(self.page.body.split("\n")[self.first : self.end])

    def find(self, piece: str, openings: tuple[str, ...] = ()) -> Position:
        """Return where a piece stands; if it is written differently in the file, the beginning of the block.

        Args:
            piece: the piece.
            openings: what may stand before it, for the same words elsewhere are not meant.
        """
        for opening in (*openings, ""):
            found = self.text.find(opening + piece, self.after.get(opening + piece, 0)) if piece else -1
            if found >= 0:
                self.after[opening + piece] = found + 1
                return self._position(self.text, found + len(opening), self.first)
        # The address of a link may stand under the text, after a name.
        found = self.page.body.find(f"]: {piece}") if openings else -1
        return self._position(self.page.body, found + 3, 0) if found >= 0 else self._position(self.text, 0, self.first)

    def _position(self, text: str, offset: int, first: int) -> Position:
        line = first + text.count("\n", 0, offset)
        return Position(self.page.body_line + line, offset - text.rfind("\n", 0, offset))


_BEFORE_ADDRESS = ("](", "](<", "<")


def _block(page: Page, context: Context, token: Token) -> Iterator[Problem]:
    finder = _Finder(page, token)
    if token.type == "html_block":
        html = token.content.strip()
        yield _html(page, finder.find(html), html)
    opened: set[str] = set()
    for child in token.children or ():
        if child.type == "html_inline":
            name = child.content.strip("</>").partition(" ")[0]
            position = finder.find(child.content)
            # An element is one fault, not two.
            if not (child.content.startswith("</") and name in opened):
                yield _html(page, position, child.content)
            opened.add(name)
        elif child.type == "text_special" and child.markup == "\\<":
            # Python-Markdown, which makes the site, does not know this escape: it prints the backslash and reads a tag.
            yield _html(page, finder.find(child.markup), child.markup)
        elif child.type == "text" and (tag := _TAG.search(child.content)):
            # CommonMark takes a tag with faulty attributes for words; Python-Markdown still takes it for a tag.
            yield _html(page, finder.find(tag[0]), tag[0])
        elif child.type == "link_open":
            href = str(child.attrs.get("href", ""))
            yield from _link(page, context, href, finder.find(href, _BEFORE_ADDRESS))
        elif child.type == "image":
            yield page.problem(
                finder.find(str(child.attrs.get("src", "")), _BEFORE_ADDRESS),
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
        message(page.source.locale, N_("HTML is not allowed: {html}"), html=shortened(html.partition("\n")[0])),
        message(
            page.source.locale, N_("paste it as plain text, or write Markdown; for the character itself write &lt;")
        ),
    )


def _link(page: Page, context: Context, href: str, position: Position) -> Iterator[Problem]:
    locale = page.source.locale
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        what = message(locale, N_("the link {href!r} can't be read"), href=shortened(href))
        yield page.problem(position, (), "link", what)
        return
    if parts.scheme.lower() in _SCHEMES:
        return
    if parts.scheme or parts.netloc or href.startswith("/"):
        yield page.problem(
            position,
            (),
            "link-scheme",
            message(locale, N_("the link {href!r} is not allowed"), href=shortened(href)),
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
            message(locale, N_("the link {href!r} does not name a page"), href=shortened(href)),
            message(locale, N_("a link to another page ends in .md")),
        )
        return
    yield from link_target(page, _target(posixpath.dirname(page.source.address), parts.path), context, position)


@cache
def _target(folder: str, way: str) -> str:
    """Return the address that a relative link leads to."""
    return posixpath.normpath(posixpath.join(folder, way)).removesuffix(".md")
