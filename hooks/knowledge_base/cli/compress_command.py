"""``kb compress``: compress the files of the built site, for servers that send what is there compressed."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.cli.group import Command, FilePath, Option
from knowledge_base.environment import processors
from knowledge_base.locale import N_
from knowledge_base.publish.hosts.compressed import compress_site


@click.command(
    cls=Command,
    help=N_("Compress the files of the built site: beside each, one in Brotli and one in gzip, for servers to send.")
    + "\n\n"
    + N_("Do it last, before the site is published: every build removes them."),
)
@click.option(
    "--site",
    cls=Option,
    type=FilePath(exists=True, file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    help=N_("The built site."),
)
def compress(site: Path) -> None:
    """Compress the site, and say what it came to."""
    sizes = compress_site(site, processors())
    click.echo(f"{sizes.files}: {sizes.before / 1e6:.1f} MB -> {sizes.brotli / 1e6:.1f} MB")
