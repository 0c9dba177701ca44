"""The bars of a chart.

The labels and numbers of a chart are HTML text around its bars, which wraps, scales and is read aloud like any other
text. A bar repeats them only visually, and so is hidden from screen readers.
"""

from __future__ import annotations

from markupsafe import Markup

from knowledge_base.draw.svg import element, percent
from knowledge_base.view.parts.charts import Bar

_HEIGHT = 12.0


def bar(item: Bar, *, whole: bool) -> Markup:
    """Return the bar of a figure as SVG, as wide as its container.

    Args:
        item: the figure and its length.
        whole: whether the full width stands for 100 % and is drawn as a background bar.
    """
    length = percent(item.share)
    parts = [element("rect", class_="kb-bar__value", width=length, height=_HEIGHT)]
    if whole:
        parts.insert(0, element("rect", class_="kb-bar__whole", width="100%", height=_HEIGHT))
    if item.at_least:
        # An arrowhead at the end marks a lower bound.
        point = element("path", class_="kb-bar__value", d=f"M-1 0h1l8 {_HEIGHT / 2:.0f}l-8 {_HEIGHT / 2:.0f}h-1z")
        parts.append(element("svg", point, x=length, overflow="visible"))
    return element("svg", *parts, class_="kb-bar", height=_HEIGHT, width="100%", aria_hidden="true", focusable="false")
