"""The vocabularies: topics, countries, organisations, bodies and glossary terms.

Each is a YAML file in ``vocabularies/``, a list of terms with an id, labels and aliases in both languages. The topics
follow SKOS (W3C, https://www.w3.org/TR/skos-reference/): broader, related, preferred and alternative labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from knowledge_base.locale import N_, Locale, alternatives, country_name, message
from knowledge_base.model.types import (
    COUNTRY_PATTERN,
    BodyId,
    Choice,
    CountryCode,
    EntryId,
    Frozen,
    Id,
    OrganisationId,
    Plain,
    TopicId,
)


class Words(Frozen):
    """The same words in both languages."""

    en: Plain
    es: Plain

    def in_(self, locale: Locale) -> str:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


class WordLists(Frozen):
    """Other words for the same thing, in both languages."""

    en: tuple[Plain, ...] = ()
    es: tuple[Plain, ...] = ()

    def in_(self, locale: Locale) -> tuple[str, ...]:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


class Term(Frozen):
    """A term of any vocabulary: a permanent id, a label and other names."""

    id: Id
    label: Words
    aliases: WordLists = WordLists()

    def name(self, locale: Locale) -> str:
        """Return what readers call it."""
        return self.label.in_(locale)

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, in either language: what "did you mean" looks through."""
        return (self.label.en, self.label.es, *self.aliases.en, *self.aliases.es)


class Topic(Term):
    """A topic, in its place among the others."""

    definition: Words
    broader: TopicId | None = None
    related: tuple[TopicId, ...] = ()


def _known_to_cldr(code: str) -> str:
    try:
        country_name(code, Locale.EN)
    except KeyError:
        raise PydanticCustomError("country_code", "country_code") from None
    return code


class Country(Frozen):
    """A country: an ISO 3166-1 alpha-2 code. Its names come from CLDR."""

    id: Annotated[str, Field(pattern=COUNTRY_PATTERN), AfterValidator(_known_to_cldr)]
    member: bool = False
    aliases: WordLists = WordLists()

    def name(self, locale: Locale) -> str:
        """Return what CLDR calls it."""
        return country_name(self.id, locale)

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, in either language."""
        return (self.name(Locale.EN), self.name(Locale.ES), *self.aliases.en, *self.aliases.es)


class OrganisationType(Choice):
    """What kind of body an organisation is."""

    GOVERNMENT = "government", N_("Government institution")
    RCM = "rcm", N_("Organ of the RCM")
    INTERGOVERNMENTAL = "intergovernmental", N_("Intergovernmental organisation")
    CIVIL_SOCIETY = "civil-society", N_("Civil society network")
    EDITORIAL = "editorial", N_("Editors of this site")


class Organisation(Term):
    """An institution that organises, speaks, counts or leads."""

    type: OrganisationType
    acronym: Words | None = None
    country: CountryCode | None = None
    part_of: OrganisationId | None = None
    description: Words | None = None

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


class Body(Term):
    """A body that meets: the conference, its consultation group, a working group."""

    description: Words
    acronym: Words | None = None
    part_of: BodyId | None = None

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


class GlossaryTerm(Term):
    """A word that the meetings define, for what purpose, and where."""

    definition: Words
    acronym: Words | None = None
    scope: Words | None = None
    source: EntryId | None = None
    locator: Words | None = None
    topics: tuple[TopicId, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


AnyTerm = Topic | Country | Organisation | Body | GlossaryTerm


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies, each by id in the order of its file."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    terms: Mapping[str, GlossaryTerm] = field(default_factory=dict)

    def named(self, name: str) -> Mapping[str, AnyTerm]:
        """Return a vocabulary by the name of its file.

        Raises:
            AttributeError: there is no such vocabulary.
        """
        vocabulary: Mapping[str, AnyTerm] = getattr(self, name)
        return vocabulary

    def actor(self, id_: str) -> Organisation | Body | Country:
        """Return the organisation, body or country of this id.

        Raises:
            KeyError: there is none.
        """
        return self.bodies.get(id_) or self.countries.get(id_) or self.organisations[id_]


TERM_MODELS: Mapping[str, type[AnyTerm]] = {
    "topics": Topic,
    "countries": Country,
    "organisations": Organisation,
    "bodies": Body,
    "terms": GlossaryTerm,
}
"""The model of the terms of each vocabulary, by the name of its file."""

SINGULAR: Mapping[str, str] = {
    "topics": N_("topic"),
    "countries": N_("country"),
    "organisations": N_("organisation"),
    "bodies": N_("body"),
    "terms": N_("glossary term"),
}
"""What a term of each vocabulary is called in messages."""


def terms_in_words(names: Iterable[str], locale: Locale) -> str:
    """Return what terms of these vocabularies are called in messages: ``country or organisation``."""
    return alternatives((message(locale, SINGULAR[name]) for name in names), locale)
