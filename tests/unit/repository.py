"""A small valid repository, and the test cases of ``tests/cases`` that modify it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TypedDict

from tests.unit.made_files import made

CASES = Path(__file__).parents[1] / "cases"
VALID = CASES / "repository"


class Case(TypedDict, total=False):
    """A test case from ``tests/cases``.

    Attributes:
        remove: files to delete.
        edit: replacements by file, as old and new text; the old text occurs exactly once.
        add: files to add, by path.
        make: files to add that are no texts, by path, each by its name in `MADE`.
        encode: encodings of files that are not UTF-8, by path.
        link: targets of symbolic links, by path.
        report: the expected output of ``kb check``, line by line.
    """

    remove: list[str]
    edit: dict[str, dict[str, str]]
    add: dict[str, str]
    make: dict[str, str]
    encode: dict[str, str]
    link: dict[str, str]
    report: str


def make_repository(root: Path, case: Case) -> Path:
    """Copy the valid repository into a folder, apply a case to it, and return the folder."""
    shutil.copytree(VALID, root, dirs_exist_ok=True)
    for path in case.get("remove", []):
        (root / path).unlink()
    for path, text in case.get("add", {}).items():
        _write(root / path, text)
    for path, name in case.get("make", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(made(name))
    for path, replacements in case.get("edit", {}).items():
        text = _read(root / path)
        for old, new in replacements.items():
            assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
            text = text.replace(old, new)
        _write(root / path, text)
    for path, encoding in case.get("encode", {}).items():
        _write(root / path, _read(root / path), encoding)
    for path, target in case.get("link", {}).items():
        (root / path).symlink_to(target)
    return root


# As bytes, because line ends are part of what is tested.
def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
