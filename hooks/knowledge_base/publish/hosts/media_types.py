"""The media type of every file of the site by its suffix, and whether it is worth compressing."""

from __future__ import annotations

OTHER = "application/octet-stream"
"""The type of a file with another suffix or none (RFC 2046, 4.5.1)."""

# As registered with IANA, where they are: servers know a part of them, each another.
_TYPES = {
    ".atom": "application/atom+xml",
    ".bib": "text/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".sig": "text/plain",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zim": "application/x-zim",
    ".zip": "application/zip",
    ".zlib": "application/zlib",
}
_TEXTS = ("text/", "application/x-research-info-systems")


def _is_text(media_type: str) -> bool:
    return media_type.startswith(_TEXTS)


def _is_compressible(media_type: str) -> bool:
    return _is_text(media_type) or media_type.endswith(("json", "xml"))


MEDIA_TYPES = dict(sorted(_TYPES.items()))
"""The types by suffix, without parameters."""

TEXT_TYPES = tuple(sorted({media_type for media_type in _TYPES.values() if _is_text(media_type)}))
"""The types that have a parameter ``charset``. Those of JSON have none (RFC 8259, 11), and XML says it itself."""

COMPRESSIBLE_TYPES = tuple(sorted({media_type for media_type in _TYPES.values() if _is_compressible(media_type)}))
"""The types of files that become smaller; all others are compressed already."""

COMPRESSIBLE = tuple(suffix for suffix, media_type in MEDIA_TYPES.items() if media_type in COMPRESSIBLE_TYPES)
"""The suffixes of these files."""


def content_type(suffix: str) -> str:
    """Return the value of ``Content-Type`` for a suffix: ``text/csv; charset=utf-8`` for ``.csv``."""
    media_type = MEDIA_TYPES.get(suffix, OTHER)
    return f"{media_type}; charset=utf-8" if media_type in TEXT_TYPES else media_type
