"""Writes the bundles of a site and the lists of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from knowledge_base.locale import Locale
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.processes import in_shares
from knowledge_base.publish.saved.bundles import bundle, bundle_name, cut
from knowledge_base.publish.saved.selection import SavedFiles, SavedPart, Selection, selection_of
from knowledge_base.publish.search.index import SEARCH_FOLDER
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.assets import FOLDER
from knowledge_base.publish.site.pages import Language
from knowledge_base.publish.site.policy import HEADERS
from knowledge_base.setup_error import stop
from knowledge_base.view.parts.imprint import LICENCE_FILE
from knowledge_base.view.parts.saving import APP_FOLDER, SAVED, app_manifest, saved_list
from knowledge_base.view.parts.shell import search_box
from knowledge_base.write import write_whole

_NOTE = "saved"

# Bytes. To compress fewer takes less time than to copy a process.
_WORTH_A_PROCESS = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Made:
    """A bundle that is there: its name, and its size in bytes."""

    name: str
    size: int


def write_saved(
    folder: Path, languages: Sequence[Language], about: About, assets: Mapping[str, str], memory: Memory, workers: int
) -> None:
    """Write all that a browser can save of a site.

    A bundle is made only if there is none of the same files: that is known without reading pages.

    Args:
        folder: the folder of the site, which has all of its files but the one that says what it is of.
        languages: its pages.
        about: what it is of.
        assets: the hashed paths of its styles and scripts, by their unhashed ones.
        memory: what is known of its pages, their numbers in the search index, and earlier bundles; updated in place.
        workers: the maximum number of processes.

    Raises:
        OSError: a file can't be read, written or removed.
    """
    selections = [
        selection_of(
            language,
            _shown(folder, language.site.locale, assets),
            _index(folder, language.site.locale),
            memory.notes[SEARCH_FOLDER][language.site.locale]["numbers"],
        )
        for language in languages
    ]
    library = _Library(folder, about, memory)
    made = library.bundles(
        {part for selection in selections for files in selection.groups() for part in library.parts(files)}, workers
    )
    lists = {}
    for selection in selections:
        parts = {files: [made[part] for part in library.parts(files)] for files in selection.groups()}
        lists[saved_list(selection.locale)] = _list(selection, about, parts)
    kept = {f"{SAVED}/{one.name}" for one in made.values()} | lists.keys()
    for path in _files(folder, SAVED):
        if path not in kept:
            (folder / path).unlink()
    for path, text in lists.items():
        write_whole(folder / path, text)


class _Library:
    """The bundles of a site.

    Args:
        folder: the folder of the site.
        about: what it is of; its file is not there yet.
        memory: what is known of its pages and of earlier bundles.
    """

    def __init__(self, folder: Path, about: About, memory: Memory) -> None:
        self._folder, self._memory = folder, memory
        self._about = about.script().encode()
        self._written = {file.path: file for page in memory.pages.values() for file in page.files}
        self._parts: dict[SavedFiles, list[SavedFiles]] = {}

    def parts(self, files: SavedFiles) -> list[SavedFiles]:
        """Return files as they are in bundles."""
        if files not in self._parts:
            self._parts[files] = cut(files, self._size)
        return self._parts[files]

    def bundles(self, parts: Iterable[SavedFiles], workers: int) -> dict[SavedFiles, Made]:
        """Return the bundles of files, and make those that are not there."""
        before: Mapping[str, list[Any]] = self._memory.notes.get(_NOTE, {})
        keys = {part: digest(tuple((path, self._digest(path)) for path in part)).hex() for part in sorted(parts)}
        made = {part: Made(name=before[key][0], size=before[key][1]) for part, key in keys.items() if key in before}
        made = {part: one for part, one in made.items() if self._is_there(one)}
        missing = [part for part in keys if part not in made]
        size = sum(self._size(path) for part in missing for path in part)
        for share in in_shares(self._make_all, missing, workers if size > _WORTH_A_PROCESS else 1):
            made.update(share)
        self._memory.notes[_NOTE] = {key: [made[part].name, made[part].size] for part, key in keys.items()}
        return made

    def _make_all(self, parts: Sequence[SavedFiles]) -> list[tuple[SavedFiles, Made]]:
        return [(part, self._make(part)) for part in parts]

    def _make(self, part: SavedFiles) -> Made:
        data = bundle({path: self._read(path) for path in part})
        name = bundle_name(data)
        write_whole(self._folder / SAVED / name, data)
        return Made(name=name, size=len(data))

    def _is_there(self, made: Made) -> bool:
        path = self._folder / SAVED / made.name
        return path.is_file() and bundle_name(path.read_bytes()) == made.name

    def _size(self, path: str) -> int:
        if path == ABOUT_FILE:
            return len(self._about)
        known = self._written.get(path)
        return known.size if known else (self._folder / path).stat().st_size

    def _digest(self, path: str) -> bytes:
        known = self._written.get(path)
        return known.output if known else digest(self._read(path))

    def _read(self, path: str) -> bytes:
        return self._about if path == ABOUT_FILE else (self._folder / path).read_bytes()


def _list(selection: Selection, about: About, parts: Mapping[SavedFiles, list[Made]]) -> str:
    """Return the list of the bundles of a language, as a script: pages can't fetch data.

    It sets ``window.rcmSaved`` to an object with

    - ``version``: another for every other list;
    - ``date``, ``revision``: as in ``about-this-copy.js``;
    - ``headers``: the headers of pages;
    - ``bundles``: each as ``[name, size in bytes]``;
    - ``always``, ``rest``: the numbers of bundles in this list;
    - ``choices``: what may be saved instead of the rest, as ``[heading, [[address, label, numbers], …]]``.
    """
    numbers: dict[Made, int] = {}

    def numbered(groups: Iterable[SavedFiles]) -> list[int]:
        return [numbers.setdefault(one, len(numbers)) for files in groups for one in parts[files]]

    def choice(one: SavedPart) -> tuple[str, str, list[int]]:
        return one.address, one.label, numbered(one.files)

    record = {
        "date": about.date.isoformat() if about.date else None,
        "revision": about.revision,
        "headers": HEADERS,
        "always": numbered(selection.always),
        "rest": numbered(selection.rest),
        "choices": [(heading, [choice(one) for one in choices]) for heading, choices in selection.choices.items()],
        "bundles": [(one.name, one.size) for one in numbers],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    version = sha256(text.encode()).hexdigest()[:16]
    return f'window.rcmSaved={{"version":"{version}",{text[1:]};\n'


def _shown(folder: Path, locale: Locale, assets: Mapping[str, str]) -> list[str]:
    """Return the files that the pages of a language are shown with, and the licence, to which each leads."""
    boxes = {other: search_box(other) for other in Locale if other is not locale}
    others = {path for other, box in boxes.items() for path in (assets.get(box, box), app_manifest(other))}
    licence = [LICENCE_FILE] if (folder / LICENCE_FILE).is_file() else []
    return [path for path in (*_files(folder, FOLDER), *_files(folder, APP_FOLDER), *licence) if path not in others]


def _index(folder: Path, locale: Locale) -> list[str]:
    return _files(folder, f"{SEARCH_FOLDER}/{locale}")


def _files(folder: Path, within: str) -> list[str]:
    """Return the files in a folder of the site, by their paths from its root."""
    top = folder / within
    there = os.walk(top, onerror=stop) if top.is_dir() else ()
    return [Path(place, name).relative_to(folder).as_posix() for place, _, names in there for name in names]
