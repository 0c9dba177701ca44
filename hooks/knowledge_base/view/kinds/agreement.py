"""Facts, details and brief items of agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.choices import AgreementType
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.model.follow_up import followed, standing
from knowledge_base.model.kinds import AGREEMENT
from knowledge_base.view.parts.brief_items import BriefItem, BriefPoint, Lengths, entry_item, short_name
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.chrome import POINTS_STYLE, TRAIL_STYLE
from knowledge_base.view.parts.facts import actor_links, chosen, entry_links, not_stated, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.paper import clipped
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.points import PointGroup, clause_link, cut_off, points_of, unprinted
from knowledge_base.view.parts.site import Site, country_links
from knowledge_base.view.parts.trail import Trail, trail_of

# Maximum number of actors named in a line of a brief.
_NAMED = 2


@dataclass(frozen=True, kw_only=True)
class AgreementDetail:
    """The parts of the page that only agreements have.

    Attributes:
        points: its points.
        plan: whether they are shown as the table of a plan.
        unprinted: whether any of their numbers is not printed in the document.
        trail: the commitment trail, if there is one.
    """

    points: tuple[PointGroup, ...]
    plan: bool
    unprinted: bool
    trail: Trail | None


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Agreement), site.say
    yield Fact(say(N_("Type")), chosen(site, record.agreement_type))
    yield Fact(say(N_("Symbol")), plain(record.symbol))
    yield Fact(say(N_("Number in the series")), plain(record.series_number))
    adopted = record.adopted_on
    # What a presidency or a group issues, nobody need have adopted.
    on, at = (N_("Issued on"), N_("Issued at")) if record.issued_by else (N_("Adopted on"), N_("Adopted at"))
    yield Fact(say(on), plain(adopted.in_words(site.locale)) if adopted else not_stated(site))
    yield Fact(say(N_("Issued by")), actor_links(site, record.issued_by))
    # An act that a presidency or a group issued needs no country to adopt it.
    only_issued = bool(record.issued_by) and not record.adopted_by
    nobody = plain(say(N_("not recorded here"))) if only_issued else not_stated(site)
    yield Fact(say(N_("Adopted by")), country_links(site, record.adopted_by) or nobody)
    yield Fact(say(at), entry_links(site, [record.adopted_at] if record.adopted_at else []))
    yield Fact(say(N_("Legal nature")), chosen(site, record.legal_nature))


def _detail(site: Site, entry: Entry) -> AgreementDetail:
    record = site.record(entry, Agreement)
    return AgreementDetail(
        points=points_of(site, entry),
        plan=record.agreement_type is AgreementType.PLAN,
        unprinted=unprinted(record),
        trail=trail_of(site, entry),
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
        elsewhere=scope.explore(site, AGREEMENT, of=None if scope.member else COUNTRY),
        empty=site.say(
            N_("No agreement on this topic names {country}."), country=site.term_name(COUNTRY, scope.country)
        ),
    )


def _item(site: Site, scope: BriefScope, entry: Entry, most: Lengths) -> BriefItem:
    """Return the brief item of an agreement: its relation to the country, and its provisions on the topics."""
    record, country = site.record(entry, Agreement), scope.country
    name = site.term_name(COUNTRY, country)
    if country in record.adopted_by:
        part = site.say(N_("Adopted by {country}"), country=name)
    elif record.adopted_by:
        part = site.say(N_("Names {country}, which is not among those that adopted it"), country=name)
    elif record.issued_by:
        part = site.say(N_("Issued by {names}"), names=_names(site, record.issued_by))
    else:
        part = site.say(N_("The sources do not list who adopted it"))
    on_topic = [provision for provision in record.provisions if scope.topics.intersection(provision.topics)]
    provisions = on_topic or list(record.provisions)
    return entry_item(
        site,
        entry,
        most,
        (
            Link(record.agreement_type.label_in(site.locale)),
            Link(site.when(entry)),
            Link(site.say(N_("Legal nature: {nature}"), nature=record.legal_nature.label_in(site.locale))),
            Link(part),
        ),
        points=tuple(_point(site, entry, provision, most) for provision in provisions[: most.provisions]),
        more_points=len(record.provisions) - len(provisions[: most.provisions]),
    )


def _point(site: Site, entry: Entry, provision: Provision, most: Lengths) -> BriefPoint:
    record = site.record(entry, Agreement)
    cut = cut_off(site, provision)
    remarks = [cut.rstrip(".").lower()] if cut else []
    if provision in followed(record):
        state = standing(provision).label_in(site.locale).lower()
        remarks.append(site.say(N_("follow-up: {status}"), status=state))
    responsible = [_names(site, provision.responsible)] if provision.responsible else []
    responsible += [str(provision.responsible_note)] if provision.responsible_note else []
    if responsible:
        remarks.append(site.say(N_("responsible: {names}"), names="; ".join(responsible)))
    due = [provision.due.in_words(site.locale)] if provision.due else []
    due += [str(provision.due_note)] if provision.due_note else []
    if due:
        remarks.append(site.say(N_("due {date}"), date=", ".join(due)))
    if change := site.catalogue.clauses.last(f"{entry.id}#{provision.ref}"):
        other = clause_link(site, change.new).label
        remarks.append(f"{change.kind.label_in(site.locale).lower()} {other}")
    return BriefPoint(
        words=clipped(provision.text, most.provision),
        url=site.url(entry.address, provision_anchor(provision.ref)),
        remark="; ".join(remarks),
    )


def _names(site: Site, ids: Sequence[str]) -> str:
    return ", ".join(str(short_name(site.actor_link(id_)).label) for id_ in ids[:_NAMED])


AGREEMENT_PAGES = KindPages(
    kind=AGREEMENT,
    intro=N_("What the meetings decided, recommended or concluded, provision by provision, and what became of it."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
    styles=(POINTS_STYLE, TRAIL_STYLE),
    own_links=frozenset({N_("Adopted at")}),
)
