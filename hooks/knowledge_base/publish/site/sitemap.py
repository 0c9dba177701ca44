"""The sitemap, with the language alternates of every page."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from knowledge_base.locale import DEFAULT_LOCALE
from knowledge_base.view.parts.chrome import Chrome


def sitemap(pages: Iterable[Chrome], site_url: str) -> str:
    """Return a sitemap (https://www.sitemaps.org/protocol.html) with ``hreflang`` alternates, sorted by address.

    Pages that search engines may not index are left out: the editors' page, withdrawn entries, and untranslated pages,
    of which only the original should be found.

    Args:
        pages: the metadata of all pages.
        site_url: the base URL of the published site; if empty, so is the sitemap, which needs absolute URLs.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    base = site_url.rstrip("/")
    for page in sorted(pages, key=lambda chrome: chrome.url) if site_url else ():
        if not page.indexed:
            continue
        lines.append(f"  <url><loc>{escape(f'{base}/{page.url}')}</loc>")
        translated = [(str(item.locale), item.url) for item in page.alternates if item.translated]
        if len(translated) > 1:
            # Who reads neither language is shown the default one.
            default = next(item.url for item in page.alternates if item.locale is DEFAULT_LOCALE)
            lines.extend(
                f'    <xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(f"{base}/{url}")}/>'
                for language, url in (*translated, ("x-default", default))
            )
        lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])
