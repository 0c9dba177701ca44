"""Hostile inputs: every payload in every place of every kind of entry, and files that are hostile as a whole.

One list for all: what the check says of each, what the layers behind it would make of it, and ``make attack``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import yaml

from knowledge_base.read import Unwritten
from tests.site.repository import document
from tests.unit.repository import VALID

MARK = "data-ran"
"""The attribute of the root element that an injected script sets."""

SCRIPT = f"document.documentElement.setAttribute('{MARK}','yes')"
"""The script that hostile content tries to run."""

ADDRESS = f"javascript:{SCRIPT}"
"""A URL that runs the script when followed."""

PAYLOAD = (
    f'">\'></title></style></script><script>{SCRIPT}</script><img src=x onerror="{SCRIPT}"><svg onload="{SCRIPT}">'
    f'<details open ontoggle={SCRIPT}>" onmouseover="{SCRIPT}" x=\'{{{{ 7 * 7 }}}}'
)
"""Text that breaks out of its context and tries several ways to run the script."""

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "html-block": f"<script>{SCRIPT}</script>",
        "html-inline": f'Words <img src=x onerror="{SCRIPT}"> and words.',
        "html-comment": "<!-- a comment -->",
        "html-style": "<style>@import 'https://example.org/a.css'</style>",
        "html-in-heading": f'## A <b onclick="{SCRIPT}">heading</b>',
        "html-in-table": f"| a |\n|---|\n| <i onclick={SCRIPT}>b</i> |",
        "html-in-title-of-a-note": f'!!! note "<b onclick={SCRIPT}>x</b>"\n    Words.',
        "html-in-a-note": f'!!! note\n\n    <img src=x onerror="{SCRIPT}">',
        "html-deep-in-a-list": f'- a\n\n    <img src=x onerror="{SCRIPT}">',
        "html-in-a-quotation": f'> <img src=x onerror="{SCRIPT}">',
        "html-in-a-definition": f'Word\n: <img src=x onerror="{SCRIPT}">',
        "html-in-a-link": f'[<img src=x onerror="{SCRIPT}">](https://example.org)',
        "html-in-an-alert": f'> [!NOTE]\n> <img src=x onerror="{SCRIPT}">',
        "html-in-two-lines": f'<img src=x\nonerror="{SCRIPT}">',
        "html-frame": '<iframe src="https://example.org/"></iframe>',
        "html-form": '<form action="https://example.org/"><button>x</button></form>',
        "html-base": '<base href="https://example.org/">',
        "html-refresh": '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        "html-sheet": '<link rel="stylesheet" href="https://example.org/a.css">',
        "html-drawing": f"<svg><script>{SCRIPT}</script></svg>",
        "html-formula": f'<math><a xlink:href="{ADDRESS}">x</a></math>',
        "html-template": f"<template><script>{SCRIPT}</script></template>",
        "html-closing": "</article></main></body>",
        "html-instruction": "<?php echo 1 ?>",
        "html-section": "<![CDATA[ x ]]>",
        "html-declaration": "<!DOCTYPE html>",
        "class-of-the-theme": '!!! md-overlay "x"\n    Words.',
        "two-classes-of-a-note": "!!! note md-overlay\n    Words.",
        "html-in-a-footnote": f'Words[^1].\n\n[^1]:\n    <img src=x onerror="{SCRIPT}">',
        "link": f"[x]({ADDRESS})",
        "link-in-capitals": f"[x](JaVaScRiPt:{SCRIPT})",
        "link-with-entity": f"[x](&#106;avascript:{SCRIPT})",
        "link-with-named-entity": f"[x](javascript&colon;{SCRIPT})",
        "link-with-space": f"[x](<  javascript:{SCRIPT}>)",
        "link-with-tab": f"[x](<java\tscript:{SCRIPT}>)",
        "link-with-entity-of-a-tab": f"[x](java&Tab;script:{SCRIPT})",
        "link-with-entity-of-a-line": f"[x](java&NewLine;script:{SCRIPT})",
        "link-with-a-control": f"[x](&#1;javascript:{SCRIPT})",
        "link-of-a-heading": f"## [x]({ADDRESS})",
        "link-in-a-table": f"| a |\n|---|\n| [x]({ADDRESS}) |",
        "link-by-reference": f"[x][y]\n\n[y]: {ADDRESS}",
        "link-in-brackets": f"<{ADDRESS}>",
        "link-in-a-note": f"!!! note\n\n    [x]({ADDRESS})",
        "link-to-data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "link-to-a-blob": "[x](blob:https://example.org/1)",
        "link-to-a-file": "[x](file:///etc/passwd)",
        "link-to-vbscript": "[x](vbscript:msgbox)",
        "link-to-another-host": "[x](//example.org/)",
        "link-with-backslashes": "[x](\\\\\\\\example.org\\\\x)",
        "link-with-a-name": "[x](https://name:word@example.org/)",
        "link-to-no-port": "[x](https://example.org:99999999/)",
        "link-to-no-address": "[x](https://[::1/)",
        "link-to-nowhere": "[x](#nowhere)",
        "link-out-of-the-site": "[x](../../../../etc/passwd.md)",
        "link-miswritten": "[x] (https://example.org)",
        "link-turned": "(x)[https://example.org]",
        "image": f"![x]({ADDRESS})",
        "image-of-another-host": "![x](https://example.org/x.png)",
        "image-of-data": "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "image-that-is-not-there": "![x](../files/nowhere/x.png)",
        "attribute-list-of-heading": f'## Heading {{: onclick="{SCRIPT}" }}',
        "attribute-list-of-word": f'*word*{{: onmouseover="{SCRIPT}" }}',
        "attribute-list-of-block": f'Words.\n{{: onclick="{SCRIPT}" }}',
        "attribute-list-with-a-class": "Words.\n{: .md-overlay }",
        "included-file": '--8<-- "secret.txt"',
        "included-files": "--8<--\nsecret.txt\n--8<--",
        "api-directive": "::: knowledge_base.cli",
        "api-directive-in-a-heading": "## ::: knowledge_base.cli",
        "api-directive-in-a-list": "- ::: knowledge_base.cli",
        "second-front-matter": "---\ntemplate: hostile.html\n---\n# Title",
        "first-heading": "# Another title",
        "invisible-characters": "Words\u202ewords",
        "turned-characters": "Words\u2066words\u2069",
        "control-characters": "Words\x07words",
        "escape-of-terminals": "Words\x1b[31mwords",
        "footnote-without-note": "Words[^1].",
        "attribute-list-without-colon": f'*word*{{ onmouseover="{SCRIPT}" }}',
        "attributes-of-code": f'``` {{ .python onclick="{SCRIPT}" title="<b>" }}\nx\n```',
        "expression-of-templates": "{{ 7 * 7 }} {% raw %} {# x #} ${7*7} <%= 7 %>",
        "tabs-of-content": '=== "One"\n\n    Words.',
        "block-of-another-dialect": "/// note\nWords.\n///",
        "link-of-a-wiki": "[[borders|Borders]]",
        "link-without-words": "[](https://example.org)",
        "link-without-address": "[x]()",
        "link-of-another-name": "[https://example.org](https://example.com)",
        "link-to-this-computer": "[x](http://localhost:8000/)",
        "link-to-a-private-network": "[x](https://[::ffff:10.0.0.1]/) [x](http://192.168.1.1/)",
        "link-to-numbers": "[x](http://0x7f.1/)",
        "link-of-other-letters": "[x](https://ex\u0430mple.org/)",
        "words-apart-that-nobody-sees": "Words.\n\n[//]: # (words)",
        "row-with-cells-that-nobody-sees": "| a |\n|---|\n| b | hidden |",
        "note-that-nobody-sees": "Words[^1].\n\n[^1]: One.\n[^1]: Two.",
        "code-without-end": "```\nWords.",
        "code-that-draws": "```mermaid\ngraph TD\n```",
        "letters-of-two-alphabets": "migr\u0430ción",
        "letters-damaged": "migraci\u00c3\u00b3n",
        "conflict": "<<<<<<< a\nWords.\n=======\nWords.\n>>>>>>> b",
    }
)
"""Texts that the check refuses, by name."""

HARMLESS: Mapping[str, str] = MappingProxyType(
    {
        "html-that-no-parser-takes-for-a-tag": f"!!! note\n\n    <img src=x onerror={SCRIPT}>",
        "html-after-a-backslash": f"Words \\<img src=x onerror={SCRIPT}>",
        "html-as-code": f"`<script>{SCRIPT}</script>`",
        "html-as-a-block-of-code": f"```html\n<script>{SCRIPT}</script>\n```",
        "html-as-entities": f"&lt;script&gt;{SCRIPT}&lt;/script&gt;",
        "html-as-numbers": f"&#60;script&#62;{SCRIPT}&#60;/script&#62;",
        "id-of-the-page": "## Sources\n\nx\n\n## Title\n\nx\n\n## kb-search\n\nx\n\n## __config\n\nx",
        "id-of-objects": "## constructor\n\nx\n\n## __proto__\n\nx\n\n## toString\n\nx",
        "mentions": "@everyone #1 !1 GH-1 ::set-output name=x::y",
        "title-of-a-link": '[x](https://example.org "\\" onclick=\\"x")',
        "quotes": "\"'`´’”»",
        "formula": "=HYPERLINK(1)",
        "many-signs": "\\ ` * _ { } [ ] ( ) # + - . ! | ~ ^ = $ % & @",
    }
)
"""Texts that look hostile but are harmless, and that the check accepts."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "everything": PAYLOAD,
        "tag": f"<img src=x onerror={SCRIPT}>",
        "closing": f"</script><script>{SCRIPT}</script>",
        "quote": f'" onmouseover="{SCRIPT}',
        "apostrophe": f"' onmouseover='{SCRIPT}",
        "entity": f"&lt;script&gt;{SCRIPT}&lt;/script&gt;",
        "address": ADDRESS,
        "expression": "{{ 7 * 7 }}{% include 'x' %}",
        "formula": '=HYPERLINK("https://example.org","x")',
        "lines": "a\nb\r\nAU  - Somebody else",
        "controls": "a\x1b[31mb",
        "turned": "a\u202eb",
        "object": "__proto__",
        "mapping": "{a: b}",
        "percent": "%3Cscript%3E",
        "markdown": f"[x]({ADDRESS})",
        "bibtex": "} @misc{x, title={",
        "long": "a" * 5_000,
        "empty": "",
        "blank": "\u200b\u00a0 ",
        "surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "up": "../../../../etc/passwd",
        "null": "null",
        "not-a-number": "NaN",
        "infinite": "1e999999",
        "first-day": "1000-01-01",
        "last-day": "9999-12-31",
    }
)
"""Values of fields, by name."""

