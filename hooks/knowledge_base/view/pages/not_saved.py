"""The page for what is not saved on the reader's device, while there is no connection.

The worker of a saved copy (``overrides/sw.js``) answers with it at the address that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge_base.assemble.addresses import DOWNLOAD, HOME, NOT_SAVED
from knowledge_base.locale import N_
from knowledge_base.view.pages.not_found import not_found_chrome
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class NotSavedView:
    """The page, with links to what is always saved."""

    chrome: Chrome
    title: str
    links: tuple[Link, ...]
    search: None = None

    template = "not-saved.html"


def not_saved_chrome(site: Site) -> Chrome:
    """Return its metadata. Like the error page, it is shown at any address."""
    title = site.say(N_("This page is not saved on this device"))
    text = site.say(
        N_(
            "There is no connection to the website. Without one, you can only read what you have saved here. The two"
            " languages are saved separately."
        )
    )
    page = site.chrome(NOT_SAVED, title, text, listed=False, root=not_found_chrome(site).root)
    return replace(page, breadcrumbs=(), alternates=site.alternates(HOME))


def not_saved_view(site: Site) -> NotSavedView:
    """Return the page."""
    chrome = not_saved_chrome(site)
    links = (
        Link(site.say(N_("Go to the home page")), url=site.url(HOME)),
        Link(site.say(N_("See what is saved on this device")), url=site.url(DOWNLOAD, "save")),
    )
    return NotSavedView(chrome=chrome, title=chrome.title, links=links)
