"""The points of an agreement as its page shows them: in the order of the document, with their follow-up and history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.clauses import ChangeKind
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_, money
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.choices import Completeness, PointRole
from knowledge_base.model.entries import Agreement, FollowUpReport, Provision
from knowledge_base.model.follow_up import followed, in_time_order, latest, latest_by_country, standing
from knowledge_base.model.money import Money
from knowledge_base.model.types import Text
from knowledge_base.view.parts.facts import actor_links, entry_links
from knowledge_base.view.parts.pieces import Link, SourceLine
from knowledge_base.view.parts.site import Site, topic_links

_DEEPEST = 3
_UNPRINTED = "["
_CUT = N_("Partial: the copy that can be read breaks off here.")
_DOES = {
    ChangeKind.AMENDS: N_("Amends"),
    ChangeKind.REPLACES: N_("Replaces"),
    ChangeKind.ENDS: N_("Ends"),
}


@dataclass(frozen=True, kw_only=True)
class AmountLine:
    """A sum of money, and what it is for."""

    amount: str
    for_what: Text | None


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A report on the follow-up of a point.

    Attributes:
        date: the date for which it holds, in words.
        status: the value of its status.
        status_label: its status in words.
        country: the country whose action it is, if it is one country's.
        by: who reports, if anybody did.
        text: what is reported.
        sources: where it can be read.
        evidence: the entries that show it.
    """

    date: str
    status: str
    status_label: str
    country: Link | None
    by: Link | None
    text: Text
    sources: tuple[SourceLine, ...]
    evidence: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """A step in the history of a point: what is done, to which point and by which, and when."""

    verb: str
    old: Link
    new: Link
    date: str


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """A point of an agreement.

    Attributes:
        ref: its number, as printed; in brackets what is not printed.
        anchor: its anchor.
        inside: the number of the point that it is nested in, if its own does not begin with it; else empty.
        level: how deeply it is nested, from 0 to 3.
        acts: what it does, in words; may be empty.
        text: what it says.
        cut: that its text is not all here; empty if it is, or if that is not said.
        objective: in a plan, the objective it belongs to.
        topics: what it is about.
        responsible: who is to act.
        responsible_note: the same in words.
        due: the deadline in words; may be empty.
        due_note: what the source says of the deadline.
        amounts: the sums that it names.
        state: the last change to it that counts, as what was done and by which point; ``None`` if it stands.
        history: all changes in its history, in the order of time.
        status: the value of its standing; empty if it is not followed up.
        status_label: its standing in words.
        current: the reports that now hold: the latest on the whole, and the latest on each country.
        earlier: all others, the newest first.
        note: what is known besides the reports.
    """

    ref: str
    anchor: str
    inside: str
    level: int
    acts: str
    text: Text
    cut: str
    objective: Text | None
    topics: tuple[Link, ...]
    responsible: tuple[Link, ...]
    responsible_note: Text | None
    due: str
    due_note: Text | None
    amounts: tuple[AmountLine, ...]
    state: tuple[str, Link] | None
    history: tuple[ChangeLine, ...]
    status: str
    status_label: str
    current: tuple[ReportLine, ...]
    earlier: tuple[ReportLine, ...]
    note: Text | None


@dataclass(frozen=True, kw_only=True)
class PointGroup:
    """Points under one heading of the document.

    Attributes:
        part: the heading of the part of the document that begins here; empty if none does.
        heading: the heading printed above the points.
        rank: the rank of that heading on the page, 3 or 4.
        lines: the points.
    """

    part: str
    heading: Text | None
    rank: int
    lines: tuple[PointLine, ...]


