"""Imports a file that somebody sent: determines its entry, language and path. The file is untrusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.attachments.limits import BUDGET, in_megabytes
from knowledge_base.contribute.incoming_zip import is_zip
from knowledge_base.contribute.repository import CannotBeDoneError, place_of
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.record import Record
from knowledge_base.model.types import ID_PATTERN
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import Problem
from knowledge_base.read import LARGEST_TEXT, SourceFile, decode

# Changes that editors and mail programs make on their own: they are fixed without a report.
_HARMLESS = frozenset({"bom", "line-ends"})


@dataclass(frozen=True)
class Incoming:
    """A file to import.

    Attributes:
        path: its path in the repository.
        data: its content, with normalised line endings and encoding.
    """

    path: PurePosixPath
    data: bytes


def incoming_bytes(path: Path, locale: Locale) -> bytes:
    """Read a file to import.

    Args:
        path: the file.
        locale: the language of error messages.

    Raises:
        CannotBeDoneError: it does not exist, is not a regular file, or is larger than 250 KB (a zip: than all files).
        OSError: it can't be read.
    """
    if not path.is_symlink() and not path.exists():
        raise CannotBeDoneError(message(locale, N_("there is no file {path}"), path=path))
    if path.is_symlink() or not path.is_file():
        raise CannotBeDoneError(message(locale, N_("{path} is not an ordinary file"), path=path))
    with path.open("rb") as file:
        data = file.read(BUDGET + 1)
    if is_zip(data) and len(data) > BUDGET:
        text = N_("{path} is larger than {most}, which all files together may have")
        raise CannotBeDoneError(message(locale, text, path=path, most=in_megabytes(BUDGET)))
    if not is_zip(data) and len(data) > LARGEST_TEXT:
        raise CannotBeDoneError(message(locale, N_("{path} is larger than 250 KB: that is no entry"), path=path))
    return data


def recognised(
    data: bytes, name: str, entries: Mapping[str, Entry], locale: Locale, kind: Kind | None = None
) -> Incoming:
    """Determine the path of a file to import from its front matter.

    Args:
        data: the content of the file.
        name: the name of the file, for error messages only.
        entries: the entries of the repository, by id.
        locale: the language of error messages; the file states its own language.
        kind: the kind of the entry; ``None`` to infer it from the fields.

    Raises:
        CannotBeDoneError: the front matter can't be parsed, or does not determine the id, the language or the kind.
    """
    called = PurePosixPath(name)
    text, problems = decode(data, called, locale)
    page, malformed = parse_document(SourceFile(path=called, locale=locale, address=called.stem, text=text))
    problems = (*(problem for problem in problems if problem.rule not in _HARMLESS), *malformed)
    # After a syntax error the fields that determine the path may be in the part that was not parsed.
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
    """Return the language of a file: that in ``original``, or for a translation the other language of its entry."""
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
    """Return the kind of an entry: for a translation that of its original, else the one that most fields belong to."""
    if entry is not None and "translation" in data:
        return entry.kind
    own = {kind: set(data) & (set(kind.record.model_fields) - set(Record.model_fields)) for kind in KINDS}
    most = max(len(fields) for fields in own.values())
    likely = [kind for kind, fields in own.items() if len(fields) == most]
    if len(likely) > 1:
        what = N_("the fields do not tell which kind of entry this is: say it with --kind, one of: {kinds}")
        raise CannotBeDoneError(message(locale, what, kinds=", ".join(kind.name for kind in KINDS)))
    return likely[0]
