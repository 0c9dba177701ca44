"""The error page (404). Hosts serve it at any URL that doesn't exist; some use the one in the nearest folder."""

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
    """The error page, with a link to the home page."""

    chrome: Chrome
    title: str
    home: Link
    search: None = None

    template = "not-found.html"


def not_found_chrome(site: Site) -> Chrome:
    """Return its metadata. It has no URL of its own: no breadcrumbs, and its language switch leads to the home page."""
    title = site.say(N_("This page does not exist"))
    text = str(site.editorial.intros.not_found)
    root = urlsplit(site.home).path or "/"
    chrome = site.chrome(NOT_FOUND, title, text, listed=False, root=root)
    return replace(chrome, breadcrumbs=(), alternates=site.alternates(HOME))


def not_found_view(site: Site) -> NotFoundView:
    """Return the error page."""
    chrome = not_found_chrome(site)
    return NotFoundView(chrome=chrome, title=chrome.title, home=Link(site.say(N_("home page")), url=site.url(HOME)))
