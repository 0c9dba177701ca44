"""Practices of before are moved to several leads, and to what an agenda shows, without losing a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.check.run import check_content
from knowledge_base.contribute.migrate.practices import migrate_practices, migrated_practice
from tests.unit.repository import make_repository


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


def test_what_is_not_understood_is_named_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lead: &x"):
        migrated_practice(_entry("lead: &x PA"))
    path = tmp_path / "docs/en/practices/one.md"
    path.parent.mkdir(parents=True)
    path.write_text(_entry("lead: &x PA", "shared_at: [summit]"), "utf-8")
    assert migrate_practices(tmp_path) == (f"{path}: lead: &x PA",)
    assert path.read_text("utf-8") == _entry("lead: &x PA", "shared_at: [summit]")


def test_a_repository_of_before_passes_once_it_is_moved(tmp_path: Path) -> None:
    before = {
        "docs/en/practices/hotline.md": {
            "leads: [institute]": "lead: institute",
            "announced_at: [summit]": "shared_at: [summit]",
        },
        "docs/es/practices/shelter-network.md": {
            "leads: [PA]": "lead: PA",
            "announced_at: [dialogue]": "shared_at: [dialogue]",
        },
    }
    root = make_repository(tmp_path, {"edit": before})
    assert check_content(root).problems
    assert migrate_practices(root) == ()
    assert check_content(root).problems == ()
