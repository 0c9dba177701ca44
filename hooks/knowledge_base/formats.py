"""What leaves the site for other programs: each format's rules for text that could be taken for something else.

Whatever a title holds, a program reads it back as that title, and nothing in it starts a field, a record or a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

# A spreadsheet calculates what begins with one of these, full-width forms too (OWASP, "CSV Injection"). A program that
# splits lines elsewhere than we do, at semicolons or tabs, would begin a cell inside one of ours.
_FORMULA = re.compile(r'\A(?=[\t\r\n])|(?:\A|(?<=[,;|\t\r\n]))((?:[^\S\t\r\n]|")*)(?=[=+\-@＝＋－＠])')

# Whatever some program takes for the end of a line, and other control characters.
_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")

_TEX = str.maketrans(
    {character: f"\\{character}" for character in "{}#$%&_"}
    | {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
)
# BibTeX counts braces even after a backslash: one without its counterpart is written as a command.
_ODD = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# What stands in an address as it is: reserved and unreserved characters (RFC 3986, 2.2 and 2.3), and percent signs.
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=-._~%"


def csv_text(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Return rows as CSV (RFC 4180), in the same format as the export of the Explore page (``explore-files.js``).

    The byte order mark makes Excel read it as UTF-8. Every cell is quoted. An apostrophe stands before whatever a
    spreadsheet would calculate, at the beginning of a cell, and after whatever may be taken for the end of one.
    """
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(
        [_FORMULA.sub(r"\1'", cell) for cell in row] for row in rows
    )
    return f"\ufeff{out.getvalue()}"


def ris_record(fields: Iterable[tuple[str, str]]) -> str:
    """Return an RIS record (RIS Format Specifications, Research Information Systems).

    Args:
        fields: tags and values, ``TY`` first; those without a value are left out. A value is put on one line, as a
            line that begins like a tag would be one.
    """
    lines = ((tag, _on_one_line(value)) for tag, value in fields)
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def bibtex_record(kind: str, key: str, fields: Mapping[str, str], verbatim: Mapping[str, str]) -> str:
    """Return a BibTeX record (O. Patashnik, BibTeXing).

    Args:
        kind: its type, such as ``misc``.
        key: its key, an id of ours.
        fields: its texts, by field, in which everything that TeX would act on is written as a command; those without
            text are left out. A title keeps its capitals.
        verbatim: its addresses, by field, which TeX prints as they are; they follow.
    """
    texts = {name: _in_tex(_on_one_line(text)) for name, text in fields.items()}
    if "title" in texts:
        texts["title"] = f"{{{texts['title']}}}"
    addresses = {name: quote(_on_one_line(address), safe=_IN_ADDRESSES) for name, address in verbatim.items()}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in (texts | addresses).items() if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _in_tex(text: str) -> str:
    opened: list[int] = []
    odd: set[int] = set()
    for place, character in enumerate(text):
        if character == "{":
            opened.append(place)
        elif character == "}":
            if opened:
                opened.pop()
            else:
                odd.add(place)
    odd.update(opened)
    return "".join(_ODD[each] if place in odd else each.translate(_TEX) for place, each in enumerate(text))


def _on_one_line(text: str) -> str:
    return _SURROGATES.sub("\ufffd", _BREAKS.sub(" ", text)).strip()
