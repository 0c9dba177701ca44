"""What a country is or was in each body, over time, with its sources."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.facets import BODY
from knowledge_base.locale import N_
from knowledge_base.model.record import Source
from knowledge_base.view.parts.pieces import Link, SourceLine
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """What a country is or was in a body.

    Attributes:
        body: a link to the body.
        status: what it is or was.
        since: when that began, or the earliest date for which a source shows it.
        until: when it ended; empty while it lasts.
        sources: where that can be read.
    """

    body: Link
    status: str
    since: str
    until: str
    sources: tuple[SourceLine, ...]


def status_over_time(site: Site, code: str) -> tuple[StatusLine, ...]:
    """Return what a country is or was in each body: the RCM first, then the order of the vocabulary."""
    vocabularies = site.catalogue.vocabularies
    held = vocabularies.countries[code].memberships
    unknown = site.say(N_("Not recorded here"))
    lines = []
    for membership in sorted(held, key=lambda each: each.body != vocabularies.conference):
        since = membership.since and membership.since.in_words(site.locale)
        seen = membership.seen and site.say(
            N_("Not recorded here; a source shows it on {date}"), date=membership.seen.in_words(site.locale)
        )
        lines.append(
            StatusLine(
                body=site.term_link(BODY, membership.body),
                status=membership.status.label_in(site.locale),
                since=since or seen or unknown,
                until=membership.until.in_words(site.locale) if membership.until else "",
                sources=site.sources([Source(document=id_) for id_ in membership.sources]),
            )
        )
    return tuple(lines)