_ORIGINALS = {
    "practice": "docs/es/practices/shelter-network.md",
    "meeting": "docs/en/meetings/summit.md",
    "concept-note": "docs/en/concept-notes/note.md",
    "background": "docs/en/background/plan.md",
    "agreement": "docs/es/agreements/conclusions.md",
}
_KINDS = tuple(_ORIGINALS)


@dataclass(frozen=True, kw_only=True)
class Attack:
    """Something hostile that somebody proposes.

    Attributes:
        name: what it is.
        id: the id of its entry, or the last part of its address.
        files: its files, by path in the repository.
    """

    name: str
    id: str
    files: Unwritten

    @property
    def text(self) -> PurePosixPath:
        """The first of its files."""
        return next(iter(self.files))


_Made = Callable[[int], Attack]
"""Makes an attack with its number."""


@dataclass(frozen=True)
class _Template:
    folder: str
    fields: Mapping[str, Any]
    body: str

    def attack(self, name: str, number: int, changes: Mapping[str, Any], body: str = "") -> Attack:
        id_ = f"attack-{number}"
        fields = {**self.fields, "id": id_, **changes}
        text = document(fields, f"{self.body}\n\n{body}")
        path = PurePosixPath(self.folder, f"{id_}.md")
        return Attack(name=name, id=id_, files={path: text.encode("utf-8", "surrogatepass")})

    def numbered(self, name: str, changes: Mapping[str, Any], body: str = "") -> _Made:
        return lambda number: self.attack(name, number, changes, body)


