"""What a page says of itself to programs: JSON-LD with schema.org, and Dublin Core.

Both name things by whole addresses, so there is nothing without the URL of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import FACET_BY_NAME, ORGANISATION, TOPIC, Facet
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Modality
from knowledge_base.model.entries import Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.model.points import Point, Precision
from knowledge_base.model.vocabularies import OrganisationType
from knowledge_base.model.when import When
from knowledge_base.publish.data.meeting_events import times_of_agenda
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.other_forms import TABLE, WORKBOOK
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import PlannedPage

THING = "#this"
"""What the address of a page ends in to name what it is about, and not the page."""

# In HTML, a text of a script must not end it (HTML, "Restrictions for contents of script elements").
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

Node = Mapping[str, Any]


def linked_data(site: Site, page: PlannedPage) -> str:
    """Return the JSON-LD of a page, as the content of a script element; empty if there is nothing to say."""
    chrome = page.chrome
    if not site.home or not chrome.indexed or chrome.leads_to:
        return ""
    nodes = [node for node in (_way(site, chrome), *_about(site, page)) if node]
    if not nodes:
        return ""
    written = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return written.translate(_ESCAPED)


def _way(site: Site, chrome: Chrome) -> Node | None:
    if not chrome.breadcrumbs:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(link.label)}
            # The last is the page itself.
            | ({"item": site.home + link.url} if link.url else {})
            for place, link in enumerate(chrome.breadcrumbs, 1)
        ],
    }


def _about(site: Site, page: PlannedPage) -> Iterator[Node]:
    chrome = page.chrome
    if chrome.address == addresses.HOME:
        yield {
            "@type": "WebSite",
            "@id": site.home + THING,
            "name": str(site.editorial.title),
            "description": chrome.description,
            "url": site.home,
            "inLanguage": [str(locale) for locale in Locale],
        }
    if page.entry:
        yield _entry(site, site.catalogue.by_id[page.entry])
    if page.term:
        name, id_ = page.term
        yield _term(site, FACET_BY_NAME[name], id_, chrome)
    yield from _dataset(site, chrome)


def _entry(site: Site, entry: Entry) -> Node:
    record, version = entry.record, entry.in_(site.locale)
    url = site.home + site.url(entry.address)
    what: dict[str, Any] = {
        "@id": url + THING,
        "name": str(version.record.title),
        "description": str(version.record.summary),
        "url": url,
        "inLanguage": str(version.locale),
    }
    about = [
        {"@id": site.home + site.url(addresses.term_address(TOPIC, id_)) + THING, "name": site.term_name(TOPIC, id_)}
        for id_ in record.topics
    ]
    match record:
        case Meeting():
            return {"@type": "Event", **what, **_event(site, entry, record), "about": about}
        case Agreement() | ConceptNote() | Background() | Practice():
            date = site.catalogue.dates[entry.id]
            dated = {"datePublished": date.html} if date and date.html else {}
            changed = {"dateCreated": record.created.isoformat(), "dateModified": record.modified.isoformat()}
            return {"@type": "DigitalDocument", **what, **dated, **changed, "about": about}
        case other:
            assert_never(other)


def _event(site: Site, entry: Entry, record: Meeting) -> Node:
    start, end = _ends(record)
    modality = {
        Modality.IN_PERSON: "OfflineEventAttendanceMode",
        Modality.VIRTUAL: "OnlineEventAttendanceMode",
        Modality.HYBRID: "MixedEventAttendanceMode",
    }.get(record.modality)
    translated = site.record(entry, Meeting)
    places: list[Node] = [
        {"@type": "Place", "name": str(place.venue or place.city or site.actor_link(place.country or "").label)}
        | ({"address": address} if (address := _address(place)) else {})
        for place in translated.places
    ]
    if record.modality is Modality.VIRTUAL:
        places = [{"@type": "VirtualLocation", "url": site.home + site.url(entry.address)}]
    bodies = [
        {"@type": "Organization", "name": str(link.label), "url": site.home + link.url}
        for link in map(site.actor_link, record.bodies)
    ]
    said = {
        "startDate": start,
        "endDate": end,
        "eventAttendanceMode": modality and f"https://schema.org/{modality}",
        # An entry that is withdrawn says nothing to programs, and nothing of whether the meeting was held.
        "eventStatus": "https://schema.org/EventScheduled",
        "location": places,
        "organizer": bodies,
    }
    return {name: value for name, value in said.items() if value}


def _address(place: Any) -> Node | None:
    said = {"addressLocality": str(place.city or ""), "addressCountry": place.country or ""}
    filled = {name: value for name, value in said.items() if value}
    return {"@type": "PostalAddress", **filled} if filled else None


def _ends(record: Meeting) -> tuple[str, str]:
    """Return when a meeting begins and ends (ISO 8601): with offset if there are times, else as far as it is known."""
    last_day = "" if record.date.single else _written(record.date.last)
    times = times_of_agenda(record)
    if times and record.time_zone:
        zone = ZoneInfo(record.time_zone)
        begin = times.begins.replace(tzinfo=zone).isoformat()
        if times.until and times.ends:
            return begin, times.until.replace(tzinfo=zone).isoformat()
        # When its last item ends is not known: only the day is.
        return begin, last_day
    return _written(record.date.first), last_day


def _written(end: object) -> str:
    precise = isinstance(end, Point) and end.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY)
    return str(end) if precise and not end.doubt else ""  # type: ignore[attr-defined]


def _term(site: Site, facet: Facet, id_: str, chrome: Chrome) -> Node:
    url = site.home + site.url(addresses.term_address(facet, id_))
    what: dict[str, Any] = {"@id": url + THING, "name": site.term_name(facet, id_), "url": url}
    if not facet.vocabulary:
        return {"@type": "Intangible", **what}
    term = site.catalogue.vocabularies.named(facet.vocabulary)[id_]
    if explanation := term.explanation(site.locale):
        what["description"] = explanation
    if also := term.also_called(site.locale):
        what["alternateName"] = list(also)
    if facet is TOPIC:
        scheme = {"@type": "DefinedTermSet", "name": site.say(facet.plural), "url": site.home + site.url(facet.index)}
        return {"@type": "DefinedTerm", **what, "inDefinedTermSet": scheme, "inLanguage": str(chrome.locale)}
    if facet.vocabulary == "countries":
        return {"@type": "Country", **what, "identifier": id_}
    organisation = site.catalogue.vocabularies.organisations.get(id_) if facet is ORGANISATION else None
    if organisation and organisation.type is OrganisationType.GOVERNMENT:
        return {"@type": "GovernmentOrganization", **what}
    return {"@type": "Organization", **what}


def _dataset(site: Site, chrome: Chrome) -> Iterator[Node]:
    files = [form for form in chrome.forms if form.type in (TABLE, WORKBOOK)]
    if files:
        url = site.home + chrome.url
        yield {
            "@type": "Dataset",
            "@id": f"{url}#data",
            "name": files[0].title,
            "description": chrome.description,
            "url": url,
            "inLanguage": str(chrome.locale),
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": form.label,
                    "encodingFormat": form.type,
                    "contentUrl": site.home + form.url,
                }
                for form in files
            ],
        }


def dublin_core(site: Site, page: PlannedPage) -> tuple[tuple[str, str], ...]:
    """Return the Dublin Core of a page (DCMI Metadata Terms), as pairs of a property and its value.

    The prefix ``dcterms`` is one that RDFa (1.1 Core Initial Context) knows.
    """
    chrome = page.chrome
    if chrome.leads_to:
        return ()
    said: list[tuple[str, str]] = [("title", chrome.title), ("language", str(chrome.text_locale))]
    # What the page says of itself in HTML too (its description) is not repeated.
    said.append(("publisher", str(site.editorial.title)))
    if site.home and not chrome.root:
        said.append(("identifier", site.home + chrome.url))
    if page.entry:
        entry = site.catalogue.by_id[page.entry]
        date: When | None = site.catalogue.dates[entry.id]
        said += [("type", site.say(entry.sort.singular)), ("created", entry.record.created.isoformat())]
        said.append(("modified", entry.record.modified.isoformat()))
        said += [("date", str(date))] if date else []
        said += [("subject", site.term_name(TOPIC, id_)) for id_ in entry.record.topics]
    return tuple((f"dcterms:{name}", value) for name, value in said)
