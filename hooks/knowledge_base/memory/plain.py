"""Entries as plain values, to be kept between runs, and back.

An entry is kept as the fields of its files before validation, and restored lazily: a record is merged and validated,
and the places of fields in their file are looked for, when somebody asks. Most of a site's records are never asked for
in a build after an edit, and positions only by problems.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.assemble.merge import merge
from knowledge_base.assemble.pairing import PairedFiles
from knowledge_base.locale import N_, Locale
from knowledge_base.markdown.body import Reading
from knowledge_base.model.entries import AnyRecord
from knowledge_base.model.kinds import KIND_BY_NAME, Kind
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import shape_of
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.parse.validate import validate
from knowledge_base.parse.yaml_tree import Tree
from knowledge_base.problems import Problem
from knowledge_base.read import SourceFile
from knowledge_base.setup_error import SetupError

_READING = TypeAdapter(Reading)
_PROBLEMS = TypeAdapter(tuple[Problem, ...])
# The fields of a translation that are about its own file.
_TRANSLATION, _WAIVED = "translation", "waived"


class DamagedMemoryError(SetupError):
    """What was kept of an entry is not what an entry can have come to."""


@dataclass(frozen=True, kw_only=True)
class PlainFile:
    """What is kept of a file of an entry, each as JSON.

    Attributes:
        fields: its front matter, not validated.
        reading: the `Reading` of its body.
    """

    fields: bytes
    reading: bytes


@dataclass(frozen=True, kw_only=True)
class PlainPair:
    """What is kept of an entry.

    Attributes:
        about: a mapping, as JSON: what pairing has found out.
        files: its files, by language.
    """

    about: bytes
    files: Mapping[Locale, PlainFile]


def plain_problems(problems: Iterable[Problem]) -> bytes:
    """Return problems as JSON."""
    return _PROBLEMS.dump_json(tuple(problems))


def problems_of(plain: bytes) -> tuple[Problem, ...]:
    """Return what `plain_problems` was given.

    Raises:
        ValueError: it is something else.
    """
    return _PROBLEMS.validate_json(plain)


def plain_pair(found: PairedFiles) -> PlainPair | None:
    """Return a pair as plain values; ``None`` if it is no entry, or not a sound one, which are made anew each time."""
    entry = found.entry
    if entry is None or not entry.sound:
        return None
    about = {
        "kind": entry.kind.name,
        "id": entry.id,
        "original": entry.original,
        "versions": {
            locale: {
                "begins": len(version.page.source.text) - len(version.body),
                "line": version.page.body_line,
                "fields": version.page.fields_digest.hex(),
                "body": version.page.body_digest.hex(),
                "translation": version.page.tree.data[_TRANSLATION] if version.translation else None,
                "stale": version.stale,
            }
            for locale, version in entry.versions.items()
        },
        "problems": _PROBLEMS.dump_python(found.problems, mode="json"),
    }
    return PlainPair(
        about=json.dumps(about).encode(),
        files={
            locale: PlainFile(
                fields=json.dumps(version.page.tree.data).encode(), reading=_READING.dump_json(version.reading)
            )
            for locale, version in entry.versions.items()
        },
    )


def pair_of(plain: PlainPair, sources: Mapping[Locale, SourceFile]) -> PairedFiles:
    """Return what `plain_pair` was given.

    Args:
        plain: what was kept.
        sources: the files that it was made of.
    """
    about = json.loads(plain.about)
    kind, original = KIND_BY_NAME[about["kind"]], Locale(about["original"])
    records = _Records(kind, original, plain.files)
    versions: dict[Locale, Version] = {}
    for name, kept in about["versions"].items():
        locale = Locale(name)
        source, file = sources[locale], plain.files[locale]
        body = source.text[kept["begins"] :]
        page = _KeptPage(
            source=source,
            tree=_KeptTree(file.fields, source),
            body=body,
            body_line=kept["line"],
            fields_digest=bytes.fromhex(kept["fields"]),
            body_digest=bytes.fromhex(kept["body"]),
        )
        vars(page)["_kept"] = file.reading
        translation = kept["translation"] and validate(Translation, kept["translation"], locale)[0]
        versions[locale] = _KeptVersion(
            records, locale=locale, body=body, page=page, translation=translation, stale=kept["stale"]
        )
    entry = Entry(id=about["id"], kind=kind, original=original, versions=versions)
    return PairedFiles(entry=entry, problems=_PROBLEMS.validate_python(about["problems"]) if about["problems"] else ())


class _KeptTree(Tree):
    """Front matter whose values, and the positions of these, are looked up when somebody asks."""

    def __init__(self, fields: bytes, source: SourceFile) -> None:
        vars(self).update(_fields=fields, _source=source)

    # Called for what is not there yet.
    def __getattr__(self, name: str) -> Any:
        if name == "data":
            vars(self)[name] = json.loads(vars(self)["_fields"])
        elif name in ("values", "keys"):
            tree = parse_document(vars(self)["_source"])[0].tree
            vars(self).update(values=tree.values, keys=tree.keys, text=tree.text, first_line=tree.first_line)
        else:
            raise AttributeError(name)
        return vars(self)[name]


class _KeptPage(Page):
    """A file whose body was read before."""

    @cached_property
    def reading(self) -> Reading:
        """What is in the body."""
        kept = vars(self).get("_kept")
        return _READING.validate_json(kept) if kept else Page.reading.func(self)  # type: ignore[attr-defined]

    def without_text(self) -> Page:
        """Return the page without its fields and their positions."""
        slim = super().without_text()
        vars(slim)["_kept"] = vars(self)["_kept"]
        return slim


class _Records:
    """The records of an entry, each merged and validated once.

    Args:
        kind: the kind of the entry.
        original: the language of the original.
        files: what is kept of its files.
    """

    def __init__(self, kind: Kind, original: Locale, files: Mapping[Locale, PlainFile]) -> None:
        self._kind, self._original, self._files = kind, original, files
        self._found: dict[Locale, AnyRecord] = {}

    def in_(self, locale: Locale) -> AnyRecord:
        """Return the record of the version in a language.

        Raises:
            DamagedMemoryError: there is none.
        """
        if locale not in self._found:
            data = json.loads(self._files[self._original].fields)
            if locale is not self._original:
                ours = json.loads(self._files[locale].fields)
                for name in (_TRANSLATION, _WAIVED):
                    ours.pop(name, None)
                data = merge(shape_of(self._kind.record), data, ours, locale).data
            record, _ = validate(self._kind.record, data, self._original)
            if record is None:
                text = N_("the memory of earlier builds is damaged; delete .cache/build and try again")
                raise DamagedMemoryError(text)
            self._found[locale] = record
        return self._found[locale]


class _KeptVersion(Version):
    """A version whose record is made when somebody asks."""

    # `dataclasses.replace` gives the record.
    def __init__(self, records: _Records | None = None, **values: Any) -> None:
        vars(self).update(values, _records=records)

    def __getattr__(self, name: str) -> Any:
        if name != "record":
            raise AttributeError(name)
        vars(self)[name] = vars(self)["_records"].in_(self.locale)
        return vars(self)[name]

    def shown(self) -> Version:
        """Return the version without what is only needed to report problems."""
        records = vars(self)["_records"]
        if records is None:
            return super().shown()
        return _KeptVersion(
            records,
            locale=self.locale,
            body=self.body,
            page=self.page.without_text(),
            translation=self.translation,
            stale=self.stale,
        )
