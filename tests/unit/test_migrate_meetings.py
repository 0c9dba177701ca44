"""Meetings and countries of before are moved to bodies, capacities and memberships, without losing a word."""

from __future__ import annotations

import pytest

from knowledge_base.contribute.migrate.lines import NotMovedError
from knowledge_base.contribute.migrate.meetings import moved_countries, moved_meeting


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


def test_what_is_not_understood_is_named() -> None:
    with pytest.raises(NotMovedError, match="body:"):
        moved_meeting(_entry("body:", "  rcm"), (), ())


def test_members_get_a_membership_without_dates() -> None:
    old = "# All\r\n- id: CR\r\n  member: true  # from the start\r\n  aliases: {}\r\n- id: HT\r\n"
    assert moved_countries(old, "rcm") == (
        "# All\r\n- id: CR\r\n  memberships:  # from the start\r\n    - {body: rcm, status: member}\r\n"
        "  aliases: {}\r\n- id: HT\r\n"
    )
