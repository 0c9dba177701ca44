"""What may be left of the HTML of a body."""

from __future__ import annotations

import nh3
from markupsafe import Markup

_INLINE = {"a", "br", "code", "em", "s", "span", "strong", "sup"}
_FIGURES = {"figcaption", "figure", "img", "small"}
_BLOCKS = {"blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"}
_LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-describedby", "aria-label", "data-n"},
    "figure": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    # Addresses of its own site only, which the policy holds too.
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "lang"},
    "li": {"id"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"id", "role", "aria-label", "lang"},
}
# Every class that `markdown.html` writes. None is an author's: a class of the theme could cover the page or hide words.
_CLASSES = {
    "a": {"footnote-back", "kb-explained"},
    "div": {"admonition", "note", "tip", "important", "warning", "caution"},
    "figure": {"kb-picture"},
    "li": {"task"},
    "ol": {"footnotes"},
    "p": {"admonition-title"},
    "td": {"left", "center", "right"},
    "th": {"left", "center", "right"},
}


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


_TEXT = _INLINE | _BLOCKS | _LISTS | _TABLES
_CLEANER, _CLEANER_OF_FIGURES = _cleaner(_TEXT), _cleaner(_TEXT | _FIGURES)


def sanitise(html: str, *, figures: bool = False) -> Markup:
    """Return HTML with nothing in it but text, structure and links to http, https, mailto and tel.

    The Markdown of a pull request is hostile until checked. ``kb check`` refuses raw HTML and foreign schemes with line
    and column, and `render_body` writes neither; this wall holds where one of the two should err.

    Args:
        html: the HTML.
        figures: whether there are pictures in it; else there are none in what is returned.
    """
    return Markup((_CLEANER_OF_FIGURES if figures else _CLEANER).clean(html))  # noqa: S704 - it has just been cleaned
