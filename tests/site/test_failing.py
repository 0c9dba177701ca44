"""Builds and previews that can't be made because of where they run: they end with a sentence."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.site.building import REPOSITORY
from tests.site.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")


def _mkdocs(repository: Repository, *arguments: str, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run MkDocs in Spanish, and return the status that it ends with and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments, "-q"],
        cwd=repository.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "LANGUAGE": "es", **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def test_a_build_says_little_unless_asked_for_more(repository: Repository) -> None:
    def said(*options: str) -> str:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", *options]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(
            command, cwd=repository.folder, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout + done.stderr

    lines = [line.removeprefix("INFO    -  ") for line in said().splitlines()]
    assert re.sub(r"\d+", "n", "\n".join(line for line in lines if "warning:" not in line)) == (
        "n entries; n pages made, n kept; warnings about the content: n\n"
        "seconds: read and check n.n, plan n.n, verify n.n, pages n.n, other files n.n, search n.n, "
        "bundles n.n"
    )
    assert "Cleaning site directory" in said("--verbose")


def test_a_site_that_cannot_be_written(repository: Repository) -> None:
    (repository.folder / "site").write_text("not a folder", "utf-8")
    said = f"{repository.folder / 'site'} es un archivo y tiene que ser una carpeta"
    assert _mkdocs(repository, "build", "--strict") == (1, said)


def test_a_mistake_in_a_file_of_no_language_is_told_in_that_of_the_terminal(repository: Repository) -> None:
    repository.write("vocabularies/topics.yml", "- id: Fronteras\n")
    status, output = _mkdocs(repository, "build", "--strict")
    assert status == 1
    assert "vocabularies/topics.yml:1:7: [1].id: 'Fronteras' no puede ser un id" in output


def test_a_file_in_the_way_of_a_folder_of_the_second_language(repository: Repository) -> None:
    repository.write("overrides/en", "not a folder")
    said = f"{repository.folder / 'site/en'} es una carpeta y tiene que ser un archivo"
    status, output = _mkdocs(repository, "build", "--strict")
    assert (status, output.splitlines().count(said), "Traceback" in output) == (1, 1, False)


def test_the_reference_tells_a_mistake_as_the_site_does(tmp_path: Path) -> None:
    for name in ("reference", "hooks", "mkdocs.yml", "reference.yml"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    (tmp_path / "overrides").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "site").write_text("not a folder", "utf-8")
    site = Repository(tmp_path)
    status, said = _mkdocs(site, "build", "-f", "reference.yml")
    assert (status, "Traceback" in said) == (1, False)
    assert "site es un archivo y tiene que ser una carpeta" in said
    status, said = _mkdocs(site, "build", "-f", "reference.yml", environment={"SOURCE_DATE_EPOCH": "abc"})
    assert (status, "Traceback" in said) == (1, False)
    assert "SOURCE_DATE_EPOCH es 'abc'; " in said


def test_a_day_that_is_none(repository: Repository) -> None:
    status, said = _mkdocs(repository, "build", environment={"SOURCE_DATE_EPOCH": "abc"})
    assert (status, said.splitlines()) == (1, [said])
    assert said.startswith("SOURCE_DATE_EPOCH es 'abc'; ")


@pytest.mark.parametrize("variable", ["SITE_URL", "REPO_URL"])
def test_an_address_that_is_none(repository: Repository, variable: str) -> None:
    status, said = _mkdocs(repository, "build", environment={variable: "http://["})
    assert (status, said.splitlines()) == (1, [said])
    assert said.startswith(f"{variable} es 'http://['; tiene que ser una dirección web completa, ")


def test_a_repository_that_git_does_not_trust(repository: Repository) -> None:
    subprocess.run(["git", "init", "-q"], cwd=repository.folder, check=True)
    status, said = _mkdocs(repository, "build", environment={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert (status, said.splitlines()) == (1, [said])
    assert said.startswith(f"git no lee {repository.folder}, ")


def test_a_preview_at_an_address_that_is_taken(repository: Repository) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        status, said = _mkdocs(repository, "serve", "-a", address)
    assert (status, said.splitlines()) == (1, [said])
    assert said.startswith(f"no se puede mostrar nada en {address}: ")


def test_a_preview_at_a_port_that_is_none(repository: Repository) -> None:
    status, said = _mkdocs(repository, "serve", "-a", "127.0.0.1:99999")
    assert (status, said.splitlines()) == (1, [said])
