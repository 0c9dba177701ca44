"""The interface of the terms of all vocabularies, as pages, search and checks use it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, ClassVar

from knowledge_base.locale import InLanguage, Locale
from knowledge_base.model.types import Frozen

if TYPE_CHECKING:
    from knowledge_base.model.vocabularies import Vocabularies


@dataclass(frozen=True)
class TermFact:
    """A fact about a term: a label with values, which are words or other terms.

    Attributes:
        label: the label (English; ``es.po`` has the Spanish).
        words: the values that are words.
        vocabulary: the name of the vocabulary that ``terms`` belong to.
        terms: the values that are terms, by id.
        beside: whether these are about something else, which the search leaves out.
    """

    label: str
    _: KW_ONLY
    words: tuple[InLanguage, ...] = ()
    vocabulary: str = ""
    terms: tuple[str, ...] = ()
    beside: bool = False


class AnyTerm(Frozen):
    """The interface of a term of any vocabulary, as pages, search and checks use it."""

    singular: ClassVar[str]
    """What messages call a term of the vocabulary (English; ``es.po`` has the Spanish)."""

    id: str
    """The permanent id."""

    @abstractmethod
    def name(self, locale: Locale) -> str:
        """Return what readers call it."""

    @abstractmethod
    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return what else it is called."""

    def names(self) -> tuple[str, ...]:
        """Return all its names in both languages: the candidates for "did you mean"."""
        languages = (Locale.EN, Locale.ES)
        return (*map(self.name, languages), *(name for locale in languages for name in self.also_called(locale)))

    def explanation(self, locale: Locale) -> str:
        """Return its definition or description; empty where the vocabulary has none."""
        del locale
        return ""

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield further facts about it, in the order in which its page shows them."""
        del vocabularies
        yield from ()

    @property
    def above(self) -> str | None:
        """The id of its parent in the index of its vocabulary; ``None`` for a top-level term."""
        return None

    @property
    def listed(self) -> bool:
        """Whether it is in the index, and has a page."""
        return True
