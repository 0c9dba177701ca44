"""The command ``kb``: what it prints, where, and the status it ends with."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner, Result

from knowledge_base.cli.group import main
from knowledge_base.cli.speech import CLICK_SAYS
from knowledge_base.locale import Locale, message
from tests.unit.repository import VALID, Case, make_repository

_BROKEN: Case = {"edit": {"docs/es/about.md": {"title: Acerca de": "título: Acerca de"}}}
_STALE: Case = {"edit": {"docs/en/practices/hotline.md": {"A number to call.": "A number."}}}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal ask for English."""
    monkeypatch.setenv("LANGUAGE", "en")


def _kb(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="kb")


def test_clean_content_ends_with_0(tmp_path: Path) -> None:
    result = _kb("check", "--root", str(make_repository(tmp_path, {})))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings, 7 entries\n")


def test_a_warning_is_printed_and_ends_with_0(tmp_path: Path) -> None:
    result = _kb("check", "--root", str(make_repository(tmp_path, _STALE)))
    assert result.exit_code == 0
    assert "docs/es/practices/hotline.md:5:28: translation.source_hash: aviso: " in result.stdout
    assert result.stderr == "0 errors, 1 warning, 7 entries\n"


def test_an_error_ends_with_1(tmp_path: Path) -> None:
    result = _kb("check", "--root", str(make_repository(tmp_path, _BROKEN)))
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == ["docs/es/about.md:2:1"]
    assert result.stderr == "1 error, 0 warnings, 7 entries\n"


@pytest.mark.parametrize(
    ("language", "option", "end"),
    [("es_MX.UTF-8", (), "0 errores"), ("en", ("--lang", "es"), "0 errores"), ("es", ("--lang", "en"), "0 errors")],
)
def test_the_last_line_is_in_the_language_of_the_terminal_or_as_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, option: tuple[str, ...], end: str
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    assert _kb("check", "--root", str(make_repository(tmp_path, {})), *option).stderr.startswith(f"{end}, ")


def test_the_repository_is_by_default_the_folder_it_is_called_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_repository(tmp_path, {}))
    assert _kb("check").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--root", "nowhere"),
        ("check", "--root", str(VALID / "docs")),
        ("check", "--lang", "fr"),
        ("check", "--everything"),
        ("chek",),
        (),
    ],
)
def test_bad_usage_ends_with_2_and_says_what_to_do(arguments: tuple[str, ...]) -> None:
    result = _kb(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr


def test_help_and_version_end_with_0() -> None:
    assert re.fullmatch(r"kb [0-9.]+\n", _kb("--version").stdout)
    assert _kb("--help").exit_code == _kb("check", "--help").exit_code == 0


def _commands(group: click.Group) -> Iterator[click.Command]:
    for name, command in group.commands.items():
        assert command.name == name
        yield command
        if isinstance(command, click.Group):
            yield from _commands(command)


def test_a_check_imports_nothing_of_what_makes_copies() -> None:
    """It would be a good part of a check that finds nothing changed."""
    shown = (
        "import sys; from knowledge_base.cli import main; "
        "main(['check', '--help'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run((sys.executable, "-c", shown), capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert "knowledge_base.check.run" in imported
    assert imported.isdisjoint({"knowledge_base.publish.packs.offline", "snowballstemmer", "jinja2", "mkdocs"})


def test_all_help_speaks_the_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    helped = [main, *_commands(main)]
    helps = [each.help for each in helped]
    helps += [option.help for each in helped for option in each.params if isinstance(option, click.Option)]
    paragraphs = [paragraph for text in helps if text for paragraph in text.split("\n\n")]
    assert [text for text in paragraphs if message(Locale.ES, text) == text] == []
    assert _kb("--help").stdout.startswith("Uso: ")
    help_ = _kb("check", "--help").stdout
    assert "Dice de una vez todo lo que está mal" in help_
    assert re.findall(r"(Opciones:|Muestra esta ayuda\.|Options|Show)", help_) == ["Opciones:", "Muestra esta ayuda."]
    assert "El título, como aparece" in _kb("new", "practice", "--help").stdout
    proposal = _kb("review-proposal", "--help").stdout
    assert proposal.startswith("Uso: kb review-proposal [OPCIONES]\n")
    assert re.findall(r"--proposal \w+|\[\w+\]|\[[\w ]+: NONE\]", proposal) == [
        *("[OPCIONES]", "--proposal TEXTO", "[obligatorio]", "[por omisión: NONE]"),
    ]
    assert _kb("import", "--help").stdout.startswith("Uso: kb import [OPCIONES] FILE\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "No existe el comando 'chek'. ¿Quiso decir 'check'?"),
        (("check", "--roott"), "No existe la opción '--roott'. ¿Quiso decir '--root'?"),
        (("check", "--lang", "fr"), "Valor no válido para '--lang': 'fr' no es uno de estos: 'es', 'en'."),
        (("check", "--root", "/nowhere"), "Valor no válido para '--root': Carpeta '/nowhere': no existe."),
        (("check", "--root"), "La opción '--root' necesita 1 valor."),
        (("check", "one"), "Sobra un argumento (one)"),
        (("import", "--replace=1"), "La opción '--replace' no lleva ningún valor."),
        (("import",), "Falta el argumento 'FILE'."),
        (("review-proposal",), "Falta la opción '--proposal'."),
    ],
)
def test_what_click_says_of_bad_usage_is_in_the_language_of_the_terminal_or_as_asked(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    english = _kb(*arguments).stderr
    assert said not in english
    if arguments[0] == "check" and "--lang" not in arguments:
        for asked in (("--lang", "es"), ("--lang=es",)):
            assert said in _kb("check", *asked, *arguments[1:]).stderr
    monkeypatch.setenv("LANGUAGE", "es_MX")
    spanish = _kb(*arguments).stderr
    assert spanish.splitlines()[-1] == f"Error: {said}"
    if "Try '" in english:
        assert spanish.startswith("Uso: kb ")
        assert "Pruebe «kb " in spanish
    monkeypatch.setenv("LANGUAGE", "en")
    assert _kb(*arguments).stderr == english


def test_what_we_have_click_say_is_what_click_says() -> None:
    said = {message for _, _, message, _, _ in extract_from_dir(Path(click.__file__).parent, [("**.py", "python")])}
    assert set(CLICK_SAYS) - said == set()


@pytest.mark.parametrize(
    ("system", "end"), [("Spanish_Mexico", "0 errores"), ("English_Belize", "0 errors"), (None, "0 errors")]
)
def test_where_no_variable_asks_for_a_language_the_system_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str | None, end: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (system, None))
    assert _kb("check", "--root", str(make_repository(tmp_path, {}))).stderr.startswith(f"{end}, ")


@pytest.mark.parametrize("arguments", [("--lang", "es", "check"), ("check", "--lang", "es")])
def test_the_check_speaks_the_language_asked_for_of_files_without_one(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    root = make_repository(
        tmp_path,
        {
            "edit": {"vocabularies/organisations.yml": {"type: editorial": "type: oficina"}},
            "add": {"publisher.yml": "contact: nobody\n", "addresses.yml": "published: [practices/gone]\n"},
        },
    )
    result = _kb(*arguments, "--root", str(root))
    lines = [line for line in result.stdout.splitlines() if not line.startswith("docs/")]
    assert [line.partition(":")[0] for line in lines] == [
        "addresses.yml",
        "publisher.yml",
        "vocabularies/organisations.yml",
    ]
    assert "no es uno de los valores" in lines[2]
    assert not any(" is " in line or " not " in line for line in lines)
