"""``kb check --release``: what is still empty, and what does not agree with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from knowledge_base.assemble.publisher import PUBLISHER_FILE
from knowledge_base.check.run import check_content
from knowledge_base.cli import main
from knowledge_base.locale import Locale
from knowledge_base.model.publisher import Publisher
from knowledge_base.release import NAMES_THE_LICENCE, code_owners, release_problems
from knowledge_base.view.parts.imprint import imprint_of
from knowledge_base.view.parts.pieces import Link
from tests.unit.repository import make_repository

_SETTINGS = """\
maintainers: "@organisation/maintainers"
editors: "@organisation/editors"
security_contact: security@example.org
editors_address: editors@example.org
contact_page: https://example.org/contact
licence: CC-BY-4.0
"""
_READY = {
    "publisher.yml": _SETTINGS,
    ".github/CODEOWNERS": "# Who\n\n*  @organisation/maintainers\n/docs/ @organisation/editors\n"
    "/vocabularies/ @organisation/editors\n",
    "SECURITY.md": "Write to security@example.org.\n",
    "LICENSE-CONTENT": "Attribution 4.0 International\n\n...\n",
    "pyproject.toml": '[project]\nversion = "1.2.0"\n',
    "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-02\n\n- new\n",
    "releases/v1.2.0.md": "New.\n",
    "CITATION.cff": "title: A\nversion: 1.2.0\ndate-released: 2026-01-02\n",
    "mkdocs.yml": 'site_name: A\nsite_url: ""\n',
}
_URL = "https://example.org/kb/"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository that can be released."""
    make_repository(tmp_path, {"add": _READY})
    for path in NAMES_THE_LICENCE:
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        before = place.read_text("utf-8") if place.exists() else ""
        place.write_text(f"{before}\nTexts and data: CC BY 4.0.\n", "utf-8")
    return tmp_path


def _said(repository: Path, url: str = _URL) -> list[str]:
    return [str(problem) for problem in release_problems(repository, Locale.EN, url, ())]


def test_nothing_is_said_of_a_repository_that_can_be_released(repository: Path) -> None:
    assert _said(repository) == []


def test_every_empty_setting_is_named_with_its_line_and_what_it_is_for(repository: Path) -> None:
    text = re.sub(r"(?m)^(\w+):.*$", r"\1:", _SETTINGS).replace("contact_page:\n", "")
    (repository / "publisher.yml").write_text(text, "utf-8")
    (repository / ".github/CODEOWNERS").write_text("# Nobody\n", "utf-8")
    assert _said(repository) == [
        f"publisher.yml:{line}: {field}: nobody has set this yet; {help_}"
        for line, field, help_ in (
            ("1:1", "contact_page", "The page that says how to reach the publisher."),
            ("1:1", "maintainers", "The team that has to approve changes of the program."),
            ("2:1", "editors", "The team that has to approve changes of what readers see."),
            ("3:1", "security_contact", "Where weaknesses are reported without making them public."),
            ("4:1", "editors_address", "The address for questions and proposals to the editors."),
            ("5:1", "licence", "What others may do with texts and data."),
        )
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            ".github/CODEOWNERS",
            "/docs/ @organisation/editors",
            "/docs/ @other/editors",
            [
                (
                    ".github/CODEOWNERS:1:1: the team that publisher.yml names is missing; add the line: "
                    "/docs/ @organisation/editors"
                ),
                ".github/CODEOWNERS:4:1: this line does not agree with publisher.yml; correct it there or here",
            ],
        ),
        (
            "SECURITY.md",
            "security@",
            "somebody@",
            ["SECURITY.md:1:1: the contact that publisher.yml names is missing; write it there: security@example.org"],
        ),
        (
            "LICENSE-CONTENT",
            "Attribution",
            "Attribution-ShareAlike",
            [
                (
                    "LICENSE-CONTENT:1:1: this is not the text of CC BY 4.0; put the text there as Creative Commons "
                    "publishes it"
                )
            ],
        ),
        (
            "docs/es/about.md",
            "CC BY 4.0",
            "CC BY",
            ["docs/es/about.md:1:1: readers are not told the licence of publisher.yml; write there: CC BY 4.0"],
        ),
        (
            "CHANGELOG.md",
            "## [1.2.0] - 2026-01-02\n\n",
            "",
            [
                (
                    "CHANGELOG.md:3:1: there is nothing under version 1.2.0 of pyproject.toml; put what is new under a "
                    "heading as in: ## [1.2.0] - 2021-06-10"
                )
            ],
        ),
        (
            "CHANGELOG.md",
            "- new\n",
            "",
            [
                (
                    "CHANGELOG.md:3:1: there is nothing under version 1.2.0 of pyproject.toml; put what is new under a "
                    "heading as in: ## [1.2.0] - 2021-06-10"
                )
            ],
        ),
        (
            "releases/v1.2.0.md",
            "New.",
            "",
            ["releases/v1.2.0.md:1:1: the notes of the release are missing; write them for readers, in both languages"],
        ),
        (
            "CITATION.cff",
            "1.2.0",
            "1.1.0",
            ["CITATION.cff:2:1: the version is not that of pyproject.toml; write version: 1.2.0"],
        ),
        (
            "CITATION.cff",
            "date-released: 2026-01-02\n",
            "",
            ["CITATION.cff:2:1: the day of the release is missing; add a line as in: date-released: 2021-06-10"],
        ),
        (
            "pyproject.toml",
            "version",
            "name",
            ['pyproject.toml:1:1: there is no version in this file; write one as in: version = "1.0.0"'],
        ),
        (
            "pyproject.toml",
            "[project]",
            "[project",
            ['pyproject.toml:1:1: there is no version in this file; write one as in: version = "1.0.0"'],
        ),
    ],
)
def test_what_does_not_agree_is_named(repository: Path, path: str, old: str, new: str, said: list[str]) -> None:
    text = (repository / path).read_text("utf-8")
    assert text.count(old) == 1
    (repository / path).write_text(text.replace(old, new), "utf-8")
    assert _said(repository) == said


