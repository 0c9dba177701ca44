"""The emblem of the site, as its icon (``favicon.svg``) has it, for pictures that are drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ICON = Path("overrides/assets/images/favicon.svg")
_GROUND = re.compile(r'<rect [^>]*fill="(#[0-9a-f]{6})"/>')
_CIRCLE = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"(?: fill="(#[0-9a-f]{6})")?/>')
_WHITE = "#ffffff"
# Circles are drawn twice as large and reduced, which smooths their edges.
_TWICE = 2


@dataclass(frozen=True, kw_only=True)
class Emblem:
    """The emblem.

    Attributes:
        circles: its circles: the place of the middle, the radius and the colour of each.
        ground: the colour behind it.
    """

    circles: tuple[tuple[float, float, float, str], ...]
    ground: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The edges of the box around it: left, top, right and bottom."""
        return (
            min(x - r for x, _, r, _ in self.circles),
            min(y - r for _, y, r, _ in self.circles),
            max(x + r for x, _, r, _ in self.circles),
            max(y + r for _, y, r, _ in self.circles),
        )

    def fitted(self, across: float) -> tuple[float, float]:
        """Return its width and height where the larger one is ``across``."""
        left, top, right, bottom = self.box
        unit = across / max(right - left, bottom - top)
        return (right - left) * unit, (bottom - top) * unit


def read_emblem(root: Path) -> Emblem:
    """Return the emblem of a repository.

    Raises:
        ValueError: its icon is drawn in another way.
        OSError: it can't be read.
    """
    icon = (root / _ICON).read_text("utf-8")
    ground = _GROUND.search(icon)
    circles = tuple((float(x), float(y), float(r), fill or _WHITE) for x, y, r, fill in _CIRCLE.findall(icon))
    if ground is None or not circles:
        raise ValueError(f"no emblem in {_ICON.name}")
    return Emblem(circles=circles, ground=ground[1])


def with_emblem(emblem: Emblem, size: tuple[int, int], colour: str, place: tuple[float, float], width: float) -> Image:
    """Return a picture of one colour with the emblem on it.

    Args:
        emblem: the emblem.
        size: the width and the height of the picture, in pixels.
        colour: its colour.
        place: the top left corner of the emblem.
        width: its width.
    """
    # The library takes longer to load than most builds need for their pictures, which find them in the site.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    large = Image.new("RGB", (size[0] * _TWICE, size[1] * _TWICE), colour)
    draw = ImageDraw.Draw(large)
    left, top, right, _ = emblem.box
    unit = width * _TWICE / (right - left)
    for x, y, r, fill in emblem.circles:
        middle = (place[0] * _TWICE + (x - left) * unit, place[1] * _TWICE + (y - top) * unit)
        draw.ellipse([*(at - r * unit for at in middle), *(at + r * unit for at in middle)], fill=fill)
    return large.reduce(_TWICE)
