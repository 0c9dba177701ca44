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


class BilingualText(Frozen):
    """The same words in both languages."""

    en: Plain
    """In English."""
    es: Plain
    """In Spanish."""

    def in_(self, locale: Locale) -> str:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


class BilingualNames(Frozen):
    """Other words for the same thing, in both languages."""

    en: tuple[Plain, ...] = ()
    """In English."""
    es: tuple[Plain, ...] = ()
    """In Spanish."""

    def in_(self, locale: Locale) -> tuple[str, ...]:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


class Term(Frozen):
    """A term of any vocabulary: a permanent id, a label and other names."""

    id: Id
    """The permanent id."""
    label: BilingualText
    """What readers call it."""
    aliases: BilingualNames = BilingualNames()
    """What else it is called."""

    def name(self, locale: Locale) -> str:
        """Return what readers call it."""
        return self.label.in_(locale)

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, in either language: what "did you mean" looks through."""
        return (self.label.en, self.label.es, *self.aliases.en, *self.aliases.es)


class Topic(Term):
    """A topic, in its place among the others."""

    definition: BilingualText
    """What it covers."""
    broader: TopicId | None = None
    """The topic it is a part of."""
    related: tuple[TopicId, ...] = ()
    """The topics beside it."""


def _known_to_cldr(code: str) -> str:
    try:
        country_name(code, Locale.EN)
    except KeyError:
        raise PydanticCustomError("country_code", "country_code") from None
    return code


class Country(Frozen):
    """A country: an ISO 3166-1 alpha-2 code. Its names come from CLDR."""

    id: Annotated[str, Field(pattern=COUNTRY_PATTERN), AfterValidator(_known_to_cldr)]
    """Its code."""
    member: bool = False
    """Whether it is a Member Country of the RCM."""
    aliases: BilingualNames = BilingualNames()
    """What else it is called."""

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
    """What kind of body it is."""
    acronym: BilingualText | None = None
    """Its acronym in each language."""
    country: CountryCode | None = None
    """The country it belongs to."""
    part_of: OrganisationId | None = None
    """The organisation it is a part of."""
    description: BilingualText | None = None
    """What it does, as far as the sources show."""

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


class Body(Term):
    """A body that meets: the conference, its consultation group, a working group."""

    description: BilingualText
    """What it is."""
    acronym: BilingualText | None = None
    """Its acronym in each language."""
    part_of: BodyId | None = None
    """The body it is a part of."""

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


class GlossaryTerm(Term):
    """A word that the meetings define, for what purpose, and where."""

    definition: BilingualText
    """What it means."""
    acronym: BilingualText | None = None
    """Its acronym in each language."""
    scope: BilingualText | None = None
    """For what purpose it was defined."""
    source: EntryId | None = None
    """The entry that defines it."""
    locator: BilingualText | None = None
    """Where in that entry's document."""
    topics: tuple[TopicId, ...] = ()
    """What it is about."""

    def names(self) -> tuple[str, ...]:
        """Return every way of naming it, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


AnyTerm = Topic | Country | Organisation | Body | GlossaryTerm


@dataclass(frozen=True, kw_only=True)
class Vocabularies:
    """All vocabularies, each by id in the order of its file."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    terms: Mapping[str, GlossaryTerm] = field(default_factory=dict)

    @property
    def members(self) -> tuple[str, ...]:
        """The codes of the Member Countries."""
        return tuple(code for code, country in self.countries.items() if country.member)

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
