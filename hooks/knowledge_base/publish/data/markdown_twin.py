"""The content of a page as Markdown, for programs that read it (https://llmstxt.org/).

It is made from the page's own HTML, which is ours and well formed, so it has what readers see, of every kind of page.
The result is CommonMark with tables, and nothing in a text of the page is taken for markup.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from knowledge_base.view.parts.other_forms import WITHOUT_TWIN

_TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(href|src|alt)=(?:\"([^\"]*)\"|'([^']*)')")
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
# What begins a heading, a list, a quotation or a line at the start of a line.
_AT_START = re.compile(r"^(\d+)([.)])|^([#+=-])")
_SCHEME = re.compile(r"(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NO_TWIN = "|".join(map(re.escape, WITHOUT_TWIN))
_PAGE = re.compile(rf"^(?![a-z][a-z0-9+.-]*:|//|(?:[^#?]*/)?(?:{_NO_TWIN})\.html)([^#?]*\.html)(?=$|[#?])")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "link", "meta", "source", "col"})
_LEFT_OUT = frozenset({"script", "style", "template", "noscript", "button", "svg", "nav", "select", "textarea", "form"})
_LINES = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "figure", "figcaption", "details", "summary", "aside"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "blockquote", "pre", "table", "caption", "fieldset"),
    }
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def markdown_twin(content: str, address: str = "") -> bytes:
    """Return the content of a page as Markdown.

    Args:
        content: its HTML, without the shell.
        address: the whole address of the page, told at the end; may be empty.
    """
    writer = _Writer()
    inside = 0
    for match in _TOKEN.finditer(content):
        closing, tag, attributes, text = match.groups()
        if inside:
            # How deep it is in what is left out.
            if tag and tag not in _VOID and not attributes.endswith("/"):
                inside += -1 if closing else 1
        elif text is not None:
            writer.text(html.unescape(text))
        elif tag is None:
            continue
        elif tag in _VOID or attributes.endswith("/"):
            writer.void(tag, attributes)
        elif closing:
            writer.close(tag)
        elif tag in _LEFT_OUT or " hidden" in attributes:
            inside = 1
        else:
            writer.open(tag, attributes)
    writer.end()
    blocks = [*writer.blocks, *([f"<{address}>"] if address else [])]
    return ("\n\n".join(blocks) + "\n").encode()


def _attributes(written: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(written)}


@dataclass(kw_only=True)
class _Writer:
    """Takes the tags and texts of a page one after the other, and gives blocks of Markdown."""

    blocks: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)
    _links: list[tuple[str, int]] = field(default_factory=list)
    _head: str = ""
    _item: str = ""
    _quoted: int = 0
    _code: bool = False
    _cells: list[str] | None = None
    _rows: int = 0

    def text(self, text: str) -> None:
        if self._code:
            self._words.append(text)
        else:
            self._words.append(_SPECIAL.sub(r"\\\1", _SPACE.sub(" ", text)))

    def void(self, tag: str, attributes: str) -> None:
        said = _attributes(attributes)
        if tag == "br":
            self._words.append(" ")
        elif tag == "img" and said.get("alt"):
            self._words.append(f"![{_SPECIAL.sub(_BACKSLASHED, said['alt'])}]({_target(said.get('src', ''))})")

    def open(self, tag: str, attributes: str) -> None:
        if tag in _LINES or tag in ("ul", "ol", "li", "tr", "td", "th"):
            self._open_block(tag)
        elif tag in _MARKS:
            self._words.append(_MARKS[tag])
        elif tag == "a":
            self._links.append((_attributes(attributes).get("href", ""), len(self._words)))

    def _open_block(self, tag: str) -> None:
        if self._cells is not None and tag not in ("table", "tr", "td", "th"):
            # A cell is one line.
            self._words.append(" ")
            return
        if tag not in ("td", "th"):
            self.end()
        match tag:
            case "ul":
                self._lists.append(None)
            case "ol":
                self._lists.append(0)
            case "li":
                number = self._lists[-1] if self._lists else None
                if self._lists and number is not None:
                    self._lists[-1] = number + 1
                self._item = f"{number + 1}. " if number is not None else "- "
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._code = True
            case "table":
                self._rows = 0
            case "tr":
                self._cells = []
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._head = f"{'#' * int(tag[1])} "
            case "dt":
                self._head = ""

    def close(self, tag: str) -> None:
        if tag in _MARKS:
            self._words.append(_MARKS[tag])
        elif tag == "a" and self._links:
            self._close_link()
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append(_line("".join(self._words)))
            self._words = []
        elif tag == "tr" and self._cells is not None:
            self._close_row()
        elif tag == "dt":
            self._words[:] = [f"**{_line(''.join(self._words))}**"] if _line("".join(self._words)) else []
            self.end()
        elif self._cells is not None:
            return
        elif tag in ("ul", "ol"):
            self.end()
            self._lists = self._lists[:-1]
        elif tag == "blockquote":
            self.end()
            self._quoted -= 1
        elif tag in _LINES or tag == "li":
            self.end()

    def _close_link(self) -> None:
        href, begin = self._links.pop()
        label = "".join(self._words[begin:])
        if not href or not label.strip() or _SCHEME.match(href):
            return
        inner = label.strip()
        before, after = " " * (label[:1] == " "), " " * (label[-1:] == " ")
        self._words[begin:] = [f"{before}[{inner}]({_target(href)}){after}"]

    def _close_row(self) -> None:
        cells, self._cells = self._cells or [], None
        self._words = []
        if not cells:
            return
        row = f"| {' | '.join(cells)} |"
        if self._rows:
            self.blocks[-1] += f"\n{row}"
        else:
            self.blocks.append(f"{row}\n|{' --- |' * len(cells)}")
        self._rows += 1

    def end(self) -> None:
        """End a block, and begin the next."""
        if self._code:
            self._end_code()
            return
        text = _line("".join(self._words))
        self._words = []
        if not text:
            return
        item, head, self._item, self._head = self._item, self._head, "", ""
        text = head + text if head else _AT_START.sub(_escaped_start, text)
        indent = "  " * max(len(self._lists) - 1, 0) if item else "  " * len(self._lists)
        line = f"{'> ' * self._quoted}{indent if self._lists else ''}{item}{text}"
        # Items of a list follow each other without a blank line.
        if item and self.blocks and _is_item(self.blocks[-1]):
            self.blocks[-1] += f"\n{line}"
        else:
            self.blocks.append(line)

    def _end_code(self) -> None:
        lines = "".join(self._words).strip("\n").splitlines()
        self._words, self._code = [], False
        if lines:
            self.blocks.append("\n".join(f"    {line}" for line in lines))


_BACKSLASHED = r"\\\1"


def _is_item(block: str) -> bool:
    return bool(re.match(r"\s*(?:- |\d+\. )", block.rpartition("\n")[2]))


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _target(href: str) -> str:
    """Return an address as the target of a link: of a page of the site, that of its twin, if it has one."""
    return f"<{_PAGE.sub(_twin, href).translate(_IN_TARGET)}>"


def _twin(found: re.Match[str]) -> str:
    return f"{found[1]}.md"


_IN_TARGET = str.maketrans({"<": "%3C", ">": "%3E", "\n": "%0A", "\\": "%5C"})
