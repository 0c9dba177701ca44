"""The adapter at the edge: the only module that knows MkDocs.

MkDocs reads the configuration, loads the plugins, copies the static files and runs the preview. What pages there are is
planned without it (``view.plan``), and they are made without it (``publish.site.pages``), when it has built each
language: until then the settings of each, which the i18n plugin puts into the configuration in turn, are gathered here.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from mkdocs.config.config_options import RepoName
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from knowledge_base.alone import alone_in
from knowledge_base.assemble.addresses import HOME
from knowledge_base.assemble.reduced import part_of
from knowledge_base.check.run import Checked, check_content
from knowledge_base.cli.terminal import ProgressBar, option_given, print_line
from knowledge_base.environment import (
    clean_build,
    edit_path,
    part_asked,
    processors,
    repository_address,
    site_address,
    source_date,
    terminal_locale,
)
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.history import revision
from knowledge_base.locale import N_, Locale, message
from knowledge_base.memory.code import code_digest
from knowledge_base.memory.content import ContentMemory, remembered_content
from knowledge_base.memory.store import Memory, remembered
from knowledge_base.model.publisher import Publisher
from knowledge_base.preview.app import preview_app
from knowledge_base.preview.session import WATCHED, Session
from knowledge_base.preview.watch import Watcher
from knowledge_base.problems import Problem, Severity, printable
from knowledge_base.processes import collector_paused
from knowledge_base.progress import Progress
from knowledge_base.publish.site.about import ABOUT_FILE, About, about_part
from knowledge_base.publish.site.assets import hashed_name, published_names
from knowledge_base.publish.site.policy import POLICY
from knowledge_base.publish.site.whole import SiteSource, publish_site
from knowledge_base.render.templates import OVERRIDES, joined_script, search_box_script, worker_script
from knowledge_base.setup_error import SetupError, setup_error_of
from knowledge_base.view.parts.imprint import imprint_of
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.places import checked_address, edit_home_of, home_of, new_file_of
from knowledge_base.view.parts.saving import WORKER
from knowledge_base.view.parts.shell import FORM_PARTS, FORM_SCRIPT, INSIDE, Settings, search_box
from knowledge_base.view.parts.site import site_in

NOTEBOOKS = Path(".cache/build")
"""Where builds leave what the next ones may use, in the repository; git ignores it, and it may be deleted any time."""

_MEMORY = "memory.sqlite"
"""The name of the memory, in a folder of these."""

_BURST = 0.05
"""Seconds without an event after which a burst of them is over, as when git checks out many files."""

# A child of MkDocs' logger: strict mode counts its warnings.
_log = logging.getLogger("mkdocs.hooks.knowledge_base")


class SiteBuild:
    """One build of the site, in every language.

    It holds what MkDocs' events have to share: the planned pages, and the settings of each language.

    Args:
        check: reads and checks the content of a repository. The tests put one in that lets hostile content through, to
            see that what comes after it would hold alone.
    """

    def __init__(self, check: Callable[..., Checked] = check_content) -> None:
        self._check = check
        self._root = Path()
        self._checked: Checked | None = None
        self._home = ""
        self._edit_home = ""
        self._revision = ""
        self._code = b""
        self._folder = Path()
        self._notebook: Path | None = None
        self._settings: dict[Locale, Settings] = {}
        self._written: dict[str, str] = {}
        self._assets: dict[str, str] = {}
        self._previewed = False
        self._session: Session | None = None
        self._kept = ExitStack()
        self._alone = ExitStack()
        self._progress = Progress()

    def start(self, *, command: str, dirty: bool) -> None:
        """Record whether this is a preview: its server injects a live-reload script, which the policy would block.

        With ``--no-livereload`` or ``--clean`` it injects none, and there is nothing to preview: the site is built.
        """
        del dirty
        _leave_out_chatter()
        self._previewed = command == "serve" and bool(option_given("livereload", default=True))

    def read_content(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content, once for all languages.

        Raises:
            PluginError: something is wrong with the content; each problem has been logged. A preview shows it instead.
        """
        if _is_nested(config):
            return config
        _take_addresses(config)
        self._root = Path(config.config_file_path).resolve().parent
        self._progress = Progress(ProgressBar(_log.info))
        self._home, self._edit_home = home_of(config.site_url), edit_home_of(config.repo_url, config.edit_uri)
        self._revision = revision(self._root)
        # First of all, so that later edits of the code are not attributed to this build.
        self._code = code_digest(self._root / OVERRIDES)
        self._name_assets()
        self._find_folder(config)
        if self._previewed:
            if self._session is None:
                _check_address(config)
                self._session = self._new_session()
            self._session.content.read()
        else:
            with self._progress.stage("read and check"), self._content_memory() as known:
                self._checked = self._check(self._root, today=source_date(), memory=known, spoken=terminal_locale())
            _report(self._checked.problems)
            self._keep_others_out()
        # The error page is one of our pages, in either language, and the sitemap is written in the end.
        config.theme.static_templates.clear()
        return config

    def _keep_others_out(self) -> None:
        """Wait until no other build writes to the folder of the site, and let none begin until this one ends."""
        text = N_("another build is writing to {folder}; this one waits until it is done")
        waiting = message(terminal_locale(), text, folder=self._folder)
        self._alone.close()
        self._alone.enter_context(alone_in(self._folder, lambda: _log.info(waiting)))
        if self._notebook is None:
            # MkDocs empties this folder: from now on it is no whole site, whatever stays in it.
            (self._folder / ABOUT_FILE).unlink(missing_ok=True)

    def _new_session(self) -> Session:
        known = self._kept.enter_context(self._content_memory())
        return Session(
            self._root,
            self._folder,
            notebook=self._notebook and self._notebook / _MEMORY,
            check=partial(self._check, self._root, today=source_date(), memory=known, spoken=terminal_locale()),
            tell=print_line,
            locale=terminal_locale(),
        )

    def _find_folder(self, config: MkDocsConfig) -> None:
        """Set the site's output folder and the folder of the build cache.

        MkDocs empties the folder that it is given. So that the pages that are right can stay, it is given another, from
        which its files are brought over in the end. A site outside of the repository is made anew. A preview has a
        folder of its own, which stays for the next one.
        """
        self._folder = Path(config.site_dir)
        self._notebook = None
        if clean_build():
            return
        if self._previewed:
            self._notebook = self._root / NOTEBOOKS / f"preview-{config.dev_addr.port}"
            self._folder = self._notebook / "site"
        elif self._folder.is_relative_to(self._root):
            self._notebook = self._root / NOTEBOOKS / "-".join(self._folder.relative_to(self._root).parts)
        if self._notebook:
            config.site_dir = str(self._notebook / "static")

    def _name_assets(self) -> None:
        """Compute the hashed names of style sheets and scripts, and generate the scripts that are not files."""
        self._assets = published_names(self._root / OVERRIDES)
        self._written = {WORKER: worker_script(self._root)}
        made = {search_box(locale): search_box_script(self._root, locale) for locale in Locale}
        made[FORM_SCRIPT] = joined_script(self._root, FORM_PARTS)
        for path, script in made.items():
            self._assets[path] = hashed_name(path, script.encode())
            self._written[self._assets[path]] = script

    def leave_out_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Before i18n: remove all pages from MkDocs but the front pages, which the i18n plugin requires.

        Of other files only those in our overrides are published, style sheets and programs under names with their
        hashes: no template names a file of the theme's, and those of entries are never published as they are found.
        """
        for file in list(files):
            is_other = file.is_documentation_page() or Path(str(file.src_dir)) != self._root / OVERRIDES
            if is_other or file.src_uri in INSIDE:
                files.remove(file)
            else:
                file.dest_uri = self._assets.get(file.src_uri, file.dest_uri)
        for locale in Locale:
            # Real files as far as the i18n plugin can see: it leaves generated ones alone.
            files.append(File(f"{locale}/{HOME}.md", config.docs_dir, config.site_dir, config.use_directory_urls))
        config.nav = [f"{HOME}.md"]
        return files

    @event_priority(-200)
    def note_settings(self, files: Files, config: MkDocsConfig) -> Files:
        """After i18n: record the settings of the language being built."""
        self._settings[_building(config)] = self._settings_of(config)
        return files

    @event_priority(-200)
    def leave_out_front_page(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """After i18n: remove the front pages from MkDocs too."""
        del config
        for file in files.documentation_pages():
            files.remove(file)
        return nav

    def _settings_of(self, config: MkDocsConfig) -> Settings:
        """Return the settings of ``mkdocs.yml`` in the language being built."""
        return Settings(
            name=config.site_name,
            description=config.site_description or "",
            home=home_of(config.site_url),
            repository=Link(config.repo_name or config.repo_url, url=config.repo_url) if config.repo_url else None,
            edit_home=edit_home_of(config.repo_url, config.edit_uri),
            new_file=new_file_of(config.repo_url, config.edit_uri),
            # The server of a preview adds a script to each page that reloads it after a change.
            policy="" if self._previewed else POLICY,
            imprint=imprint_of(Publisher(), _building(config)),
            assets=self._assets,
        )

    @event_priority(-200)
    def finish(self, config: MkDocsConfig) -> None:
        """After i18n has processed every language: render all pages, and write the files derived from the whole site.

        That is what Explore narrows, the search and its box, the sitemap, the schemas, the headers for hosts, and the
        one file that says what this build is of.

        Raises:
            PluginError: the search index could not be made.
        """
        if _is_nested(config):
            return
        static = Path(config.site_dir)
        if self._session:
            self._session.built(self._source_of, static, self._code)
            return
        if self._checked is None:
            raise PluginError("MkDocs has built a site without its configuration")
        try:
            with collector_paused(), self._memory() as memory:
                source, progress = self._source_of(self._checked), self._progress
                done = publish_site(source, static, self._folder, memory, processors(), progress)
        except SetupError:
            raise
        except KnowledgeBaseError as error:
            raise PluginError(str(error)) from error
        finally:
            self._alone.close()
        warnings = sum(problem.severity is Severity.WARNING for problem in self._checked.problems)
        entries, kept = len(self._checked.catalogue.entries), done.pages - done.made
        took = ", ".join(f"{stage} {spent:.1f}" for stage, spent in self._progress.seconds.items())
        _log.info(f"{entries} entries; {done.made} pages made, {kept} kept; warnings about the content: {warnings}")
        _log.info(f"seconds: {took}")

    def _source_of(self, checked: Checked) -> SiteSource:
        """Return all inputs of the site: content, and the settings that MkDocs has read."""
        publisher, today = checked.publisher, source_date() or checked.catalogue.content_date()
        catalogue = part_of(checked.catalogue, part_asked())
        places = self._home, self._edit_home
        return SiteSource(
            root=self._root,
            sites=[site_in(locale, catalogue, today, *places, publisher.signing_key or "") for locale in Locale],
            settings={
                locale: replace(settings, imprint=imprint_of(publisher, locale))
                for locale, settings in self._settings.items()
            },
            about=About(today, revision=self._revision, part=about_part(catalogue.part, self._home)),
            licensed=publisher.licence is not None,
            scripts=self._written,
        )

    def _content_memory(self) -> AbstractContextManager[ContentMemory]:
        """Return the context manager of what earlier checks have found out; a clean build gets none."""
        if clean_build():
            return nullcontext(ContentMemory())
        return remembered_content(self._root, code_digest(), _log.info)

    def _memory(self) -> AbstractContextManager[Memory]:
        """Return the context manager of the build cache; a clean build gets none."""
        if self._notebook is None:
            return nullcontext(Memory())
        return remembered(self._notebook / _MEMORY, self._code, _log.info)

    def prepare_preview(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Put the preview between MkDocs' server and its files.

        The server stays MkDocs': it waits for changes, calls what it is to call, and tells browsers to load the page
        anew. What it calls, what watches the files, and what answers for pages are ours, all at places that it offers
        for that (``builder``, ``observer``, ``set_app``).

        Raises:
            Abort: the address is in use, or none of this computer.
        """
        watched = [str(self._root / name) for name in WATCHED]
        session = self._session
        if session is None:
            _check_address(config)
            # Built anew after each change (--clean), as MkDocs does it.
            for path in watched:
                server.watch(path)
            return server
        for path in (config.docs_dir, config.config_file_path):
            server.unwatch(path)
        server.observer = cast("Any", Watcher(session.seen, print_line, terminal_locale()))
        server.build_delay = _BURST
        for path in watched:
            server.watch(path)
        server.root = str(session.folder)
        server.error_handler = lambda _: None
        server.builder = session.rebuilding(partial(_build_again, builder))
        server.set_app(preview_app(server.serve_request, session.pages, server.mount_path))
        session.pages.start()
        text = N_("the preview is at {address}; it follows every change, until you stop it with Ctrl-C")
        print_line(message(terminal_locale(), text, address=server.url))
        return server

    def stop(self) -> None:
        """Let other builds begin, and end the preview, if this is one."""
        self._alone.close()
        if self._session:
            self._session.close()
            self._kept.close()

    @staticmethod
    def check_settings(config: MkDocsConfig) -> MkDocsConfig:
        """Read the environment variable of the day in a build that reads no content, and is published nowhere else.

        Raises:
            SetupError: it has no value that it can have.
        """
        source_date()
        return config

    @staticmethod
    def explain(error: Exception) -> None:
        """Abort with one sentence, not a traceback, if the person running the build can fix the error.

        Raises:
            Abort: the system or a setting did not let the build go on; the sentence is in the language of the terminal.
        """
        if isinstance(error, SetupError | OSError | MemoryError):
            raise Abort(setup_error_of(error).sentence(terminal_locale())) from error


