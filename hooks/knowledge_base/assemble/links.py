"""Links between entries, each with the reason of the relation, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.choices import Relation
from knowledge_base.model.entries import Agreement, ConceptNote, Meeting, Practice


@dataclass(frozen=True)
class EntryLink:
    """A link from an entry to another.

    Attributes:
        target: the id of the other entry.
        reason: why, as a heading over the other entry (English; ``es.po`` has the Spanish).
    """

    target: str
    reason: str


@dataclass(frozen=True)
class _Edge:
    """A relation as typed in one entry: the words from that end, and from the other."""

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


def _edges(entry: Entry) -> Iterator[_Edge]:
    record = entry.record
    match record:
        case Meeting():
            for mandate in record.mandate:
                yield _Edge(mandate.partition("#")[0], N_("Mandated by"), N_("Led to this meeting"))
        case ConceptNote():
            yield _Edge(record.meeting, N_("Prepares"), N_("Concept note"))
        case Agreement():
            yield _Edge(record.adopted_at, N_("Adopted at"), N_("Agreed here"))
            for id_ in record.follows:
                yield _Edge(id_, N_("Follows"), N_("Followed by"))
            for id_ in record.amends:
                yield _Edge(id_, N_("Amends"), N_("Amended by"))
            for id_ in record.supersedes:
                yield _Edge(id_, N_("Supersedes"), N_("Superseded by"))
            for provision in record.provisions:
                for id_ in provision.evidence:
                    yield _Edge(id_, N_("Carried out by"), N_("Carries out"))
        case Practice():
            for id_ in record.shared_at:
                yield _Edge(id_, N_("Presented at"), N_("Practice presented"))
            for question in record.answers:
                yield _Edge(question.partition("#")[0], N_("Answers a question of"), N_("Answered by"))
    for other in record.related:
        yield _Edge(other.id, *_RELATIONS[other.relation])
    if record.replaced_by:
        yield _Edge(record.replaced_by, N_("Replaced by"), N_("Replaces"))


def links_between(entries: Iterable[Entry]) -> dict[str, tuple[EntryLink, ...]]:
    """Return the links of every entry, those that it makes and those that others make to it.

    A link to an entry that is not among ``entries`` is left out; ``check`` reports it. Where two reasons to link the
    same pair say the same thing from both ends (a meeting mandated by an agreement that counts it as carrying it out),
    the first is kept.
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
