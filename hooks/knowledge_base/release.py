"""Checks before a release: all settings of the publisher are set, and other files agree with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from knowledge_base.assemble.address_book import ADDRESS_FILE, load_address_book
from knowledge_base.assemble.publisher import LICENCE_TEXT, load_publisher
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.guide import field_guides
from knowledge_base.model.publisher import Publisher
from knowledge_base.parse.document import Page
from knowledge_base.problems import Position, Problem, as_warning, in_order

CODEOWNERS = ".github/CODEOWNERS"
SECURITY = "SECURITY.md"
CHANGELOG = "CHANGELOG.md"
PACKAGE = "pyproject.toml"
CITATION = "CITATION.cff"
SITE_SETTINGS = "mkdocs.yml"
NAMES_THE_LICENCE = ("README.md", "docs/es/about.md", "docs/en/about.md", "overrides/START-HERE.html")
"""The files that name the licence of texts and data for readers."""

_MAY_STAY_EMPTY = frozenset({"signing_key"})


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The context of the release checks.

    Attributes:
        root: the repository.
        locale: the language of the problems.
        publisher: the settings of the publisher.
        settings: their file, for positions.
        site_url: the URL of the site from the environment; may be empty.
    """

    root: Path
    locale: Locale
    publisher: Publisher
    settings: Page
    site_url: str

    @property
    def version(self) -> str:
        """The version to be released, from ``pyproject.toml``; empty if it has none."""
        return version_of(self.text(PACKAGE))

    def text(self, name: str) -> str:
        """Return the content of a file in the repository; empty if there is none, or it is a symbolic link."""
        path = self.root / name
        return path.read_text("utf-8", "replace") if path.is_file() and not path.is_symlink() else ""

    def problem(self, name: str, line: int, rule: str, what: str, allowed: str, /, **values: object) -> Problem:
        """Return a problem with a file; ``what`` and ``allowed`` are English and get translated."""
        say = partial(message, self.locale, **values)
        return Problem(
            path=PurePosixPath(name),
            position=Position(line),
            field="",
            rule=rule,
            what=say(what),
            allowed=say(allowed),
            locale=self.locale,
        )


def release_problems(root: Path, locale: Locale, site_url: str, pages: Collection[str]) -> tuple[Problem, ...]:
    """Return what has to be done before a release. Errors in the settings are not included: `check_content` has them.

    Args:
        root: the repository.
        locale: the language of the problems.
        site_url: the URL of the site from the environment; may be empty.
        pages: the addresses of its pages.
    """
    publisher, settings, _ = load_publisher(root)
    desk = Desk(root=root, locale=locale, publisher=publisher, settings=settings, site_url=site_url)
    rules = (_unset, _owners, _security, _licence, _changes, _notes, _citation, _address)
    problems = (problem for rule in rules for problem in rule(desk))
    return in_order((*problems, *_addresses(desk, pages)))


def code_owners(publisher: Publisher) -> tuple[str, ...]:
    """Return the lines that CODEOWNERS must have, without comments. The last line that matches a path wins."""
    teams = (("*", publisher.maintainers), ("/docs/", publisher.editors), ("/vocabularies/", publisher.editors))
    return tuple(f"{path} {team}" for path, team in teams if team)


def version_of(pyproject: str) -> str:
    """Return the version in the text of a ``pyproject.toml``; empty if there is none."""
    try:
        return str(tomllib.loads(pyproject)["project"]["version"])
    except (tomllib.TOMLDecodeError, LookupError, TypeError):
        return ""


