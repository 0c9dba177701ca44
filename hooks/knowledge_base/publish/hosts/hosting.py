"""What a host has to do for the site, whatever its server: the values from which all its files are made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from knowledge_base.assemble.addresses import DOWNLOAD, NOT_FOUND, url
from knowledge_base.locale import DEFAULT_LOCALE, N_, Locale
from knowledge_base.publish.packs.shelf import DOWNLOADS
from knowledge_base.publish.site.assets import HASHED_FOLDERS
from knowledge_base.setup_error import SetupError

KEPT = "public, max-age=31536000, immutable"
"""``Cache-Control`` of files that have a hash of their content in their names: a year (RFC 9111, RFC 8246)."""

ASKED_AGAIN = "no-cache"
"""``Cache-Control`` of everything else: browsers keep it, and ask every time whether it is still the same."""

SMALLEST_COMPRESSED = 512
"""Bytes; what is smaller fits into one packet, compressed or not."""

# What each server's language takes without quotes or escapes: the segments of a path that needs no percent-encoding.
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/")


@dataclass(frozen=True, kw_only=True)
class Hosting:
    """What a host has to do. All paths begin at the root of the host.

    Attributes:
        root: the path of the site, with a slash at both ends.
        redirects: where paths without a file lead, permanently.
        error_pages: the error page of each folder, by its path, the root of the site first.
        hashed: the folders whose files can be kept for a year.
    """

    root: str
    redirects: Mapping[str, str]
    error_pages: Mapping[str, str]
    hashed: tuple[str, ...]


def hosting_of(home: str, moved: Mapping[str, str]) -> Hosting:
    """Return what a host has to do for a site.

    Args:
        home: the base URL of the published site, with a trailing slash; empty if not configured: the root of its host.
        moved: where addresses without a page lead, by address.

    Raises:
        SetupError: the path of that URL has characters that would have to be encoded.
    """
    root = urlsplit(home).path or "/"
    if not _PLAIN_PATH.fullmatch(root):
        text = N_(
            "the path in the address of the site, {path}, may have only letters a-z, digits and the signs . _ ~ -"
        )
        raise SetupError(text, path=root)
    downloads = f"{root}{url(DOWNLOAD, DEFAULT_LOCALE)}"
    led = {url(old, locale): url(new, locale) for locale in Locale for old, new in moved.items()}
    return Hosting(
        root=root,
        redirects={
            f"{root}{DOWNLOADS}": downloads,
            f"{root}{DOWNLOADS}/": downloads,
            **{f"{root}{old}": f"{root}{new}" for old, new in led.items()},
        },
        error_pages={
            f"{root}{page.removesuffix(url(NOT_FOUND, DEFAULT_LOCALE))}": f"{root}{page}"
            for page in (url(NOT_FOUND, locale) for locale in Locale)
        },
        hashed=tuple(f"{root}{folder}/" for folder in HASHED_FOLDERS),
    )
