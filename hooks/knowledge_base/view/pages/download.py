"""The download page of the offline copy."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.locale import N_
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site

_SCRIPT = "assets/javascripts/download.js"


@dataclass(frozen=True, kw_only=True)
class DownloadView:
    """The download page. A script lists the packs, because they are made from the finished pages, this one included."""

    chrome: Chrome
    title: str
    intro: str
    search: SearchRecord

    template = "download.html"


def download_chrome(site: Site) -> Chrome:
    """Return the metadata of the download page."""
    title = site.say(N_("Download"))
    intro = str(site.editorial.intros.download)
    return site.chrome(addresses.DOWNLOAD, title, intro, (Link(title),), section=addresses.DOWNLOAD, scripts=(_SCRIPT,))


def download_view(site: Site) -> DownloadView:
    """Return the download page."""
    chrome = download_chrome(site)
    return DownloadView(chrome=chrome, title=chrome.title, intro=chrome.description, search=page_record(site))
