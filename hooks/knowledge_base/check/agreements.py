"""Rules on agreements: their points, who adopted them, and what was reported on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge_base.assemble.adopters import took_part
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import bodies_of, date_of
from knowledge_base.check.context import Context, at, original
from knowledge_base.check.numbers import decimals, miscounted
from knowledge_base.locale import N_, minor_digits
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.choices import Completeness, PointRole, Status
from knowledge_base.model.entries import PARTICIPANTS, Agreement, Meeting
from knowledge_base.model.shape import Path
from knowledge_base.problems import Problem, as_warning

_WHOLE = re.compile(r"[1-9][0-9]{0,3}")


def points_in_order(entry: Entry, _: Context) -> Iterator[Problem]:
    """The points of an agreement have a number each, and stand after the point that they are nested in."""
    record, version = entry.record, original(entry)
    if not isinstance(record, Agreement):
        return
    seen: dict[str, str] = {}
    for place, provision in enumerate(record.provisions):
        here: Path = ("provisions", place)
        if provision.under and provision.under not in seen.values():
            known = provision.under in [other.ref for other in record.provisions]
            what = N_("the point {ref!r} comes only later") if known else N_("the agreement has no point {ref!r}")
            allowed = N_("write the number of a point above") if seen else N_("remove the field")
            yield at(version, (*here, "under"), "under-unknown", what, allowed, ref=provision.under)
        if not provision.ref:
            continue
        anchor = provision_anchor(provision.ref)
        if anchor in seen:
            what, allowed = N_("the number {ref!r} is taken by {other!r}"), N_("write more of it, as in 3.a for a")
            yield at(version, (*here, "ref"), "ref-duplicate", what, allowed, ref=provision.ref, other=seen[anchor])
        elif anchor == provision_anchor(""):
            what, allowed = (
                N_("the number {ref!r} has neither letters nor digits"),
                N_("write [1] where none is printed"),
            )
            yield at(version, (*here, "ref"), "ref-empty", what, allowed, ref=provision.ref)
        else:
            seen[anchor] = provision.ref
    yield from _gaps(entry, record)


def _gaps(entry: Entry, record: Agreement) -> Iterator[Problem]:
    """Yield a problem where whole numbers jump or go back, among the points nested in the same one."""
    if record.completeness is Completeness.PARTIAL:
        return
    before: dict[tuple[str | None, PointRole], int] = {}
    for place, provision in enumerate(record.provisions):
        if provision.ref and _WHOLE.fullmatch(provision.ref):
            number, group = int(provision.ref), (provision.under, provision.role)
            expected = before.get(group, number - 1) + 1
            if number != expected:
                yield as_warning(
                    at(
                        original(entry),
                        ("provisions", place, "ref"),
                        "numbering",
                        N_("number {number} stands where number {expected} is due"),
                        N_("correct it, or write completeness: partial if points are missing"),
                        number=number,
                        expected=expected,
                    )
                )
            before[group] = number


def adopted_at_meeting(entry: Entry, context: Context) -> Iterator[Problem]:
    """An agreement is adopted during the meeting that it names, as far as their dates tell."""
    record, meeting = entry.record, _meeting(entry, context)
    if not isinstance(record, Agreement) or not meeting:
        return
    held, adopted = meeting.date, record.adopted_on
    if held and adopted and (held.surely_before(adopted) or adopted.surely_before(held)):
        yield at(
            original(entry),
            ("adopted_on",),
            "adopted-on-another-day",
            N_("the date of the meeting is {held}"),
            N_("correct the date or the meeting"),
            held=held,
        )


def adopters(entry: Entry, context: Context) -> Iterator[Problem]:
    """The countries that adopt an act of the RCM are members at that time, and take part in its meeting."""
    record, version = entry.record, original(entry)
    if not isinstance(record, Agreement) or not record.adopted_by:
        return
    if tuple(record.adopted_by) == (PARTICIPANTS,):
        if record.adopted_at is None or record.adopted_at in context.entries:
            what = N_("no meeting is named that lists who took part")
            yield at(
                version, ("adopted_by",), "participants-unknown", what, N_("list the countries, or remove the field")
            )
        return
    meeting, vocabularies = _meeting(entry, context), context.vocabularies
    present = meeting.participants.everyone if meeting and meeting.participants else ()
    members = _members(entry, context)
    for place, code in enumerate(record.adopted_by):
        # With the word "participants", the field has no items.
        path: Path = ("adopted_by", place)
        path = path if path in version.page.tree.values else ("adopted_by",)
        if code not in vocabularies.countries:
            continue
        country = vocabularies.countries[code].name(version.locale)
        if took_part(context.entries.get(record.adopted_at or "")) and code not in present:
            what = N_("the meeting does not list {country} among those that took part")
            allowed = N_("see what the sources say, and correct one of the two")
            yield as_warning(at(version, path, "adopted-in-absence", what, allowed, country=country))
        if members and code not in members:
            what = N_("the vocabulary does not record {country} as a member at that time")
            allowed = N_("see what the sources say, or complete its memberships")
            yield as_warning(at(version, path, "adopted-by-another", what, allowed, country=country))


def _members(agreement: Entry, context: Context) -> frozenset[str]:
    """Return the members of the bodies of an agreement, or else of the RCM, when it was adopted, as far as recorded."""
    record, date, known = agreement.record, date_of(agreement, context.entries), context.vocabularies
    issuers = record.issued_by if isinstance(record, Agreement) else ()
    named = bodies_of(agreement, context.entries) or tuple(id_ for id_ in issuers if id_ in known.bodies)
    bodies = {above for body in named or (known.conference,) for above in known.lineage(body)}
    return frozenset(code for body in bodies for code in known.members_on(date, body)) if date else frozenset()


def _meeting(agreement: Entry, context: Context) -> Meeting | None:
    """Return the meeting that adopted an agreement; ``None`` if it is not known, or the entry is no agreement."""
    record = agreement.record
    meeting = context.entries.get(record.adopted_at or "") if isinstance(record, Agreement) else None
    return meeting.record if meeting and isinstance(meeting.record, Meeting) else None


def due_after_adoption(entry: Entry, context: Context) -> Iterator[Problem]:
    """Nothing is due, and nothing is reported, before it was agreed."""
    record = entry.record
    adopted = date_of(entry, context.entries) if isinstance(record, Agreement) else None
    if not isinstance(record, Agreement) or not adopted:
        return
    for place, provision in enumerate(record.provisions):
        if provision.due and provision.due.beyond_calendar(adopted):
            yield at(
                original(entry),
                ("provisions", place, "due"),
                "due-beyond-calendar",
                N_("the deadline is after the year 9999"),
                N_("correct it, or the date of the adoption"),
            )
            continue
        due = provision.due.date(adopted) if provision.due else None
        if due and due.surely_before(adopted):
            yield at(
                original(entry),
                ("provisions", place, "due"),
                "due-before-adopted",
                N_("the deadline is before the adoption ({adopted})"),
                N_("correct one of the two dates"),
                adopted=adopted,
            )
        for index, report in enumerate(provision.reports):
            if report.date and report.date.surely_before(adopted):
                yield at(
                    original(entry),
                    ("provisions", place, "reports", index, "date"),
                    "reported-before-adopted",
                    N_("the report is from before the adoption ({adopted})"),
                    N_("correct one of the two dates"),
                    adopted=adopted,
                )


def follow_up_shown(entry: Entry, _: Context) -> Iterator[Problem]:
    """Only points that ask for something are followed up, and each report names a source or an entry that shows it."""
    record, version = entry.record, original(entry)
    if not isinstance(record, Agreement):
        return
    for place, provision in enumerate(record.provisions):
        here: Path = ("provisions", place, "reports")
        if provision.reports and not provision.asks:
            what = N_("this point asks for nothing that could be followed up")
            yield at(version, here, "follow-up-of-nothing", what, N_("remove the reports, or correct role or acts"))
        for index, report in enumerate(provision.reports):
            if not report.sources and not report.evidence and version.page.tree.complete:
                given = version.page.tree.at((*here, index))
                # Fields that are present but invalid have been reported by validation.
                if isinstance(given, Mapping) and not given.get("sources") and not given.get("evidence"):
                    what, allowed = N_("nothing shows what is reported"), N_("add sources or evidence")
                    yield at(version, (*here, index), "report-unsourced", what, allowed)


def changes_of_earlier(entry: Entry, context: Context) -> Iterator[Problem]:
    """An act and its points follow, amend, replace or end acts that are not later, or points of these."""
    record, version = entry.record, original(entry)
    adopted = date_of(entry, context.entries) if isinstance(record, Agreement) else None
    if not isinstance(record, Agreement):
        return
    for path, id_ in _changed(record):
        # An item that is empty has been reported.
        if not id_:
            continue
        target = id_.partition("#")[0]
        other = context.entries.get(target)
        date = date_of(other, context.entries) if other and isinstance(other.record, Agreement) else None
        if target == entry.id:
            # That an entry refers to itself has been reported.
            if "#" in id_:
                yield at(version, path, "changes-itself", N_("this is a point of the same agreement"))
        elif adopted and date and adopted.surely_before(date):
            what, allowed = N_("{id!r} is later ({date})"), N_("correct the id, or say it in the later agreement")
            yield at(version, path, "changes-later", what, allowed, id=target, date=date)


def _changed(record: Agreement) -> Iterator[tuple[Path, str]]:
    """Yield the acts that an act follows or changes, and the points that its points change, each with its place."""
    for name in ("follows", "amends", "supersedes"):
        for index, id_ in enumerate(getattr(record, name)):
            yield (name, index), id_
    for place, provision in enumerate(record.provisions):
        for name in ("amends", "replaces", "ends"):
            for index, id_ in enumerate(getattr(provision, name)):
                yield ("provisions", place, name, index), id_


def superseded_marked(entry: Entry, context: Context) -> Iterator[Problem]:
    """An agreement that another supersedes is marked as superseded itself: its page does not stand as in force."""
    record = entry.record
    if not isinstance(record, Agreement) or record.status is not Status.PUBLISHED:
        return
    for index, id_ in enumerate(record.supersedes):
        other = context.entries.get(id_)
        if other and id_ != entry.id and other.record.status is Status.PUBLISHED:
            what = N_("{id!r} still stands as in force")
            allowed = N_("write there: status: superseded, and replaced_by: {here}")
            yield at(
                original(entry), ("supersedes", index), "superseded-in-force", what, allowed, id=id_, here=entry.id
            )


def amounts_precise(entry: Entry, _: Context) -> Iterator[Problem]:
    """An amount of money has no more decimals than its currency: a point before thousands would make it small."""
    record = entry.record
    for place, provision in enumerate(record.provisions if isinstance(record, Agreement) else ()):
        for index, money in enumerate(provision.amounts or ()):
            if money.amount is not None and money.currency and decimals(money.amount) > minor_digits(money.currency):
                path: Path = ("provisions", place, "amounts", index, "amount")
                yield miscounted(original(entry), path, N_("{value} has more decimals than the currency"))
