"""Traces of pages: a site that records what is asked of it, and what it answers now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import Locale
from knowledge_base.memory.recording import CurrentAnswers, Recorder, recorded_fields
from knowledge_base.view.parts.pieces import Card
from knowledge_base.view.parts.site import Site

_OF_TABLES = frozenset({("groups",), ("memberships",), ("names",)})
"""The tables of tables: which there are is fixed by the code, a table for each facet."""


class _RecordedSite(Site):
    """A site that records reads of its settings, and memoises its cards.

    What it is made with besides the catalogue and the language is a setting.
    """

    def __init__(self, recorder: Recorder, plain: Site, **values: Any) -> None:
        super().__init__(**values)
        by_id = self.catalogue.by_id
        make = recorder.remember(lambda id_: super(_RecordedSite, self).card(by_id[id_]))
        object.__setattr__(self, "_plain", plain)
        object.__setattr__(self, "_recorder", recorder)
        object.__setattr__(self, "_recorded_card", make)

    def __getattribute__(self, name: str) -> Any:
        if name in _SETTINGS and "_recorder" in vars(self):
            vars(self)["_recorder"].note_item(_settings(self.locale), name)
        return super().__getattribute__(name)

    def card(self, entry: Entry) -> Card:
        """Return the card of an entry."""
        made: Card = vars(self)["_recorded_card"](entry.id)
        return made

    def anchors(self, address: str) -> tuple[str, ...]:
        """Return the anchors of a page."""
        vars(self)["_recorder"].note_call(_ANCHORS, str(self.locale), address)
        found: tuple[str, ...] = vars(self)["_plain"].anchors(address)
        return found


_SETTINGS = frozenset(each.name for each in fields(Site) if not each.name.startswith("_")) - {"catalogue", "locale"}
_ANCHORS = "anchors"


def _settings(locale: Locale) -> str:
    return f"site {locale}"


def recorded_site(site: Site, recorder: Recorder) -> Site:
    """Return a site that answers like the one given, and records the questions that it is asked."""
    values = {each.name: getattr(site, each.name) for each in fields(site) if each.init}
    catalogue = recorded_fields(site.catalogue, (), recorder, _OF_TABLES)
    return _RecordedSite(recorder, site, **values | {"catalogue": catalogue})


def answers_of(sites: Sequence[Site]) -> CurrentAnswers:
    """Return what a site answers now: one catalogue in each language."""
    catalogue = sites[0].catalogue
    in_language = {str(site.locale): site for site in sites}
    sources = {each.name: getattr(catalogue, each.name) for each in fields(catalogue)}
    for site in sites:
        sources[_settings(site.locale)] = {name: getattr(site, name) for name in _SETTINGS}
    sources[_ANCHORS] = lambda locale, address: in_language[locale].anchors(address)
    return CurrentAnswers(sources)
