"""Helpers that make the values of facts."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge_base.locale import N_
from knowledge_base.model.types import Choice
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


def plain(value: str | None) -> tuple[Link, ...]:
    """Return text as a value without a link; empty if there is no text."""
    return (Link(value),) if value else ()


def chosen(site: Site, choice: Choice | None) -> tuple[Link, ...]:
    """Return the label of a choice; empty if none was made."""
    return plain(choice.label_in(site.locale) if choice else None)


def not_stated(site: Site) -> tuple[Link, ...]:
    """Return the value “not stated in the sources”."""
    return (Link(site.say(N_("Not stated in the sources"))),)


def actor_links(site: Site, ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to actors (countries, organisations, bodies), in the given order."""
    return tuple(site.actor_link(id_) for id_ in ids)


def entry_links(site: Site, ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to entries, in the given order, without those that are not published."""
    by_id = site.catalogue.by_id
    return tuple(site.entry_link(by_id[id_]) for id_ in ids if id_ in by_id)
