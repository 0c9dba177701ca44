"""The pages that somebody wrote by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge_base.assemble.entries import StandalonePage
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site

# mkdocstrings writes it.
_REFERENCE_STYLE = "assets/_mkdocstrings.css"


@dataclass(frozen=True, kw_only=True)
class StandaloneView:
    """A hand-written page."""

    chrome: Chrome
    title: str
    untranslated: bool
    search: SearchRecord | None

    template = "standalone.html"


def standalone_chrome(site: Site, page: StandalonePage) -> Chrome:
    """Return what surrounds a hand-written page."""
    version = page.in_(site.locale)
    title = version.fields.title.value
    summary = version.fields.summary.value if version.fields.summary else title
    over = _page_over(site, page)
    way = (Link(over.in_(site.locale).fields.title, url=site.url(over.address)),) if over else ()
    section = over.address if over else page.address
    chrome = site.chrome(page.address, title, summary, (*way, Link(version.fields.title)), section=section)
    return replace(
        chrome,
        text_locale=version.locale,
        source_path=str(version.page.source.path),
        alternates=site.alternates(page.address, lambda locale: locale in page.versions),
        styles=(_REFERENCE_STYLE,) if _is_reference(page) else (),
    )


def standalone_view(site: Site, page: StandalonePage) -> StandaloneView:
    """Return a hand-written page."""
    chrome = standalone_chrome(site, page)
    untranslated = not chrome.translated
    # Developers search the code; the reference would only stand in the way of everybody else.
    searched = not untranslated and not _is_reference(page)
    return StandaloneView(
        chrome=chrome, title=chrome.title, untranslated=untranslated, search=page_record(site) if searched else None
    )


def _is_reference(page: StandalonePage) -> bool:
    return page.address.startswith("reference/")


def _page_over(site: Site, page: StandalonePage) -> StandalonePage | None:
    """Return the page that opens the folder a page is in, where somebody wrote one."""
    index = f"{page.address.rpartition('/')[0]}/index"
    return next((other for other in site.catalogue.standalone if other.address == index and other is not page), None)
