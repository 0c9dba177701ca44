"""What is put right in the pages of the theme."""

from __future__ import annotations

from pathlib import Path

from mkdocs.utils import get_theme_dir

from knowledge_base.render.theme import _TOGGLES, mend

BASE = Path(get_theme_dir("material")) / "base.html"


def test_the_check_boxes_that_nothing_opens_are_out_of_the_way() -> None:
    theirs = BASE.read_text("utf-8")
    assert all(theirs.count(toggle) == 1 for toggle in _TOGGLES), "how does the theme write them now?"
    ours = mend(theirs)
    assert ours.count(" hidden disabled>") == len(_TOGGLES)
    assert not any(toggle in ours for toggle in _TOGGLES)
