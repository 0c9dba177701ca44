"""The countries that adopted an agreement, where it says that all who took part in its meeting did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.model.entries import PARTICIPANTS, Agreement, Meeting
from knowledge_base.model.kinds import AGREEMENT


def took_part(meeting: Entry | None) -> tuple[str, ...]:
    """Return the codes of the countries that took part in a meeting, as far as it lists them; observers did not."""
    record = meeting.record if meeting else None
    if not isinstance(record, Meeting) or not record.participants:
        return ()
    return (*(record.participants.members or ()), *(record.participants.countries or ()))


def with_adopters(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Replace the word ``participants`` in agreements by the countries that took part in the meeting.

    The word stays where the meeting is not known or lists no countries, which is an error for the check
    (`knowledge_base.check.agreements.adopters`).
    """
    entries = tuple(entries)
    by_id = {entry.id: entry for entry in entries}
    return tuple(_with_adopters(entry, by_id) for entry in entries)


def _with_adopters(entry: Entry, by_id: Mapping[str, Entry]) -> Entry:
    # The records of other kinds are not asked for, as each costs its validation.
    record = entry.record if entry.kind is AGREEMENT else None
    if not isinstance(record, Agreement) or tuple(record.adopted_by or ()) != (PARTICIPANTS,):
        return entry
    countries = took_part(by_id.get(record.adopted_at or ""))
    if not countries:
        return entry
    versions = {locale: _version(version, countries) for locale, version in entry.versions.items()}
    return replace(entry, versions=versions)


def _version(version: Version, countries: tuple[str, ...]) -> Version:
    return replace(version, record=version.record.model_copy(update={"adopted_by": countries}))
