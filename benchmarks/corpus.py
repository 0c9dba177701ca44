"""Generates a synthetic repository of any size, for benchmarks.

It is seeded: the same size and seed give the same bytes. The vocabularies are the project's own; sentences come from a
fixed pool in both languages, so that translations match their originals. None of it is fact or belongs on the site.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.locale import Locale, message
from knowledge_base.model.kinds import AGREEMENT, BACKGROUND, CONCEPT_NOTE, MEETING, PRACTICE, BodySection, Kind
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.model.when import When

_SHARES = {MEETING: 0.15, CONCEPT_NOTE: 0.10, AGREEMENT: 0.15, BACKGROUND: 0.05}
"""The share of each kind of entry; the rest are practices."""

_FIRST_DAY = dt.date(1996, 2, 15)
_DAYS = 29 * 365
_SERIES = 8
"""The length of a chain of meetings that follow from each other."""

_MATURITIES = ("reported", "described", "evaluated", "replicated")
_MATURITY_WEIGHTS = (8, 7, 4, 1)
_ITEMS = 4
_ROWS = 4


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    en: str
    es: str

    def in_(self, locale: Locale) -> str:
        """Return the text in a language."""
        return self.es if locale is Locale.ES else self.en

    def format(self, **slots: Both) -> Both:
        """Return the text with its placeholders filled."""
        return Both(
            self.en.format(**{name: words.en for name, words in slots.items()}),
            self.es.format(**{name: words.es for name, words in slots.items()}),
        )


@dataclass(frozen=True)
class Draft:
    """An entry before it is written to files.

    Attributes:
        kind: its kind.
        id: its id.
        original: the language of the original.
        fields: its front matter; text for readers is in both languages.
        body: its Markdown body.
    """

    kind: Kind
    id: str
    original: Locale
    fields: dict[str, Any]
    body: Both


@dataclass(frozen=True)
class _Stub:
    """The attributes of an entry that other entries refer to, decided before it is generated."""

    kind: Kind
    id: str
    title: Both
    topics: tuple[str, ...]
    day: dt.date


_SENTENCES = (
    Both(
        "The delegations went over what each country does about {topic}, and what still keeps them from doing more.",
        "Las delegaciones repasaron lo que cada país hace en materia de {topic}, y lo que aún les impide hacer más.",
    ),
    Both(
        "Officials of {actor} set out how the work is shared between the capital and the posts at the border.",
        "Funcionarios de {actor} expusieron cómo se reparte el trabajo entre la capital y los puestos fronterizos.",
    ),
    Both(
        "In {country} the procedure begins with an interview, in a language that the person understands, and a record.",
        "En {country} el procedimiento empieza con una entrevista, en un idioma que la persona entiende, y un acta.",
    ),
    Both(
        "What was learnt on {other} applies here as well: without shared records, each office begins from nothing.",
        "Lo aprendido sobre {other} vale también aquí: sin registros compartidos, cada oficina empieza desde cero.",
    ),
    Both(
        "The text asks {actor} to report every quarter, so that trends can be seen before they become emergencies.",
        "El texto pide a {actor} que informe cada trimestre, para que las tendencias se vean antes de ser emergencias.",
    ),
    Both(
        "Families with children are seen first, and nobody is sent on before a place to sleep has been found.",
        "Las familias con niñas y niños se atienden primero, y nadie sigue camino sin que haya dónde dormir.",
    ),
    Both(
        "Between {country} and its neighbours the days of highest arrivals are announced at least a week ahead.",
        "Entre {country} y sus vecinos, los días de mayor llegada se anuncian con al menos una semana de antelación.",
    ),
    Both(
        "The costs are small beside those of doing nothing, and most of them go into training and transport.",
        "Los costos son pequeños frente a los de no hacer nada, y los más se destinan a capacitación y transporte.",
    ),
    Both(
        "Civil society keeps its own count, which since the second year has hardly differed from the official one.",
        "La sociedad civil lleva su propia cuenta, que desde el segundo año apenas se ha apartado de la oficial.",
    ),
    Both(
        "Nothing in it changes what national law says on {topic}; it says who answers the telephone, and when.",
        "Nada de ello cambia lo que la ley nacional dice sobre {topic}; dice quién contesta el teléfono, y cuándo.",
    ),
    Both(
        "Where documents are missing, identity is established from several indications, none of which decides alone.",
        "Donde faltan documentos, la identidad se establece a partir de varios indicios, y ninguno decide por sí solo.",
    ),
    Both(
        "The link with {other} was made late, after {country} had pointed out that the same people are concerned.",
        "El vínculo con {other} se hizo tarde, después de que {country} señalara que se trata de las mismas personas.",
    ),
    Both(
        "Personal data stay with the office that took them; what travels between countries are numbers and warnings.",
        "Los datos personales quedan en la oficina que los tomó; lo que viaja entre países son números y avisos.",
    ),
    Both(
        "A review after twelve months found that waiting times had fallen, though not equally at every crossing.",
        "Una revisión a los doce meses halló que los tiempos de espera habían bajado, si bien no igual en cada cruce.",
    ),
    Both(
        "Those who took part recommend starting with two posts, and adding others only when the forms have settled.",
        "Quienes participaron recomiendan empezar con dos puestos, y añadir otros solo con los formularios probados.",
    ),
    Both(
        "The question of {topic} came back in every round, each time with more experience behind the answers.",
        "La cuestión de {topic} volvió en cada ronda, cada vez con más experiencia detrás de las respuestas.",
    ),
)
_POINTS = (
    Both("one form, the same in every office", "un solo formulario, igual en todas las oficinas"),
    Both("a telephone that is answered day and night", "un teléfono que se atiende de día y de noche"),
    Both("interpreters for the five most frequent languages", "intérpretes para los cinco idiomas más frecuentes"),
    Both("a room apart for those who need protection", "una sala aparte para quienes necesitan protección"),
    Both("a weekly call with the posts across the border", "una llamada semanal con los puestos del otro lado"),
    Both("figures published on the first Monday of the month", "cifras publicadas el primer lunes de cada mes"),
    Both("training on {topic} twice a year", "capacitación sobre {topic} dos veces al año"),
    Both("visits to the shelters together with {actor}", "visitas a los albergues junto con {actor}"),
)
_HEADINGS = (
    Both("What was on the table", "Lo que estaba sobre la mesa"),
    Both("How the work is shared", "Cómo se reparte el trabajo"),
    Both("What remains to be done", "Lo que queda por hacer"),
)
_QUESTIONS = (
    Both(
        "What does your country find hardest about {topic}?",
        "¿Qué le resulta más difícil a su país en cuanto a {topic}?",
    ),
    Both(
        "Which practices on {topic} can you share with the others?",
        "¿Qué prácticas sobre {topic} puede compartir con los demás?",
    ),
    Both("What can be done together about {topic}?", "¿Qué puede hacerse en conjunto respecto de {topic}?"),
)


def write_repository(project: Path, folder: Path, entries: int, seed: int = 1) -> None:
    """Write a repository: ``docs/`` in both languages and ``vocabularies/``.

    Args:
        project: the real repository, for its vocabularies and its editorial texts.
        folder: the target folder.
        entries: the number of entries per language.
        seed: the seed of the random generator.
    """
    shutil.copytree(project / "vocabularies", folder / "vocabularies", dirs_exist_ok=True)
    for locale in Locale:
        (folder / "docs" / locale).mkdir(parents=True, exist_ok=True)
        shutil.copy(project / "docs" / locale / "index.md", folder / "docs" / locale)
    vocabularies, _, _ = load_vocabularies(project)
    for draft in _Author(vocabularies, entries, random.Random(seed)).drafts():
        for locale in Locale:
            path = folder / "docs" / locale / draft.kind.folder / f"{draft.id}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_file(draft, locale), encoding="utf-8", newline="\n")


def as_file(draft: Draft, locale: Locale) -> str:
    """Return the Markdown file of an entry in a language; facts are in the original only, text in both."""
    original = _spoken(draft.fields, draft.original)
    front = original
    if locale is not draft.original:
        hash_ = text_hash(draft.kind.record, original, draft.body.in_(draft.original))
        front = {
            "id": draft.id,
            **_words(draft.fields, locale),
            "translation": {"source_hash": hash_, "status": "unofficial"},
        }
    written = yaml.dump(front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n{draft.body.in_(locale)}"


class _Dumper(yaml.CSafeDumper):
    """A YAML dumper without aliases, as the project's files have none."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _spoken(value: Any, locale: Locale) -> Any:
    """Return front matter with its text in one language."""
    match value:
        case Both():
            return value.in_(locale)
        case dict():
            return {name: _spoken(item, locale) for name, item in value.items()}
        case list():
            return [_spoken(item, locale) for item in value]
    return value


