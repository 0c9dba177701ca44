"""The follow-up of provisions: what their reports amount to. Nothing is done unless a report says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge_base.locale import N_
from knowledge_base.model.choices import FollowUp, PointRole, Standing
from knowledge_base.model.entries import Agreement, FollowUpReport, Provision
from knowledge_base.model.types import LinkedAs, TrailWay

TAKEN_UP = LinkedAs(N_("Taken up by"), N_("Takes up"), TrailWay.ON)
IN_PART = LinkedAs(N_("Carried out in part by"), N_("Carries out in part"), TrailWay.ON)
CARRIED_OUT = LinkedAs(N_("Carried out by"), N_("Carries out"), TrailWay.ON)
"""How the evidence of a report is linked: by whether the provision is done, and for how many."""


def followed(agreement: Agreement) -> tuple[Provision, ...]:
    """Return the provisions whose follow-up is shown and counted: those that were reported on, or that ask by a verb.

    Where the source has no verb, a point counts too, but not one that only introduces those nested in it, and not in an
    annex.
    """
    parents = {provision.under for provision in agreement.provisions}
    return tuple(
        provision
        for provision in agreement.provisions
        if provision.asks
        and (
            provision.reports
            or provision.acts
            or (provision.role is PointRole.OPERATIVE and provision.ref not in parents)
        )
    )


def in_time_order(reports: Iterable[FollowUpReport]) -> tuple[FollowUpReport, ...]:
    """Sort reports by date, the oldest first; of the same date, those listed first come first."""
    return tuple(sorted(reports, key=lambda report: report.date.sort_key))


def latest(provision: Provision) -> FollowUpReport | None:
    """Return the latest report on a provision as a whole; ``None`` if all are on single countries, or there is none."""
    whole = in_time_order(report for report in provision.reports if report.country is None)
    return whole[-1] if whole else None


def latest_by_country(provision: Provision) -> Mapping[str, FollowUpReport]:
    """Return the latest report on each country whose action was reported, by its code, in the order of the reports."""
    return {report.country: report for report in in_time_order(provision.reports) if report.country}


def standing(provision: Provision) -> Standing:
    """Return the state of a provision according to its reports.

    It is that of the latest report on the provision as a whole. Reports on single countries only count as a whole if
    the provision names the countries that are to act, there are reports on all of them, and the reports agree.
    """
    if whole := latest(provision):
        return Standing[whole.status.name]
    by_country = latest_by_country(provision)
    if not by_country:
        return Standing.NOT_RECORDED
    states = {report.status for report in by_country.values()}
    everyone = (
        provision.responsible and not provision.responsible_note and set(provision.responsible) <= set(by_country)
    )
    return Standing[states.pop().name] if everyone and len(states) == 1 else Standing.BY_COUNTRY


def relation(provision: Provision, report: FollowUpReport) -> LinkedAs:
    """Return how the evidence of a report on a provision is linked to the agreement.

    Only what shows that the provision is done carries it out; in part, if it is done by some countries. A report that a
    later one contradicts, as when a matter is taken up again, shows no more than that it was taken up.
    """
    if report.status is not FollowUp.DONE:
        return TAKEN_UP
    if standing(provision) is Standing.DONE:
        return CARRIED_OUT
    last = latest_by_country(provision).get(report.country) if report.country else None
    return IN_PART if last and last.status is FollowUp.DONE else TAKEN_UP
