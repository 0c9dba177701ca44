"""Hand-written pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge_base.assemble.entries import StandalonePage
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class StandaloneView:
    """A hand-written page."""

    chrome: Chrome
    title: str
    untranslated: bool
    search: SearchRecord | None

    template = "standalone.html"


def standalone_chrome(site: Site, page: StandalonePage) -> Chrome:
    """Return the metadata of a hand-written page."""
    version = page.in_(site.locale)
    title = version.fields.title.value
    summary = version.fields.summary.value if version.fields.summary else title
    chrome = site.chrome(page.address, title, summary, (Link(version.fields.title),), section=page.address)
    return replace(
        chrome,
        text_locale=version.locale,
        source_path=str(version.page.source.path),
        alternates=site.alternates(page.address, lambda locale: locale in page.versions),
    )


def standalone_view(site: Site, page: StandalonePage) -> StandaloneView:
    """Return a hand-written page."""
    chrome = standalone_chrome(site, page)
    untranslated = not chrome.translated
    return StandaloneView(
        chrome=chrome, title=chrome.title, untranslated=untranslated, search=None if untranslated else page_record(site)
    )
