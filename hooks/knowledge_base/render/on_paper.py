"""Links in an author's text for readers on paper: a number beside each, and the addresses to print after the text."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

# The sanitiser writes attributes in double quotes. With a colon an address leads elsewhere; with "#" it stays here.
_LINK = re.compile(r'(<a\b[^>]*? ?href=")([^":#]+)(#[^"]*)?"')


@dataclass(frozen=True)
class OnPaper:
    """A text with numbered links.

    Attributes:
        html: the text; each link to a page of the site has its number in ``data-n``.
        addresses: what the numbers stand for, from the root of the site, in their order.
    """

    html: Markup
    addresses: tuple[str, ...]


def on_paper(body: Markup, page: str) -> OnPaper:
    """Return a text with its links numbered, each page that they lead to once.

    Args:
        body: an author's text, clean.
        page: where it stands, from the root of the site.
    """
    numbers: dict[str, int] = {}

    def numbered(link: re.Match[str]) -> str:
        address = posixpath.normpath(posixpath.join(posixpath.dirname(page), unescape(link[2])))
        if address.startswith("../") or address == page:
            return link[0]
        return f'{link[0]} data-n="{numbers.setdefault(address, len(numbers) + 1)}"'

    # Only numbers of our own are put in; so what was safe stays safe.
    html = Markup(_LINK.sub(numbered, body))  # noqa: S704
    return OnPaper(html, tuple(numbers))
