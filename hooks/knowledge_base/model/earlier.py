"""The fields of earlier models, which ``kb migrate`` replaces by the present ones."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from knowledge_base.model.entries import Background, Meeting, Practice, Provision
from knowledge_base.model.figures import Figure
from knowledge_base.model.vocabularies import Country

EARLIER_FIELDS: Mapping[type[BaseModel], frozenset[str]] = {
    Meeting: frozenset({"start", "end", "body", "presidency", "participating_organisations"}),
    Practice: frozenset({"started", "ended", "lead", "shared_at"}),
    Background: frozenset({"started", "ended"}),
    Figure: frozenset({"period_start", "period_end"}),
    Provision: frozenset({"number", "printed_number", "follow_up", "as_of", "evidence"}),
    Country: frozenset({"member"}),
}
"""The names of the fields that each model had before and has no more."""
