"""Halves of pairs that have lost each other: one of the two files of an entry has got another name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.hashing import text_hash
from knowledge_base.locale import N_, message
from knowledge_base.problems import Position, Problem

_TOLD = frozenset({"original-missing", "id-file-name", "translation-missing", "missing"})
"""The rules whose problems a renamed half has besides, or its other half."""


def together_again(entries: Sequence[Entry], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of pairs; of a translation that has lost its original by a change of name, only that one.

    Args:
        entries: all entries, those of single files among them.
        problems: what has been found in their files.
    """
    renamed = dict(_renamed(entries))
    halves = {path for paths in renamed for path in paths}
    for (path, _), name in renamed.items():
        locale = next(entry.original for entry in entries if _path(entry) == path)
        what, allowed = (
            N_("this is the translation of {path}, and has another name"),
            N_("call it {name}, and so its id"),
        )
        yield Problem(
            path=path,
            position=Position(),
            field="",
            rule="half-renamed",
            what=message(locale, what, path=name[0]),
            allowed=message(locale, allowed, name=name[1]),
            locale=locale,
        )
    yield from (problem for problem in problems if not (problem.path in halves and problem.rule in _TOLD))


def _renamed(
    entries: Sequence[Entry],
) -> Iterator[tuple[tuple[PurePosixPath, PurePosixPath], tuple[PurePosixPath, PurePosixPath]]]:
    """Yield each translation without an original, and that original; and the original's file, and the name to take."""
    alone = [entry for entry in entries if len(entry.versions) == 1]
    for half in alone:
        page = half.versions[half.original].page
        about = page.tree.data.get("translation")
        hash_ = about.get("source_hash") if isinstance(about, dict) else None
        if about is None:
            continue
        for other in alone:
            if other.kind is half.kind and other.original is half.original.other:
                original = other.versions[other.original].page
                if "translation" not in original.tree.data and (
                    page.tree.data.get("id") == other.id
                    or hash_ == text_hash(other.kind.record, original.tree.data, original.body)
                ):
                    there = original.source.path
                    yield (page.source.path, there), (there, PurePosixPath("docs", half.original, *there.parts[2:]))
                    break


def _path(entry: Entry) -> PurePosixPath:
    return entry.versions[entry.original].page.source.path
