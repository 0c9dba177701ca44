"""Links between entries, in both directions, each with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.choices import Relation
from knowledge_base.model.entries import Agreement, AnyRecord
from knowledge_base.model.follow_up import CARRIED_OUT, IN_PART, TAKEN_UP, relation
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.shape import Path, leaves, names_of, shape_of
from knowledge_base.model.types import LinkedAs, ToEntry, ToPart


@dataclass(frozen=True)
class EntryLink:
    """A link from an entry to another.

    Attributes:
        target: the id of the other entry.
        reason: the heading over the other entry (English; ``es.po`` has the Spanish).
    """

    target: str
    reason: str


@dataclass(frozen=True)
class _Edge:
    """A relation that an entry declares: its target, and the reason as seen from either end."""

    target: str
    forward: str
    backward: str


_RELATIONS: Mapping[Relation, tuple[str, str]] = {
    Relation.RELATED: (N_("Related"), N_("Related")),
    Relation.FOLLOWS: (N_("Follows"), N_("Followed by")),
    Relation.IMPLEMENTS: (N_("Carries out"), N_("Carried out by")),
    Relation.CITES: (N_("Cites"), N_("Cited by")),
    Relation.PART_OF: (N_("Part of"), N_("Includes")),
}


def linked(entry: Entry) -> tuple[tuple[str, LinkedAs], ...]:
    """Return the entries that the fields marked with `LinkedAs` refer to, as pairs of id and reason.

    Top-level fields come before fields of nested records.
    """
    reasons = _reasons(entry.kind.record)
    found = [
        (len(names), id_.partition("#")[0], _reported(entry.record, path) or reasons[names])
        for path, marker, id_ in entry.references
        if isinstance(marker, ToEntry | ToPart) and (names := names_of(path)) in reasons
    ]
    return tuple((id_, reason) for _, id_, reason in sorted(found, key=lambda each: each[0]))


def _reported(record: AnyRecord, path: Path) -> LinkedAs | None:
    """Return the reason of a link to the evidence of a report, which depends on what was reported."""
    if isinstance(record, Agreement) and len(path) > 3 and path[2] == "reports":
        _, place, _, index, *_ = path
        provision = record.provisions[int(place)]
        return relation(provision, provision.reports[int(index)])
    return None


@cache
def _reasons(model: type[AnyRecord]) -> Mapping[tuple[str, ...], LinkedAs]:
    return {
        names: constraint
        for names, leaf in leaves(shape_of(model))
        for constraint in leaf.constraints
        if isinstance(constraint, LinkedAs)
    }


@cache
def trail_reasons() -> frozenset[str]:
    """Return the reasons of links, from either end, that are steps of commitment trails."""
    found = (each for kind in KINDS for each in _reasons(kind.record).values() if each.trail)
    every = (*found, TAKEN_UP, IN_PART, CARRIED_OUT)
    return frozenset(reason for each in every for reason in (each.forward, each.backward))


def _edges(entry: Entry) -> Iterator[_Edge]:
    record = entry.record
    for id_, reason in linked(entry):
        yield _Edge(id_, reason.forward, reason.backward)
    for other in record.related:
        yield _Edge(other.id, *_RELATIONS[other.relation])
    if record.replaced_by:
        yield _Edge(record.replaced_by, N_("Replaced by"), N_("Replaces"))


def links_between(entries: Iterable[Entry]) -> dict[str, tuple[EntryLink, ...]]:
    """Return the links of each entry, by id: those that it declares, and the reverse of those that others declare.

    Links to entries that are not among ``entries`` are skipped; ``check`` reports them. Identical links, as when both
    entries declare the same relation, are kept once.
    """
    entries = tuple(entries)
    known = {entry.id for entry in entries}
    found: defaultdict[str, list[EntryLink]] = defaultdict(list)
    for entry in entries:
        for edge in _edges(entry):
            if edge.target in known and edge.target != entry.id:
                found[entry.id].append(EntryLink(edge.target, edge.forward))
                found[edge.target].append(EntryLink(entry.id, edge.backward))
    return {id_: tuple(dict.fromkeys(links)) for id_, links in found.items()}
