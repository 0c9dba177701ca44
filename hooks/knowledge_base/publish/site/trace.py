"""Traces of pages: a site that records what is asked of it, and what it answers now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import Locale
from knowledge_base.memory.recording import CurrentAnswers, Recorder, recorded_fields
from knowledge_base.view.parts.site import Site

_V = TypeVar("_V")

_OF_TABLES = frozenset({("groups",), ("spans",), ("memberships",), ("names",)})
"""The tables of tables: which there are is fixed by the code, a table for each facet."""

_SETTINGS = frozenset(each.name for each in fields(Site) if each.init and not each.name.startswith("_")) - {
    "catalogue",
    "locale",
}
_ANCHORS = "anchors"


class _RecordedSite(Site):
    """A site that records reads of its settings; what its pages share brings its reads along.

    What it is made with besides the catalogue and the language is a setting.
    """

    def __init__(self, recorder: Recorder, plain: Site, **values: Any) -> None:
        super().__init__(**values)
        by_id = self.catalogue.by_id
        own = vars(self)
        own["_remembered"] = recorder.remember(lambda key: key[0](self, by_id[key[1]], *key[2:]))
        own["_plain"] = plain
        own["_recorder"] = recorder

    def share(self, make: Callable[..., _V], entry: Entry, *more: object) -> _V:
        """Return what many pages show of an entry."""
        made: _V = vars(self)["_remembered"]((make, entry.id, *more))
        return made

    def anchors(self, address: str) -> tuple[str, ...]:
        """Return the anchors of a page."""
        vars(self)["_recorder"].note_call(_ANCHORS, str(self.locale), address)
        found: tuple[str, ...] = vars(self)["_plain"].anchors(address)
        return found


def _setting(name: str) -> property:
    """Return a setting of a site as an attribute that records its reads."""

    def read(site: _RecordedSite) -> Any:
        own = vars(site)
        own["_recorder"].note_item(_settings(own["locale"]), name)
        return own[name]

    return property(read, lambda site, value: vars(site).__setitem__(name, value))


for _name in _SETTINGS:
    setattr(_RecordedSite, _name, _setting(_name))


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
