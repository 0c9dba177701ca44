"""The digest of everything that affects results besides content and settings: code, templates, packages."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import knowledge_base
from knowledge_base.memory.digests import SIZE

_PACKAGE = Path(knowledge_base.__file__).parent
_MADE_BY_PYTHON = frozenset({".pyc"})


def code_digest(*folders: Path) -> bytes:
    """Return the digest of the package with its data, of Python and of the packages installed, and of other folders.

    The templates are read each time, everything else only once: a process runs the code that it began with.

    Args:
        folders: what else makes the result: for pages the folder of the templates.
    """
    return _digest_of((_running(_PACKAGE), *(part for folder in folders for part in _files(folder))))


@cache
def _running(package: Path) -> bytes:
    return _digest_of((sys.version.encode(), *_installed(), *_files(package)))


def _digest_of(parts: Iterable[bytes]) -> bytes:
    found = blake2b(digest_size=SIZE)
    for part in parts:
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.digest()


def _installed() -> Iterator[bytes]:
    """Yield what is installed, with its version: ``jinja2-3.1.6.dist-info``, as the folders of metadata are named."""
    for folder in sorted({Path(place) for place in sys.path}):
        if folder.is_dir():
            yield from sorted(path.name.encode() for path in folder.glob("*.dist-info"))


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _MADE_BY_PYTHON and path.is_file():
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()
