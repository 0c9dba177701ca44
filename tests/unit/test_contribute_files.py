"""Entries that come with files: ``kb import`` of a zip, and the review of a proposal that brings some."""

from __future__ import annotations

import shutil
import stat
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from knowledge_base.attachments.limits import LARGEST_FILE
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from tests.unit.git import commit_all, git
from tests.unit.made_files import MADE, made
from tests.unit.repository import VALID

_HOTLINE = (VALID / "docs/en/practices/hotline.md").read_text("utf-8")
_FILES = """files:
  - {file: map.png, alt: A map, caption: The map, source: Agenda, rights: Published by the institute}
  - {file: form.pdf, caption: The form, source: Agenda, rights: Published by the institute}
"""
_OFFICE = _HOTLINE.replace("id: hotline", "id: office").replace("title: Hotline", "title: Office")
_ENTRY = _OFFICE.replace("status: published", "status: in-review").replace("---\nThe", f"{_FILES}---\nThe").encode()
_WITH_FILES = {"office.md": _ENTRY, "map.png": made("png"), "form.pdf": made("pdf")}


def _zip(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def _import(folder: Path, data: bytes, *options: str) -> Result:
    root = folder / "repository"
    if not root.exists():
        shutil.copytree(VALID, root)
    (folder / "sent.zip").write_bytes(data)
    return CliRunner().invoke(main, ["import", str(folder / "sent.zip"), "--root", str(root), "--lang", "en", *options])


def _names(folder: Path) -> set[str]:
    root = folder / "repository"
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["", "office/", "docs/files/office/"])
def test_an_entry_comes_in_with_its_files(tmp_path: Path, folder: str) -> None:
    parts = {f"{folder}{name}": data for name, data in _WITH_FILES.items()}
    result = _import(tmp_path, _zip({**parts, "__MACOSX/._map.png": b"x", f"{folder}.DS_Store": b"x"}))
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "docs/en/practices/office.md",
            "docs/files/office/map.png",
            "docs/files/office/form.pdf",
        ],
    )
    assert (tmp_path / "repository/docs/files/office/map.png").read_bytes() == made("png")
    assert not [p for p in check_content(tmp_path / "repository").problems if p.severity == "error"]
    again = _import(tmp_path, _zip(_WITH_FILES))
    assert again.exit_code == 1
    assert _import(tmp_path, _zip(_WITH_FILES), "--replace").exit_code == 0


def _with_link() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("office.md", _ENTRY)
        link = zipfile.ZipInfo("map.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


def _encrypted() -> bytes:
    data = bytearray(_zip(_WITH_FILES, zipfile.ZIP_STORED))
    for place in (data.index(b"PK\x01\x02") + 8, 6):
        data[place] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_zip({**_WITH_FILES, "../../x.png": made("png")}), "a name in"),
        (_zip({**_WITH_FILES, "/etc/x.png": made("png")}), "a name in"),
        (_zip({**_WITH_FILES, "..\\x.png": made("png")}), "a name in"),
        (_zip({**_WITH_FILES, "C:x.png": made("png")}), "a name in"),
        (_zip({**_WITH_FILES, "a/MAP.png": made("png")}), "holds two files called MAP.png"),
        (_zip({**_WITH_FILES, "bomb.png": bytes(LARGEST_FILE + 1)}), "bomb.png in"),
        (_zip({**_WITH_FILES, **{f"{n}.png": bytes(LARGEST_FILE) for n in range(6)}}), "is larger than 10 MB"),
        (_zip({f"{n}.png": b"" for n in range(201)}), "holds more than an entry and its files"),
        (_zip({"map.png": made("png")}), "is to hold one entry (.md) and its files, at most 20; it holds: map.png"),
        (_zip({**_WITH_FILES, "other.md": _ENTRY}), "it holds: form.pdf, map.png, office.md, other.md"),
        (_zip({"word/document.xml": b"<w/>"}), "it holds: document.xml"),
        (_with_link(), "map.png in"),
        (_encrypted(), "is a link, or encrypted"),
        (_zip(_WITH_FILES)[:-60], "is damaged, or is something else"),
        (_zip({**_WITH_FILES, "con.png": made("png")}), "the file name can't be part of an address"),
        (_zip({**_WITH_FILES, "x.exe": b"MZ"}), "an entry can't have files of this type"),
        (_zip({**_WITH_FILES, "extra.png": made("png")}), "no entry says what this file is"),
        (_zip({"office.md": _ENTRY, "map.png": made("png")}), "there is no file docs/files/office/form.pdf"),
        *(
            (_zip({**_WITH_FILES, "form.pdf": made(name)}), "docs/files/office/form.pdf:1:1: the")
            for name in MADE
            if name.startswith(("pdf-launch", "pdf-embedded", "pdf-encrypted", "script-named"))
        ),
    ],
)
def test_a_zip_that_is_anything_else_is_refused_and_nothing_is_written(tmp_path: Path, data: bytes, said: str) -> None:
    shutil.copytree(VALID, tmp_path / "repository")
    before = _names(tmp_path)
    result = _import(tmp_path, data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert _names(tmp_path) == before


@pytest.mark.usefixtures("no_git_of_ours")
@pytest.mark.parametrize(
    ("path", "name", "refused"),
    [
        ("docs/files/office/map.png", "png", ""),
        ("docs/files/office/map.png", "script-named-png", "neither a picture nor a document"),
        ("docs/files/office/map.png", "large-file", "the file is too large for an entry"),
        ("docs/files/office/con.png", "png", "can't be part of an address"),
        ("docs/files/.github/map.png", "png", "a proposal of content changes only"),
        ("docs/en/practices/map.png", "png", "a proposal of content changes only"),
    ],
)
def test_the_review_looks_into_the_files_of_a_proposal(tmp_path: Path, path: str, name: str, refused: str) -> None:
    base, head, out = tmp_path / "base", tmp_path / "head", tmp_path / "out"
    shutil.copytree(VALID, base)
    commit_all(base)
    subprocess.run(["git", "clone", "-q", str(base), str(head)], check=True, capture_output=True)
    (head / "docs/en/practices/office.md").write_bytes(_ENTRY)
    parts = {"docs/files/office/map.png": made("png"), "docs/files/office/form.pdf": made("pdf"), path: made(name)}
    for place, data in parts.items():
        (head / place).parent.mkdir(parents=True, exist_ok=True)
        (head / place).write_bytes(data)
    commit_all(head)
    git(base, "fetch", "-q", str(head))
    result = CliRunner().invoke(
        main,
        ["review-proposal", "--root", str(base), "--proposal", "FETCH_HEAD", "--out", str(out)],
        env={"LANGUAGE": "en"},
    )
    assert result.exit_code == (1 if refused else 0), result.output
    assert refused in result.stdout
    if not refused:
        assert (out / path).read_bytes() == made(name)
