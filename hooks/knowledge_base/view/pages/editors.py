"""The editors' page: translations, reviews and practices that need work."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.assemble.facets import LANGUAGE, LEAD, MATURITY, TRANSLATION_STALE
from knowledge_base.locale import N_, Locale, sort_key
from knowledge_base.model.choices import Maturity, TranslationStatus
from knowledge_base.model.entries import Practice
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.shape import shape_of, words_in, written
from knowledge_base.model.vocabularies import Organisation
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link, Words
from knowledge_base.view.parts.site import Site

MOST_WORK_LISTED = 30
"""Maximum number of entries in a list; a longer one shows its count, and a link to all where there is one."""

MOST_LEADS_LISTED = 60
"""Maximum number of practices to complete in all lists together, but at least one of each actor who is asked."""

SOON = dt.timedelta(days=90)
"""How long before its due date a review is listed: a quarter, the interval at which the working groups meet."""

_NAMES = {Locale.ES: N_("Spanish"), Locale.EN: N_("English")}
_IN = {Locale.ES: N_("In Spanish"), Locale.EN: N_("In English")}
_STYLE = "assets/stylesheets/editors.css"
# Maximum number of missing fields named for a translation with gaps.
_MOST_FIELDS = 4


@dataclass(frozen=True, kw_only=True)
class CoverageRow:
    """The number of entries of a kind in a language, by the state of their translation.

    Attributes:
        label: the kind, or “all”.
        original: originals in this language.
        current: up-to-date translations.
        stale: translations whose original has changed since.
        missing: entries without a version in this language.
        official: official translations, issued by the RCM or a government, up to date or not.
    """

    label: Link
    original: int
    current: int
    stale: int
    missing: int
    official: int


@dataclass(frozen=True, kw_only=True)
class LanguageCoverage:
    """The coverage of a language: one row per kind, then the total."""

    id: str
    title: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """An entry that needs work.

    Attributes:
        kind: the name of its kind.
        kind_label: the display name of its kind.
        link: a link to its page.
        note: what needs to be done, or since when.
        edit: the URL to edit its file; empty if no repository is configured.
    """

    kind: str
    kind_label: str
    link: Link
    note: Words
    edit: str


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Entries that need the same kind of work.

    Attributes:
        id: the HTML id of the heading.
        title: the heading.
        lines: the first entries.
        count: the number of all entries.
        rest: a link to the full list; ``None`` if all are shown, or if Explore has no filter for them.
        empty: the text shown if there are none.
    """

    id: str
    title: Words
    lines: tuple[WorkLine, ...]
    count: int
    rest: Link | None
    empty: str


@dataclass(frozen=True, kw_only=True)
class EditorsView:
    """The editors' page.

    Attributes:
        as_of: the date of the build, in words; empty if there are no entries.
        summary: links to the lists that are not empty, with counts.
        languages: the coverage of each language.
        translations: the lists of translations that are missing, stale or incomplete.
        reviews: the lists of reviews that are overdue or due soon.
        undated: the number of entries without a date for their next review.
        leads: the practices of which little more than the title is known, by the country asked to complete them.
        leads_in_all: the number of these practices.
        search: always ``None``: in the search results, the page would rank above the entries that it lists.
    """

    chrome: Chrome
    title: str
    intro: str
    as_of: str
    summary: tuple[Link, ...]
    languages: tuple[LanguageCoverage, ...]
    translations: tuple[WorkList, ...]
    reviews: tuple[WorkList, ...]
    undated: int
    leads: tuple[WorkList, ...]
    leads_in_all: int
    search: None = None

    template = "editors.html"


def editors_chrome(site: Site) -> Chrome:
    """Return the metadata of the editors' page."""
    title = site.say(N_("For editors"))
    intro = site.say(N_("Pending work: translations, reviews, and practices to complete."))
    return site.chrome(
        addresses.EDITORS, title, intro, (Link(title),), section=addresses.EDITORS, styles=(_STYLE,), listed=False
    )


