"""``kb translate``: what it writes, what the check says of it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.shape import shape_of, texts
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Severity
from knowledge_base.read import read_docs
from tests.unit.catalogues import valid_catalogue
from tests.unit.repository import make_repository

_ENTRIES = {entry.id: entry for entry in valid_catalogue().entries}


def _translate(root: Path, id_: str, *options: str) -> Result:
    return CliRunner().invoke(main, ("translate", id_, "--root", str(root), "--lang", "en", *options))


def _place(id_: str) -> str:
    entry = _ENTRIES[id_]
    return f"docs/{entry.original.other}/{entry.address}.md"


@pytest.mark.parametrize("id_", sorted(_ENTRIES))
def test_everything_to_be_translated_is_laid_out_beside_its_original(tmp_path: Path, id_: str) -> None:
    root = make_repository(tmp_path, {"remove": [_place(id_)]})
    result = _translate(root, id_)
    assert (result.exit_code, result.stdout) == (0, f"{_place(id_)}\n")
    pages = {str(source.path): parse_document(source)[0] for source in read_docs(root)[0]}
    entry = _ENTRIES[id_]
    original = pages[f"docs/{entry.original}/{entry.address}.md"]
    written = (root / _place(id_)).read_text("utf-8")
    for _, words in texts(shape_of(entry.kind.record), original.tree.data):
        assert f"# {words}\n" in written
    problems = check_content(root).problems
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert {str(problem.path) for problem in problems} == {_place(id_)}
    untranslated = {problem.field for problem in problems if problem.rule == "text-untranslated"}
    assert len(untranslated) == len(list(texts(shape_of(entry.kind.record), original.tree.data)))
    assert [problem.rule for problem in problems].count("translation-draft") == 1


def test_a_draft_that_is_filled_in_and_finished_is_a_translation(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {"remove": [_place("hotline")]})
    _translate(root, "hotline")
    path = root / _place("hotline")
    filled = path.read_text("utf-8").replace('title: ""', "title: Línea").replace('summary: ""', "summary: Un número")
    path.write_text(filled.replace("The sources say no more.", "No se dice más."), "utf-8")
    assert [problem.rule for problem in check_content(root).problems] == ["translation-draft"]
    assert set(check_content(root).catalogue.by_id["hotline"].versions) == {Locale.EN}
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: unofficial"), "utf-8")
    checked = check_content(root)
    assert checked.problems == ()
    assert set(checked.catalogue.by_id["hotline"].versions) == {Locale.EN, Locale.ES}


def test_every_kind_of_entry_has_been_tried() -> None:
    assert {entry.kind for entry in _ENTRIES.values()} == set(KINDS)


def test_headings_that_the_check_asks_for_are_translated_already(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {"remove": [_place("shelter-network")]})
    _translate(root, "shelter-network")
    body = (root / _place("shelter-network")).read_text("utf-8").split("---\n")[2]
    assert body.startswith("## Context\n\nMuchas familias")
    assert "\n## How it works\n" in body


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("hotline", "docs/es/practices/hotline.md is there already, and stays as it is"),
        ("hotlin", "there is no entry 'hotlin'; did you mean 'hotline'?"),
        ("Línea telefónica", "there is no entry 'Línea telefónica'; did you mean 'hotline'?"),
        ("../../x", "there is no entry '../../x'"),
    ],
)
def test_what_can_not_be_translated_is_refused(tmp_path: Path, id_: str, message: str) -> None:
    root = make_repository(tmp_path, {})
    before = contents(root)
    result = _translate(root, id_)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {message}\n")
    assert contents(root) == before


def test_an_original_with_errors_is_corrected_first(tmp_path: Path) -> None:
    broken = {"docs/en/practices/hotline.md": {"owner: editors": "owner: [editors]"}}
    root = make_repository(tmp_path, {"edit": broken, "remove": [_place("hotline")]})
    result = _translate(root, "hotline")
    assert (result.exit_code, result.stderr) == (1, "Error: 'hotline' has errors: correct first what kb check says\n")


def test_nothing_is_written_that_the_check_would_not_pass(tmp_path: Path) -> None:
    broken = {"docs/en/practices/hotline.md": {"The sources say no more.": "The <b>sources</b> say no more."}}
    root = make_repository(tmp_path, {"edit": broken, "remove": [_place("hotline")]})
    before = contents(root)
    result = _translate(root, "hotline")
    assert result.exit_code == 1
    assert "docs/es/practices/hotline.md:12:5: no se admite HTML" in result.stderr
    assert contents(root) == before


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {"remove": [_place("hotline")]})
    (tmp_path / "elsewhere").mkdir()
    (root / "docs/es/practices").rename(tmp_path / "elsewhere" / "practices")
    (root / "docs/es/practices").symlink_to(tmp_path / "elsewhere" / "practices")
    result = _translate(root, "hotline")
    assert result.exit_code == 1
    assert "docs/es/practices is a symbolic link" in result.stderr
    assert not (tmp_path / "elsewhere" / "practices" / "hotline.md").exists()


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_original_that_can_not_be_read_to_its_end_is_corrected_first(tmp_path: Path) -> None:
    cut = {"docs/en/practices/hotline.md": {"announced_at: [summit]": "announced_at: [summit]\n  x: y"}}
    root = make_repository(tmp_path, {"edit": cut, "remove": [_place("hotline")]})
    assert _translate(root, "hotline").stderr == "Error: 'hotline' has errors: correct first what kb check says\n"
