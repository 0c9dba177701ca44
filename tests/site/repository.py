"""Repositories for tests: the real templates and hooks with synthetic content."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Practice
from tests.site.building import REPOSITORY

MEETING = "synthetic-meeting-2020"
"""The id of the meeting that every synthetic repository has."""

_VOCABULARIES: dict[str, list[dict[str, Any]]] = {
    "documents": [{"id": "synthetic-document", "title": "A document of the tests", "language": "en"}],
    "synonyms": [{"id": "synthetic", "en": ["capitals", "big letters"], "es": ["mayúsculas", "capitales"]}],
    "topics": [
        {
            "id": "synthetic-topic",
            "label": {"en": "Synthetic topic", "es": "Tema sintético"},
            "definition": {"en": "A topic of the tests.", "es": "Un tema de las pruebas."},
        }
    ],
    "countries": [
        {"id": code, "memberships": [{"body": "synthetic-body", "status": "member"}]} for code in ("MX", "GT")
    ],
    "organisations": [
        {"id": "editors", "label": {"en": "Editors", "es": "Equipo editor"}, "type": "editorial"},
        {
            "id": "synthetic-office",
            "label": {"en": "Synthetic office", "es": "Oficina sintética"},
            "type": "government",
        },
    ],
    "bodies": [
        {
            "id": "synthetic-body",
            "label": {"en": "Synthetic body", "es": "Órgano sintético"},
            "description": {"en": "A body of the tests.", "es": "Un órgano de las pruebas."},
        }
    ],
    "terms": [
        {
            "id": "synthetic-term",
            "label": {"en": "Synthetic term", "es": "Término sintético"},
            "definition": {"en": "A term of the tests.", "es": "Un término de las pruebas."},
        }
    ],
}


@dataclass(frozen=True)
class Repository:
    """A repository with synthetic content.

    Attributes:
        folder: its folder.
    """

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> Repository:
        """Create a repository: the real templates, hooks and editorial texts, small vocabularies and one meeting."""
        repository = cls(folder)
        shutil.copytree(REPOSITORY / "overrides", folder / "overrides")
        (folder / "hooks").mkdir()
        for name in ("mkdocs.yml", "publisher.yml", "LICENSE-CONTENT", "hooks/mkdocs_hooks.py"):
            shutil.copyfile(REPOSITORY / name, folder / name)
        for locale in Locale:
            repository.write(f"docs/{locale}/index.md", (REPOSITORY / f"docs/{locale}/index.md").read_text("utf-8"))
        for name, terms in _VOCABULARIES.items():
            repository.vocabulary(name, terms)
        meeting = {
            **common(MEETING, "Synthetic meeting", Locale.EN),
            "bodies": ["synthetic-body"],
            "level": "technical",
            "date": "2020-05-04",
            "modality": "virtual",
        }
        repository.write(f"docs/en/meetings/{MEETING}.md", document(meeting, "A meeting of the tests."))
        return repository

    def write(self, path: str, text: str) -> None:
        """Write a file; its path is relative to the repository."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def picture(self, id_: str, name: str) -> None:
        """Write a picture beside an entry."""
        target = self.folder / "docs/files" / id_ / name
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), "#0a5c63").save(target)

    def vocabulary(self, name: str, terms: list[dict[str, Any]]) -> None:
        """Write a vocabulary."""
        self.write(f"vocabularies/{name}.yml", as_yaml(terms))

    def practice(self, id_: str, title: str, locale: Locale, body: str = "Text.", **fields: Any) -> dict[str, Any]:
        """Write the original of a practice, and return its fields."""
        record = {**practice(id_, title, locale), **fields}
        self.write(f"docs/{locale}/practices/{id_}.md", document(record, body))
        return record

    def translate(
        self, record: dict[str, Any], body: str, title: str, translation: str, *, stale: bool = False
    ) -> None:
        """Write the translation of a practice.

        Args:
            record: the fields of the original.
            body: the text of the original.
            title: the title in the other language.
            translation: the text in the other language.
            stale: whether the original has changed since.
        """
        locale = Locale(record["original"]).other
        current = text_hash(Practice, record, document_body(body))
        fields = {
            "id": record["id"],
            "title": title,
            "summary": f"{title}.",
            "translation": {"source_hash": "0" * 12 if stale else current, "status": "unofficial"},
        }
        self.write(f"docs/{locale}/practices/{record['id']}.md", document(fields, translation))


def common(id_: str, title: str, locale: Locale) -> dict[str, Any]:
    """Return the common fields of entries."""
    return {
        "id": id_,
        "title": title,
        "summary": f"{title}.",
        "original": str(locale),
        "topics": ["synthetic-topic"],
        "countries": [{"code": "MX"}],
        "sources": [{"title": "Synthetic source", "language": "en"}],
        "status": "published",
        "access": "public",
        "owner": "editors",
        "created": "2021-01-01",
        "modified": "2021-01-01",
    }


def practice(id_: str, title: str, locale: Locale) -> dict[str, Any]:
    """Return the fields of a practice."""
    return {**common(id_, title, locale), "maturity": "reported", "leads": ["MX"], "announced_at": [MEETING]}


def document(fields: dict[str, Any], body: str) -> str:
    """Return the content of a file: front matter and body."""
    return f"---\n{as_yaml(fields)}\n---\n{document_body(body)}"


def document_body(body: str) -> str:
    """Return a body with a line end at its end."""
    return f"{body}\n"


def as_yaml(value: Any) -> str:
    """Return a value as YAML: as JSON, a subset of YAML without its pitfalls."""
    return json.dumps(value, ensure_ascii=False, indent=2)
