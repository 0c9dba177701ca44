"""Shapes that cost more than their size wherever something is read twice: one sign many times, or one in another.

Each is a file of about as many characters as asked for, so that its cost can be measured while it doubles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from knowledge_base.read import Unwritten
from tests.unit.repository import VALID

ENTRY = PurePosixPath("docs/es/practices/shelter-network.md")
"""The entry of the valid repository that takes a shape."""

_TRANSLATION = PurePosixPath("docs/en/practices/shelter-network.md")
_LONGEST = 9_000
_FRONT, _BODY = (VALID / ENTRY).read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)


def _times(unit: str, before: str = "", after: str = "", most: int = 10**9) -> Callable[[int], str]:
    """Return a function that repeats words until they are so long."""
    return lambda size: f"{before}{unit * min(most, max(1, size // len(unit)))}{after}"


def _numbered(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Return a function that repeats words until they are so long, each time with the next number for ``@``."""
    return lambda size: before + "".join(unit.replace("@", f"{n}") for n in range(size // (len(unit) + 3))) + after


def _nested(opening: str, closing: str, middle: str = "x") -> Callable[[int], str]:
    return lambda size: opening * (size // 2 // len(opening)) + middle + closing * (size // 2 // len(opening))


def _deep(sign: str, most: int = 10**9) -> Callable[[int], str]:
    """Return a function that makes lines, each further in than the one before, until they are so long together."""

    def made(size: int) -> str:
        depth = min(most, int(size**0.5 / len(sign)))
        return "".join(f"{sign * (number + 1)}x\n" for number in range(depth))

    return made


def _stairs(mark: str) -> Callable[[int], str]:
    """Return a function that makes a list in a list in a list."""
    return lambda size: "".join(f"{' ' * len(mark) * n}{mark}x\n" for n in range(int((size / len(mark)) ** 0.5)))


BODIES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "heading-with-blanks": _times(" ", "## x", "x"),
        "heading-of-blanks": _times(" ", "## x", " #"),
        "heading-of-signs": _times("#", "## x "),
        "headings": _times("## Same\n\n"),
        "headings-numbered": _numbered("## Heading @\n\n"),
        "headings-in-turn": _times("## x\n\n## x-1\n\n"),
        "headings-without-blank": _times("##x\n"),
        "attribute-lists": _times("{:"),
        "attribute-lists-closed": _times("{: x}"),
        "attribute-list-of-blanks": _times(" ", "{:", "x"),
        "directives": _times("::: x "),
        "colons": _times(":"),
        "blanks": _times(" ", "x", "x"),
        "tabs": _times("\t", "x", "x"),
        "blank-lines": _times("\n", "x", "x"),
        "odd-blanks": _times("\u00a0", "x", "x"),
        "snippets": _times("--8<-- "),
        "snippet-of-signs": _times("-", "", "x"),
        "brackets": _times("["),
        "brackets-closed": _times("]"),
        "brackets-in-turn": _times("[]"),
        "brackets-nested": _nested("[", "]"),
        "links-half": _times("[a]("),
        "links-nested": _nested("[", "](x)"),
        "links-unclosed": _times("[a](<b"),
        "links-of-brackets": _times("[", "", "](https://example.org)"),
        "links-of-parentheses": _nested("(", ")", ""),
        "link-with-parentheses": lambda size: f"[a]({_nested('(', ')')(size)})",
        "links": _times("[a](https://example.org) "),
        "links-into-the-page": _times("[a](#contexto) "),
        "links-into-nothing": _numbered("[a](#nowhere-@) "),
        "links-to-no-page": _numbered("[a](../topics/nowhere-@.md) "),
        "links-with-a-blank": _times("[a] (https://example.org) "),
        "links-turned": _times("(a)[https://example.org] "),
        "link-address-long": _times("a", "[a](https://example.org/", ")"),
        "link-title-long": _times("a", '[a](https://example.org "', '")'),
        "link-titles-half": _times('[a](b "'),
        "link-of-percent": _times("%2", "[a](https://example.org/", ")"),
        "link-anchor-long": _times("a", "[a](#", ")"),
        "link-up": _times("../", "[a](", "x.md)"),
        "link-with-lines": _times("a\n", "[", "](b)"),
        "pictures-half": _times("![a]("),
        "pictures-nested": _nested("![", "](x)"),
        "pictures": _times("![a](x.png)\n\n"),
        "references": _numbered("[a@]: https://example.org/@\n"),
        "references-used": lambda size: "[a]: https://example.org\n\n" + "[a] " * (size // 4),
        "references-long": lambda size: (
            f"[a]: https://example.org/{'a' * min(size // 2, 8_000)}\n\n" + "[a]" * (size // 6)
        ),
        "references-same": _times("[a]: https://example.org\n"),
        "references-half": _times("[a]:\n"),
        "reference-nested": _times("[a", "", "]: x"),
        "reference-title-half": _times('[a]: x "\n'),
        "footnote-marks": _times("[^1]"),
        "footnote-marks-many": _numbered("[^@] "),
        "footnotes": _numbered("[^@]: note\n\n"),
        "footnotes-used": lambda size: "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(size // 20)),
        "footnote-used-often": lambda size: "a[^1] " * (size // 6) + "\n\n[^1]: b",
        "footnotes-nested": lambda size: "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(size // 16)),
        "footnote-inline": _times("^["),
        "stars": _times("*"),
        "stars-in-words": _times("a*"),
        "stars-before-words": _times("*a "),
        "stars-in-threes": _times("***a"),
        "stars-both-ways": _times("*a_ "),
        "stars-nested": _nested("*a ", " a*"),
        "stars-two-three": _times("**a***b"),
        "lines-below": _times("_"),
        "lines-below-in-words": _times("_a "),
        "strikes": _times("~~a"),
        "strikes-long": _times("~"),
        "backticks": _times("`"),
        "backticks-growing": lambda size: " ".join("`" * n for n in range(1, int((size * 2) ** 0.5))),
        "backticks-in-turn": _times("`a``"),
        "backslashes": _times("\\"),
        "code-fences": _times("```\n"),
        "code-fence-open": _times("x\n", "```\n"),
        "code-indented": _times("    x\n\n"),
        "tildes": _times("~~~\n"),
        "less-than": _times("<"),
        "tags-half": _times("<a "),
        "tags": _times("<b>x</b>"),
        "tag-with-attributes": _times(' a="b"', "<a", ">"),
        "tag-attributes-half": _times(" a=", "<a"),
        "comments-half": _times("<!--"),
        "comments": _times("<!-- a -->"),
        "comment-of-hyphens": _times("-", "<!-", ""),
        "cdata": _times("<![CDATA["),
        "declarations": _times("<!A "),
        "instructions": _times("<?"),
        "addresses-half": _times("<https:"),
        "breaks": _times("<br>"),
        "entities": _times("&amp;"),
        "entities-half": _times("&a"),
        "entity-long": _times("a", "&", ";"),
        "entity-number-long": _times("1", "&#", ";"),
        "addresses": _times("https://a.b "),
        "address-long": _times("a.", "https://a", ""),
        "address-of-signs": _times(").", "https://a.b/("),
        "address-of-parentheses": _times(")", "https://a.b/"),
        "address-of-entities": _times("&a;", "https://a.b/"),
        "addresses-without-scheme": _times("www."),
        "mail": _times("a@"),
        "mail-long": _times("a", "", "@example.org"),
        "mail-of-points": _times("a.", "a@"),
        "mails": _times("a@b.c "),
        "mail-of-hyphens": _times("-", "a@b.c"),
        "schemes": _times("http:"),
        "quotes": _times(">", "", "x"),
        "quotes-apart": _times("> ", "", "x"),
        "quotes-deep": _deep("> "),
        "quotes-of-lists": _times("> - ", "", "x"),
        "quote-long": _times("> x\n"),
        "quote-lazy": _times("x\n", "> x\n"),
        "lists-nested": _times("- ", "", "x"),
        "lists-numbered-nested": _times("1. ", "", "x"),
        "lists-deep": _stairs("- "),
        "lists-deep-numbered": _stairs("1. "),
        "lists-of-stars": _times("* "),
        "list-long": _times("- x\n"),
        "list-of-blanks": _times("-\n"),
        "list-loose": _times("- x\n\n"),
        "list-with-code": _times("-     x\n"),
        "list-of-tasks": _times("- [ ] x\n"),
        "tasks": _times("- [ ] "),
        "number-long": _times("1", "", ". x"),
        "list-of-numbers": _times("1) x\n"),
        "hyphens": _times("-"),
        "hyphen-lines": _times("-\n\n"),
        "equals": _times("="),
        "rules": _times("- - -\n"),
        "underlined": _times("x\n===\n"),
        "underlined-late": _times("x\n", "", "==="),
        "table-wide": _times("|a", "", "|\n" + "|-" * 50 + "|\n"),
        "table-wide-whole": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
        "table-wide-and-long": lambda size: (
            "|a" * int(size**0.5) + "|\n" + "|-" * int(size**0.5) + "|\n" + "|\n" * int(size**0.5 * 2)
        ),
        "table-long": _times("|a|b|\n", "|a|b|\n|-|-|\n"),
        "table-empty-rows": _times("|\n", "|a" * 100 + "|\n" + "|-" * 100 + "|\n"),
        "table-autofilled": lambda size: (
            "|a" * min(size // 8, 4_000) + "|\n" + "|-" * min(size // 8, 4_000) + "|\n" + "|\n" * (size // 4)
        ),
        "tables-autofilled": _times("|a" * 180 + "|\n" + "|-" * 180 + "|\n" + "|\n" * 360 + "\n"),
        "table-of-escapes": lambda size: "|a|\n|-|\n|" + "\\|" * (size // 2) + "|\n",
        "table-of-code": lambda size: "|a|\n|-|\n|" + "`|" * (size // 2) + "|\n",
        "table-heads": _times("|a|b|\n|-|-|\n\n"),
        "table-delimiters": _times("|-", "|a|\n", "\n"),
        "table-delimiter-of-blanks": _times(" ", "|a|\n|-", "x"),
        "pipes": _times("|"),
        "pipes-in-lines": _times("|\n"),
        "definitions": _times("x\n: y\n\n"),
        "definitions-many": _times(": y\n", "x\n"),
        "definitions-nested": _times(": ", "x\n", "y"),
        "notes": _times("!!! note\n    x\n\n"),
        "notes-nested": lambda size: "".join(f"{'    ' * n}!!! note\n" for n in range(int((size / 4) ** 0.5))),
        "note-title-long": _times("a", '!!! note "', '"\n    x'),
        "note-title-open": _times('"a ', "!!! note "),
        "note-types": _times("!!! "),
        "note-of-lines": _times("    x\n", "!!! note\n"),
        "note-of-blanks": _times(" ", "!!! note", "x"),
        "alerts": _times("> [!NOTE]\n> x\n\n"),
        "alerts-nested": _times("> [!NOTE]\n"),
        "word-long": _times("a"),
        "word-of-accents": _times("á"),
        "words": _times("migración "),
        "lines": _times("x\n"),
        "paragraphs": _times("x\n\n"),
        "paragraphs-different": _numbered("Texto @ x.\n\n"),
        "capitals": _times("MIGRANTES "),
        "digits": _times("1"),
        "numbers": _times("1,000 "),
        "number-of-points": _times("1.", "", "0"),
        "dates": _times("10/06/2021 "),
        "dates-in-words": _times("10 de junio de 2021, "),
        "date-of-blanks": _times(" ", "10 de junio", "de 2021"),
        "names-avoided": _times("ilegales "),
        "names-avoided-half": _times("migrantes "),
        "quotes-in-words": _times('"a '),
        "quotes-curly": _times("“"),
        "quotes-curly-not-ours": _times("“", "ilegales "),
        "quotes-of-addresses-not-ours": _times("](", "ilegales "),
        "apostrophes": _times("'"),
        "guillemets": _times("«"),
        "accents-combined": _times("\u0301", "e"),
        "zero-width": _times("\u200d"),
        "astral": _times("😀"),
        "turned-around": _times("\u202e"),
        "nulls": _times("\0"),
        "slashes": _times("/"),
        "percent-signs": _times("%"),
        "conflict": _times("<<<<<<< a\n"),
        "fences": _times("---\n"),
        "braces": _times("{{"),
        "dollars": _times("$"),
        "at-signs": _times("@"),
        "glossary": _times("refugio "),
    }
)
"""Bodies by name."""

FRONTS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "flow-lists": _times("[", "aliases: "),
        "flow-lists-closed": lambda size: f"aliases: {_nested('[', ']')(size)}",
        "flow-maps": _times("{", "aliases: "),
        "flow-maps-nested": _times("{a: ", "aliases: "),
        "flow-maps-closed": lambda size: f"aliases: {_nested('{a: ', '}')(size)}",
        "flow-in-turn": _times("[{a: ", "aliases: "),
        "flow-keys": _times("? ", "aliases: {", "x}"),
        "flow-commas": _times("[],", "aliases: [", "]"),
        "flow-open-map": _times("a, ", "aliases: {", "x"),
        "lists": _times("- ", "aliases:\n  ", "x"),
        "list-marks-alone": _times("- ", "", "x"),
        "keys-asked": _times("? ", "", "x"),
        "maps-deep": lambda size: "a:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, int((size * 2) ** 0.5))),
        "lists-deep": lambda size: "aliases:\n" + "".join(f"{' ' * n}-\n" for n in range(1, int((size * 2) ** 0.5))),
        "unknown-fields": _numbered("f@: x\n"),
        "unknown-fields-near": _numbered("summary@: x\n"),
        "unknown-fields-long": lambda size: "".join(f"{'a' * 400}{n}: x\n" for n in range(size // 400)),
        "unknown-field-long": _times("a", "", ": x"),
        "unknown-fields-inside": _numbered("    f@: x\n", "files:\n  - file: a.png\n"),
        "unknown-fields-same": _times("f: x\n"),
        "anchors": _numbered("a@: &b@ x\n"),
        "anchors-only": _times("&a ", "aliases: "),
        "aliases-of-anchors": lambda size: (
            "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, size // 24))
        ),
        "aliases-many": _times("*b, ", "a: &b x\nc: [", "*b]"),
        "merges": _times("<<: {a: b}\n"),
        "tags": _times("!", "aliases: ", " x"),
        "tags-many": _numbered("a@: !!python/object x\n"),
        "directives": _times("%YAML 1.1\n"),
        "documents": _times("...\n"),
        "aliases-of-entry": _numbered("a@, ", "aliases: [", "z]"),
        "aliases-same": _times("a, ", "aliases: [", "a]"),
        "aliases-long": _times("a", "aliases: [", "]"),
        "topics-unknown": _numbered("borders@, ", "topics: [", "borders]"),
        "topics-same": _times("borders, ", "topics: [", "borders]"),
        "topics-in-one": _times("borders, ", 'topics: "', '"'),
        "countries-unknown": _numbered("  - code: Pana@\n", "countries:\n"),
        "countries-in-words": _times("Panamá y ", "countries: ", "México"),
        "countries-run": _times("Panama", "countries: "),
        "countries-no-words": _times("xx yy ", "countries: "),
        "country-long": _times("a", "countries: [{code: ", "}]"),
        "related-unknown": _numbered("  - {id: plan@, relation: implements}\n", "related:\n"),
        "related-same": _times("  - {id: plan, relation: implements}\n", "related:\n"),
        "leads-unknown": _numbered("unhcr@, ", "leads: [", "unhcr]"),
        "answers-unknown": _numbered("note#@, ", "answers: [", "note#1]"),
        "objectives": _times("5, ", "gcm_objectives: [", "5]"),
        "objective-long": _times("9", "gcm_objectives: [", "]"),
        "date-long": _times("1", "reviewed: "),
        "dates-one-of": _times("2019,", 'period: "[', '2020]"'),
        "dates-one-of-list": _times("2019, ", "period: [", "2020]"),
        "date-of-blanks": _times(" ", 'reviewed: "10', 'junio"'),
        "date-of-words": _times("de ", 'reviewed: "10 ', '2021"'),
        "date-of-slashes": _times("/", "period: 2019"),
        "date-of-hyphens": _times("2019-", "period: ", "2020"),
        "period-of-words": _times("desde ", 'period: "', '2020"'),
        "period-of-dates": _times("10 de junio de 2019 a ", 'period: "', '2020"'),
        "results": _numbered("  - {indicator: Personas @, value: 5, source: a}\n", "results:\n"),
        "results-same": _times("  - {indicator: Personas, value: 5, source: a}\n", "results:\n"),
        "results-bad": _times("  - {indicator: Personas, valor: x}\n", "results:\n"),
        "figures": _numbered("  - {label: Personas @, value: 5, unit: people}\n", "figures:\n"),
        "value-long": _times("9", "results: [{indicator: a, source: b, value: ", "}]"),
        "value-exponent": _times("9", "results: [{indicator: a, source: b, value: 1e", "}]"),
        "sources": _numbered("  - {title: Fuente @}\n", "sources:\n"),
        "sources-same": _times("  - {title: Fuente}\n", "sources:\n"),
        "sources-bad": _times("  - x\n", "sources:\n"),
        "sources-of-one-id": _times("  - {id: a, title: Fuente}\n", "sources:\n"),
        "address-long": _times("a", "sources: [{title: a, url: https://example.org/", "}]"),
        "address-of-points": _times("a.", "sources: [{title: a, url: https://", "org}]"),
        "address-of-colons": _times(":", "sources: [{title: a, url: 'https:", "'}]"),
        "address-without-scheme": _times("a.gob/", "sources: [{title: a, url: ", "}]"),
        "files": _numbered("  - {file: a@.png, alt: a, title: b}\n", "files:\n"),
        "files-same": _times("  - {file: a.png, alt: a}\n", "files:\n"),
        "title-long": _times("a", "title: "),
        "title-of-words": _times("migrantes ", "title: "),
        "title-of-blanks": _times(" ", 'title: "a', 'b"'),
        "title-in-lines": _times("\\n", 'title: "a', 'b"'),
        "title-folded": _times("  a\n", "title: >\n"),
        "title-of-signs": _times("<", "title: "),
        "title-of-controls": _numbered("\\u0007", 'title: "', '"'),
        "summary-of-words": _times("a ", "summary: "),
        "title-curly": _times("“", "title: "),
        "curly-in-turn": _times("“a”", "title: "),
        "quotes-open": _times("a\n  ", 'title: "'),
        "quote-early": _times('"a"', "title: "),
        "colons": _times("a: ", "title: "),
        "comments": _times(" #a", "title: b"),
        "comment-lines": _times("# a\n"),
        "tabs": _times("\t", "title:"),
        "tab-lines": _times("\ta: b\n"),
        "hard-blanks": _times("\u00a0", "\u00a0", "a: b"),
        "hard-blank-lines": _times("\u00a0a: b\n"),
        "backslashes": _times("\\", 'title: "', '"'),
        "escapes": _times("\\u0041", 'title: "', '"'),
        "no-colons": _times("abc\n"),
        "no-dashes": lambda size: "topics:\n  - a\n" + "  b\n" * (size // 4),
        "null-lines": _numbered("f@:\n"),
        "booleans": _numbered("f@: yes\n"),
        "block-scalar": _times("  a\n", "summary: |\n"),
        "block-scalar-of-blanks": _times("  \n", "summary: |\n"),
        "ids": _times("a", "id: "),
        "id-of-signs": _times("á", "id: "),
        "language-long": _times("a", "sources: [{title: a, language: ", "}]"),
        "email-long": _times("a.", "contact_office: ", "@example.org"),
        "status-long": _times("a", "status: "),
        "licence-long": _times("a", "licence: "),
        "hash-long": _times("0", "translation: {source_hash: '", "', status: draft}"),
        "next-line-signs": _times("\x85", 'title: "a', '"'),
        "nested-records": _times("- {a: [", "sources:\n  "),
    }
)
"""Fields by name: each is written in place of the field of its name, or beside the others."""


def _lines(text: str) -> str:
    """Break lines that are longer than the check lets them be: what costs by the block grows all the same."""
    return "\n".join(
        line[start : start + _LONGEST] for line in text.split("\n") for start in range(0, max(len(line), 1), _LONGEST)
    )


def body_of_size(name: str, size: int) -> Unwritten:
    """Return an entry, in both languages, whose body is a shape of about so many characters."""
    shape = _lines(BODIES[name](size))
    return {path: f"{(VALID / path).read_text('utf-8')}\n{shape}\n".encode() for path in (ENTRY, _TRANSLATION)}


def front_of_size(name: str, size: int) -> Unwritten:
    """Return an entry with a field of about so many characters."""
    grown = FRONTS[name](size).rstrip("\n")
    field, colon, _ = grown.partition(":")
    kept = _FRONT.split("\n")
    if colon and any(line.startswith(f"{field}:") for line in kept):
        start = next(place for place, line in enumerate(kept) if line.startswith(f"{field}:"))
        end = next((n for n in range(start + 1, len(kept)) if kept[n][:1].isalpha()), len(kept))
        kept[start:end] = []
    text = "\n".join(("---", *kept, _lines(grown), "---", _BODY))
    return {ENTRY: text.encode()}
