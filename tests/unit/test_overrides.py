"""What our templates change in the theme's."""

from __future__ import annotations

from pathlib import Path

from mkdocs.utils import get_theme_dir

OURS = Path(__file__).parents[2] / "overrides" / "partials" / "source.html"
THEIRS = Path(get_theme_dir("material")) / "partials" / "source.html"

# The theme's script asks the host of the repository for numbers wherever it finds this mark.
MARK = 'data-md-component="source"'


def test_the_link_to_the_repository_makes_no_request() -> None:
    assert MARK in THEIRS.read_text("utf-8"), "what does the script of the theme look for now?"
    assert MARK not in OURS.read_text("utf-8")
