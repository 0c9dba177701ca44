"""Migrates agreements from numbered provisions with one follow-up to points with numbers as printed and a log.

- ``number`` and ``printed_number`` become ``ref``: the printed number, or else the number.
- ``follow_up``, ``as_of``, ``evidence`` and the note on them become a report, if something is said to have happened or
  there is evidence with a date; otherwise the note stays as it is, and ``unknown`` and an undated ``open`` go, as they
  say nothing.
- References to provisions, in front matter and in links, name the new number.
- Translations are migrated alike, and stay as up to date as they were.

Whoever migrates has yet to say what no program can know: which points are nested, unnumbered, or ask for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.contribute.front_matter import front_matter
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.entries import Agreement
from knowledge_base.model.kinds import AGREEMENT, KIND_BY_FOLDER
from knowledge_base.model.record import Record
from knowledge_base.model.shape import Fields, shape_of
from knowledge_base.model.types import Frozen, Text
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.read import SourceFile

_BLOCK = re.compile(r"(?m)^provisions:.*\n(?:[ ].*\n|- .*\n|\n)*")
_OF_BEFORE = frozenset({"number", "printed_number", "follow_up", "as_of", "evidence"})
_HAPPENED = frozenset({"in-progress", "done", "lapsed"})
Pages = Mapping[PurePosixPath, Page]
Numbers = Mapping[str, Mapping[str, str]]
"""The new number of each provision, by the id of its agreement and its number before."""


class _ProvisionBefore(Frozen):
    text: Text
    due_note: Text | None = None
    follow_up_note: Text | None = None


class _AgreementBefore(Record):
    """The texts of an agreement in their order before, which the hash in its translation depends on."""

    provisions: tuple[_ProvisionBefore, ...]


Left = dict[PurePosixPath, tuple[str, ...]]
"""The lines that no program can move, by the path of their file."""


def migrated(
    sources: Iterable[SourceFile], only: Collection[PurePosixPath] | None = None
) -> tuple[dict[PurePosixPath, str], Left]:
    """Return the new text of each file that changes, and what is left to people, which stays as it is.

    An agreement stays as it is in both languages where two of its provisions have the same printed number, or where
    there are comments among them, which would be lost.

    Args:
        sources: the files of all entries.
        only: the files whose agreements are migrated, and the references to them in all files; ``None`` for all.
    """
    pages = {source.path: parse_document(source)[0] for source in sources}
    left: Left = {}
    numbers: dict[str, Mapping[str, str]] = {}
    for page in pages.values():
        id_ = page.tree.data.get("id")
        if not _is_before(page) or not _complete(page):
            continue
        same = [each for each in pages.values() if _is_agreement(each) and each.tree.data.get("id") == id_]
        if only is not None and not {each.source.path for each in same} & set(only):
            continue
        known = dict(_numbers(page))
        wrong = {each.source.path: lines for each in same if (lines := _undecided(each, known))}
        if wrong:
            left |= wrong
        else:
            numbers[id_] = known
    texts = {path: _moved(page, pages, numbers) for path, page in pages.items()}
    return {path: text for path, text in _hashed(pages, texts) if text != pages[path].source.text}, left


def _undecided(page: Page, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the lines of an agreement, or of its translation, that only a person can decide on."""
    block = _BLOCK.search(page.source.text)
    lines = block[0].splitlines() if block else []
    commented = [line.strip() for line in lines if re.match(r"\s*#", line)]
    anchors = [provision_anchor(ref) for ref in known.values()]
    twice = [f"printed_number: {ref}" for ref in known.values() if anchors.count(provision_anchor(ref)) > 1]
    missing = [each.get("number", "?") for each in page.tree.data.get("provisions") or ()]
    return (*commented, *twice, *(f"number: {number}" for number in missing if number not in known))


def _complete(page: Page) -> bool:
    """Whether the provisions of an agreement are as they had to be: a list of fields, each with a number."""
    given = page.tree.data.get("provisions")
    return isinstance(given, list) and all(isinstance(each, Mapping) and "number" in each for each in given)


