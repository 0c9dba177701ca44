"""The page for addresses that lead nowhere. A host serves the one of the nearest folder, at whatever address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from knowledge_base.assemble.addresses import HOME, NOT_FOUND
from knowledge_base.locale import N_
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class NotFoundView:
    """The page for addresses that lead nowhere, with the page that leads on."""

    chrome: Chrome
    title: str
    home: Link
    search: None = None

    template = "not-found.html"


def not_found_chrome(site: Site) -> Chrome:
    """Return what surrounds the page. Nothing leads to it, and its other language is that of the front page."""
    title = site.say(N_("This page does not exist"))
    text = str(site.editorial.intros.not_found)
    root = urlsplit(site.home).path or "/"
    chrome = site.chrome(NOT_FOUND, title, text, listed=False, root=root)
    return replace(chrome, breadcrumbs=(), alternates=site.alternates(HOME))


def not_found_view(site: Site) -> NotFoundView:
    """Return the page."""
    chrome = not_found_chrome(site)
    return NotFoundView(chrome=chrome, title=chrome.title, home=Link(site.say(N_("home page")), url=site.url(HOME)))
