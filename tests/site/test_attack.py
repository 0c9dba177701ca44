"""Hostile inputs, a sample of those that ``make attack`` tries: refused or harmless, each of them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import Browser

from tests.attack.__main__ import counts
from tests.attack.attempts import BAD, SLOW, Attempt, Attempts, Outcome
from tests.attack.inputs import HARMLESS, NAMES, PAYLOAD, REFUSED, Attack, attacks, plain_entries
from tests.attack.together import packed, pages_of, running, write_together
from tests.conftest import Once
from tests.site.building import build

_EACH = 13


@pytest.fixture(scope="module")
def trying() -> Attempts:
    return Attempts()


def _accepted(attempts: list[Attempt]) -> list[Attack]:
    return [attempt.attack for attempt in attempts if attempt.outcome is Outcome.HARMLESS]


def test_of_a_sample_nothing_runs_crashes_lasts_or_fails_later(trying: Attempts, once: Once, chromium: Browser) -> None:
    attempts = [trying.of(attack) for attack in attacks()[::_EACH]]
    assert [attempt for attempt in attempts if attempt.outcome in BAD] == [], counts(attempts)
    accepted = _accepted(attempts)
    # There is enough of either to look at.
    assert len(attempts) - len(accepted) > 120
    assert len(accepted) > 30

    def made(folder: Path) -> None:
        write_together(folder / "repository", accepted)
        build(folder / "repository", folder / "site")

    folder = once("attacked", made)
    assert packed(folder / "repository", folder / "site", folder / "dist") == ""
    assert [attack.name for attack in accepted if not pages_of(folder / "site", attack)] == []
    assert [attack.name for attack in running(folder / "site", accepted, chromium)] == []


def test_texts_are_refused_or_harmless_as_they_are_meant_to_be(trying: Attempts) -> None:
    found = {attempt.attack.name: attempt.outcome for attempt in map(trying.of, attacks()[: 4 * len(REFUSED)])}
    expected = {
        f"practice: {name}": outcome
        for names, outcome in ((REFUSED, Outcome.REFUSED), (HARMLESS, Outcome.HARMLESS))
        for name in names
    }
    assert {name: found[name] for name in expected} == expected


def test_file_names_are_refused(trying: Attempts) -> None:
    named = [attack for attack in attacks() if attack.text.parent == PurePosixPath("docs/es/practices")]
    names = {attack.name: attack for attack in named if attack.name in NAMES}
    assert names.keys() == set(NAMES)
    assert [name for name, attack in names.items() if trying.of(attack).outcome is not Outcome.REFUSED] == []


def test_entries_with_nothing_hostile_are_harmless(trying: Attempts) -> None:
    assert {trying.of(attack).outcome for attack in plain_entries()} == {Outcome.HARMLESS}


@pytest.mark.parametrize(
    ("method", "does", "outcome"),
    [
        ("checked", lambda *_: 1 / 0, Outcome.CRASHED),
        ("pages", lambda *_: 1 / 0, Outcome.FAILED),
        ("pages", lambda *_: [], Outcome.FAILED),
        ("pages", lambda *_: [f"<html><p>{PAYLOAD}</p></html>".encode()], Outcome.EXECUTED),
        ("pages", lambda *_: [b'<a href="java\nscript:x">x</a>'], Outcome.EXECUTED),
    ],
    ids=["crashed", "failed", "nowhere", "script", "address"],
)
def test_the_alarm_works(
    monkeypatch: pytest.MonkeyPatch, method: str, does: Callable[..., object], outcome: Outcome
) -> None:
    trying = Attempts()
    monkeypatch.setattr(f"tests.attack.gate.Gate.{method}", does)
    assert trying.of(plain_entries()[0]).outcome is outcome


def test_what_takes_long_is_told(monkeypatch: pytest.MonkeyPatch, trying: Attempts) -> None:
    times = iter((0.0, SLOW + 1))
    monkeypatch.setattr("tests.attack.attempts.time.process_time", lambda: next(times))
    assert trying.of(plain_entries()[0]).outcome is Outcome.SLOW