def notes_of(changelog: str, version: str) -> str:
    """Return the section of a changelog on a version (https://keepachangelog.com/en/1.1.0/); empty if there is none."""
    found = re.search(rf"^## \[{re.escape(version)}\].*\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    return found[1].strip() if found else ""


def _unset(desk: Desk) -> Iterator[Problem]:
    tree = desk.settings.tree
    for guide in field_guides(Publisher, desk.locale):
        if guide.name not in tree.data and guide.name not in _MAY_STAY_EMPTY:
            yield desk.settings.problem(
                tree.key_position((guide.name,)),
                (guide.name,),
                "not-set",
                message(desk.locale, N_("nobody has set this yet")),
                guide.help,
            )


def _owners(desk: Desk) -> Iterator[Problem]:
    lines = enumerate(desk.text(CODEOWNERS).splitlines(), 1)
    there = {" ".join(line.split()): number for number, line in lines if line.strip() and not line.startswith("#")}
    wanted = code_owners(desk.publisher)
    for line, number in there.items():
        if line not in wanted:
            what = N_("this line does not agree with publisher.yml")
            yield desk.problem(CODEOWNERS, number, "code-owners", what, N_("correct it there or here"))
    for line in wanted:
        if line not in there:
            what, allowed = N_("the team that publisher.yml names is missing"), N_("add the line: {line}")
            yield desk.problem(CODEOWNERS, 1, "code-owners", what, allowed, line=line)


def _security(desk: Desk) -> Iterator[Problem]:
    contact = desk.publisher.security_contact
    if contact and contact not in desk.text(SECURITY):
        what, allowed = N_("the contact that publisher.yml names is missing"), N_("write it there: {contact}")
        yield desk.problem(SECURITY, 1, "security-contact", what, allowed, contact=contact)


def _licence(desk: Desk) -> Iterator[Problem]:
    licence = desk.publisher.licence
    if licence is None:
        return
    name = licence.label_in(desk.locale)
    if not desk.text(LICENCE_TEXT).startswith(f"{licence.first_line}\n"):
        what, allowed = (
            N_("this is not the text of {licence}"),
            N_("put the text there as Creative Commons publishes it"),
        )
        yield desk.problem(LICENCE_TEXT, 1, "licence", what, allowed, licence=name)
    for path in NAMES_THE_LICENCE:
        if name not in desk.text(path):
            what, allowed = N_("readers are not told the licence of publisher.yml"), N_("write there: {licence}")
            yield desk.problem(path, 1, "licence", what, allowed, licence=name)


def _changes(desk: Desk) -> Iterator[Problem]:
    version = desk.version
    if not version:
        what, allowed = N_("there is no version in this file"), N_('write one as in: version = "{version}"')
        yield desk.problem(PACKAGE, 1, "version", what, allowed, version="1.0.0")
        return
    changelog = desk.text(CHANGELOG)
    heading = re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)
    if not heading or not notes_of(changelog, version):
        unreleased = changelog.partition("\n## [Unreleased]")[0].count("\n") + 2 if "[Unreleased]" in changelog else 1
        what = N_("there is nothing under version {version} of pyproject.toml")
        allowed = N_("put what is new under a heading as in: ## [{version}] - 2021-06-10")
        yield desk.problem(CHANGELOG, unreleased, "changelog", what, allowed, version=version)


def _notes(desk: Desk) -> Iterator[Problem]:
    path = f"releases/v{desk.version}.md"
    if desk.version and not desk.text(path).strip():
        what, allowed = N_("the notes of the release are missing"), N_("write them for readers, in both languages")
        yield desk.problem(path, 1, "notes", what, allowed)


def _citation(desk: Desk) -> Iterator[Problem]:
    version = desk.version
    lines = [line.partition(":")[::2] for line in desk.text(CITATION).splitlines()]
    said = {name: (number, value.strip(" \"'")) for number, (name, value) in enumerate(lines, 1)}
    number, value = said.get("version", (1, ""))
    if version and value != version:
        what, allowed = N_("the version is not that of pyproject.toml"), N_("write version: {version}")
        yield desk.problem(CITATION, number, "citation", what, allowed, version=version)
    if "date-released" not in said:
        what, allowed = N_("the day of the release is missing"), N_("add a line as in: date-released: 2021-06-10")
        yield desk.problem(CITATION, number, "citation", what, allowed)


def _address(desk: Desk) -> Iterator[Problem]:
    """Yield a warning if no URL is set. Not an error: on GitHub Pages the workflow determines it."""
    written = re.search(r"^site_url: *(\S+)", desk.text(SITE_SETTINGS), re.MULTILINE)
    if not desk.site_url and (not written or written[1] in ("''", '""')):
        lines = desk.text(SITE_SETTINGS).splitlines()
        number = next((number for number, line in enumerate(lines, 1) if line.startswith("site_url:")), 1)
        what = N_("nobody has said where the site will be published")
        allowed = N_("set SITE_URL, or write site_url here; GitHub's workflow does it by itself")
        yield as_warning(desk.problem(SITE_SETTINGS, number, "site-url", what, allowed))


def _addresses(desk: Desk, pages: Collection[str]) -> Iterator[Problem]:
    book, _, _ = load_address_book(desk.root)
    if new := sorted({*pages} - {*book.published}):
        what = N_("addresses that this release publishes are missing: {addresses}")
        shown = ", ".join((*new[:3], *(["…"] if len(new) > 3 else [])))
        allowed = N_("run kb addresses")
        yield desk.problem(ADDRESS_FILE, 1, "addresses", what, allowed, addresses=shown)
