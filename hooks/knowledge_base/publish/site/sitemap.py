"""The sitemap, with the alternates of every page."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from knowledge_base.view.parts.chrome import Chrome


def sitemap(pages: Iterable[Chrome], site_url: str) -> str:
    """Return a sitemap (https://www.sitemaps.org/protocol.html) with ``hreflang`` alternates, sorted by address.

    Pages that search engines shall not list are left out: the one for editors, withdrawn entries, and what is shown for
    want of a translation, as the original shall be found.

    Args:
        pages: all pages.
        site_url: where the site is published. A sitemap needs whole addresses: without it the sitemap is empty.
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
        translated = [item for item in page.alternates if item.translated]
        lines.extend(
            f'    <xhtml:link rel="alternate" hreflang="{item.locale}" href={quoteattr(f"{base}/{item.url}")}/>'
            for item in translated
            if len(translated) > 1
        )
        lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])
