"""The author's text of a page, with its links resolved relative to the page."""

from __future__ import annotations

from knowledge_base.assemble import addresses
from knowledge_base.assemble.anchors import shown_version, twins
from knowledge_base.assemble.entries import Entry, StandalonePage
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import PageLink, Prose
from knowledge_base.markdown.resolve import file_within, way_within
from knowledge_base.model.web import Target, target_of
from knowledge_base.view.parts.attachments import file_urls, pictures_in_text
from knowledge_base.view.parts.site import Site


def prose_of(site: Site, page: Entry | StandalonePage) -> Prose | None:
    """Return the text of a page in the language of the site, or else of its original; ``None`` if it has none."""
    version = shown_version(page, site.locale)
    if not version.body.strip():
        return None
    here = addresses.url(page.address, site.locale)
    files = file_urls(site, page) if isinstance(page, Entry) else {}
    links: dict[str, PageLink | None] = {}
    absent = set()
    for link in version.reading.links:
        if target_of(link.href) is Target.WITHIN:
            if file := file_within(link.href, page.address):
                links[link.href] = _file_link(files.get(file, ""), here)
            elif (way := way_within(link.href, page.address)) and way[0] in site.catalogue.part.absent:
                absent.add(link.href)
                links[link.href] = _published_link(site, *way)
            else:
                links[link.href] = _page_link(site, page.address, link.href, version.locale)
    return Prose(
        text=version.body,
        locale=version.locale,
        page_locale=site.locale,
        links={href: link for href, link in links.items() if link},
        absent=frozenset(absent),
        twins=twins(page, site.locale),
        glossary=addresses.relative_url(site.url(addresses.GLOSSARY), here),
        pictures=pictures_in_text(site, page) if isinstance(page, Entry) else {},
        home="../" * here.count("/"),
    )


def _file_link(url: str, here: str) -> PageLink | None:
    """Return the link to a file beside the entry of the page; ``None`` without one."""
    return PageLink(href=addresses.relative_url(url, here), page=url) if url else None


def _published_link(site: Site, address: str, fragment: str) -> PageLink | None:
    """Return the link to a page that only the published site has; ``None`` if its URL is not configured."""
    return PageLink(href=site.home + site.url(address, fragment), page="") if site.home else None


def _page_link(site: Site, address: str, href: str, written_in: Locale) -> PageLink | None:
    """Resolve a link on the page at an address; ``None`` if it isn't a link to a page of the site."""
    way = way_within(href, address)
    if way is None or way[0].startswith("../"):
        return None
    target, fragment = way
    if fragment and (written_in is not site.locale or site.catalogue.part.chosen):
        # An untranslated text links to anchors of its own language, and the target page may have others in this one;
        # and in a part of the content fewer sections.
        fragment = fragment if fragment in site.anchors(target) else ""
    url = site.url(target, fragment)
    here = addresses.url(address, site.locale)
    page = url.partition("#")[0]
    if page == here:
        return PageLink(href=f"#{fragment}" if fragment else page.rpartition("/")[2], page="")
    return PageLink(href=addresses.relative_url(url, here), page=page)
