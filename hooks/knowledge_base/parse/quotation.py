"""Values that need quotation marks, or have others: as word processors write them, or with a sign for comments.

Only straight ones quote in YAML, others are part of the value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge_base.locale import N_

_DOUBLE, _SINGLE = "“”„‟″", "‘’‚‛′"
_CURLY = re.compile(
    rf"[{_DOUBLE}](?P<inner>[^{_DOUBLE}]*)[{_DOUBLE}\"]|[{_SINGLE}](?P<single>[^{_SINGLE}]*)[{_SINGLE}']"
)
# Behind a number it stands for inches, or seconds.
_CLOSED_ONLY = re.compile(rf"(?P<inner>[^\"{_DOUBLE}]*[^\"{_DOUBLE}\d])[\"”″]")
_OPENING, _CLOSING = frozenset(_DOUBLE + _SINGLE), frozenset('"”″')


class QuotedInWords(NamedTuple):
    """A value whose quotation marks are part of it: what is wrong (English), and the value without them."""

    what: str
    inner: str


def marks_of_words(value: str) -> QuotedInWords | None:
    """Return the value that was meant to be in quotes; nothing if none was.

    Args:
        value: an unquoted value.
    """
    if value[:1] in _OPENING and (curly := _CURLY.fullmatch(value)):
        what = N_("the curly quotation marks become part of the value")
        return QuotedInWords(what, curly["inner"] or curly["single"] or "")
    if value[-1:] in _CLOSING and (closed := _CLOSED_ONLY.fullmatch(value)):
        return QuotedInWords(N_("a quotation mark is closed here that was never opened"), closed["inner"])
    return None


# "Grupo #3" without quotes is "Grupo" to YAML: " #" starts a comment. We take it for one only with a space after the #,
# and more than a number behind that; "##" is how a heading begins. Between brackets the value ends before the next
# comma or bracket.
_COMMENT_TRAP = re.compile(r"[ \t]+(#[^\s#].*|# \d+(?=[ \t]*$)|##+[ \t]+\S.*)", re.MULTILINE)
_COMMENT_IN_BRACKETS = re.compile(r"[ \t]+(#[^\s#,\[\]{}][^\n,\[\]{}]*|# \d+(?=[ \t]*[,\]}\n]))")


def taken_for_comment(text: str, end: int, *, in_brackets: bool) -> re.Match[str] | None:
    """Return what YAML leaves out behind a value as a comment, though it is most likely a part of the value (group 1).

    Args:
        text: the YAML.
        end: where the value ends.
        in_brackets: whether it stands between brackets or braces.
    """
    return (_COMMENT_IN_BRACKETS if in_brackets else _COMMENT_TRAP).match(text, end)
