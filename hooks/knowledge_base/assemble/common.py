"""What concerns all Member Countries of the RCM, though its sources name none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge_base.assemble.adopters import took_part
from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import Agreement, ConceptNote, Meeting


def common_to_members(entries: Iterable[Entry], outside: Mapping[str, bool]) -> tuple[Entry, ...]:
    """Return the entries of the RCM that are of all Member Countries, as far as the sources say.

    These are the agreements whose sources do not list who adopted them, the meetings whose sources do not list who took
    part, and the concept notes with guiding questions, which are put to every Member Country. That an agreement is
    among them does not mean that each country adopted it.

    Args:
        entries: the valid entries, in the order that the result keeps.
        outside: whether an entry is of bodies outside the RCM alone, by id.
    """
    return tuple(entry for entry in entries if not outside[entry.id] and _names_no_country(entry))


def _names_no_country(entry: Entry) -> bool:
    record = entry.record
    return (
        (isinstance(record, Agreement) and not record.adopted_by)
        or (isinstance(record, Meeting) and not took_part(entry))
        or (isinstance(record, ConceptNote) and bool(record.guiding_questions))
    )
