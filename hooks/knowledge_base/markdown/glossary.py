"""Words of the glossary in a text: the first of each on a page becomes a link to what it means.

The link works without scripts; with them, what it means shows beside the word, by pointer, keyboard and touch
(``overrides/assets/javascripts/page.js``). Where the explanations stand for them is the template's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from markupsafe import Markup, escape


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A term of the glossary.

    Attributes:
        id: of the term, which is its anchor in the glossary; the link is described by ``explained-<id>``.
        name: what it is called.
        text: what it means.
        forms: the words by which a text may call it: its name, its acronym, other names.
    """

    id: str
    name: str
    text: str
    forms: tuple[str, ...]


@dataclass
class Explainer:
    """Explains words, each once.

    Args:
        definitions: the terms.
        glossary: the way from the page to the glossary: ``../glossary.html``.
    """

    definitions: tuple[Definition, ...]
    glossary: str
    used: list[Definition] = field(default_factory=list)

    @property
    def left(self) -> tuple[Definition, ...]:
        """The terms that have not been explained yet."""
        return tuple(definition for definition in self.definitions if definition not in self.used)

    @cached_property
    def _finder(self) -> tuple[re.Pattern[str], dict[str, Definition]]:
        return _finder(self.definitions)

    def explain(self, text: str) -> Markup:
        """Return plain words as HTML in which the first mention of each term leads to the glossary."""
        if len(self.used) == len(self.definitions):
            return escape(text)
        return Markup().join(self._parts(text))

    def _parts(self, text: str) -> Iterator[Markup]:
        pattern, names = self._finder
        end = 0
        for match in pattern.finditer(text):
            found = names.get(match[0]) or names[match[0].casefold()]
            if found in self.used:
                continue
            self.used.append(found)
            opening = Markup('<a class="kb-explained" href="{}#{}" aria-describedby="explained-{}">')
            yield escape(text[end : match.start()])
            yield opening.format(self.glossary, found.id, found.id) + match[0] + Markup("</a>")
            end = match.end()
        yield escape(text[end:])


@lru_cache(maxsize=8)
def _finder(definitions: tuple[Definition, ...]) -> tuple[re.Pattern[str], dict[str, Definition]]:
    """Return what finds the words, and whom they belong to."""
    by_form = {form: definition for definition in definitions for form in definition.forms}
    longest = sorted(by_form, key=len, reverse=True)
    # An acronym is written as it is; a name may begin a sentence.
    either = "|".join(re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in longest)
    names = by_form | {form.casefold(): definition for form, definition in by_form.items() if not form.isupper()}
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)"), names
