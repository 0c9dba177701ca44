"""A bar: how long a figure is beside the others of its chart.

The words and numbers of a chart stand around its bars as ordinary text, which wraps, grows and is read aloud like any
other. So a bar says nothing that is not there already, and is hidden from screen readers.
"""

from __future__ import annotations

from markupsafe import Markup

from knowledge_base.draw.svg import element, percent
from knowledge_base.view.parts.charts import Bar

_HEIGHT = 12.0


def bar(item: Bar, *, whole: bool) -> Markup:
    """Return the bar of a figure, as wide as there is room.

    Args:
        item: the figure.
        whole: whether the room stands for everything that was counted, and is to be seen.
    """
    length = percent(item.share)
    parts = [element("rect", class_="kb-bar__value", width=length, height=_HEIGHT)]
    if whole:
        parts.insert(0, element("rect", class_="kb-bar__whole", width="100%", height=_HEIGHT))
    if item.at_least:
        # An arrow where it ends: there may have been more.
        point = element("path", class_="kb-bar__value", d=f"M-1 0h1l8 {_HEIGHT / 2:.0f}l-8 {_HEIGHT / 2:.0f}h-1z")
        parts.append(element("svg", point, x=length, overflow="visible"))
    return element("svg", *parts, class_="kb-bar", height=_HEIGHT, width="100%", aria_hidden="true", focusable="false")
