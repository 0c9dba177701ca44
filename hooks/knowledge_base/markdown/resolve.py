"""Where a link of a body to another page of the site leads."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote

from knowledge_base.attachments.limits import FILES_FOLDER

_PARTS = re.compile(r"([^?#]*)(?:\?[^#]*)?(?:#(.*))?", re.DOTALL)


def way_within(href: str, address: str) -> tuple[str, str] | None:
    """Return the address of the page and the anchor that a relative link names (RFC 3986, 5.2); ``None`` if no page.

    Args:
        href: the link, as it is written: ``../topics/borders.md#practices``.
        address: of the page that it stands on, without ending.

    Returns:
        The address, which may lie outside of the site, and what stands after ``#``, decoded; maybe nothing.
    """
    way = _way_from(href, posixpath.dirname(address))
    return (address, way[1]) if way and not way[0] else way


def file_within(href: str, address: str) -> tuple[str, str] | None:
    """Return the entry and the name of the file beside it that a relative address names; ``None`` if it names none.

    Args:
        href: the address, as it is written: ``../files/<entry id>/<name>``, as from the page in Spanish; or
            ``../../files/<entry id>/<name>``, as from its text in the repository, which other programs follow.
        address: of the page that it stands on, without ending.
    """
    found = _PARTS.fullmatch(href)
    if found is None or not found[1]:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(found[1])))
    parts = path.removeprefix("../").split("/")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == FILES_FOLDER else None


# Pages of one folder link to the same others with the same words.
@lru_cache(maxsize=4096)
def _way_from(href: str, folder: str) -> tuple[str, str] | None:
    """As `way_within`, from a folder; the address of a link without one is empty."""
    found = _PARTS.fullmatch(href)
    path, fragment = (unquote(found[1]), unquote(found[2] or "")) if found else ("", "")
    if not path:
        return "", fragment
    if not path.endswith(".md"):
        return None
    return posixpath.normpath(posixpath.join(folder, path)).removesuffix(".md"), fragment
