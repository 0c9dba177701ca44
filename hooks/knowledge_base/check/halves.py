"""Halves of pairs that have lost each other: one of the two files of an entry has got another name or place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.hashing import text_hash
from knowledge_base.locale import N_, message
from knowledge_base.problems import Position, Problem

_TOLD = frozenset({"original-missing", "id-file-name", "translation-missing", "missing"})
"""The rules whose problems a renamed half has besides, or its other half."""

_NO_OTHER_HALF = frozenset({"original-missing", "translation-missing"})

_NOT_WHERE_IT_BELONGS = frozenset({"file-content", "file-name", "file-type", "folder", "symlink"})


def out_of_place(problems: Iterable[Problem]) -> frozenset[PurePosixPath]:
    """Return the files that have to get another name, place or form before they can be the half of a pair."""
    return frozenset(problem.path for problem in problems if problem.rule in _NOT_WHERE_IT_BELONGS)


def together_again(
    entries: Sequence[Entry], problems: Iterable[Problem], elsewhere: frozenset[PurePosixPath]
) -> Iterator[Problem]:
    """Yield the problems of pairs; of a translation that has lost its original by a change of name, only that one.

    Args:
        entries: all entries, those of single files among them.
        problems: what has been found in their files.
        elsewhere: the files that are `out_of_place`, which has been said of them: nothing is said of the other half.
    """
    renamed = dict(_renamed(entries))
    halves = {path for paths in renamed for path in paths}
    renamed = {paths: name for paths, name in renamed.items() if elsewhere.isdisjoint(paths)}
    strayed: defaultdict[str, set[str]] = defaultdict(set)
    for stray in elsewhere:
        strayed[stray.name.partition(".")[0]].add(stray.parts[1])
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
    for problem in problems:
        told = problem.path in halves and problem.rule in _TOLD
        if problem.rule in _NO_OTHER_HALF:
            told = told or bool(strayed[problem.path.stem] - {problem.path.parts[1]})
        if not told:
            yield problem


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
