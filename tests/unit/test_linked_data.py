"""JSON-LD, Dublin Core and vocabularies in RDF: what pyld, rdflib and pyshacl read in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Meeting
from knowledge_base.model.types import Text
from knowledge_base.model.when import When
from knowledge_base.publish.data.linked_data import dublin_core, linked_data
from knowledge_base.publish.data.plan import plan_data
from knowledge_base.publish.data.rdf import Iri, Literal, Resource, json_ld, turtle
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.data_files import HOME, site_of
from tools.audit.data import page_faults, vocabulary_faults


def _nodes(site: Site, address: str) -> dict[str, Any]:
    (page,) = (page for page in plan_pages(site) if page.chrome.address == address)
    graph = json.loads(linked_data(site, page) or '{"@graph": []}')["@graph"]
    return {node["@type"]: node for node in graph}


def _with(id_: str, **changes: object) -> Catalogue:
    entries = valid_catalogue().entries
    return catalogue_of(copy_of(entry, id_, **changes) if entry.id == id_ else entry for entry in entries)


@pytest.mark.parametrize("locale", list(Locale))
def test_a_processor_reads_what_every_page_says(locale: Locale) -> None:
    site = site_of(valid_catalogue(), locale)
    said = 0
    for page in plan_pages(site):
        linked, core = linked_data(site, page), dublin_core(site, page)
        said += bool(linked)
        metas = "".join(f'<meta property="{name}">' for name, _ in core)
        html = f'<html><head>{metas}<script type="application/ld+json">{linked or "{}"}</script></head></html>'
        assert not linked or list(page_faults(page.chrome.url, html.encode())) == []
    assert said > 40
    assert not any(linked_data(site_of(valid_catalogue(), locale, ""), page) for page in plan_pages(site))


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2021-06-10", "2021-06-10T09:00:00-05:00", "2021-06-10T11:00:00-05:00"),
        ("2021-06-09/2021-06-10", "2021-06-09", "2021-06-10"),
        ("2021-06", "2021-06", None),
        ("2021-06-10?", None, None),
        ("199X", None, None),
    ],
)
def test_an_event_is_as_precise_as_its_source(date: str, start: str | None, end: str | None) -> None:
    event = _nodes(site_of(_with("dialogue", date=When.parse(date))), "meetings/dialogue")["Event"]
    assert (event.get("startDate"), event.get("endDate")) == (start, end)
    assert event["location"][0]["@type"] == "VirtualLocation"
    assert event["@id"] == f"{HOME}en/meetings/dialogue.html#this"


def test_a_meeting_does_not_end_when_its_last_item_begins() -> None:
    record = valid_catalogue().by_id["dialogue"].record
    assert isinstance(record, Meeting)
    opening, shelters = record.agenda
    without = shelters.model_copy(update={"end": None, "parts": ()})
    event = _nodes(site_of(_with("dialogue", agenda=(opening, without))), "meetings/dialogue")["Event"]
    assert (event["startDate"], event.get("endDate")) == ("2021-06-10T09:00:00-05:00", None)
    nextday = without.model_copy(update={"day": dt.date(2021, 6, 11)})
    two = _with("dialogue", agenda=(opening, nextday), date=When.parse("2021-06-10/2021-06-11"))
    event = _nodes(site_of(two), "meetings/dialogue")["Event"]
    assert (event["startDate"], event["endDate"]) == ("2021-06-10T09:00:00-05:00", "2021-06-11")


def test_pages_say_what_they_are_about() -> None:
    site = site_of(valid_catalogue())
    assert set(_nodes(site, "index")) == {"WebSite"}
    assert {"BreadcrumbList", "Dataset", "DigitalDocument"} <= {
        *_nodes(site, "practices/index"),
        *_nodes(site, "practices/hotline"),
    }
    kinds = {kind for address in ("topics/borders", "countries/mx") for kind in _nodes(site, address)}
    assert {"DefinedTerm", "Country"} <= kinds
    assert "GovernmentOrganization" in _nodes(site, "organisations/institute")


def test_a_title_cannot_end_the_script() -> None:
    title = "</script><script>alert(1)</script><!-- &amp;"
    site = site_of(_with("dialogue", title=Text(title, Locale.EN)))
    (page,) = (page for page in plan_pages(site) if page.chrome.address == "meetings/dialogue")
    written = linked_data(site, page)
    assert not set("<>&") & set(written)
    assert title in {node.get("name") for node in json.loads(written)["@graph"]}


def test_vocabularies_are_read_back(tmp_path: Path) -> None:
    site = site_of(valid_catalogue(), Locale.ES)
    for data in plan_data(site, "licence.txt"):
        if data.url.endswith(".ttl"):
            for path, content in data.make().items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(content)
    assert list(vocabulary_faults(tmp_path)) == []
    topics = rdflib.Graph().parse(tmp_path / "data/v1/topics.ttl")
    assert len(set(topics.subjects(rdflib.RDF.type, SKOS.Concept))) == len(site.catalogue.vocabularies.topics)
    catalogue = rdflib.Graph().parse(tmp_path / "data/v1/datasets.ttl")
    listed = {str(url) for url in catalogue.objects(None, DCAT.downloadURL)}
    made = {path for one in Locale for data in plan_data(site_of(valid_catalogue(), one)) for path in data.make()}
    known = {HOME + path for path in made} | {f"{HOME}data/v1/catalogue.{locale}.json" for locale in Locale}
    assert listed <= known
    for dataset in catalogue.subjects(rdflib.RDF.type, DCAT.Dataset):
        for property_ in (DCTERMS.title, DCTERMS.description):
            said = {text.language: str(text) for text in catalogue.objects(dataset, property_)}  # type: ignore[attr-defined]
            assert set(said) == set(Locale), (dataset, property_)
            assert said["es"] != said["en"]
    # Who publishes the site is not the site.
    (publisher,) = catalogue.subjects(rdflib.RDF.type, FOAF.Agent)
    assert set(catalogue.objects(None, DCTERMS.publisher)) == {publisher}
    assert str(publisher) != _nodes(site, "index")["WebSite"]["@id"]
    # A concept that breaks a shape is found.
    (tmp_path / "data/v1/topics.ttl").write_bytes(turtle([Resource(f"{HOME}x", ("skos:Concept",), [])]))
    (tmp_path / "data/v1/topics.jsonld").write_bytes(json_ld([Resource(f"{HOME}x", ("skos:Concept",), [])]))
    assert list(vocabulary_faults(tmp_path)) != []


def test_hostile_texts_stay_texts_in_rdf() -> None:
    hostile = 'a"b\\c\n<x> """ ^^ @en .'
    resource = Resource(f"{HOME}a b<c>", ("skos:Concept",), [("skos:prefLabel", Literal(hostile, "en"))])
    linked = Resource(f"{HOME}y", ("skos:Concept",), [("skos:broader", Iri(f"{HOME}a b<c>"))])
    for content, kind in ((turtle([resource, linked]), "turtle"), (json_ld([resource, linked]), "json-ld")):
        graph = rdflib.Graph().parse(data=content, format=kind)
        assert [str(label) for label in graph.objects(None, SKOS.prefLabel)] == [hostile]
        assert list(graph.objects(None, SKOS.broader)) == [rdflib.URIRef(f"{HOME}a%20b%3Cc%3E")]
