"""The shell: all that ``overrides/main.html`` prints around what a page shows.

It is made from the page, the navigation and the settings of the site, without MkDocs; whoever has these three and the
HTML of a page can render it whole (``render.templates.render_shell``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.addresses import EXPLORE, HOME, url
from knowledge_base.locale import Locale
from knowledge_base.view.parts.chrome import Alternate, Chrome
from knowledge_base.view.parts.imprint import Imprint
from knowledge_base.view.parts.navigation import Navigation, navigation
from knowledge_base.view.parts.pieces import Link

FIRST_SCRIPT = "assets/javascripts/shell.js"
"""The script that runs before anything is drawn, so that the page is in the colours that the reader chose."""

STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("type", "prose", "knowledge-base"))
"""The style sheets of every page, from the root of the site, in the order in which they apply."""

LATE_STYLE = "assets/stylesheets/search.css"
"""The style sheet of every page that nothing waits for: that of the search box, which is closed at first."""

PRINT_STYLE = "assets/stylesheets/print.css"
"""The style sheet of every page on paper. Browsers fetch it last, and wait for it only to print."""

_GUIDE = "assets/javascripts/kb.js"
# What this copy of the site is of is data: it differs from build to build, and no page with it.
_SCRIPTS = ("about-this-copy.js", *(f"assets/javascripts/{name}.js" for name in ("about", "page", "search-engine")))
_SEARCH = "assets/javascripts/search.js"

# Where the search button leads without scripts.
_SEARCH_WITHOUT_SCRIPTS = EXPLORE


def search_box(locale: Locale) -> str:
    """Return the path of the script that puts the search box into a page of a language, before it has its hash."""
    return f"assets/javascripts/search-box.{locale}.js"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the pages of a language say of the site as a whole.

    Attributes:
        name: of the site.
        description: a sentence on it.
        home: the address at which it is published, with a slash at its end; empty where nobody has said.
        repository: the address of its repository, under the name that readers know it by; ``None`` without one.
        edit_home: what the path of a file is added to, to open it for a change; empty without a repository.
        new_file: where the repository's host takes new files; empty where it takes none.
        imprint: who publishes it.
        policy: the content security policy; empty for a preview, whose server adds a script to each page.
        assets: the published paths of style sheets and programs by those of their files, from the root of the site.
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
    """A heading in the contents list of a page, with those below it."""

    id: str
    title: str
    items: tuple[Contents, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What surrounds what a page shows. Addresses are from the root of the site, but where something else is said.

    Attributes:
        chrome: the page.
        settings: the site.
        navigation: the sections.
        contents: the headings of the page; empty where a list of them helps nobody.
        title: of the window.
        canonical: the whole address of the page, or of the original where it is shown for want of a translation; empty
            on the error page, and where nobody knows where the site is published.
        front: the front page.
        find: where the search button leads without scripts.
        other: the page in the other language.
        edit: the whole address at which the host of the repository takes a change to the page; empty without one.
        first_script: the script that runs before anything is drawn.
        guide: the script that the others have their help from, and that is told where the root of the site is, and in
            which language.
        scripts: those that run when the page is there, after it, in their order.
        styles: the style sheets.
        late_style: the one that nothing waits for.
        print_style: the one for paper.
    """

    chrome: Chrome
    settings: Settings
    navigation: Navigation
    contents: tuple[Contents, ...]
    title: str
    canonical: str
    front: str
    find: str
    other: Alternate
    edit: str
    first_script: str
    guide: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    late_style: str
    print_style: str

    @property
    def root(self) -> str:
        """The way from the page to the root of the site, with a slash at its end."""
        return self.chrome.href("") or "./"


def shell(chrome: Chrome, settings: Settings, known: Collection[str], contents: tuple[Contents, ...] = ()) -> Shell:
    """Return what surrounds what a page shows.

    Args:
        chrome: the page.
        settings: the site, in the language of the page.
        known: the addresses of the pages that there are in it.
        contents: the headings of the page.
    """

    def published(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(settings.assets.get(path, path) for path in paths)

    text = next(item for item in chrome.alternates if item.locale is chrome.text_locale)
    return Shell(
        chrome=chrome,
        settings=settings,
        navigation=navigation(chrome, known),
        # The front page is short, and leads elsewhere.
        contents=() if chrome.address == HOME else contents,
        title=settings.name if chrome.address == HOME else f"{chrome.title} - {settings.name}",
        canonical="" if chrome.root else settings.home and settings.home + text.url,
        front=url(HOME, chrome.locale),
        find=url(_SEARCH_WITHOUT_SCRIPTS, chrome.locale),
        other=next(item for item in chrome.alternates if item.locale is not chrome.locale),
        edit=settings.edit_home and chrome.source_path and settings.edit_home + chrome.source_path,
        first_script=published((FIRST_SCRIPT,))[0],
        guide=published((_GUIDE,))[0],
        scripts=published((*_SCRIPTS, search_box(chrome.locale), _SEARCH, *chrome.scripts)),
        styles=published((*STYLES, *chrome.styles)),
        late_style=published((LATE_STYLE,))[0],
        print_style=published((PRINT_STYLE,))[0],
    )
