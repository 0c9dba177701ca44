"""``kb migrate``: a repository of an earlier form becomes the present one, without losing a word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.contribute.migrate import agreements
from knowledge_base.locale import Locale
from knowledge_base.model.earlier import EARLIER_FIELDS
from knowledge_base.parse.document import parse_document
from knowledge_base.read import read_docs
from tests.unit.made_files import made
from tests.unit.repository import VALID, Case, make_repository

_ACT = "docs/es/agreements/conclusions.md"
_TRANSLATED = "docs/en/agreements/conclusions.md"
_EARLIER: Case = {
    "edit": {
        "docs/en/practices/hotline.md": {
            "leads: [institute]": "lead: institute  # as the agenda has it",
            "announced_at: [summit]": "shared_at: [summit]",
        },
        "docs/es/practices/shelter-network.md": {
            "leads: [PA]": "lead: PA",
            "announced_at: [dialogue]": "shared_at: [dialogue]",
            "period: 2019/..": "started: 2019",
        },
        "docs/en/meetings/summit.md": {
            "date: 2021-07-29/2021-07-30": "start: 2021-07-29\nend: 2021-07-30",
            "bodies: [conference]": "body: conference",
        },
        "docs/es/meetings/dialogue.md": {
            "bodies: [working-group]": "body: working-group",
            "presidencies: [MX]": "presidency: MX",
            "date: 2021-06-10\n": "start: 2021-06-10\nend: 2021-06-10\n",
            "participants:\n  members: [CR, MX, PA]\n  organisations: [unhcr]": (
                "participants: [CR, MX, PA]\nparticipating_organisations: [unhcr]"
            ),
        },
        "docs/en/background/plan.md": {"date: 2019/2025-12": "started: 2019\nended: 2025-12"},
        "docs/en/concept-notes/note.md": {"period: 2021-01/2021": "period_start: 2021-01\n    period_end: 2021"},
        _ACT: {
            "  - ref: 1": "  - number: 1",
            "    reports:\n      - date: 2021-08-01\n        status: done\n        text: Se reunieron.\n"
            "        evidence: [summit]\n  - ref: 2": (
                "    follow_up: done\n    follow_up_note: Se reunieron.\n    evidence: [summit]\n"
                "    as_of: 2021-08-01\n  - number: 2"
            ),
        },
        _TRANSLATED: {
            "  - ref: 1": "  - number: 1",
            "    reports:\n      - text: They met.\n  - ref: 2": "    follow_up_note: They met.\n  - number: 2",
        },
        "vocabularies/countries.yml": {
            "- id: PA\n  memberships:\n    - {body: conference, status: member}": "- id: PA\n  member: true",
        },
    }
}


def _earlier(root: Path) -> Path:
    """Make a repository of an earlier form, whose translations are up to date."""
    make_repository(root, _EARLIER)
    source = next(source for source in read_docs(root)[0] if str(source.path) == _ACT)
    page = parse_document(source)[0]
    text = (root / _TRANSLATED).read_text("utf-8")
    known = text_hash(agreements._AgreementBefore, page.tree.data, page.body)
    (root / _TRANSLATED).write_text(text.replace("08ddbd17439b", known), "utf-8")
    return root


def _migrate(root: Path, *arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ("migrate", *arguments, "--root", str(root), "--lang", lang))


def _contents(root: Path) -> dict[str, str]:
    files = [*root.rglob("*.md"), *root.rglob("*.yml")]
    return {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8") for path in files}


def test_a_repository_of_an_earlier_form_becomes_the_present_one(tmp_path: Path) -> None:
    root = _earlier(tmp_path)
    assert len(check_content(root).problems) > 20
    shown = _migrate(root)
    assert (shown.exit_code, shown.stderr) == (0, "9 files would change; --write writes them\n")
    difference = {"-lead: institute  # as the agenda has it", "+leads: [institute]  # as the agenda has it"}
    assert difference < {*shown.stdout.splitlines()}
    assert _contents(root) == _contents(_earlier(tmp_path / "again"))
    written = _migrate(root, "--write", lang="es")
    assert (written.exit_code, written.stderr) == (0, "Se escribieron 9 archivos\n")
    assert written.stdout.splitlines() == sorted(_EARLIER["edit"])
    assert check_content(root).problems == ()
    valid, now = _contents(VALID), _contents(root)
    now["docs/en/practices/hotline.md"] = (
        now["docs/en/practices/hotline.md"]
        .replace("  # as the agenda has it", "")
        .replace("document: agenda", "title: Agenda of the summit")
    )
    changed = {name for name in valid if now[name] != valid[name]}
    # The points of an agreement are written anew, with quotation marks.
    assert changed == {_ACT, _TRANSLATED}
    again = _migrate(root, "--write")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 files written\n")


def test_only_some_files_are_migrated_with_what_refers_to_them(tmp_path: Path) -> None:
    root = _earlier(tmp_path)
    result = _migrate(root, str(root / "docs/en/meetings/summit.md"), str(root / _TRANSLATED), "--write")
    assert result.stdout.splitlines() == [_TRANSLATED, "docs/en/meetings/summit.md", _ACT]


def test_what_no_program_can_move_is_named_and_its_file_stays_as_a_whole(tmp_path: Path) -> None:
    root = _earlier(tmp_path)
    path = root / "docs/es/practices/shelter-network.md"
    text = path.read_text("utf-8").replace("lead: PA", "lead: &us PA")
    path.write_text(text, "utf-8")
    (root / "docs/en/meetings/summit.md").write_bytes(b"---\nid: summit\ntitle: \xff\n---\n")
    result = _migrate(root, "--write")
    assert result.exit_code == 1
    assert "docs/es/practices/shelter-network.md: this has to be written anew by a person" in result.stderr
    assert "lead: &us PA" in result.stderr
    assert "docs/en/meetings/summit.md: this has to be" in result.stderr
    assert path.read_text("utf-8") == text
    assert "leads: [institute]" in (root / "docs/en/practices/hotline.md").read_text("utf-8")


@pytest.mark.parametrize("written", [True, False])
def test_a_file_that_somebody_sent_is_migrated_where_it_is(tmp_path: Path, *, written: bool) -> None:
    root = make_repository(tmp_path / "repository", {})
    earlier = _earlier(tmp_path / "earlier") / "docs/es/practices/shelter-network.md"
    sent = tmp_path / "sent.md"
    text = earlier.read_text("utf-8").replace("id: shelter-network", "id: shelters")
    sent.write_text(text, "utf-8")
    result = _migrate(root, str(sent), *(("--write",) if written else ()))
    assert result.exit_code == 0
    assert str(sent) in result.stdout
    present = {"lead: PA": "leads: [PA]", "shared_at": "announced_at", "started: 2019": "period: 2019/.."}
    for old, new in present.items() if written else ():
        text = text.replace(old, new)
    assert sent.read_text("utf-8") == text
    assert _contents(root) == _contents(VALID)


def test_a_file_of_an_earlier_form_is_taken_in_as_one_of_the_present_one(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {})
    sent = _earlier(tmp_path / "earlier") / "docs/es/practices/shelter-network.md"
    sent.write_text(sent.read_text("utf-8").replace("id: shelter-network", "id: shelters"), "utf-8")
    result = CliRunner().invoke(main, ("import", str(sent), "--root", str(root), "--lang", "es"))
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "Estaba escrita en una forma anterior, y se pasó a la actual."
    assert "leads: [PA]" in (root / "docs/es/practices/shelters.md").read_text("utf-8")


def test_so_is_one_in_a_zip_with_its_files(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {})
    earlier = _earlier(tmp_path / "earlier") / "docs/es/practices/shelter-network.md"
    files = "files:\n- {file: map.png, alt: Un mapa, caption: El mapa, source: Agenda, rights: Publicado}\n"
    text = earlier.read_text("utf-8").replace("id: shelter-network\n", f"id: shelters\n{files}")
    sent = tmp_path / "sent.zip"
    with zipfile.ZipFile(sent, "w") as packed:
        packed.writestr("docs/es/practices/shelters.md", text)
        packed.writestr("docs/files/shelters/map.png", made("png"))
    refused = _migrate(root, str(sent))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "take it in with kb import" in refused.stderr
    result = CliRunner().invoke(main, ("import", str(sent), "--root", str(root), "--lang", "es"))
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[0] == "Estaba escrita en una forma anterior, y se pasó a la actual."
    taken_in = (root / "docs/es/practices/shelters.md").read_text("utf-8")
    assert "leads: [PA]" in taken_in
    assert files in taken_in
    assert (root / "docs/files/shelters/map.png").read_bytes() == made("png")


def test_earlier_fields_are_no_fields_of_the_present_models() -> None:
    for model, names in EARLIER_FIELDS.items():
        assert not names & model.model_fields.keys()


def test_the_check_names_the_command(tmp_path: Path) -> None:
    problems = check_content(_earlier(tmp_path)).problems
    named = {problem.field.rpartition(".")[2] for problem in problems if "kb migrate --write" in problem.allowed}
    assert named == {*(name for names in EARLIER_FIELDS.values() for name in names)} - {"printed_number"}
    assert {problem.locale for problem in problems} == set(Locale)