def _words(value: Any, locale: Locale) -> Any:
    """Return the front matter of a translation: text, and the numbers and ids that match it to the original."""
    match value:
        case Both():
            return value.in_(locale)
        case dict():
            found = {name: words for name, item in value.items() if (words := _words(item, locale)) is not None}
            keys = {name: value[name] for name in ("number", "id") if name in value}
            return {**keys, **found} if found else None
        case list():
            return [words for item in value if (words := _words(item, locale)) is not None] or None
    return None


class _Author:
    """Generates the entries of a repository."""

    def __init__(self, vocabularies: Vocabularies, size: int, dice: random.Random) -> None:
        self.dice = dice
        self.topics = {
            id_: Both(term.label.en.lower(), term.label.es.lower()) for id_, term in vocabularies.topics.items()
        }
        self.countries = {
            code: Both(term.name(Locale.EN), term.name(Locale.ES)) for code, term in vocabularies.countries.items()
        }
        self.members = list(vocabularies.members)
        self.members_on = vocabularies.members_on
        self.observers = list(vocabularies.observers)
        self.organisations = {
            id_: Both(term.label.en, term.label.es)
            for id_, term in vocabularies.organisations.items()
            if term.type.value != "editorial"
        }
        self.owner = next(
            id_ for id_, term in vocabularies.organisations.items() if id_ not in self.organisations and term
        )
        self.bodies = list(vocabularies.bodies)
        # The glossary cites entries, so entries with these ids have to exist.
        self.cited = sorted({term.source for term in vocabularies.terms.values() if term.source})
        counts = {kind: max(2, round(size * share)) for kind, share in _SHARES.items()}
        counts[PRACTICE] = size - sum(counts.values())
        self.stubs = {
            kind: [self._stub(kind, place, count) for place in range(count)] for kind, count in counts.items()
        }
        meetings, notes, agreements = (self.stubs[kind] for kind in (MEETING, CONCEPT_NOTE, AGREEMENT))
        self.note_of = {_share(place, notes, meetings).id: note for place, note in enumerate(notes)}
        self.agreed_at = {_share(place, agreements, meetings).id: found for place, found in enumerate(agreements)}
        self.announced_at = {
            meeting.id: self.stubs[PRACTICE][place :: len(meetings)] for place, meeting in enumerate(meetings)
        }

    def drafts(self) -> Iterator[Draft]:
        make: dict[Kind, Callable[[int, _Stub], dict[str, Any]]] = {
            MEETING: self._meeting,
            CONCEPT_NOTE: self._concept_note,
            AGREEMENT: self._agreement,
            PRACTICE: self._practice,
            BACKGROUND: self._background,
        }
        for kind, stubs in self.stubs.items():
            for place, stub in enumerate(stubs):
                yield self._draft(stub, make[kind](place, stub))

    def _stub(self, kind: Kind, number: int, count: int) -> _Stub:
        topics = tuple(self.dice.sample(list(self.topics), self.dice.randint(2, 4)))
        topic = self.topics[topics[0]]
        title = Both(
            *(
                f"{message(locale, kind.singular)} {number + 1}: {topic.in_(locale)}"
                for locale in (Locale.EN, Locale.ES)
            )
        )
        cited = kind is CONCEPT_NOTE and number < len(self.cited)
        id_ = self.cited[number] if cited else f"{kind.name}-{topics[0]}-{number + 1:04}"
        return _Stub(kind, id_, title, topics, _FIRST_DAY + dt.timedelta(number * _DAYS // count))

    def _draft(self, stub: _Stub, facts: dict[str, Any]) -> Draft:
        made = stub.day + dt.timedelta(self.dice.randint(20, 90))
        original = self.dice.choice(tuple(Locale))
        section = self.dice.randint(1, 9)
        fields = {
            "id": stub.id,
            "title": stub.title,
            "summary": self._join(self._sentences(2, stub, linked=False)),
            "original": original.value,
            "topics": list(stub.topics),
            "countries": self._countries(self.dice.randint(1, 4)),
            "organisations": self.dice.sample(list(self.organisations), self.dice.randint(1, 2)),
            "sources": [
                {
                    "title": "Synthetic document",
                    "language": "en",
                    "locator": Both(f"Section {section}", f"Sección {section}"),
                }
            ],
            "status": "published",
            "access": "public",
            "owner": self.owner,
            "created": made,
            "modified": made + dt.timedelta(self.dice.randint(0, 400)),
            "related": self._related(stub),
            **facts,
        }
        return Draft(stub.kind, stub.id, original, fields, self._body(stub, _sections(stub.kind, facts)))

    def _countries(self, count: int) -> list[dict[str, Any]]:
        roles = ("origin", "transit", "destination", "return")
        codes = self.dice.sample(list(self.countries), count)
        return [{"code": code, "role": self.dice.choice(roles)} for code in codes]

    def _related(self, stub: _Stub) -> list[dict[str, Any]]:
        others = self.stubs[stub.kind]
        near = [other for other in self.dice.sample(others, min(2, len(others))) if other.id != stub.id]
        behind = self.dice.choice(self.stubs[BACKGROUND])
        related = [{"id": other.id, "relation": "related"} for other in near]
        return related + [{"id": behind.id, "relation": "cites"}] * (stub.kind is not BACKGROUND)

    def _meeting(self, place: int, stub: _Stub) -> dict[str, Any]:
        announced = self.announced_at[stub.id]
        before = self.stubs[MEETING][place - 1] if place % _SERIES else None
        mandate = self.agreed_at.get(before.id) if before else None
        return {
            "bodies": [self.bodies[place // _SERIES % len(self.bodies)]],
            "level": self.dice.choice(("technical", "consultation", "vice-ministerial")),
            "series_number": str(place + 1),
            "presidencies": [self.dice.choice(self.members)],
            "date": stub.day,
            "time_zone": "America/Mexico_City",
            "places": [{"city": Both("The capital", "La capital"), "country": self.dice.choice(self.members)}],
            "modality": self.dice.choice(("virtual", "in-person", "hybrid")),
            "hosts": [self.dice.choice(self.members)],
            "organisers": self.dice.sample(list(self.organisations), 1),
            "participants": {
                **({"members": members} if (members := self._members_at(stub.day)) else {}),
                "observers": self.dice.sample(self.observers, 2),
                "organisations": self.dice.sample(list(self.organisations), 2),
            },
            **({"mandate": [f"{mandate.id}#1"]} if mandate else {}),
            "agenda": [
                {
                    "title": Both("Welcome", "Bienvenida"),
                    "start": "09:00",
                    "end": "09:30",
                    "speakers": [{"organisation": self._actor()}],
                },
                {
                    "title": Both("Presentations", "Presentaciones"),
                    "start": "09:30",
                    "end": "11:00",
                    "parts": [
                        {
                            "title": practice.title,
                            "speakers": [{"organisation": self._actor()}],
                            "presents": practice.id,
                        }
                        for practice in announced
                    ],
                },
                {
                    "title": Both("Dialogue of the Member Countries", "Diálogo de los Países Miembros"),
                    "start": "11:00",
                    "end": "12:30",
                    "access": "member-countries",
                },
                {"title": Both("Closing", "Clausura"), "start": "12:30"},
            ],
        }

    def _members_at(self, day: dt.date) -> list[str]:
        members = self.members_on(When.on(day))
        return self.dice.sample(members, self.dice.randint(7, len(members))) if members else []

    def _concept_note(self, place: int, stub: _Stub) -> dict[str, Any]:
        meeting = _share(place, self.stubs[CONCEPT_NOTE], self.stubs[MEETING])
        return {
            "meeting": meeting.id,
            "issued_by": [self.dice.choice(self.bodies)],
            "date": meeting.day,
            "objectives": self._sentences(3, stub, linked=False),
            "guiding_questions": [
                {
                    "number": number,
                    "text": question.format(topic=self.topics[topic]),
                    "topics": [topic],
                }
                for number, (question, topic) in enumerate(
                    zip(_QUESTIONS, self.dice.sample(list(self.topics), len(_QUESTIONS)), strict=True), 1
                )
            ],
            "minutes_per_country": 5,
            "participant_profile": self._sentences(2, stub, linked=False),
            "figures": [
                {
                    "id": f"figure-{number}",
                    "label": Both("People counted at the crossings", "Personas contadas en los cruces"),
                    "value": self.dice.randint(100, 90_000),
                    "unit": "people",
                    "counted_by": self._actor(),
                    "countries": self.dice.sample(list(self.countries), 1),
                    "period": f"{meeting.day.year - 1}-01/{meeting.day.year - 1}-12",
                    "locator": Both("Background", "Antecedentes"),
                }
                for number in (1, 2)
            ],
        }

    def _agreement(self, place: int, stub: _Stub) -> dict[str, Any]:
        agreements, meetings = self.stubs[AGREEMENT], self.stubs[MEETING]
        meeting = _share(place, agreements, meetings)
        announced = self.announced_at[meeting.id]
        provisions: list[dict[str, Any]] = []
        for number in range(1, self.dice.randint(3, 6) + 1):
            evidence = [self.dice.choice(announced).id] if announced else []
            status = self.dice.choice((None, "open", "in-progress", "done"))
            report = {
                "date": meeting.day + dt.timedelta(300),
                "status": status,
                "by": self.dice.choice(self.members),
                "text": self._sentences(1, stub, linked=False)[0],
                "evidence": evidence,
            }
            provisions.append(
                {
                    "ref": "1.a" if number == 2 else str(max(number - 1, 1)),
                    **({"under": "1"} if number == 2 else {}),
                    "acts": [self.dice.choice(("decides", "requests", "recommends"))],
                    "text": self._sentences(1, stub, linked=False)[0],
                    "topics": self.dice.sample(list(self.topics), 2),
                    "responsible": [self._actor()],
                    **({"reports": [report]} if status and evidence else {}),
                }
            )
        within = meetings.index(meeting) % _SERIES
        return {
            "agreement_type": self.dice.choice(("decision", "recommendation", "conclusion")),
            "adopted_on": meeting.day,
            "adopted_at": meeting.id,
            **({"adopted_by": "participants"} if self._members_at(meeting.day) else {}),
            "legal_nature": "non-binding",
            "provisions": provisions,
            **({"follows": [agreements[place - 1].id]} if within and place else {}),
        }

    def _practice(self, place: int, stub: _Stub) -> dict[str, Any]:
        meetings = self.stubs[MEETING]
        meeting = meetings[place % len(meetings)]
        note = self.note_of.get(meeting.id)
        (maturity,) = self.dice.choices(_MATURITIES, _MATURITY_WEIGHTS)
        level = _MATURITIES.index(maturity)
        facts: dict[str, Any] = {
            "maturity": maturity,
            # Most contributions to meetings are known from their agendas only.
            "nature": "intervention" if level == 0 and place % 2 else "good-practice",
            "leads": list(dict.fromkeys(self._actor() for _ in range(self.dice.choice((1, 1, 1, 2))))),
            "partners": [self._actor()],
            "announced_at": list(dict.fromkeys([meeting.id, self.dice.choice(meetings).id])),
            **({"presented_at": [meeting.id]} if level else {}),
        }
        if note:
            facts["answers"] = [f"{note.id}#{self.dice.randint(1, len(_QUESTIONS))}"]
        if level >= 1:
            facts |= {
                "practice_type": self.dice.choice(("policy", "programme", "protocol", "tool", "service")),
                "scale": self.dice.choice(("local", "national", "bilateral", "regional")),
                "period": f"{meeting.day.year - 2}/..",
                "beneficiaries": self._sentences(1, stub, linked=False)[0],
            }
        if level >= 2:
            facts |= {
                "results": [
                    {
                        "indicator": Both("Days until the first interview", "Días hasta la primera entrevista"),
                        "baseline": _same(self.dice.randint(9, 20)),
                        "value": _same(self.dice.randint(1, 8)),
                        "source": "Synthetic evaluation",
                    }
                ],
                "evaluation": self._sentences(1, stub, linked=False)[0],
                "lessons": self._sentences(1, stub, linked=False)[0],
            }
        if level >= 3:
            facts |= {
                "preconditions": self._sentences(1, stub, linked=False)[0],
                "adopted_by": [{"country": self.dice.choice(self.members), "date": str(meeting.day.year)}],
            }
        return facts

    def _background(self, _place: int, stub: _Stub) -> dict[str, Any]:
        return {
            "background_type": self.dice.choice(("working-group", "reform", "plan", "report")),
            "body": self.dice.choice(self.bodies),
            "date": str(stub.day.year),
            "findings": self._sentences(3, stub, linked=False),
        }

    def _actor(self) -> str:
        return self.dice.choice(list(self.organisations))

    def _sentences(self, count: int, stub: _Stub, *, linked: bool) -> list[Both]:
        return [self._fill(sentence, stub, linked=linked) for sentence in self.dice.sample(_SENTENCES, count)]

    def _fill(self, sentence: Both, stub: _Stub, *, linked: bool) -> Both:
        topic, other = self.dice.choice(stub.topics), self.dice.choice(stub.topics)
        country, actor = self.dice.choice(list(self.countries)), self._actor()
        slots = {
            "topic": (self.topics[topic], f"topics/{topic}"),
            "other": (self.topics[other], f"topics/{other}"),
            "country": (self.countries[country], f"countries/{country.lower()}"),
            "actor": (self.organisations[actor], f"organisations/{actor}"),
        }
        return sentence.format(
            **{name: _link(words, address) if linked else words for name, (words, address) in slots.items()}
        )

    def _join(self, sentences: Sequence[Both], between: str = " ") -> Both:
        return Both(*(between.join(words.in_(locale) for words in sentences) for locale in (Locale.EN, Locale.ES)))

    def _body(self, stub: _Stub, headings: Sequence[Both]) -> Both:
        """Return about 470 words under headings, with lists, a table, an admonition and links."""
        blocks: list[Both] = []
        per_section = max(2, 15 // len(headings))
        for place, heading in enumerate(headings):
            blocks.append(Both(f"## {heading.en}", f"## {heading.es}"))
            blocks.append(self._join(self._sentences(per_section, stub, linked=True)))
            if place == 0:
                blocks.append(self._listing(stub, "-"))
            if place == 1:
                blocks += [Both("### In numbers", "### En números"), self._table()]
            if place == len(headings) - 1:
                blocks.append(self._listing(stub, "1."))
        met = self.dice.choice(self.stubs[MEETING])
        blocks.append(Both("### See also", "### Véase también"))
        note = self._sentences(2, stub, linked=False)
        blocks.append(
            Both(
                f'!!! note "Read this first"\n\n    {note[0].en}\n    {note[1].en}',
                f'!!! note "Conviene leer esto antes"\n\n    {note[0].es}\n    {note[1].es}',
            )
        )
        blocks.append(
            Both("It was taken up again at {meeting}.", "Se retomó en {meeting}.").format(
                meeting=_link(met.title, f"meetings/{met.id}")
            )
        )
        text = self._join(blocks, "\n\n")
        return Both(f"{text.en}\n", f"{text.es}\n")

    def _listing(self, stub: _Stub, mark: str) -> Both:
        points = [self._fill(point, stub, linked=True) for point in self.dice.sample(_POINTS, _ITEMS)]
        return self._join([Both(f"{mark} {point.en}", f"{mark} {point.es}") for point in points], "\n")

    def _table(self) -> Both:
        rows = [Both("| Country | Posts | People |", "| País | Puestos | Personas |"), _same("| --- | --- | ---: |")]
        for code in self.dice.sample(self.members, _ROWS):
            posts, people = self.dice.randint(1, 40), self.dice.randint(100, 9_999)
            name = self.countries[code]
            rows.append(Both(f"| {name.en} | {posts} | {people} |", f"| {name.es} | {posts} | {people} |"))
        return self._join(rows, "\n")


def _sections(kind: Kind, facts: dict[str, Any]) -> list[Both]:
    """Return the headings that the body must have, or headings from the pool if none are required."""
    demanded: tuple[BodySection, ...] = kind.sections
    for maturity, sections in kind.sections_by_maturity:
        if maturity.value == facts["maturity"]:
            demanded = sections
    return [Both(section.in_(Locale.EN), section.in_(Locale.ES)) for section in demanded] or list(_HEADINGS)


def _share(place: int, of: Sequence[_Stub], among: Sequence[_Stub]) -> _Stub:
    """Map the entry at index ``place`` of the list ``of`` to an entry of ``among``, evenly distributed."""
    return among[place * len(among) // len(of)]


def _same(words: object) -> Both:
    return Both(str(words), str(words))


def _link(words: Both, address: str) -> Both:
    return Both(f"[{words.en}](../{address}.md)", f"[{words.es}](../{address}.md)")
