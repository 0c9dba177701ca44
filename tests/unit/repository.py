"""A small valid repository, and what a case of ``tests/cases`` changes in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TypedDict

CASES = Path(__file__).parents[1] / "cases"
VALID = CASES / "repository"


class Case(TypedDict, total=False):
    """A case, as it stands in a file of ``tests/cases``.

    Attributes:
        remove: files that are missing.
        edit: what is replaced, by file; what is replaced stands there exactly once.
        add: whole files, by path.
        encode: the encoding of a file, where it is not UTF-8.
        link: the target of a symbolic link, by path.
        report: what ``kb check`` prints, line by line.
    """

    remove: list[str]
    edit: dict[str, dict[str, str]]
    add: dict[str, str]
    encode: dict[str, str]
    link: dict[str, str]
    report: str


def make_repository(root: Path, case: Case) -> Path:
    """Put the valid repository into a folder, change it as a case says, and return the folder."""
    shutil.copytree(VALID, root, dirs_exist_ok=True)
    for path in case.get("remove", []):
        (root / path).unlink()
    for path, text in case.get("add", {}).items():
        _write(root / path, text)
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


# Not as text: line ends are part of what is tested.
def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
