"""The figures of a concept note, each with what is needed to quote it, and the charts that compare them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge_base.model.choices import Comparator, Unit
from knowledge_base.model.types import CountryCode, Frozen, Id, Number, OrganisationId, SourceName, Text, TopicId
from knowledge_base.model.when import Date


class Figure(Frozen):
    """A number with all that is needed to quote it: what, where, when, who counted, where it is printed."""

    id: Id
    """An id inside the note, for links to it."""
    label: Text
    """What was counted, in words that fit after the number."""
    value: Number
    """The number."""
    comparator: Comparator = Comparator.EXACT
    """How it relates to what was counted."""
    unit: Unit
    """What it counts in."""
    counted_by: OrganisationId | None = None
    """Who counted."""
    countries: tuple[CountryCode, ...] = ()
    """Where it was counted."""
    place: Text | None = None
    """Where, more precisely."""
    nationality: CountryCode | None = None
    """The nationality of the people it counts, where they are of one."""
    period: Annotated[Date | None, Field(examples=["2021-01/2021-07"])] = None
    """The period in which it was counted."""
    as_of: Date | None = None
    """The date for which it holds."""
    source: Annotated[SourceName | None, Field(examples=["#annual-report"])] = None
    """Where it is printed, if that is not the first source of the note: in words, or # and the id of a source."""
    locator: Text
    """Where in the note, or in that source, it is printed."""
    note: Text | None = None
    """What readers have to know to read it correctly."""
    topics: tuple[TopicId, ...] = ()
    """What it is about."""


class Chart(Frozen):
    """Figures that can be compared. Only someone who knows the note can tell, so charts are declared, not inferred."""

    id: Id
    """An id inside the note, for links to it."""
    title: Text
    """What its figures count, as a heading over them."""
    figures: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of its figures, all of one unit and period; a single one only if it is a percentage."""