def test_without_an_address_of_the_site_there_is_a_warning(repository: Path) -> None:
    (said,) = _said(repository, "")
    assert said.startswith("mkdocs.yml:2:1: warning: nobody has said where the site will be published; set SITE_URL")
    (repository / "mkdocs.yml").write_text(f"site_url: {_URL}\n", "utf-8")
    assert _said(repository, "") == []


def test_the_command_ends_with_1_as_long_as_something_is_missing(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", _URL)
    assert CliRunner().invoke(main, ["addresses", "--root", str(repository)]).exit_code == 0
    arguments = ["check", "--root", str(repository), "--lang", "es", "--release"]
    ready = CliRunner().invoke(main, arguments)
    assert (ready.exit_code, ready.stdout) == (0, "")
    (repository / "publisher.yml").unlink()
    empty = CliRunner().invoke(main, arguments)
    assert empty.exit_code == 1
    assert "publisher.yml:1:1: editors: todavía no tiene valor; El equipo que debe aprobar" in empty.stdout
    assert CliRunner().invoke(main, arguments[:-1]).exit_code == 0


def test_without_teams_nobody_owns_anything() -> None:
    assert code_owners(Publisher()) == ()


@pytest.mark.parametrize(
    ("settings", "contact"),
    [
        ({}, None),
        ({"editors_address": "a@example.org"}, "mailto:a@example.org"),
        ({"editors_address": "a@example.org", "contact_page": _URL}, _URL),
    ],
)
def test_the_end_of_a_page_says_what_is_set(settings: dict[str, str], contact: str | None) -> None:
    imprint = imprint_of(Publisher.model_validate({**settings, "licence": "CC-BY-4.0"}), Locale.ES)
    assert imprint.licence == Link("Textos y datos: CC BY 4.0", url="licence.txt")
    assert imprint.contact == (Link("Contacto", url=contact) if contact else None)
    assert imprint_of(Publisher(), Locale.ES).licence is None


def test_a_folder_in_the_place_of_the_settings_is_reported(tmp_path: Path) -> None:
    make_repository(tmp_path, {})
    (tmp_path / PUBLISHER_FILE).unlink(missing_ok=True)
    (tmp_path / PUBLISHER_FILE).mkdir()
    problems = check_content(tmp_path).problems
    assert [(str(problem.path), problem.rule) for problem in problems] == [(PUBLISHER_FILE, "missing-file")]


def test_the_addresses_that_a_release_publishes_are_in_the_address_book(repository: Path) -> None:
    (repository / "addresses.yml").write_text("published: [about]\n", "utf-8")
    said = [str(one) for one in release_problems(repository, Locale.EN, _URL, {"about", "practices/a", "practices/b"})]
    missing = "addresses that this release publishes are missing: practices/a, practices/b; run kb addresses"
    assert said == [f"addresses.yml:1:1: {missing}"]
