"""Helpers for tests of SVG pictures: parsing, links, and entries with hostile titles."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import Locale
from knowledge_base.model.types import Text
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import plan_pages

HOSTILE = """</title></svg><script>alert("1")</script>' onload='x"""


def tree(drawn: str) -> etree._Element:
    """Parse a picture; assert that it is XML and has only the expected elements."""
    found = etree.fromstring(drawn)
    known = {"svg", "g", "a", "title", "desc", "text", "tspan", "rect", "path", "line", "circle", "use"}
    assert {str(element.tag) for element in found.iter()} <= known
    attributes = {str(name) for element in found.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("style", "fill-opacity")}
    return found


def links(drawn: str) -> list[str]:
    """Return the link targets in a picture."""
    return [str(element.get("href")) for element in tree(drawn).iter("a")]


def planned(site: Site) -> set[str]:
    """Return the URLs of all pages of a site, from its root."""
    return {page.chrome.url for page in plan_pages(site_in(site.locale, site.catalogue))}


def hostile(entry: Entry) -> Entry:
    """Return an entry whose title tries to break out of the SVG; the model would reject it."""
    versions = {
        locale: replace(
            version, record=version.record.model_copy(update={"title": Text(HOSTILE, Locale(version.locale))})
        )
        for locale, version in entry.versions.items()
    }
    return replace(entry, versions=versions)
