"""The page at an address whose page has moved: it leads on to the page that has taken its place.

It works on every host, and in the offline copy. Hosts that read a file of redirects do without it
(`knowledge_base.publish.site.redirects`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge_base.locale import N_
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class MovedView:
    """A page that leads on, with a link for browsers that don't go by themselves."""

    chrome: Chrome
    title: str
    target: Link
    search: None = None

    template = "moved.html"


def moved_chrome(site: Site, address: str) -> Chrome:
    """Return its metadata. It is not for search engines, and has no place in the navigation."""
    title = site.say(N_("This page has moved"))
    text = site.say(N_("It now has another address."))
    chrome = site.chrome(address, title, text, listed=False)
    return replace(chrome, breadcrumbs=(), leads_to=site.url(site.catalogue.moved[address]))


def moved_view(site: Site, address: str) -> MovedView:
    """Return the page that leads on from an address."""
    chrome = moved_chrome(site, address)
    return MovedView(
        chrome=chrome, title=chrome.title, target=Link(site.say(N_("Go to the page")), url=chrome.leads_to)
    )
