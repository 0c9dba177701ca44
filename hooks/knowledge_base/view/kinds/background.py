"""Facts, details and brief items of background entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY
from knowledge_base.locale import N_
from knowledge_base.model.entries import Background
from knowledge_base.model.kinds import BACKGROUND
from knowledge_base.model.types import Text
from knowledge_base.view.parts.brief_items import BriefItem, Lengths, entry_item
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.facts import chosen, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True)
class BackgroundDetail:
    """The parts of the page that only background entries have."""

    findings: tuple[Text, ...]


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Background), site.say
    yield Fact(say(N_("Type")), chosen(site, record.background_type))
    yield Fact(say(N_("Date")), plain(record.date.in_words(site.locale)))
    yield Fact(say(N_("Body")), (site.term_link(BODY, record.body),) if record.body else ())


def _detail(site: Site, entry: Entry) -> BackgroundDetail:
    return BackgroundDetail(site.record(entry, Background).findings)


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    if entries := scope.of_kind(BACKGROUND):
        yield Queue(
            id="background",
            title=site.say(BACKGROUND.plural),
            items=[partial(_item, site, entry) for entry in entries],
            elsewhere=scope.explore(site, BACKGROUND),
        )


def _item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    """Return the brief item of a background entry, with its type and date."""
    record = site.record(entry, Background)
    details = (
        Link(record.background_type.label_in(site.locale)),
        Link(record.date.in_words(site.locale)),
    )
    return entry_item(site, entry, most, details)


BACKGROUND_PAGES = KindPages(
    kind=BACKGROUND,
    intro=N_("What the meetings build on: earlier groups, plans and reports."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
)
