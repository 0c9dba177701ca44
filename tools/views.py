"""The ways in which a page is looked at: light and dark, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page

HEIGHT = 900
"""The height of a window in CSS pixels."""


@dataclass(frozen=True)
class View:
    """How a page is looked at: light or dark, and how wide the window is in CSS pixels."""

    scheme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        """Return the view in words for a line of a report."""
        return f"{self.scheme}, {self.width}"


@contextmanager
def opened(browser: Browser, view: View) -> Iterator[Page]:
    """Open a window that knows nothing of others, for one page after another.

    Args:
        browser: to open it in.
        view: how to look at the pages.
    """
    with (
        # What moves is looked at when it has come to rest.
        browser.new_context(
            color_scheme=view.scheme, reduced_motion="reduce", viewport={"width": view.width, "height": HEIGHT}
        ) as context,
        context.new_page() as page,
    ):
        yield page
