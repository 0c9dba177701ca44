"""A Hypothesis strategy for content as many hands would write it: most of it right, some of it wrong in some way.

Every word of it stands once in the whole repository, so that a page can be asked whether it shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from hypothesis import strategies as st

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.locale import Locale
from knowledge_base.markdown.plain_blocks import NOTE_TYPES
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.shape import ITEM_KEYS, Fields, Leaf, Many, Shape, shape_of
from knowledge_base.model.types import Form
from tests.site.repository import document
from tests.unit.anything import ORIGINALS, SIGNS

_CONSONANTS, _VOWELS = "bcdfghjklmnprtvz", "aeiou"


class Words:
    """An endless supply of words, no two alike, of which none is part of another."""

    def __init__(self) -> None:
        self._count = 0
        self.given: list[str] = []

    def __call__(self) -> str:
        """Return a new word, which readers have to see."""
        self._count += 1
        number, word = self._count, "q"
        for _ in range(3):
            number, consonant = divmod(number, len(_CONSONANTS))
            number, vowel = divmod(number, len(_VOWELS))
            word += _CONSONANTS[consonant] + _VOWELS[vowel]
        self.given.append(word)
        return word

    def since(self) -> tuple[str, ...]:
        """Return the words given since this was last asked."""
        words, self.given = tuple(self.given), []
        return words


@dataclass(frozen=True)
class Written:
    """A file of somebody's.

    Attributes:
        text: its text.
        words: those that readers see, if they see the file at all.
        shown: whether they do.
    """

    text: str
    words: tuple[str, ...]
    shown: bool = True


@dataclass(frozen=True)
class Anybody:
    """What somebody adds to a repository.

    Attributes:
        files: the files, by path.
    """

    files: Mapping[PurePosixPath, Written] = field(repr=False)


# Names that have a meaning somewhere: to Windows, to the site, to its hosts, to the offline copy.
_NAMES = (
    *("con", "nul", "aux", "com1", "lpt9", "start-here", "404", "index", "search", "en", "es", "packs", "assets"),
    *("topics", "practices", "explore", "borders", "sitemap", "linked", "data", "reference", "a-page-2", "x" * 60),
    *("prn-report", "licence", "files", "docs", "_headers", "README", "señal", "a b", "-", "1"),
)
_FOLDERS = ("", "", "guides/", "guides/more/", "en/", "search/", "con/", "topics/", "practices/", "packs/")
_RIGHT = (
    *("https://example.org/", "https://example.org/a_(b)?c=d&e=f#g", "mailto:office@example.org", "tel:+525550000000"),
    *("../about.md", "../topics/borders.md", "../topics/index.md", "../countries/pa.md", "../index.md"),
    *("../meetings/dialogue.md", "../meetings/dialogue.md#agenda", "../agreements/conclusions.md#provision-2"),
    *("../explore.md", "../glossary.md", "../practices/index.md", "../concept-notes/note.md#justificación"),
    *("../concept-notes/note.md#justification", "<../about.md>", '../about.md "x"', "https://example.org/%C3%B1"),
)
_WRONG = (
    *("javascript:x", "http://[::1/", "https://example.org:99999999/", "/absolute", "../../LICENSE", "", "<a b>"),
    *(
        "java\tscript:x",
        "//example.org",
        "../files/plan/map.png",
        "data:text/html,x",
        "a b.md",
        "../topics/borders.html",
    ),
    *(
        "../meetings",
        "../about.md#nope",
        "../countries/pa.md#nada",
        "../topics/borders.md#no-existe",
        "#",
        "#kb-search",
    ),
    *("https://user@example.org/", "https://example.org\\a", "../about.md#text-x", "#x y", "../meetings/dialogue.md#"),
)
_TYPES = (*NOTE_TYPES,) * 4
_ODD_TYPES = (*NOTE_TYPES, "hidden", "kb-search", "md-overlay", "info")
_CODES = ("", "python", "yaml", "html")
_ODD_CODES = (*_CODES, "mermaid", "{.python}")


@dataclass(frozen=True)
class _Hand:
    """Whoever writes a text.

    Attributes:
        words: where the words come from.
        targets: where links lead.
        careful: whether nothing is meant to be wrong.
        notes: the footnotes of the text so far.
    """

    words: Words
    targets: Sequence[str]
    careful: bool
    notes: list[str] = field(default_factory=list)


@st.composite
def _inline(draw: st.DrawFn, hand: _Hand) -> str:
    """Draw a piece of a line."""
    words = hand.words
    match draw(st.integers(0, 19 if hand.careful else 22)):
        case 0:
            return f"**{words()}**"
        case 1:
            return f"*{words()} {words()}*"
        case 2:
            return f"`{words()}`"
        case 3:
            return f"~~{words()}~~"
        case 4 | 5 | 6:
            return f"[{words()}]({draw(st.sampled_from(hand.targets))})"
        case 7:
            return f"https://example.org/{words()}"
        case 8:
            hand.notes.append(words())
            return f"{words()}[^{len(hand.notes)}]"
        case 9:
            return f"{words()}  \n{words()}"
        case 10:
            return draw(st.sampled_from(["&amp;", "&copy;", "\\*", "5 < 6", "H~2~O", "`{{ x }}`", "$x$", "1\\. "]))
        case 20 | 21:
            return draw(
                st.sampled_from(
                    [
                        "{: #x .y}",
                        "{{ x }}",
                        "==x==",
                        "^[x]",
                        "[x]",
                        "![x]",
                        ":x:",
                        "_",
                        "*",
                        "**",
                        "`",
                        "[^9]",
                        "😀",
                        "<b>",
                    ]
                )
            )
        case 12:
            return f"({words()}) \"{words()}\" '{words()}' -- {words()}..."
        case 13:
            return f"<https://example.org/{words()}>"
        case 22:
            return draw(st.sampled_from(SIGNS))
        case _:
            return words()


@st.composite
def _line(draw: st.DrawFn, hand: _Hand) -> str:
    return " ".join(draw(st.lists(_inline(hand), min_size=1, max_size=4)))


@st.composite
def _block(draw: st.DrawFn, hand: _Hand) -> str:
    """Draw a block of a body."""
    words, line = hand.words, _line(hand)
    types = _TYPES if hand.careful else _ODD_TYPES
    match draw(st.integers(0, 17)):
        case 0 | 1:
            title = draw(st.sampled_from(["", "Context ", "Sources ", "Agenda ", "Notas "])) + words()
            above = f"## {words()}\n\n##" if draw(st.booleans()) else "#"
            return f"{above}{'#' if hand.careful else draw(st.sampled_from(['', '#', '##']))} {title}"
        case 2:
            items = draw(st.lists(line, min_size=1, max_size=3))
            return "\n".join(f"{'  ' * place}- {item.replace(chr(10), ' ')}" for place, item in enumerate(items))
        case 3:
            return f"1. {draw(line)}\n2. {words()}\n\n   {words()}\n   - [ ] {words()}\n   - [x] {words()}"
        case 4:
            cell = draw(line).replace("\n", " ").replace("|", "")
            return f"| {words()} | {words()} |\n|---|--:|\n| {cell} | {words()} |\n| {words()} |"
        case 5:
            return f"> {draw(line)}\n> > {words()}\n>\n> {words()}"
        case 6:
            return f"> [!{draw(st.sampled_from(types)).upper()}]\n> {draw(line)}"
        case 7:
            title = draw(st.sampled_from(["", ' ""'])) or (f' "{words()}"' if draw(st.booleans()) else "")
            inner = draw(line).replace("\n", "\n    ")
            return f"!!! {draw(st.sampled_from(types))}{title}\n    {inner}\n\n    - {words()}"
        case 8:
            code = draw(st.sampled_from(_CODES if hand.careful else _ODD_CODES))
            return f"```{code}\n{words()} <b> {words()}\n# {words()}\n```"
        case 9:
            return f"{words()}\n{words()}" if hand.careful else f"    {words()}\n    {words()}"
        case 10:
            return f"{words()}\n: {draw(line)}\n\n  {words()}\n: {words()}"
        case 11:
            odd = [
                "~~~",
                "```\nopen",
                "<!-- x -->",
                "\\",
                "[x] (y)",
                "(x)[y]",
                "  # x",
                "|x|",
                "!!!",
                "[^1]: x",
                "[x]: y",
                "• x\n• y",
                "a) x\nb) y",
                "| x | y |\n|---|---|\n| x | y | z |",
                "!!! note\n\nx",
            ]
            return draw(st.sampled_from(["---", "***", "* * *", "Setext\n---", *([] if hand.careful else odd)]))
        case 12:
            label = f"r{len(words.given)}"
            return f"[{words()}][{label}] {words()}\n\n[{label}]: {draw(st.sampled_from(hand.targets))}"
        case _:
            return draw(line)


@st.composite
def _body(draw: st.DrawFn, words: Words, targets: Sequence[str]) -> str:
    careful = draw(st.integers(0, 5)) > 0
    hand = _Hand(words, targets if careful else [*targets, *_WRONG], careful)
    blocks = draw(st.lists(_block(hand), max_size=6))
    blocks += [f"[^{number}]: {note}" for number, note in enumerate(hand.notes, 1)]
    return "\n\n".join(blocks)


# These are right together with others only.
_BOUND = ("presents", "missing", "status_reason")


_TEXT = Leaf(is_text=True)
# What some forms of values may be, and may not.
_FORMS = {
    "url": (
        *("https://example.org/a(b)?c=d&e#f", "http://example.org", "https://münchen.example/é", "https://[::1]/"),
        *("https://example.org](https://example.org/report.pdf", "https://[::1/", "https://example.org:99999999/"),
        *(
            "https://user@example.org/",
            "https://example.org\\a",
            "https://example.org/a b",
            "https://example.org/'\"<>",
        ),
    ),
    "when": (
        *("2019", "2019-05", "2019-34", "199X", "2019/..", "../2020", "2019/", "[2022,2025]", "2019~", "2019-02-30"),
        *("2019/[2022,2025]", "9999", "0001", "2019-W05", "2021-06-10/2021-06-09"),
    ),
    "time-zone": ("America/Panama", "Etc/GMT+5", "UTC", "Mars/Olympus"),
}
# What may stand between the words of a line, and mean something to a layer below.
_BETWEEN = (
    *(" ",) * 6,
    *(" & ", " | ", " [x](y) ", " * ", " {{ x }} ", " %s ", " \\ ", " — ", " # ", ": ", "; ", ", ", ' "x" ', " 'x' "),
    *(" 😀 ", " $x$ ", " & ", " @x ", " ~x~ ", " ` ", "/", " x" * 40, " {# x #} ", " = ", " - "),
)


def _line_of(draw: st.DrawFn, words: Words) -> str:
    return f"{words()}{draw(st.sampled_from(_BETWEEN))}{words()}"


def _form(leaf: Shape) -> Sequence[str]:
    """Return what a value may be, by its form; nothing where that is not for us to say."""
    constraints = leaf.constraints if isinstance(leaf, Leaf) else ()
    return next((_FORMS.get(each.name, ()) for each in constraints if isinstance(each, Form)), ())


def _renamed(draw: st.DrawFn, shape: Shape, data: Any, words: Words) -> Any:
    """Return a value with other words in place of every text, and some more of the texts that it may have."""
    match shape:
        case Leaf(is_text=True):
            return _line_of(draw, words)
        case Leaf() if (values := _form(shape)) and (not data or draw(st.integers(0, 15)) == 0):
            return draw(st.sampled_from(values))
        case Many(item) if isinstance(data, list):
            return [_renamed(draw, item, value, words) for value in data]
        case Fields(fields=fields) if isinstance(data, dict):
            more: dict[str, Any] = {
                name: [""] if isinstance(inner, Many) else ""
                for name, inner in fields.items()
                if (inner in (_TEXT, Many(_TEXT)) or _form(inner)) and name not in data and draw(st.integers(0, 9)) == 0
            }
            return {
                name: _renamed(draw, fields.get(name, Leaf()), value, words)
                for name, value in {**data, **more}.items()
                if name not in _BOUND
            }
    return data


def _translated(shape: Shape, data: Any, words: Words) -> Any:
    """Return the texts of a value in other words, with the numbers and ids of what they belong to."""
    match shape:
        case Leaf(is_text=True):
            return f"{words()} {words()}"
        case Many(item) if isinstance(data, list):
            items = [_translated(item, value, words) for value in data]
            return items if any(items) else None
        case Fields(fields=fields) if isinstance(data, dict):
            texts = {name: _translated(fields.get(name, Leaf()), value, words) for name, value in data.items()}
            found = {name: value for name, value in texts.items() if value is not None}
            return {**{name: data[name] for name in ITEM_KEYS if name in data and found}, **found}
    return None


_STATUSES = (*["published"] * 7, "in-review", "draft", "withdrawn")


@st.composite
def _entry(draw: st.DrawFn, kind: Kind, id_: str, targets: Sequence[str], words: Words) -> list[tuple[Locale, Written]]:
    """Draw an entry: the files of its original and, if there is one, of its translation."""
    words.since()
    shape = shape_of(kind.record)
    locale = draw(st.sampled_from(Locale))
    status = draw(st.sampled_from(_STATUSES))
    body = draw(_body(words, targets))
    maturity = ORIGINALS[kind].get("maturity")
    sections = kind.sections or next((found for each, found in kind.sections_by_maturity if each == maturity), ())
    data = _renamed(draw, shape, ORIGINALS[kind], words) | {"id": id_, "original": str(locale), "status": status}
    if status == "withdrawn":
        data["status_reason"] = words()
    shown = status in {"published", "withdrawn"}
    full = "\n\n".join([*(f"## {section.in_(locale)}\n\n{words()}" for section in sections), body])
    files = [(locale, Written(document(data, full), words.since(), shown))]
    made = draw(st.sampled_from(["", "unofficial", "unofficial", "official", "draft"]))
    if made:
        other = locale.other
        inner = draw(_body(words, targets))
        full_there = "\n\n".join([*(f"## {s.in_(other)}\n\n{words()}" for s in sections), inner])
        digest = draw(st.sampled_from([text_hash(kind.record, data, f"{full}\n"), "0" * 12]))
        fields = {**_translated(shape, data, words), "translation": {"source_hash": digest, "status": made}}
        there = document({**fields, "id": id_}, full_there)
        files.append((other, Written(there, words.since(), shown and made != "draft")))
    return files


@st.composite
def _standalone(draw: st.DrawFn, targets: Sequence[str], words: Words) -> list[tuple[Locale, Written]]:
    words.since()
    files = []
    for locale in draw(st.sampled_from([(Locale.ES, Locale.EN), (Locale.ES,), (Locale.EN,)])):
        body = draw(_body(words, targets))
        files.append((locale, Written(document({"title": words()}, body), words.since())))
    return files


@st.composite
def anybody(draw: st.DrawFn, entries: int = 20, pages: int = 4) -> Anybody:
    """Draw what many people add to the valid repository of the tests.

    Args:
        draw: from Hypothesis.
        entries: how many entries they add.
        pages: how many pages of text.
    """
    words, files = Words(), {}
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=entries, max_size=entries))
    ids = [
        draw(st.sampled_from(_NAMES)) if draw(st.integers(0, 5)) == 0 else f"{kind.name}-{place}"
        for place, kind in enumerate(kinds)
    ]
    links = [f"../{kind.folder}/{id_}.md" for kind, id_ in zip(kinds, ids, strict=True)]
    targets = [*links[:3], *_RIGHT]
    for kind, id_ in zip(kinds, ids, strict=True):
        for locale, written in draw(_entry(kind, id_, targets, words)):
            files[PurePosixPath("docs", locale, kind.folder, f"{id_}.md")] = written
    for place in range(pages):
        name = draw(st.sampled_from([f"page-{place}", f"page-{place}", *_NAMES]))
        folder = draw(st.sampled_from(_FOLDERS))
        for locale, written in draw(_standalone(targets, words)):
            files[PurePosixPath("docs", locale, f"{folder}{name}.md")] = written
    return Anybody(files)
