"""The names under which style sheets and programs are published: with the hash of what is in them.

No server has to be told how long to keep them, and a new page never meets an old style sheet. What is data and changes
with every build (``about-this-copy.js``, the lists of packs, the pieces of the search, the data of Explore) keeps its
name, because every page that names it would change with it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

FOLDER = "assets"
"""The folder of style sheets, programs, pictures and licences, in ``overrides/`` and in the built site."""

_HASHED = frozenset({".css", ".js"})
# Four bytes in sixteen digits: two contents of one file with the same name are one in four thousand millions.
_DIGITS = 8


def hashed_name(path: str, content: bytes) -> str:
    """Return the published path of a file: ``assets/stylesheets/print.1a2b3c4d.css``.

    Args:
        path: of the file, with slashes.
        content: what is in it; SHA-256 (FIPS 180-4) makes eight digits of it.
    """
    name = PurePosixPath(path)
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return str(name.with_name(f"{name.stem}.{digest}{name.suffix}"))


def published_names(overrides: Path) -> dict[str, str]:
    """Return the published paths of the style sheets and programs of the repository, by the paths of their files.

    Args:
        overrides: the folder that holds ``assets/``, from which the paths count.
    """
    files = sorted(path for path in (overrides / FOLDER).rglob("*") if path.suffix in _HASHED)
    names = {path.relative_to(overrides).as_posix(): path for path in files}
    return {name: hashed_name(name, path.read_bytes()) for name, path in names.items()}
