"""Small catalogues for tests: of the valid repository, and of any number of entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import Entry
from knowledge_base.check.run import check_content
from tests.unit.repository import VALID


@cache
def valid_catalogue() -> Catalogue:
    """Return the catalogue of the valid repository."""
    return check_content(VALID).catalogue


def copy_of(entry: Entry, id_: str, **changes: object) -> Entry:
    """Return a copy of an entry with another id and changed fields."""
    versions = {
        locale: replace(version, record=version.record.model_copy(update={"id": id_, **changes}))
        for locale, version in entry.versions.items()
    }
    return replace(entry, id=id_, versions=versions)


def catalogue_of(entries: Iterable[Entry]) -> Catalogue:
    """Return a catalogue of these entries, with all else of the valid repository."""
    return build_catalogue(entries, valid_catalogue().vocabularies, valid_catalogue().editorial)


def practices(count: int) -> list[Entry]:
    """Return ``count`` practices: copies of the one presented at the summit."""
    return [copy_of(valid_catalogue().by_id["hotline"], f"hotline-{number:03}") for number in range(count)]


def with_practices(count: int) -> Catalogue:
    """Return the valid catalogue with ``count`` more practices, on trafficking, of an institute in Mexico."""
    return catalogue_of([*valid_catalogue().entries, *practices(count)])
