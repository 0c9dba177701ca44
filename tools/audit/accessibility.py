"""What axe-core finds on a page: the rules of WCAG 2.2 up to AA, and its best practices.

The tests look at a page of each template with it, ``make audit`` at every page.
"""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tools.views import View, opened

NARROW, WIDE = 320, 1440
"""Widths of windows in CSS pixels: the first is 1280 at 400 % (WCAG 2.2, 1.4.10)."""

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE = Axe()

VIEWS = (View("light", NARROW), View("light", WIDE), View("dark", NARROW), View("dark", WIDE))
"""Every way in which a page has to be without fault."""


def violations(browser: Browser, addresses: list[str], view: View) -> Iterator[str]:
    """Yield what is wrong on pages, a line for each element.

    Args:
        browser: to open them in.
        addresses: where they are.
        view: how to look at them.
    """
    with opened(browser, view) as page:
        for address in addresses:
            page.goto(address)
            found = _AXE.run(page, options={"runOnly": _RULES, "resultTypes": ["violations"]}).response["violations"]
            for rule in found:
                for node in rule["nodes"]:
                    yield f"{address} ({view}): {rule['id']}: {rule['help']}: {node['html']}"
