"""How one picture differs from another of the same page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

# Chromium does not round the edges of curves alike twice: such specks are faint and thin. A difference is either plain
# or covers a patch of some pixels each way, as another shade of a background does.
_PLAIN = 32
_PATCH = 5
_RED = (224, 0, 32)


@dataclass(frozen=True)
class Difference:
    """What differs between two pictures.

    Attributes:
        pixels: how many pixels do.
        share: how many that is of all, from 0 to 1.
        top: the first row in which one does.
        picture: the second picture, pale, with what differs in red, as PNG.
    """

    pixels: int
    share: float
    top: int
    picture: bytes


def difference(before: bytes, after: bytes) -> Difference | None:
    """Return how a picture differs from an earlier one, or ``None`` where nobody would see that it does.

    What only one of them has, the end of the taller one for example, differs.

    Args:
        before: the earlier picture, as PNG.
        after: the later one, as PNG.
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
    """Return a mask of the pixels that differ, in pictures of one size."""
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
