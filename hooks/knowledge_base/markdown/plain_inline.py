"""Words and links that can be read in one way only, without a parser that asks all its rules at each sign.

Most lines of most texts are of this kind. A test compares what is read here with what markdown-it-py reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from knowledge_base.problems import Position

AT = "at"
"""In the ``meta`` of an inline token, where it begins in the words of its block: the offset of its first character."""

END = "end"
"""Likewise, where all that it opens has ended: of a link, behind its address."""

ADDRESS = "address"
"""Likewise of a link, where its address is written; a link whose address stands elsewhere has none."""

# In a link neither words nor address hold anything that has another meaning anywhere.
_WORDS = r"[^\\\\`*_~<>&!\[\]^@\n]"
_LINK = re.compile(rf"\[({_WORDS}+)\]\(([^\\\\`<>()&\"'\s\x00-\x1f\x7f]+)\)")
_SIGNS = re.compile(r"[\\`*_~<&!\[\]@\x00]|://|www\.|mailto:|xmpp:| \n|\n[ \t]")

# As above, in a text with its blocks: without its brackets and address a link begins and divides none either.
_LINK_IN_BLOCK = re.compile(
    r"\[(?![-+#=:|?.) ]|[0-9]+[.)\]])"
    rf"({_WORDS.replace('^', '^|', 1)}+)(?<! )\]\(([^\\\\`<>()|&\"'\s\x00-\x1f\x7f]+)\)"
)
_SIGNS_IN_BLOCK = ("\\", "`", "_", "~", "<", "&", "[", "]", "@", "\0", "://", "www.", "mailto:", "xmpp:", ":::", "{:")
_STAR = re.compile(r"\*(?! )|[^\n ]\*")
_LINK_IN_NOTE = re.compile(r"!!![^\n]*\]\(")


class PlainText(NamedTuple):
    """A text whose words are plain but for links.

    Attributes:
        words: the text with the words of each link in place of the link.
        links: the address of each link, and where it is written.
    """

    words: str
    links: tuple[tuple[str, Position], ...]


def plain_text(text: str) -> PlainText | None:
    """Return a text without the marks of its links; nothing if its words may hold more than links.

    Args:
        text: all blocks of a body.
    """
    if "![" in text or ("*" in text and _STAR.search(text)) or ("!!!" in text and _LINK_IN_NOTE.search(text)):
        return None
    pieces = _LINK_IN_BLOCK.split(text)
    hrefs = pieces[2::3]
    before = pieces[::3]
    del pieces[2::3]
    words = "".join(pieces)
    if any(sign in words for sign in _SIGNS_IN_BLOCK):
        return None
    links: list[tuple[str, Position]] = []
    line = column = 1
    for plain, label, href in zip(before, pieces[1::2], hrefs, strict=False):
        if breaks := plain.count("\n"):
            line += breaks
            column = len(plain) - plain.rfind("\n")
        else:
            column += len(plain)
        column += len(label) + len("[](")
        links.append((href, Position(line, column)))
        column += len(href) + len(")")
    return PlainText(words, tuple(links))


def plain_tokens(words: str) -> list[Token] | None:
    """Return the tokens of a block whose words are plain but for links; nothing if they may be more than that.

    Args:
        words: of a block, without what the blocks around put before them.
    """
    pieces = _LINK.split(words)
    if any(_SIGNS.search(piece) for place, piece in enumerate(pieces) if place % 3 != 2):
        return None
    tokens: list[Token] = []
    offset = 0
    for place in range(0, len(pieces), 3):
        tokens += _lines(pieces[place])
        offset += len(pieces[place])
        if place + 1 < len(pieces):
            label, href = pieces[place + 1 : place + 3]
            address = offset + len(label) + len("[](")
            places = {AT: offset, ADDRESS: address, END: address + len(href) + len(")")}
            tokens.append(Token("link_open", "a", 1, attrs={"href": href}, meta=places))
            tokens.append(Token("text", "", 0, content=label, level=1))
            tokens.append(Token("link_close", "a", -1))
            offset = places[END]
    return tokens


def _lines(text: str) -> Sequence[Token]:
    if "\n" not in text:
        return (Token("text", "", 0, content=text),) if text else ()
    tokens: list[Token] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            tokens.append(Token("softbreak", "br", 0))
        if line:
            tokens.append(Token("text", "", 0, content=line))
    return tokens
