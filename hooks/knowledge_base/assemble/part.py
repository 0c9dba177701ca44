"""What a catalogue of a part of the content knows of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import Locale


@dataclass(frozen=True, kw_only=True)
class ChosenTerm:
    """A topic or a country that a part is about.

    Attributes:
        address: the address of its page: ``topics/borders``.
        names: its name in each language.
    """

    address: str
    names: Mapping[Locale, str]


@dataclass(frozen=True, kw_only=True)
class ContentPart:
    """What a part is about, and what it leaves out; without any value, that it is the whole.

    Attributes:
        chosen: what it is about.
        absent: the addresses of the pages that only the whole has.
        linked: the entries that are linked with an entry and left out, by its id; those of its first link first.
    """

    chosen: tuple[ChosenTerm, ...] = ()
    absent: frozenset[str] = frozenset()
    linked: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def label(self, locale: Locale) -> str:
        """Return the names of what it is about, in a language; empty for the whole."""
        return ", ".join(term.names[locale] for term in self.chosen)
