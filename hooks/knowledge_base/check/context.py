"""What a rule sees: one entry, and everything it may refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.locale import message
from knowledge_base.model.shape import Path
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.problems import Problem


@dataclass(frozen=True)
class Context:
    """Everything that an entry may refer to.

    Attributes:
        entries: all entries that could be read, drafts included, by id.
        broken: the ids of entries that could not be read; their own problems are reported elsewhere.
        vocabularies: the terms.
        addresses: the addresses of all pages, entries included.
    """

    entries: Mapping[str, Entry]
    broken: frozenset[str]
    vocabularies: Vocabularies
    addresses: frozenset[str]


Rule = Callable[[Entry, Context], Iterator[Problem]]
"""A rule yields what is wrong with an entry. Its docstring is what contributors read about it."""


def at(version: Version, path: Path, rule: str, what: str, allowed: str = "", /, **values: object) -> Problem:
    """Return a problem at a field of an entry, its sentences put into the language of the file.

    Args:
        version: the version of the entry whose file is at fault.
        path: the field.
        rule: the permanent name of the rule.
        what: what is wrong (English, as in ``es.po``).
        allowed: what could be written instead (the same).
        values: what the sentences mention.
    """
    locale = version.locale
    return version.page.problem(
        version.page.tree.position(path),
        path,
        rule,
        message(locale, what, **values),
        message(locale, allowed, **values) if allowed else "",
    )


def original(entry: Entry) -> Version:
    """Return the version in which facts are written."""
    return entry.versions[entry.original]
