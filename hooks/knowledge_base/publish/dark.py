"""The dark colours for readers without scripts.

The theme keeps the colour scheme in an attribute that a script sets from the system and the choice of the reader. Where
no script runs it says "light" for ever, so a sheet of its own has the dark colours for the scheme that the page says,
and pages link it for dark screens, inside ``noscript``. It is made from the sheets that have them, which stay the one
place to write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path("assets", "stylesheets")
DARK_SHEET = _FOLDER / "dark.css"
"""Where the sheet is, from the root of the site."""

# In the order in which pages link them. The theme's has the hash of its text in its name.
_SHEETS = ("palette.*.min.css", "knowledge-base.css")
_DARK = re.compile(r"""\[data-md-color-scheme=(["']?)slate\1\]""")
# Of the same weight as the rules of the light scheme, after which it is linked; those for paper weigh more.
_ANY = "[data-md-color-scheme]"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What is quoted may hold any sign; the signs that begin and end rules.
_SIGNS = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""")


def write_dark_sheet(folder: Path) -> None:
    """Write the sheet.

    Args:
        folder: of the finished site.
    """
    sheets = (path for pattern in _SHEETS for path in sorted((folder / _FOLDER).glob(pattern)))
    (folder / DARK_SHEET).write_text("".join(dark_colours(path.read_text("utf-8")) for path in sheets), "utf-8")


def dark_colours(sheet: str) -> str:
    """Return the rules of a style sheet that set the colours of the dark scheme, as rules for whatever scheme it is."""
    return "".join(_dark_rules(_COMMENT.sub("", sheet)))


def _dark_rules(sheet: str) -> Iterator[str]:
    for head, body in _rules(sheet):
        if head.startswith("@media"):
            if rules := "".join(_dark_rules(body)):
                yield f"{head} {{\n{rules}}}\n"
        elif _DARK.fullmatch(head):
            yield f"{_ANY} {{{body}}}\n"


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield each rule: what stands before its braces, and what stands in them."""
    depth = start = opened = 0
    for sign in _SIGNS.finditer(sheet):
        match sign[0]:
            case "{":
                depth += 1
                if depth == 1:
                    opened = sign.end()
            case "}":
                depth -= 1
                if not depth:
                    yield sheet[start : opened - 1].strip(), sheet[opened : sign.start()]
                    start = sign.end()
            case ";" if not depth:
                start = sign.end()
