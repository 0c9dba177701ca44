"""The context of rules, and helpers to write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.anchors import Anchors
from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.locale import N_, message
from knowledge_base.model.shape import Path
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything that an entry may refer to.

    Attributes:
        entries: all entries by id, including drafts and those that are not sound.
        repeated: the ids that more than one entry has. References to them are ambiguous, and are not checked further.
        vocabularies: the terms.
        addresses: the addresses of all pages, entries included.
        anchors: the anchors of each page, which links can point to.
        files: the files beside each entry, by its id: whatever lies there, be it right or wrong.
        today: the current day for rules about time; ``None`` if there is no content to take it from.
        unread: for each vocabulary, the ids of its invalid terms, or ``None`` if the file was not parsed to its end and
            may have any. They are reported where they are; references to them are not problems.
    """

    entries: Mapping[str, Entry]
    repeated: frozenset[str]
    vocabularies: Vocabularies
    addresses: frozenset[str]
    anchors: Anchors
    unread: Mapping[str, frozenset[str] | None]
    files: Mapping[str, tuple[EntryFile, ...]]
    today: dt.date | None = None

    def past(self, day: dt.date) -> bool:
        """Whether a day is past. Rules ask this, so that what they say of a file holds until that day."""
        return self.today is not None and day < self.today

    def kept_back(self, address: str) -> bool:
        """Whether an address is that of an entry that is not published yet."""
        entry = self.entries.get(address.rpartition("/")[2])
        return entry is not None and entry.address == address and kept_back(entry)


def kept_back(entry: Entry) -> bool:
    """Whether an entry is not published yet, by its status."""
    return entry.record.status is not None and not entry.record.status.public


NOT_PUBLISHED = (N_("{id!r} is not published yet"), N_("publish it first, or leave it out"))
"""What is wrong with a reference to a draft, and what to do."""

Rule = Callable[[Entry, Context], Iterator[Problem]]
"""A rule yields the problems of an entry. The first paragraph of its docstring is shown in the field guide.

Rules also get entries that are not sound, so that one run reports all problems. Their invalid fields are ``None`` or
empty, whatever the type of the field says (`Entry.sound`).
"""


def at(version: Version, path: Path, rule: str, what: str, allowed: str = "", /, **values: object) -> Problem:
    """Return a problem at a field of an entry, in the language of the file.

    Args:
        version: the version whose file has to be corrected.
        path: the field.
        rule: the permanent name of the rule.
        what: what is wrong (English; ``es.po`` has the Spanish).
        allowed: what to write instead (likewise); may be empty.
        values: the values of the placeholders in both sentences.
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
    """Whether a field is absent or empty. Always false for a file that was not parsed to its end, as it may follow."""
    tree = version.page.tree
    return tree.complete and not tree.data.get(field)


def original(entry: Entry) -> Version:
    """Return the original version, which has the facts."""
    return entry.versions[entry.original]
