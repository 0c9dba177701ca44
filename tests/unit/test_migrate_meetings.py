"""Meetings and countries of before are moved to bodies, capacities and memberships, without losing a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.contribute.migrate.meetings import (
    NotMovedError,
    migrate_meetings,
    moved_countries,
    moved_meeting,
)


def _entry(*lines: str) -> str:
    return "\n".join(("---", "id: one", *lines, "---", "body: of the text", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            ("body: rcm", 'presidency: "MX"  # as the note has it'),
            ("bodies: [rcm]", "presidencies: [MX]  # as the note has it"),
        ),
        (
            ("body: rcm", "participants: [CR, MX]", "participating_organisations: [unhcr]  # two days"),
            ("bodies: [rcm]", "participants:", "  members: [CR, MX]", "  organisations: [unhcr]  # two days"),
        ),
        (
            ("participating_organisations: [unhcr]", "modality: virtual", "participants: [CR, BR]", "body: rcm"),
            (
                "participants:",
                "  countries: [CR, BR]",
                "  organisations: [unhcr]",
                "modality: virtual",
                "bodies: [rcm]",
            ),
        ),
        (
            ("body: sacm", "participants: [CR, MX]"),
            ("bodies: [sacm]", "participants:", "  countries: [CR, MX]"),
        ),
        (("modality: virtual",), ("modality: virtual",)),
    ],
)
def test_bodies_and_participants_are_moved(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Countries are called members only where all of them are and the body is one of the RCM."""
    for end in ("\n", "\r\n"):
        old, new = (_entry(*lines).replace("\n", end) for lines in (before, after))
        assert moved_meeting(old, {"CR", "MX"}, {"sacm"}) == new
        assert moved_meeting(new, {"CR", "MX"}, {"sacm"}) == new


def test_what_is_not_understood_is_named_and_left_alone(tmp_path: Path) -> None:
    block = _entry("body:", "  rcm")
    with pytest.raises(NotMovedError, match="body:"):
        moved_meeting(block, (), ())
    for path, text in {
        "docs/en/meetings/one.md": block,
        "docs/en/meetings/two.md": _entry("body: rcm"),
        "vocabularies/bodies.yml": "- id: sacm\n  outside: true\n- id: rcm\n",
        "vocabularies/countries.yml": "- id: CR\n  member: true\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (problem,) = migrate_meetings(tmp_path)
    assert "one.md" in problem
    assert (tmp_path / "docs/en/meetings/one.md").read_text("utf-8") == block
    assert (tmp_path / "docs/en/meetings/two.md").read_text("utf-8") == _entry("bodies: [rcm]")
    moved = "- id: CR\n  memberships:\n    - {body: rcm, status: member}\n"
    assert (tmp_path / "vocabularies/countries.yml").read_text("utf-8") == moved
    assert migrate_meetings(tmp_path) == (problem,)


def test_members_get_a_membership_without_dates() -> None:
    old = "# All\r\n- id: CR\r\n  member: true  # from the start\r\n  aliases: {}\r\n- id: HT\r\n"
    assert moved_countries(old, "rcm") == (
        "# All\r\n- id: CR\r\n  memberships:  # from the start\r\n    - {body: rcm, status: member}\r\n"
        "  aliases: {}\r\n- id: HT\r\n"
    )
