"""The vocabularies as concept schemes (SKOS, https://www.w3.org/TR/skos-reference/), in both languages at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import facet_of
from knowledge_base.locale import DEFAULT_LOCALE, N_, Locale, message
from knowledge_base.model.terms import AnyTerm
from knowledge_base.model.vocabularies import Body, GlossaryTerm, Organisation, Topic
from knowledge_base.publish.data.linked_data import THING
from knowledge_base.publish.data.rdf import Iri, Literal, Resource
from knowledge_base.view.parts.site import Site

SCHEMES = ("topics", "countries", "organisations", "bodies", "terms")
"""The vocabularies that are concept schemes, by the names of their files."""


def scheme(site: Site, name: str) -> tuple[Resource, ...]:
    """Return a vocabulary as a concept scheme: the scheme, then its concepts in the order of the file.

    The address of a concept is that of its page with `THING` at its end, or its place in the glossary.
    """
    terms = {id_: term for id_, term in site.catalogue.vocabularies.named(name).items() if term.listed}
    itself = _scheme_iri(site, name)
    top = [id_ for id_, term in terms.items() if _broader(term) not in terms]
    titles = [Literal(message(locale, _title(name)), locale) for locale in Locale]
    said = [*(("dct:title", title) for title in titles), *(("skos:prefLabel", title) for title in titles)]
    tops = [("skos:hasTopConcept", Iri(_concept_iri(site, name, id_))) for id_ in top]
    concepts = (
        Resource(_concept_iri(site, name, id_), ("skos:Concept",), tuple(_said(site, name, term, terms)))
        for id_, term in terms.items()
    )
    return (Resource(itself, ("skos:ConceptScheme",), (*said, *tops)), *concepts)


def _title(name: str) -> str:
    return N_("Glossary") if name == "terms" else facet_of(name).plural


def _scheme_iri(site: Site, name: str) -> str:
    address = addresses.GLOSSARY if name == "terms" else facet_of(name).index
    return site.home + addresses.url(address, DEFAULT_LOCALE) + THING


def _concept_iri(site: Site, name: str, id_: str) -> str:
    if name == "terms":
        return f"{site.home}{addresses.url(addresses.GLOSSARY, DEFAULT_LOCALE)}#{id_}"
    return site.home + addresses.url(addresses.term_address(facet_of(name), id_), DEFAULT_LOCALE) + THING


def _broader(term: AnyTerm) -> str:
    match term:
        case Topic(broader=id_) | Body(part_of=id_) | Organisation(part_of=id_):
            return id_ or ""
    return ""


def _said(site: Site, name: str, term: AnyTerm, terms: Mapping[str, AnyTerm]) -> Iterator[tuple[str, Iri | Literal]]:
    yield "skos:inScheme", Iri(_scheme_iri(site, name))
    broader = _broader(term)
    if broader in terms:
        yield "skos:broader", Iri(_concept_iri(site, name, broader))
    else:
        yield "skos:topConceptOf", Iri(_scheme_iri(site, name))
    for id_, other in terms.items():
        if _broader(other) == term.id:
            yield "skos:narrower", Iri(_concept_iri(site, name, id_))
    if isinstance(term, Topic):
        related = {*term.related, *(id_ for id_, other in terms.items() if term.id in getattr(other, "related", ()))}
        for id_ in sorted(related & terms.keys()):
            yield "skos:related", Iri(_concept_iri(site, name, id_))
    for locale in Locale:
        preferred = term.name(locale)
        yield "skos:prefLabel", Literal(preferred, locale)
        acronym = getattr(term, "acronym", None)
        others = (*term.also_called(locale), *((acronym.in_(locale),) if acronym else ()))
        for other_name in dict.fromkeys(others):
            # No label is preferred and alternative at once (SKOS, S13).
            if other_name != preferred:
                yield "skos:altLabel", Literal(other_name, locale)
        if explanation := term.explanation(locale):
            yield "skos:definition", Literal(explanation, locale)
        if isinstance(term, GlossaryTerm) and term.scope:
            yield "skos:scopeNote", Literal(term.scope.in_(locale), locale)
    yield "skos:notation", Literal(term.id, type="xsd:string")
    for locale in Locale:
        yield "foaf:page", Iri(_page(site, name, term.id, locale))


def _page(site: Site, name: str, id_: str, locale: Locale) -> str:
    if name == "terms":
        return f"{site.home}{addresses.url(addresses.GLOSSARY, locale)}#{id_}"
    return site.home + addresses.url(addresses.term_address(facet_of(name), id_), locale)
