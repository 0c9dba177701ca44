"""A body as HTML: a pure function of the text and of what it needs to know of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token
from markupsafe import Markup, escape

from knowledge_base.locale import N_, Locale, message
from knowledge_base.markdown.body import NOTE_MARK, is_break, is_picture, parse_body
from knowledge_base.markdown.figures import Pictures, figure_html
from knowledge_base.markdown.glossary import Definition, Explainer
from knowledge_base.markdown.plain_blocks import NOTE_TYPES
from knowledge_base.markdown.sanitise import sanitise
from knowledge_base.markdown.slugs import Heading

_NOTE_TITLES = {
    "note": N_("Note"),
    "tip": N_("Tip"),
    "important": N_("Important"),
    "warning": N_("Warning"),
    "caution": N_("Caution"),
}
_EXTERNAL = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align:(left|center|right)")
# The blocks whose words are prose, in which terms of the glossary are explained; and those in which they are not.
_PROSE = frozenset({"paragraph_open", "td_open"})
_NOT_PROSE = frozenset({"dl_open", "heading_open", "th_open", "admonition_title_open", "alert_title_open"})

# After a link to a page that is not there.
_ABSENT = N_("not in this copy")


@dataclass(frozen=True)
class PageLink:
    """Where a link of a body to a page of the site leads.

    Attributes:
        href: the way from the page that shows the body.
        page: the page, from the root of the site; empty for the one that shows the body.
    """

    href: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Prose:
    """An author's text, and all that its HTML depends on but for the words that the page explains.

    Attributes:
        text: Markdown.
        locale: its language.
        page_locale: that of the page, which differs where a translation is missing.
        links: where its links to pages of the site lead, by their addresses as `Reading.links` has them.
        absent: its links to pages that this copy of the site does not have, as they are written.
        twins: for the ids of headings the ids of the same headings in the other language, if those are anchors too.
        glossary: the way from the page to the glossary: ``../glossary.html``.
        pictures: its pictures, by their addresses as `Reading.images` has them.
        home: the way from the page to the root of the site: ``../``.
    """

    text: str
    locale: Locale
    page_locale: Locale
    links: Mapping[str, PageLink]
    twins: Mapping[str, str]
    glossary: str
    pictures: Pictures = field(default_factory=dict)
    home: str = ""
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class BodyPart:
    """A heading of a body, which may be empty for the first part, and what is under it up to the next such heading."""

    heading: Markup
    content: Markup


@dataclass(frozen=True, kw_only=True)
class BodyHtml:
    """A body as it stands in a page.

    Attributes:
        parts: what is before the first main heading, if anything, and what is under each of them; clean. Each link to a
            page of the site has its number for paper in ``data-n``.
        headings: its headings, in their order.
        explained: the terms of the glossary that are explained in it.
        addresses: what the numbers stand for, from the root of the site, in their order.
    """

    parts: tuple[BodyPart, ...]
    headings: tuple[Heading, ...] = ()
    explained: tuple[Definition, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def html(self) -> Markup:
        """The whole body."""
        return Markup().join(each for part in self.parts for each in (part.heading, part.content))


def render_body(prose: Prose, definitions: Sequence[Definition] = ()) -> BodyHtml:
    """Return a body as HTML.

    Args:
        prose: the body.
        definitions: the terms of the glossary to be explained in it.
    """
    body = parse_body(prose.text)
    # What explains the words is in the language of the page.
    known = tuple(definitions) if prose.locale is prose.page_locale else ()
    writer = _Writer(prose, Explainer(known, prose.glossary), body.reading.headings)
    parts = [(writer.write(heading), writer.write(content)) for heading, content in _parts(body.tokens)]
    return BodyHtml(
        parts=tuple(
            BodyPart(sanitise(heading), sanitise(content, figures=bool(prose.pictures))) for heading, content in parts
        ),
        headings=body.reading.headings,
        explained=tuple(writer.explainer.used),
        addresses=tuple(writer.numbers),
    )


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Yield the tokens of each main heading with those of what is under it; first what comes before them, if anything.

    A heading is three tokens. Those in quotations and lists begin no part.
    """
    main = ("h1", "h2")
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    starts = [at for at in starts if tokens[at].tag in main]
    first = starts[0] if starts else len(tokens)
    if first:
        yield (), tokens[:first]
    for start, end in zip(starts, (*starts[1:], len(tokens)), strict=False):
        yield tokens[start : start + 3], tokens[start + 3 : end]


