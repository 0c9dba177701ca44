"""The table of contents of a page, read off its HTML so that it can never differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify
from markupsafe import Markup

_HEADING = re.compile(r'<h([123])[^>]*? id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a [^>]*\bclass="headerlink".*?</a>', re.DOTALL)


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
        title = Markup(_PERMALINK.sub("", inner)).striptags()  # noqa: S704 - tags are stripped, entities resolved
        yield Heading(int(level), id_, title)
