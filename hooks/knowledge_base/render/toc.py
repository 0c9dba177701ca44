"""The table of contents of a page, read off its HTML so that it can never differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify
from markupsafe import Markup

from knowledge_base.view.parts.shell import Contents

_HEADING = re.compile(r'<h([123])[^>]*? id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading with an id: its level (1 to 3), its id and its words, as plain text."""

    level: int
    id: str
    title: str


def slug(title: str, separator: str) -> str:
    """Return the id of a heading in an author's text, apart from all ids of our templates: ``text-sources``.

    Args:
        title: the words of the heading.
        separator: what stands for spaces.
    """
    return f"text{separator}{slugify(title, separator)}"


def headings(html: str) -> Iterator[Heading]:
    """Yield the headings of the first three levels that have an id.

    Args:
        html: of our own templates and of ``sanitise``, so that attributes are always in double quotes.
    """
    for level, id_, inner in _HEADING.findall(html):
        title = Markup(inner).striptags()  # noqa: S704 - tags are stripped, entities resolved
        yield Heading(int(level), id_, title)


def contents(found: Iterable[Heading]) -> tuple[Contents, ...]:
    """Return the contents list of a page: its headings of the second level, each with those of the third under it.

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