def _leave_out_chatter() -> None:
    """Show only our own information, and warnings of anybody, unless MkDocs was asked to be verbose."""
    for logger in (logging.getLogger(name) for name in ("mkdocs", "properdocs")):
        if logger.level > logging.DEBUG:
            for handler in logger.handlers:
                handler.addFilter(_matters)


def _matters(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name == _log.name


def _check_address(config: MkDocsConfig) -> None:
    """Check that the address of a preview is free.

    Raises:
        Abort: it is not, or it is none of this computer.
    """
    host, port = config.dev_addr
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except (OSError, OverflowError) as error:
        text = N_("nothing can be shown at {address}: it is in use, or not of this computer; try: {command}")
        command = "mkdocs serve -a 127.0.0.1:8001"
        sentence = message(terminal_locale(), text, address=f"{host}:{port}", command=command)
        raise Abort(sentence) from error


def _build_again(builder: Callable[[], None]) -> str:
    """Have MkDocs build with its configuration as it is now; return what stopped it, in a sentence, or nothing."""
    try:
        builder()
    except (MkDocsException, SystemExit, OSError) as error:
        return printable(str(error))
    return ""


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
        raise PluginError(f"errors in the content: {wrong}; `kb check` lists them")


def _take_addresses(config: MkDocsConfig) -> None:
    """Set the addresses of the site and its repository that ``mkdocs.yml`` does not, from the environment.

    MkDocs could read the variables itself (``!ENV``), but ends with a traceback where one can't be an address.

    Raises:
        SetupError: one of them is no web address.
    """
    # A preview has set the address of the site already: that at which it is shown.
    config.site_url = config.site_url or checked_address("SITE_URL", site_address())
    if not config.repo_url:
        config.repo_url = checked_address("REPO_URL", repository_address())
        config.edit_uri = config.edit_uri or edit_path()
        RepoName("repo_url").post_validation(config, "repo_name")
