"""The pieces of the search index put together: the first ones in one, all in scripts for copies read from disk.

Over ``file://`` pages can fetch nothing, but add scripts to themselves.

Pagefind names each piece after a hash of what is in it. Pieces go into a pack by the first digits of that hash, so that
a piece which stays the same stays in its pack, and a small change of the content changes few packs.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from knowledge_base.locale import Locale

PACKS_FOLDER = "packs"
"""Where the packs are, beside what is left of the bundle."""

PACK_SIZE = 64 * 1024
"""Packs are on average no larger: opening one takes a slow computer a moment, and a search opens a handful."""

# The scripts of a bundle; everything else is a piece.
_SCRIPT = ".js"
# The pieces that a search of whatever words needs, but for the program, which is as large as a pack.
_FIRST = (".json", ".pf_meta")
_HASHED = re.compile(r"(?P<kind>\w+)/[^/]*?_(?P<hash>[0-9a-f]+)\.")


START = "start"
"""The name of the piece that a search begins with."""


def gather_start(bundle: Path) -> None:
    """Put the pieces that every search needs into one, which also says in how many packs the others are.

    Args:
        bundle: the folder ``search/<language>`` of a site.
    """
    pieces = _pieces(bundle)
    first = {name: pieces.pop(name) for name in tuple(pieces) if name.endswith(_FIRST)}
    start = {"digits": _digits(pieces), "pieces": {name: _coded(path) for name, path in first.items()}}
    (bundle / f"{START}.json").write_text(json.dumps(start, indent=0), "ascii")
    for path in first.values():
        path.unlink()


def search_packs(bundle: Path, locale: Locale) -> dict[str, Callable[[], bytes]]:
    """Return the scripts that hold the pieces of a bundle, by their paths in it, each made when it is asked for.

    Args:
        bundle: the folder ``search/<language>`` of a built site.
        locale: its language.
    """
    pieces = _pieces(bundle)
    start = pieces.pop(f"{START}.json")
    digits = _digits(pieces)
    packs: dict[str, dict[str, Path]] = defaultdict(dict)
    for name, path in pieces.items():
        packs[place(name, digits)][name] = path
    return {
        f"{PACKS_FOLDER}/{START}.js": partial(_start_script, locale, start),
        **{f"{PACKS_FOLDER}/{pack}.js": partial(_script, locale, held) for pack, held in packs.items()},
    }


def place(name: str, digits: Mapping[str, int]) -> str:
    """Return the pack that a piece is in. `place` in ``search-engine.js`` computes the same.

    Args:
        name: of the piece, from the folder of the bundle: ``fragment/es_778f2a1.pf_fragment``.
        digits: by how many digits of their hash the pieces of each folder are put into packs.
    """
    match = _HASHED.match(name)
    if not match:
        return name.partition(".")[0]
    return f"{match['kind']}-{match['hash'][: digits[match['kind']]] or 'all'}"


def _digits(pieces: Mapping[str, Path]) -> dict[str, int]:
    sizes: dict[str, int] = defaultdict(int)
    for name, path in pieces.items():
        if match := _HASHED.match(name):
            sizes[match["kind"]] += path.stat().st_size * 4 // 3
    return {kind: _fewest_digits(size) for kind, size in sorted(sizes.items())}


def _fewest_digits(size: int) -> int:
    digits = 0
    while size > PACK_SIZE * 16**digits:
        digits += 1
    return digits


# Scripts are added to a page side by side, and may run in any order.
def _start_script(locale: Locale, start: Path) -> bytes:
    return f'(window.rcmStart ??= {{}})["{locale}"] = {start.read_text("ascii")};\n'.encode()


def _script(locale: Locale, pieces: Mapping[str, Path]) -> bytes:
    held = json.dumps({name: _coded(path) for name, path in sorted(pieces.items())}, indent=0)
    return f'Object.assign((window.rcmPieces ??= {{}})["{locale}"] ??= {{}}, {held});\n'.encode()


def _coded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def _pieces(bundle: Path) -> dict[str, Path]:
    return {
        path.relative_to(bundle).as_posix(): path
        for path in sorted(bundle.rglob("*"))
        if path.is_file() and path.suffix != _SCRIPT
    }
