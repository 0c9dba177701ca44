"""The table of contents of a page, built from the headings of its template and its author's text."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge_base.markdown.slugs import Heading
from knowledge_base.view.parts.shell import Contents


def contents(found: Iterable[Heading]) -> tuple[Contents, ...]:
    """Return the table of contents of a page: level-2 headings, each with its level-3 headings nested.

    Args:
        found: the headings of the page, in their order.
    """
    sections: list[tuple[Heading, list[Contents]]] = []
    for heading in found:
        if heading.level == 2:
            sections.append((heading, []))
        elif heading.level == 3 and sections:
            sections[-1][1].append(Contents(id=heading.id, title=heading.title))
    return tuple(Contents(id=above.id, title=above.title, items=tuple(below)) for above, below in sections)