def points_of(site: Site, entry: Entry) -> tuple[PointGroup, ...]:
    """Return the points of an agreement, grouped by the parts and headings of the document."""
    record = site.record(entry, Agreement)
    several = len({provision.role for provision in record.provisions} | {PointRole.OPERATIVE}) > 1
    groups: list[tuple[str, Text | None, list[PointLine]]] = []
    levels: dict[str, int] = {}
    role: PointRole | None = None
    for provision in record.provisions:
        levels[provision.ref] = min(levels.get(provision.under or "", -1) + 1, _DEEPEST)
        begins = several and provision.role is not role
        if not groups or begins or provision.heading:
            groups.append((provision.role.label_in(site.locale) if begins else "", provision.heading, []))
        role = provision.role
        groups[-1][2].append(_point(site, entry, provision, levels[provision.ref]))
    return tuple(
        PointGroup(part=part, heading=heading, rank=3 + several, lines=tuple(lines)) for part, heading, lines in groups
    )


def cut_off(site: Site, provision: Provision) -> str:
    """Return the sentence that says that the copy breaks off in a point; empty if its text is all here."""
    return site.say(_CUT) if provision.completeness is Completeness.PARTIAL else ""


def unprinted(record: Agreement) -> bool:
    """Whether any of the numbers is not printed in the document."""
    return any(_UNPRINTED in provision.ref for provision in record.provisions)


def _point(site: Site, entry: Entry, provision: Provision, level: int) -> PointLine:
    state = standing(provision) if provision in followed(site.record(entry, Agreement)) else None
    clause = f"{entry.id}#{provision.ref}"
    last = site.catalogue.clauses.last(clause)
    whole = latest(provision)
    current = [*([whole] if whole else []), *latest_by_country(provision).values()]
    earlier = [report for report in reversed(in_time_order(provision.reports)) if report not in current]
    return PointLine(
        ref=provision.ref,
        anchor=provision_anchor(provision.ref),
        inside=under if (under := provision.under or "") and not provision.ref.startswith(under) else "",
        level=level,
        acts=", ".join(act.label_in(site.locale).lower() for act in provision.acts).capitalize(),
        text=provision.text,
        cut=cut_off(site, provision),
        objective=provision.objective,
        topics=topic_links(site, provision.topics),
        responsible=actor_links(site, provision.responsible),
        responsible_note=provision.responsible_note,
        due=provision.due.in_words(site.locale) if provision.due else "",
        due_note=provision.due_note,
        amounts=tuple(_amount(site, each) for each in provision.amounts),
        state=(last.kind.label_in(site.locale), clause_link(site, last.new)) if last else None,
        history=tuple(_history(site, clause)),
        status=state.value if state else "",
        status_label=state.label_in(site.locale) if state else "",
        current=tuple(_report(site, report) for report in current),
        earlier=tuple(_report(site, report) for report in earlier),
        note=provision.follow_up_note,
    )


def _amount(site: Site, each: Money) -> AmountLine:
    return AmountLine(amount=money(each.amount, each.currency, site.locale), for_what=each.for_what)


def _report(site: Site, report: FollowUpReport) -> ReportLine:
    return ReportLine(
        date=report.date.in_words(site.locale),
        status=report.status.value,
        status_label=report.status.label_in(site.locale),
        country=site.term_link(COUNTRY, report.country) if report.country else None,
        by=site.actor_link(report.by) if report.by else None,
        text=report.text,
        sources=site.sources(report.sources),
        evidence=entry_links(site, report.evidence),
    )


def _history(site: Site, clause: str) -> Iterator[ChangeLine]:
    catalogue = site.catalogue
    acts = [(catalogue.by_id[change.new.partition("#")[0]], change) for change in catalogue.clauses.history(clause)]
    for act, change in sorted(acts, key=lambda each: catalogue.place_in_time(each[0])):
        yield ChangeLine(
            verb=site.say(_DOES[change.kind]),
            old=clause_link(site, change.old),
            new=clause_link(site, change.new),
            date=site.when(act),
        )


def clause_link(site: Site, clause: str) -> Link:
    """Return a link to a point of a published agreement, or to the agreement."""
    id_, _, ref = clause.partition("#")
    agreement = site.catalogue.by_id[id_]
    title = agreement.in_(site.locale).record.title.value
    label = site.say(N_("{title}, point {ref}"), title=title, ref=ref) if ref else title
    return Link(label, url=site.url(agreement.address, provision_anchor(ref) if ref else ""))
