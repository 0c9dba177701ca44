"""Compresses the files of a finished site, so that a server need not do so for each reader, and can do it better."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli

from knowledge_base.alone import alone_in
from knowledge_base.processes import in_shares
from knowledge_base.publish.hosts.hosting import SMALLEST_COMPRESSED
from knowledge_base.publish.hosts.media_types import COMPRESSIBLE
from knowledge_base.publish.hosts.names import COMPRESSED
from knowledge_base.publish.packs.shelf import DOWNLOADS
from knowledge_base.setup_error import stop
from knowledge_base.write import write_whole

_MAKE: dict[str, Callable[[bytes], bytes]] = {
    ".br": partial(brotli.compress, quality=11),
    # Without the time, so that the same file gives the same bytes.
    ".gz": partial(gzip.compress, compresslevel=9, mtime=0),
}


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """What compressing files came to.

    Attributes:
        files: how many were compressed.
        before: their size, in bytes.
        brotli: their size in Brotli, in bytes.
    """

    files: int
    before: int
    brotli: int


def compress_site(folder: Path, workers: int) -> Sizes:
    """Write each file that becomes smaller in Brotli and in gzip too, beside it.

    Packs are left alone: their list changes after the build, with each that is made. What was compressed before is
    removed first, so that none is left of a file that is another now.

    Args:
        folder: the folder of the site.
        workers: the maximum number of processes.

    Raises:
        OSError: a file can't be read, written or removed.
        SetupError: another program is in the folder all the time.
    """
    with alone_in(folder):
        remove_compressed(folder)
        packs = folder / DOWNLOADS
        files = sorted(
            path for path in _files(folder) if path.suffix in COMPRESSIBLE and not path.is_relative_to(packs)
        )
        sizes = [size for share in in_shares(_compress, files, workers) for size in share]
    return Sizes(files=len(sizes), before=sum(size for size, _ in sizes), brotli=sum(size for _, size in sizes))


def remove_compressed(folder: Path) -> None:
    """Remove what `compress_site` has written. A build begins so: a file must not stand beside what it once was.

    Raises:
        OSError: a file can't be removed.
    """
    for path in _files(folder) if folder.is_dir() else ():
        if path.suffix in COMPRESSED and Path(path.with_suffix("")).suffix in COMPRESSIBLE:
            path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    for top, _, names in os.walk(folder, onerror=stop):
        yield from (Path(top, name) for name in names)


def _compress(files: Sequence[Path]) -> list[tuple[int, int]]:
    """Compress files, and return the size of each before and in Brotli."""
    sizes = []
    for path in files:
        data = path.read_bytes()
        made = {suffix: make(data) for suffix, make in _MAKE.items()}
        if len(data) < SMALLEST_COMPRESSED or max(map(len, made.values())) >= len(data):
            continue
        for suffix, content in made.items():
            write_whole(path.with_name(path.name + suffix), content)
        sizes.append((len(data), len(made[".br"])))
    return sizes
