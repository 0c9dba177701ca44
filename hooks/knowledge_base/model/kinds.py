"""The kinds of entry: for each, the folder, the model, the labels and the headings that its body must have."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.choices import Maturity, PracticeNature
from knowledge_base.model.entries import Agreement, AnyRecord, Background, ConceptNote, Meeting, Practice


@dataclass(frozen=True)
class BodySection:
    """A heading in the body of an entry (English; ``es.po`` has the Spanish)."""

    heading: str

    def in_(self, locale: Locale) -> str:
        """Return the heading in a language."""
        return message(locale, self.heading)


TO_BE_WRITTEN = N_("This part is still to be written.")
"""The placeholder in the body of a new entry. No published entry may contain it."""


@dataclass(frozen=True, kw_only=True)
class Sort:
    """What readers are told that an entry is, in lists, filters and counts: its kind, or for practices their nature.

    Attributes:
        name: the identifier, as in templates and data.
        singular: the label for one entry (English; ``es.po`` has the Spanish).
        plural: the label for several (likewise).
        anchor: the anchor of its heading in lists.
    """

    name: str
    singular: str
    plural: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of entry.

    Attributes:
        name: the identifier, as in templates, data and the command line.
        folder: the folder under ``docs/en/`` and ``docs/es/``.
        record: the model of its front matter.
        singular: the label for one entry (English; ``es.po`` has the Spanish).
        plural: the label for several (likewise).
        natures: for practices, the sort of each nature; the entries of other kinds are all of one sort.
        sections: the second-level headings that its body must have.
        sections_by_maturity: for practices, the headings that each maturity requires instead.
        in_briefs: whether briefs list its entries. If not, they may still list parts of them, such as figures.
        in_trails: whether its entries are steps of commitment trails.
    """

    name: str
    folder: str
    record: type[AnyRecord]
    singular: str
    plural: str
    natures: tuple[tuple[PracticeNature, Sort], ...] = ()
    sections: tuple[BodySection, ...] = ()
    sections_by_maturity: tuple[tuple[Maturity, tuple[BodySection, ...]], ...] = field(default=())
    in_briefs: bool = True
    in_trails: bool = False

    def required_sections(self, record: AnyRecord) -> tuple[BodySection, ...]:
        """Return the headings that the body of this record must have."""
        if isinstance(record, Practice):
            return dict(self.sections_by_maturity).get(record.maturity, ())
        return self.sections

    @cached_property
    def sorts(self) -> tuple[Sort, ...]:
        """The sorts of its entries, in the order in which readers see them."""
        one = Sort(name=self.name, singular=self.singular, plural=self.plural, anchor=self.folder)
        return tuple(sort for _, sort in self.natures) or (one,)

    def sort_of(self, record: AnyRecord) -> Sort:
        """Return the sort of an entry of this kind with this record."""
        return dict(self.natures)[record.nature] if isinstance(record, Practice) else self.sorts[0]


_CONTEXT = BodySection(N_("Context"))
_WORKING = BodySection(N_("How it works"))
_RESULTS = BodySection(N_("Results"))
_LESSONS = BodySection(N_("Lessons"))
_REPLICATION = BodySection(N_("Replication"))

MEETING = Kind(
    name="meeting",
    folder="meetings",
    record=Meeting,
    singular=N_("Meeting"),
    plural=N_("Meetings"),
    in_trails=True,
)
CONCEPT_NOTE = Kind(
    name="concept-note",
    folder="concept-notes",
    record=ConceptNote,
    singular=N_("Concept note"),
    plural=N_("Concept notes"),
    sections=(BodySection(N_("Background")), BodySection(N_("Justification")), BodySection(N_("Method"))),
    # A note names many countries and many topics, but says nothing about most combinations of the two. Its figures and
    # questions do, so briefs list these.
    in_briefs=False,
)
AGREEMENT = Kind(
    name="agreement",
    folder="agreements",
    record=Agreement,
    singular=N_("Agreement"),
    plural=N_("Agreements"),
    in_trails=True,
)
PRACTICE = Kind(
    name="practice",
    folder="practices",
    record=Practice,
    singular=N_("Practice or intervention"),
    plural=N_("Practices and interventions"),
    natures=(
        (
            PracticeNature.PRACTICE,
            Sort(
                name="practice",
                singular=PracticeNature.PRACTICE.label,
                plural=N_("Good practices"),
                anchor="practices",
            ),
        ),
        (
            PracticeNature.INTERVENTION,
            Sort(
                name="intervention",
                singular=PracticeNature.INTERVENTION.label,
                plural=N_("Interventions"),
                anchor="interventions",
            ),
        ),
        (
            PracticeNature.MECHANISM,
            Sort(
                name="mechanism",
                singular=PracticeNature.MECHANISM.label,
                plural=N_("Mechanisms"),
                anchor="mechanisms",
            ),
        ),
    ),
    sections_by_maturity=(
        (Maturity.REPORTED, ()),
        (Maturity.DESCRIBED, (_CONTEXT, _WORKING)),
        (Maturity.EVALUATED, (_CONTEXT, _WORKING, _RESULTS, _LESSONS)),
        (Maturity.REPLICATED, (_CONTEXT, _WORKING, _RESULTS, _LESSONS, _REPLICATION)),
    ),
)
BACKGROUND = Kind(
    name="background", folder="background", record=Background, singular=N_("Background"), plural=N_("Background")
)

KINDS = (PRACTICE, AGREEMENT, MEETING, CONCEPT_NOTE, BACKGROUND)
"""All kinds, in the order in which readers see them."""

KIND_BY_FOLDER = {kind.folder: kind for kind in KINDS}
KIND_BY_NAME = {kind.name: kind for kind in KINDS}

NAMED = Sort(
    name="named",
    singular=N_("Practice or intervention led by others"),
    plural=N_("Practices and interventions led by others that name it"),
    anchor="named",
)
"""On the page of a country, the practices and interventions that name it and that it does not lead."""

SORTS = tuple(sort for kind in KINDS for sort in kind.sorts)
"""All sorts of entry, in the order in which readers see them."""

SORT_BY_NAME = {sort.name: sort for kind in KINDS for sort in (*kind.sorts, *((NAMED,) if kind is PRACTICE else ()))}
"""The sorts in lists, by name, in the order in which readers see them."""
