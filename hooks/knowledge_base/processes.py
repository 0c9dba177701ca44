"""CPU-bound work: forked worker processes, and pausing the garbage collector."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from typing import Any, TypeVar

# A byte has to tell them apart.
_MOST_SHARES = 256
_SHARES_EACH = 8
_LARGEST_SHARE = 200

_I = TypeVar("_I")
_R = TypeVar("_R")


def in_shares(work: Callable[[Sequence[_I]], _R], items: Sequence[_I], workers: int) -> list[_R]:
    """Process the shares of a sequence in parallel, and return the result of each share, in order.

    The processes are copies of this one (fork): they know all that it knows, and what they change, only they have. What
    a share comes to is sent over, so it has to be something that can be pickled. What is logged meanwhile comes with
    it, and is logged here: whoever counts warnings counts those of all processes. Where a process fails, its shares are
    done here, so that an error is raised as it would be without processes. What a share leaves behind is freed before
    the next.

    Args:
        work: what to do with a share.
        items: what there is to do.
        workers: how many processes do it, this one included: one alone on a system that can't copy processes.
            Each takes one of many small shares after the other, so that none is left waiting.
    """
    workers = max(1, min(workers, len(items))) if _can_fork() else 1
    least = workers * _SHARES_EACH if workers > 1 else 1
    count = min(len(items), max(least, len(items) // _LARGEST_SHARE), _MOST_SHARES)
    shares = [items[len(items) * n // count : len(items) * (n + 1) // count] for n in range(count)]
    with _numbers(count) as waiting, _what_there_is_left_alone():
        running = [_start(work, shares, waiting) for _ in range(workers - 1)]
        try:
            done = _work_on(work, shares, waiting)
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
def _what_there_is_left_alone() -> Iterator[None]:
    """Leave out of collections all that there is: it stays in use, and copies of this process go on sharing it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _work_on(work: Callable[[Sequence[_I]], _R], shares: Sequence[Sequence[_I]], waiting: int) -> dict[int, _R]:
    done = {}
    for number in _taken(waiting):
        done[number] = work(shares[number])
        # Templates leave objects that hold each other: more than all that a build keeps. Everything new is young here.
        gc.collect(0)
        gc.freeze()
    return done


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
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    with suppress(Exception):
        answer.send((_work_on(work, shares, waiting), collected.records))
    answer.close()


def _end_with_the_first() -> None:
    """End this process when the one that it is a copy of has been killed: nobody would take what it has done."""
    first = multiprocessing.parent_process()
    if first:
        first.join()
        os._exit(1)


class _Collected(QueueHandler):
    """Collects what is logged, in a form that can be pickled."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        super().__init__(self.records)  # type: ignore[arg-type]

    def enqueue(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collector_paused(*, lasting: bool = False) -> Iterator[None]:
    """Pause the cyclic garbage collector: new objects live to the end, and scanning them costs a fifth of the time.

    Args:
        lasting: whether no collection is to scan what there is in the end, until `collect_garbage` is called. At
            thousands of entries a single scan takes longer than all else after an edit.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            # What has been made goes straight to the oldest objects: the next collection would scan all of it.
            gc.freeze()
            if not lasting:
                gc.unfreeze()
            gc.enable()


def collect_garbage() -> None:
    """Scan all objects, and leave those that are still in use out of later collections (`collector_paused`)."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
