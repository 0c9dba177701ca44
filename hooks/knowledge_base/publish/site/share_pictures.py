"""Draws the pictures of pages that are shared: one for each sort of entry and for all other pages, in each language.

They are made of what the site has already: the emblem of its icon, its heading font and the colours of its sheets.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.locale import Locale, message
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.site.emblem import Emblem, read_emblem, with_emblem
from knowledge_base.publish.site.kept_files import KeptFile, write_kept
from knowledge_base.view.parts.share import ANY_PAGE, RCM_NAME, SHARE_SIZE, picture_label, picture_path

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_NOTE = "share pictures"
_ASSETS = Path("overrides/assets")
_FONT = re.compile(r"url\(\"data:font/woff2;base64,([A-Za-z0-9+/=]+)")
_COLOUR_OF = re.compile(r"--kb-([a-z-]+): light-dark\((#[0-9a-f]{6}),")
# The colour of the masthead and the icon, which is that of meetings as well.
_OF_OTHERS = "meeting"
_WHITE = "#ffffff"
# All lengths are in pixels.
_MARGIN, _EMBLEM, _NAME_SIZE, _LABEL_SIZE, _SMALLEST = 80, 150, 50, 128, 60
_COLOURS = 64


@dataclass(frozen=True, kw_only=True)
class _Looks:
    """What all pictures are made of: the heading font, the emblem, and the colour of each kind."""

    font: bytes
    emblem: Emblem
    colours: dict[str, str]


def write_share_pictures(root: Path, folder: Path, memory: Memory) -> frozenset[str]:
    """Write the pictures into a site, those that are not there from an earlier build.

    Args:
        root: the repository.
        folder: the folder of the site.
        memory: what earlier builds noted; updated in place.

    Returns:
        Their paths from the root of the site.

    Raises:
        OSError: a file can't be read or written.
    """
    looks = _looks(root)
    kinds = {sort.name: kind.name for kind in KINDS for sort in kind.sorts} | {ANY_PAGE: _OF_OTHERS}
    files = {}
    for sort, kind in kinds.items():
        for locale in Locale:
            written = (message(locale, RCM_NAME), picture_label(sort, locale))
            key = digest((looks.font, looks.emblem, looks.colours[kind], written))
            make = partial(_drawn, looks, looks.colours[kind], *written)
            files[picture_path(sort, locale)] = KeptFile(key=key, make=make)
    return write_kept(folder, memory, _NOTE, files)


def _looks(root: Path) -> _Looks:
    types = (root / _ASSETS / "stylesheets/type.css").read_text("utf-8")
    sheet = (root / _ASSETS / "stylesheets/knowledge-base.css").read_text("utf-8")
    found = _FONT.search(types)
    if found is None:
        raise ValueError("no font in type.css")
    return _Looks(
        font=base64.b64decode(found[1]),
        emblem=read_emblem(root),
        colours=dict(_COLOUR_OF.findall(sheet)),
    )


def _drawn(looks: _Looks, colour: str, name: str, label: str) -> bytes:
    """Return a picture as PNG: the emblem and the name of the RCM over the label."""
    # As in `with_emblem`.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    picture = with_emblem(looks.emblem, SHARE_SIZE, colour, (_MARGIN, _MARGIN), _EMBLEM)
    draw = ImageDraw.Draw(picture)
    _write(draw, looks, name, (_MARGIN + _EMBLEM + _MARGIN // 2, _MARGIN + _EMBLEM // 2), _NAME_SIZE)
    _write(draw, looks, label, (_MARGIN, SHARE_SIZE[1] - _MARGIN - _LABEL_SIZE), _LABEL_SIZE)
    file = BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _write(draw: ImageDraw, looks: _Looks, text: str, place: tuple[float, float], size: int) -> None:
    """Write a line of text, smaller if it would not fit; ``place`` is the middle of its left edge."""
    from PIL import ImageFont  # noqa: PLC0415

    room = SHARE_SIZE[0] - _MARGIN - place[0]
    while True:
        font = ImageFont.truetype(BytesIO(looks.font), size, layout_engine=ImageFont.Layout.BASIC)
        if font.getlength(text) <= room:
            break
        size -= 2
    draw.text(place, text, fill=_WHITE, font=font, anchor="lm")
