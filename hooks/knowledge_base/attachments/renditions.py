"""The sizes in which a picture is published: which there are, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge_base.attachments.inspection import FileType
from knowledge_base.attachments.limits import WIDTHS
from knowledge_base.attachments.stored import EntryFile


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """A picture in one size.

    Attributes:
        address: where it is in the site, from its root.
        width: in pixels.
        height: likewise.
    """

    address: str
    width: int
    height: int


def renditions(file: EntryFile) -> tuple[Rendition, ...]:
    """Return the sizes of a picture, from the smallest. The largest has the name of the file itself.

    Of others it has the width in front of the ending, after a point, which no name of an author's has. A drawing
    is drawn in any size, and so has one.
    """
    about = file.about
    if not about.is_picture:
        return ()
    if about.type is FileType.SVG:
        return (Rendition(address=file.address, width=about.width, height=about.height),)
    largest = min(about.width, WIDTHS[-1])
    path = PurePosixPath(file.address)
    smaller = [width for width in WIDTHS if width < largest]
    return tuple(
        Rendition(
            address=str(path if width == largest else path.with_name(f"{path.stem}.{width}{path.suffix}")),
            width=width,
            height=max(round(about.height * width / about.width), 1),
        )
        for width in (*smaller, largest)
    )
