"""What a public project has beside its code: licences, how to cite it, whom to tell, what editors and hooks do."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.assemble.address_book import page_addresses
from knowledge_base.assemble.publisher import load_publisher
from knowledge_base.check.run import check_content
from knowledge_base.model.publisher import ContentLicence
from knowledge_base.release import notes_of, release_problems, version_of

ROOT = Path(__file__).parents[2]
_BIN = Path(sys.executable).parent


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(_text(name), yaml.BaseLoader)  # noqa: S506 - words only
    return loaded


def test_the_licence_of_texts_and_data_is_whole_and_the_one_that_the_publisher_names() -> None:
    licence = load_publisher(ROOT)[0].licence
    assert licence is ContentLicence.CC_BY
    text = _text("LICENSE-CONTENT")
    assert text.startswith(f"{licence.first_line}\n")
    assert [number for number in range(1, 9) if f"\nSection {number} -- " not in text] == []
    assert text.rstrip().endswith("Creative Commons may be contacted at creativecommons.org.")


def test_the_licence_of_the_program_is_the_one_that_the_package_names() -> None:
    assert _text("LICENSE").startswith("MIT License\n")
    assert 'license = "MIT"\nlicense-files = ["LICENSE"]\n' in _text("pyproject.toml")


def test_the_citation_has_the_form_that_its_schema_asks_for() -> None:
    command = [str(_BIN / "check-jsonschema"), "--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run([*command, str(ROOT / "CITATION.cff")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "ok -- validation done"), done.stdout + done.stderr
    citation = _yaml("CITATION.cff")
    assert citation["license"] == load_publisher(ROOT)[0].licence
    assert citation["version"] == version_of(_text("pyproject.toml"))


def test_the_hooks_have_the_form_that_pre_commit_asks_for_and_run_what_is_here() -> None:
    command = [str(_BIN / "pre-commit"), "validate-config", str(ROOT / ".pre-commit-config.yaml")]
    subprocess.run(command, check=True)
    repositories = _yaml(".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    for hook in repositories[0]["hooks"]:
        folder, _, program = shlex.split(hook["entry"])[0].rpartition("/")
        assert folder == ".venv/bin"
        assert (_BIN / program).exists()


@pytest.mark.parametrize("name", ["CODE_OF_CONDUCT.md", "SECURITY.md", "releases/v1.0.0.md"])
def test_what_anybody_may_have_to_read_is_in_both_languages(name: str) -> None:
    text = _text(name)
    assert "Español" in text
    assert "English" in text


def test_of_the_release_to_come_only_its_day_and_the_settings_are_missing() -> None:
    """What nobody but the publisher knows: it can be released as soon as that is filled in."""
    pages = page_addresses(check_content(ROOT).catalogue)
    rules = {problem.rule for problem in release_problems(ROOT, load_publisher(ROOT)[1].source.locale, "", pages)}
    assert rules <= {"not-set", "changelog", "citation", "site-url"}


def test_the_notes_of_a_version_are_what_stands_under_its_heading() -> None:
    changelog = "# Changes\n\n## [Unreleased]\n\n## [1.1.0] - 2026-01-02\n\n- new\n\n### Fixed\n\n- old\n\n## [1.0.0]\n"
    assert notes_of(changelog, "1.1.0") == "- new\n\n### Fixed\n\n- old"
    assert notes_of(changelog, "1.0.0") == notes_of(changelog, "1.1") == ""
