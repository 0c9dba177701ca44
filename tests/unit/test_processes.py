"""Work shared by processes: what comes back from them."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import textwrap
import weakref
from collections.abc import Sequence

import pytest

from knowledge_base.processes import collect_garbage, collector_paused, in_shares

_log = logging.getLogger("mkdocs.hooks.knowledge_base")


class _Counter(logging.Handler):
    """Counts as MkDocs does in strict mode: a handler of the logger above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _doubled(share: Sequence[int]) -> list[int]:
    for number in share:
        _log.warning("made up: %d", number)
        _log.debug("not said")
    return [2 * number for number in share]


@pytest.mark.parametrize("workers", [1, 3])
def test_warnings_of_every_process_are_counted_once(workers: int, capfd: pytest.CaptureFixture[str]) -> None:
    counter = _Counter()
    logging.getLogger("mkdocs").addHandler(counter)
    try:
        results = in_shares(_doubled, range(6), workers)
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)
    assert [each for share in results for each in share] == [0, 2, 4, 6, 8, 10]
    assert sorted(counter.said) == [f"made up: {number}" for number in range(6)]
    assert capfd.readouterr().err.count("made up") == 0


def _fails_elsewhere(share: Sequence[int]) -> int:
    _log.warning("made up")
    if 5 in share:
        raise ValueError("made up")
    return len(share)


def test_a_share_that_fails_raises_its_error_here() -> None:
    with pytest.raises(ValueError, match="made up"):
        in_shares(_fails_elsewhere, range(6), 2)


_WORKING_FOR_EVER = """
    import os, time
    from knowledge_base.processes import in_shares
    def work(share):
        # Several processes write here: a line is one call of the system.
        os.write(1, f"{os.getpid()}\\n".encode())
        time.sleep(60)
    in_shares(work, range(3), 3)
"""


def test_no_process_outlives_the_first_that_was_killed() -> None:
    """It would keep others out of the folder of the site."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_WORKING_FOR_EVER)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        working = {int(process.stdout.readline()) for _ in range(3)}
        assert process.pid in working
        process.kill()
        # Each has the other end of this pipe: it ends when the last of them has.
        assert process.stdout.read() == ""


class _Knot:
    """Holds itself, as what templates leave does: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_share_leaves_behind_is_freed_before_the_next() -> None:
    left: list[weakref.ref[_Knot]] = []

    def work(share: Sequence[int]) -> int:
        still = sum(knot() is not None for knot in left)
        left.append(weakref.ref(_Knot()))
        return still * len(share)

    with collector_paused():
        assert in_shares(work, range(1000), 1) == [0] * 5
    assert gc.get_freeze_count() == 0


def test_what_lasts_is_not_scanned_until_all_is() -> None:
    knot = weakref.ref(_Knot())
    with collector_paused(lasting=True):
        made = weakref.ref(_Knot())
    try:
        gc.collect()
        assert (knot() is not None, made() is not None) == (True, True)
        collect_garbage()
        assert (knot(), made()) == (None, None)
    finally:
        gc.unfreeze()
