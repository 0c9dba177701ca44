"""``kb translations``: what it lists, what changed since, and the one line that ``--mark`` changes."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from knowledge_base.cli.group import main
from knowledge_base.contribute.translation_state import confirmed
from knowledge_base.problems import Position
from tests.unit.git import commit_all
from tests.unit.repository import Case, make_repository

_CHANGED = {"docs/es/practices/shelter-network.md": {"Cada albergue avisa": "Cada uno de los albergues avisa"}}
_STALE: Case = {"edit": _CHANGED}

pytestmark = pytest.mark.usefixtures("no_git_of_ours")


def _kb(root: Path, *arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ("translations", "--root", str(root), "--lang", lang, *arguments))


def test_where_nothing_lacks_nothing_is_listed(tmp_path: Path) -> None:
    result = _kb(make_repository(tmp_path, {}))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Everything is translated, and no original has changed since.\n"


def test_what_lacks_is_listed_in_both_directions(tmp_path: Path) -> None:
    case: Case = {
        "remove": ["docs/es/practices/hotline.md", "docs/en/meetings/dialogue.md"],
        "edit": {**_CHANGED, "docs/es/meetings/summit.md": {"status: official": "status: draft"}},
    }
    result = _kb(make_repository(tmp_path, case), lang="es")
    assert result.exit_code == 0
    assert result.stdout == (
        "Sin traducción al español: 1\n"
        "  docs/en/practices/hotline.md  Hotline\n"
        "Traducciones al español sin terminar: 1\n"
        "  docs/es/meetings/summit.md  Summit\n"
        "Sin traducción al inglés: 1\n"
        "  docs/es/meetings/dialogue.md  Diálogo sobre fronteras\n"
        "Traducciones al inglés más antiguas que el original: 1\n"
        "  docs/en/practices/shelter-network.md  Red de albergues\n"
        "      no se sabe qué cambió: el historial no tiene lo que se tradujo\n"
    )
    assert result.stderr == "Cuando una esté otra vez al día: kb translations --mark ID\n"


def test_a_draft_entry_needs_no_translation_yet(tmp_path: Path) -> None:
    case: Case = {
        "remove": ["docs/es/practices/hotline.md"],
        "edit": {"docs/en/practices/hotline.md": {"status: published": "status: draft"}},
    }
    assert _kb(make_repository(tmp_path, case)).stdout == ""


def test_the_words_that_changed_come_from_the_history(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {})
    original = root / "docs/es/practices/shelter-network.md"
    text = original.read_text("utf-8")
    original.write_text(text.replace("\n", "\r\n"), "utf-8", newline="")
    commit_all(root)
    steps = (
        ("modified: 2021-07-01", "modified: 2021-07-02"),
        ("title: Red de albergues", "title: Redes de albergues"),
        ("beneficiaries: Familias\n", 'beneficiaries: Familias\nlessons: "No \\e[31m hay"\n'),
        ("Muchas familias", "En el camino, muchas familias"),
    )
    for old, new in steps:
        assert old in text
        text = text.replace(old, new)
        original.write_text(text, "utf-8")
        commit_all(root)
    text = text.replace('lessons: "No \\e[31m hay"', "lessons: No hay").replace("## Cómo", "Nada más.\n\n## Cómo")
    original.write_text(text, "utf-8")
    assert _kb(root).stdout.splitlines() == [
        "Translations into English that are older than the original: 1",
        "  docs/en/practices/shelter-network.md  Redes de albergues",
        "      title: [-Red-] {+Redes+} de albergues",
        "      lessons: {+No hay+}",
        "      text: [-Muchas-] {+En el camino, muchas+} familias cruzan la [frontera](../topics/borders.md).",
        "      text: {+Nada más.+}",
    ]


def test_what_stayed_the_same_is_cut_short_and_what_could_act_on_a_terminal_is_escaped(tmp_path: Path) -> None:
    words = "1 2 3 4 5 6 7 8 9 10 11 12 13"
    root = make_repository(
        tmp_path / "repository",
        {
            "edit": {
                "docs/es/practices/shelter-network.md": {"Cada albergue avisa al siguiente.": f"A\x1b[31m {words} Z"}
            }
        },
    )
    path = root / "docs/en/practices/shelter-network.md"
    hash_ = _kb(root, "--mark", "shelter-network").output.split("'")[1]
    assert hash_ in path.read_text("utf-8")
    commit_all(root)
    original = root / "docs/es/practices/shelter-network.md"
    original.write_text(original.read_text("utf-8").replace("A\x1b[31m", "B").replace(" Z", " Y"), "utf-8")
    assert _kb(root).stdout.splitlines()[-1] == (
        "      text: [-A\\x1b[31m-] {+B+} 1 2 3 4 5 6 … 8 9 10 11 12 13 [-Z-] {+Y+}"
    )


@pytest.mark.parametrize("quotes", ['""', "''", "  "])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", [b"", BOM_UTF8])
def test_marking_changes_the_hash_and_not_a_byte_else(quotes: str, ends: str, start: bytes) -> None:
    first, last = quotes[0], quotes[1]
    line = f"translation:   {{status: unofficial,\tsource_hash: {first}fa8b5072b7ad{last}}}  # fa8b5072b7ad"
    text = ends.join(["---", "id: á🙂  # comment", line, "---", "fa8b5072b7ad", "", ""])
    column = line.index("source_hash: ") + len("source_hash: ") + 1 + (first == " ")
    found = confirmed(start + text.encode(), Position(3, column), "fa8b5072b7ad", "0123456789ab")
    assert found == start + text.replace(line, line.replace("fa8b5072b7ad", "0123456789ab", 1)).encode()


def test_a_hash_that_does_not_stand_there_as_it_is_can_not_be_changed() -> None:
    data = b'source_hash: "fa8b5072b7a\\x64"\n'
    assert confirmed(data, Position(1, 14), "fa8b5072b7ad", "0123456789ab") is None
    assert confirmed(b"\xff\n", Position(1, 1), "fa8b5072b7ad", "0123456789ab") is None


def test_marking_confirms_a_translation(tmp_path: Path) -> None:
    root = make_repository(tmp_path, _STALE)
    path = root / "docs/en/practices/shelter-network.md"
    before = path.read_text("utf-8")
    result = _kb(root, "--mark", "shelter-network")
    assert result.exit_code == 0
    assert result.stdout.startswith("docs/en/practices/shelter-network.md is confirmed: source_hash '")
    hash_ = result.stdout.split("'")[1]
    assert path.read_text("utf-8") == before.replace("fa8b5072b7ad", hash_)
    assert _kb(root).stdout == ""
    assert _kb(root, "--mark", "shelter-network").stdout == f"{path.relative_to(root)} is up to date already\n"


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ({"remove": ["docs/es/practices/hotline.md"]}, "'hotline' has no translation; kb translate begins one"),
        (
            {
                "edit": {
                    "docs/es/practices/hotline.md": {'"c59b06f8328b"': '"c59b06f8328\\x62"'},
                    "docs/en/practices/hotline.md": {"title: Hotline": "title: Line"},
                }
            },
            "docs/es/practices/hotline.md can't be changed in that one place only: write source_hash",
        ),
        ({"remove": ["docs/en/practices/hotline.md", "docs/es/practices/hotline.md"]}, "there is no entry 'hotline'"),
        (
            {
                "edit": {
                    "docs/es/practices/hotline.md": {"Las fuentes no dicen más.": ""},
                    "docs/en/practices/hotline.md": {"title: Hotline": "title: Line"},
                }
            },
            "docs/es/practices/hotline.md is not confirmed, because texts of it are not translated:",
        ),
    ],
)
def test_what_can_not_be_marked_is_refused(tmp_path: Path, case: Case, message: str) -> None:
    result = _kb(make_repository(tmp_path, case), "--mark", "hotline")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {message}")
