"""Unpublished entries with a marker in every field, which must not occur in any file of a build or a pack.

They are generated from the models, so new fields are covered automatically. Published entries refer to them in every
field that can, which `kb check` forbids; the build of these entries runs without the check.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Status
from knowledge_base.model.kinds import KINDS, PRACTICE, Kind
from knowledge_base.model.shape import Fields, Leaf, Many, Marker, Shape, shape_of
from knowledge_base.model.types import Choice, InVocabulary, ToPart
from tests.site.repository import Repository, document, document_body

CANARY = "quetzalcanario"
"""The marker of unpublished entries: a valid id whose stem is unique."""

SEEN = "quetzalvisible"
"""The marker of published entries, to prove that the test would find a marker."""

_STATUSES = (Status.DRAFT, Status.IN_REVIEW)
TRANSLATED_LATER = "translated-later"
"""The id of a published practice whose translation is a draft."""

_TERMS = {"topics": "synthetic-topic", "countries": "MX", "organisations": "editors", "bodies": "synthetic-body"}
_TERM = "synthetic-term"


def canary_id(kind: Kind, status: Status) -> str:
    """Return the id of the entry of a kind with a status."""
    return f"{CANARY}-{kind.name}-{status}"


def write_canaries(repository: Repository, unpublished: tuple[Status, ...] = _STATUSES) -> None:
    """Write entries of every kind with every unpublished status, and published entries that refer to them.

    Args:
        repository: the target.
        unpublished: the statuses to use; entries for the others are published, to show that nothing else hides them.
    """
    targets = {kind.name: canary_id(kind, Status.DRAFT) for kind in KINDS}
    for kind in KINDS:
        for status in _STATUSES:
            shown = status if status in unpublished else Status.PUBLISHED
            _write(repository, kind, canary_id(kind, status), CANARY, targets, shown)
        _write(repository, kind, f"{SEEN}-{kind.name}", SEEN, targets, Status.PUBLISHED)
    _write(repository, PRACTICE, TRANSLATED_LATER, SEEN, targets, Status.PUBLISHED, translated=CANARY)


def _write(
    repository: Repository,
    kind: Kind,
    id_: str,
    word: str,
    targets: Mapping[str, str],
    status: Status,
    *,
    translated: str = "",
) -> None:
    """Write an entry and its translation; a translation with a marker of its own is a draft."""
    fixed = {"id": id_, "original": "en", "status": str(status), "access": "public"}
    fields = _filled(shape_of(kind.record), word, targets) | fixed
    repository.picture(id_, f"{word}.png")
    body = document_body(f"{word} text.")
    repository.write(f"docs/en/{kind.folder}/{id_}.md", document(fields, body))
    translation = {"source_hash": text_hash(kind.record, fields, body), "status": "draft" if translated else "official"}
    texts = _texts(shape_of(kind.record), _filled(shape_of(kind.record), translated or word, targets))
    path = Path("docs/es") / kind.folder / f"{id_}.md"
    repository.write(
        path.as_posix(), document({**texts, "id": id_, "translation": translation}, f"{translated or word} texto.")
    )


def _filled(shape: Fields, word: str, targets: Mapping[str, str]) -> dict[str, Any]:
    """Return front matter with a value in every field: the marker wherever the model accepts it."""
    return {
        name: _value(child, info.annotation, tuple(info.metadata), word, targets)
        for (name, child), info in zip(shape.fields.items(), shape.model.model_fields.values(), strict=True)
    }


def _value(shape: Shape, annotation: Any, metadata: tuple[Any, ...], word: str, targets: Mapping[str, str]) -> Any:
    while get_origin(annotation) in (Union, types.UnionType, Annotated):
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = (*metadata, *more)
        else:
            (annotation,) = (choice for choice in get_args(annotation) if choice is not type(None))
    match shape:
        case Fields():
            return _filled(shape, word, targets)
        case Many(item):
            return [_value(item, get_args(annotation)[0], (), word, targets)]
        case Leaf(marker=marker):
            adapter: TypeAdapter[Any] = TypeAdapter(Annotated[annotation, *metadata] if metadata else annotation)
            return next(one for one in _candidates(annotation, marker, word, targets) if _is_valid(adapter, one))


def _candidates(annotation: Any, marker: Marker | None, word: str, targets: Mapping[str, str]) -> Iterator[Any]:
    if isinstance(marker, InVocabulary):
        yield from (_TERMS.get(name, _TERM) for name in marker.names)
    elif isinstance(marker, ToPart):
        number = 1 if marker.kind == "concept-note" else word
        yield f"{targets[marker.kind]}#{number}"
    elif marker:
        yield targets[marker.kinds[0] if marker.kinds else "practice"]
    elif isinstance(annotation, type) and issubclass(annotation, Choice):
        yield from (member.value for member in annotation)
    yield from (
        word,
        f"https://example.org/{word}",
        f"{word}.png",
        f"{targets['practice']}/{word}.png",
        1,
        "2021-05-04",
        "10:00",
        "America/Mexico_City",
        "es",
        "USD",
        "0" * 12,
    )
    yield from get_args(annotation)


def _is_valid(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(value, context=Locale.EN)
    except ValidationError:
        return False
    return True


def _texts(shape: Shape, data: Any) -> Any:
    """Return only what a translation holds: texts, and the keys that match them to the original."""
    match shape:
        case Fields(fields=fields):
            kept = {name: _texts(child, data[name]) for name, child in fields.items()}
            key = shape.key()
            return {name: data[name] if name == key else value for name, value in kept.items() if value or name == key}
        case Many(item):
            return [value for value in (_texts(item, one) for one in data) if value]
        case Leaf(is_text=is_text):
            return data if is_text else None
