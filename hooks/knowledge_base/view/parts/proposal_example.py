"""The example file of a practice, field by field, which the page with the form shows for those who write by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator

from knowledge_base.model.guide import FieldGuide, ValueType
from knowledge_base.view.parts.site import Site


def example_lines(site: Site, guide: FieldGuide, value: str) -> Iterator[str]:
    """Yield the YAML lines of a field.

    Args:
        site: the site, whose terms and entries are examples of their ids.
        guide: the field.
        value: its value; if it is empty, an example.
    """
    name = guide.name
    if guide.type is ValueType.FIELDS:
        yield f"{name}:"
        inner = [line for field in guide.fields if field.required for line in example_lines(site, field, "")]
        yield from (f"  {'- ' if index == 0 else '  '}{line}" for index, line in enumerate(inner))
    else:
        written = json.dumps(value or _value(site, guide), ensure_ascii=False)
        yield f"{name}: [{written}]" if guide.many else f"{name}: {written}"


def _value(site: Site, guide: FieldGuide) -> str:
    if guide.type is ValueType.TERM:
        return next(id_ for name in guide.vocabularies for id_ in site.catalogue.vocabularies.named(name))
    if guide.type is ValueType.ENTRY:
        return next((entry.id for entry in site.catalogue.entries if entry.kind.name in guide.kinds), "")
    return guide.choices[0][0] if guide.choices else guide.example
