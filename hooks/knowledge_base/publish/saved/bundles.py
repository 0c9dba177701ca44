"""Bundles: many files of the site in one, which a browser saves as a whole and reads pages from (``overrides/sw.js``).

A bundle is compressed (zlib, RFC 1950), as browsers unpack that themselves. Its first line is a JSON array with path,
media type and length in bytes of each file; their bytes follow. Its name is the SHA-256 (FIPS 180-4) of its own bytes:
a browser sees if one has arrived damaged, and does not ask again for one that it has.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from knowledge_base.publish.hosts.media_types import content_type

SUFFIX = ".zlib"
"""The end of the name of a bundle; servers know its type (RFC 6713)."""

# Bytes, before compression. What is read of a bundle is unpacked with all that it has, and sent again with it.
_LEAST, _MOST = 400_000, 1_200_000
# From _LEAST on, one file in so many ends a bundle: after one more or less, the next ends are the same ones.
_ONE_IN = 12
# The highest is a third slower, for a hundredth fewer bytes.
_LEVEL = 6


def cut(paths: Iterable[str], size: Callable[[str], int]) -> list[tuple[str, ...]]:
    """Cut a list of files into bundles. Where, follows from their names and sizes: a change moves few of the others.

    Args:
        paths: the files, in their order.
        size: returns the size of a file in bytes.
    """
    made: list[tuple[str, ...]] = []
    begun: list[str] = []
    total = 0
    for path in paths:
        if begun and total + size(path) > _MOST:
            made.append(tuple(begun))
            begun, total = [], 0
        begun.append(path)
        total += size(path)
        if total >= _LEAST and hashlib.sha256(path.encode()).digest()[0] % _ONE_IN == 0:
            made.append(tuple(begun))
            begun, total = [], 0
    return [*made, tuple(begun)] if begun else made


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Return files in a bundle, in their order.

    Args:
        files: their bytes, by path from the root of the site.
    """
    listed = [(path, content_type(PurePosixPath(path).suffix), len(data)) for path, data in files.items()]
    first = json.dumps(listed, separators=(",", ":")).encode() + b"\n"
    return zlib.compress(b"".join((first, *files.values())), _LEVEL)


def bundle_name(data: bytes) -> str:
    """Return the name of a bundle."""
    return hashlib.sha256(data).hexdigest() + SUFFIX
