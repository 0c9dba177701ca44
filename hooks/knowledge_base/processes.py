"""CPU-bound work: forked worker processes, and pausing the garbage collector."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from typing import Any, TypeVar

# A byte has to tell them apart.
_MOST_SHARES = 256
_SHARES_EACH = 8

_I = TypeVar("_I")
_R = TypeVar("_R")


def in_shares(work: Callable[[Sequence[_I]], _R], items: Sequence[_I], workers: int) -> list[_R]:
    """Process the shares of a sequence in parallel, and return the result of each share, in order.

    The processes are copies of this one (fork): they know all that it knows, and what they change, only they have. What
    a share comes to is sent over, so it has to be something that can be pickled. What is logged meanwhile comes with
    it, and is logged here: whoever counts warnings counts those of all processes. Where a process fails, its shares are
    done here, so that an error is raised as it would be without processes.

    Args:
        work: what to do with a share.
        items: what there is to do.
        workers: how many processes do it, this one included. One alone does it as one share, as all do on a system that
            can't copy processes; several take one of many small shares after the other, so that none is left waiting.
    """
    workers = max(1, min(workers, len(items))) if _can_fork() else 1
    if workers == 1:
        return [work(items)]
    count = min(len(items), workers * _SHARES_EACH, _MOST_SHARES)
    shares = [items[len(items) * n // count : len(items) * (n + 1) // count] for n in range(count)]
    with _numbers(count) as waiting:
        running = [_start(work, shares, waiting) for _ in range(workers - 1)]
        try:
            done = {number: work(shares[number]) for number in _taken(waiting)}
            for _, answer in running:
                with suppress(EOFError):
                    results, records = answer.recv()
                    done |= results
                    for record in records:
                        logging.getLogger(record.name).handle(record)
            return [done[number] if number in done else work(share) for number, share in enumerate(shares)]
        finally:
            for process, answer in running:
                process.kill()
                process.join()
                answer.close()


@contextmanager
def _numbers(count: int) -> Iterator[int]:
    """Yield the reading end of a pipe that holds the numbers of all shares: whoever reads one has that share to do."""
    reading, writing = os.pipe()
    try:
        with os.fdopen(writing, "wb") as file:
            file.write(bytes(range(count)))
        yield reading
    finally:
        os.close(reading)


def _taken(waiting: int) -> Iterator[int]:
    while number := os.read(waiting, 1):
        yield number[0]


def is_worker() -> bool:
    """Whether this process is one of those that have a share."""
    return multiprocessing.parent_process() is not None


def _can_fork() -> bool:
    # macOS has fork, but its system libraries abort in a forked process that uses them.
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def _start(work: Callable[[Sequence[_I]], _R], shares: Sequence[Sequence[_I]], waiting: int) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, shares, waiting, there), daemon=True)
    process.start()
    there.close()
    return process, here


def _send(work: Callable[[Sequence[_I]], _R], shares: Sequence[Sequence[_I]], waiting: int, answer: Connection) -> None:
    collected = _Collected()
    for logger in (logging.getLogger(name) for name in logging.root.manager.loggerDict):
        logger.handlers, logger.propagate = [], True
    logging.root.handlers = [collected]
    with suppress(Exception):
        answer.send(({number: work(shares[number]) for number in _taken(waiting)}, collected.records))
    answer.close()


class _Collected(QueueHandler):
    """Collects what is logged, in a form that can be pickled."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        super().__init__(self.records)  # type: ignore[arg-type]

    def enqueue(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: new objects live to the end, and scanning them costs a fifth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            # What has been made goes straight to the oldest objects: the next collection would scan all of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
