"""The dark colours for readers without scripts.

The theme keeps the colour scheme in an attribute that a script sets from the system and the choice of the reader. Where
no script runs it says "light" for ever, so a sheet of its own has the dark colours for the scheme that the page says,
and pages link it for dark screens, inside ``noscript``. It is made from the sheets that have them, which stay the one
place to write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from knowledge_base.write import write_whole

_FOLDER = Path("assets", "stylesheets")
DARK_SHEET = _FOLDER / "dark.css"
"""Where the sheet is, from the root of the site."""

# In the order in which pages link them. The theme's has the hash of its text in its name.
_SHEETS = ("palette.*.min.css", "knowledge-base.css")
_DARK = re.compile(r"""\[data-md-color-scheme=(["']?)slate\1\]""")
# Of the same weight as the rules of the light scheme, after which it is linked; those for paper weigh more.
_ANY = "[data-md-color-scheme]"


def write_dark_sheet(folder: Path) -> None:
    """Write the sheet.

    Args:
        folder: of the finished site.
    """
    sheets = (path for pattern in _SHEETS for path in sorted((folder / _FOLDER).glob(pattern)))
    write_whole(folder / DARK_SHEET, "".join(dark_colours(path.read_text("utf-8")) for path in sheets))


def dark_colours(sheet: str) -> str:
    """Return the rules of a style sheet that set the colours of the dark scheme, as rules for whatever scheme it is."""
    return "".join(_dark_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)))


def _dark_rules(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword == "media":
            inner = tinycss2.parse_rule_list(rule.content or (), skip_comments=True, skip_whitespace=True)
            if dark := "".join(_dark_rules(inner)):
                yield f"@media{tinycss2.serialize(rule.prelude)}{{\n{dark}}}\n"
        elif isinstance(rule, QualifiedRule) and _DARK.fullmatch(tinycss2.serialize(rule.prelude).strip()):
            yield f"{_ANY} {{{tinycss2.serialize(rule.content)}}}\n"
