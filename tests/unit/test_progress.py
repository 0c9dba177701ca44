"""How far a build is: what is shown, and when."""

from __future__ import annotations

import pytest

from knowledge_base.cli import terminal
from knowledge_base.cli.terminal import ProgressBar
from knowledge_base.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock of one number, which tests set."""
    now = [0.0]
    monkeypatch.setattr(terminal, "seconds", lambda: now[0])
    return now


def test_a_stage_counts_its_items_and_no_more() -> None:
    seen: list[tuple[str, int, int]] = []
    progress = Progress(lambda *step: seen.append(step))
    with progress.stage("pages", 5) as step:
        step(2)
        step(2)
        step(2)
    with progress.stage("search"):
        pass
    assert seen == [("pages", 2, 5), ("pages", 4, 5), ("pages", 5, 5)]
    assert list(progress.seconds) == ["pages", "search"]


def test_a_log_has_a_line_now_and_then(clock: list[float]) -> None:
    lines: list[str] = []
    bar = ProgressBar(lines.append)
    for done in range(1, 31):
        clock[0] = float(done)
        bar("pages", done, 30)
    assert lines == ["pages: 10 of 30", "pages: 20 of 30", "pages: 30 of 30"]


@pytest.mark.parametrize(("pace", "drawn"), [(0.01, False), (1.0, True)])
def test_a_terminal_has_a_bar_unless_it_is_short(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pace: float, *, drawn: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = ProgressBar(lambda _: pytest.fail("a line beside the bar"))
    for done in range(1, 31):
        clock[0] = done * pace
        bar("pages", done, 30)
    shown = capsys.readouterr().err
    assert ("100%" in shown, "pages" in shown) == (drawn, drawn)
