"""The texts by editors for generated pages: the front matter of ``index.md`` in each language.

A sentence belongs here if editors may want to change its wording. The code has the rest: sentences with placeholders,
names (of headings, buttons, columns), instructions, and the sentences of a facet or a kind.
"""

from __future__ import annotations

from knowledge_base.model.types import Frozen, Text


class Doors(Frozen):
    """The sentences on the home page about its links to indexes; for a facet that is missing here, its ``intro``."""

    topics: Text
    """What is behind "Topics"."""
    countries: Text
    """What is behind "Countries"."""
    meetings: Text
    """What is behind "Meetings"."""
    practices: Text
    """What is behind "Good practices"."""
    agreements: Text
    """What is behind "Agreements"."""
    commitments: Text
    """What is behind "Commitments"."""
    figures: Text
    """What is behind "Figures"."""
    questions: Text
    """What is behind "Guiding questions"."""
    glossary: Text
    """What is behind "Glossary"."""


class Intros(Frozen):
    """The introductions under the titles of pages, which are also their descriptions for search engines."""

    explore: Text
    """Of the page with every entry."""
    commitments: Text
    """Of the page with all that agreements ask for."""
    figures: Text
    """Of the page with all figures."""
    questions: Text
    """Of the page of the guiding questions."""
    coverage: Text
    """Of the tables of what is there and what is missing."""
    briefs: Text
    """Of the list of the briefs."""
    glossary: Text
    """Of the glossary."""
    download: Text
    """Of the page to take the site along from."""
    propose: Text
    """Of the form for a practice."""
    not_found: Text
    """Of the page for addresses that lead nowhere."""


class EmptyStates(Frozen):
    """The sentences for empty sections."""

    next_meeting: Text
    """Where no meeting is to come."""
    latest_meeting: Text
    """Where there has been no meeting."""
    entries: Text
    """In a list without entries."""


class Editorial(Frozen):
    """The texts by editors for generated pages, in one language."""

    title: Text
    """The name of the knowledge base: the title of the home page, and in what entries are cited."""
    summary: Text
    """What the site is, under the title of the home page and for search engines."""
    doors: Doors
    """The ways into the content, on the home page."""
    intros: Intros
    """What stands under the titles of other pages."""
    empty: EmptyStates
    """What stands where there is nothing to show yet."""
