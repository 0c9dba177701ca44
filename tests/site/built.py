"""Access to a built site: its pages, their text and links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import HtmlElement

from knowledge_base.assemble import addresses
from knowledge_base.assemble.addresses import url
from knowledge_base.locale import DEFAULT_LOCALE, Locale

NOT_FOUND = {locale: url(addresses.NOT_FOUND, locale) for locale in Locale}
"""The error pages; a host serves the one of the nearest folder."""

ANSWERS = tuple(url(address, locale) for address in sorted(addresses.ANSWERS) for locale in Locale)
"""The pages that are shown at any address."""

_UNSEEN = frozenset({"script", "style", "template", "svg"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "time", "var", "wbr"}
)
_FETCHING = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "use": ("href",),
    "video": ("src", "poster"),
}
_FETCHED_RELATIONS = frozenset({"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect"})


@dataclass(frozen=True)
class BuiltPage:
    """A page of a built site.

    Attributes:
        site: the folder of the site.
        url: the path of the page from the site root: ``en/topics/index.html``.
    """

    site: Path
    url: str

    @property
    def locale(self) -> Locale:
        """The language of the page."""
        first, _, rest = self.url.partition("/")
        return Locale(first) if rest and first in set(Locale) else DEFAULT_LOCALE

    @property
    def address(self) -> str:
        """The address of the page, the same in both languages."""
        path = self.url.removesuffix(".html")
        return path if self.locale is DEFAULT_LOCALE else path.removeprefix(f"{self.locale}/")

    @property
    def source(self) -> str:
        """The HTML source."""
        return (self.site / self.url).read_text("utf-8")

    @cached_property
    def html(self) -> HtmlElement:
        """The parsed HTML."""
        return lxml.html.document_fromstring(self.source)

    @property
    def article(self) -> HtmlElement:
        """The content, without the shell."""
        (article,) = self.html.xpath("//main//article")
        return article

    @property
    def text(self) -> str:
        """The visible text of the article."""
        return visible_text(self.article)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """All HTML ids, including duplicates."""
        return tuple(self.html.xpath("//@id"))

    def alternates(self) -> dict[str, str]:
        """Return the ``hreflang`` alternates in the head, by language."""
        links = [link for link in self.html.xpath("//head/link[@hreflang]") if "alternate" in link.get("rel").split()]
        return {link.get("hreflang"): link.get("href") for link in links}

    def switches(self) -> dict[str, set[str]]:
        """Return the links to other languages in the page, by language."""
        switches: dict[str, set[str]] = {}
        for link in self.html.xpath("//body//a[@hreflang]"):
            switches.setdefault(link.get("hreflang"), set()).add(self.resolve(link.get("href"))[0])
        return switches

    def links(self) -> Iterator[str]:
        """Yield the URL of every link."""
        yield from self.html.xpath("//a/@href | //area/@href | //form/@action")

    def fetched(self) -> Iterator[str]:
        """Yield the URL of every resource that a browser loads for the page."""
        for element in self.html.iter(*_FETCHING):
            for name in _FETCHING[str(element.tag)]:
                for candidate in (element.get(name) or "").split(","):
                    yield from candidate.split()[:1]
        for link in self.html.iter("link"):
            if _FETCHED_RELATIONS & set(link.get("rel", "").split()):
                yield link.get("href")

    def resolve(self, reference: str) -> tuple[str, str]:
        """Return the file that a relative reference points to, from the site root, and the fragment."""
        parts = urlsplit(reference)
        if not parts.path:
            return self.url, unquote(parts.fragment)
        folder = posixpath.dirname(self.url)
        return posixpath.normpath(posixpath.join(folder, unquote(parts.path))), unquote(parts.fragment)


@dataclass(frozen=True)
class BuiltSite:
    """A built site.

    Attributes:
        folder: its folder.
    """

    folder: Path

    @cached_property
    def pages(self) -> tuple[BuiltPage, ...]:
        """Every page but those that are shown at any address and those that only lead to another, sorted by path."""
        found = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        named = (BuiltPage(self.folder, name) for name in found if name not in ANSWERS)
        return tuple(page for page in named if 'http-equiv="refresh"' not in page.source)

    @property
    def answers(self) -> tuple[BuiltPage, ...]:
        """The pages that are shown at any address, in each language."""
        return tuple(BuiltPage(self.folder, name) for name in ANSWERS)

    @cached_property
    def by_url(self) -> dict[str, BuiltPage]:
        """The pages by path."""
        return {page.url: page for page in self.pages}

    def page(self, address: str, locale: Locale) -> BuiltPage:
        """Return a page by its address.

        Raises:
            KeyError: there is none.
        """
        return self.by_url[url(address, locale)]

    def files(self) -> dict[str, bytes]:
        """Return the content of every file by its path from the site root."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def visible_text(element: HtmlElement) -> str:
    """Return the visible text of an element, in one line."""
    return " ".join("".join(_words(element)).split())


def is_external(reference: str) -> bool:
    """Whether a reference has a scheme or a host."""
    parts = urlsplit(reference)
    return bool(parts.scheme or parts.netloc)


def _words(element: HtmlElement) -> Iterator[str]:
    # In lxml, the tag of a comment is a function.
    seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
    if seen and element.get("hidden") is None:
        gap = "" if element.tag in _INLINE else " "
        yield gap + (element.text or "")
        for child in element:
            yield from _words(child)
            yield child.tail or ""
        yield gap
