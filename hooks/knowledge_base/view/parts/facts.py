"""The values of facts that entries of several kinds have."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge_base.locale import N_
from knowledge_base.model.types import Choice
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


def plain(value: str | None) -> tuple[Link, ...]:
    """Return words that lead nowhere; nothing where there are none."""
    return (Link(value),) if value else ()


def chosen(site: Site, choice: Choice | None) -> tuple[Link, ...]:
    """Return what readers call a choice; nothing where none was made."""
    return plain(choice.label_in(site.locale) if choice else None)


def not_stated(site: Site) -> tuple[Link, ...]:
    """Return that the sources do not say it."""
    return (Link(site.say(N_("Not stated in the sources"))),)


def actor_links(site: Site, ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to those who act, in the order in which they were given."""
    return tuple(site.actor_link(id_) for id_ in ids)


def entry_links(site: Site, ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to those of the entries that are published, in the order in which they were given."""
    by_id = site.catalogue.by_id
    return tuple(site.entry_link(by_id[id_]) for id_ in ids if id_ in by_id)
