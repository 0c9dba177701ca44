"""The file ``.htaccess`` for Apache (https://httpd.apache.org/docs/2.4/)."""

from __future__ import annotations

import re

from knowledge_base.publish.hosts.hosting import ASKED_AGAIN, KEPT, Hosting
from knowledge_base.publish.hosts.media_types import COMPRESSIBLE_TYPES, MEDIA_TYPES, content_type
from knowledge_base.publish.hosts.names import COMPRESSED, HostFile
from knowledge_base.publish.site.policy import HEADERS

_ENCODINGS = {".br": "br", ".gz": "gzip"}


def apache_file(hosting: Hosting) -> str:
    """Return the file. What it needs a module for is left out where the module is off, so that pages are served."""
    page, *others = hosting.error_pages.items()
    types = " ".join(COMPRESSIBLE_TYPES)
    lines = [
        "# The knowledge base in Apache 2.4. Written by the build; do not edit.",
        "Options -Indexes -MultiViews",
        "DirectoryIndex index.html",
        f"ErrorDocument 404 {page[1]}",
        f"ErrorDocument 403 {page[1]}",
        *(
            line
            for folder, error in others
            for line in _within(
                f'If "%{{REQUEST_URI}} =~ m#^{re.escape(folder)}#"',
                f"ErrorDocument 404 {error}",
                f"ErrorDocument 403 {error}",
            )
        ),
        *(f'AddType "{content_type(suffix)}" {suffix}' for suffix in MEDIA_TYPES),
        *_within("IfModule mod_rewrite.c", *_rewriting(hosting)),
        *_within("IfModule mod_headers.c", *_headers(hosting)),
        *_within(
            "IfModule mod_filter.c",
            *_within("IfModule mod_deflate.c", f"AddOutputFilterByType DEFLATE {types}"),
        ),
    ]
    return "\n".join([*lines, ""])


def _rewriting(hosting: Hosting) -> list[str]:
    """Return the rules for addresses. Patterns are of the path from the folder of the file, without its first slash."""
    root = hosting.root
    hidden = "|".join(re.escape(name) for name in HostFile)
    lines = ["RewriteEngine On", f"RewriteBase {root}", f"RewriteRule ^(?:{hidden})$ - [R=404,L]"]
    lines += [
        f"RewriteRule ^{re.escape(old.removeprefix(root))}$ {new} [R=301,L]" for old, new in hosting.redirects.items()
    ]
    lines += [
        "# An address without its ending. What follows the name of a file is PATH_INFO.",
        "RewriteCond %{PATH_INFO} ^$",
        "RewriteCond %{REQUEST_FILENAME}.html -f",
        "RewriteRule ^(.*[^/])$ $1.html [R=301,L]",
        "# A folder without a page.",
        "RewriteCond %{REQUEST_FILENAME} -d",
        "RewriteCond %{REQUEST_FILENAME}/index.html !-f",
        "RewriteRule / - [R=404,L]",
        "# What `kb compress` has compressed is sent as it is.",
    ]
    for suffix in COMPRESSED:
        name = _ENCODINGS[suffix]
        lines += [
            rf"RewriteCond %{{HTTP:Accept-Encoding}} \b{name}\b",
            f"RewriteCond %{{REQUEST_FILENAME}}{suffix} -f",
            f"RewriteRule ^(.+)$ $1{suffix} [L]",
        ]
    # Apache knows .br as Breton, and Debian's .gz as a type.
    return [
        *lines,
        "RemoveLanguage .br",
        "RemoveType .gz",
        *(f"AddEncoding {name} {suffix}" for suffix, name in _ENCODINGS.items()),
    ]


def _headers(hosting: Hosting) -> list[str]:
    hashed = "|".join(re.escape(folder) for folder in hosting.hashed)
    return [
        *(f'Header always set {name} "{value}"' for name, value in HEADERS.items()),
        f'Header set Cache-Control "{ASKED_AGAIN}"',
        *_within(f'If "%{{REQUEST_URI}} =~ m#^(?:{hashed})#"', f'Header set Cache-Control "{KEPT}"'),
        "Header merge Vary Accept-Encoding",
        "# Apache compares what a browser has with the tag of the file, to which compressing added a word.",
        """RequestHeader edit If-None-Match '-(?:gzip|br)"' '"'""",
    ]


def _within(section: str, *lines: str) -> list[str]:
    return [f"<{section}>", *(f"    {line}" for line in lines), f"</{section.split(maxsplit=1)[0]}>"]
