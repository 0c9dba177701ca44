"""The shell: the context for what ``overrides/main.html`` renders around the content of a page.

It depends on the page's metadata, the navigation and the site's settings, and not on MkDocs: with these and the HTML
of the content, ``render.templates.render_shell`` renders a whole page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.addresses import DOWNLOAD, EXPLORE, HOME, url
from knowledge_base.locale import Locale
from knowledge_base.view.parts.chrome import Alternate, Chrome
from knowledge_base.view.parts.imprint import Imprint
from knowledge_base.view.parts.navigation import Navigation, navigation
from knowledge_base.view.parts.other_forms import has_twin, twin_path
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.saving import WORKER_PARTS
from knowledge_base.view.parts.share import Share, share_of

FIRST_SCRIPT = "assets/javascripts/shell.js"
"""The render-blocking script; it sets the reader's colour scheme before the first paint, to avoid a flash."""

STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("type", "prose", "knowledge-base"))
"""The style sheets of every page, in cascade order, from the site root."""

LATE_STYLE = "assets/stylesheets/search.css"
"""The style sheet of the search box, which is closed at first: loaded without blocking rendering."""

PRINT_STYLE = "assets/stylesheets/print.css"
"""The print style sheet; browsers load it at low priority, without blocking rendering."""

GUIDE = "assets/javascripts/kb.js"
"""The shared helpers of all scripts."""

TEXT_SCRIPT = "assets/javascripts/page.js"
"""The script of the text of a page."""

# Date and revision of the build; in a file of their own, unhashed, so that pages don't change with every build.
_SCRIPTS = ("about-this-copy.js", "assets/javascripts/about.js", TEXT_SCRIPT)

# The target of the search button if scripts are off.
_SEARCH_WITHOUT_SCRIPTS = EXPLORE


SEARCH_PARTS = tuple(
    f"assets/javascripts/{name}.js"
    for name in (
        *("search-words", "search-dates", "search-pieces", "search-query", "search-forms", "search-index"),
        *("search-lookup", "search-ranking", "search-facets", "search-engine", "search-matches", "search-texts"),
        *(
            "search-suggestion",
            "search-shown",
            "search-filters",
            "search-hints",
            "search-keys",
            "search-marks",
            "search",
        ),
    )
)
"""The scripts of the search, in the order in which they run. Pages load them as one (`search_box`)."""

SINGLE_FIRST = ("assets/javascripts/single-blocks.js", "assets/javascripts/single-phrases.js")
"""The scripts with which the search reads the copy of the site in one file; they run before it."""

SINGLE_LAST = ("assets/javascripts/single-page.js", "assets/javascripts/single.js")
"""The scripts that show the pages of that copy; they run after the search."""

SINGLE_STYLE = "assets/stylesheets/single.css"
"""The style sheet of that copy."""


FORM_SCRIPT = "assets/javascripts/proposal.js"
"""The script of the form. It is put together from `FORM_PARTS`, of which it is as many requests fewer."""

_FORM = (
    "text items rows blocks dates check period control fields picker list zip files form problems file preview pasted"
    " paste draft opened keeping ways steps"
)
FORM_PARTS = (
    *(f"assets/javascripts/propose-{part}.js" for part in _FORM.split()),
    "assets/javascripts/propose.js",
)
"""Its parts in dependency order: each uses globals of those before it."""

INSIDE = frozenset({*SEARCH_PARTS, *FORM_PARTS, *SINGLE_FIRST, *SINGLE_LAST, SINGLE_STYLE, *WORKER_PARTS})
"""The files that are published inside others only."""