def _templates() -> dict[str, _Template]:
    found = {}
    for kind, path in _ORIGINALS.items():
        _, front, body = (VALID / path).read_text("utf-8").split("---\n", 2)
        fields = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - strings only
        found[kind] = _Template(str(PurePosixPath(path).parent), fields, body)
    return found


def _in_fields(template: _Template) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every place of a template's fields that holds a value, with what makes a change there."""
    for name, value in template.fields.items():
        match value:
            case str():
                yield name, {name: "@"}
            case [str(), *_]:
                yield name, {name: ["@"]}
            case [{**first}, *others]:
                for part in first:
                    if isinstance(first[part], str):
                        yield f"{name}.{part}", {name: [{**first, part: "@"}, *others]}


def _with(value: Any, words: str) -> Any:
    """Return a change with words in their place."""
    match value:
        case "@":
            return words
        case list():
            return [_with(item, words) for item in value]
        case dict():
            return {words if key == "@" else key: _with(item, words) for key, item in value.items()}
        case _:
            return value


_More = tuple[str, str, Mapping[str, Any]]
# Fields that no entry of the valid repository has.
_MORE: tuple[_More, ...] = (
    ("practice", "aliases", {"aliases": ["@"]}),
    ("practice", "lessons", {"lessons": "@"}),
    ("practice", "source-address", {"sources": [{"title": "A source", "url": "@"}]}),
    ("practice", "source-archived", {"sources": [{"title": "A source", "archived_url": "@"}]}),
    ("practice", "source-author", {"sources": [{"title": "A source", "author": "@"}]}),
    ("practice", "contact", {"contact_office": "@"}),
    ("practice", "file", {"files": [{"file": "@", "alt": "x"}]}),
    ("practice", "unknown", {"unknown": "@"}),
    ("practice", "name-of-a-field", {"@": "x"}),
    ("meeting", "agenda", {"agenda": [{"day": "2021-07-29", "start": "09:00", "title": "@"}]}),
    ("meeting", "place", {"modality": "in-person", "place": "@"}),
    ("concept-note", "question", {"guiding_questions": [{"number": "1", "text": "@"}]}),
)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return made.getvalue()


_SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'{}>{}</svg>"
FILES: Mapping[str, tuple[str, bytes]] = MappingProxyType(
    {
        "drawing-with-script": ("x.svg", _SVG.format("", f"<script>{SCRIPT}</script>").encode()),
        "drawing-with-handler": ("x.svg", _SVG.format(f' onload="{SCRIPT}"', "").encode()),
        "drawing-with-link": ("x.svg", _SVG.format("", f"<a href='{ADDRESS}'><text>x</text></a>").encode()),
        "drawing-with-html": ("x.svg", _SVG.format("", "<foreignObject/>").encode()),
        "drawing-with-sheet": ("x.svg", _SVG.format("", "<style>@import 'https://example.org/'</style>").encode()),
        "drawing-with-entities": ("x.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + _SVG.format("", "&a;").encode()),
        "drawing-of-no-size": ("x.svg", _SVG.format(f" width='{'9' * 400}' height='1'", "").encode()),
        "drawing-of-many-digits": ("x.svg", _SVG.format(f" width='{'1' * 200_000}!' height='1'", "").encode()),
        "drawing-of-blanks": ("x.svg", _SVG.format(f" width='{' ' * 200_000}x' height='1'", "").encode()),
        "drawing-deep": ("x.svg", _SVG.format("", "<g>" * 5_000 + "</g>" * 5_000).encode()),
        "page-as-picture": ("x.png", b"<html><script>1</script></html>"),
        "picture-of-nothing": ("x.png", b""),
        "picture-cut": ("x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0"),
        "picture-and-page": ("x.jpg", b"\xff\xd8\xff\xe0<script>1</script>"),
        "document-of-nothing": ("x.pdf", b"%PDF-1.7\n"),
        "document-and-page": ("x.pdf", b"<html>%PDF-1.7\n%%EOF"),
        "program": ("x.png", b"MZ\x90\0"),
        "zip": ("x.pdf", _zip({"x": b"x"})),
        "name-of-a-page": ("x.html", b"<script>1</script>"),
        "name-of-a-script": ("x.js", b"1"),
        "name-of-a-device": ("con.png", b""),
    }
)
"""Files beside an entry: their name and bytes."""

NAMES = (
    *(
        'x"onload="y',
        "x'y",
        "x&y",
        "x y",
        "niño",
        "X",
        "javascript:x",
        "x%3cscript%3e",
        "x<y",
        "x\ny",
        "-x",
        ".x",
        "x.",
    ),
    *("con", "aux", "nul", "prn", "com1", "lpt9", "index", "index-page-2", "a" * 120, "__proto__", "x\u202ey"),
)
"""File names without extension. Linux accepts all of them."""

_PAGES = (
    "404",
    "en/x",
    "es/x",
    "search/x",
    "packs/x",
    "assets/x",
    "files/x",
    "topics/x",
    "glossary",
    "aux/x",
    "start-here",
)
_WHOLE: Mapping[str, bytes] = MappingProxyType(
    {
        "nothing": b"",
        "nothing-but-lines": b"\n" * 1_000,
        "nulls": b"\0" * 1_000,
        "not-utf-8": b"---\nid: \xff\xfe\n---\n",
        "utf-16": "---\nid: x\n---\n".encode("utf-16"),
        "surrogates": b"---\ntitle: \xed\xa0\x80\n---\n",
        "marks": b"\xef\xbb\xbf" * 3 + b"---\nid: x\n---\n",
        "returns": b"---\r\nid: x\r\n---\r\n",
        "word": _zip({"word/document.xml": b"<x/>"}),
        "fences": b"---\n" * 1_000,
        "open": b"---\nid: x\n",
        "expansion": b"---\na: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n---\n",
        "tag": b"---\ntitle: !!python/object/apply:os.system [ls]\n---\n",
        "recursion": b"---\na: &a [*a]\n---\n",
        "merge": b"---\n<<: {a: b}\n---\n",
        "keys": b"---\n? [a]\n: b\n---\n",
        "documents": b"---\na: b\n--- x\n...\n---\n",
        "directive": b"---\n%TAG ! x\n---\n",
        "json": b'{"id": "x"}',
        "number": b"---\n7\n---\n",
        "list": b"---\n- a\n---\n",
        "scalar": b"---\n|\n x\n---\n",
        "infinity": b"---\nid: .inf\ntitle: .nan\n---\n",
    }
)


def _bodies(templates: Mapping[str, _Template]) -> Iterator[_Made]:
    for name, body in (*REFUSED.items(), *HARMLESS.items()):
        for kind in _KINDS[:2]:
            yield templates[kind].numbered(f"{kind}: {name}", {}, body)


def _fields(templates: Mapping[str, _Template]) -> Iterator[_Made]:
    for kind in _KINDS:
        own = ((place, change) for other, place, change in _MORE if other == kind)
        for place, change in chain(_in_fields(templates[kind]), own):
            for name, words in WORDS.items():
                yield templates[kind].numbered(f"{kind}: {place}: {name}", _with(change, words))


def _files(templates: Mapping[str, _Template]) -> Iterator[_Made]:
    for name, (called, data) in FILES.items():

        def made(number: int, name: str = name, called: str = called, data: bytes = data) -> Attack:
            described = {"files": [{"file": called, "alt": "Words.", "title": "Words"}]}
            attack = templates["practice"].attack(name, number, described)
            return Attack(
                name=name,
                id=attack.id,
                files={**attack.files, PurePosixPath(f"docs/files/{attack.id}/{called}"): data},
            )

        yield made


def _named(templates: Mapping[str, _Template]) -> Iterator[_Made]:
    def moved(name: str, path: str, data: bytes | None = None) -> _Made:
        there = PurePosixPath(path)

        def made(number: int) -> Attack:
            plain = templates["practice"].attack(name, number, {"id": there.stem})
            text = plain.files[plain.text] if data is None else data
            return Attack(name=name, id=there.stem, files={there: text})

        return made

    for name in NAMES:
        yield moved(name, f"docs/es/practices/{name}.md")
    page = document({"title": "A page", "summary": "Words."}, "Words.").encode()
    for name in _PAGES:
        yield moved(name, f"docs/es/{name}.md", page)
    for name, data in _WHOLE.items():
        yield moved(name, f"docs/es/practices/whole-{name}.md", data)


def attacks() -> list[Attack]:
    """Return all of them, each in an entry or a page of its own."""
    templates = _templates()
    ways = chain(_bodies(templates), _fields(templates), _files(templates), _named(templates))
    return [make(number) for number, make in enumerate(ways)]


def plain_entries() -> list[Attack]:
    """Return an entry of each kind with nothing hostile in it, as all attacks are but for what they try."""
    return [template.attack(kind, 0, {}) for kind, template in _templates().items()]
