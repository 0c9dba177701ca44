"""Elements of SVG 2 (W3C, https://www.w3.org/TR/SVG2/) that cannot hold anything but what was meant.

Every attribute and every text is escaped on its way in; only other elements pass as they are. Numbers are written with
two decimals at most, so that the same picture is the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

Value = str | float | None

Href = Callable[[str], str]
"""The way from the page that a picture stands in to an address of the site."""


def element(name: str, *content: str, **attributes: Value) -> Markup:
    """Return an element.

    Args:
        name: of the element.
        content: what it holds: text, which is escaped, and elements, which are not.
        attributes: by their names in Python: ``class_`` is ``class``, ``text_anchor`` is ``text-anchor``. One that is
            ``None`` is left out.
    """
    written = Markup().join(
        Markup(' {}="{}"').format(
            key.rstrip("_").replace("_", "-"), svg_number(value) if isinstance(value, float) else value
        )
        for key, value in attributes.items()
        if value is not None
    )
    inside = Markup().join(escape(part) for part in content)
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, inside)


def svg_number(value: float) -> str:
    """Return a number as SVG takes it, with two decimals at most: ``12.5``, ``3``."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """Return a part of a whole, from 0 to 1, as a length that fits any width: ``12.5%``."""
    return f"{svg_number(share * 100)}%"
