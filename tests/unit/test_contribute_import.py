"""``kb import``: what others send, put in its place or refused with everything that is wrong with it."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.problems import Severity
from tests.unit.catalogues import valid_catalogue
from tests.unit.repository import VALID, make_repository


def _import(root: Path, file: Path, *options: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ("import", str(file), "--root", str(root), "--lang", lang, *options))


def _contents(root: Path) -> dict[str, bytes]:
    """Return the whole tree: folders too, and what links lead to."""
    return {path.relative_to(root).as_posix(): b"" if path.is_dir() else path.read_bytes() for path in root.rglob("*")}


_PRACTICE = (VALID / "docs/es/practices/shelter-network.md").read_bytes()


def _sent(folder: Path, data: bytes, name: str = "mi práctica (1).md") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("entry", valid_catalogue().entries, ids=lambda entry: entry.id)
def test_every_entry_finds_its_place_whatever_its_file_is_called(tmp_path: Path, entry: object) -> None:
    for locale, version in entry.versions.items():  # type: ignore[attr-defined]
        path = str(version.page.source.path)
        sent = _sent(tmp_path / "sent", (VALID / path).read_bytes())
        root = make_repository(tmp_path / locale, {"remove": [path]})
        if version.translation is None:
            # Nobody sends an original back to where its translation is all that is left of it.
            (root / path.replace(f"docs/{locale}", f"docs/{locale.other}")).unlink(missing_ok=True)
        result = _import(root, sent)
        assert (result.exit_code, result.stdout.splitlines()[0]) == (0, path)
        assert (root / path).read_bytes() == sent.read_bytes()


def test_line_ends_and_a_byte_order_mark_are_put_right(tmp_path: Path) -> None:
    new = _PRACTICE.replace(b"shelter-network", b"shelters")
    sent = _sent(tmp_path / "sent", BOM_UTF8 + new.replace(b"\n", b"\r\n") + b"\r\n\r\n")
    root = make_repository(tmp_path / "repository", {})
    result = _import(root, sent, lang="es")
    assert result.exit_code == 0
    assert result.stdout == (
        "docs/es/practices/shelters.md\n"
        "docs/es/practices/shelters.md:1:1: aviso: todavía no hay traducción;"
        " la página aparece en el otro idioma con un aviso\n"
    )
    assert result.stderr == "Incorporada. Su estado: Publicada.\n"
    assert (root / "docs/es/practices/shelters.md").read_bytes() == new


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    changed = _PRACTICE.replace(b"partners: [unhcr]\n", b"")
    sent = _sent(tmp_path / "sent", changed)
    root = make_repository(tmp_path / "repository", {})
    before = _contents(root)
    result = _import(root, sent)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: docs/es/practices/shelter-network.md is there already, and stays as it is; with --replace, your file"
        " takes its place\n"
    )
    assert _contents(root) == before
    assert _import(root, sent, "--replace").exit_code == 0
    assert _contents(root) == {**before, "docs/es/practices/shelter-network.md": changed}


def test_all_that_is_wrong_is_told_by_the_lines_of_the_file_that_was_sent(tmp_path: Path) -> None:
    broken = (
        _PRACTICE.replace(b"id: shelter-network", b"id: shelters")
        .replace(b"topics: [shelter]", b"topics: [albergue]")
        .replace(b"created: 2021-07-01", b"created: 10/06/2021")
        .replace(b"Cada albergue", b"Cada <b>albergue")
    )
    sent = _sent(tmp_path / "sent", BOM_UTF8 + broken)
    root = make_repository(tmp_path / "repository", {})
    before = _contents(root)
    result = _import(root, sent, lang="es")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"Error: no se escribió nada, porque {sent} no pasaría la revisión:",
        f"{sent}:6:10: topics[1]: 'albergue' no es un código de tema; ¿quiso decir 'shelter' (Albergue)?",
        (
            f"{sent}:17:10: created: '10/06/2021' no es una fecha; escriba año-mes-día, como 2021-06-10;"
            " ¿quiso decir '2021-06-10'?"
        ),
        f"{sent}:41:6: no se admite HTML: <b>; escriba **palabras** para lo importante",
    ]
    assert _contents(root) == before


def test_what_it_would_break_elsewhere_is_told_too(tmp_path: Path) -> None:
    """Somebody sends an agreement with a provision less than its translation has; an old error is nobody's new one."""
    path = "docs/es/agreements/conclusions.md"
    text = (VALID / path).read_text("utf-8")
    sent = _sent(tmp_path / "sent", text.replace(text[text.index("  - ref: 2") : text.index("---\nLos")], "").encode())
    root = make_repository(
        tmp_path / "repository", {"edit": {"docs/es/about.md": {"title: Acerca de": "título: Acerca de"}}}
    )
    result = _import(root, sent, "--replace")
    assert result.exit_code == 1
    assert result.stderr.partition("\n")[2] == (
        "docs/en/agreements/conclusions.md:10:10: provisions[2].ref: the original has no item with ref: 2;"
        " write it in the original first, or remove it\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hola", "{sent}:1:1: the file does not begin with its fields"),
        ("---\nid: ../../evil\noriginal: es\n---\n", "{sent}:2:5: id: '../../evil' can't be an id"),
        ("---\nid: /etc/evil\noriginal: es\n---\n", "{sent}:2:5: id: '/etc/evil' can't be an id"),
        ("---\nid: [evil]\noriginal: es\n---\n", "{sent}:2:5: id: \"['evil']\" can't be an id"),
        ("---\noriginal: es\n---\n", "{sent}:2:1: id: this field is required"),
        ("---\nid: evil\noriginal: ../en\n---\n", "the file does not say in which language it is"),
        ("---\nid: evil\noriginal: es\n---\n", "the fields do not tell which kind of entry this is"),
        ("---\nid: evil\ntranslation: x\n---\n", "this is the translation of 'evil', and there is no such entry"),
        ("---\nid: evil\n<<<<<<< HEAD\n---\n", "{sent}:3:1: a merge conflict was left in the file"),
        ("---\nid: evil\ntitle: 'x\n---\n", "{sent}:3:8: "),
        (f"---\nid: {'a' * 90}\noriginal: es\nmaturity: reported\n---\n", "nothing was written"),
        ("---\nid: index\noriginal: es\nmaturity: reported\n---\n", "nothing was written"),
        ("---\nid: dialogue\noriginal: es\nmaturity: reported\n---\n", "nothing was written"),
        ("x" * 250_001, "{sent} is larger than 250 KB: that is no entry"),
    ],
)
def test_hostile_files_are_refused_and_leave_nothing_behind(tmp_path: Path, text: str, message: str) -> None:
    sent = _sent(tmp_path / "sent", text.encode())
    root = make_repository(tmp_path / "repository", {})
    before = _contents(tmp_path)
    result = _import(root, sent)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message.format(sent=sent) in result.stderr
    assert result.stderr.isprintable() or "\n" in result.stderr
    assert _contents(tmp_path) == before


