"""Words and links that can be read in one way only, without a parser that asks all its rules at each sign.

Most lines of most texts are of this kind. A test compares what is read here with what markdown-it-py reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

AT = "at"
"""In the ``meta`` of an inline token, where it begins in the words of its block: the offset of its first character."""

# In a link neither words nor address hold anything that has another meaning anywhere.
_WORDS = r"[^\\\\`*_~<>&!\[\]^@\n]"
_LINK = re.compile(rf"\[({_WORDS}+)\]\(([^\\\\`<>()&\"'\s\x00-\x1f\x7f]+)\)")
_SIGNS = re.compile(r"[\\`*_~<&!\[\]@\x00]|://|www\.|mailto:|xmpp:| \n|\n[ \t]")


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
            tokens.append(Token("link_open", "a", 1, attrs={"href": href}, meta={AT: offset}))
            tokens.append(Token("text", "", 0, content=label, level=1))
            tokens.append(Token("link_close", "a", -1))
            offset += len(label) + len(href) + len("[]()")
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
