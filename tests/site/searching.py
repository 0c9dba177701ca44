"""The search box as a reader drives it, in whatever browser and from wherever the site is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from playwright.sync_api import Locator, Page

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale


@dataclass(frozen=True)
class Query:
    """A line of ``tests/queries.yml``.

    Attributes:
        locale: the language of the site.
        query: what a reader types.
        first: the addresses that must be among the first five results.
        corrected: what the query is taken for; empty where it is taken as it is.
    """

    locale: Locale
    query: str
    first: tuple[str, ...]
    corrected: str = ""


@cache
def queries() -> tuple[Query, ...]:
    """Return the table of queries."""
    lines = yaml.safe_load(Path(__file__, "../../queries.yml").resolve().read_text("utf-8"))
    return tuple(
        Query(Locale(line["locale"]), line["query"], tuple(line["first"]), line.get("corrected", "")) for line in lines
    )


@dataclass(frozen=True)
class Found:
    """What the search box shows.

    Attributes:
        addresses: of the results on show, in their order, without language and ending.
        count: how many there are in all.
        hint: what it says of a correction.
    """

    addresses: tuple[str, ...]
    count: int
    hint: str


class SearchBox:
    """The search box of the home page of a language, open.

    Args:
        page: a page of the browser.
        root: where the site is, ``http://…/`` or ``file:///…/``.
        locale: the language.
    """

    def __init__(self, page: Page, root: str, locale: Locale) -> None:
        self.page = page
        self._root = root
        self._locale = locale
        page.goto(root + url("index", locale))
        page.keyboard.press("/")
        self.input.wait_for(state="visible")

    @property
    def input(self) -> Locator:
        """Where the reader types."""
        return self.page.locator("#kb-search input[type=search]")

    @property
    def links(self) -> Locator:
        """The links of the results."""
        return self.page.locator(".kb-search__results .kb-search__link")

    def ask(self, query: str) -> Found:
        """Type a query, wait until the box has finished with it, and return what it shows."""
        self.input.fill(query)
        return self.shown()

    def choose(self, facet: str, value: str) -> Found:
        """Tick a value of a facet, and return what the box shows then."""
        details = self.page.locator(f'.kb-search__facets details[data-name="{facet}"]')
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.locator("label").filter(has_text=value).first.locator("input").check()
        return self.shown()

    def shown(self) -> Found:
        """Wait until the box has finished what it is doing, and return what it shows."""
        self.page.locator("#kb-search[aria-busy=false]").wait_for(state="attached")
        status = self.page.locator("#kb-search [role=status]").inner_text()
        return Found(
            tuple(self._address(str(link.get_attribute("href"))) for link in self.links.all()),
            int("".join(character for character in status if character.isdigit()) or 0),
            self.page.locator(".kb-search__hint").inner_text(),
        )

    def facets(self) -> dict[str, dict[str, int]]:
        """Return the facets that the box offers: for each, its values with their counts."""
        found: dict[str, dict[str, int]] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(".kb-search__facets details")].map((details) => [
                details.dataset.name,
                Object.fromEntries([...details.querySelectorAll("label")].map((label) => {
                    const count = label.querySelector(".kb-count").textContent;
                    return [label.textContent.slice(0, -count.length).trim(), Number(count)];
                })),
            ]))"""
        )
        return found

    def _address(self, href: str) -> str:
        path = href.partition("?")[0].removeprefix(self._root)
        return path.removeprefix(url("", self._locale).removesuffix(".html")).removesuffix(".html")
