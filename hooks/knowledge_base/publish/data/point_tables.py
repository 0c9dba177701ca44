"""The tables of what entries are made of: points of agreements, reports on their follow-up, and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from knowledge_base.assemble.deadlines import limits
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.entries import Agreement, ConceptNote, FollowUpReport, Provision
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE
from knowledge_base.publish.data.data_tables import Cell, CellType, DataColumn, DataTable
from knowledge_base.publish.data.kind_tables import BETWEEN, IDS, NAMES, cell_of, page_of
from knowledge_base.publish.data.published_part import published_part
from knowledge_base.view.parts.commitments import last_report, state_label
from knowledge_base.view.parts.site import Site

_DAY, _WHOLE, _NUMBER = CellType.DATE, CellType.INTEGER, CellType.NUMBER

_NAMED = ("_name", "_names")


def provisions_table(site: Site) -> DataTable:
    """Return the table of all points of agreements, with their follow-up, in the order of the documents."""
    columns = _columns(
        site,
        (
            ("id", N_("Point"), CellType.STRING),
            ("agreement", N_("Agreement"), CellType.STRING),
            ("agreement_title", N_("Title"), CellType.STRING),
            ("adopted", N_("Date"), CellType.STRING),
            ("number", N_("Number"), CellType.STRING),
            ("under", N_("Nested in"), CellType.STRING),
            ("part", N_("Part of the document"), CellType.STRING),
            ("heading", N_("Heading"), CellType.STRING),
            ("acts", N_("What it does"), CellType.STRING),
            ("objective", N_("Objective"), CellType.STRING),
            ("completeness", N_("Text of the point"), CellType.STRING),
            ("text", N_("Text"), CellType.STRING),
            ("official_text", N_("Official text"), CellType.STRING),
            ("topics", N_("Topics"), CellType.STRING),
            ("responsible", N_("Responsible"), CellType.STRING),
            ("responsible_names", N_("Responsible"), CellType.STRING),
            ("responsible_note", N_("Responsible, in words"), CellType.STRING),
            ("due", N_("Due"), CellType.STRING),
            ("due_first_day", N_("First possible day"), _DAY),
            ("due_last_day", N_("Last possible day"), _DAY),
            ("due_note", N_("Due, in words"), CellType.STRING),
            ("amounts", N_("Amounts"), CellType.STRING),
            ("state", N_("Status"), CellType.STRING),
            ("state_name", N_("Status"), CellType.STRING),
            ("reports", N_("Reports on follow-up"), _WHOLE),
            ("reported_on", N_("As of"), CellType.STRING),
            ("reported", N_("What is recorded"), CellType.STRING),
            ("follow_up_note", N_("What is known here"), CellType.STRING),
            ("page", N_("Address"), CellType.STRING),
        ),
    )
    return DataTable(
        name="provisions",
        title=site.say(N_("Points of agreements")),
        columns=columns,
        make_rows=lambda: (
            _provision(site, entry, provision)
            for entry in site.catalogue.of_kind(AGREEMENT)
            for provision in published_part(site.record(entry, Agreement), site.catalogue.by_id).provisions
        ),
    )


def _columns(site: Site, columns: tuple[tuple[str, str, CellType], ...]) -> tuple[DataColumn, ...]:
    names = {name for name, *_ in columns}

    def about(name: str) -> str:
        if name.endswith(_NAMED):
            return site.say(NAMES)
        return site.say(IDS) if any(name + ending in names for ending in _NAMED) else ""

    return tuple(
        DataColumn(name=name, title=site.say(title), type=type_, about=about(name)) for name, title, type_ in columns
    )


def _provision(site: Site, entry: Entry, provision: Provision) -> Iterator[Cell]:
    date = site.catalogue.dates[entry.id]
    days: tuple[dt.date | None, dt.date | None] = limits(provision, date) or (None, None)
    clause = f"{entry.id}#{provision.ref}"
    followed = {each.clause: each for each in site.catalogue.commitments.of_all.get(entry.id, ())}.get(clause)
    official = [each.text for each in provision.official_text if each.language == site.locale]
    report = last_report(provision)
    yield clause
    yield entry.id
    yield str(entry.in_(site.locale).record.title)
    yield str(date) if date else None
    yield provision.ref
    yield provision.under
    yield provision.role.value
    yield cell_of(provision.heading)
    yield cell_of(provision.acts)
    yield cell_of(provision.objective)
    yield cell_of(provision.completeness)
    yield str(provision.text)
    yield official[0] if official else None
    yield cell_of(provision.topics)
    yield cell_of(provision.responsible)
    yield BETWEEN.join(str(site.actor_link(id_).label) for id_ in provision.responsible) or None
    yield cell_of(provision.responsible_note)
    yield cell_of(provision.due)
    yield from days
    yield cell_of(provision.due_note)
    yield BETWEEN.join(f"{money.amount:f} {money.currency}" for money in provision.amounts) or None
    # A point that asks for nothing has no state.
    yield (followed.standing.value if followed.standing else "over") if followed else None
    yield state_label(site, followed.standing) if followed else None
    yield len(provision.reports)
    yield str(report.date) if report else None
    yield str(report.text) if report else None
    yield cell_of(provision.follow_up_note)
    yield f"{page_of(site, entry)}#{provision_anchor(provision.ref)}"


def reports_table(site: Site) -> DataTable:
    """Return the table of all reports on the follow-up of points."""
    columns = _columns(
        site,
        (
            ("id", N_("Report"), CellType.STRING),
            ("point", N_("Point"), CellType.STRING),
            ("date", N_("Date"), CellType.STRING),
            ("status", N_("Status"), CellType.STRING),
            ("by", N_("Who reports"), CellType.STRING),
            ("country", N_("Country"), CellType.STRING),
            ("text", N_("Text"), CellType.STRING),
            ("evidence", N_("Evidence"), CellType.STRING),
            ("page", N_("Address"), CellType.STRING),
        ),
    )
    return DataTable(
        name="follow-up",
        title=site.say(N_("Reports on follow-up")),
        columns=columns,
        make_rows=lambda: (
            _report(site, entry, provision, place, report)
            for entry in site.catalogue.of_kind(AGREEMENT)
            for provision in published_part(site.record(entry, Agreement), site.catalogue.by_id).provisions
            for place, report in enumerate(provision.reports, 1)
        ),
    )


def _report(site: Site, entry: Entry, provision: Provision, place: int, report: FollowUpReport) -> Iterator[Cell]:
    clause = f"{entry.id}#{provision.ref}"
    yield f"{clause}/{place}"
    yield clause
    yield str(report.date)
    yield report.status.value
    yield report.by
    yield report.country
    yield str(report.text)
    yield cell_of(report.evidence)
    yield f"{page_of(site, entry)}#{provision_anchor(provision.ref)}"


def figures_table(site: Site) -> DataTable:
    """Return the table of the figures of all concept notes."""
    columns = _columns(
        site,
        (
            ("id", N_("Figure"), CellType.STRING),
            ("note", N_("Concept note"), CellType.STRING),
            ("value", N_("Value"), _NUMBER),
            ("comparator", N_("Comparator"), CellType.STRING),
            ("unit", N_("Unit"), CellType.STRING),
            ("label", N_("What was counted"), CellType.STRING),
            ("countries", N_("Countries"), CellType.STRING),
            ("country_names", N_("Countries"), CellType.STRING),
            ("nationality", N_("Nationality"), CellType.STRING),
            ("place", N_("Place"), CellType.STRING),
            ("period", N_("Period"), CellType.STRING),
            ("as_of", N_("As of"), CellType.STRING),
            ("counted_by", N_("Counted by"), CellType.STRING),
            ("source", N_("Source"), CellType.STRING),
            ("locator", N_("Page or section"), CellType.STRING),
            ("remark", N_("Note"), CellType.STRING),
            ("topics", N_("Topics"), CellType.STRING),
            ("page", N_("Address"), CellType.STRING),
        ),
    )
    return DataTable(
        name="figures",
        title=site.say(N_("Figures")),
        columns=columns,
        make_rows=lambda: (row for entry in site.catalogue.of_kind(CONCEPT_NOTE) for row in _figures(site, entry)),
    )


def _figures(site: Site, entry: Entry) -> Iterator[tuple[Cell, ...]]:
    record = site.record(entry, ConceptNote)
    for figure in record.figures:
        # Where nothing else is said, it is printed in the first source of the note.
        (first, *_) = site.sources(record.sources[:1])
        yield (
            f"{entry.id}#{figure.id}",
            entry.id,
            figure.value,
            figure.comparator.value,
            figure.unit.value,
            str(figure.label),
            cell_of(figure.countries),
            BETWEEN.join(site.term_name(COUNTRY, code) for code in figure.countries) or None,
            figure.nationality,
            cell_of(figure.place),
            cell_of(figure.period),
            cell_of(figure.as_of),
            figure.counted_by,
            site.source_words(entry, figure.source) if figure.source else first.title.value,
            str(figure.locator),
            cell_of(figure.note),
            cell_of(figure.topics),
            f"{page_of(site, entry)}#figure-{figure.id}",
        )
