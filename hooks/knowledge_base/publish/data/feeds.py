"""The feeds of the site: of what was written or changed last, and of deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from knowledge_base.assemble import addresses
from knowledge_base.assemble.deadlines import Deadline
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import TOPIC, Facet
from knowledge_base.locale import N_
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.kinds import Kind
from knowledge_base.publish.data.atom import Feed, FeedEntry, atom
from knowledge_base.publish.data.calendars import deadline_lines, deadline_title, deadlines_of
from knowledge_base.publish.data.names import permanent_iri
from knowledge_base.view.parts.other_forms import deadlines_feed_path, feed_path
from knowledge_base.view.parts.site import Site

MOST_IN_FEED = 50
"""The most entries of a feed; what is older is on the pages."""

_NEVER = dt.date(1970, 1, 1)


def feed_of_all(site: Site) -> bytes:
    """Return the feed of all entries."""
    path = feed_path(addresses.HOME, site.locale)
    return _of_entries(site, str(site.editorial.title), path, addresses.HOME, site.catalogue.entries)


def feed_of_kind(site: Site, kind: Kind) -> bytes:
    """Return the feed of a kind of entry."""
    address = f"{kind.folder}/index"
    entries = site.catalogue.of_kind(kind)
    return _of_entries(site, _named(site, site.say(kind.plural)), feed_path(address, site.locale), address, entries)


def feed_of_term(site: Site, facet: Facet, id_: str) -> bytes:
    """Return the feed of a topic, country or body."""
    address, title = addresses.term_address(facet, id_), site.term_name(facet, id_)
    entries = site.catalogue.grouped(facet, id_)
    return _of_entries(site, _named(site, title), feed_path(address, site.locale), address, entries)


def feed_of_deadlines(site: Site) -> bytes:
    """Return the feed of all deadlines."""
    address = addresses.COMMITMENTS
    path = feed_path(address, site.locale)
    return _of_deadlines(site, site.say(N_("Deadlines")), path, address, site.catalogue.deadlines.listed)


def feed_of_deadlines_of(site: Site, facet: Facet, id_: str) -> bytes:
    """Return the feed of the deadlines of a body or a country."""
    address, name = addresses.term_address(facet, id_), site.term_name(facet, id_)
    title = site.say(N_("Deadlines: {title}"), title=name)
    path = deadlines_feed_path(address, site.locale)
    return _of_deadlines(site, title, path, address, deadlines_of(site, facet, id_))


def _named(site: Site, title: str) -> str:
    """Return the title of a feed as it stands in a reader, beside those of others."""
    return site.say(N_("{title} (RCM knowledge base)"), title=title)


def _of_entries(site: Site, title: str, path: str, address: str, entries: Sequence[Entry]) -> bytes:
    newest = sorted(entries, key=lambda entry: (entry.record.modified, entry.record.created, entry.id), reverse=True)[
        :MOST_IN_FEED
    ]
    return _feed(site, title, path, address, [site.share(_entry, entry) for entry in newest])


def _entry(site: Site, entry: Entry) -> FeedEntry:
    version = entry.in_(site.locale)
    retired = site.retired(entry)
    summary = str(version.record.summary)
    return FeedEntry(
        id=permanent_iri(entry.kind.name, entry.id, site.locale),
        title=str(version.record.title),
        summary=f"{retired}. {summary}" if retired else summary,
        url=site.home + site.url(entry.address),
        language=version.locale,
        published=entry.record.created,
        updated=entry.record.modified,
        categories=tuple(
            (site.home + site.url(addresses.term_address(TOPIC, id_)), site.term_name(TOPIC, id_))
            for id_ in site.catalogue.terms_of(TOPIC, entry)
        ),
    )


def _of_deadlines(site: Site, title: str, path: str, address: str, deadlines: Iterable[Deadline]) -> bytes:
    # Those that come last are the ones that are still ahead.
    latest = sorted(deadlines, key=lambda each: (each.first, each.commitment.clause), reverse=True)[:MOST_IN_FEED]
    return _feed(site, _named(site, title), path, address, [_deadline(site, each) for each in latest])


def _deadline(site: Site, deadline: Deadline) -> FeedEntry:
    commitment = deadline.commitment
    version = commitment.agreement.in_(site.locale)
    return FeedEntry(
        id=permanent_iri("deadline", commitment.clause, site.locale),
        title=deadline_title(site, deadline),
        summary="\n".join(deadline_lines(site, deadline)),
        url=site.home + site.url(commitment.agreement.address, provision_anchor(commitment.ref)),
        language=version.locale,
        published=version.record.created,
        updated=version.record.modified,
    )


def _feed(site: Site, title: str, path: str, address: str, entries: Sequence[FeedEntry]) -> bytes:
    return atom(
        Feed(
            id=permanent_iri("feed", path),
            title=title,
            author=str(site.editorial.title),
            language=site.locale,
            itself=site.home + path,
            page=site.home + site.url(address),
            updated=max((entry.updated for entry in entries), default=_NEVER),
            entries=entries,
        )
    )
