"""Lists of ids that were written as one text: ``topics: Borders, Shelter``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context, original
from knowledge_base.check.references import title_of
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.shape import Fields, Leaf, Many, Path, Shape, shape_of
from knowledge_base.model.types import InVocabulary, OrWord, ToEntry
from knowledge_base.parse.countries_meant import country_codes_meant
from knowledge_base.parse.hints import items_meant
from knowledge_base.problems import Problem
from knowledge_base.suggest import meant, nearest

_LONG = 5
_AND = re.compile(r" (?:y|e|and|&) ")


def lists_of_ids(entry: Entry, context: Context) -> Iterator[Problem]:
    """What names several topics, countries, organisations or entries is a list of their ids."""
    page = original(entry).page
    locale = page.source.locale
    for path, marker, written in _texts_for_lists(shape_of(entry.kind.record), page.tree.data):
        known = _names(marker, context)
        found = _ids(written, known, marker, context)
        what, allowed = N_("a list is expected here"), N_("write it as {example}")
        if found is None:
            allowed = N_("write the ids, as in [{ids}]")
            found = list(known)[:2]
        ids = ", ".join(found)
        words = message(locale, what), message(locale, allowed, example=f"[{ids}]", ids=ids)
        yield page.problem(page.tree.position(path), path, "tuple-type", *words)


def _ids(
    written: str, known: Mapping[str, tuple[str, ...]], marker: InVocabulary | ToEntry, context: Context
) -> list[str] | None:
    """Return the ids that a text stands for; ``None`` if some of it stands for none."""
    if isinstance(marker, InVocabulary) and "countries" in marker.names:
        countries = {code: country.names() for code, country in context.vocabularies.countries.items()}
        if codes := country_codes_meant(written, countries):
            return list(codes)
    found: dict[str, None] = {}
    for part in items_meant(written):
        for each in [part] if meant(part, known) else _AND.split(part):
            # Short names are alike by chance.
            id_ = meant(each, known) or (nearest(each, known) if len(each) >= _LONG else None)
            if id_ is None:
                return None
            found[id_] = None
    return list(found) or None


def _names(marker: InVocabulary | ToEntry, context: Context) -> dict[str, tuple[str, ...]]:
    if isinstance(marker, InVocabulary):
        terms = (pair for name in marker.names for pair in context.vocabularies.named(name).items())
        return {id_: term.names() for id_, term in terms}
    entries: Iterable[Entry] = context.entries.values()
    return {
        each.id: tuple(title_of(each, locale) for locale in Locale)
        for each in entries
        if not marker.kinds or each.kind.name in marker.kinds
    }


def _texts_for_lists(shape: Shape, data: Any, path: Path = ()) -> Iterator[tuple[Path, InVocabulary | ToEntry, str]]:
    """Yield the texts in front matter where a list of ids belongs, each with what the ids name."""
    match shape:
        case Many(Leaf(marker=InVocabulary() | ToEntry() as marker)) if isinstance(data, str) and data.strip():
            yield path, marker, data
        case Many(item) if isinstance(data, list):
            for index, element in enumerate(data):
                yield from _texts_for_lists(item, element, (*path, index))
        case Fields(model=model, fields=fields) if isinstance(data, Mapping):
            for name, child in fields.items():
                word = next((each.word for each in model.model_fields[name].metadata if isinstance(each, OrWord)), "")
                if name in data and not (isinstance(data[name], str) and data[name].strip() == word):
                    yield from _texts_for_lists(child, data[name], (*path, name))
