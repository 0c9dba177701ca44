"""Browser views of a page: colour scheme and viewport width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page

HEIGHT = 900
"""The height of the viewport in CSS pixels."""


@dataclass(frozen=True)
class View:
    """A view: colour scheme, and viewport width in CSS pixels."""

    scheme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        """Return a label for reports."""
        return f"{self.scheme}, {self.width}"


@contextmanager
def opened(browser: Browser, view: View) -> Iterator[Page]:
    """Open a browser window in a context of its own, with an empty cache and storage.

    Args:
        browser: the browser.
        view: its colour scheme and width.
    """
    with (
        # No animations.
        browser.new_context(
            color_scheme=view.scheme, reduced_motion="reduce", viewport={"width": view.width, "height": HEIGHT}
        ) as context,
        context.new_page() as page,
    ):
        yield page
