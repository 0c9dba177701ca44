"""What a rule sees: one entry, and everything it may refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.anchors import Anchors
from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.locale import message
from knowledge_base.model.shape import Path
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything that an entry may refer to.

    Attributes:
        entries: all entries, drafts and those that are not sound included, by id.
        repeated: the ids that more than one entry has: nobody knows which is meant, and it is reported once.
        vocabularies: the terms.
        addresses: the addresses of all pages, entries included.
        anchors: what of each page can be linked to.
        today: the day that the site stands for; ``None`` where there is no content to tell it from.
        unread: the ids of the terms that are written in each vocabulary but could not be read; ``None`` if nobody
            knows them. Their own problems are reported elsewhere; who refers to them is not at fault.
    """

    entries: Mapping[str, Entry]
    repeated: frozenset[str]
    vocabularies: Vocabularies
    addresses: frozenset[str]
    anchors: Anchors
    unread: Mapping[str, frozenset[str] | None]
    today: dt.date | None = None

    def kept_back(self, address: str) -> bool:
        """Whether a page is that of an entry which the site does not show yet."""
        entry = self.entries.get(address.rpartition("/")[2])
        return entry is not None and entry.address == address and kept_back(entry)


def kept_back(entry: Entry) -> bool:
    """Whether an entry says of itself that it is not to be shown yet."""
    return entry.record.status is not None and not entry.record.status.public


Rule = Callable[[Entry, Context], Iterator[Problem]]
"""A rule yields what is wrong with an entry. Its docstring is what contributors read about it.

It also sees entries that are not sound, so that everything wrong is reported at once: what could not be read is
``None`` there, whatever the type of the field says, or an empty list.
"""


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


def lacks(version: Version, field: str) -> bool:
    """Whether an entry is without a field. Of a file that could not be read to its end nobody knows."""
    tree = version.page.tree
    return tree.complete and not tree.data.get(field)


def original(entry: Entry) -> Version:
    """Return the version in which facts are written."""
    return entry.versions[entry.original]
