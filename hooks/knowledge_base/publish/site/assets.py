"""Content-hashed names for style sheets and scripts, for cache busting.

A new page never gets an old style sheet from a cache, whatever the server's cache headers. Data that changes with every
build (``about-this-copy.js``, lists of packs, the search index, the data of Explore) keeps its name, because a hash
would change every page that refers to it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath

from knowledge_base.setup_error import stop

FOLDER = "assets"
"""The folder of style sheets, scripts, images and licences, in ``overrides/`` and in the built site."""

HASHED_FOLDERS = (f"{FOLDER}/javascripts", f"{FOLDER}/stylesheets")
"""Those of its folders in which every file has a hash in its name."""

_HASHED = frozenset({".css", ".js"})
# Hexadecimal digits of the hash: 32 bits, so two versions of a file collide with a probability of 1 in 4 billion.
_DIGITS = 8


def hashed_name(path: str, content: bytes) -> str:
    """Return the hashed path of a file: ``assets/stylesheets/print.1a2b3c4d.css``.

    Args:
        path: the path of the file, separated by ``/``.
        content: its content; the hash is the first eight hexadecimal digits of its SHA-256 (FIPS 180-4).
    """
    name = PurePosixPath(path)
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return str(name.with_name(f"{name.stem}.{digest}{name.suffix}"))


def published_names(overrides: Path) -> dict[str, str]:
    """Return the hashed paths of the style sheets and scripts in the repository, by their unhashed paths.

    Args:
        overrides: the folder that contains ``assets/``; paths are relative to it.
    """
    # Path.rglob passes over folders that it may not read.
    there = os.walk(overrides / FOLDER, onerror=stop)
    files = sorted(path for top, _, names in there for name in names if (path := Path(top, name)).suffix in _HASHED)
    names = {path.relative_to(overrides).as_posix(): path for path in files}
    return {name: hashed_name(name, path.read_bytes()) for name, path in names.items()}
