"""Files are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge_base.write import write_whole


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_what_was_written_and_nothing_lies_beside_it(tmp_path: Path, *, durable: bool) -> None:
    path = tmp_path / "folder" / "inner" / "a.txt"
    write_whole(path, "á\r\nb\n", durable=durable)
    assert path.read_bytes() == b"\xc3\xa1\r\nb\n"
    write_whole(path, b"\xff", durable=durable)
    assert path.read_bytes() == b"\xff"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("touch", ["fsync", "replace"])
def test_what_fails_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, touch: str) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "old")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, touch, fail)
    with pytest.raises(OSError, match="full"):
        write_whole(path, "new", durable=True)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_an_ended_run_left_is_no_hindrance_and_no_link_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("untouched", "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.txt", ".unfinished-a.txt"):
        (folder / name).symlink_to(elsewhere)
    write_whole(folder / "a.txt", "new")
    assert elsewhere.read_text("utf-8") == "untouched"
    assert [(path.name, path.is_symlink()) for path in folder.iterdir()] == [("a.txt", False)]
