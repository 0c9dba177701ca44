"""Screenshots of pages, reproducible on the same machine."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tools.views import View

WIDTHS = (360, 768, 1440)
"""Viewport widths of a phone, a tablet and a desktop, in CSS pixels."""

VIEWS = tuple(View(scheme, width) for width in WIDTHS for scheme in ("light", "dark"))
"""The views in which screenshots are taken."""

# Maximum height of a screenshot, in CSS pixels: the longest pages are repetitive.
_TALLEST = 6000

# Waits until fonts are loaded, scripts have run, and their changes are painted.
_SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return document.documentElement.scrollHeight;
}"""


@dataclass(frozen=True)
class Subject:
    """The subject of a screenshot.

    Attributes:
        url: the path of the page from the site root: ``en/topics/index.html``.
        view: the view.
    """

    url: str
    view: View

    @property
    def file(self) -> str:
        """The file name of the screenshot."""
        return f"{self.url.removesuffix('.html').replace('/', '.')}-{self.view.width}-{self.view.scheme}.png"

    def __str__(self) -> str:
        """Return a label for reports."""
        return f"{self.url} ({self.view})"


def picture(page: Page, address: str) -> bytes:
    """Return a full-page screenshot as PNG, with a maximum height.

    Args:
        page: a browser window from `tools.views.opened`.
        address: the URL of the page.
    """
    page.goto(address)
    height: int = page.evaluate(_SETTLED)
    width = (page.viewport_size or {"width": 0})["width"]
    return bytes(
        page.screenshot(
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(height, _TALLEST)},
            animations="disabled",
        )
    )
