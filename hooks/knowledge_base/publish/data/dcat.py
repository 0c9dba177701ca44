"""The description of all data for catalogues of data: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import facet_of
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.data.linked_data import THING
from knowledge_base.publish.data.rdf import Iri, Literal, Resource
from knowledge_base.publish.data.records import catalogue_path
from knowledge_base.publish.data.skos import SCHEMES
from knowledge_base.view.parts.other_forms import (
    CALENDAR,
    DATA,
    DCAT_PATH,
    FEED,
    TABLE,
    WORKBOOK,
    calendar_path,
    feed_path,
    table_path,
    vocabulary_path,
    workbook_path,
)
from knowledge_base.view.parts.site import Site

_TURTLE, _JSON_LD = "text/turtle", "application/ld+json"

# Languages as the European Union's vocabulary names them, which DCAT profiles ask for.
_LANGUAGES = {Locale.ES: "SPA", Locale.EN: "ENG"}

_File = tuple[str, str, Locale | None]
"""A path, a media type and a language."""


def data_catalogue(site: Site, licence: str) -> tuple[Resource, ...]:
    """Return the description of all data of the site.

    Args:
        site: the content in the default language.
        licence: the path of the text of the licence, from the root of the site; empty if there is none.
    """
    itself = site.home + DCAT_PATH + THING
    rights = (("dct:license", Iri(site.home + licence)),) if licence else ()
    # The address of the site with THING is the site itself (`linked_data`), not who publishes it.
    publishes = f"{site.home}{DCAT_PATH}#publisher"
    publisher = Resource(
        publishes,
        ("foaf:Agent",),
        [("foaf:name", Literal(str(site.catalogue.editorial[locale].title), locale)) for locale in Locale],
    )
    changed = site.catalogue.content_date()
    dated = (("dct:modified", Literal(changed.isoformat(), type="xsd:date")),) if changed else ()
    resources: list[Resource] = [publisher]
    datasets = []
    for name, title, description, files in _datasets():
        iri = f"{site.home}{DCAT_PATH}#{name}"
        datasets.append(iri)
        said = [
            (property_, Literal(message(locale, text), locale))
            for property_, text in (("dct:title", title), ("dct:description", description))
            for locale in Locale
        ]
        places = [(site.home + path, path, kind, language) for path, kind, language in files]
        listed = [("dcat:distribution", Iri(f"{place}#file")) for place, *_ in places]
        resources.append(
            Resource(iri, ("dcat:Dataset",), (*said, *dated, ("dct:publisher", Iri(publishes)), *rights, *listed))
        )
        for place, _, kind, language in places:
            of_language = (("dct:language", _language(language)),) if language else ()
            resources.append(
                Resource(
                    f"{place}#file",
                    ("dcat:Distribution",),
                    (
                        ("dcat:downloadURL", Iri(place)),
                        ("dcat:accessURL", Iri(place)),
                        ("dcat:mediaType", Iri(f"https://www.iana.org/assignments/media-types/{kind}")),
                        *of_language,
                        *rights,
                    ),
                )
            )
    titles = [("dct:title", Literal(str(site.catalogue.editorial[locale].title), locale)) for locale in Locale]
    about = [("dct:description", Literal(str(site.catalogue.editorial[locale].summary), locale)) for locale in Locale]
    catalogue = Resource(
        itself,
        ("dcat:Catalog",),
        (
            *titles,
            *about,
            ("dct:publisher", Iri(publishes)),
            ("foaf:homepage", Iri(site.home)),
            *rights,
            *(("dcat:dataset", Iri(iri)) for iri in datasets),
        ),
    )
    return (catalogue, *resources)


def _language(locale: Locale) -> Iri:
    return Iri(f"http://publications.europa.eu/resource/authority/language/{_LANGUAGES[locale]}")


def _datasets() -> Iterator[tuple[str, str, str, tuple[_File, ...]]]:
    """Yield the name, the title, the description and the files of each dataset."""
    whole = tuple((catalogue_path(locale), DATA, locale) for locale in Locale)
    yield "catalogue", N_("All entries"), N_("Every entry with all of its fields, as its page has them."), whole
    for kind in KINDS:
        said = N_("A row for each entry of this sort: dates, topics, countries, bodies, meetings and address.")
        yield kind.folder, kind.plural, said, tuple(_tables(kind.folder))
    said = N_("A row for each point: what it does, who is to act and by when, and what became of it.")
    yield "provisions", N_("Points of agreements"), said, tuple(_tables("provisions"))
    said = N_("A row for each report on what became of a point of an agreement.")
    yield "follow-up", N_("Reports on follow-up"), said, tuple(_tables("follow-up"))
    said = N_("A row for each figure, with its period, its place and its source.")
    yield "figures", N_("Figures"), said, tuple(_tables("figures"))
    for name in SCHEMES:
        path = vocabulary_path(name)
        title = N_("Glossary") if name == "terms" else facet_of(name).plural
        said = N_("What this knowledge base calls them in both languages, and how they hang together.")
        yield name, title, said, ((path, _TURTLE, None), (path.replace(".ttl", ".jsonld"), _JSON_LD, None))
    meetings, deadlines = "meetings/index", addresses.COMMITMENTS
    said = N_("All meetings, and the deadlines of all agreements.")
    yield (
        "calendars",
        N_("Calendars"),
        said,
        tuple((calendar_path(each, locale), CALENDAR, locale) for locale in Locale for each in (meetings, deadlines)),
    )
    said = N_("The entries that were changed last, and the deadlines of all agreements.")
    feeds = tuple((feed_path(each, locale), FEED, locale) for locale in Locale for each in (addresses.HOME, deadlines))
    yield "feeds", N_("Feeds"), said, feeds


def _tables(name: str) -> Iterator[_File]:
    for locale in Locale:
        yield table_path(name, locale), TABLE, locale
        yield table_path(name, locale, semicolons=True), TABLE, locale
        yield workbook_path(name, locale), WORKBOOK, locale