class _Writer:
    """Writes the tokens of one body."""

    def __init__(self, prose: Prose, explainer: Explainer, headings: Sequence[Heading]) -> None:
        self.prose = prose
        self.explainer = explainer
        self.headings = iter(headings)
        # The pages that links lead to, and their numbers for paper.
        self.numbers: dict[str, int] = {}
        self.out: list[str] = []
        self.around: list[str] = []
        # The title of the note that has just begun, where its author has written none.
        self.title = ""
        # The box before the words of an item that has just begun, ticked or not.
        self.box = ""
        # All other tokens are elements of the name that they have.
        self.rules: Mapping[str, Callable[[Token], str]] = {
            "admonition_title_open": lambda _: '<p class="admonition-title">',
            "alert_title_open": lambda _: '<p class="admonition-title">',
            "admonition_open": lambda token: self._note(token.info),
            "alert_open": lambda token: self._note(token.info.lower()),
            "bullet_list_open": self._list,
            "code_block": self._code,
            "fence": self._code,
            "footnote_anchor": self._note_back,
            "footnote_block_close": lambda _: "</ol>\n",
            "footnote_block_open": lambda _: '<hr><ol class="footnotes">',
            "footnote_close": lambda _: "</li>\n",
            "footnote_open": lambda token: f'<li id="fn-{token.meta["id"] + 1}">',
            "hr": lambda _: "<hr>\n",
            "html_block": lambda token: f"<p>{escape(token.content.strip())}</p>\n",
            "list_item_open": self._item,
            "ordered_list_open": self._list,
            "td_open": self._cell,
            "th_open": self._cell,
        }

    def say(self, text: str) -> str:
        """Return a sentence in the language of the page."""
        return message(self.prose.page_locale, text)

    def write(self, tokens: Sequence[Token]) -> str:
        """Return the HTML of blocks."""
        self.out = []
        skipped = 0
        for place, token in enumerate(tokens):
            if skipped:
                skipped -= 1
                continue
            if picture := self._figure(tokens[place : place + 3]):
                self.out.append(picture)
                skipped = 2
                continue
            if token.nesting > 0:
                self.around.append(token.type)
            elif token.nesting < 0:
                self.around.pop()
            if self.box and token.type not in ("paragraph_open", "inline"):
                # The item has no words at its beginning.
                self.out.append(self.box)
                self.box = ""
            if token.hidden or token.type in ("heading_open", "heading_close"):
                continue
            if token.type == "inline":
                self.out.append(self._words(token.children or ()))
            elif rule := self.rules.get(token.type):
                self.out.append(rule(token))
            else:
                self.out.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>\n")
        return "".join(self.out)

    def _figure(self, tokens: Sequence[Token]) -> str:
        """Return a paragraph that is a picture and nothing else; an empty string for anything else."""
        children = tokens[1].children if len(tokens) == 3 else None
        if not children or tokens[0].type != "paragraph_open" or not is_picture(children):
            return ""
        image = children[0]
        picture = self.prose.pictures.get(str(image.attrs["src"]))
        if picture is None:
            return ""
        box, self.box = self.box, ""
        return box + figure_html(picture, self.prose.page_locale, lambda url: f"{self.prose.home}{url}", image.content)

    def _words(self, children: Sequence[Token]) -> str:
        """Return the words of a block, whose tags are around them but for headings."""
        if self.around and self.around[-1] == "heading_open":
            return self._heading(next(self.headings), children)
        title, self.title = self.title, ""
        box, self.box = self.box, ""
        return box + (escape(title) if title else self._inline(children))

    def _heading(self, heading: Heading, children: Sequence[Token]) -> str:
        """Return a heading, which is the link to itself as all are; unless there is a link in it."""
        # The title of the page is the only heading of the first level.
        name = f"h{max(heading.level, 2)}"
        twin = self.prose.twins.get(heading.id)
        anchor = f'<span id="{escape(twin)}"></span>' if twin else ""
        words = self._inline(children)
        if "<a " not in words:
            words = f'<a href="#{escape(heading.id)}">{words}</a>'
        return f'<{name} id="{escape(heading.id)}">{anchor}{words}</{name}>\n'

    def _note(self, mark: str) -> str:
        known = NOTE_MARK.fullmatch(mark)
        if known is None or known["type"] not in NOTE_TYPES:
            return f'<div class="admonition {NOTE_TYPES[0]}">\n'
        if known["title"] is None:
            self.title = message(self.prose.locale, _NOTE_TITLES[known["type"]])
        return f'<div class="admonition {known["type"]}">\n'

    @staticmethod
    def _list(token: Token) -> str:
        return f'<{token.tag} start="{token.attrs["start"]}">' if "start" in token.attrs else f"<{token.tag}>"

    def _item(self, token: Token) -> str:
        if "checked" not in token.meta:
            return "<li>"
        label, sign = (N_("Ticked"), "☑") if token.meta["checked"] else (N_("Not ticked"), "☐")
        self.box = f'<span role="img" aria-label="{escape(message(self.prose.locale, label))}">{sign}</span> '
        return '<li class="task">'

    @staticmethod
    def _cell(token: Token) -> str:
        # The policy of the site lets no style attribute act.
        aligned = _ALIGNED.fullmatch(str(token.attrs.get("style", "")))
        return f'<{token.tag} class="{aligned[1]}">' if aligned else f"<{token.tag}>"

    @staticmethod
    def _code(token: Token) -> str:
        # It may be wider than the page: the keyboard has to reach what scrolls (WCAG 2.2 SC 2.1.1).
        return f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'

    def _note_back(self, token: Token) -> str:
        label = self.say(N_("Back to the text"))
        return f' <a class="footnote-back" href="#{_mark_id(token)}" aria-label="{escape(label)}">↩\ufe0e</a>'

    def _inline(self, children: Sequence[Token]) -> str:
        words: Callable[[str], Markup] = escape
        if self.explainer.definitions and not _NOT_PROSE.intersection(self.around) and _PROSE.intersection(self.around):
            words = self.explainer.explain
        in_cell = bool(self.around) and self.around[-1] in ("td_open", "th_open")
        # The closing tags of links that have begun: what leads nowhere has none.
        closing: list[str] = []
        out: list[str] = []
        for token in children:
            match token.type:
                case "text":
                    out.append(escape(token.content) if closing else words(token.content))
                case "link_open":
                    opening = self._link(token)
                    closing.append(("</a>" if opening else "") + self._absence(token))
                    out.append(opening)
                case "link_close":
                    out.append(closing.pop())
                case "code_inline":
                    out.append(f"<code>{escape(token.content)}</code>")
                case "softbreak":
                    out.append("\n")
                case "hardbreak":
                    out.append("<br>\n")
                case "html_inline":
                    out.append("<br>" if in_cell and is_break(token) else escape(token.content))
                case "footnote_ref":
                    number = token.meta["id"] + 1
                    out.append(f'<sup><a id="{_mark_id(token)}" href="#fn-{number}">{number}</a></sup>')
                case "image":
                    # Within words the check lets none through; what it shows is said.
                    out.append(escape(token.content))
                case _:
                    out.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>")
        return "".join(out)

    def _link(self, token: Token) -> str:
        written = str(token.attrs["href"])
        title = f' title="{escape(token.attrs["title"])}"' if "title" in token.attrs else ""
        if inside := self.prose.links.get(written):
            number = ""
            if inside.page:
                number = f' data-n="{self.numbers.setdefault(inside.page, len(self.numbers) + 1)}"'
            return f'<a href="{escape(inside.href)}"{title}{number}>'
        if _EXTERNAL.match(written):
            return f'<a href="{escape(normalizeLink(written))}"{title}>'
        return ""

    def _absence(self, token: Token) -> str:
        """Return what is said after a link to a page that this copy does not have."""
        return f" ({self.say(_ABSENT)})" if str(token.attrs["href"]) in self.prose.absent else ""


def _mark_id(token: Token) -> str:
    """Return the id of a mark that refers to a footnote: ``fnref-1``, and ``fnref-1-2`` the second time."""
    again = token.meta.get("subId", 0)
    return f"fnref-{token.meta['id'] + 1}" + (f"-{again + 1}" if again else "")
