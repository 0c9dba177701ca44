"""What may be left of the HTML that an author's Markdown became."""

from __future__ import annotations

import nh3
from markupsafe import Markup

_INLINE = {"a", "abbr", "br", "code", "del", "em", "s", "span", "strong", "sub", "sup"}
_BLOCKS = {"blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"}
_LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_ATTRIBUTES = {
    "a": {"href", "title", "class", "id"},
    "abbr": {"title"},
    "div": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"class"},
    "sup": {"id"},
    "td": {"align"},
    "th": {"align"},
}
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS | _LISTS | _TABLES,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)


def sanitise(html: str) -> Markup:
    """Return HTML with nothing in it but text, structure and links to http, https, mailto and tel.

    Markdown from a pull request is hostile until checked. ``kb check`` refuses raw HTML and foreign schemes with line
    and column; this is the second wall, for whatever one Markdown parser sees and another does not.
    """
    return Markup(_CLEANER.clean(html))  # noqa: S704 - it has just been cleaned
