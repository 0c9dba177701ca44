"""Page metadata."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.addresses import relative_url
from knowledge_base.locale import Locale
from knowledge_base.view.parts.pieces import Link

CHARTS_STYLE = "assets/stylesheets/charts.css"
"""The style sheet of pages with charts."""

TRAIL_STYLE = "assets/stylesheets/trail.css"
"""The style sheet of pages with a commitment trail."""

POINTS_STYLE = "assets/stylesheets/points.css"
"""The style sheet of pages with the points of agreements."""

FILES_STYLE = "assets/stylesheets/files.css"
"""The style sheet of pages with pictures and documents of entries."""

PICTURES_STYLE = "assets/stylesheets/pictures.css"
"""The style sheet of pages with a map or a timeline."""

MATRIX_STYLE = "assets/stylesheets/matrix.css"
"""The style sheet of pages with tables of coverage."""


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """A page in one of the languages.

    Attributes:
        locale: the language.
        label: the language's name in that language.
        url: the URL of the page in that language, from the site root.
        translated: whether the text is in that language, and not the original shown under a notice.
    """

    locale: Locale
    label: str
    url: str
    translated: bool


@dataclass(frozen=True, kw_only=True)
class OtherForm:
    """Another form of a page, or of what it lists: a calendar, a feed, data.

    Attributes:
        type: its media type.
        label: what readers see of it.
        title: what programs show of it, which do not show the page as well.
        url: its path, from the site root.
    """

    type: str
    label: str
    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """Page metadata: what the shell, the navigation and other pages need to know about a page.

    Attributes:
        locale: the language of the page.
        address: the address of the page, the same in both languages.
        url: the URL of the page, from the site root.
        title: for ``<title>`` and search engines.
        description: for search engines.
        text_locale: the language of the text; differs from ``locale`` if there is no translation and the page shows the
            original.
        breadcrumbs: links from the home page to this page.
        alternates: the page in each language.
        source_path: the file that “Suggest a change” opens, relative to the repository; empty for generated pages.
        sort: the sort of the entry that the page shows; empty on other pages.
        section: the address of the navigation item that the page belongs to.
        scripts: scripts that this page needs in addition to the common ones, in execution order, from the site root.
        styles: style sheets that this page needs in addition to the common ones, from the site root.
        listed: whether search engines may index the page.
        place: the site's URL as printed on paper; empty if not configured.
        root: the path of the site on its host; set only for the error page, which hosts serve at any URL and which
            therefore can't use relative URLs.
        leads_to: the URL, from the site root, of the page that has taken the place of this one; browsers go on to it.
        forms: its other forms.
        part: what the site is about, if it has only a part of the content; empty if it has all.
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
    sort: str = ""
    root: str = ""
    leads_to: str = ""
    forms: tuple[OtherForm, ...] = ()
    part: str = ""

    def href(self, url: str) -> str:
        """Return ``url``, which is from the site root, as a reference relative to the page (RFC 3986, 4.2)."""
        return self.root + url if self.root else relative_url(url, self.url)

    @property
    def translated(self) -> bool:
        """Whether the text is in the language of the page."""
        return self.text_locale is self.locale

    @property
    def indexed(self) -> bool:
        """Whether search engines may index the page in this language: not if its text is the original, untranslated."""
        return self.listed and self.translated
