"""CPU-bound work: forked worker processes, and pausing the garbage collector."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from typing import Any, TypeVar

_I = TypeVar("_I")
_R = TypeVar("_R")


def in_shares(work: Callable[[Sequence[_I]], _R], items: Sequence[_I], workers: int) -> list[_R]:
    """Process the shares of a sequence in parallel, and return the result of each share, in order.

    The processes are copies of this one (fork): they know all that it knows, and what they change, only they have. What
    a share comes to is sent over, so it has to be something that can be pickled. What is logged meanwhile comes with
    it, and is logged here: whoever counts warnings counts those of all processes. Where a process fails, its share is
    done here, so that an error is raised as it would be without processes.

    Args:
        work: what to do with a share.
        items: what there is to do.
        workers: how many shares to make of it. One is done without another process, as all is on a system that can't
            copy processes.
    """
    workers = max(1, min(workers, len(items))) if _can_fork() else 1
    shares = [items[len(items) * n // workers : len(items) * (n + 1) // workers] for n in range(workers)]
    running = [_start(work, share) for share in shares[1:]]
    try:
        results = [work(shares[0])]
        for (_, answer), share in zip(running, shares[1:], strict=True):
            try:
                result, records = answer.recv()
                results.append(result)
                for record in records:
                    logging.getLogger(record.name).handle(record)
            except EOFError:
                results.append(work(share))
        return results
    finally:
        for process, answer in running:
            process.kill()
            process.join()
            answer.close()


def is_worker() -> bool:
    """Whether this process is one of those that have a share."""
    return multiprocessing.parent_process() is not None


def _can_fork() -> bool:
    # macOS has fork, but its system libraries abort in a forked process that uses them.
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def _start(work: Callable[[Sequence[_I]], _R], share: Sequence[_I]) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, share, there), daemon=True)
    process.start()
    there.close()
    return process, here


def _send(work: Callable[[Sequence[_I]], _R], share: Sequence[_I], answer: Connection) -> None:
    collected = _Collected()
    for logger in (logging.getLogger(name) for name in logging.root.manager.loggerDict):
        logger.handlers, logger.propagate = [], True
    logging.root.handlers = [collected]
    with suppress(Exception):
        answer.send((work(share), collected.records))
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
            gc.enable()
