"""The adapter at the edge: the only module that knows MkDocs.

What the site shows is planned without MkDocs (``view.plan``); here the pages are handed to it. A page is announced as a
file before the i18n plugin runs, so that the plugin gives it a language, an address and alternates, and filled
after. The Markdown of authors goes through MkDocs, which checks its links, and comes back as HTML, which is cleaned and
put into the page.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import logging
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from knowledge_base.assemble.addresses import EXPLORE, url
from knowledge_base.check.run import REFERENCE_FOLDER, Checked, check_content
from knowledge_base.environment import source_date
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.history import revision
from knowledge_base.locale import DEFAULT_LOCALE, Locale, message
from knowledge_base.problems import Problem, Severity
from knowledge_base.publish.packs.offline import offer_nothing
from knowledge_base.publish.search.index import build_search_index
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.dark import write_dark_sheet
from knowledge_base.publish.site.explore_data import write_explore_data
from knowledge_base.publish.site.policy import write_policies
from knowledge_base.publish.site.schemas import write_schemas
from knowledge_base.publish.site.sitemap import sitemap
from knowledge_base.publish.site.tables import write_figures
from knowledge_base.render.sanitise import sanitise
from knowledge_base.render.templates import render
from knowledge_base.render.theme import mend
from knowledge_base.render.toc import Heading, headings
from knowledge_base.view.pages.explore import explore_data
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.navigation import navigation
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import PlannedPage, plan_pages

# Where the search button leads without scripts.
SEARCH_WITHOUT_SCRIPTS = EXPLORE

# A child of MkDocs' logger: strict mode counts its warnings.
_log = logging.getLogger("mkdocs.hooks.knowledge_base")


class SiteBuild:
    """One build of the site, in every language.

    It holds what MkDocs' events have to share: the planned pages, and the page that is being made.

    Args:
        check: reads and checks the content of a repository. The tests put one in that lets hostile content through, to
            see that what comes after it would hold alone.
    """

    def __init__(self, check: Callable[..., Checked] = check_content) -> None:
        self._check = check
        self._root = Path()
        self._sites: tuple[Site, ...] = ()
        self._date: dt.date | None = None
        self._pages: dict[tuple[Locale, str], PlannedPage] = {}
        self._preview = False

    def start(self, *, command: str, dirty: bool) -> None:
        """Note whether this is a preview: its server adds a script to each page, which a policy would stop."""
        del dirty
        self._preview = command == "serve"

    def read_content(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content, once for all languages.

        Raises:
            PluginError: something is wrong with the content; each problem has been logged.
        """
        if _is_nested(config):
            return config
        self._root = Path(config.config_file_path).resolve().parent
        checked = self._check(self._root, today=source_date())
        _report(checked.problems)
        self._sites = tuple(Site(catalogue=checked.catalogue, locale=locale) for locale in Locale)
        self._date = source_date() or checked.catalogue.content_date()
        self._pages = {
            (locale, page.chrome.address): page
            for locale in Locale
            for page in plan_pages(
                site_in(locale, checked.catalogue, source_date(), config.site_url or "", _edit_home(config))
            )
        }
        return config

    def announce_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Before i18n: leave out every file that is not planned, as drafts are, and announce pages without a file."""
        for file in files.documentation_pages():
            if self._planned(file) is None:
                files.remove(file)
        for locale, address in self._pages:
            uri = f"{locale}/{address}.md"
            if uri not in files.src_uris:
                # A real file as far as the i18n plugin can see: it leaves generated ones alone.
                files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
        return files

    @event_priority(-200)
    def fill_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """After i18n: give each page of the language being built its Markdown, and the site its navigation."""
        locale = _building(config)
        for file in files.documentation_pages():
            page = self._planned(file)
            if page is None:
                continue
            # The theme prints titles unescaped; and front matter of our own keeps MkDocs from reading the body's.
            title = json.dumps(html.escape(page.chrome.title, quote=False), ensure_ascii=False)
            file.content_string = f"---\ntitle: {title}\n---\n\n{page.body}"
            file.inclusion = InclusionLevel.NOT_IN_NAV
        # mkdocstrings would put its style sheet on every page; each page names those that it needs.
        config.extra_css = []
        addresses = {address for other, address in self._pages if other is locale}
        config.nav = [item.as_config() for item in navigation(locale, addresses)]
        return files

    @event_priority(-200)
    def place_pages(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang pages that are not in the navigation under their item there, so that it shows where the reader is."""
        items = {self._address(page.file): page for page in nav.pages}
        for file in files.documentation_pages():
            planned = self._planned(file)
            if planned is None or planned.chrome.address in items:
                continue
            page = (Page if planned.body else _GeneratedPage)(None, file, config)
            page.parent = items.get(planned.chrome.section)  # type: ignore[assignment]
        return nav

    @event_priority(-50)
    def compose_page(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Return the whole page, around the author's text that MkDocs has turned into HTML."""
        planned = self._planned(page.file)
        if planned is None:
            return html
        trusted = planned.chrome.address.startswith(REFERENCE_FOLDER)
        body = Markup(html) if trusted else sanitise(html)  # noqa: S704 - the reference is the maintainers' own
        composed = render(self._root, planned.view(), body)
        page.toc = _toc(headings(composed))
        return composed

    @event_priority(-50)
    def surround_page(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """Give the theme's templates what surrounds the page: alternates, canonical address, edit link."""
        del nav
        planned = self._planned(page.file)
        if planned is None:
            return context
        chrome = planned.chrome
        context["kb"] = chrome
        context |= _words(chrome)
        context["kb_new_file"] = _new_file_url(config)
        _set_alternates(config, chrome)
        page.edit_url = _edit_url(config, chrome)
        page.canonical_url = _canonical(config, chrome)
        return context

    def surround_template(self, context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
        """Give the theme's other templates what they need: the error page links to the front pages from any address."""
        del template_name
        home = self._pages.get((DEFAULT_LOCALE, "index"))
        if home:
            context["kb"] = None
            context["kb_home"] = home.chrome
            context |= _words(home.chrome)
            _set_alternates(config, home.chrome)
        return context

    def keep_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep the files at the root of the site as the default language made them; the sitemap is ours."""
        if template_name == "sitemap.xml":
            return sitemap((page.chrome for page in self._pages.values()), config.site_url or "")
        return "" if _is_nested(config) else mend(output_content)

    @staticmethod
    def mend_page(output: str, page: Page, config: MkDocsConfig) -> str:
        """Return the finished page as HTML allows it."""
        del page, config
        return mend(output)

    @event_priority(-200)
    def finish(self, config: MkDocsConfig) -> None:
        """After i18n has built every language: write what is made from the whole site.

        That is what the pages may do in a browser, the colours of the dark without scripts, what Explore narrows, the
        search index, the schemas, and the one file that says what this build is of.

        Raises:
            PluginError: a page has a script that is none of the theme's, or the index could not be made.
        """
        if _is_nested(config):
            return
        folder = Path(config.site_dir)
        (folder / ABOUT_FILE).write_text(About(self._date, revision(self._root)).script(), "utf-8")
        offer_nothing(folder)
        write_dark_sheet(folder)
        write_schemas(folder, self._sites[0].catalogue.vocabularies, config.site_url or "")
        try:
            if not self._preview:
                write_policies(folder)
            fragments = build_search_index(folder)
        except KnowledgeBaseError as error:
            raise PluginError(str(error)) from error
        for site in self._sites:
            write_figures(folder, site)
        write_explore_data(folder, ((site.locale, explore_data(site)) for site in self._sites), fragments)

    @staticmethod
    def _address(file: File) -> str:
        return file.src_uri.split("/", 1)[-1].removesuffix(".md")

    def _planned(self, file: File) -> PlannedPage | None:
        language, _, address = file.src_uri.removesuffix(".md").partition("/")
        return self._pages.get((Locale(language), address)) if language in set(Locale) else None


class _GeneratedPage(Page):
    """A page that no author wrote: there is no Markdown to turn into HTML, which takes MkDocs a millisecond even so."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page empty; what it shows is put in afterwards, as on every page."""
        del config, files
        self.content = ""
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def _is_nested(config: MkDocsConfig) -> bool:
    """Whether this is the build of a further language, inside the first one's."""
    return bool(_i18n(config).building)


def _building(config: MkDocsConfig) -> Locale:
    """Return the language being built. Only after the i18n plugin's own event: before it, there may be none yet."""
    return Locale(_i18n(config).current_language)


def _report(problems: Iterable[Problem]) -> None:
    """Log problems. Warnings are for authors and must not stop a strict build: they are logged as information."""
    wrong = 0
    for problem in problems:
        if problem.severity is Severity.ERROR:
            wrong += 1
            _log.error(str(problem))
        else:
            _log.info(str(problem))
    if wrong:
        raise PluginError(f"the content has {wrong} problems; `kb check` lists them")


def _toc(found: Iterable[Heading]) -> TableOfContents:
    """Return headings as the theme wants them: its link past the navigation leads to the first, which is the title."""
    items: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in found:
        link = AnchorLink(html.escape(heading.title, quote=False), heading.id, heading.level)
        while above and above[-1].level >= link.level:
            above.pop()
        (above[-1].children if above else items).append(link)
        above.append(link)
    return TableOfContents(items)


def _set_alternates(config: MkDocsConfig, chrome: Chrome) -> None:
    """Name the page in each language, in the form that the theme's language switcher reads."""
    config.extra["alternate"] = [
        {"name": item.label, "link": item.url, "lang": str(item.locale)} for item in chrome.alternates
    ]


def _words(chrome: Chrome) -> dict[str, Any]:
    """Return what the templates of the theme need to speak the language of the page."""
    return {
        "say": partial(message, chrome.locale),
        "kb_locale": chrome.locale,
        "kb_other": next(item for item in chrome.alternates if item.locale is not chrome.locale),
        "kb_search_page": url(SEARCH_WITHOUT_SCRIPTS, chrome.locale),
    }


def _edit_home(config: MkDocsConfig) -> str:
    """Return what the path of a file is added to, to open it for a change; empty where no repository is configured."""
    return f"{config.repo_url.rstrip('/')}/{(config.edit_uri or 'edit/main/').strip('/')}/" if config.repo_url else ""


def _edit_url(config: MkDocsConfig, chrome: Chrome) -> str | None:
    """Return where to suggest a change of the file behind the page; nothing where no repository is configured."""
    home = _edit_home(config)
    return home + chrome.source_path if home and chrome.source_path else None


def _new_file_url(config: MkDocsConfig) -> str:
    """Return where the repository's host takes new files; nothing where that can't be told from where it edits them."""
    edit = (config.edit_uri or "edit/main/").strip("/")
    if not config.repo_url or not edit.startswith("edit/"):
        return ""
    return f"{config.repo_url.rstrip('/')}/new/{edit.removeprefix('edit/')}"


def _canonical(config: MkDocsConfig, chrome: Chrome) -> str | None:
    """Return the address of the page, or of the original where it is shown for want of a translation."""
    if not config.site_url:
        return None
    url = next((item.url for item in chrome.alternates if item.locale is chrome.text_locale), chrome.url)
    return config.site_url.rstrip("/") + "/" + url
