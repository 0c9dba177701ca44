"""The edits whose cost is measured, all of one practice in the middle of the list of practices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import KIND
from knowledge_base.check.run import check_content
from knowledge_base.model.kinds import PRACTICE


@dataclass(frozen=True, kw_only=True)
class Target:
    """The entry that is edited.

    Attributes:
        file: the file of its original, relative to the repository.
        page: its page in the language of the original, relative to the site.
        listed: the page of the list of practices that has its card.
        topic: its first topic.
        other_topic: a topic that it hasn't.
    """

    file: PurePosixPath
    page: str
    listed: str
    topic: str
    other_topic: str


def find_target(repository: Path) -> Target:
    """Return the practice in the middle of the list of a repository, which goes by sort, newest first."""
    catalogue = check_content(repository).catalogue
    practices = [entry for sort in PRACTICE.sorts for entry in catalogue.grouped(KIND, sort.name)]
    place = len(practices) // 2
    entry = practices[place]
    record = entry.record
    index = addresses.numbered_address(f"{PRACTICE.folder}/index", place // addresses.PAGE_SIZE + 1)
    others = (id_ for id_, term in catalogue.vocabularies.topics.items() if term.listed and id_ not in record.topics)
    return Target(
        file=entry.in_(entry.original).page.source.path,
        page=addresses.url(entry.address, entry.original),
        listed=addresses.url(index, entry.original),
        topic=record.topics[0],
        other_topic=next(others),
    )


def sentence(number: int) -> str:
    """Return the text that an edit adds, or the title that it sets."""
    return f"Edited {number}"


def with_text(source: str, number: int) -> str:
    """Return a file with a paragraph more at its end."""
    return f"{source}\n{sentence(number)}\n"


def with_title(source: str, number: int) -> str:
    """Return a file with another title."""
    return re.sub(r"(?m)^title: .*$", f"title: {sentence(number)}", source, count=1)


def with_topic(source: str, target: Target) -> str:
    """Return a file with another topic in place of the first: the entry moves from one list to another."""
    return source.replace(f"\n- {target.topic}\n", f"\n- {target.other_topic}\n", 1)
