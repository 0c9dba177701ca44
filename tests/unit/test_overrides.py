"""What our templates change in the theme's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.utils import get_theme_dir

OVERRIDES = Path(__file__).parents[2] / "overrides"
OURS = OVERRIDES / "partials" / "source.html"
THEIRS = Path(get_theme_dir("material")) / "partials" / "source.html"

# The theme's script asks the host of the repository for numbers wherever it finds this mark.
MARK = 'data-md-component="source"'


def test_the_link_to_the_repository_makes_no_request() -> None:
    assert MARK in THEIRS.read_text("utf-8"), "what does the script of the theme look for now?"
    assert MARK not in OURS.read_text("utf-8")


@pytest.mark.parametrize(
    ("base_url", "root"), [(".", "./"), ("../..", "../../"), ("/", "/"), ("/kb/", "/kb/"), ("/kb", "/kb/")]
)
def test_scripts_find_the_root_from_every_page(base_url: str, root: str) -> None:
    found = re.search(r'data-root="(\{\{.*?\}\})"', (OVERRIDES / "main.html").read_text("utf-8"))
    assert found
    assert Environment(autoescape=True).from_string(found[1]).render(base_url=base_url) == root