def test_the_kind_can_be_said_where_the_fields_do_not_tell_it(tmp_path: Path) -> None:
    sent = _sent(tmp_path / "sent", b"---\nid: unknown\noriginal: es\n---\n")
    root = make_repository(tmp_path / "repository", {})
    result = _import(root, sent, "--kind", "practice")
    assert f"{sent}:2:1: leads: " in result.stderr


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {})
    (tmp_path / "link.md").symlink_to(VALID / "docs/es/practices/shelter-network.md")
    for path, message in (
        (tmp_path / "link.md", "is not an ordinary file"),
        (tmp_path, "is not an ordinary file"),
        (Path("/dev/zero"), "is not an ordinary file"),
        (tmp_path / "none.md", "there is no file"),
    ):
        result = _import(root, path)
        assert result.exit_code == 1
        assert message in result.stderr


def test_nothing_is_written_over_a_link(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "repository", {})
    (tmp_path / "secret").write_text("secret", "utf-8")
    place = root / "docs/es/practices/shelter-network.md"
    place.unlink()
    place.symlink_to(tmp_path / "secret")
    result = _import(root, _sent(tmp_path / "sent", _PRACTICE), "--replace")
    assert result.exit_code == 1
    assert "docs/es/practices/shelter-network.md is a symbolic link" in result.stderr
    assert (tmp_path / "secret").read_text("utf-8") == "secret"


_TOKENS = st.sampled_from(
    [
        ": ",
        "\n",
        "\n---\n",
        "id: x",
        "  - ",
        '"',
        "'",
        "[",
        "{",
        "<b>",
        "\x00",
        "\ufeff",
        "\u202e",
        "../",
        "#",
        "&a",
        "é",
    ]
)


@given(st.data())
def test_what_is_refused_leaves_every_byte_as_it_was_and_what_is_taken_in_passes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([_PRACTICE, _PRACTICE.replace(b"shelter-network", b"new")])).decode()
    for _ in range(data.draw(st.integers(0, 2))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(_TOKENS) + text[start + data.draw(st.integers(0, 3)) :]
    folder = tmp_path_factory.mktemp("any")
    root = make_repository(folder / "repository", {})
    sent = _sent(folder, text.encode())
    before = _contents(folder)
    result = _import(root, sent)
    if result.exit_code:
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")
        assert _contents(folder) == before
    else:
        added = set(_contents(folder)) - set(before)
        assert [f"repository/{result.stdout.splitlines()[0]}"] == sorted(added)
        assert [each for each in check_content(root).problems if each.severity is Severity.ERROR] == []
