"""Commitments: the points of all agreements that ask for something, those that are open first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge_base.assemble.clauses import ChangeKind, Clauses
from knowledge_base.assemble.entries import Entry
from knowledge_base.model.choices import Standing, Status
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.model.follow_up import followed, standing
from knowledge_base.model.types import ToPart


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """A point of an agreement that asks for something.

    Attributes:
        agreement: the agreement.
        place: the index of the point among those of the agreement.
        ref: its number.
        standing: its state according to its reports; ``None`` if it no longer holds, because it was ended or replaced.
    """

    agreement: Entry
    place: int
    ref: str
    standing: Standing | None

    @property
    def clause(self) -> str:
        """Its id, as other entries refer to it."""
        return f"{self.agreement.id}#{self.ref}"

    @property
    def open(self) -> bool:
        """Whether a source says that it is open or in progress. Where nothing is recorded, it may be or not."""
        return self.standing in (Standing.OPEN, Standing.IN_PROGRESS)

    @property
    def unfinished(self) -> bool:
        """Whether it holds, and no source says that it was done or lapsed."""
        return self.standing not in (None, Standing.DONE, Standing.LAPSED)


@dataclass(frozen=True, kw_only=True)
class Commitments:
    """All commitments.

    Attributes:
        listed: those of agreements that are not withdrawn, by state in the order of `STATES`; of the same state, the
            newest agreement first, and then in the order of the document.
        still_open: the open ones, which are the first of these.
        of_agreement: the unfinished ones of each agreement that has any, by its id, in the same order.
        of_all: all of each agreement that has any, likewise.
        referring: the ids of the entries that refer to each point (`Commitment.clause`) that any refers to, and of
            those that show what became of it; sorted, without its own agreement.
    """

    listed: tuple[Commitment, ...] = ()
    still_open: tuple[Commitment, ...] = ()
    of_agreement: Mapping[str, tuple[Commitment, ...]] = field(default_factory=dict)
    of_all: Mapping[str, tuple[Commitment, ...]] = field(default_factory=dict)
    referring: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


STATES: tuple[Standing | None, ...] = (
    Standing.OPEN,
    Standing.IN_PROGRESS,
    Standing.BY_COUNTRY,
    Standing.NOT_RECORDED,
    Standing.DONE,
    Standing.LAPSED,
    None,
)
"""The states in the order of every list; the last is that of points that no longer hold."""


def group_commitments(entries: Iterable[Entry], clauses: Clauses) -> Commitments:
    """Collect the commitments.

    Args:
        entries: the public entries, in the order that the lists keep.
        clauses: the changes to points of agreements.
    """
    entries = tuple(entries)
    found = [
        _commitment(entry, place, provision, clauses)
        for entry in entries
        if isinstance(record := entry.record, Agreement) and record.status is not Status.WITHDRAWN
        for asking in [followed(record)]
        for place, provision in enumerate(record.provisions)
        if provision in asking
    ]
    listed = tuple(sorted(found, key=lambda each: STATES.index(each.standing)))
    of_agreement: defaultdict[str, list[Commitment]] = defaultdict(list)
    of_all: defaultdict[str, list[Commitment]] = defaultdict(list)
    for each in listed:
        of_all[each.agreement.id].append(each)
        if each.unfinished:
            of_agreement[each.agreement.id].append(each)
    return Commitments(
        listed=listed,
        still_open=tuple(each for each in listed if each.open),
        of_agreement={id_: tuple(each) for id_, each in of_agreement.items()},
        of_all={id_: tuple(each) for id_, each in of_all.items()},
        referring=_referring(entries),
    )


def _commitment(entry: Entry, place: int, provision: Provision, clauses: Clauses) -> Commitment:
    last = clauses.last(f"{entry.id}#{provision.ref}")
    over = entry.record.status.retired or (last is not None and last.kind is not ChangeKind.AMENDS)
    return Commitment(agreement=entry, place=place, ref=provision.ref, standing=None if over else standing(provision))


def _referring(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    entries = tuple(entries)
    public = {entry.id for entry in entries}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for _, marker, id_ in entry.references:
            if isinstance(marker, ToPart) and marker.field == "provisions":
                found[id_].add(entry.id)
        if isinstance(record := entry.record, Agreement):
            for provision in record.provisions:
                shown = {id_ for report in provision.reports for id_ in report.evidence}
                found[f"{entry.id}#{provision.ref}"] |= shown & public
    others = {clause: ids - {clause.partition("#")[0]} for clause, ids in found.items()}
    return {clause: tuple(sorted(ids)) for clause, ids in others.items() if ids}
