"""The vocabularies: topics, countries, organisations, bodies, glossary terms, and the documents that entries cite.

Each is a YAML file in ``vocabularies/``, a list of terms with an id, labels and aliases in both languages. The topics
follow SKOS (W3C, https://www.w3.org/TR/skos-reference/): broader, related, preferred and alternative labels.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Annotated, ClassVar, get_args, get_type_hints

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from knowledge_base.locale import N_, InLanguage, Locale, alternatives, country_name, message, saying
from knowledge_base.model.choices import Official
from knowledge_base.model.documents import DocumentVersion
from knowledge_base.model.types import (
    COUNTRY_PATTERN,
    BodyId,
    Choice,
    CountryCode,
    EntryId,
    Frozen,
    Id,
    LanguageCode,
    OrganisationId,
    Plain,
    TopicId,
    Url,
)
from knowledge_base.model.when import Date


class BilingualText(Frozen):
    """A text in both languages."""

    en: Plain
    """In English."""
    es: Plain
    """In Spanish."""

    def in_(self, locale: Locale) -> str:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


class BilingualNames(Frozen):
    """Alternative names, in both languages."""

    en: tuple[Plain, ...] = ()
    """In English."""
    es: tuple[Plain, ...] = ()
    """In Spanish."""

    def in_(self, locale: Locale) -> tuple[str, ...]:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


@dataclass(frozen=True)
class TermFact:
    """A fact about a term: a label with values, which are words or other terms.

    Attributes:
        label: the label (English; ``es.po`` has the Spanish).
        words: the values that are words.
        vocabulary: the name of the vocabulary that ``terms`` belong to.
        terms: the values that are terms, by id.
    """

    label: str
    _: KW_ONLY
    words: tuple[InLanguage, ...] = ()
    vocabulary: str = ""
    terms: tuple[str, ...] = ()


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


class Term(AnyTerm):
    """A term whose names are written in its vocabulary."""

    id: Id
    """The permanent id."""
    label: BilingualText
    """What readers call it."""
    aliases: BilingualNames = BilingualNames()
    """What else it is called."""

    def name(self, locale: Locale) -> str:
        """Return its label."""
        return self.label.in_(locale)

    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return its aliases."""
        return self.aliases.in_(locale)


def _in_words(text: BilingualText | None) -> tuple[InLanguage, ...]:
    return (text.in_,) if text else ()


def _maybe(id_: str | None) -> tuple[str, ...]:
    return (id_,) if id_ else ()


class Topic(Term):
    """A topic, with its relations to other topics (SKOS)."""

    singular = N_("topic")

    definition: BilingualText
    """What it covers."""
    broader: TopicId | None = None
    """The topic it is a part of."""
    related: tuple[TopicId, ...] = ()
    """Related topics, neither broader nor narrower."""

    def explanation(self, locale: Locale) -> str:
        """Return its definition."""
        return self.definition.in_(locale)

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield the broader, narrower and related topics."""
        narrower = tuple(topic.id for topic in vocabularies.topics.values() if topic.broader == self.id)
        yield TermFact(N_("Broader topic"), vocabulary="topics", terms=_maybe(self.broader))
        yield TermFact(N_("Narrower topics"), vocabulary="topics", terms=narrower)
        yield TermFact(N_("Related topics"), vocabulary="topics", terms=self.related)

    @property
    def above(self) -> str | None:
        """The broader topic."""
        return self.broader


def _known_to_cldr(code: str) -> str:
    try:
        country_name(code, Locale.EN)
    except KeyError:
        raise PydanticCustomError("country_code", "country_code") from None
    return code


class Country(AnyTerm):
    """A country, identified by its ISO 3166-1 alpha-2 code. Its names come from CLDR."""

    singular = N_("country")

    id: Annotated[str, Field(pattern=COUNTRY_PATTERN), AfterValidator(_known_to_cldr)]
    """Its code."""
    member: bool = False
    """Whether it is a Member Country of the RCM."""
    aliases: BilingualNames = BilingualNames()
    """What else it is called."""

    def name(self, locale: Locale) -> str:
        """Return its name in CLDR."""
        return country_name(self.id, locale)

    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return its aliases."""
        return self.aliases.in_(locale)

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield whether it is a Member Country."""
        del vocabularies
        said = N_("Member Country of the RCM") if self.member else N_("Not a Member Country of the RCM")
        yield TermFact(N_("Membership"), words=(saying(said),))


class AbbreviatedTerm(Term):
    """A term that may have an acronym."""

    acronym: BilingualText | None = None
    """Its acronym in each language."""

    def names(self) -> tuple[str, ...]:
        """Return all its names in both languages, acronyms included."""
        acronyms = (self.acronym.en, self.acronym.es) if self.acronym else ()
        return (*super().names(), *acronyms)


class OrganisationType(Choice):
    """What kind of body an organisation is."""

    GOVERNMENT = "government", N_("Government institution")
    RCM = "rcm", N_("Organ of the RCM")
    INTERGOVERNMENTAL = "intergovernmental", N_("Intergovernmental organisation")
    CIVIL_SOCIETY = "civil-society", N_("Civil society network")
    HUMANITARIAN = "humanitarian", N_("Humanitarian organisation")
    EDITORIAL = "editorial", N_("Editors of this site")


class Organisation(AbbreviatedTerm):
    """An institution that organises meetings, speaks at them, publishes figures or leads practices."""

    singular = N_("organisation")

    type: OrganisationType
    """What kind of body it is."""
    country: CountryCode | None = None
    """The country it belongs to."""
    part_of: OrganisationId | None = None
    """The organisation it is a part of."""
    description: BilingualText | None = None
    """What it does, as far as the sources show."""

    def explanation(self, locale: Locale) -> str:
        """Return what it does, as far as the sources show."""
        return self.description.in_(locale) if self.description else ""

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield its type, country, parent and acronym."""
        del vocabularies
        yield TermFact(N_("Type"), words=(self.type.label_in,))
        yield TermFact(N_("Country"), vocabulary="countries", terms=_maybe(self.country))
        yield TermFact(N_("Part of"), vocabulary="organisations", terms=_maybe(self.part_of))
        yield TermFact(N_("Acronym"), words=_in_words(self.acronym))

    @property
    def listed(self) -> bool:
        """Whether it is in the index. The editors of the site are not: they only own entries."""
        return self.type is not OrganisationType.EDITORIAL


