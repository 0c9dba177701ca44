"""Commitments as lines: what each asks for, what is recorded of its follow-up, and who refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge_base.assemble import addresses
from knowledge_base.assemble.commitments import Commitment
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.choices import Standing
from knowledge_base.model.entries import Agreement, FollowUpReport, Provision
from knowledge_base.model.follow_up import in_time_order, latest
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.points import clause_link, cut_off
from knowledge_base.view.parts.site import Site

OVER = "over"
"""The state of points that no longer hold."""
_OVER_LABEL = N_("Ended or replaced")


@dataclass(frozen=True, kw_only=True)
class LatestReport:
    """The latest report on a commitment.

    Attributes:
        date: the date for which it holds, in words.
        status: its status in words, with the country whose action it is, if it is one country's.
        text: what is reported.
        more: the number of other reports.
    """

    date: str
    status: str
    text: Text
    more: int


@dataclass(frozen=True, kw_only=True)
class CommitmentLine:
    """A commitment in a list.

    Attributes:
        state: the value of its state (`Standing`, or `OVER`).
        state_label: its state in words.
        point: a link to the point on the page of its agreement, labelled with its number.
        text: what it asks for.
        cut: a sentence saying that the copy breaks off in it; empty if it does not.
        agreement: a link to its agreement.
        when: the date of the agreement in words.
        report: the latest report on it, if there is any.
        note: what is known besides the reports.
        changed: the last change to it, as what was done and by which point.
        facts: who is to act and until when, and how many entries refer to it.
    """

    state: str
    state_label: str
    point: Link
    text: Text
    cut: str
    agreement: Link
    when: str
    report: LatestReport | None
    note: Text | None
    changed: tuple[str, Link] | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentsOfAgreement:
    """The commitments of one agreement that follow each other in a list.

    Attributes:
        agreement: a link to the agreement.
        when: its date in words.
        lines: the commitments.
    """

    agreement: Link
    when: str
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentsInState:
    """The commitments of one state that follow each other in a list.

    Attributes:
        title: the state in words.
        agreements: the commitments, by agreement.
    """

    title: str
    agreements: tuple[CommitmentsOfAgreement, ...]


def state_label(site: Site, state: Standing | None) -> str:
    """Return a state in words."""
    return state.label_in(site.locale) if state else site.say(_OVER_LABEL)


def all_commitments(site: Site) -> Link:
    """Return a link to all commitments, with their number."""
    count = len(site.catalogue.commitments.listed)
    return Link(site.say(N_("All commitments")), url=site.url(addresses.COMMITMENTS), count=count)


def provision_of(site: Site, commitment: Commitment) -> Provision:
    """Return the point in the language of the site."""
    return site.record(commitment.agreement, Agreement).provisions[commitment.place]


def by_state(site: Site, commitments: Sequence[Commitment]) -> tuple[CommitmentsInState, ...]:
    """Return commitments in their order, under their states and agreements."""
    return tuple(
        CommitmentsInState(
            title=state_label(site, state),
            agreements=tuple(
                CommitmentsOfAgreement(
                    agreement=site.entry_link(entry),
                    when=site.when(entry),
                    lines=tuple(commitment_line(site, each) for each in points),
                )
                for entry, points in _by_agreement(run)
            ),
        )
        for state, run in groupby(commitments, key=lambda each: each.standing)
    )


def _by_agreement(commitments: Iterator[Commitment]) -> Iterator[tuple[Entry, tuple[Commitment, ...]]]:
    for _, run in groupby(commitments, key=lambda each: each.agreement.id):
        found = tuple(run)
        yield found[0].agreement, found


def commitment_line(site: Site, commitment: Commitment) -> CommitmentLine:
    """Return a commitment as a line of a list."""
    provision, agreement = provision_of(site, commitment), commitment.agreement
    last = site.catalogue.clauses.last(commitment.clause)
    return CommitmentLine(
        state=commitment.standing.value if commitment.standing else OVER,
        state_label=state_label(site, commitment.standing),
        point=Link(provision.ref, url=site.url(agreement.address, provision_anchor(provision.ref))),
        text=provision.text,
        cut=cut_off(site, provision),
        agreement=site.entry_link(agreement),
        when=site.when(agreement),
        report=_latest(site, provision),
        note=provision.follow_up_note,
        changed=(last.kind.label_in(site.locale), clause_link(site, last.new)) if last else None,
        facts=tuple(fact for fact in _facts(site, commitment, provision) if fact.values),
    )


def last_report(provision: Provision) -> FollowUpReport | None:
    """Return the report that a list shows: the latest on the whole, or else the latest on any country."""
    return latest(provision) or next(reversed(in_time_order(provision.reports)), None)


def _latest(site: Site, provision: Provision) -> LatestReport | None:
    report = last_report(provision)
    if not report:
        return None
    status = report.status.label_in(site.locale)
    return LatestReport(
        date=report.date.in_words(site.locale),
        status=f"{site.actor_link(report.country).label}: {status}" if report.country else status,
        text=report.text,
        more=len(provision.reports) - 1,
    )


def _facts(site: Site, commitment: Commitment, provision: Provision) -> Iterator[Fact]:
    who = [site.actor_link(id_) for id_ in provision.responsible]
    note = (Link(provision.responsible_note),) if provision.responsible_note else ()
    yield Fact(site.say(N_("Responsible")), (*who, *note))
    due = (Link(provision.due.in_words(site.locale)),) if provision.due else ()
    due_note = (Link(provision.due_note),) if provision.due_note else ()
    yield Fact(site.say(N_("Due")), (*due, *due_note))
    count = len(site.catalogue.commitments.referring.get(commitment.clause, ()))
    yield Fact(site.say(N_("Entries that refer to it")), (Link(str(count)),) if count else ())
