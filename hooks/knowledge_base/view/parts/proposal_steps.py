"""What the form to propose a practice asks, and in which order: one group of questions a screen.

Whatever a new field of the model is about, it is asked; what whoever proposes something cannot know is left to editors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.locale import N_
from knowledge_base.model.guide import FieldGuide, ValueType
from knowledge_base.model.kinds import BodySection, Kind

BODY_PART = "body:"
"""What begins the names of the texts in the body: the introduction, and what stands under each heading."""

INTRODUCTION = f"{BODY_PART}introduction"


@dataclass(frozen=True, kw_only=True)
class FormStep:
    """A screen of the form.

    Attributes:
        name: part of its address.
        title: its heading (English; ``es.po`` has the Spanish).
        asked: the names of fields, and of texts of the body, in order.
    """

    name: str
    title: str
    asked: tuple[str, ...]


STEPS = (
    FormStep(name="practice", title=N_("The practice"), asked=("original", "title", "summary", "maturity", "nature")),
    FormStep(name="who", title=N_("Who and where"), asked=("leads", "partners", "countries", "organisations")),
    FormStep(
        name="subject",
        title=N_("Subject and time"),
        asked=("topics", "practice_type", "scale", "period", "gcm_objectives", "sdgs"),
    ),
    FormStep(
        name="account",
        title=N_("How it works"),
        asked=(
            *(INTRODUCTION, f"{BODY_PART}Context", f"{BODY_PART}How it works"),
            *("beneficiaries", "legal_basis", "resources"),
        ),
    ),
    FormStep(
        name="results",
        title=N_("Results and lessons"),
        asked=(f"{BODY_PART}Results", "results", "evaluation", f"{BODY_PART}Lessons"),
    ),
    FormStep(
        name="others",
        title=N_("For other countries"),
        asked=(
            *(f"{BODY_PART}Replication", "adopted_by", "preconditions"),
            *("risks_and_data_protection", "contact_office"),
        ),
    ),
    FormStep(name="sources", title=N_("Sources"), asked=("sources",)),
    FormStep(name="meetings", title=N_("Meetings"), asked=("announced_at", "presented_at", "reported_in", "answers")),
    FormStep(name="files", title=N_("Pictures and documents"), asked=("files",)),
)
"""The screens, in order. A field that none of them names is asked on the third."""
_OTHERS = STEPS[2].name

# The text under a heading says the same, at more length.
_IN_THE_BODY = frozenset({"lessons"})
# What only editors know, or decide later.
_OF_EDITORS = frozenset(
    {
        *("id", "owner", "licence", "related", "aliases", "completeness", "missing"),
        *("status", "status_reason", "replaced_by", "access", "created", "modified", "reviewed", "review_by", "waived"),
    }
)
# The same, of a source: which document of the list it is, who vouches for it, where copies of it are kept.
_OF_SOURCES = frozenset(
    {"document", "official", "file", "copy_by", "archived_url", "versions", "retrieved", "id"},
)


def asked_fields(guides: Iterable[FieldGuide]) -> tuple[FieldGuide, ...]:
    """Return the fields that the form asks, of those of a kind of entry."""
    return tuple(guide for guide in guides if guide.name not in _OF_EDITORS | _IN_THE_BODY)


def asked_inside(guide: FieldGuide) -> Iterator[FieldGuide]:
    """Yield what is asked of each item of a field: no lists of groups within groups, which are written in a file."""
    for inner in guide.fields:
        if inner.type is not ValueType.FIELDS and not (guide.name == "sources" and inner.name in _OF_SOURCES):
            yield inner


def body_sections(kind: Kind) -> tuple[BodySection, ...]:
    """Return the sections that the body may have, whatever the maturity."""
    by_maturity = (section for _, sections in kind.sections_by_maturity for section in sections)
    return tuple(dict.fromkeys((*kind.sections, *by_maturity)))


def in_steps(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of what is asked, by the name of the step."""
    wanted = list(names)
    named = {name for step in STEPS for name in step.asked}
    found = {step.name: [name for name in step.asked if name in wanted] for step in STEPS}
    found[_OTHERS] += [name for name in wanted if name not in named]
    return {name: inner for name, inner in found.items() if inner}
