"""Other forms of a page, beside it under its address with another ending: calendars, feeds and data.

Feeds need whole addresses, so there are none without the URL of the site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, TOPIC, Facet
from knowledge_base.locale import N_, Locale
from knowledge_base.model.entries import Meeting
from knowledge_base.model.kinds import MEETING, Kind
from knowledge_base.view.parts.chrome import Chrome, OtherForm
from knowledge_base.view.parts.site import Site

CALENDAR, FEED = "text/calendar", "application/atom+xml"
"""The media types of calendars (RFC 5545) and feeds (RFC 4287)."""

DATA, TABLE, WORKBOOK = (
    "application/json",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""The media types of data (RFC 8259), tables (RFC 4180) and workbooks (ISO/IEC 29500)."""

_ENDINGS = {CALENDAR: "ics", FEED: "atom", DATA: "json"}
_VERSIONED = "data/v1"
_DEADLINES = "deadlines"

_WIDEST = dt.timedelta(days=92)
"""The longest time that an event may cover whose days are not known: a quarter. Of a year, it would say nothing."""

FEED_FACETS: tuple[Facet, ...] = (TOPIC, COUNTRY, BODY)
"""The facets whose terms have feeds."""

CALENDAR_FACETS: tuple[Facet, ...] = (COUNTRY, BODY)
"""The facets whose terms have calendars, and feeds of deadlines."""


def beside(address: str, locale: Locale, ending: str) -> str:
    """Return the path of what lies beside a page, from the site root: ``en/meetings/x.ics``."""
    return f"{addresses.url(address, locale).removesuffix('.html')}.{ending}"


def calendar_path(address: str, locale: Locale) -> str:
    """Return the path of the calendar beside a page, from the site root."""
    return beside(address, locale, _ENDINGS[CALENDAR])


