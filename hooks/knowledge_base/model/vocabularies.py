"""The vocabularies: topics, countries, organisations, bodies, terms, documents that entries cite, and synonyms.

Each is a YAML file in ``vocabularies/``, a list of terms with an id, labels and aliases in both languages. The topics
follow SKOS (W3C, https://www.w3.org/TR/skos-reference/): broader, related, preferred and alternative labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, get_args, get_type_hints

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from knowledge_base.locale import N_, InLanguage, Locale, alternatives, country_name, message, saying
from knowledge_base.model.documents import Document
from knowledge_base.model.memberships import STANDINGS, Membership, MembershipStatus
from knowledge_base.model.terms import AnyTerm, TermFact
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
from knowledge_base.model.when import Date, Edge, When

OUTSIDE = N_("Outside the RCM")
"""How bodies, and what is of them, are marked that are none of the RCM (English; ``es.po`` has the Spanish)."""


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


def _dated(date: When | None) -> tuple[InLanguage, ...]:
    return (date.in_words,) if date else ()


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
        yield TermFact(N_("Related topics"), vocabulary="topics", terms=self.related, beside=True)

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
    memberships: tuple[Membership, ...] = ()
    """What it is or was in the bodies that meet, each with its time and source."""
    aliases: BilingualNames = BilingualNames()
    """What else it is called."""

    def name(self, locale: Locale) -> str:
        """Return its name in CLDR."""
        return country_name(self.id, locale)

    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return its aliases."""
        return self.aliases.in_(locale)

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield what it is in the RCM now."""
        yield TermFact(N_("Membership"), words=(saying(self.standing(vocabularies)),))

    def standing(self, vocabularies: Vocabularies) -> str:
        """Return what it is in the RCM now (English; ``es.po`` has the Spanish)."""
        status = self.status_in(vocabularies.conference)
        return STANDINGS[status] if status else N_("Neither a Member Country nor an observer of the RCM")

    def status_in(self, body: str) -> MembershipStatus | None:
        """Return its present status in a body; ``None`` if it has none."""
        return next((held.status for held in self.memberships if held.body == body and not held.until), None)

    def held(self, body: str, status: MembershipStatus, date: When) -> bool:
        """Whether it surely had a status in a body at a date: by every reading of its memberships and the date."""
        return any(
            membership.body == body and membership.status is status and membership.covers(date)
            for membership in self.memberships
        )


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


class FormerName(Frozen):
    """A name that a body no longer has."""

    name: BilingualText
    """The name."""
    until: Date | None = None
    """When it had it last."""

    def in_words(self, locale: Locale) -> str:
        """Return the name, with its end where that is known."""
        name = self.name.in_(locale)
        if self.until is None:
            return name
        until = When(Edge.OPEN, self.until.point).in_words(locale)
        return message(locale, N_("{name} ({until})"), name=name, until=until)


class Body(AbbreviatedTerm):
    """A body that meets: the conference, its consultation group, a working group, or one outside the RCM."""

    singular = N_("body")

    description: BilingualText
    """What it is."""
    part_of: BodyId | None = None
    """The body it is a part of."""
    outside: bool = False
    """Whether it is none of the bodies of the RCM; so are those that are part of it."""
    founded: Date | None = None
    """When it was set up."""
    ended: Date | None = None
    """When it ceased to meet."""
    former_names: tuple[FormerName, ...] = ()
    """What it was called before."""
    succeeded_by: BodyId | None = None
    """The body that took over its work."""

    def names(self) -> tuple[str, ...]:
        """Return all its names in both languages, those of before included."""
        return (*super().names(), *(name for former in self.former_names for name in (former.name.en, former.name.es)))

    def explanation(self, locale: Locale) -> str:
        """Return what it is."""
        return self.description.in_(locale)

    def facts(self, vocabularies: Vocabularies) -> Iterator[TermFact]:
        """Yield whether it is outside the RCM, its life, its names and acronym, and the bodies around it."""
        others = vocabularies.bodies.values()
        if vocabularies.is_outside(self.id):
            yield TermFact(N_("Belongs to"), words=(saying(OUTSIDE),))
        yield TermFact(N_("Part of"), vocabulary="bodies", terms=_maybe(self.part_of))
        yield TermFact(N_("Acronym"), words=_in_words(self.acronym))
        yield TermFact(N_("Founded"), words=_dated(self.founded))
        yield TermFact(N_("Ended"), words=_dated(self.ended))
        yield TermFact(N_("Formerly"), words=tuple(former.in_words for former in self.former_names))
        yield TermFact(N_("Succeeded by"), vocabulary="bodies", terms=_maybe(self.succeeded_by))
        before = tuple(body.id for body in others if body.succeeded_by == self.id)
        yield TermFact(N_("Took over from"), vocabulary="bodies", terms=before)
        within = tuple(body.id for body in others if body.part_of == self.id)
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


def _not_one(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) == 1:
        raise PydanticCustomError("one_synonym", "one_synonym")
    return words


_Group = Annotated[tuple[Plain, ...], AfterValidator(_not_one)]


class Synonyms(AnyTerm):
    """Words that readers use for each other, so that the search finds one by another."""

    singular = N_("group of synonyms")

    id: Id
    """The permanent id."""
    en: _Group = ()
    """In English."""
    es: _Group = ()
    """In Spanish."""

    def words(self, locale: Locale) -> tuple[str, ...]:
        """Return the words in a language; empty where they need no synonyms."""
        return self.es if locale is Locale.ES else self.en

    def name(self, locale: Locale) -> str:
        """Return the words, as a list."""
        return ", ".join(self.words(locale) or self.words(locale.other))

    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return nothing: what it is called are all its words."""
        del locale
        return ()


@dataclass(frozen=True, kw_only=True)
class Vocabularies:
    """All vocabularies. Each attribute is named after its file, and maps ids to terms in the order of the file."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    terms: Mapping[str, GlossaryTerm] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)

    @property
    def conference(self) -> str:
        """The id of the RCM: the first body that is neither outside nor part of another; empty if there is none."""
        return next((body.id for body in self.bodies.values() if not (body.outside or body.part_of)), "")

    @property
    def members(self) -> tuple[str, ...]:
        """The codes of the present Member Countries of the RCM, in the order of the file."""
        return self._with(MembershipStatus.MEMBER)

    @property
    def observers(self) -> tuple[str, ...]:
        """The codes of the present observer countries of the RCM, in the order of the file."""
        return self._with(MembershipStatus.OBSERVER)

    def _with(self, status: MembershipStatus) -> tuple[str, ...]:
        body = self.conference
        return tuple(code for code, country in self.countries.items() if country.status_in(body) is status)

    def members_on(self, date: When, body: str | None = None) -> tuple[str, ...]:
        """Return the codes of the countries that surely were members of a body at a date, in the order of the file.

        Args:
            date: the date; of a period, and of a date that is less precise than a day, all of it counts.
            body: the body; ``None`` for the RCM.
        """
        of = self.conference if body is None else body
        return tuple(
            code for code, country in self.countries.items() if country.held(of, MembershipStatus.MEMBER, date)
        )

    def is_outside(self, body: str) -> bool:
        """Whether a body is none of the RCM: it, or one that it is part of, is marked so."""
        return any(self.bodies[id_].outside for id_ in self.lineage(body))

    def lineage(self, body: str) -> tuple[str, ...]:
        """Return a body and those that it is part of, from the nearest on; unknown ids are left out."""
        found: dict[str, None] = {}
        while body in self.bodies and body not in found:
            found[body] = None
            body = self.bodies[body].part_of or ""
        return tuple(found)

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
