"""The two files that Netlify, Cloudflare Pages and other hosts of static sites read: headers and redirects.

These hosts know media types, compress, find addresses without their ending, and ask for everything again by themselves.
"""

from __future__ import annotations

from knowledge_base.publish.hosts.hosting import KEPT, Hosting
from knowledge_base.publish.site.policy import HEADERS


def headers_file(hosting: Hosting) -> str:
    """Return the headers of every response, and how long files with a hash in their name are kept."""
    everywhere = ["/*\n", *(f"  {name}: {value}\n" for name, value in HEADERS.items())]
    # Values of several sections that fit are added up, so Cache-Control stands only where it isn't that of the host.
    kept = [f"{folder}*\n  Cache-Control: {KEPT}\n" for folder in hosting.hashed]
    return "".join([*everywhere, *kept])


def redirects_file(hosting: Hosting) -> str:
    """Return a line for each redirect: its path, where it leads, and the status 301 (RFC 9110)."""
    return "".join(f"{old} {new} 301\n" for old, new in hosting.redirects.items())
