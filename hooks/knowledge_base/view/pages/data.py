"""The page on data: what there is in which form, how to use it, and what is promised of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.locale import N_
from knowledge_base.model.kinds import KINDS
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.other_forms import (
    DCAT_PATH,
    LLMS_PATH,
    SHAPES_PATH,
    calendar_path,
    data_path,
    feed_path,
    has_calendar,
    json_path,
    package_path,
    table_path,
    twin_path,
    vocabulary_path,
    workbook_path,
)
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site

_VOCABULARIES = (
    ("topics", N_("Topics")),
    ("countries", N_("Countries")),
    ("bodies", N_("Bodies")),
    ("organisations", N_("Organisations")),
    ("terms", N_("Glossary")),
)


@dataclass(frozen=True, kw_only=True)
class DataRow:
    """A table: what it is, and its files."""

    name: str
    files: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class DataView:
    """The page on data.

    Attributes:
        home: the URL of the site; empty if it has none.
        calendars: the calendars of all meetings and all deadlines.
        feeds: the feeds of all entries and all deadlines; empty without the URL of the site.
        pages: the indexes of the pages that have calendars and feeds of their own.
        entries: all entries as one file, and their schemas.
        tables: the tables.
        package: the description of the tables.
        vocabularies: the vocabularies; empty without the URL of the site.
        datasets: the description of all data; empty without the URL of the site.
        shapes: the shapes of the vocabularies.
        catalogue: the path of all entries, for an example.
        table: the path of a table, for an example.
        guide: the field guide.
        explore: the page Explore, which saves the citations of a list.
        programs: the path of the list of pages for programs that read text.
        meeting: the latest meeting as a page, as data, as a calendar and as Markdown; empty if there is none.
    """

    chrome: Chrome
    title: str
    intro: str
    home: str
    calendars: tuple[Link, ...]
    feeds: tuple[Link, ...]
    pages: tuple[Link, ...]
    entries: tuple[Link, ...]
    tables: tuple[DataRow, ...]
    package: str
    vocabularies: tuple[DataRow, ...]
    datasets: tuple[Link, ...]
    shapes: str
    catalogue: str
    table: str
    guide: Link
    explore: Link
    programs: str
    meeting: tuple[Link, ...]
    search: SearchRecord

    template = "data.html"


def data_chrome(site: Site) -> Chrome:
    """Return the metadata of the page on data."""
    title = site.say(N_("Data"))
    intro = site.say(
        N_("Everything on this site as calendars, feeds, tables and data, to be used without asking anybody.")
    )
    return site.chrome(addresses.DATA, title, intro, (Link(title),), section=addresses.DATA)


def data_view(site: Site) -> DataView:
    """Return the page on data."""
    chrome, locale = data_chrome(site), site.locale
    commitments, meetings = addresses.COMMITMENTS, "meetings/index"
    return DataView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        home=site.home,
        calendars=(
            Link(site.say(N_("Meetings")), url=calendar_path(meetings, locale)),
            Link(site.say(N_("Deadlines")), url=calendar_path(commitments, locale)),
        ),
        feeds=(
            Link(site.say(N_("All entries")), url=feed_path(addresses.HOME, locale)),
            Link(site.say(N_("Deadlines")), url=feed_path(commitments, locale)),
        )
        if site.home
        else (),
        pages=(
            Link(site.say(N_("Topics")), url=site.url("topics/index")),
            Link(site.say(N_("Countries")), url=site.url("countries/index")),
            Link(site.say(N_("Bodies")), url=site.url("bodies/index")),
        ),
        entries=(
            Link(site.say(N_("All entries")), url=data_path(f"catalogue.{locale}.json")),
            Link(site.say(N_("Schema of an entry")), url=data_path("entry.schema.json")),
            Link(site.say(N_("Schema of all entries")), url=data_path("catalogue.schema.json")),
        ),
        tables=tuple(_tables(site)),
        package=package_path(locale),
        vocabularies=tuple(_vocabularies(site)) if site.home else (),
        datasets=tuple(_rdf(DCAT_PATH)) if site.home else (),
        shapes=SHAPES_PATH,
        catalogue=data_path(f"catalogue.{locale}.json"),
        table=table_path("provisions", locale),
        guide=Link(site.say(N_("Field guide")), url=site.url(addresses.FIELD_GUIDE)),
        explore=Link(site.say(N_("Explore")), url=site.url(addresses.EXPLORE)),
        programs=LLMS_PATH,
        meeting=tuple(_of_meeting(site)),
        search=page_record(site),
    )


def _of_meeting(site: Site) -> Iterator[Link]:
    for entry in site.catalogue.meetings[:1]:
        page, locale = site.url(entry.address), site.locale
        calendar = (calendar_path(entry.address, locale),) if has_calendar(entry) else ()
        paths = (page, json_path(entry.address, locale), *calendar, twin_path(page))
        yield from (Link(path, url=path) for path in paths)


def _tables(site: Site) -> Iterator[DataRow]:
    named = (
        *((kind.folder, kind.plural) for kind in KINDS),
        ("provisions", N_("Points of agreements")),
        ("follow-up", N_("Reports on follow-up")),
        ("figures", N_("Figures")),
    )
    for name, title in named:
        files = (
            Link(site.say(N_("CSV with commas")), url=table_path(name, site.locale)),
            Link(site.say(N_("CSV with semicolons")), url=table_path(name, site.locale, semicolons=True)),
            Link(site.say(N_("Workbook (XLSX)")), url=workbook_path(name, site.locale)),
        )
        yield DataRow(name=site.say(title), files=files)


def _vocabularies(site: Site) -> Iterator[DataRow]:
    for name, title in _VOCABULARIES:
        yield DataRow(name=site.say(title), files=tuple(_rdf(vocabulary_path(name))))


def _rdf(path: str) -> Iterator[Link]:
    """Yield the links to data in RDF, in both of its forms."""
    yield Link("Turtle", url=path)
    yield Link("JSON-LD", url=path.replace(".ttl", ".jsonld"))
