"""The command ``kb``, for people who edit the content. No other package uses the terminal.

A command's module is imported when somebody asks for it, as what makes copies of the site needs more than a check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import cast

import click

from knowledge_base.cli.group import main

# As entry points are written: module:attribute.
_PLACES = {
    "new": "new_command:new",
    "check": "check_command:check",
    "import": "import_command:import_file",
    "migrate": "migrate_command:migrate",
    "translate": "translate_command:translate",
    "translations": "translations_command:translations",
    "addresses": "addresses_command:addresses",
    "review-proposal": "review_proposal_command:review_proposal",
    "offline": "pack_commands:offline",
    "single": "pack_commands:single",
    "epub": "pack_commands:epub",
    "zim": "pack_commands:zim",
    "pdf": "pack_commands:pdf",
    "diff-pack": "pack_commands:diff_pack",
    "apply-pack": "pack_commands:apply_pack",
    "compress": "compress_command:compress",
}


class _Commands(Mapping[str, click.Command]):
    """All commands by name, each imported when somebody takes it."""

    def __getitem__(self, name: str) -> click.Command:
        module, _, attribute = _PLACES[name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), attribute)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


# Click would have a mapping that it can add to, which nobody does here.
main.commands = cast("MutableMapping[str, click.Command]", _Commands())

__all__ = ["main"]
