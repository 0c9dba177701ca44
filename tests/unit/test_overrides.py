"""What our templates change in the theme's."""

from __future__ import annotations

from pathlib import Path

import material

OURS = Path(__file__).parents[2] / "overrides" / "partials" / "source.html"
THEIRS = Path(material.__file__).parent / "templates" / "partials" / "source.html"

# The theme's script asks the host of the repository for numbers wherever it finds this mark.
MARK = 'data-md-component="source"'


def test_the_link_to_the_repository_makes_no_request() -> None:
    assert MARK in THEIRS.read_text("utf-8"), (
        "the theme marks the link in another way now: see what its script looks for"
    )
    assert MARK not in OURS.read_text("utf-8")