def editors_view(site: Site) -> EditorsView:
    """Return the editors' page."""
    chrome = editors_chrome(site)
    translations = tuple(_translations(site))
    reviews = tuple(_reviews(site))
    leads = tuple(_leads(site))
    leads_in_all = sum(_to_complete(entry) for entry in site.catalogue.current)
    lists = [*translations, *reviews]
    summary = [Link(group.title, url=site.url(addresses.EDITORS, group.id), count=group.count) for group in lists]
    summary.append(
        Link(
            site.say(N_("Practices and interventions to complete")),
            url=site.url(addresses.EDITORS, "leads"),
            count=leads_in_all,
        )
    )
    return EditorsView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        as_of=site.date(site.today) if site.today else "",
        summary=tuple(link for link in summary if link.count),
        languages=tuple(_language(site, locale) for locale in Locale),
        translations=translations,
        reviews=reviews,
        undated=sum(entry.record.review_by is None for entry in site.catalogue.current),
        leads=leads,
        leads_in_all=leads_in_all,
    )


def _language(site: Site, locale: Locale) -> LanguageCoverage:
    of_kinds = [(kind, [entry for entry in site.catalogue.current if entry.kind is kind]) for kind in KINDS]
    rows = [
        _row(Link(site.say(kind.plural), url=site.url(f"{kind.folder}/index")), entries, locale)
        for kind, entries in of_kinds
        if entries
    ]
    whole = _row(Link(site.say(N_("All"))), site.catalogue.current, locale)
    return LanguageCoverage(id=f"in-{locale}", title=site.say(_IN[locale]), rows=(*rows, whole))


def _row(label: Link, entries: Sequence[Entry], locale: Locale) -> CoverageRow:
    versions = [version for entry in entries if (version := entry.versions.get(locale))]
    translated = [version for version in versions if version.translation]
    stale = sum(version.stale for version in translated)
    official = sum(_status(version) is TranslationStatus.OFFICIAL for version in translated)
    originals = len(versions) - len(translated)
    return CoverageRow(
        label=label,
        original=originals,
        current=len(translated) - stale,
        stale=stale,
        missing=len(entries) - len(versions),
        official=official,
    )


def _status(version: Version) -> TranslationStatus | None:
    return version.translation.status if version.translation else None


def _translations(site: Site) -> Iterator[WorkList]:
    current = site.catalogue.current
    for locale in Locale:
        language = site.say(_NAMES[locale])
        yield _list(
            site,
            f"missing-{locale}",
            site.say(N_("Not in {language} yet"), language=language),
            [(entry, "", entry.original) for entry in current if locale not in entry.versions],
            {LANGUAGE.name: str(locale.other)},
            site.say(N_("Every entry is in {language}."), language=language),
        )
    versions = [(entry, version) for entry in current for version in entry.versions.values()]
    yield _list(
        site,
        "stale",
        site.say(N_("Translations out of date")),
        [(entry, _staleness(site, entry, version), version.locale) for entry, version in versions if version.stale],
        {LANGUAGE.name: TRANSLATION_STALE},
        site.say(N_("No original has changed since it was translated.")),
    )
    yield _list(
        site,
        "gaps",
        site.say(N_("Incomplete translations")),
        [(entry, _gaps(site, found), version.locale) for entry, version in versions if (found := _borrowed(version))],
        {},
        site.say(N_("Every translation has all the texts of its original.")),
    )


def _staleness(site: Site, entry: Entry, version: Version) -> str:
    """Return the dates of a stale translation and of its original; the changed words are only in the git history."""
    values = {"language": site.say(_IN[version.locale]), "changed": site.date(entry.record.modified)}
    if version.translation and version.translation.date:
        translated = site.date(version.translation.date)
        text = N_("{language}, of {translated}; the original last changed on {changed}")
        return site.say(text, translated=translated, **values)
    return site.say(N_("{language}; the original last changed on {changed}"), **values)


def _borrowed(version: Version) -> list[str]:
    """Return the fields that a translation takes from the original for lack of its own, named as in front matter."""
    words = words_in(shape_of(type(version.record)), version.record)
    return [written(path) for path, text in words if text.locale is not version.locale]


