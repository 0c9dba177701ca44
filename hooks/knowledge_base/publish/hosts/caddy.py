"""The configuration for Caddy 2, to be imported in the block of a site (https://caddyserver.com/docs/caddyfile)."""

from __future__ import annotations

from knowledge_base.publish.hosts.hosting import ASKED_AGAIN, KEPT, SMALLEST_COMPRESSED, Hosting
from knowledge_base.publish.hosts.media_types import COMPRESSIBLE_TYPES, MEDIA_TYPES, content_type
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.site.policy import HEADERS

# The files that an address without its ending, or a folder without a slash, may mean. Where Caddy has found one, it
# knows its path in a clean form; that of the request may be anything.
_MEANT = ("not path */", "file {path}.html {path}/")
_SERVE = ("file_server {", "\tprecompressed br gzip", "}")


def caddy_file(hosting: Hosting) -> str:
    """Return the handlers of the site."""
    root = hosting.root
    headers = (f'{name} "{value}"' for name, value in HEADERS.items())
    route = [
        *_block("header", *headers, f'Cache-Control "{ASKED_AGAIN}"'),
        *(f"redir {old} {new} 301" for old, new in hosting.redirects.items()),
        "# An address without its ending, or a folder without a slash.",
        *_block("@meant", *_MEANT, 'query ""'),
        "redir @meant {file_match.relative} 301",
        *_block("@meant_and_asked", *_MEANT, 'not query ""'),
        "redir @meant_and_asked {file_match.relative}?{query} 301",
        *_block(
            "encode gzip",
            f"minimum_length {SMALLEST_COMPRESSED}",
            *_block("match", *(f"header Content-Type {media_type}*" for media_type in COMPRESSIBLE_TYPES)),
        ),
        f"@hidden path {' '.join(f'{root}{name}' for name in HostFile)}",
        *_block("handle @hidden", *_error_page(hosting.error_pages[root])),
        # The folders within others first.
        *(
            line
            for number, page in enumerate(reversed([*hosting.error_pages.items()]))
            for line in _missing(number, *page)
        ),
        *(line for suffix in MEDIA_TYPES for line in _typed(suffix)),
        f"@hashed path {' '.join(f'{folder}*' for folder in hosting.hashed)}",
        f'header @hashed Cache-Control "{KEPT}"',
        "# What `kb compress` has compressed is sent as it is.",
        *_SERVE,
    ]
    lines = [
        "# The knowledge base in Caddy 2.6 or newer. Written by the build; do not edit: import it in a site block.",
        *([] if root == "/" else [f"redir {root[:-1]} {root} 301"]),
        *_block(f"handle {root}*", *_block("route", *route)),
    ]
    return "\n".join([*lines, ""])


def _typed(suffix: str) -> list[str]:
    name = f"@{suffix[1:]}"
    return [f"{name} path *{suffix}", f'header {name} Content-Type "{content_type(suffix)}"']


def _missing(number: int, folder: str, page: str) -> list[str]:
    """Return what answers where a folder has no such file: neither one of that path, nor a page of that folder."""
    name = f"@missing_{number}"
    no_file = _block("not", "not path */", "file {path}")
    return [
        *_block(name, f"path {folder}*", *no_file, "not file {path}/index.html"),
        *_block(f"handle {name}", *_error_page(page)),
    ]


def _error_page(page: str) -> list[str]:
    return [
        f"rewrite * {page}",
        f'header Content-Type "{content_type(".html")}"',
        _SERVE[0],
        "\tstatus 404",
        *_SERVE[1:],
    ]


def _block(opening: str, *lines: str) -> list[str]:
    return [f"{opening} {{", *(f"\t{line}" for line in lines), "}"]
