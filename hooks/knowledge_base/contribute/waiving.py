"""Writes waivers: a warning that was judged wrong is named in its file, with the reason and the text it is about."""

from __future__ import annotations

import datetime as dt
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from knowledge_base.check.run import check_content
from knowledge_base.check.waivers import WAIVED, can_be_waived, judged_hash
from knowledge_base.contribute.front_matter import front_matter
from knowledge_base.contribute.repository import CannotBeDoneError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.shape import shape_of
from knowledge_base.model.waivers import Waivers
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.problems import Problem
from knowledge_base.read import read_docs

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]{1,9})(?::(?P<column>[0-9]{1,9}))?:?")


@dataclass(frozen=True, kw_only=True)
class Waiving:
    """A file with new waivers.

    Attributes:
        path: the file, relative to the repository.
        before: its content.
        after: its content with the waivers.
        problems: the warnings that they waive.
    """

    path: PurePosixPath
    before: bytes
    after: bytes
    problems: tuple[Problem, ...]


def waiving(root: Path, place: str, reason: str, rule: str, locale: Locale, today: dt.date | None) -> Waiving:
    """Return a file with waivers for the warnings at a place.

    Args:
        root: the repository.
        place: ``path:line`` or ``path:line:column``, as the check prints it.
        reason: why the warnings are wrong.
        rule: the rule whose warnings are meant; empty for any.
        locale: the language of error messages.
        today: the current day, as for `check_content`.

    Raises:
        CannotBeDoneError: there is no such place or warning, several rules warn there, or the file can't be changed.
        OSError: a file can't be read.
    """
    found = _PLACE.fullmatch(place)
    if not found:
        raise CannotBeDoneError(message(locale, N_("{place!r} is not written as path:line"), place=place))
    path, line, column = PurePosixPath(found["path"].replace("\\", "/")), int(found["line"]), found["column"]
    told = [problem for problem in check_content(root, today=today).problems if problem.path == path]
    there = [
        problem
        for problem in told
        if problem.position.line == line
        and column in (None, str(problem.position.column))
        and rule in ("", problem.rule)
    ]
    warnings = [problem for problem in there if can_be_waived(problem)]
    if not warnings:
        what = N_("no warning that can be waived stands at {place}; errors are never waived")
        raise CannotBeDoneError(message(locale, what, place=place), *(problem.named for problem in there or told))
    if len({problem.rule for problem in warnings}) > 1:
        what = N_("several rules warn there: add the column, or --rule")
        raise CannotBeDoneError(message(locale, what), *(problem.named for problem in warnings))
    page = next((page for page in _pages(root) if page.source.path == path), None)
    before = (root / path).read_bytes()
    after = page and _with(page, before, warnings, reason)
    if not after:
        raise CannotBeDoneError(message(locale, N_("the fields of {path} can't take a waiver as they are"), path=path))
    return Waiving(path=path, before=before, after=after, problems=tuple(warnings))


def _pages(root: Path) -> Iterator[Page]:
    yield from (parse_document(source)[0] for source in read_docs(root)[0])


def _with(page: Page, data: bytes, warnings: list[Problem], reason: str) -> bytes | None:
    """Return a file with waivers, all other bytes as they are; ``None`` if its front matter has no place for them."""
    if not page.tree.complete:
        return None
    hashes = dict.fromkeys((problem.rule, judged_hash(page, problem)) for problem in warnings)
    waivers = [{"rule": rule, "text_hash": text_hash, "reason": reason} for rule, text_hash in hashes]
    head, *items = front_matter(shape_of(Waivers), {WAIVED: waivers}, {}).splitlines()
    text = data.removeprefix(BOM_UTF8).decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    # The closing fence is the line before the body; further waivers stand above those that are there.
    place, new = page.body_line - 2, [head, *items]
    if (WAIVED,) in page.tree.keys:
        place, new = page.tree.key_position((WAIVED,)).line, items
        if (WAIVED, 0) in page.tree.values:
            indent = " " * max(page.tree.position((WAIVED, 0)).column - 3, 0)
            new = [f"{indent}{item[2:]}" for item in items]
    lines[place:place] = new
    text = end.join(lines)
    after, problems = parse_document(replace(page.source, text=text.replace("\r\n", "\n")))
    was, now = ({**each.tree.data, WAIVED: ()} for each in (page, after))
    if problems or was != now or after.tree.data[WAIVED][: len(waivers)] != waivers:
        return None
    return (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode()
