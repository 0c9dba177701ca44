"""Scaffolds a new entry: fields from the author's answers, optional fields as comments, a body with placeholders."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator, Mapping
from itertools import takewhile
from typing import Any

from knowledge_base.contribute.front_matter import comment, front_matter
from knowledge_base.contribute.prompts import Answers, prompts
from knowledge_base.locale import N_, Locale, fold, message
from knowledge_base.model.choices import Status
from knowledge_base.model.guide import FieldGroup, FieldGuide, ValueType, field_guides
from knowledge_base.model.kinds import TO_BE_WRITTEN, Kind
from knowledge_base.model.shape import Fields, Many, shape_of
from knowledge_base.parse.validate import salvage
from knowledge_base.suggest import free_id

_LONGEST_ID = 60
_MAY_BE_ADDED = N_(
    "Fields that you may add: remove the # before the name, and write between the quotation marks, or between the"
    " brackets with commas between several."
)
_IN_ITEMS = N_("Here you may add, by removing the #:")
_EXAMPLE = N_("For example: {example}")
_ONE_OF = N_("One of: {values}")


def proposed_id(title: str, date: str = "", taken: Container[str] = ()) -> str:
    """Return an id for a new entry: the first words of its title (60 characters at most), and its date.

    Args:
        title: the title. If nothing of it is left in ASCII, the id is empty.
        date: the date in EDTF; may be empty. Of a period, its start counts; a date in doubt is left out, as the id has
            to hold when more is known.
        taken: the ids that are taken: the proposed one is another.
    """
    words = _first_words(title)
    found = re.match(r"([0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?)(?:$|/)", date)
    dated = found and not words.endswith(found[1])
    return free_id(f"{words}-{found[1]}" if words and found and dated else words, taken) if words else ""


def _first_words(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(title))
    lengths = (len("-".join(words[: count + 1])) for count in range(len(words)))
    return "-".join(words[: len(list(takewhile(lambda length: length <= _LONGEST_ID, lengths)))])


def begun_entry(kind: Kind, id_: str, answers: Answers, language: Locale, today: dt.date) -> str:
    """Return the text of a new entry.

    Args:
        kind: its kind.
        id_: its id.
        answers: the answers of its author, as interpreted by `understood`.
        language: its language.
        today: the day for ``created`` and ``modified``.
    """
    data = _data(kind, id_, answers, language, today)
    sections = kind.required_sections(salvage(kind.record, data, language))
    sentence = message(language, TO_BE_WRITTEN)
    parts = [f"## {section.in_(language)}\n\n{sentence}\n" for section in sections] or [f"{sentence}\n"]
    fields = "".join(f"{line}\n" for line in _fields(kind, data, language))
    return f"---\n{fields}---\n" + "\n".join(parts)


def _data(kind: Kind, id_: str, answers: Answers, language: Locale, today: dt.date) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": id_,
        "original": language.value,
        "status": Status.DRAFT.value,
        "access": "public",
        "created": today.isoformat(),
        "modified": today.isoformat(),
    }
    for prompt in prompts(kind, language, answers):
        values = answers.get(prompt.names, ())
        name, *inner = prompt.names
        if inner and values:
            items = data.setdefault(name, [])
            items.extend({} for _ in values[len(items) :])
            for item, value in zip(items, values, strict=False):
                if value:
                    _set(item, inner, value.split(",") if prompt.guide.many else value)
        elif values:
            data[name] = list(values) if prompt.guide.many else values[0]
    for name, shape in shape_of(kind.record).fields.items():
        numbered = getattr(shape, "item", None)
        if name in data and isinstance(numbered, Fields) and numbered.key() == "number":
            data[name] = [{"number": str(number), **item} for number, item in enumerate(data[name], 1)]
    return data


def _set(item: dict[str, Any], names: list[str], value: Any) -> None:
    *outer, last = names
    for name in outer:
        item = item.setdefault(name, [{}])[0]
    item[last] = value


def _fields(kind: Kind, data: Mapping[str, Any], language: Locale) -> Iterator[str]:
    """Yield the lines of the front matter: known fields, and commented-out lines for those that the author may add.

    A commented-out line becomes valid YAML, with the right indentation, when its ``#`` is removed.
    """
    shape = shape_of(kind.record)
    guides = field_guides(kind.record, language)
    for guide in guides:
        if guide.name in data:
            yield from front_matter(shape, {guide.name: data[guide.name]}, {}).splitlines()
            inner = shape.fields[guide.name]
            if isinstance(inner, Many) and isinstance(inner.item, Fields):
                yield from comment(message(language, _IN_ITEMS))
                for each in guide.fields:
                    if each.name not in data[guide.name][-1]:
                        yield from _addition(inner.item, each, language, "    ")
    yield "#"
    yield from comment(message(language, _MAY_BE_ADDED))
    for guide in guides:
        # Editors fill in the fields of this group later.
        if guide.name not in data and guide.group is not FieldGroup.EDITING:
            yield "#"
            yield from _addition(shape, guide, language, "")


def _addition(shape: Fields, guide: FieldGuide, language: Locale, indent: str) -> Iterator[str]:
    yield from comment(_help(guide, language))
    for line in front_matter(shape, {guide.name: _empty(guide)}, {}).splitlines():
        yield f"#{indent}{line}"


def _help(guide: FieldGuide, language: Locale) -> str:
    sentences = [guide.help]
    if guide.choices:
        sentences.append(message(language, _ONE_OF, values=", ".join(value for value, _ in guide.choices)) + ".")
    if guide.example:
        sentences.append(message(language, _EXAMPLE, example=guide.example))
    return " ".join(sentences)


def _empty(guide: FieldGuide) -> Any:
    if guide.type is ValueType.FIELDS:
        value: Any = {inner.name: _empty(inner) for inner in guide.fields}
    else:
        value = ""
    # A list of ids is written in flow style, so it starts as []; a list of texts or records starts with one empty item.
    return ([] if guide.type not in (ValueType.FIELDS, ValueType.TEXT) else [value]) if guide.many else value
