"""Pictures of pages, the same from one moment to the next on one machine."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tools.views import View

WIDTHS = (360, 768, 1440)
"""A telephone, a tablet, a desk: widths of windows in CSS pixels."""

VIEWS = tuple(View(scheme, width) for width in WIDTHS for scheme in ("light", "dark"))
"""Every way in which a picture is taken of a page."""

# The longest pages go on for many screens of the same.
_TALLEST = 6000

# The letters are there, scripts have run, and what they did is drawn.
_SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return document.documentElement.scrollHeight;
}"""


@dataclass(frozen=True)
class Subject:
    """What a picture is of.

    Attributes:
        url: the page, from the root of the site: ``en/topics/index.html``.
        view: how it is looked at.
    """

    url: str
    view: View

    @property
    def file(self) -> str:
        """The name of the file of the picture."""
        return f"{self.url.removesuffix('.html').replace('/', '.')}-{self.view.width}-{self.view.scheme}.png"

    def __str__(self) -> str:
        """Return a name for a line of a report."""
        return f"{self.url} ({self.view})"


def picture(page: Page, address: str) -> bytes:
    """Return a picture of a page from its top to its end, as PNG; of a very long one to where it repeats itself.

    Args:
        page: an open window, of `tools.views.opened`.
        address: of the page.
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