class Body(AbbreviatedTerm):
    """A body that meets: the conference, its consultation group, a working group."""

    singular = N_("body")

    description: BilingualText
    """What it is."""
    part_of: BodyId | None = None
    """The body it is a part of."""

    def explanation(self, locale: Locale) -> str:
        """Return what it is."""
        return self.description.in_(locale)

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield its parent, its acronym and the bodies within it."""
        within = tuple(body.id for body in vocabularies.bodies.values() if body.part_of == self.id)
        yield TermFact(N_("Part of"), vocabulary="bodies", terms=_maybe(self.part_of))
        yield TermFact(N_("Acronym"), words=_in_words(self.acronym))
        yield TermFact(N_("Includes"), vocabulary="bodies", terms=within)


class GlossaryTerm(AbbreviatedTerm):
    """A term that the meetings define, with the purpose of the definition and its source."""

    singular = N_("glossary term")

    definition: BilingualText
    """What it means."""
    scope: BilingualText | None = None
    """For what purpose it was defined."""
    source: EntryId | None = None
    """The entry that defines it."""
    locator: BilingualText | None = None
    """Where in that entry's document."""
    topics: tuple[TopicId, ...] = ()
    """What it is about."""

    def explanation(self, locale: Locale) -> str:
        """Return its definition."""
        return self.definition.in_(locale)


class Document(AnyTerm):
    """A document that several entries cite, described once. It has no page: the entries that cite it show it."""

    singular = N_("document")

    id: Id
    """The permanent id."""
    title: Plain
    """Its title, in its own language."""
    language: LanguageCode
    """Its language (ISO 639-1)."""
    date: Date | None = None
    """The date that it bears, where its title does not say it."""
    official: Official | None = None
    """Whether the body that issued it vouches for this text; left out where that is not stated."""
    url: Url | None = None
    """Where it is published."""
    copy_by: Plain | None = None
    """Who keeps the copy at that address, where it is not who issued it."""
    archived_url: Url | None = None
    """Where a copy is kept, in case it is no longer there."""
    versions: tuple[DocumentVersion, ...] = ()
    """The same document in other languages."""

    def name(self, locale: Locale) -> str:
        """Return its title: that of the version in the language, if there is one."""
        return next((each.title for each in self.versions if each.language == locale and each.title), self.title)

    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return its titles in all languages but the one of `name`."""
        titles = (self.title, *(each.title for each in self.versions if each.title))
        return tuple(title for title in titles if title != self.name(locale))


@dataclass(frozen=True, kw_only=True)
class Vocabularies:
    """All vocabularies. Each attribute is named after its file, and maps ids to terms in the order of the file."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    terms: Mapping[str, GlossaryTerm] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def members(self) -> tuple[str, ...]:
        """The codes of the Member Countries, in the order of the file."""
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
    name: get_args(hint)[1] for name, hint in get_type_hints(Vocabularies).items()
}
"""The model of the terms of each vocabulary, by the name of its file without ending."""


def terms_in_words(names: Iterable[str], locale: Locale) -> str:
    """Return the kinds of term in these vocabularies as messages name them: ``country or organisation``."""
    return alternatives((message(locale, TERM_MODELS[name].singular) for name in names), locale)
