"""Loads the settings of the publisher from ``publisher.yml`` at the root of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.publisher import Publisher
from knowledge_base.parse.document import Page, parse_settings
from knowledge_base.parse.validate import explain_error, salvage, validate
from knowledge_base.problems import Problem
from knowledge_base.read import SourceFile, read_settings

PUBLISHER_FILE = "publisher.yml"
LICENCE_TEXT = "LICENSE-CONTENT"
"""The file with the text of the licence of texts and data, relative to the root of the repository."""


def load_publisher(root: Path) -> tuple[Publisher, Page, tuple[Problem, ...]]:
    """Load the settings of the publisher.

    Returns:
        The settings that are valid; their file, for positions; and the problems. Without a file all settings are
        ``None``.
    """
    return publisher_of(read_publisher(root))


@dataclass(frozen=True)
class PublisherFile:
    """The settings as they are written, the problems with their encoding, and whether there is a licence's text."""

    source: SourceFile
    problems: tuple[Problem, ...]
    licensed: bool


def read_publisher(root: Path, spoken: Locale = Locale.EN) -> PublisherFile:
    """Read the settings of the publisher; their problems are told in the language spoken."""
    return PublisherFile(*read_settings(root, PUBLISHER_FILE, spoken), (root / LICENCE_TEXT).is_file())


def publisher_of(file: PublisherFile) -> tuple[Publisher, Page, tuple[Problem, ...]]:
    """Parse and validate the settings of the publisher; return what `load_publisher` does."""
    source, found = file.source, file.problems
    tree, malformed = parse_settings(source)
    page = Page(source=source, tree=tree, body="", body_line=1)
    publisher, errors = validate(Publisher, tree.data, source.locale)
    problems = [*found, *malformed, *(explain_error(error, Publisher, page) for error in errors)]
    if publisher and publisher.licence and not file.licensed:
        what = message(source.locale, N_("there is no file {path} with the text of this licence"), path=LICENCE_TEXT)
        problems.append(page.problem(tree.position(("licence",)), ("licence",), "licence-text", what))
    return publisher or salvage(Publisher, tree.data, source.locale), page, tuple(problems)
