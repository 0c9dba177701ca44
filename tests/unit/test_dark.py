"""The sheet of dark colours, as text."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.publish.site.dark import DARK_SHEET, dark_colours, write_dark_sheet

_SHEET = """@charset "utf-8";
@import "}a{.css";
/* [data-md-color-scheme="slate"] { --no: 1; } */
[data-md-color-scheme="default"] { --ink: #000; }
[data-md-color-scheme="slate"] { --ink: #fff; --brace: "} [data-md-color-scheme=slate] {"; }
a:not([data-md-color-scheme="slate"]) { color: red; }
@media (prefers-contrast: more) {
  :root { --line: #111; }
  [data-md-color-scheme="slate"] { --line: #eee; }
}
@media print { a { color: inherit; } }
"""


def test_it_has_the_dark_scheme_for_any_scheme_and_nothing_else() -> None:
    assert dark_colours(_SHEET) == (
        '[data-md-color-scheme] { --ink: #fff; --brace: "} [data-md-color-scheme=slate] {"; }\n'
        "@media (prefers-contrast: more) {\n[data-md-color-scheme] { --line: #eee; }\n}\n"
    )


def test_a_minified_sheet_is_read_too() -> None:
    sheet = "@media screen{[data-md-color-scheme=slate]{color-scheme:dark}[data-md-color-scheme=slate] img{a:b}}"
    assert dark_colours(sheet) == "@media screen{\n[data-md-color-scheme] {color-scheme:dark}\n}\n"


def test_ours_comes_after_the_theme_s(tmp_path: Path) -> None:
    folder = (tmp_path / DARK_SHEET).parent
    folder.mkdir(parents=True)
    rule = "[data-md-color-scheme=slate]{{--from:'{}'}}"
    for name in ("knowledge-base", "palette.0123.min", "main.0123.min"):
        (folder / f"{name}.css").write_text(rule.format(name), "utf-8")
    write_dark_sheet(tmp_path)
    assert (tmp_path / DARK_SHEET).read_text("utf-8") == (
        '[data-md-color-scheme] {--from:"palette.0123.min"}\n[data-md-color-scheme] {--from:"knowledge-base"}\n'
    )
