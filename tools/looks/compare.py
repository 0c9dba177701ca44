"""Compares two screenshots of a page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

# Chromium's antialiasing of curves isn't deterministic: it leaves faint, thin specks. A real difference is either
# strong (above _PLAIN, of 255) or covers a patch of _PATCH pixels each way, as a new background colour does.
_PLAIN = 32
_PATCH = 5
_RED = (224, 0, 32)


@dataclass(frozen=True)
class Difference:
    """The difference between two screenshots.

    Attributes:
        pixels: the number of pixels that differ.
        share: their share of all pixels, from 0 to 1.
        top: the first row with a difference.
        picture: the second screenshot, pale, with differences in red, as PNG.
    """

    pixels: int
    share: float
    top: int
    picture: bytes


def difference(before: bytes, after: bytes) -> Difference | None:
    """Return the difference between two screenshots, or ``None`` if there is no visible one.

    An area that only one of them has, such as the end of the taller one, counts as different.

    Args:
        before: the earlier screenshot, as PNG.
        after: the later screenshot, as PNG.
    """
    if before == after:
        return None
    old, new = (Image.open(BytesIO(content)).convert("RGB") for content in (before, after))
    size = (max(old.width, new.width), max(old.height, new.height))
    mask = ImageChops.lighter(_differing(_on_canvas(old, size), _on_canvas(new, size)), _only_in_one(old, new, size))
    box = mask.getbbox()
    if box is None:
        return None
    pixels = mask.histogram()[255]
    pale = Image.blend(_on_canvas(new, size).convert("L").convert("RGB"), Image.new("RGB", size, "white"), 0.7)
    shown = BytesIO()
    Image.composite(Image.new("RGB", size, _RED), pale, mask).save(shown, "PNG")
    return Difference(pixels, pixels / (size[0] * size[1]), box[1], shown.getvalue())


def _differing(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return a mask of the pixels that differ; both images have the same size."""
    red, green, blue = ImageChops.difference(old, new).split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    plain = _above(strongest, _PLAIN)
    patches = _above(strongest, 0).filter(ImageFilter.MinFilter(_PATCH)).filter(ImageFilter.MaxFilter(_PATCH))
    return ImageChops.lighter(plain, patches)


def _above(picture: Image.Image, least: int) -> Image.Image:
    return picture.point([0] * (least + 1) + [255] * (255 - least))


def _only_in_one(old: Image.Image, new: Image.Image, size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size, 255)
    mask.paste(0, (0, 0, min(old.width, new.width), min(old.height, new.height)))
    return mask


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size, "white")
    canvas.paste(picture)
    return canvas
