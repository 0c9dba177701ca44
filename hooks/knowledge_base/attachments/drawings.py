"""Drawings (SVG 1.1): published as they are, and so only with elements and attributes that can do nothing.

A page shows a drawing as a picture, in which nothing runs; but a reader can open its file by itself. The reader here is
expat, which comes with Python: it stops at the first document type, without which there are no entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from xml.parsers import expat

from knowledge_base.attachments.inspection import FileType, Inspection, size_fault
from knowledge_base.attachments.limits import LARGEST_DRAWING
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import N_

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline"
        " radialGradient rect stop style svg switch symbol text textPath title tspan use",
    )
)
# Attributes of presentation (SVG 1.1, appendix N) are allowed by their form; others by name.
_PRESENTATION = re.compile(
    r"(?:alignment|baseline|clip|color|dominant|fill|flood|font|image|letter|lighting|marker|mask|opacity|overflow|paint"
    r"|pointer|shape|stop|stroke|text|unicode|vector|visibility|word|writing|direction|display|mix|isolation)"
    r"(?:-[a-z]+)*"
)
_ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        "aria-label aria-labelledby class clipPathUnits cx cy d dx dy fx fy fr gradientTransform gradientUnits height"
        " href id lang lengthAdjust markerHeight markerUnits markerWidth maskContentUnits maskUnits method offset"
        " orient patternContentUnits patternTransform patternUnits points preserveAspectRatio r refX refY role rotate"
        " rx ry spacing spreadMethod startOffset style systemLanguage textLength transform transform-origin type"
        " version viewBox width x x1 x2 y y1 y2 baseProfile",
    )
)
_SPACE = re.compile(r"\s+")
# In values: only what the drawing itself has may be referred to. Escapes could spell anything, and so may be in none.
_REFERS = re.compile(r"url\s*\(\s*(?![\"']?#)|//|@|\\|expression|javascript:|&#", re.IGNORECASE)
_MOST_ELEMENTS = 20_000
_DEEPEST = 64
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
_LENGTH = re.compile(r"\s*+([0-9]{1,6}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})\s*+([a-z]{0,2})\s*+")


class _RefusedError(KnowledgeBaseError):
    """The drawing has something that it may not have."""


_ELEMENT = N_("the drawing has <{name}>, which is more than drawing")
_ATTRIBUTE = N_("the drawing has the attribute {name!r}, which is more than drawing")
_OUTSIDE = N_("the drawing refers to something outside of it: {name!r}")
_DOCTYPE = N_("the drawing has a document type")
_INSTRUCTION = N_("the drawing has an instruction to a program: {name!r}")
_NOT_UTF_8 = N_("the drawing is not in UTF-8")
_TOO_MUCH = N_("the drawing has too many parts")
_NO_SVG = N_("the file is XML, but no drawing (SVG)")


def inspect_drawing(data: bytes) -> Inspection:
    """Return what a drawing is.

    Args:
        data: its bytes.
    """
    found = Inspection(type=FileType.SVG)
    if len(data) > LARGEST_DRAWING:
        return Inspection(type=FileType.SVG, faults=(size_fault(LARGEST_DRAWING),))
    reader = _Reader()
    try:
        data.decode("utf-8")
        reader.read(data)
    except UnicodeDecodeError:
        return found.with_fault("file-drawing", _NOT_UTF_8, N_("save it as UTF-8"))
    except _RefusedError as refused:
        allowed = N_("save it as a plain or optimised SVG, without scripts, links and embedded pictures; or as a PNG")
        return found.with_fault("file-drawing", refused.text, allowed, **refused.values)
    except expat.ExpatError as error:
        what = N_("the drawing is no valid XML, in line {line}")
        return found.with_fault("file-damaged", what, N_("open it, and save it again"), line=error.lineno)
    if not reader.width or not reader.height:
        what = N_("the drawing does not say how large it is")
        return found.with_fault("file-drawing", what, N_("give <svg> a viewBox, or width and height"))
    return Inspection(type=FileType.SVG, width=reader.width, height=reader.height)


class _Reader:
    """Walks once over a drawing, and raises at the first thing that is not allowed."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self._depth = self._count = 0
        self._in_style = False
        self._style: list[str] = []

    def read(self, data: bytes) -> None:
        """Read a drawing.

        Raises:
            _RefusedError: it has something that it may not have.
            xml.parsers.expat.ExpatError: it is no XML.
        """
        parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = _refusing(_DOCTYPE)
        parser.ProcessingInstructionHandler = _refusing(_INSTRUCTION)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keywords

    @staticmethod
    def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise _RefusedError(_NOT_UTF_8)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise _RefusedError(_TOO_MUCH)
        if self._depth == 1:
            if (space, local) != (_SVG, "svg"):
                raise _RefusedError(_NO_SVG)
            self.width, self.height = _size(attributes)
        if space != _SVG or local not in _ELEMENTS:
            raise _RefusedError(_ELEMENT, name=local)
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)
        self._in_style = local == "style"

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._in_style:
            _check_value("style", "".join(self._style))
            self._style.clear()
        self._in_style = False

    def _words(self, words: str) -> None:
        if self._in_style:
            self._style.append(words)


def _refusing(what: str) -> Callable[..., Any]:
    def refuse(name: str, *_: object) -> None:
        raise _RefusedError(what, name=name)

    return refuse


def _check_attribute(name: str, value: str) -> None:
    space, _, local = name.rpartition(" ")
    if space == _XML and local in ("lang", "space", "id"):
        return
    if space not in ("", _XLINK) or (space == _XLINK and local not in ("href", "title", "type")):
        raise _RefusedError(_ATTRIBUTE, name=local)
    if local == "href":
        if not value.strip().startswith("#"):
            raise _RefusedError(_OUTSIDE, name=value[:60])
    elif local not in _ATTRIBUTES and not _PRESENTATION.fullmatch(local) and not local.startswith("data-"):
        raise _RefusedError(_ATTRIBUTE, name=local)
    if local not in ("aria-label", "id", "title"):
        _check_value(local, value)


def _check_value(name: str, value: str) -> None:
    if found := _REFERS.search(value):
        raise _RefusedError(
            _OUTSIDE, name=f"{name}: {_SPACE.sub(' ', value[found.start() : found.start() + 40]).strip()}"
        )


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Return the size of a drawing in pixels of CSS; nought if it says none."""
    sides = [_pixels(attributes.get(name, "")) for name in ("width", "height")]
    if not all(sides):
        box: Sequence[str] = attributes.get("viewBox", "").replace(",", " ").split()
        sides = [_pixels(part) for part in box[2:]] if len(box) == 4 else [0, 0]
    return sides[0], sides[1]


def _pixels(length: str) -> int:
    found = _LENGTH.fullmatch(length)
    if found is None or found[2] not in _UNITS:
        return 0
    return min(round(float(found[1]) * _UNITS[found[2]]), 100_000)
