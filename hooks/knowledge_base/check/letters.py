"""Rules on the letters of texts: none is damaged or of another alphabet, and fields hold plain text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge_base.locale import N_, message
from knowledge_base.model.shape import Path
from knowledge_base.parse.document import Page
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import Correction, Position, Problem

# What UTF-8 becomes in a program that takes it for the code page of Windows: "ó" is "Ã³" then, and "–" is "â€“".
_SECOND = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_GARBLED = re.compile(rf"[ÂÃ][{_SECOND}]|â[{_SECOND}]{{2}}")
# Letters of other alphabets that look like ours, and ours.
_ALIKE = dict(
    zip(
        map(ord, "аеорсухіјѕԁһАВЕЅІЈКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧοВ"),
        "aeopcyxijsdhABESIJKMHOPCTXABEZHIKMNOPTYXoB",
        strict=True,
    )
)
_OURS = "A-Za-z\u00c0-\u024f"
_MIXED = re.compile(rf"[{_OURS}][\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]|[\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧο][{_OURS}]")
# Signs for joined letters, as PDF files have them, and for letters of formulas, as chat programs make bold ones of.
_SIGNS = "\ufb00-\ufb06\U0001d400-\U0001d7ff"
# What stands for a character that could not be read, and those that a font may show as it likes (Unicode, 23.5); but
# for the bullets of Word, which are a mistake of another kind.
_LOST = "\ufffd\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff"
_SUSPECT = re.compile(rf"[ÂÃâ\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧο{_SIGNS}{_LOST}]")
_UNCLEAR = re.compile(rf"[{_LOST}]|{_MIXED.pattern}")
_LONGEST = 40
_WORD = re.compile(rf"\S{{1,{_LONGEST}}}")

LETTERS_PATTERN = rf"{_GARBLED.pattern}|{_MIXED.pattern}|[{_SIGNS}{_LOST}]"
"""A regular expression (ECMA-262, flag u) that finds a damaged letter, for the form on the site."""

MISPRINTED = (
    N_("letters of {word!r} are damaged, or are not those that they look like"),
    N_("type the word anew"),
)
AS_IT_STANDS = (
    N_("{text!r} would be shown as it stands: fields hold plain text"),
    N_("write the words alone"),
)
"""What is wrong with damaged letters and with marks in fields, and what to do."""

# The marks of Markdown that are pairs, and entities of HTML.
_MARKS = re.compile(
    r"!?\[(?P<words>[^\[\]\n]*)\]\([^()\n]*\)|(?<![\w*])(?P<stars>\*{1,3})(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)(?P=stars)(?![\w*])"
    r"|(?<![\w])(?P<lines>_{1,2})(?P<slanted>[^\s_](?:[^_\n]*[^\s_])?)(?P=lines)(?![\w])"
    r"|`(?P<code>[^`\n]+)`|&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{1,6});"
)
MARKS_PATTERN = (
    re.sub(r"\(\?P=(\w+)\)", r"\\k<\1>", _MARKS.pattern).replace("(?P<", "(?<").replace(r"\w", r"\p{L}\p{N}_")
)
"""A regular expression (ECMA-262, flag u) that finds marks in a field, likewise."""

_HTML = re.compile("[<>]")
# The signs without one of which there are none; the pattern begins with its sign, which makes its search quick.
_SIGNS_OF_MARKS = ("*", "](", "`", "&")
_LINE_OF_MARKS = re.compile(r"_(?<!\w_)")


@dataclass(frozen=True)
class _Damaged:
    """A word with letters that are not what they seem: where it begins, the word, and what is meant, if it is clear."""

    start: int
    word: str
    meant: str


def letters_whole(page: Page) -> Iterator[Problem]:
    """Words have whole letters of one alphabet: none that a program has damaged, and none that only looks like them."""
    for path, text in _fields(page, _SUSPECT):
        place = page.tree.position(path)
        for found in _damaged(text):
            instead = page.instead(path, text.replace(found.word, found.meant)) if found.meant else None
            yield _problem(page, path, place, found, instead)
    for found in _damaged(page.body):
        before = page.body.count("\n", 0, found.start)
        place = Position(page.body_line + before, found.start - page.body.rfind("\n", 0, found.start))
        yield _problem(page, (), place, found, Correction(place, found.word, found.meant) if found.meant else None)


def plain_fields(page: Page) -> Iterator[Problem]:
    """Fields hold plain text: the marks of Markdown and HTML have no meaning in them."""
    text = page.tree.text
    if not any(sign in text for sign in _SIGNS_OF_MARKS) and not _LINE_OF_MARKS.search(text):
        return
    for path, value in _fields(page, _MARKS):
        # An address or the name of a file may have any of these signs.
        found = _marks(value) if " " in value else None
        if found is None:
            continue
        meant = _MARKS.sub(_without_marks, value)
        # HTML is refused, whether it was written with entities or not.
        clear = not _HTML.search(meant)
        locale = page.source.locale
        problem = page.problem(
            page.tree.position(path),
            path,
            "marks-in-field",
            message(locale, AS_IT_STANDS[0], text=shortened(found)),
            message(locale, AS_IT_STANDS[1]),
            message(locale, N_("did you mean {value!r}?"), value=shortened(meant)) if clear else "",
        )
        yield replace(problem, correction=page.instead(path, meant) if clear else None)


def _fields(page: Page, signs: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    """Yield the values of fields that have one of some signs."""
    if not signs.search(page.tree.text):
        return
    for path in page.tree.values:
        try:
            value = page.tree.at(path)
        except (LookupError, TypeError):
            # An empty value, or one that could not be kept.
            continue
        if isinstance(value, str) and signs.search(value):
            yield path, value


def _problem(page: Page, path: Path, place: Position, found: _Damaged, correction: Correction | None) -> Problem:
    locale = page.source.locale
    problem = page.problem(
        place,
        path,
        "letters",
        message(locale, MISPRINTED[0], word=found.word),
        message(locale, MISPRINTED[1]),
        message(locale, N_("did you mean {value!r}?"), value=found.meant) if found.meant else "",
    )
    return replace(problem, correction=correction)


def _damaged(text: str) -> Iterator[_Damaged]:
    if text.isascii() or not _SUSPECT.search(text):
        return
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isascii() or not _SUSPECT.search(word):
            continue
        meant = re.sub(f"[{_SIGNS}]", lambda sign: unicodedata.normalize("NFKC", sign[0]), _GARBLED.sub(_decoded, word))
        meant = meant.translate(_ALIKE) if _MIXED.search(meant) else meant
        unclear = _UNCLEAR.search(meant) is not None
        if unclear or meant != word:
            yield _Damaged(found.start(), word, "" if unclear else meant)


def _decoded(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]


def _marks(text: str) -> str | None:
    """Return the first marks in a text."""
    return next((found[0] for found in _MARKS.finditer(text) if _without_marks(found) != found[0]), None)


def _without_marks(found: re.Match[str]) -> str:
    words = (found["words"], found["bold"], found["slanted"], found["code"])
    return next((each for each in words if each is not None), html.unescape(found[0]))
