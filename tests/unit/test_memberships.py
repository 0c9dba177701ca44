"""What countries are or were in a body at a date: certain, or not said."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.model.memberships import Membership, MembershipStatus
from knowledge_base.model.vocabularies import BilingualText, Body, Country, Vocabularies
from knowledge_base.model.when import When

ROOT = Path(__file__).parents[2]


def _known(*held: Membership) -> Vocabularies:
    text = BilingualText(en="X", es="X")
    bodies = [
        Body(id="other", label=text, description=text, outside=True),
        Body(id="network", label=text, description=text, part_of="other"),
        Body(id="group", label=text, description=text, part_of="conference"),
        Body(id="conference", label=text, description=text),
    ]
    return Vocabularies(countries={"CR": Country(id="CR", memberships=held)}, bodies={body.id: body for body in bodies})


def _member(since: str = "", seen: str = "", until: str = "", body: str = "conference") -> Membership:
    dates = {"since": since, "seen": seen, "until": until}
    given = {name: When.parse(date) for name, date in dates.items() if date}
    return Membership(body=body, status=MembershipStatus.MEMBER, **given)


@pytest.mark.parametrize(
    ("held", "date", "sure"),
    [
        (_member(), "1996", True),
        (_member(since="1996-03-13"), "1996-03-13/1996-03-14", True),
        (_member(since="1996-03-13"), "1996-03-12/1996-03-14", False),
        (_member(since="1996-03-13"), "1996-03", False),
        (_member(since="1996"), "1996-03-13", False),
        (_member(since="1996"), "1997", True),
        (_member(since="1996~"), "2020", False),
        # It joined between the two meetings: surely only at the second.
        (_member(since="1999-01-29/2000-03-23"), "2000-03-22", False),
        (_member(since="1999-01-29/2000-03-23"), "2000-03-23/2000-03-24", True),
        # A source shows it during the whole meeting.
        (_member(seen="2000-03-23/2000-03-24"), "2000-03-23/2000-03-24", True),
        (_member(seen="2000-03-23/2000-03-24"), "1999-01-28", False),
        (_member(seen="2000-03-23/2000-03-24"), "2025-11-19", True),
        (_member(until="2010-06-30"), "2010-06-29", True),
        (_member(until="2010-06-30"), "2010", False),
        (_member(until="2010"), "2011", False),
        (_member(since="2000", until="2010"), "199X", False),
        (_member(since="2000"), "../2005", False),
    ],
)
def test_members_at_a_date_are_those_that_surely_were(held: Membership, date: str, sure: bool) -> None:  # noqa: FBT001
    assert _known(held).members_on(When.parse(date)) == (("CR",) if sure else ())


def test_members_of_another_conference_are_none_of_the_rcm() -> None:
    known = _known(_member(body="other"), Membership(body="conference", status=MembershipStatus.OBSERVER))
    assert known.conference == "conference"
    assert (known.members, known.observers) == ((), ("CR",))
    assert known.members_on(When.parse("2025")) == ()
    assert known.members_on(When.parse("2025"), "other") == ("CR",)
    assert known.countries["CR"].standing(known) == "Observer country of the RCM"
    assert [known.is_outside(id_) for id_ in ("other", "network", "group", "conference", "unknown")] == [
        *(True, True, False, False, False)
    ]


def test_a_membership_that_ended_is_not_a_present_one() -> None:
    known = _known(_member(until="2010"))
    assert (known.members, known.members_on(When.parse("2009"))) == ((), ("CR",))


def test_the_members_of_the_rcm_are_ten_in_puebla_and_eleven_in_washington() -> None:
    """The Dominican Republic is first shown as a member in March 2000 (see the sources of its membership)."""
    known, _, problems = load_vocabularies(ROOT)
    assert problems == ()
    assert len(known.members) == 11
    assert set(known.members) - set(known.members_on(When.parse("1996-03-13/1996-03-14"))) == {"DO"}
    assert set(known.members_on(When.parse("2000-03-23/2000-03-24"))) == set(known.members)
    assert known.observers == ("AR", "CO", "EC", "JM", "PE")
    assert all(held.sources for country in known.countries.values() for held in country.memberships)
