"""``python -m benchmarks.readme``: writes the figures in README, from ``results.json`` and ``copies.json``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.copies import Copies, CopyRow, Made, read_copies
from benchmarks.results import RATIOS, Key, Results, Row, Step, Subject, memory_of, ratio, read_results, wall_of
from knowledge_base.publish.packs.shelf import CopyForm

README = Path(__file__).resolve().parent.parent / "README.md"
_BEGIN = "<!-- written by: python -m benchmarks.readme -->"
_END = "<!-- end of what is written by: python -m benchmarks.readme -->"

_OURS, _CHECK = Subject.OURS, Subject.CHECK
_SECONDS: Mapping[str, Key] = {
    "first build": (_OURS, False, Step.COLD),
    "first build, with search": (_OURS, True, Step.COLD),
    "build, nothing changed": (_OURS, False, Step.SECOND),
    "build, nothing changed, with search": (_OURS, True, Step.SECOND),
    "build, a text edited": (_OURS, False, Step.BODY),
    "build, a text edited, with search": (_OURS, True, Step.BODY),
    "build, a text edited whose translation becomes out of date": (_OURS, False, Step.OUTDATED),
    "build, a title edited": (_OURS, False, Step.TITLE),
    "build, a topic of an entry exchanged": (_OURS, False, Step.FACT),
    "preview, from saving a text to the page": (_OURS, True, Step.PREVIEW_BODY),
    "preview, from saving a title to the page and the list": (_OURS, True, Step.PREVIEW_TITLE),
    "`kb check`": (_CHECK, False, Step.COLD),
    "`kb check`, nothing changed": (_CHECK, False, Step.SECOND),
}
_TIMES: Mapping[str, tuple[str, Callable[[Row], float | None]]] = {
    "first build / Hugo": ("ours, cold / Hugo", wall_of),
    "first build / Hugo, memory": ("ours, cold / Hugo", memory_of),
    "first build / Hugo and Pagefind, with search": ("ours with search, cold / Hugo and Pagefind", wall_of),
    "build, a text edited / Hugo's whole build": ("ours, a text edited / Hugo's whole build", wall_of),
    "first build / plain Material": ("ours, cold / plain", wall_of),
    "`kb check` / reading its YAML alone": ("kb check, cold / its YAML alone", wall_of),
}

_FORMS: Mapping[CopyForm | Made, str] = {
    Made.SITE: "the site, its first build",
    Made.SAVED: "saved on a device",
    CopyForm.SINGLE: "one HTML file",
    CopyForm.EPUB: "book (EPUB)",
    CopyForm.ZIM: "archive for Kiwix (ZIM)",
    CopyForm.PAPERS: "PDF, in a zip",
    CopyForm.FOLDER: "folder, both languages",
    CopyForm.PART: "folder of the largest topic, both languages, with its build",
}


def block(results: Results, copies: Copies) -> str:
    """Return the figures as Markdown: on what they were measured, seconds, ratios, and copies."""
    versions = results.versions
    rounds = "one round" if results.rounds == 1 else f"the best of {results.rounds} rounds"
    said = (
        f"Seconds of `make bench` on {results.cores} cores ({results.system}, Python {versions['Python']}), {rounds}."
        " The entries are synthetic, as many as each column says in each of the two languages."
    )
    others = (
        f"How many times ours takes what others take for the same entries, in wall time if not said: Hugo"
        f" {versions['hugo']} with the same lists but without our other pages, and plain MkDocs {versions['mkdocs']}"
        f" with Material {versions['mkdocs-material']}, static-i18n {versions['mkdocs-static-i18n']} and as many pages."
    )
    seconds, ratios = (
        _table(results, "seconds", _second_rows(results)),
        _table(results, "ratio", _ratio_rows(results)),
    )
    return "\n".join([said, "", *seconds, "", others, "", *ratios, *_copies_tables(copies)])


def _copies_tables(copies: Copies) -> Iterator[str]:
    for size in sorted({row.size for row in copies.rows}):
        yield ""
        yield (
            f"Copies at {size:,} synthetic entries in each of the two languages: the size of one, the seconds of"
            " making those of both languages, and how many times that of the first build this is, measured after it in"
            " the same run."
        )
        yield ""
        yield from _copies_table(copies.of_size(size))


def _copies_table(rows: Mapping[CopyForm | Made, CopyRow]) -> Iterator[str]:
    yield _line("copy", ["MB", "seconds", "ratio"])
    yield "|---|---:|---:|---:|"
    build = rows[Made.SITE].wall
    for form, name in _FORMS.items():
        if not (row := rows.get(form)):
            continue
        times = [""] * 2 if row.wall is None or build is None else [_rounded(row.wall), _rounded(row.wall / build)]
        yield _line(name, [_rounded(row.largest / 1e6), *times])


def _table(results: Results, title: str, rows: Iterator[tuple[str, list[str]]]) -> Iterator[str]:
    yield _line(title, [f"{size:,}" for size in results.sizes])
    yield "|---|" + "---:|" * len(results.sizes)
    for name, cells in rows:
        yield _line(name, cells)


def _second_rows(results: Results) -> Iterator[tuple[str, list[str]]]:
    for name, key in _SECONDS.items():
        rows = [results.find(size, key) for size in results.sizes]
        yield name, [_rounded(row.wall) if row else "" for row in rows]


def _ratio_rows(results: Results) -> Iterator[tuple[str, list[str]]]:
    for name, (keys, value) in _TIMES.items():
        found = [ratio(results, size, RATIOS[keys], value) for size in results.sizes]
        yield name, ["" if one is None else _rounded(one) for one in found]


def _line(name: str, cells: list[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def _rounded(value: float) -> str:
    """Return a positive number with two digits or more."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def with_block(text: str, figures: str) -> str:
    """Return a text with the figures between the two marks.

    Raises:
        ValueError: the marks are not there, once each.
    """
    if text.count(_BEGIN) != 1 or text.count(_END) != 1:
        raise ValueError(f"{_BEGIN} and {_END} have to be there once")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{figures}\n{_END}{after}"


def main() -> None:
    """Write the figures into README."""
    README.write_text(
        with_block(README.read_text("utf-8"), block(read_results(), read_copies())), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
