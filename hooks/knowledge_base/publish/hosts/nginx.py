"""The configuration for nginx, to be included in a ``server`` block (https://nginx.org/en/docs/)."""

from __future__ import annotations

import re

from knowledge_base.publish.hosts.hosting import ASKED_AGAIN, KEPT, SMALLEST_COMPRESSED, Hosting
from knowledge_base.publish.hosts.media_types import COMPRESSIBLE_TYPES, MEDIA_TYPES, OTHER, TEXT_TYPES
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.site.policy import HEADERS

# nginx always counts it in where it lists types.
_HTML = "text/html"
_INDENT = "    "


def nginx_file(hosting: Hosting) -> str:
    """Return the locations of the site."""
    root = hosting.root
    page, *others = hosting.error_pages.items()
    # A location that is preferred to regular expressions of others (as for *.php), unless it is that of all addresses.
    location = "location /" if root == "/" else f"location ^~ {root}"
    hashed = "|".join(re.escape(folder) for folder in hosting.hashed)
    hidden = "|".join(re.escape(name) for name in HostFile)
    lines = [
        "# The knowledge base in nginx 1.18 or newer. Written by the build; do not edit: include it in a server block.",
        *([] if root == "/" else [_redirect(root[:-1], root)]),
        *(_redirect(old, new) for old, new in hosting.redirects.items()),
        f"{location} {{",
        *_indented(
            "index index.html;",
            "autoindex off;",
            "# Relative, because a server behind another one does not know its own address.",
            "absolute_redirect off;",
            f'set $kb_cache "{ASKED_AGAIN}";',
            f'if ($uri ~ "^(?:{hashed})") {{ set $kb_cache "{KEPT}"; }}',
            f'set $kb_error "{page[1]}";',
            *(f'if ($uri ~ "^{re.escape(folder)}") {{ set $kb_error "{error}"; }}' for folder, error in others),
            "error_page 404 $kb_error;",
            "# A folder without a page.",
            "error_page 403 =404 $kb_error;",
            f'if ($uri ~ "^{re.escape(root)}(?:{hidden})$") {{ return 404; }}',
            "# An address without its ending.",
            'if (-f "$request_filename.html") { rewrite ^(.*[^/])$ $1.html permanent; }',
            *(f'add_header {name} "{value}" always;' for name, value in HEADERS.items()),
            "add_header Cache-Control $kb_cache always;",
            "types {",
            *_indented(*(f"{media_type} {suffix[1:]};" for suffix, media_type in MEDIA_TYPES.items())),
            "}",
            f"default_type {OTHER};",
            "charset utf-8;",
            f"charset_types {' '.join(name for name in TEXT_TYPES if name != _HTML)};",
            "gzip on;",
            "gzip_vary on;",
            "gzip_proxied any;",
            f"gzip_min_length {SMALLEST_COMPRESSED};",
            f"gzip_types {' '.join(name for name in COMPRESSIBLE_TYPES if name != _HTML)};",
            "# What `kb compress` has compressed is sent as it is.",
            "gzip_static on;",
            "# So is Brotli, with the module libnginx-mod-http-brotli-static:",
            "# brotli_static on;",
        ),
        "}",
    ]
    return "\n".join([*lines, ""])


def _redirect(old: str, new: str) -> str:
    settings = f'absolute_redirect off; add_header Cache-Control "{ASKED_AGAIN}"; return 301 {new};'
    return f"location = {old} {{ {settings} }}"


def _indented(*lines: str) -> list[str]:
    return [_INDENT + line for line in lines]
