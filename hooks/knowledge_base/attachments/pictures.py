"""Pictures made of pixels: inspected, and written anew without anything that is not to be seen (Pillow).

Pillow is given three formats and no other, and no pixel is decoded before the header has been held to the limits.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from knowledge_base.attachments.inspection import FileType, Inspection
from knowledge_base.attachments.limits import MOST_PIXELS, SMALLEST_SIDE
from knowledge_base.locale import N_

_FORMATS = {FileType.PNG: "PNG", FileType.JPEG: "JPEG", FileType.WEBP: "WEBP"}
# What Pillow raises for damaged pictures, by its own plugins.
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError, TypeError)
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112
_QUALITY = 82
# What the pages can show without a profile: with other modes, colours depend on the program that reads them.
_PLAIN = frozenset({"1", "L", "P", "RGB", "RGBA", "LA"})


def inspect_picture(data: bytes, type_: FileType) -> Inspection:
    """Return what a picture is.

    Args:
        data: its bytes.
        type_: the type that their first bytes say.
    """
    found = Inspection(type=type_)
    try:
        with _strict(), _opened(data, type_) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return _bomb(found, width, height)
            if min(width, height) < SMALLEST_SIDE:
                what = N_("the picture has {width} × {height} pixels: readers see nothing in it")
                return found.with_fault("file-pixels", what, N_("take a larger one"), width=width, height=height)
            picture.verify()
        with _strict(), _opened(data, type_) as picture:
            if getattr(picture, "n_frames", 1) > 1:
                what, allowed = N_("the picture moves"), N_("save one frame of it")
                return found.with_fault("file-moving", what, allowed)
            if picture.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _bomb(found)
    except (*_DAMAGED, Warning):
        what = N_("the picture is damaged, or not whole")
        return found.with_fault("file-damaged", what, N_("open it, and save it again"))
    return Inspection(type=type_, width=width, height=height)


def _bomb(found: Inspection, width: int = 0, height: int = 0) -> Inspection:
    most = f"{MOST_PIXELS // 1_000_000}"
    what = N_("the picture has {width} × {height} pixels") if width else N_("the picture has far too many pixels")
    allowed = N_("at most {most} million: make it smaller")
    return found.with_fault("file-pixels", what, allowed, width=width, height=height, most=most)


@contextmanager
def _strict() -> Iterator[None]:
    """Make errors of what Pillow only warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def _opened(data: bytes, type_: FileType) -> Image.Image:
    return Image.open(BytesIO(data), formats=(_FORMATS[type_],))


def picture_of_width(data: bytes, type_: FileType, width: int) -> bytes:
    """Return a picture written anew: turned as it is meant to be seen, without metadata, in sRGB.

    The same picture comes to the same bytes.

    Args:
        data: a picture that `inspect_picture` has found nothing wrong with.
        type_: its type, which it keeps.
        width: how many pixels it is to be wide, at most as many as it is.
    """
    with _opened(data, type_) as opened:
        picture = _in_plain_colours(ImageOps.exif_transpose(opened), type_)
    if width < picture.width:
        height = max(round(picture.height * width / picture.width), 1)
        # Between the colours of a palette there are none.
        if picture.mode in ("P", "1"):
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    _without_metadata(picture).save(out, **_OPTIONS[type_])
    return out.getvalue()


_OPTIONS: dict[FileType, dict[str, Any]] = {
    FileType.PNG: {"format": "PNG", "optimize": True},
    FileType.JPEG: {"format": "JPEG", "quality": _QUALITY, "optimize": True, "progressive": True},
    FileType.WEBP: {"format": "WEBP", "quality": _QUALITY, "method": 6},
}


def _in_plain_colours(picture: Image.Image, type_: FileType) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            picture = _in_srgb(picture, profile)
        except (ImageCms.PyCMSError, OSError):
            # A profile that can't be read: the colours stay as they are.
            picture.load()
    if picture.mode not in _PLAIN or (type_ is FileType.JPEG and picture.mode not in ("L", "RGB")):
        picture = picture.convert("L" if picture.mode.startswith("I") else "RGB")
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
    found = ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
    return picture if found is None else found


def _without_metadata(picture: Image.Image) -> Image.Image:
    """Return a copy that has nothing besides its pixels: Pillow writes again what it knows of a picture."""
    copy = picture.copy()
    copy.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    return copy
