"""Content that tries to inject scripts: the check must reject it, and the layers behind the check must neutralise it.

The check rejects all of it, so it would never reach those layers. To test them alone, `write_hostile` writes hooks that
replace the check by `unchecked`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge_base.assemble.catalogue import build_catalogue
from knowledge_base.check.run import Checked, check_content
from knowledge_base.locale import Locale
from knowledge_base.model.publisher import Publisher
from knowledge_base.model.types import Text
from tests.attack.inputs import ADDRESS, HARMLESS, PAYLOAD, REFUSED, SCRIPT
from tests.site.building import REPOSITORY
from tests.site.canaries import write_canaries
from tests.site.repository import Repository, document

PLACEHOLDER = "PLACEHOLDER"
"""A word that `unchecked` replaces by `PAYLOAD` after parsing."""

PLACEHOLDER_ADDRESS = "https://example.org/placeholder"
"""The URL that `unchecked` replaces by `ADDRESS`."""


def write_hostile(folder: Path) -> None:
    """Write a repository in which every field, label and text is hostile, with hooks that skip the check."""
    repository = Repository.create(folder)
    for name, terms in _vocabularies().items():
        repository.vocabulary(name, terms)
    practice = {
        **dict.fromkeys(("licence", "status_reason", "lessons", "beneficiaries", "contact_office"), PLACEHOLDER),
        "status": "withdrawn",
        "leads": ["synthetic-office"],
        "aliases": [PLACEHOLDER],
        "results": [dict.fromkeys(("indicator", "baseline", "value", "period", "source"), PLACEHOLDER)],
        "sources": [
            {
                **dict.fromkeys(("title", "locator"), PLACEHOLDER),
                **dict.fromkeys(("url", "archived_url"), PLACEHOLDER_ADDRESS),
            }
        ],
    }
    for name, body in {**REFUSED, **HARMLESS}.items():
        repository.practice(name, f"{PLACEHOLDER} {name}", Locale.EN, body, **practice)
    # The address of a hand-written page is its file name.
    for name in ("about", f'x" onfocus="{SCRIPT}" autofocus y="', f"<img src=x onerror={SCRIPT}>"):
        fields = {"title": PLACEHOLDER, "summary": PLACEHOLDER}
        repository.write(f"docs/es/{name}.md", document(fields, REFUSED["html-inline"]))
    write_canaries(repository)
    hooks = (REPOSITORY / "hooks/mkdocs_hooks.py").read_text("utf-8")
    for before, after in (
        ("_build = SiteBuild()", "_build = SiteBuild(unchecked)"),
        ("from knowledge_base.mkdocs", "from tests.site.hostile import unchecked\nfrom knowledge_base.mkdocs"),
    ):
        assert hooks.count(before) == 1, f"the hooks have no line {before!r}: put {after!r} in another way"
        hooks = hooks.replace(before, after)
    repository.write("hooks/mkdocs_hooks.py", hooks)


def unchecked(root: Path, today: dt.date | None, memory: object, spoken: Locale) -> Checked:
    """Read a repository like the check, without reporting problems, and replace placeholders by hostile content."""
    del memory
    read = check_content(root, today=today, spoken=spoken).catalogue
    poisoned = build_catalogue(
        _poisoned(read.entries), _poisoned(read.vocabularies), _poisoned(read.editorial), _poisoned(read.standalone)
    )
    return Checked(catalogue=poisoned, publisher=Publisher(), problems=())


def _vocabularies() -> dict[str, list[dict[str, Any]]]:
    words = {"en": PLACEHOLDER, "es": PLACEHOLDER}
    term = {"label": words, "aliases": {"en": [PLACEHOLDER], "es": [PLACEHOLDER]}}
    return {
        "topics": [{"id": "synthetic-topic", **term, "definition": words}],
        "synonyms": [{"id": "synthetic", "en": ["capitals", PLACEHOLDER], "es": ["capitales", PLACEHOLDER]}],
        "bodies": [{"id": "synthetic-body", **term, "acronym": words, "description": words}],
        "organisations": [
            {"id": "editors", **term, "type": "editorial"},
            {"id": "synthetic-office", **term, "acronym": words, "type": "government", "description": words},
        ],
        "terms": [{"id": "synthetic-term", **term, **dict.fromkeys(("acronym", "definition", "scope"), words)}],
    }


def _poisoned(value: Any) -> Any:
    """Replace placeholders in a value, bypassing the validation of models."""
    match value:
        case Text():
            return Text(_poisoned(value.value), value.locale)
        case str() if PLACEHOLDER in value or value == PLACEHOLDER_ADDRESS:
            return ADDRESS if value == PLACEHOLDER_ADDRESS else value.replace(PLACEHOLDER, PAYLOAD)
        case tuple():
            return tuple(_poisoned(item) for item in value)
        case Mapping():
            return {key: _poisoned(item) for key, item in value.items()}
        case BaseModel():
            return value.model_copy(update={name: _poisoned(getattr(value, name)) for name in type(value).model_fields})
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            names = (field.name for field in dataclasses.fields(value) if field.init)
            return dataclasses.replace(value, **{name: _poisoned(getattr(value, name)) for name in names})
        case _:
            return value
