"""What the system refuses: a sentence that names the place, in the language of whoever asked, and no traceback."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from knowledge_base.cli import main
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.packing import files_in_folder
from knowledge_base.read import read_docs
from knowledge_base.setup_error import SetupError, setup_error_of
from tests.unit.repository import make_repository


def _kb(*arguments: str) -> Result:
    return CliRunner(env={"LANGUAGE": "en"}).invoke(main, arguments, prog_name="kb")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "repository", {})


def _file_for_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder", "utf-8")


def _open(path: Path) -> None:
    path.read_bytes()


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda there: _open(there / "none.md"), "{there}/none.md is missing"),
        (lambda there: _open(there / "file" / "x" / "y"), "{there}/file is a file, and has to be a folder"),
        (lambda there: (there / "file").mkdir(exist_ok=True), "{there}/file is a file, and has to be a folder"),
        (_open, "{there} is a folder, and has to be a file"),
        (
            lambda there: _open(there / ("x" * 300)),
            "{there}/" + "x" * 300 + " can't be read or changed: File name too long",
        ),
    ],
)
def test_what_a_disk_refuses(tmp_path: Path, attempt: Callable[[Path], None], sentence: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError) as error:  # noqa: PT011 - which of them it is, its sentence says
        attempt(tmp_path)
    assert setup_error_of(error.value).sentence(Locale.EN) == sentence.format(there=tmp_path)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "you may not read or change {there}; see whose it is"),
        (errno.EPERM, "you may not read or change {there}; see whose it is"),
        (errno.EROFS, "{there} is on a disk that can only be read"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_of_a_new_file_the_folder_is_named(tmp_path: Path, number: int, sentence: str) -> None:
    error = OSError(number, os.strerror(number), str(tmp_path / "new" / "file.md"))
    assert setup_error_of(error).sentence(Locale.EN).startswith(sentence.format(there=tmp_path))


def test_what_has_no_place_and_what_could_act_on_a_terminal() -> None:
    assert setup_error_of(OSError("no room")).sentence(Locale.EN) == "the system does not allow it: no room"
    assert setup_error_of(OSError(errno.ENOSPC, "No space")).sentence(Locale.ES).startswith("el disco está lleno")
    named = setup_error_of(FileNotFoundError(errno.ENOENT, "x", "a\x1b[2J\nb"))
    assert named.sentence(Locale.EN) == "a\\x1b[2J\\nb is missing"
    assert setup_error_of(named) is named


def test_a_folder_that_may_not_be_looked_into_is_not_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("meetings"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    for look in (read_docs, files_in_folder):
        with pytest.raises(PermissionError):
            look(root)
    result = _kb("check", "--root", str(root))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: you may not read or change {root / 'docs'}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_command_that_cannot_write_says_where(root: Path, tmp_path: Path, language: str) -> None:
    said = {"en": "is a file, and has to be a folder", "es": "es un archivo y tiene que ser una carpeta"}[language]
    sent = tmp_path / "hotline.md"
    shutil.copyfile(root / "docs/es/practices/hotline.md", sent)
    _file_for_folder(root / "docs/es/practices")
    result = _kb("import", str(sent), "--replace", "--root", str(root), "--lang", language)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, said in result.stderr) == (1, True), result.output
    assert str(root / "docs/es/practices") in result.stderr


def test_a_setting_that_cannot_be_right_ends_a_command_with_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    result = _kb("check", "--root", str(root), "--lang", "es")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: SOURCE_DATE_EPOCH es 'abc'; ")


def test_without_a_folder_for_what_is_passing_a_command_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> NoReturn:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr("tempfile.mkdtemp", nowhere)
    result = _kb("--version")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: the system does not allow it: No usable temporary directory")


def test_a_mistake_of_ours_is_still_a_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> NoReturn:
        raise ValueError("ours")

    monkeypatch.setattr("knowledge_base.cli.check_command.check_outcome", wrong)
    assert isinstance(_kb("check", "--root", str(root)).exception, ValueError)
    assert not issubclass(ValueError, SetupError)
