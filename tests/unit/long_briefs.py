"""A catalogue with far more content than fits on the two pages of a brief, in long Spanish texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from knowledge_base.assemble.briefs import Pair
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Maturity, Unit
from knowledge_base.model.due import Due
from knowledge_base.model.entries import GuidingQuestion, Provision
from knowledge_base.model.figures import Figure
from knowledge_base.model.record import CountryInRole, Source
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import BilingualText, Organisation
from knowledge_base.model.when import When
from tests.unit.catalogues import copy_of, valid_catalogue

PAIR: Pair = ("MX", "borders")
"""The country and topic with too much content."""

TODAY = dt.date(2021, 7, 1)
"""A day before the summit, so that there is a next meeting."""

PRACTICES, OTHERS, AGREEMENTS, MEETINGS, BACKGROUND, PARTS = 40, 40, 30, 30, 10, 30
"""The numbers of entries of each kind; ``PARTS`` is that of figures and of questions."""

_SENTENCE = (
    "La profesionalización interinstitucional de las autoridades migratorias centroamericanas contribuye "
    "responsablemente al fortalecimiento de los procedimientos de identificación y de atención psicosocial."
)
_KINDS = ("practices", "others", "agreements", "notes", "meetings", "background")


def long_catalogue(*kinds: str) -> Catalogue:
    """Return a catalogue with long entries.

    Args:
        kinds: the kinds with too many entries, out of ``practices``, ``others``, ``agreements``, ``notes``,
            ``meetings`` and ``background``; by default, all.
    """
    valid = valid_catalogue()
    chosen = kinds or _KINDS
    vocabularies = valid.vocabularies
    definition = BilingualText(en=_words(90).value, es=_words(90).value)
    topics = {id_: topic.model_copy(update={"definition": definition}) for id_, topic in vocabularies.topics.items()}
    name = BilingualText(en=_words(25).value, es=_words(25).value)
    organisations: dict[str, Organisation] = {
        id_: actor.model_copy(update={"label": name}) for id_, actor in vocabularies.organisations.items()
    }
    entries = [*valid.entries, *(entry for kind in chosen for entry in _of(kind))]
    return build_catalogue(entries, replace(vocabularies, topics=topics, organisations=organisations), valid.editorial)


def _words(count: int) -> Text:
    words = (_SENTENCE + " ") * (count // len(_SENTENCE.split()) + 1)
    return Text(" ".join(words.split()[:count]), Locale.ES)


def _of(kind: str) -> Iterator[Entry]:
    valid = valid_catalogue().by_id
    match kind:
        case "practices":
            for number in range(PRACTICES):
                yield _long(valid["hotline"], kind, number, contact_office=_words(40))
        case "others":
            for number in range(OTHERS):
                yield _long(valid["hotline"], kind, number, leads=("CR",), maturity=Maturity.DESCRIBED)
        case "agreements":
            for number in range(AGREEMENTS):
                provisions = tuple(_provision(place) for place in range(1, 20))
                yield _long(valid["conclusions"], kind, number, provisions=provisions)
        case "notes":
            figures, questions = zip(*(_parts(place) for place in range(1, PARTS + 1)), strict=True)
            yield _long(valid["note"], kind, 0, figures=figures, guiding_questions=questions)
            answered = tuple(f"notes-0#{place}" for place in range(1, PARTS, 2))
            yield _long(valid["hotline"], "answers", 0, answers=answered)
        case "meetings":
            for number in range(MEETINGS):
                yield _long(valid["summit"], kind, number, mandate=(), agenda=())
        case "background":
            for number in range(BACKGROUND):
                yield _long(valid["plan"], kind, number)


def _long(entry: Entry, kind: str, number: int, **changes: object) -> Entry:
    """Return a long entry about Mexico and borders, with sources of its own."""
    source = Source.model_construct(
        title=f"{number} {_words(30)}",
        language="es",
        url=f"https://example.org/{'documento-' * 20}{kind}-{number}.pdf",
        archived_url=None,
        locator=_words(30),
        retrieved=dt.date(2021, 6, 30),
    )
    more = source.model_copy(update={"title": f"Anexo {source.title}"})
    changed = copy_of(
        entry,
        f"{kind}-{number}",
        title=_words(40),
        summary=_words(100),
        topics=("borders",),
        countries=(CountryInRole(code="MX"),),
        sources=(source, more, more),
        **changes,
    )
    return replace(changed, versions=changed.versions)


def _provision(number: int) -> Provision:
    return Provision.model_construct(
        ref=str(number),
        text=_words(80),
        topics=("borders",),
        responsible=("institute", "unhcr", "institute"),
        due=Due.parse("2021-12-31"),
    )


def _parts(number: int) -> tuple[Figure, GuidingQuestion]:
    figure = Figure.model_construct(
        id=f"figure-{number}",
        label=_words(60),
        value=Decimal("1234567.89"),
        unit=Unit.PEOPLE_PER_DAY,
        counted_by="institute",
        countries=("MX",),
        period=When.parse("2020-09-01/2021-09-30"),
        as_of=When.parse("2021-09-30"),
        locator=_words(30),
        note=_words(60),
        topics=("borders",),
    )
    return figure, GuidingQuestion.model_construct(number=number, text=_words(120), topics=("borders",))
