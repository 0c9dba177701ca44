"""The page for editors: translations, reviews and practices that wait for somebody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.assemble.facets import LANGUAGE, MATURITY, TRANSLATION_STALE
from knowledge_base.locale import N_, Locale, fold
from knowledge_base.model.choices import Maturity, TranslationStatus
from knowledge_base.model.entries import Practice
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.shape import shape_of, words_in, written
from knowledge_base.model.vocabularies import Organisation
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link, Words
from knowledge_base.view.parts.site import Site

MOST_WORK_LISTED = 50
"""How many entries a list names; where there are more, it says how many, and where all of them are."""

SOON = dt.timedelta(days=90)
"""How long before its day a review is announced: a quarter, as the working groups meet."""

_NAMES = {Locale.ES: N_("Spanish"), Locale.EN: N_("English")}
_IN = {Locale.ES: N_("In Spanish"), Locale.EN: N_("In English")}
# Of a translation with many gaps, the first say enough.
_STYLE = "assets/stylesheets/editors.css"
_MOST_FIELDS = 4


@dataclass(frozen=True, kw_only=True)
class CoverageRow:
    """How many entries of a kind there are in a language, and in what state.

    Attributes:
        label: the kind, or all of them.
        original: those that were first written in it.
        current: those translated into it that say what the original says.
        stale: those of which the original has changed since.
        missing: those that are not in it.
        official: of the translations, current or not, those that the RCM or a government has issued.
    """

    label: Link
    original: int
    current: int
    stale: int
    missing: int
    official: int


@dataclass(frozen=True, kw_only=True)
class LanguageCoverage:
    """What there is in a language, kind by kind, and then in all."""

    id: str
    title: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """An entry that waits for somebody.

    Attributes:
        kind: the name of its kind.
        kind_label: what readers call the kind.
        link: to its page.
        note: what is to be known of it.
        edit: where its file can be opened; empty where no repository is configured.
    """

    kind: str
    kind_label: str
    link: Link
    note: Words
    edit: str


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Entries that wait for the same thing.

    Attributes:
        id: of the heading.
        title: the heading.
        lines: the first of them.
        count: how many there are.
        rest: where all of them can be seen; ``None`` where all are here, or only ``kb check`` lists them.
        empty: what it says when nothing waits.
    """

    id: str
    title: Words
    lines: tuple[WorkLine, ...]
    count: int
    rest: Link | None
    empty: str


@dataclass(frozen=True, kw_only=True)
class EditorsView:
    """The page for editors.

    Attributes:
        as_of: the day that it stands for, in words; empty in a knowledge base without entries.
        summary: what waits, with counts: links to the lists below that are not empty.
        languages: what there is in each language.
        translations: what is to be translated: missing, out of date, and with gaps.
        reviews: what was to be reviewed by now, and what is to be soon.
        undated: how many entries name no day for their next review.
        leads: the practices of which only the title is known, by the country that is asked to complete them.
        leads_in_all: how many there are.
        search: nothing: it would stand before the entries that it names.
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
    """Return what surrounds the page for editors."""
    title = site.say(N_("For editors"))
    intro = site.say(N_("What waits for somebody: translations, reviews, and practices that a country can complete."))
    return site.chrome(
        addresses.EDITORS, title, intro, (Link(title),), section=addresses.EDITORS, styles=(_STYLE,), listed=False
    )


def editors_view(site: Site) -> EditorsView:
    """Return the page for editors."""
    chrome = editors_chrome(site)
    translations = tuple(_translations(site))
    reviews = tuple(_reviews(site))
    leads = tuple(_leads(site))
    leads_in_all = sum(group.count for group in leads)
    lists = [*translations, *reviews]
    summary = [Link(group.title, url=site.url(addresses.EDITORS, group.id), count=group.count) for group in lists]
    summary.append(
        Link(site.say(N_("Practices to complete")), url=site.url(addresses.EDITORS, "leads"), count=leads_in_all)
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
        site.say(N_("Translations with gaps")),
        [(entry, _gaps(site, found), version.locale) for entry, version in versions if (found := _borrowed(version))],
        {},
        site.say(N_("Every translation has all the texts of its original.")),
    )


def _staleness(site: Site, entry: Entry, version: Version) -> str:
    """Return what is known of a stale translation; which words changed, only the history of the file can tell."""
    values = {"language": site.say(_IN[version.locale]), "changed": site.date(entry.record.modified)}
    if version.translation and version.translation.date:
        translated = site.date(version.translation.date)
        text = N_("{language}, of {translated}; the original last changed on {changed}")
        return site.say(text, translated=translated, **values)
    return site.say(N_("{language}; the original last changed on {changed}"), **values)


def _borrowed(version: Version) -> list[str]:
    """Return the fields of which a translation still has the original's words, as an author writes them."""
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
    """Yield the practices that somebody has only announced, by who is asked to tell more, most first."""
    asked: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in site.catalogue.current:
        record = entry.record
        if isinstance(record, Practice) and record.maturity is Maturity.REPORTED:
            asked[_asked(site, record.lead)].append(entry)
    links = {id_: site.actor_link(id_) for id_ in asked}
    for id_ in sorted(asked, key=lambda id_: (-len(asked[id_]), fold(str(links[id_].label)))):
        work = [(entry, _presented(site, entry), entry.original) for entry in asked[id_]]
        yield _list(site, f"lead-{id_.lower()}", links[id_].label, work, {MATURITY.name: Maturity.REPORTED.value}, "")


def _asked(site: Site, lead: str) -> str:
    """Return who is asked to complete a practice: the country of whoever leads it, where there is one."""
    actor = site.catalogue.vocabularies.actor(lead)
    return actor.country if isinstance(actor, Organisation) and actor.country else lead


def _presented(site: Site, entry: Entry) -> str:
    return site.say(N_("presented: {date}"), date=site.when(entry))


def _list(
    site: Site,
    id_: str,
    title: Words,
    work: Sequence[tuple[Entry, str, Locale]],
    explored: Mapping[str, str],
    empty: str,
) -> WorkList:
    """Return a list of entries.

    Args:
        site: the site.
        id_: of its heading.
        title: its heading.
        work: each entry, what is to be known of it, and the language of the file to open.
        explored: what narrows the Explore page to these entries; nothing where it can't.
        empty: what it says when nothing waits.
    """
    rest = None
    if explored and len(work) > MOST_WORK_LISTED:
        rest = Link(site.say(N_("All of them")), url=f"{site.url(addresses.EXPLORE)}?{urlencode(explored)}")
    lines = tuple(_line(site, entry, note, locale) for entry, note, locale in work[:MOST_WORK_LISTED])
    return WorkList(id=id_, title=title, lines=lines, count=len(work), rest=rest, empty=empty)


def _line(site: Site, entry: Entry, note: str, locale: Locale) -> WorkLine:
    path = entry.versions[locale].page.source.path
    edit = f"{site.edit_home}{path}" if site.edit_home else ""
    return WorkLine(
        kind=entry.kind.name,
        kind_label=site.say(entry.kind.singular),
        link=site.entry_link(entry),
        note=note,
        edit=edit,
    )
