"""The file of redirects, for hosts that read one: a moved page is then answered with a status, not with a page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale

REDIRECTS_FILE = "_redirects"
"""Read by Netlify and Cloudflare Pages (https://docs.netlify.com/routing/redirects/)."""


def redirects_file(moved: Mapping[str, str], home: str) -> str:
    """Return a line for each moved page in each language: its path, where it leads, and the status 301 (RFC 9110).

    Args:
        moved: where addresses without a page lead, by address.
        home: the base URL of the published site, with a trailing slash; empty if not configured.
    """
    root = urlsplit(home).path or "/"
    return "".join(
        f"{root}{url(old, locale)} {root}{url(new, locale)} 301\n" for locale in Locale for old, new in moved.items()
    )
