"""A file that somebody has sent: which entry it is, and where it belongs. It may come from anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.contribute.repository import CannotBeDoneError, place_of
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.record import Record
from knowledge_base.model.types import ID_PATTERN
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.parse.validate import shortened
from knowledge_base.problems import Problem
from knowledge_base.read import SourceFile, decode

_LARGEST = 1_000_000
# What an editor program or an e-mail changes in a file without anybody's doing: it is put right, and not reported.
_HARMLESS = frozenset({"bom", "line-ends"})


@dataclass(frozen=True)
class Incoming:
    """A file that has been sent.

    Attributes:
        path: where it belongs in the repository.
        data: what is to stand there: what was sent, with line ends and encoding as everywhere.
    """

    path: PurePosixPath
    data: bytes


def incoming_bytes(path: Path, locale: Locale) -> bytes:
    """Return what is in a file that has been sent.

    Args:
        path: the file.
        locale: the language of whoever asks.

    Raises:
        CannotBeDoneError: it is no ordinary file, or too large for an entry.
    """
    if not path.is_symlink() and not path.exists():
        raise CannotBeDoneError(message(locale, N_("there is no file {path}"), path=path))
    if path.is_symlink() or not path.is_file():
        raise CannotBeDoneError(message(locale, N_("{path} is not an ordinary file"), path=path))
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise CannotBeDoneError(message(locale, N_("{path} is larger than 1 MB: that is no entry"), path=path))
    return data


def recognised(
    data: bytes, name: str, entries: Mapping[str, Entry], locale: Locale, kind: Kind | None = None
) -> Incoming:
    """Return where a file belongs that has been sent.

    Args:
        data: what is in it.
        name: what it is called where it lies; where it belongs does not depend on it.
        entries: the entries of the repository, by id.
        locale: the language of whoever asks; the file says in which one it is itself.
        kind: the kind of the entry, where its fields do not tell it.

    Raises:
        CannotBeDoneError: the file can't be read, or does not tell its id, its language or its kind.
    """
    called = PurePosixPath(name)
    text, problems = decode(data, called, locale)
    page, malformed = parse_document(SourceFile(path=called, locale=locale, address=called.stem, text=text))
    problems = (*(problem for problem in problems if problem.rule not in _HARMLESS), *malformed)
    # Of a file that can't be read to its end nobody knows what it says of itself.
    if problems and ("id" not in page.tree.data or not page.tree.complete):
        raise CannotBeDoneError(*_refused(name, problems, locale))
    id_ = page.tree.data.get("id")
    if not isinstance(id_, str) or not re.fullmatch(ID_PATTERN, id_):
        raise CannotBeDoneError(*_refused(name, (_no_id(page, id_),), locale))
    language = _language(page, entries.get(id_), locale)
    kind = kind or _kind(page.tree.data, entries.get(id_), locale)
    return Incoming(place_of(kind, id_, language), f"{text.rstrip()}\n".encode())


def _refused(name: str, problems: tuple[Problem, ...], locale: Locale) -> tuple[str, ...]:
    return (message(locale, N_("{name} can't be taken in:"), name=name), *(str(problem) for problem in problems))


def _no_id(page: Page, id_: object) -> Problem:
    locale = page.source.locale
    what, allowed = message(locale, N_("this field is required")), ""
    if id_:
        what = message(locale, N_("{input!r} can't be an id"), input=shortened(str(id_)))
        allowed = message(locale, N_("use a-z, 0-9 and single hyphens"))
    return page.problem(page.tree.position(("id",)), ("id",), "id", what, allowed)


def _language(page: Page, entry: Entry | None, locale: Locale) -> Locale:
    """Return the language of a file: an original names it, and a translation is in the other one."""
    original = page.tree.data.get("original")
    if "translation" not in page.tree.data:
        if original not in set(Locale):
            what = N_("the file does not say in which language it is: write original: es or original: en")
            raise CannotBeDoneError(message(locale, what))
        return Locale(original)
    if entry is None:
        what = N_("this is the translation of {id!r}, and there is no such entry: take in the original first")
        raise CannotBeDoneError(message(locale, what, id=str(page.tree.data["id"])))
    return entry.original.other


def _kind(data: Mapping[str, Any], entry: Entry | None, locale: Locale) -> Kind:
    """Return the kind of an entry: that of its original, or else the one kind that has most of its fields."""
    if entry is not None and "translation" in data:
        return entry.kind
    own = {kind: set(data) & (set(kind.record.model_fields) - set(Record.model_fields)) for kind in KINDS}
    most = max(len(fields) for fields in own.values())
    likely = [kind for kind, fields in own.items() if len(fields) == most]
    if len(likely) > 1:
        what = N_("the fields do not tell which kind of entry this is: say it with --kind, one of: {kinds}")
        raise CannotBeDoneError(message(locale, what, kinds=", ".join(kind.name for kind in KINDS)))
    return likely[0]
