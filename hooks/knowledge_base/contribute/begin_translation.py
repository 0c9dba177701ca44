"""Scaffolds a translation: a file with every translatable field, empty, with the original text in a comment above it.

It is a draft (`TranslationStatus`): the check lists what is not translated yet, and the site shows the original until
the translator changes the status.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.hashing import text_hash
from knowledge_base.contribute.front_matter import comment, front_matter
from knowledge_base.contribute.repository import place_of
from knowledge_base.locale import N_, message
from knowledge_base.model.choices import TranslationStatus
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Fields, Leaf, Many, Path, Shape, shape_of

# Shown in the target language, which it names: so the Spanish message says "Spanish".
_HOW_TO = N_(
    "Between the quotation marks write in English what the line above says, and remove that line. The text below the"
    " fields is that of the original: write yours in its place. When all is done, change draft to unofficial."
)


def started_translation(entry: Entry) -> tuple[PurePosixPath, str]:
    """Return the path and the text of a new translation.

    Args:
        entry: an entry that is valid, with its source text (`entry_of`).
    """
    original = entry.versions[entry.original]
    locale = entry.original.other
    shape = shape_of(entry.kind.record)
    comments: dict[Path, str] = {}
    words = _words(shape, original.page.tree.data, (), comments)
    about = {
        "source_hash": text_hash(entry.kind.record, original.page.tree.data, original.body),
        "status": TranslationStatus.DRAFT.value,
    }
    fields = front_matter(
        Fields(shape.model, {**shape.fields, "translation": shape_of(Translation)}),
        {"id": entry.id, **words, "translation": about},
        comments,
    )
    how_to = "\n".join(comment(message(locale, _HOW_TO)))
    return place_of(entry.kind, entry.id, locale), f"---\n{how_to}\n{fields}---\n{_with_headings(entry)}"


def _words(shape: Shape, data: Any, path: Path, comments: dict[Path, str]) -> Any:
    """Return the translatable part of a value, with empty texts; ``None`` if it has none.

    Facts are left out, except the keys that match list items with their originals.

    Args:
        shape: the shape of the value.
        data: the value in the original.
        path: its path in the translation.
        comments: filled with the original text for the path of each text.
    """
    match shape:
        case Leaf(is_text=True):
            comments[path] = data
            return ""
        case Many(item) if isinstance(item, Fields) and (key := item.key()):
            found: list[Any] = []
            for value in data:
                if words := _words(item, value, (*path, len(found)), comments):
                    found.append({key: value[key], **words})
            return found or None
        case Many(item):
            found = [_words(item, value, (*path, index), comments) for index, value in enumerate(data)]
            while found and found[-1] is None:
                found.pop()
            # These items are matched by index, so one without texts has to keep its place before others.
            return [{} if value is None else value for value in found] or None
        case Fields(fields=fields):
            values = {
                name: _words(child, data[name], (*path, name), comments)
                for name, child in fields.items()
                if name in data
            }
            return {name: value for name, value in values.items() if value is not None} or None
    return None


def _with_headings(entry: Entry) -> str:
    """Return the body of the original with its required headings translated."""
    original = entry.versions[entry.original]
    headings = {
        section.in_(entry.original).casefold(): section.in_(entry.original.other)
        for section in entry.kind.required_sections(original.record)
    }
    lines = []
    for line in original.body.split("\n"):
        signs, _, heading = line.partition(" ")
        known = headings.get(heading.strip().casefold()) if signs == "##" else None
        lines.append(f"## {known}" if known else line)
    return "\n".join(lines)
