"""Practices of before are moved to several leads, and to what an agenda shows, without losing a word."""

from __future__ import annotations

import pytest

from knowledge_base.contribute.migrate.lines import NotMovedError
from knowledge_base.contribute.migrate.practices import migrated_practice


def _entry(*lines: str) -> str:
    return "\n".join(("---", "id: one", *lines, "---", "lead: of the text", "shared_at: likewise", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            ("lead: PA  # as the agenda has it", "shared_at: [summit]"),
            ("leads: [PA]  # as the agenda has it", "announced_at: [summit]"),
        ),
        (
            ("shared_at:", "  - summit", "  - dialogue", 'lead: "inm-mexico"'),
            ("announced_at:", "  - summit", "  - dialogue", "leads: [inm-mexico]"),
        ),
        (("translation: {status: draft}",), ("translation: {status: draft}",)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_leads_and_announcements_are_moved(before: tuple[str, ...], after: tuple[str, ...], end: str) -> None:
    old, new = (_entry(*lines).replace("\n", end) for lines in (before, after))
    assert migrated_practice(old) == new
    assert migrated_practice(new) == new


def test_what_is_not_understood_is_named() -> None:
    with pytest.raises(NotMovedError, match="lead: &x"):
        migrated_practice(_entry("lead: &x PA"))
