"""What may be left of the HTML of a body."""

from __future__ import annotations

import nh3
from markupsafe import Markup

_INLINE = {"a", "br", "code", "em", "s", "span", "strong", "sup"}
_BLOCKS = {"blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"}
_LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-describedby", "aria-label", "data-n"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"id", "role", "aria-label"},
}
# Every class that `markdown.html` writes. None is an author's: a class of the theme could cover the page or hide words.
_CLASSES = {
    "a": {"footnote-back", "kb-explained"},
    "div": {"admonition", "note", "tip", "important", "warning", "caution"},
    "li": {"task"},
    "ol": {"footnotes"},
    "p": {"admonition-title"},
    "td": {"left", "center", "right"},
    "th": {"left", "center", "right"},
}
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS | _LISTS | _TABLES,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)


def sanitise(html: str) -> Markup:
    """Return HTML with nothing in it but text, structure and links to http, https, mailto and tel.

    The Markdown of a pull request is hostile until checked. ``kb check`` refuses raw HTML and foreign schemes with line
    and column, and `render_body` writes neither; this wall holds where one of the two should err.
    """
    return Markup(_CLEANER.clean(html))  # noqa: S704 - it has just been cleaned
