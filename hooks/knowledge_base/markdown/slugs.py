"""The anchors of headings: what stands after ``#`` in a link to one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge_base.locale import fold

# What is no letter, mark, number or joining sign of any script, and no hyphen or blank (github-slugger).
_DROPPED = re.compile(r"[^\w\- ]")

RESERVED = frozenset(
    {
        *(
            "agenda",
            "agreed",
            "announced",
            "answers",
            "citation",
            "cite",
            "concept-note",
            "definitions",
            "figures",
            "files",
            "findings",
        ),
        *(
            "footnotes",
            "lead",
            "measured-results",
            "objectives",
            "participants",
            "presented",
            "provisions",
            "questions",
        ),
        *("record", "related", "replication", "sources", "title", "trail"),
    }
)
"""The ids of the sections that the page of an entry has of itself, in both languages (``overrides/pages/``)."""

RESERVED_FAMILIES = re.compile(
    r"_|(?:kb|chart|citation|explained|field|figure|file|fn|fnref|provision|question|related|source|step)-"
)
"""How the ids begin that the parts of a page have, and those that the scripts and the theme look for."""


@dataclass(frozen=True)
class Heading:
    """A heading that can be linked to: its level (1 to 6), its id and its words, as plain text."""

    level: int
    id: str
    title: str


def slug(title: str) -> str:
    """Return the anchor that GitHub gives a heading: ``¿Qué es esto?`` has ``qué-es-esto``.

    Args:
        title: the words of the heading.
    """
    return _DROPPED.sub("", title.strip().lower()).replace(" ", "-")


def provision_anchor(ref: str) -> str:
    """Return the anchor of a point of an agreement: ``provision-1-a`` for ``1.a``, ``provision-n1`` for ``[1]``.

    Args:
        ref: its number as printed; what is in brackets is not printed, which an ``n`` tells apart from what is.
    """
    words = re.findall(r"[^\W_]+", fold(ref).replace("[", " n"))
    return f"provision-{'-'.join(words)}"


def slugger() -> Callable[[str], str]:
    """Return what gives each heading of a text its id, in their order: of two alike the second has ``-1``, and so on.

    An id that the page has of itself counts as taken. A heading of signs alone is ``section``, and one that begins as
    the ids of parts do has ``section-`` before.
    """
    taken: dict[str, int] = {}

    def unique(title: str) -> str:
        wanted = slug(title) or "section"
        if RESERVED_FAMILIES.match(wanted):
            wanted = f"section-{wanted}"
        found, number = wanted, taken.get(wanted, 0)
        while found in taken or found in RESERVED:
            number += 1
            found = f"{wanted}-{number}"
        taken[wanted] = number
        taken.setdefault(found, 0)
        return found

    return unique
