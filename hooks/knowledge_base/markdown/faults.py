"""What does not belong into a body, and how it is found in words: slips, and the marks of other programs.

People write what they know: Word, wikis, chat programs, Material for MkDocs, Hugo, Obsidian. Whatever is none of the
dialect here would be printed as it stands, so it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum


class BodyFault(StrEnum):
    """What does not belong into a body, whatever the page it is on."""

    HTML = "html"
    TOP_HEADING = "top-heading"
    HEADING_BY_ACCIDENT = "heading-by-accident"
    HEADING_WITHOUT_BLANK = "heading-without-blank"
    BOX_TYPE = "box-type"
    BOX_EMPTY = "box-empty"
    MISWRITTEN_LINK = "miswritten-link"
    LINK_WITHOUT_WORDS = "link-without-words"
    LINK_FEIGNED = "link-feigned"
    ADDRESS_UNUSED = "address-unused"
    WRITTEN_TWICE = "written-twice"
    NOTE_MISSING = "note-missing"
    NOTE_UNUSED = "note-unused"
    NOTE_EMPTY = "note-empty"
    NOTE_MARK = "note-mark"
    DIRECTIVE = "directive"
    EMPHASIS = "emphasis"
    LIST = "list"
    TABLE = "table"
    TABLE_CELLS = "table-cells"
    TABLE_END = "table-end"
    CODE_OPEN = "code-open"
    CODE_INDENTED = "code-indented"


NO_WORDS = "\0"
"""In place of what is no words: a link, or code."""

# What a link is meant to be where its brackets are not those of a link: words, an address.
_ENDING = r"\.(?:md|html?|pdf|docx?|odt|xlsx?|pptx?|csv|txt|png|jpe?g|webp|svg)\b"
_ADDRESS = rf"(?>(?:\.{{0,2}}/|[^\[\]()\s]*(?:{_ENDING}|://)|www\.|mailto:|#[^\W\d])[^\[\]()\n]*)"
_MISWRITTEN = re.compile(
    # Words and address apart, or with brackets of another kind, or exchanged.
    rf"\[[^\[\]\n]+\][ \t]+\({_ADDRESS}\)|\[[^\[\]\n]+\]\((?:[^()\n]|\([^()\n]*\))*\)|\([^()\n]+\)[ \t]*\[{_ADDRESS}\]"
    rf"|\[[^\[\]\n]+\][ \t]*\[{_ADDRESS}\]|\{{[^{{}}\n]+\}}\({_ADDRESS}\)"
    # An address without its end, or with a blank or a line in it.
    rf"|\[[^\[\]\n]*\]\((?:https?://|www\.|\.{{1,2}}/)[^\s()]*|\]\((?:https?://|www\.)[^\s()]*"
    r"|<(?:https?://|www\.)[^<>\n]*>"
    # A label that has no address, and the links of wikis.
    r"|\[(?=[^\[\]\n]*[^\W\d])[^\[\]\n]+\]\[(?:\w[^\[\]\n]*)?\]|!?\[\[[^\[\]\n]+\](?:\[[^\[\]\n]+\])?\]"
    rf"|\[[^\[\]\n|]+\|{_ADDRESS}\]|\[url[=\]]"
)
_MARK_OF_NOTE = re.compile(r"\^\[[^\[\]\n]+\]|\[\^[^\[\]\n]*\s[^\[\]\n]*\](?::|)")
_NOTE_MISSING = re.compile(r"\[\^[^\[\]\s]+\]")
_BOX = re.compile(r"\[![A-Za-z]+\][-+]?|^!{1,2}[ \t]*(?:note|tip|important|warning|caution)\b", re.MULTILINE)
# What other programs act upon: included files, generated pages, lists of attributes, tabs, blocks, templates, short
# codes, pictograms, marks of changes, comments, contents, abbreviations; and what chat programs leave in their texts.
_DIRECTIVE = re.compile(
    r":::[ \t]*\S+|^[ \t]*(?:-+8<-+|;-+8<)|\{:[^{}\n]*\}|\{[ \t]*+(?:[#.][^\W\d]|[A-Za-z_-]++=)[^{}\n]*\}"
    r"|^[ \t]*={3}[!+]?[ \t]+[\"“][^\n]*|^[ \t]*/{3}(?:[ \t].*)?$|^\.\. [\w-]++::.*"
    r"|\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|\{![^!\n]*!\}|\{(?:\+\+|--|~~|==|>>)|(?<![\w:/.]):[a-z][\w+-]*:(?![\w:/])"
    r"|==[^\s=][^=\n]*==|%%[^%\n]+%%|^\[(?:TOC|toc)\]$|^\*\[[^\[\]\n]+\]:.*|\[/(?:url|b|i|u|img|list|quote)\]"
    r"|【[^【】\n]*】|:contentReference\[[^\[\]\n]*\]",
    re.MULTILINE,
)
_STARS = re.compile(r"\*\*+[^*\n]{0,40}")
_BULLETS = "•·▪●◦‣∙○■□➢\uf0a7\uf0b7"
_BULLET = re.compile(rf"^[{_BULLETS}](?=[ \t])", re.MULTILINE)
_ROW = re.compile(r"^\|.*\|[ \t]*$|^\+-[-+=]*\+[ \t]*$", re.MULTILINE)

# The signs without one of which nothing of a kind is found.
_IN_WORDS = (
    (BodyFault.MISWRITTEN_LINK, ("]", "<", "}("), _MISWRITTEN),
    (BodyFault.NOTE_MARK, ("^[", "[^"), _MARK_OF_NOTE),
    (BodyFault.NOTE_MISSING, ("[^",), _NOTE_MISSING),
    (BodyFault.BOX_TYPE, ("!",), _BOX),
    (BodyFault.DIRECTIVE, (":", "8<", "{", "===", "///", "==", "%%", "[", "【"), _DIRECTIVE),
    (BodyFault.EMPHASIS, ("**",), _STARS),
    (BodyFault.LIST, tuple(_BULLETS), _BULLET),
    (BodyFault.TABLE, ("|", "+-"), _ROW),
)
_SIGNS = ("[", "]", "{", "【", *_BULLETS, "::", "///", "8<", "**", "==", "%%", "<http:", "<https:", "<www.")
_SHORT_CODE = re.compile(r":[a-z][\w+-]*:")
_BOX_LINE = re.compile(r"^!{1,2}(?!!)", re.MULTILINE)


def may_be_wrong(words: str) -> bool:
    """Whether there are signs of what `mistakes` finds, but for rows of tables.

    Args:
        words: of a block, or of a whole text; most have none of them, and are asked sign by sign sooner than together.
    """
    if any(sign in words for sign in _SIGNS) or _SHORT_CODE.search(words):
        return True
    return "!" in words and _BOX_LINE.search(words) is not None


def mistakes(words: str) -> Iterator[tuple[BodyFault, re.Match[str]]]:
    """Yield what is wrong in the words of a block, of each fault in their order.

    Args:
        words: as they are shown, with `NO_WORDS` for each link and piece of code.
    """
    for fault, signs, pattern in _IN_WORDS:
        if any(sign in words for sign in signs):
            for found in pattern.finditer(words):
                yield fault, found


# How the items of a list begin that is none; two of a kind on lines that follow each other are hardly chance.
_ITEM = re.compile(
    r"(?P<dash>[–—])[ \t]|(?P<sign>[-*+])(?=[^\W\d_])|(?P<letter>[^\W\d_]|[ivx]{2,4})\)[ \t]"
    r"|(?P<number>[0-9]{1,2}(?:\.?-[ \t]|[.)](?=[^\W\d_])))"
)
BEGINS_ITEM = re.compile(rf"^(?:{_ITEM.pattern})", re.MULTILINE)
"""Finds a line that may be one of those."""


def run_together(words: str) -> tuple[int, str] | None:
    """Return where lines begin that are meant to be a list and become one line, and how they do; nothing if none are.

    Args:
        words: of a paragraph, as they are shown.
    """
    before: tuple[str, int, str] | None = None
    offset = 0
    for line in words.split("\n"):
        found = _ITEM.match(line)
        kind = str(found.lastgroup) if found else ""
        if found and before and before[0] == kind:
            return before[1], before[2]
        before = (kind, offset, found[0].strip()) if found else None
        offset += len(line) + 1
    return None


def rows_with_tabs(words: str) -> int | None:
    """Return where rows begin whose columns are divided by tabs, as word processors copy tables; nothing if none do.

    Args:
        words: of a paragraph, as they are shown.
    """
    offset, before = 0, -1
    for line in words.split("\n"):
        columns = "\t" in _BULLET.sub("", line).strip("\t")
        if columns and before >= 0:
            return before
        before = offset if columns else -1
        offset += len(line) + 1
    return None