def _is_before(page: Page) -> bool:
    """Whether a file is an agreement, in its original language, as written before."""
    data = page.tree.data
    given = data.get("provisions")
    return (
        _is_agreement(page)
        and data.get("original") == page.source.locale
        and isinstance(given, list)
        and any(isinstance(provision, Mapping) and "ref" not in provision for provision in given)
    )


def _is_agreement(page: Page) -> bool:
    return _kind_folder(page) == AGREEMENT.folder


def _kind_folder(page: Page) -> str:
    return page.source.address.partition("/")[0]


def _numbers(page: Page) -> Iterator[tuple[str, str]]:
    for provision in page.tree.data["provisions"]:
        yield provision["number"], provision.get("printed_number") or provision["number"]


def _moved(page: Page, pages: Pages, numbers: Numbers) -> str:
    text = page.source.text
    known = numbers.get(page.tree.data.get("id") or "") if _is_agreement(page) else None
    if known:
        first = next(
            each for each in pages.values() if _is_before(each) and each.tree.data["id"] == page.tree.data["id"]
        )
        logs = {provision["number"]: _is_logged(provision) for provision in first.tree.data["provisions"]}
        given = page.tree.data.get("provisions") or []
        data = {"provisions": [_provision(one, known[one["number"]], logged=logs[one["number"]]) for one in given]}
        shape = shape_of(Agreement)
        block = front_matter(Fields(shape.model, {"provisions": shape.fields["provisions"]}), data, {})
        text = _BLOCK.sub(lambda _: block, text, count=1)
    for id_, refs in numbers.items():
        text = re.sub(rf'(["\']?)(?<![\w-])({id_})#([0-9]+)\b\1', partial(_part, refs), text)
        own = r"|(?<=\()" if id_ == page.tree.data.get("id") else ""
        text = re.sub(
            rf"((?<![\w-]){id_}\.md{own})#provision-([0-9]+)\b",
            partial(_anchor, refs),
            text,
        )
    return text


def _anchor(refs: Mapping[str, str], found: re.Match[str]) -> str:
    return f"{found[1]}#{provision_anchor(refs.get(found[2], found[2]))}"


def _part(refs: Mapping[str, str], found: re.Match[str]) -> str:
    ref = refs.get(found[3], found[3])
    return f'"{found[2]}#{ref}"' if found[1] or not re.fullmatch(r"[\w.]+", ref) else f"{found[2]}#{ref}"


def _is_logged(provision: Mapping[str, Any]) -> bool:
    return provision.get("follow_up") in _HAPPENED or bool(provision.get("evidence") and provision.get("as_of"))


def _provision(given: Mapping[str, Any], ref: str, *, logged: bool) -> dict[str, Any]:
    """Return a provision as it is written now, of an original or of its translation."""
    new: dict[str, Any] = {"ref": ref}
    new |= {name: value for name, value in given.items() if name not in _OF_BEFORE and name != "follow_up_note"}
    note = given.get("follow_up_note")
    if not logged:
        return {**new, **({"follow_up_note": note} if note else {})}
    status = given.get("follow_up")
    report = {
        "date": given.get("as_of"),
        "status": status if status in _HAPPENED or not status else "open",
        "text": note,
        "evidence": given.get("evidence"),
    }
    return {**new, "reports": [{name: value for name, value in report.items() if value}]}


def _hashed(pages: Pages, texts: Mapping[PurePosixPath, str]) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield each file with its new text, and in translations that were up to date the new hash of the original."""
    originals = {
        page.source.address: (path, page)
        for path, page in pages.items()
        if page.tree.data.get("original") == page.source.locale
    }
    for path, text in texts.items():
        page = pages[path]
        translation = page.tree.data.get("translation")
        kind = KIND_BY_FOLDER.get(_kind_folder(page))
        if kind and isinstance(translation, Mapping) and page.source.address in originals:
            place, before = originals[page.source.address]
            if texts[place] == before.source.text:
                yield path, text
                continue
            old = _AgreementBefore if _is_before(before) else kind.record
            known = text_hash(old, before.tree.data, before.body)
            after = parse_document(replace(before.source, text=texts[place]))[0]
            if translation.get("source_hash") == known:
                yield path, text.replace(known, text_hash(kind.record, after.tree.data, after.body), 1)
                continue
        yield path, text
