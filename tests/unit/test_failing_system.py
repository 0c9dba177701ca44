"""What comes of every command, and of a build, where the system refuses a call: a sentence, and no traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.cli import main
from knowledge_base.locale import Locale
from knowledge_base.setup_error import setup_error_of

SENTENCES = {
    errno.ENOSPC: "el disco está lleno",
    errno.EACCES: "usted no puede leer ni cambiar ",
    errno.EROFS: " está en un disco que solo se puede leer",
    errno.EIO: "no se puede leer ni cambiar ",
    errno.EMFILE: "hay demasiados archivos abiertos",
    errno.EFBIG: "un archivo es más grande de lo que permite este sistema",
}
# What a command can do without: its memory, what it tidies away in the end, the better of two ways to open a zip,
# and to make a folder that is there.
WITHOUT = re.compile(r"\S+ (memory/|cli/speech|write|elsewhere)|open publish/packs/packing|os\.mkdir ")


@cache
def runs() -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.failing_system"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LANGUAGE": "es", "SOURCE_DATE_EPOCH": "1625270400", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return list(json.loads(done.stdout))


def test_every_command_is_run_and_refused_something() -> None:
    refused = {run["command"] for run in runs() if run["refused"]}
    assert refused == {*main.commands, "mkdocs build"}
    assert {run["number"] for run in runs()} >= {*SENTENCES}
    assert len([run for run in runs() if run["path"]]) > 40


def test_no_refusal_ends_in_a_traceback() -> None:
    assert [run for run in runs() if run["crash"] or "Traceback" in run["said"]] == []


def test_each_refusal_is_told_in_a_sentence_in_the_language_of_who_asked() -> None:
    for run in runs():
        if not run["refused"]:
            continue
        if run["status"] == 0:
            assert WITHOUT.match(run["refused"]), run
        elif "Invalid value for '-f'" not in run["said"]:  # click's own, of the file that MkDocs is to read
            sentences = [SENTENCES[run["number"]], "9 errores"]
            assert any(sentence in run["said"] for sentence in sentences), run


@pytest.mark.parametrize("number", SENTENCES)
def test_a_refusal_is_told_in_both_languages(number: int) -> None:
    error = setup_error_of(OSError(number, os.strerror(number), "here.md"))
    said = {error.sentence(locale) for locale in Locale}
    assert len(said) == len(Locale)
    assert any(SENTENCES[number] in each for each in said)
    memory = setup_error_of(MemoryError())
    assert memory.sentence(Locale.ES).startswith("la memoria de este equipo no alcanza")
