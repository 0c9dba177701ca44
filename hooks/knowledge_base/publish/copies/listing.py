"""The list of the copies that a site offers, as its download page loads it.

Apart from what makes copies, as every build writes the list, and not every build has the libraries for that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from knowledge_base.publish.packs.offline import DOWNLOADS
from knowledge_base.setup_error import reading
from knowledge_base.write import write_whole

COPIES = "copies.js"
"""The list, in the folder of the copies: a script, because pages can't fetch data over ``file://``."""

_HEAD = "window.rcmCopies = "
_TAIL = ";\n"


class CopyKind(StrEnum):
    """A kind of copy, and how `kb packs` calls it."""

    EPUB = "epub"
    ZIM = "zim"


@dataclass(frozen=True, kw_only=True)
class ListedCopy:
    """A copy that readers can download.

    Attributes:
        name: the name of its file.
        kind: what it is (`CopyKind`).
        locale: its language.
        size: its size in bytes.
        sha256: its SHA-256 in hexadecimal.
        date: the date of its content, as in ``2026-11-27``.
    """

    name: str
    kind: str
    locale: str
    size: int
    sha256: str
    date: str


def offer_no_copies(site: Path) -> None:
    """Write an empty list, for a site that has no copies yet."""
    write_whole(site / DOWNLOADS / COPIES, copies_script(()))


def copies_script(copies: Sequence[ListedCopy]) -> str:
    """Return the list as the script that the download page loads."""
    return f"{_HEAD}{json.dumps([asdict(one) for one in copies], indent=1, ensure_ascii=False)}{_TAIL}"


def copies_listed(site: Path) -> tuple[ListedCopy, ...]:
    """Return the copies that a built site lists and has.

    Raises:
        DamagedFileError: the list is not as it was written.
    """
    path = site / DOWNLOADS / COPIES
    if not path.is_file():
        return ()
    with reading(path):
        records = json.loads(path.read_text("utf-8").removeprefix(_HEAD).removesuffix(_TAIL))
        listed = tuple(ListedCopy(**record) for record in records)
    return tuple(one for one in listed if (path.parent / one.name).is_file())
