"""What only an agreement shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import partial_date
from knowledge_base.model.entries import Agreement
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site, topic_links
from knowledge_base.view.parts.trail import TrailStep, trail_of


@dataclass(frozen=True, kw_only=True)
class ProvisionLine:
    """A provision of an agreement, and what became of it."""

    number: int
    printed_number: str
    text: Text
    topics: tuple[Link, ...]
    responsible: tuple[Link, ...]
    due: str
    status: str
    status_label: str
    note: Text | None
    evidence: tuple[Link, ...]
    as_of: str


@dataclass(frozen=True, kw_only=True)
class AgreementDetail:
    """What only an agreement has."""

    provisions: tuple[ProvisionLine, ...]
    trail: tuple[TrailStep, ...]


def agreement_detail(site: Site, entry: Entry, record: Agreement) -> AgreementDetail:
    """Return what only an agreement shows."""
    return AgreementDetail(provisions=tuple(_provisions(site, record)), trail=trail_of(site, entry))


def _provisions(site: Site, record: Agreement) -> Iterator[ProvisionLine]:
    for provision in record.provisions:
        evidence = (site.catalogue.by_id.get(id_) for id_ in provision.evidence)
        yield ProvisionLine(
            number=provision.number,
            printed_number=provision.printed_number or "",
            text=provision.text,
            topics=topic_links(site, provision.topics),
            responsible=tuple(site.actor_link(id_) for id_ in provision.responsible),
            due=partial_date(provision.due, site.locale) if provision.due else "",
            status=provision.follow_up.value,
            status_label=provision.follow_up.label_in(site.locale),
            note=provision.follow_up_note,
            evidence=tuple(site.entry_link(entry) for entry in evidence if entry),
            as_of=site.date(provision.as_of) if provision.as_of else "",
        )
