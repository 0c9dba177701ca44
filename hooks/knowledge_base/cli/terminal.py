"""What a build or a preview by MkDocs says in a terminal."""

from __future__ import annotations

from typing import Any

import click


def print_line(line: str) -> None:
    """Print a line, as the commands of ``kb`` do."""
    click.echo(line)


def option_given(name: str, *, default: Any) -> Any:
    """Return the value of an option of the command that is running, or the default if there is none of this name."""
    running = click.get_current_context(silent=True)
    return running.params.get(name, default) if running else default
