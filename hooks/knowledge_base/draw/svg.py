"""Builds SVG 2 elements (W3C, https://www.w3.org/TR/SVG2/) that are safe from injection.

Attributes and text are escaped; only other elements (`Markup`) are not. Numbers are rounded to two decimals, so that
the output is the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

Value = str | float | None

Href = Callable[[str], str]
"""Makes a URL relative to the page that contains the picture; takes a URL from the site root."""


def element(name: str, *content: str, **attributes: Value) -> Markup:
    """Return an SVG element.

    Args:
        name: the tag name.
        content: child nodes: text, which is escaped, and elements, which are not.
        attributes: attributes by their Python names: ``class_`` becomes ``class``, ``text_anchor`` becomes
            ``text-anchor``. An attribute that is ``None`` is left out.
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
    """Return a number with at most two decimals: ``12.5``, ``3``."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """Return a fraction, from 0 to 1, as a percentage: ``12.5%``."""
    return f"{svg_number(share * 100)}%"
