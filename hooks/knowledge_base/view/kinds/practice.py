"""What only a practice shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_, partial_date
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import ConceptNote, Practice
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import Country
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """A measured result of a practice."""

    indicator: Text
    baseline: Text | None
    value: Text
    period: Text | None
    source: str


@dataclass(frozen=True, kw_only=True)
class PracticeDetail:
    """What only a practice has.

    Attributes:
        open_fields: the parts of its account that nobody has given yet.
        focal_point: the country, or whoever else leads it, that is asked to give them.
        narrative: the parts given as fields: label and text.
        results: what was measured.
        answers: the guiding questions it answers.
        adopted_by: the countries that took it over.
    """

    open_fields: tuple[str, ...]
    focal_point: str
    narrative: tuple[tuple[str, Text], ...]
    results: tuple[ResultLine, ...]
    answers: tuple[Link, ...]
    adopted_by: tuple[tuple[Link, str, Text | None], ...]


_NARRATIVE = (
    ("legal_basis", N_("Legal basis")),
    ("beneficiaries", N_("Beneficiaries")),
    ("resources", N_("Resources")),
    ("preconditions", N_("Preconditions")),
    ("evaluation", N_("Evaluation")),
    ("lessons", N_("Lessons")),
    ("risks_and_data_protection", N_("Risks and data protection")),
    ("contact_office", N_("Contact")),
)

_ASKED_OF_A_LEAD = (
    N_("how it works"),
    N_("since when and at what scale"),
    N_("legal basis and resources"),
    N_("whom it serves"),
    N_("results and lessons"),
)


def practice_detail(site: Site, record: Practice) -> PracticeDetail:
    """Return what only a practice shows."""
    vocabularies = site.catalogue.vocabularies
    lead = vocabularies.actor(record.lead)
    country = lead if isinstance(lead, Country) else vocabularies.countries.get(getattr(lead, "country", None) or "")
    return PracticeDetail(
        open_fields=tuple(site.say(text) for text in _ASKED_OF_A_LEAD) if record.maturity is Maturity.REPORTED else (),
        focal_point=(country or lead).name(site.locale),
        narrative=tuple(
            (site.say(label), value) for name, label in _NARRATIVE if (value := getattr(record, name)) is not None
        ),
        results=tuple(
            ResultLine(indicator=r.indicator, baseline=r.baseline, value=r.value, period=r.period, source=r.source)
            for r in record.results
        ),
        answers=tuple(_answered(site, record.answers)),
        adopted_by=tuple(
            (
                site.term_link(COUNTRY, adoption.country),
                partial_date(adoption.date, site.locale) if adoption.date else "",
                adoption.change,
            )
            for adoption in record.adopted_by
        ),
    )


def _answered(site: Site, answers: Sequence[str]) -> Iterator[Link]:
    for answer in answers:
        id_, _, number = answer.partition("#")
        note = site.catalogue.by_id.get(id_)
        if note and isinstance(record := note.in_(site.locale).record, ConceptNote):
            question = next(q for q in record.guiding_questions if str(q.number) == number)
            yield Link(question.text, url=site.url(note.address, f"question-{number}"))
