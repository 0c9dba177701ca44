"""What the page of an entry says of its documents that can be read neither here nor on the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import bodies_of
from knowledge_base.locale import N_
from knowledge_base.model.entries import Agreement, ConceptNote, Practice
from knowledge_base.view.parts.facts import actor_links
from knowledge_base.view.parts.pieces import Link, SourceLine
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class Unpublished:
    """That documents are not published here, and whom to ask for them."""

    text: str
    ask: tuple[Link, ...]


def unpublished(site: Site, entry: Entry, sources: Sequence[SourceLine]) -> Unpublished | None:
    """Return what is to be said of the sources of an entry that can't be read; ``None`` if all can."""
    missing = [source for source in sources if not source.at_hand]
    if not missing:
        return None
    if len(missing) < len(sources):
        text = N_("The documents without a link are not published here. Whom to ask for them:")
    elif len(missing) == 1:
        text = N_("The document is not published here. Whom to ask for it:")
    else:
        text = N_("The documents are not published here. Whom to ask for them:")
    asked = tuple(dict.fromkeys(_issuers(site, entry))) or (entry.record.owner,)
    return Unpublished(text=site.say(text), ask=actor_links(site, asked))


def _issuers(site: Site, entry: Entry) -> Iterator[str]:
    """Yield who issued the documents of an entry, as far as it is known: else the bodies whose meeting they are of."""
    by_id = site.catalogue.by_id
    record = entry.record
    if isinstance(record, Practice):
        told = (*record.presented_at, *record.reported_in, *record.announced_at)
        bodies = [body for id_ in told if id_ in by_id for body in bodies_of(by_id[id_], by_id)]
        yield from bodies or record.leads
        return
    issued = record.issued_by if isinstance(record, Agreement | ConceptNote) else ()
    yield from issued or bodies_of(entry, by_id)
