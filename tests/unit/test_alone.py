"""One process at a time in a folder: the second waits, gives up with a sentence, and a killed one keeps nobody out."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from knowledge_base import alone
from knowledge_base.alone import alone_in
from knowledge_base.locale import Locale
from knowledge_base.setup_error import SetupError
from knowledge_base.write import workshop

_HOLDING = """
    import sys, time
    from pathlib import Path
    from knowledge_base.alone import alone_in
    with alone_in(Path(sys.argv[1])):
        print("in", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "PATIENCE", 0.1)


def test_whoever_comes_second_waits_until_the_first_has_gone(tmp_path: Path) -> None:
    told = threading.Event()
    order: list[str] = []

    def second() -> None:
        with alone_in(tmp_path / "site", told.set):
            order.append("second")

    with alone_in(tmp_path / "site"):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert [*(tmp_path / "site").iterdir()] == []


@pytest.mark.usefixtures("impatient")
def test_whoever_waits_too_long_is_told_why(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(SetupError) as told, alone_in(tmp_path):
        pass
    assert told.value.sentence(Locale.ES).startswith(f"otro programa sigue escribiendo en {tmp_path}")
    with alone_in(tmp_path):
        pass


@pytest.mark.usefixtures("impatient")
def test_a_process_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    code = "\n".join(line.removeprefix("    ") for line in _HOLDING.splitlines())
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"in\n"
        with pytest.raises(SetupError), alone_in(tmp_path):
            pass
        process.kill()
    with alone_in(tmp_path):
        assert [*tmp_path.iterdir()] == []


@pytest.mark.usefixtures("impatient")
def test_nobody_clears_away_what_another_is_making(tmp_path: Path) -> None:
    (tmp_path / ".unfinished-by-one-that-was-killed").mkdir()
    with workshop(tmp_path) as work:
        assert [*tmp_path.iterdir()] == [work]
        with pytest.raises(SetupError), alone_in(tmp_path):
            pass
        assert work.is_dir()
