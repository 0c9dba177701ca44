"""What countries are or were in the bodies that meet, over time."""

from __future__ import annotations

import datetime as dt

from knowledge_base.locale import N_
from knowledge_base.model.types import BodyId, Choice, DocumentId, Frozen
from knowledge_base.model.when import Date, When


class MembershipStatus(Choice):
    """What a country is in a body that meets."""

    MEMBER = "member", N_("Member Country")
    OBSERVER = "observer", N_("Observer country")


STANDINGS = {
    MembershipStatus.MEMBER: N_("Member Country of the RCM"),
    MembershipStatus.OBSERVER: N_("Observer country of the RCM"),
}
"""What a country of each status in the RCM is called (English; ``es.po`` has the Spanish)."""


class Membership(Frozen):
    """What a country is or was in a body, for how long, and where that can be read. No year is ever guessed."""

    body: BodyId
    """The body."""
    status: MembershipStatus
    """What it is or was there."""
    since: Date | None = None
    """When that began, where a source says so."""
    seen: Date | None = None
    """The earliest date for which a source shows it, where none says when it began."""
    until: Date | None = None
    """When it ended; absent while it lasts."""
    sources: tuple[DocumentId, ...] = ()
    """Where that can be read: documents of the list of documents."""

    def covers(self, date: When) -> bool:
        """Whether it surely holds at a date, all of it; where no beginning is recorded, it counts as always begun.

        A country that a source shows during a period is shown from its first day on; one that became a member during a
        period surely is one from its last day on.
        """
        start = self.since.over_by if self.since else self.seen.begun_by if self.seen else dt.date.min
        first = date.not_before
        begun = start is not None and first is not None and first >= start
        return begun and (self.until is None or date.surely_before(self.until))
