"""What a copy in one file has of the built site: the content of its pages, with links that work inside the file.

A page stands in the file at ``#/agreements/x``, a place on it at ``#/agreements/x:sources``; on that page itself the
place is ``#sources``, as most links to it are the same on many pages. What the file does not have is linked to on the
published site, or not at all if nobody has said where that is. What only paper and programs for references want is left
out.
"""

from __future__ import annotations

import html
import posixpath
import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from knowledge_base.assemble import addresses
from knowledge_base.locale import DEFAULT_LOCALE, N_, Locale
from knowledge_base.publish.packs.packing import PackError, files_in_folder
from knowledge_base.publish.packs.shelf import DOWNLOADS
from knowledge_base.setup_error import reading

# Briefs are for paper, and put together from what is in the file; there are as many as countries times topics.
_LEFT_OUT_FOLDERS = ("briefs/", f"{DOWNLOADS}/", f"{addresses.REFERENCE}/", *(f"{locale}/" for locale in Locale))

# In bytes. A larger picture would outweigh a hundred pages.
_LARGEST_PICTURE = 40_000
_PICTURE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}

_TITLE = re.compile(r"<title>([^<]*)</title>")
# The page of an address that has moved; it says so in its head.
_LEADS_AWAY = '<meta http-equiv="refresh"'
_HEAD = 1_000
_CONTENT = re.compile(r'<div class="kb-page kb-main">\n(.*)</div>\n<footer class="kb-footer">', re.DOTALL)
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"( media="print")?>')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
_TAG = re.compile(r"<[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_HREF = re.compile(r' href="([^"]*)"')
_SOURCE = re.compile(r' src="([^"]*)"')
_SOURCES = re.compile(r' (?:srcset|action)="[^"]*"')
_SPARED = re.compile(
    r'<p class="kb-on-paper"[^>]*>.*?</p>\n?'
    r'| ?<span class="kb-paper"[^>]*></span>'
    r'|<details class="kb-plain-details"><summary>[^<]*</summary>\s*<h4>BibTeX</h4>.*?</details>(?=\s*</section>)',
    re.DOTALL,
)
_NEEDLESS = re.compile(r' (?:data-n="[0-9]*"|data-at="[^"]*"|rel="noopener noreferrer")')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# The page of downloads tells of another copy, the site; the file says of itself what it is.
_THIS_COPY = re.compile(r"<li><a href=\"[^\"]*#copy\">[^<]*</a></li>\n?")
_ITEM = re.compile(r"<li><a(?: class=\"[^\"]*\")?>[^<]*</a></li>\n?")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A style sheet: its path from the root of the site, and whether it is for paper only."""

    path: str
    for_paper: bool


@dataclass(frozen=True, kw_only=True)
class SinglePage:
    """A page as it stands in the file.

    Attributes:
        address: its address.
        url: its path from the root of the built site.
        title: the title of the document.
        sheets: its style sheets, in their order.
        content: its HTML without the shell, with the links of the file.
    """

    address: str
    url: str
    title: str
    sheets: tuple[Sheet, ...]
    content: str


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """What the file takes of the shell of the front page.

    Attributes:
        name: the name of the site.
        masthead: the HTML of its masthead and menu.
        footer: the HTML of its footer.
        sheets: its style sheets, in their order.
        search: the path of the script of the search.
        published: the URL of the front page of the published site in this language; empty if the site doesn't say.
    """

    name: str
    masthead: str
    footer: str
    sheets: tuple[Sheet, ...]
    search: str
    published: str


class SiteReader:
    """Reads the pages of a language from a built site.

    Args:
        site: the folder of the site.
        locale: the language.

    Raises:
        PackError: the front page is not as a build writes it.
    """

    def __init__(self, site: Path, locale: Locale) -> None:
        self._site, self._locale = site, locale
        self._home = addresses.url(addresses.HOME, locale)
        self._front = self._read(self._home)
        canonical = _CANONICAL.search(self._front)
        self._published = html.unescape(canonical[1]).removesuffix(self._home) if canonical else ""
        self.urls = self._find()
        """The pages of the file by their addresses: their paths from the root of the site."""

    def _find(self) -> dict[str, str]:
        folder = self._site / posixpath.dirname(self._home)
        found = sorted(name.removesuffix(".html") for name in files_in_folder(folder) if name.endswith(".html"))
        urls = {
            address: addresses.url(address, self._locale)
            for address in found
            if address not in addresses.SITE_ONLY and not address.startswith(_LEFT_OUT_FOLDERS)
        }
        return {address: url for address, url in urls.items() if _LEADS_AWAY not in self._read(url)[:_HEAD]}

    def pages(self, step: Callable[[int], None]) -> Iterator[SinglePage]:
        """Yield the pages of the file, sorted by address.

        Args:
            step: is called with 1 after each.

        Raises:
            PackError: a page is not as a build writes it.
        """
        for address, url in self.urls.items():
            source = self._read(url)
            yield SinglePage(
                address=address,
                url=url,
                title=html.unescape(self._part(_TITLE, source, url)),
                sheets=tuple(self._sheets(source, url)),
                content=self._linked(_SPARED.sub("", self._part(_CONTENT, source, url)), address),
            )
            step(1)

    def front_page(self) -> FrontPage:
        """Return what the file takes of the shell of the front page.

        Raises:
            PackError: the front page is not as a build writes it.
        """
        url = self._home
        masthead = self._part(re.compile(r'(<header class="kb-masthead">.*?</header>)', re.DOTALL), self._front, url)
        menu = self._part(re.compile(r'(<nav id="menu".*?</nav>)', re.DOTALL), self._front, url)
        footer = self._part(re.compile(r'(<footer class="kb-footer">.*?</footer>)', re.DOTALL), self._front, url)
        language = re.compile(r'<a class="kb-language".*?</a>\n', re.DOTALL)
        search = self._part(re.compile(r'<script src="([^"]*/search-box\.[^"]*)"'), self._front, url)
        return FrontPage(
            name=html.unescape(self._part(_TITLE, self._front, url)),
            # The file has one language, and a menu of what it has.
            masthead=language.sub("", self._linked(masthead, addresses.HOME)) + self._menu(menu),
            footer=_ITEM.sub("", self._linked(_THIS_COPY.sub("", footer), addresses.HOME)),
            sheets=tuple(self._sheets(self._front, url)),
            search=self._path(search, url),
            published=self._published and self._published + self._home,
        )

    def _menu(self, menu: str) -> str:
        inside = self._linked(menu, addresses.HOME, published="")
        return _ITEM.sub("", inside.replace(' aria-current="page"', ""))

    def _read(self, url: str) -> str:
        path = self._site / url
        if not path.is_file():
            raise PackError(N_("{site} has no page {page}: build the site again"), site=self._site, page=url)
        with reading(path):
            return path.read_text("utf-8")

    def _part(self, pattern: re.Pattern[str], source: str, url: str) -> str:
        found = pattern.search(source)
        if not found:
            text = N_("{page} is not as a build of this version writes it: build the site again")
            raise PackError(text, page=self._site / url)
        return found[1]

    def _sheets(self, source: str, url: str) -> Iterator[Sheet]:
        for href, paper in _SHEET.findall(source):
            yield Sheet(path=self._path(href, url), for_paper=bool(paper))

    @staticmethod
    def _path(reference: str, url: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(reference)))

    def _linked(self, content: str, address: str, published: str | None = None) -> str:
        """Return HTML of a page with the links and pictures of the file."""
        home = self._published if published is None else published
        url = addresses.url(address, self._locale)

        def link(match: re.Match[str]) -> str:
            reference = match[1]
            if _SCHEME.match(reference):
                return match[0]
            inside = _inside(html.unescape(reference), url, self.urls)
            if inside is not None:
                return f' href="{html.escape(inside)}"'
            path, hash_, fragment = reference.partition("#")
            return f' href="{home}{self._path(path, url)}{hash_}{fragment}"' if home else ""

        def source(match: re.Match[str]) -> str:
            return _picture(self._site / self._path(html.unescape(match[1]), url))

        def tag(match: re.Match[str]) -> str:
            return _SOURCE.sub(source, _HREF.sub(link, _SOURCES.sub("", _NEEDLESS.sub("", match[0]))))

        return _TAG.sub(tag, content)


def _inside(reference: str, url: str, urls: Collection[str]) -> str | None:
    """Return the link to a page of the file, or to a place on the page itself; ``None`` if there is no such page."""
    path, _, fragment = reference.partition("#")
    if not path:
        return f"#{fragment}"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path)))
    locale = addresses.locale_of(target)
    address = target.removesuffix(".html").removeprefix("" if locale is DEFAULT_LOCALE else f"{locale}/")
    if locale is not addresses.locale_of(url) or not target.endswith(".html") or address not in urls:
        return None
    return f"#/{'' if address == addresses.HOME else address}{':' if fragment else ''}{fragment}"


def _picture(path: Path) -> str:
    """Return the attribute of a picture that is inside the file; empty if it is too large, and its text stands in."""
    type_ = _PICTURE_TYPES.get(path.suffix)
    if not type_ or not path.is_file() or path.stat().st_size > _LARGEST_PICTURE:
        return ""
    with reading(path):
        return f' src="data:{type_};base64,{b64encode(path.read_bytes()).decode()}"'
