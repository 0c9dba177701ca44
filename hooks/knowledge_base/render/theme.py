"""What the theme writes wrongly around our pages, where none of its templates lets us write it ourselves."""

from __future__ import annotations

_CHECKBOX = '<input class="md-toggle" data-md-toggle="{name}" type="checkbox" id="__{name}" autocomplete="off">'
_TOGGLES = tuple(_CHECKBOX.format(name=name) for name in ("drawer", "search"))


def mend(page: str) -> str:
    """Return a page of the theme as HTML allows it.

    The theme's script looks for two check boxes, which nothing on our pages opens. They may not have ``autocomplete``
    (HTML Living Standard, 4.10.18.7), and nobody shall reach them.
    """
    for toggle in _TOGGLES:
        page = page.replace(toggle, toggle.replace(' autocomplete="off"', " hidden disabled"), 1)
    return page