def search_box(locale: Locale) -> str:
    """Return the unhashed path of the script of the search in a language: its box, and all that runs it."""
    return f"assets/javascripts/search-box.{locale}.js"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of the site, in one language.

    Attributes:
        name: the name of the site.
        description: one sentence about it.
        home: the base URL of the published site, with a trailing slash; empty if not configured.
        repository: a link to the repository, labelled with its display name; ``None`` without one.
        edit_home: the URL prefix that opens a file in the repository's editor; empty without a repository.
        new_file: the URL of the repository host's form for a new file, with placeholders; empty if it has none.
        imprint: the publisher.
        policy: the content security policy; empty in a preview, whose server adds an inline script to each page.
        assets: the hashed paths of style sheets and scripts, by their unhashed paths; both from the site root.
    """

    name: str
    description: str
    home: str = ""
    repository: Link | None = None
    edit_home: str = ""
    new_file: str = ""
    imprint: Imprint
    policy: str = ""
    assets: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A heading in the table of contents, with its subheadings."""

    id: str
    title: str
    items: tuple[Contents, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shell:
    """The context of the page template. URLs are from the site root unless noted.

    Attributes:
        chrome: the metadata of the page.
        settings: the settings of the site.
        navigation: the navigation menu.
        contents: the table of contents; empty on the home page.
        title: the content of ``<title>``.
        canonical: the full canonical URL: of the page, of the original if the page is untranslated, or of the page that
            has taken its place; empty on the error page, and if the site's URL is not configured.
        share: what other sites show of the page; ``None`` if it has no canonical URL.
        front: the home page.
        this_copy: where the date and the revision of this copy of the site are.
        find: the target of the search button if scripts are off.
        other: the page in the other language.
        edit: the full URL to edit the source of the page on the repository's host; empty without one.
        first_script: the render-blocking script.
        guide: the module of shared helpers; its element also carries the site root and the language.
        scripts: deferred scripts, in execution order.
        styles: render-blocking style sheets.
        late_style: the style sheet loaded without blocking rendering.
        print_style: the print style sheet.
        linked: what the page says of itself to programs, as JSON-LD; may be empty.
        metadata: the same in Dublin Core, as pairs of a property and its value.
        twin: its content as Markdown; empty if there is none.
    """

    chrome: Chrome
    settings: Settings
    navigation: Navigation
    contents: tuple[Contents, ...]
    title: str
    canonical: str
    share: Share | None
    front: str
    this_copy: str
    find: str
    other: Alternate
    edit: str
    first_script: str
    guide: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    late_style: str
    print_style: str
    linked: str
    metadata: tuple[tuple[str, str], ...]
    twin: str

    @property
    def root(self) -> str:
        """The relative URL from the page to the site root, with a trailing slash."""
        return self.chrome.href("") or "./"


def shell(
    chrome: Chrome,
    settings: Settings,
    known: Collection[str],
    contents: tuple[Contents, ...] = (),
    *,
    linked: str = "",
    metadata: tuple[tuple[str, str], ...] = (),
) -> Shell:
    """Return the context of the page template.

    Args:
        chrome: the metadata of the page.
        settings: the settings of the site, in the language of the page.
        known: the addresses of all pages that exist in this language.
        contents: the headings of the page.
        linked: its JSON-LD.
        metadata: its Dublin Core.
    """

    def published(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(settings.assets.get(path, path) for path in paths)

    text = next(item for item in chrome.alternates if item.locale is chrome.text_locale)
    canonical = "" if chrome.root else settings.home and settings.home + (chrome.leads_to or text.url)
    return Shell(
        chrome=chrome,
        settings=settings,
        navigation=navigation(chrome, known),
        # The home page is a short list of links; a table of contents wouldn't help.
        contents=() if chrome.address == HOME else contents,
        title=settings.name if chrome.address == HOME else f"{chrome.title} - {settings.name}",
        canonical=canonical,
        share=share_of(chrome) if canonical else None,
        front=url(HOME, chrome.locale),
        this_copy=f"{url(DOWNLOAD, chrome.locale)}#copy",
        find=url(_SEARCH_WITHOUT_SCRIPTS, chrome.locale),
        other=next(item for item in chrome.alternates if item.locale is not chrome.locale),
        edit=settings.edit_home and chrome.source_path and settings.edit_home + chrome.source_path,
        first_script=published((FIRST_SCRIPT,))[0],
        guide=published((GUIDE,))[0],
        scripts=published((*_SCRIPTS, search_box(chrome.locale), *chrome.scripts)),
        styles=published((*STYLES, *chrome.styles)),
        late_style=published((LATE_STYLE,))[0],
        print_style=published((PRINT_STYLE,))[0],
        linked=linked,
        metadata=metadata,
        twin=twin_path(chrome.url) if has_twin(chrome) else "",
    )
