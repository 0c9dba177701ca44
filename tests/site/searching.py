"""Drives the search box, in any browser, over HTTP or file://."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale


@dataclass(frozen=True)
class Found:
    """The results in the search box.

    Attributes:
        addresses: the addresses of the results shown, in order, without language and extension.
        count: the total number of results.
        hint: what is said besides: synonyms, what each word finds, what may be meant.
    """

    addresses: tuple[str, ...]
    count: int
    hint: str


class SearchBox:
    """The open search box on the home page of a language.

    Args:
        page: a page of the browser.
        root: the URL of the site, ``http://…/`` or ``file:///…/``.
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
        """The input."""
        return self.page.locator("#kb-search input[type=search]")

    @property
    def links(self) -> Locator:
        """The links of the results."""
        return self.page.locator(".kb-search__results .kb-search__link")

    def ask(self, query: str) -> Found:
        """Type a query, wait for the search to finish, and return the results."""
        self.input.fill(query)
        return self.shown()

    def choose(self, facet: str, value: str) -> Found:
        """Choose a value of a facet, and return the results."""
        self.facet(facet)
        details = self._facet(facet)
        details.locator("label").filter(has_text=value).first.locator("input").check()
        return self.shown()

    def _facet(self, facet: str) -> Locator:
        return self.page.locator(f'.kb-search__facets details[data-name="{facet}"]')

    def shown(self) -> Found:
        """Wait for the search to finish, and return the results."""
        self.page.locator("#kb-search[aria-busy=false]").wait_for(state="attached")
        status = self.page.locator("#kb-search [role=status]").inner_text()
        return Found(
            tuple(self._address(str(link.get_attribute("href"))) for link in self.links.all()),
            int("".join(character for character in status if character.isdigit()) or 0),
            self.page.locator(".kb-search__hint").inner_text(),
        )

    def facet(self, facet: str) -> dict[str, int]:
        """Open a facet, and return its values with their counts."""
        details = self._facet(facet)
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.locator("label").first.wait_for()
        found: dict[str, int] = details.evaluate(
            """(details) => Object.fromEntries([...details.querySelectorAll("label")].map((label) => {
                const count = label.querySelector(".kb-count").textContent;
                return [label.textContent.slice(0, -count.length).trim(), Number(count)];
            }))"""
        )
        return found

    def _address(self, href: str) -> str:
        path = href.partition("?")[0].partition("#")[0].removeprefix(self._root)
        return path.removeprefix(url("", self._locale).removesuffix(".html")).removesuffix(".html")
