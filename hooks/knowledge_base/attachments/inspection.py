"""What the bytes of a file are, and what is wrong with them: said of every file beside an entry before it is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge_base.attachments.limits import LARGEST_FILE, MOST_FILES, in_megabytes
from knowledge_base.locale import N_


class FileType(StrEnum):
    """A type of file that entries may have beside them, by the ending of its names."""

    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    SVG = "svg"
    PDF = "pdf"

    @property
    def label(self) -> str:
        """What readers call it, in any language."""
        return {FileType.JPEG: "JPEG", FileType.WEBP: "WebP"}.get(self, self.value.upper())

    @property
    def is_picture(self) -> bool:
        """Whether pages show it, rather than link to it."""
        return self is not FileType.PDF

    @property
    def is_raster(self) -> bool:
        """Whether it is a picture made of pixels, which is written anew."""
        return self.is_picture and self is not FileType.SVG

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that its names may have."""
        return ("jpg", "jpeg") if self is FileType.JPEG else (self.value,)


ENDINGS = tuple(ending for type_ in FileType for ending in type_.endings)
"""Every ending that the name of a file may have."""


@dataclass(frozen=True, kw_only=True)
class FileFault:
    """Something wrong with a file as such.

    Attributes:
        rule: the permanent name of the rule.
        what: what is wrong (English; ``es.po`` has the Spanish).
        allowed: what to do instead (likewise).
        values: the values of the placeholders in both.
    """

    rule: str
    what: str
    allowed: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What is known of the bytes of a file.

    Attributes:
        type: what they are, whatever the file is called; ``None`` if they are nothing that an entry may have.
        width: of a picture, in pixels as it is shown.
        height: likewise.
        pages: of a document.
        faults: what is wrong.
    """

    type: FileType | None = None
    width: int = 0
    height: int = 0
    pages: int = 0
    faults: tuple[FileFault, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, of whatever type."""
        return self.type is not None and self.type.is_picture

    @property
    def is_document(self) -> bool:
        """Whether it is a document, which pages link to."""
        return self.type is not None and not self.type.is_picture

    def with_fault(self, rule: str, what: str, allowed: str, **values: object) -> Inspection:
        """Return it with one more fault."""
        return replace(self, faults=(*self.faults, fault(rule, what, allowed, **values)))


def fault(rule: str, what: str, allowed: str, **values: object) -> FileFault:
    """Return a fault with the values of its placeholders."""
    return FileFault(
        rule=rule, what=what, allowed=allowed, values=tuple((name, str(value)) for name, value in values.items())
    )


def size_fault(most: int = LARGEST_FILE) -> FileFault:
    """Return the fault of a file with more bytes than that."""
    allowed = N_("make it smaller: a lower resolution, fewer pages")
    return fault("file-size", N_("the file is larger than {most}"), allowed, most=in_megabytes(most))


def number_fault() -> FileFault:
    """Return the fault of an entry with more files than it may have."""
    what, allowed = N_("the entry has more than {most} files"), N_("keep those that readers need")
    return fault("file-number", what, allowed, most=MOST_FILES)
