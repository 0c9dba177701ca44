"""What other pages, the navigation and the shell have to know of a page."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.addresses import relative_url
from knowledge_base.locale import Locale
from knowledge_base.view.parts.pieces import Link

CHARTS_STYLE = "assets/stylesheets/charts.css"
"""The style sheet of pages with charts."""

TRAIL_STYLE = "assets/stylesheets/trail.css"
"""The style sheet of pages with a commitment trail."""

PICTURES_STYLE = "assets/stylesheets/pictures.css"
"""The style sheet of pages with a map or a timeline."""

MATRIX_STYLE = "assets/stylesheets/matrix.css"
"""The style sheet of pages with tables of coverage."""


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """The same page in a language.

    Attributes:
        locale: the language.
        label: its own name for itself.
        url: of the page in it.
        translated: whether the page is really in that language there, not the other's text under a notice.
    """

    locale: Locale
    label: str
    url: str
    translated: bool


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """What other pages, the navigation and the shell have to know of a page.

    Attributes:
        locale: the language of the page.
        address: of the page, the same in both languages.
        url: of the page, from the root of the site.
        title: for the window and for search engines.
        description: for search engines.
        text_locale: the language of the text; not ``locale`` on a page shown for want of a translation.
        breadcrumbs: the way from the home page.
        alternates: the page in each language.
        source_path: the file to suggest a change in, relative to the repository; empty for generated pages.
        section: the address of the item of the navigation that the page belongs to.
        scripts: those that this page needs besides those of every page, from the root of the site, in the order to run.
        styles: the style sheets that this page needs besides those of every page, from the root of the site.
        listed: whether search engines may list the page at all.
        place: where the site is, as it stands on paper; empty where nobody has said.
        root: the path of the site on its host, for the error page, which hosts serve at any address; empty on every
            other page, which names the rest of the site from where it is itself.
    """

    locale: Locale
    address: str
    url: str
    title: str
    description: str
    text_locale: Locale
    breadcrumbs: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    source_path: str
    section: str
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    listed: bool = True
    place: str = ""
    root: str = ""

    def href(self, url: str) -> str:
        """Return the way from the page to ``url``, an address from the root of the site (RFC 3986, 4.2)."""
        return self.root + url if self.root else relative_url(url, self.url)

    @property
    def translated(self) -> bool:
        """Whether the text of the page is in the language of the page."""
        return self.text_locale is self.locale

    @property
    def indexed(self) -> bool:
        """Whether search engines shall list the page in this language."""
        return self.listed and self.translated
