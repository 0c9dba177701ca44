"""What to write in place of HTML, which bodies do not hold: by element, as Markdown has its own signs for most."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge_base.locale import N_

_COMMENT = N_("remove it: what is in this file can be read by anyone; say what editors should know in the proposal")
_BREAK = N_("end the line before it with a backslash, or leave an empty line")
_BARE = N_("leave the marks between < and > out, and keep the words")
_OTHERWISE = N_("paste it as plain text, or write Markdown; for the character itself write &lt;")
_BY_ELEMENT: Mapping[str, str] = {
    "br": _BREAK,
    **dict.fromkeys(("b", "strong"), N_("write **words** for what is important")),
    **dict.fromkeys(("i", "em", "cite"), N_("write *words* for what is stressed")),
    **dict.fromkeys(("s", "del", "strike"), N_("write ~~words~~ for what no longer holds")),
    "a": N_("write [words](address)"),
    "img": N_("write ![](../files/id/name.png) for a picture beside the entry"),
    **dict.fromkeys(("code", "pre", "kbd", "samp"), N_("write `words` for code")),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), N_("write ## and the words of the heading")),
    **dict.fromkeys(("ul", "ol", "li"), N_("begin each item with - on a line of its own")),
    **dict.fromkeys(("table", "tr", "td", "th"), N_("write a table with | between its columns")),
    "blockquote": N_("begin each line of what is quoted with >"),
    "hr": N_("write *** on a line of its own"),
    **dict.fromkeys(("div", "p", "span", "font", "center", "u", "small", "sub", "sup", "section"), _BARE),
}
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)

_COMPARISON = re.compile(r"<\w+(?:\s+[^\s=<>]+)+\s*>")


def html_advice(text: str) -> str:
    """Return what to write instead of a piece of HTML (English; ``es.po`` has the Spanish).

    Args:
        text: the piece, from its first sign.
    """
    if text.startswith("<!--"):
        return _COMMENT
    # "If a<b and c>d" has an element b to a parser, with attributes that have no value.
    name = None if _COMPARISON.fullmatch(text) else _NAME.match(text)
    return _BY_ELEMENT.get(name[1].lower(), _OTHERWISE) if name else _OTHERWISE
