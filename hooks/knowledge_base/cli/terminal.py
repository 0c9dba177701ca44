"""What a build or a preview by MkDocs says in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from knowledge_base.environment import seconds

_SHORT = 2.0
"""Seconds for which a build shows nothing."""

_LINE_EVERY = 10.0
"""Seconds between two lines about progress where there is no terminal."""


class ProgressBar:
    """Shows how far a build is: a bar on a terminal, now and then a line elsewhere, and nothing if it is short.

    Args:
        tell: is called with a line where there is no terminal.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._begun = self._told = seconds()
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that some items of a stage are done, of so many."""
        now = seconds()
        if not sys.stderr.isatty():
            if now - self._told >= _LINE_EVERY:
                self._told = now
                self._tell(f"{stage}: {done} of {total}")
            return
        if self._bar is None and now - self._begun >= _SHORT:
            self._bar = click.progressbar(length=total, label=stage, file=sys.stderr)
        if self._bar:
            self._bar.update(done - self._bar.pos)
            if done == total:
                self._bar.render_finish()
                self._bar = None


def print_line(line: str) -> None:
    """Print a line, as the commands of ``kb`` do."""
    click.echo(line)


def option_given(name: str, *, default: Any) -> Any:
    """Return the value of an option of the command that is running, or the default if there is none of this name."""
    running = click.get_current_context(silent=True)
    return running.params.get(name, default) if running else default
