"""What git is asked: the revision that a site is built from, and what was in a file before."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from knowledge_base.history import committed_files, earlier_contents, revision
from knowledge_base.setup_error import SetupError
from tests.unit.git import git

pytestmark = pytest.mark.usefixtures("no_git_of_ours")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def commit(repository: Path) -> str:
    (repository / "entry.md").write_text("text", "utf-8")
    git(repository, "add", "entry.md")
    git(repository, "commit", "-q", "-m", "An entry")
    return git(repository, "rev-parse", "HEAD")


def test_the_revision_is_the_commit_shortened(repository: Path) -> None:
    whole = commit(repository)
    assert revision(repository) == whole[:7]


@pytest.mark.parametrize("name", ["entry.md", "new.md"])
def test_a_plus_says_that_files_differ_from_the_commit(repository: Path, name: str) -> None:
    whole = commit(repository)
    (repository / name).write_text("other", "utf-8")
    assert revision(repository) == whole[:7] + "+"


def test_what_git_ignores_is_no_difference(repository: Path) -> None:
    (repository / ".gitignore").write_text("/site/\n/.gitignore\n", "utf-8")
    whole = commit(repository)
    (repository / "site").mkdir()
    (repository / "site" / "index.html").write_text("built", "utf-8")
    assert revision(repository) == whole[:7]


def test_without_a_commit_there_is_no_revision(repository: Path) -> None:
    assert revision(repository) == ""


def test_a_tarball_has_no_revision_of_its_own(repository: Path, tmp_path: Path) -> None:
    """Not even where it was unpacked in the working tree of another project."""
    commit(repository)
    for folder in (repository / "unpacked", tmp_path / "unpacked"):
        folder.mkdir()
        assert revision(folder) == ""


def test_a_repository_that_git_does_not_trust_is_no_empty_one(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository)
    # git's own tests pretend so that the folder belongs to another user.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    command = re.escape(f"git config --global --add safe.directory {repository.resolve()}")
    for ask in (revision, committed_files, lambda root: list(earlier_contents(root, PurePosixPath("entry.md")))):
        with pytest.raises(SetupError, match=command):
            ask(repository)
    # What is unpacked in it is none of its business.
    (repository / "unpacked").mkdir()
    assert revision(repository / "unpacked") == ""


def test_without_git_there_is_no_revision(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commit(repository)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision(repository) == ""


def test_the_contents_of_a_file_come_newest_first_and_byte_for_byte(repository: Path) -> None:
    contents = (b"one\r\n", b"\xef\xbb\xbftwo", b"three\n")
    (repository / "docs").mkdir()
    git(repository, "config", "core.autocrlf", "false")
    for data in contents:
        (repository / "docs" / "*.md").write_bytes(data)
        (repository / "docs" / "other.md").write_bytes(data * 2)
        git(repository, "add", "docs")
        git(repository, "commit", "-q", "-m", "Change it")
    git(repository, "rm", "-q", "docs/*.md")
    git(repository, "commit", "-q", "-m", "Remove it")
    assert tuple(earlier_contents(repository, PurePosixPath("docs/*.md"))) == contents[::-1]


def test_the_contents_are_those_of_the_file_under_its_earlier_names_and_of_merges_too(repository: Path) -> None:
    def put(name: str, first: str) -> None:
        (repository / name).write_text(first + "\nThe rest of the text, which stays.\n" * 9, "utf-8")
        git(repository, "add", name)
        git(repository, "commit", "-q", "-m", first)

    put("old.md", "one")
    git(repository, "checkout", "-q", "-b", "side")
    put("old.md", "two")
    git(repository, "checkout", "-q", "-")
    put("old.md", "three")
    git(repository, "merge", "-q", "-s", "ours", "--no-commit", "side")
    put("old.md", "both")
    git(repository, "mv", "old.md", "nuevo y mejor ñ.md")
    git(repository, "commit", "-q", "-m", "Another name")
    put("nuevo y mejor ñ.md", "five")
    found = [data.split(b"\n")[0] for data in earlier_contents(repository, PurePosixPath("nuevo y mejor ñ.md"))]
    assert found[:3] == [b"five", b"both", b"both"]
    assert sorted(found[3:5]) == [b"three", b"two"]
    assert found[5:] == [b"one"]


def test_a_file_without_history_has_no_earlier_contents(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert list(earlier_contents(repository, PurePosixPath("entry.md"))) == []
    commit(repository)
    (repository / "unpacked").mkdir()
    assert list(earlier_contents(repository, PurePosixPath("new.md"))) == []
    assert list(earlier_contents(repository / "unpacked", PurePosixPath("../entry.md"))) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(earlier_contents(repository, PurePosixPath("entry.md"))) == []