def event_days(record: Meeting) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a meeting as an event; ``None`` if no more than its year is known."""
    first, last = record.date.earliest, record.date.latest
    return (first, last) if first and last and last - first <= _WIDEST else None


def has_calendar(entry: Entry) -> bool:
    """Whether there is a calendar of an entry: of a meeting of which is known when it was."""
    return isinstance(entry.record, Meeting) and event_days(entry.record) is not None


def feed_path(address: str, locale: Locale) -> str:
    """Return the path of the feed beside a page, from the site root."""
    return beside(address, locale, _ENDINGS[FEED])


def json_path(address: str, locale: Locale) -> str:
    """Return the path of the data of the entry at an address, from the site root."""
    return beside(address, locale, _ENDINGS[DATA])


def twin_path(url: str) -> str:
    """Return the path of the content of a page as Markdown, from its own; both from the site root."""
    return f"{url}.md"


WITHOUT_TWIN = (addresses.NOT_FOUND, addresses.PROPOSE)
"""The addresses of pages whose content is not there as Markdown: it says nothing, or is a form."""


def has_twin(chrome: Chrome) -> bool:
    """Whether there is the content of a page as Markdown: not of the form, nor of those that lead on or say nothing."""
    return not (chrome.leads_to or chrome.root or chrome.address in WITHOUT_TWIN)


def data_path(name: str) -> str:
    """Return the path of a file of data whose form is promised to last, from the site root."""
    return f"{_VERSIONED}/{name}"


def vocabulary_path(name: str) -> str:
    """Return the path of a vocabulary in SKOS (Turtle; beside it in JSON-LD), from the site root."""
    return data_path(f"{name}.ttl")


LLMS_PATH = "llms.txt"
"""The path of the list of the main pages, for programs that read Markdown, from the site root."""

DCAT_PATH = data_path("datasets.ttl")
"""The path of the description of all data in DCAT (Turtle; beside it in JSON-LD), from the site root."""

SHAPES_PATH = data_path("vocabularies.shapes.ttl")
"""The path of the shapes of the vocabularies in SHACL, from the site root."""


def table_path(name: str, locale: Locale, *, semicolons: bool = False) -> str:
    """Return the path of a table as CSV, with commas or semicolons, from the site root."""
    return data_path(f"{name}.{locale}{'.semicolon' if semicolons else ''}.csv")


def workbook_path(name: str, locale: Locale) -> str:
    """Return the path of a table as a workbook, from the site root."""
    return data_path(f"{name}.{locale}.xlsx")


def package_path(locale: Locale) -> str:
    """Return the path of the data package of a language, which describes all tables, from the site root."""
    return data_path(f"datapackage.{locale}.json")


def deadlines_feed_path(address: str, locale: Locale) -> str:
    """Return the path of the feed of the deadlines of a term, from the site root and the address of its page."""
    return beside(address, locale, f"{_DEADLINES}.{_ENDINGS[FEED]}")


def forms_of_home(site: Site) -> tuple[OtherForm, ...]:
    """Return the other forms of the home page."""
    return tuple(_feed(site, addresses.HOME, str(site.editorial.title)))


def forms_of_kind(site: Site, kind: Kind) -> tuple[OtherForm, ...]:
    """Return the other forms of the index of a kind of entry."""
    address, title = f"{kind.folder}/index", site.say(kind.plural)
    of_meetings = _calendar(site, address, title) if kind is MEETING else ()
    return (*of_meetings, *_feed(site, address, title), *_tables(site, kind.folder, title))


def forms_of_term(site: Site, facet: Facet, id_: str) -> tuple[OtherForm, ...]:
    """Return the other forms of the page of a term."""
    address, title = addresses.term_address(facet, id_), site.term_name(facet, id_)
    forms: list[OtherForm] = []
    if facet in CALENDAR_FACETS:
        forms += _calendar(site, address, title)
    if facet in FEED_FACETS:
        forms += _feed(site, address, title)
    if facet in CALENDAR_FACETS:
        forms += _deadlines(site, deadlines_feed_path(address, site.locale), title)
    return tuple(forms)


def forms_of_commitments(site: Site) -> tuple[OtherForm, ...]:
    """Return the other forms of the list of commitments: the calendar and the feed of their deadlines."""
    address, title = addresses.COMMITMENTS, site.say(N_("Deadlines"))
    calendar = OtherForm(
        type=CALENDAR, label=site.say(N_("Calendar of deadlines")), title=title, url=calendar_path(address, site.locale)
    )
    tables = _tables(site, "provisions", site.say(N_("Points of agreements")))
    return (calendar, *_deadlines(site, feed_path(address, site.locale), ""), *tables)


def forms_of_figures(site: Site) -> tuple[OtherForm, ...]:
    """Return the other forms of the list of all figures."""
    return tuple(_tables(site, "figures", site.say(N_("Figures"))))


def forms_of_entry(site: Site, entry: Entry, title: str) -> tuple[OtherForm, ...]:
    """Return the other forms of the page of an entry."""
    calendar = _calendar(site, entry.address, title) if has_calendar(entry) else ()
    data = OtherForm(type=DATA, label="JSON", title=title, url=json_path(entry.address, site.locale))
    return (*calendar, data)


def _calendar(site: Site, address: str, title: str) -> Iterator[OtherForm]:
    label = site.say(N_("Calendar"))
    yield OtherForm(type=CALENDAR, label=label, title=title, url=calendar_path(address, site.locale))


def _feed(site: Site, address: str, title: str) -> Iterator[OtherForm]:
    if site.home:
        label = site.say(N_("Feed"))
        yield OtherForm(type=FEED, label=label, title=title, url=feed_path(address, site.locale))


def _deadlines(site: Site, path: str, title: str) -> Iterator[OtherForm]:
    if site.home:
        label = site.say(N_("Feed of deadlines"))
        name = site.say(N_("Deadlines: {title}"), title=title) if title else site.say(N_("Deadlines"))
        yield OtherForm(type=FEED, label=label, title=name, url=path)


def _tables(site: Site, name: str, title: str) -> Iterator[OtherForm]:
    for label, semicolons in ((N_("CSV with commas"), False), (N_("CSV with semicolons"), True)):
        path = table_path(name, site.locale, semicolons=semicolons)
        yield OtherForm(type=TABLE, label=site.say(label), title=title, url=path)
    label = site.say(N_("Workbook (XLSX)"))
    yield OtherForm(type=WORKBOOK, label=label, title=title, url=workbook_path(name, site.locale))