def _gaps(site: Site, fields: Sequence[str]) -> str:
    named = ", ".join(fields[:_MOST_FIELDS])
    more = len(fields) - _MOST_FIELDS
    return site.say(N_("{fields} and {more} more"), fields=named, more=more) if more > 0 else named


def _reviews(site: Site) -> Iterator[WorkList]:
    dated = [(entry.record.review_by, entry) for entry in site.catalogue.current if entry.record.review_by]
    dated.sort(key=lambda pair: (pair[0], pair[1].id))
    today = site.today or dt.date.max
    for id_, title, wanted, empty in (
        ("due", N_("Reviews overdue"), [pair for pair in dated if pair[0] < today], N_("No review is overdue.")),
        (
            "soon",
            N_("Reviews due soon"),
            [pair for pair in dated if dt.timedelta() <= pair[0] - today <= SOON],
            N_("No review is due in the next three months."),
        ),
    ):
        work = [(entry, _review(site, entry, day), entry.original) for day, entry in wanted]
        yield _list(site, id_, site.say(title), work, {}, site.say(empty))


def _review(site: Site, entry: Entry, day: dt.date) -> str:
    return f"{site.date(day)}, {site.actor_link(entry.record.owner).label}"


def _leads(site: Site) -> Iterator[WorkList]:
    """Yield the practices that are only reported, grouped by who is asked to complete them, longest list first."""
    asked: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in site.catalogue.current:
        record = entry.record
        if isinstance(record, Practice) and _to_complete(entry):
            for id_ in dict.fromkeys(_asked(site, lead) for lead in record.leads):
                asked[id_].append(entry)
    links = {id_: site.actor_link(id_) for id_ in asked}
    most = max(1, MOST_LEADS_LISTED // max(1, len(asked)))
    for id_ in sorted(asked, key=lambda id_: (-len(asked[id_]), sort_key(str(links[id_].label), site.locale))):
        work = [(entry, site.when(entry), entry.original) for entry in asked[id_]]
        explored = {MATURITY.name: Maturity.REPORTED.value}
        if id_ in site.catalogue.vocabularies.countries:
            explored[LEAD.name] = id_
        yield _list(site, f"lead-{id_.lower()}", links[id_].label, work, explored, "", most)


def _to_complete(entry: Entry) -> bool:
    return isinstance(entry.record, Practice) and entry.record.maturity is Maturity.REPORTED


def _asked(site: Site, lead: str) -> str:
    """Return the id of the actor asked to complete a practice: the lead's country if it has one, else the lead."""
    actor = site.catalogue.vocabularies.actor(lead)
    return actor.country if isinstance(actor, Organisation) and actor.country else lead


def _list(
    site: Site,
    id_: str,
    title: Words,
    work: Sequence[tuple[Entry, str, Locale]],
    explored: Mapping[str, str],
    empty: str,
    most: int = MOST_WORK_LISTED,
) -> WorkList:
    """Return a list of entries that need work.

    Args:
        site: the site.
        id_: the HTML id of its heading.
        title: its heading.
        work: for each entry, its note and the language of the file to edit.
        explored: the query of Explore that finds these entries; empty if there is none.
        empty: the text shown if there are none.
        most: the maximum number of lines.
    """
    rest = None
    if explored and len(work) > most:
        rest = Link(site.say(N_("All of them")), url=f"{site.url(addresses.EXPLORE)}?{urlencode(explored)}")
    lines = tuple(_line(site, entry, note, locale) for entry, note, locale in work[:most])
    return WorkList(id=id_, title=title, lines=lines, count=len(work), rest=rest, empty=empty)


def _line(site: Site, entry: Entry, note: str, locale: Locale) -> WorkLine:
    path = entry.versions[locale].page.source.path
    edit = f"{site.edit_home}{path}" if site.edit_home else ""
    return WorkLine(
        kind=entry.sort.name,
        kind_label=site.say(entry.sort.singular),
        link=site.entry_link(entry),
        note=note,
        edit=edit,
    )
