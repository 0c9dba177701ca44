"""Where faults of a body are told: at their line and column, wherever else the same words stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import PurePosixPath

import pytest

from knowledge_base.assemble.entries import StandaloneFields
from knowledge_base.check.style import style_problems
from knowledge_base.locale import Locale
from knowledge_base.markdown.body import read_body
from knowledge_base.model.shape import shape_of
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Position
from knowledge_base.read import SourceFile, decode

# What is written, with a bar before what is told; and the same words where they are none of it.
_FAULTS = {
    "link": ("[x.md](|x.md)", "`[x.md](x.md)`"),
    "link with a title": ('[x.md](  |x.md "x.md")', "`x.md`"),
    "link between angle brackets": ("[x](<|x.md>)", "\\[x](x.md)"),
    "link of code": ("[`](x.md)`](|x.md)", "`](x.md)`"),
    "link with brackets in its words": ("[a [b] ](|x.md)", "`[b](x.md)`"),
    "address": ("<|https://example.org>", "`<https://example.org>`"),
    "bare address": ("|https://example.org", "`https://example.org`"),
    "mail": ("|mail@example.org", "`mail@example.org`"),
    "picture": ("|![a](x.png)", "`![a](x.png)`"),
    "element": ("|<b>", "`<b>`"),
    "comment": ("|<!-- a -->", "`<!-- a -->`"),
    "instruction": ("|{: a }", "`{: a }`"),
    "instruction of mkdocstrings": ("|::: a", "`::: a`"),
    "words and address apart": ("|[a] (x.md)", "`[a] (x.md)`"),
    "brackets exchanged": ("|(a)[x.md]", "`(a)[x.md]`"),
    "footnote": ("|[^9]", "`[^9]`"),
}
# What stands around: each line of the block begins with the second, and the first line with the first.
_AROUND = {
    "paragraph": ("", ""),
    "item": ("- ", "  "),
    "item with a tab": ("-\t", "\t"),
    "numbered item": ("10. ", "    "),
    "item in an item": ("- one\n  - ", "    "),
    "lazy item": ("- ", ""),
    "quotation": ("> ", "> "),
    "quotation in an item": ("1. > ", "   > "),
    "item in a quotation": ("> - ", ">   "),
    "note": ('!!! note "x.md"\n    ', "    "),
    "alert": ("> [!NOTE]\n> ", "> "),
    "definition": ("x.md\n: ", "  "),
    "footnote of its own": ("[^1]: ", "    "),
    "heading": ("## ", None),
    "cell": ("| a | b |\n|---|---|\n| x.md | ", None),
    "cell in a quotation": ("> | a | b |\n> |---|---|\n> | a \\| b | ", None),
}
_BEHIND = {"cell": " |", "cell in a quotation": " |", "heading": " ##", "footnote of its own": "\n\nA note.[^1]"}


def _told(text: str) -> Iterator[Position]:
    reading = read_body(text)
    for each in (reading.links, reading.images, reading.faults):
        yield from (found.position for found in each)


def _texts() -> Iterator[tuple[str, str, str]]:
    for (fault, (written, same)), (around, (first, next_)) in product(_FAULTS.items(), _AROUND.items()):
        bar = "\\|" if around == "cell in a quotation" else "e"
        joints = [f" {same} ", f" 🧭 {bar}é "] + ([f"\n{next_}{same} ", f" \\\n{next_}"] if next_ is not None else [])
        between = "".join(f"{joint}{written}" for joint in joints)
        # At the beginning of a line, some make blocks of their own.
        begin = "Words " if around == "lazy item" or fault in ("instruction of mkdocstrings", "comment") else ""
        yield f"{fault}, {around}", f"{first}{begin}{written}{between}{_BEHIND.get(around, '')}", written


@pytest.mark.parametrize(("text", "written"), [each[1:] for each in _texts()], ids=[name for name, _, _ in _texts()])
def test_each_fault_is_told_where_it_is_whatever_stands_before_it(text: str, written: str) -> None:
    marked = written.replace("|", "\x01")
    lines = text.replace(written, marked).split("\n")
    expected = [
        Position(number, len(part.replace("\x01", "")) + 1)
        for number, line in enumerate(lines, 1)
        for part in ("\x01".join(line.split("\x01")[:count]) for count in range(1, line.count("\x01") + 1))
    ]
    unbarred = "\n".join(line.replace("\x01", "") for line in lines)
    # What swallows the words up to its end is told once.
    told = sorted(set(_told(f"Before, `{written.replace('|', '')}`.\n\n{unbarred}\n")))
    assert told == [Position(place.line + 2, place.column) for place in expected], unbarred


def test_a_link_whose_address_stands_apart_is_told_there() -> None:
    text = "[x.md] and [two][x.md].\n\n> [three]\n>\n> [three]:\n>  <x.md> 'x.md'\n\n`[x.md]: x.md`\n\n[x.md]: x.md\n"
    assert [link.position for link in read_body(text).links] == [Position(10, 9), Position(10, 9), Position(6, 5)]


def test_a_heading_a_note_and_a_footnote_are_told_where_they_begin() -> None:
    code = "```\n# a\n!!! other\n[^2]: a\n##a\n```\n"
    text = f"{code}\n> # a\n\n  b\n=\n\n!!! other\n    a\n\nc\n##a and `\n##a`\n\n> [^2]: a\n"
    assert [(fault.fault.value, fault.position) for fault in read_body(text).faults] == [
        ("top-heading", Position(8, 3)),
        ("top-heading", Position(10, 3)),
        ("box-type", Position(13, 1)),
        ("heading-without-blank", Position(17, 1)),
        ("note-unused", Position(20, 3)),
    ]


@pytest.mark.parametrize(
    "code",
    ["```\n{}\n```", "~~~\n{}\n~~~", "- a\n\n  ```\n  {}\n  ```", "> ```\n> {}\n> ```", "`{}`", "``a ` {}``"],
)
@pytest.mark.parametrize(
    "words", ["{: a }", "::: a", "--8<-- a", "[a] (x.md)", "<b>", "[^9]", "![](x.png)", "[a](x.md)", "##a", "online"]
)
def test_nothing_is_told_of_code(code: str, words: str) -> None:
    text = code.format(words)
    assert not list(_told(f"Words.\n\n{text}\n"))
    table = f"| a |\n|---|\n| {text} |\n"
    assert "\n" in text or not list(_told(table))


def test_code_is_told_where_it_begins_if_it_never_ends_or_is_only_indented() -> None:
    text = "Words.\n\n    a\n    [^1]: b\n\n> ```{note}\n> c\n\n````\n```\n"
    assert [(fault.fault.value, fault.position) for fault in read_body(text).faults] == [
        ("code-indented", Position(3, 5)),
        ("code-open", Position(6, 3)),
        ("directive", Position(6, 3)),
        ("code-open", Position(9, 1)),
    ]


@pytest.mark.parametrize(
    "text", ["`online`", "``a ` online``", "```\nonline\n```", "https://example.org/online", "[a]: online.md"]
)
def test_code_and_addresses_are_not_held_to_the_style_sheet(text: str) -> None:
    line = 6 + text.count("\n")
    told = _style(f"---\ntitle: A\n---\n{text}\n\nMás online, y online.\n".encode())
    assert told == [Position(line, 5), Position(line, 15)]


def _style(data: bytes) -> list[Position]:
    path = PurePosixPath("docs/es/a.md")
    text, _ = decode(data, path, Locale.ES)
    page, _ = parse_document(SourceFile(path=path, locale=Locale.ES, address="a", text=text))
    return [problem.position for problem in style_problems(page, shape_of(StandaloneFields))]


def test_lines_and_columns_are_those_of_the_file_whatever_its_line_ends_and_its_first_bytes() -> None:
    text = "---\ntitle: A\n---\n🧭 online\n\n\té online, `online` online\n"
    expected = [Position(4, 3), Position(6, 4), Position(6, 21)]
    for data in (text.encode(), text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode()):
        assert _style(data) == expected
