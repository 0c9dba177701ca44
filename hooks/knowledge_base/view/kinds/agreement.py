"""Facts, details and brief items of agreements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.model.kinds import AGREEMENT
from knowledge_base.model.types import Text
from knowledge_base.view.parts.brief_items import BriefItem, BriefPoint, Lengths, entry_item, short_name
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.chrome import TRAIL_STYLE
from knowledge_base.view.parts.facts import actor_links, chosen, entry_links, not_stated, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.paper import clipped
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.site import Site, country_links, topic_links
from knowledge_base.view.parts.trail import Trail, trail_of

# Maximum number of responsible actors named in a brief.
_RESPONSIBLE = 2


@dataclass(frozen=True, kw_only=True)
class ProvisionLine:
    """A provision of an agreement, with the state of its follow-up."""

    number: int
    printed_number: str
    text: Text
    topics: tuple[Link, ...]
    responsible: tuple[Link, ...]
    due: str
    due_note: Text | None
    status: str
    status_label: str
    note: Text | None
    evidence: tuple[Link, ...]
    as_of: str


@dataclass(frozen=True, kw_only=True)
class AgreementDetail:
    """The parts of the page that only agreements have."""

    provisions: tuple[ProvisionLine, ...]
    trail: Trail | None


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Agreement), site.say
    yield Fact(say(N_("Type")), chosen(site, record.agreement_type))
    yield Fact(say(N_("Date")), plain(record.adopted_on.in_words(site.locale)))
    yield Fact(say(N_("Adopted at")), entry_links(site, [record.adopted_at]))
    yield Fact(say(N_("Adopted by")), country_links(site, record.adopted_by) or not_stated(site))
    yield Fact(say(N_("Legal nature")), chosen(site, record.legal_nature))


def _detail(site: Site, entry: Entry) -> AgreementDetail:
    record = site.record(entry, Agreement)
    return AgreementDetail(provisions=tuple(_provisions(site, record)), trail=trail_of(site, entry))


def _provisions(site: Site, record: Agreement) -> Iterator[ProvisionLine]:
    for provision in record.provisions:
        yield ProvisionLine(
            number=provision.number,
            printed_number=provision.printed_number or "",
            text=provision.text,
            topics=topic_links(site, provision.topics),
            responsible=actor_links(site, provision.responsible),
            due=provision.due.in_words(site.locale) if provision.due else "",
            due_note=provision.due_note,
            status=provision.follow_up.value,
            status_label=provision.follow_up.label_in(site.locale),
            note=provision.follow_up_note,
            evidence=entry_links(site, provision.evidence),
            as_of=provision.as_of.as_of(site.locale) if provision.as_of else "",
        )


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    agreements = scope.of_kind(AGREEMENT)
    if scope.member:
        named = {entry.id for entry in agreements}
        unlisted = site.catalogue.briefs.unlisted.get(scope.topic, ())
        agreements += tuple(entry for entry in unlisted if entry.id not in named)
    yield Queue(
        id="agreements",
        title=site.say(AGREEMENT.plural),
        items=[partial(_item, site, scope, entry) for entry in agreements],
        elsewhere=scope.explore(site, AGREEMENT, everywhere=scope.member),
        empty=site.say(
            N_("No agreement on this topic names {country}."), country=site.term_name(COUNTRY, scope.country)
        ),
    )


def _item(site: Site, scope: BriefScope, entry: Entry, most: Lengths) -> BriefItem:
    """Return the brief item of an agreement: its relation to the country, and its provisions on the topics."""
    record, country = site.record(entry, Agreement), scope.country
    name = site.term_name(COUNTRY, country)
    if country in record.adopted_by:
        standing = site.say(N_("Adopted by {country}"), country=name)
    elif record.adopted_by:
        standing = site.say(N_("Names {country}, which is not among those that adopted it"), country=name)
    else:
        standing = site.say(N_("The sources do not list who adopted it"))
    on_topic = [provision for provision in record.provisions if scope.topics.intersection(provision.topics)]
    provisions = on_topic or list(record.provisions)
    return entry_item(
        site,
        entry,
        most,
        (
            Link(record.agreement_type.label_in(site.locale)),
            Link(record.adopted_on.in_words(site.locale)),
            Link(site.say(N_("Legal nature: {nature}"), nature=record.legal_nature.label_in(site.locale))),
            Link(standing),
        ),
        points=tuple(_point(site, entry, provision, most) for provision in provisions[: most.provisions]),
        more_points=len(record.provisions) - len(provisions[: most.provisions]),
    )


def _point(site: Site, entry: Entry, provision: Provision, most: Lengths) -> BriefPoint:
    remarks = [site.say(N_("follow-up: {status}"), status=provision.follow_up.label_in(site.locale))]
    if provision.responsible:
        names = ", ".join(str(short_name(site.actor_link(id_)).label) for id_ in provision.responsible[:_RESPONSIBLE])
        remarks.append(site.say(N_("responsible: {names}"), names=names))
    due = [provision.due.in_words(site.locale)] if provision.due else []
    due += [str(provision.due_note)] if provision.due_note else []
    if due:
        remarks.append(site.say(N_("due {date}"), date=", ".join(due)))
    return BriefPoint(
        words=clipped(provision.text, most.provision),
        url=site.url(entry.address, f"provision-{provision.number}"),
        remark="; ".join(remarks),
    )


AGREEMENT_PAGES = KindPages(
    kind=AGREEMENT,
    intro=N_("What the meetings decided, recommended or concluded, provision by provision, and what became of it."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
    styles=(TRAIL_STYLE,),
)
