"""The history of each point of an agreement: which points of other acts amend, replace or end it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.choices import Status
from knowledge_base.model.entries import Agreement
from knowledge_base.model.types import Choice


class ChangeKind(Choice):
    """What a point does to an earlier one; the label reads from the earlier one."""

    AMENDS = "amends", N_("Amended by")
    REPLACES = "replaces", N_("Replaced by")
    ENDS = "ends", N_("Ended by")


@dataclass(frozen=True)
class Change:
    """A change to a point or to an agreement as a whole, by a point of a later agreement or by all of it.

    Attributes:
        old: what was changed: a `ProvisionId`, or the id of an agreement.
        kind: how it was changed.
        new: what changed it, likewise.
    """

    old: str
    kind: ChangeKind
    new: str


@dataclass(frozen=True)
class Clauses:
    """All changes to points of agreements, by what was changed (``later``) and by what changed it (``earlier``)."""

    later: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    def changes_to(self, clause: str) -> tuple[Change, ...]:
        """Return the changes to a point, those to its agreement as a whole included."""
        whole = self.later.get(clause.partition("#")[0], ()) if "#" in clause else ()
        return (*self.later.get(clause, ()), *whole)

    def last(self, clause: str) -> Change | None:
        """Return the change that a point is now known by, of several the one that goes furthest; ``None`` if it stands.

        A point that was ended or replaced no longer holds; one that was amended holds with the amendment.
        """
        order = list(ChangeKind)
        return max(self.changes_to(clause), key=lambda change: order.index(change.kind), default=None)

    def history(self, clause: str) -> tuple[Change, ...]:
        """Return every change in the history of a point: to it, by it, and to and by those that these lead to."""
        seen: dict[Change, None] = {}
        waiting = [clause]
        while waiting:
            here = waiting.pop()
            for change in (*self.changes_to(here), *self.earlier.get(here, ())):
                if change not in seen:
                    seen[change] = None
                    waiting += [change.old, change.new]
        return tuple(seen)


def clauses_of(entries: Iterable[Entry]) -> Clauses:
    """Collect the changes that agreements declare; those of withdrawn ones, or to others than these, do not count."""
    entries = tuple(entries)
    known = {entry.id for entry in entries}
    later: defaultdict[str, list[Change]] = defaultdict(list)
    earlier: defaultdict[str, list[Change]] = defaultdict(list)
    for change in dict.fromkeys(change for entry in entries for change in _declared(entry)):
        if change.old.partition("#")[0] not in known:
            continue
        later[change.old].append(change)
        earlier[change.new].append(change)
    return Clauses(
        {clause: tuple(changes) for clause, changes in later.items()},
        {clause: tuple(changes) for clause, changes in earlier.items()},
    )


def _declared(entry: Entry) -> Iterator[Change]:
    record = entry.record
    if not isinstance(record, Agreement) or record.status is Status.WITHDRAWN:
        return
    for id_ in record.supersedes:
        yield Change(id_, ChangeKind.REPLACES, entry.id)
    for provision in record.provisions:
        here = f"{entry.id}#{provision.ref}"
        for kind, ids in (
            (ChangeKind.AMENDS, provision.amends),
            (ChangeKind.REPLACES, provision.replaces),
            (ChangeKind.ENDS, provision.ends),
        ):
            for id_ in ids:
                yield Change(id_, kind, here)
