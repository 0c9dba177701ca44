"""No field is asked for in vain: the page of an entry shows every one, or a table says where else it counts, and why.

An entry of each kind has every field filled. Each value in turn is another, all others staying as they are: the page
has to say the new value more often than before, in the words of readers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from knowledge_base.assemble.catalogue import build_catalogue
from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.attachments.inspection import FileType, Inspection
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.locale import Locale, long_date
from knowledge_base.model.documents import Document
from knowledge_base.model.entries import Agreement, ConceptNote
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Fields, Leaf, Many, Shape, leaves, shape_of
from knowledge_base.model.types import Choice, Form, InVocabulary, Text, ToEntry, ToPart
from knowledge_base.model.vocabularies import BilingualText, Body, Country, GlossaryTerm, Organisation, Topic
from knowledge_base.model.vocabularies import OrganisationType as Type
from knowledge_base.model.when import When
from knowledge_base.parse.document import Page
from knowledge_base.parse.yaml_tree import Tree
from knowledge_base.read import SourceFile
from knowledge_base.render.templates import render
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import copy_of, valid_catalogue

ROOT = Path(__file__).parents[2]
VALID = valid_catalogue()
Names = tuple[str, ...]

NOT_SHOWN: Mapping[Names, str] = {
    ("original",): "said on the page in the other language, which is a translation or shows this text for want of one",
    ("provisions", "reports", "sources", "id"): "names a source for other fields, which name those of the entry only",
    ("waived", "rule"): "tells the check what not to warn of; the review shows it to editors",
    ("waived", "text_hash"): "tells the check whether the text has changed since",
    ("waived", "reason"): "is for editors, whom the review shows it",
    ("access",): "has one value: what is not public is not in the repository",
    ("aliases",): "names by which the search finds the entry",
    ("figures", "topics"): "narrows the search and the list of figures by topic",
    ("figures", "nationality"): "narrows the search by country",
}
"""The fields of which the page of an entry shows nothing, and why."""

SHOWN_OTHERWISE: Mapping[Names, str] = {
    ("charts", "figures"): "drawn as the figure that has the id; a chart without one is not there",
}
"""The fields that change the page of an entry without standing there in words, and how."""

TRANSLATION_NOT_SHOWN: Mapping[Names, str] = {
    ("source_hash",): "tells the check whether the original has changed since, which the page says in words",
}
"""The same for what the file of a translation says of it."""


@dataclass(frozen=True)
class Pair:
    """What is written into a field at first, what is written in its place, and what readers call the latter."""

    before: str
    after: str
    words: str


def _pair(names: Names, leaf: Leaf, given: Mapping[Names, Pair]) -> Pair:
    if names in given:
        return given[names]
    match leaf.marker:
        case InVocabulary(names=vocabularies):
            return _TERMS[vocabularies[0]]
        case ToEntry(kinds=kinds):
            kind = kinds[0] if kinds else "background"
            return Pair(_OF_KIND[kind], f"other-{kind}", f"Other {kind}")
        case ToPart(kind=kind):
            return Pair(f"{_OF_KIND[kind]}#1", f"other-{kind}#1", f"Other {kind}")
    if isinstance(leaf.type, type) and issubclass(leaf.type, Choice):
        first, *_, last = leaf.type
        return Pair(first.value, last.value, last.label)
    if leaf.type is Text:
        return Pair("Some words", "Other words", "Other words")
    if leaf.type is Decimal:
        return Pair("12", "41", "41")
    if leaf.type is int:
        return Pair("1", "13", "13")
    return _BY_FORM[next(constraint.name for constraint in leaf.constraints if isinstance(constraint, Form))]


_TERMS = {
    "topics": Pair("borders", "other-topic", "Other topic"),
    "countries": Pair("MX", "NZ", "New Zealand"),
    "organisations": Pair("unhcr", "other-office", "Other office"),
    "bodies": Pair("conference", "other-body", "Other body"),
    "terms": Pair("flow", "other-term", "Other term"),
    "documents": Pair("agenda", "other-document", "Other document"),
}
_OF_KIND = {
    "meeting": "summit",
    "agreement": "conclusions",
    "practice": "hotline",
    "concept-note": "note",
    "background": "plan",
}
_BY_FORM = {
    "line": Pair("Some line", "Other line", "Other line"),
    "id": Pair("some-id", "other-id", "other-id"),
    "date": Pair("2001-02-03", "2011-12-13", long_date(dt.date(2011, 12, 13), Locale.EN)),
    "when": Pair("2001-02", "2011-12/2012-01", When.parse("2011-12/2012-01").in_words(Locale.EN)),
    "due": Pair("2001-02-03", "P60D", "within 60 days"),
    "time": Pair("08:15", "09:45", "09:45"),
    "time-zone": Pair("America/Mexico_City", "Pacific/Auckland", "Auckland"),
    "url": Pair("https://some.example/", "https://other.example/", "https://other.example/"),
}
# What the type does not tell.
_PAIRS: Mapping[Names, Pair] = {
    ("original",): Pair("en", "es", "Spanish"),
    ("access",): Pair("public", "public", ""),
    # Only what no longer holds has a reason, and an entry in its place.
    ("status",): Pair("superseded", "withdrawn", "withdrawn"),
    ("sources", "language"): Pair("pt", "fr", "French"),
    ("sources", "versions", "language"): Pair("de", "it", "Italian"),
    # What the list says of a document is not said in the entry: it names one, or describes it.
    ("sources", "document"): Pair("", "other-document", "Other document"),
    # What is named so has an anchor, which needs no words.
    ("sources", "id"): Pair("some-id", "other-id", 'id="source-other-id"'),
    ("provisions", "reports", "sources", "language"): Pair("pt", "fr", "French"),
    ("provisions", "reports", "sources", "versions", "language"): Pair("de", "it", "Italian"),
    ("provisions", "reports", "sources", "document"): Pair("", "other-document", "Other document"),
    # Two entries are linked once, for the first reason: this one is named by no other field.
    ("related", "id"): Pair("shelter-network", "other-background", "Other background"),
    # A number in the series of the first body has its own field.
    ("other_numbers", "body"): Pair("working-group", "other-body", "Other body"),
    ("figures", "unit"): Pair("people", "percent", "%"),
    # A recital asks for nothing.
    ("provisions", "role"): Pair("operative", "annex", "Annex"),
    ("provisions", "acts"): Pair("agrees", "requests", "Requests"),
    ("provisions", "amounts", "amount"): Pair("12", "41", "41 US dollars"),
    ("provisions", "amounts", "currency"): Pair("USD", "MXN", "Mexican pesos"),
    ("files", "file"): Pair("some.png", "other.png", "other.png"),
    # A text in the language of the page would be shown in place of the words of the editors.
    ("provisions", "official_text", "language"): Pair("pt", "fr", "French"),
    ("guiding_questions", "official_text", "language"): Pair("pt", "fr", "French"),
    **{
        (*names, "file"): Pair("some-id/some.png", "some-id/other.png", "other.png")
        for source in (("sources",), ("provisions", "reports", "sources"))
        for names in (source, (*source, "versions"))
    },
    ("waived", "text_hash"): Pair("0123456789ab", "ba9876543210", ""),
    # A chart is of the figures of its own note.
    ("charts", "figures"): Pair("some-id", "other-id", "other-id"),
}


_PAIRS_OF_TRANSLATION: Mapping[Names, Pair] = {
    ("source_hash",): Pair("0123456789ab", "ba9876543210", ""),
    ("status",): Pair("unofficial", "official", "Traducción oficial"),
    ("date",): Pair("2001-02-03", "2011-12-13", long_date(dt.date(2011, 12, 13), Locale.ES)),
}


def _filled(shape: Shape, changed: Names, given: Mapping[Names, Pair], names: Names = ()) -> Any:
    """Return front matter with every field, one of them changed; a list has one item."""
    match shape:
        case Fields(fields=fields):
            filled = {name: _filled(child, changed, given, (*names, name)) for name, child in fields.items()}
            return {name: value for name, value in filled.items() if value != ""}
        case Many(item):
            return [_filled(item, changed, given, names)]
        case Leaf():
            pair = _pair(names, shape, given)
            return pair.after if names == changed else pair.before


@cache
def _others() -> tuple[Entry, ...]:
    """Return what entries may refer to: those of the valid repository, and one more of each kind."""
    note, agreement = VALID.by_id["note"].record, VALID.by_id["conclusions"].record
    assert isinstance(note, ConceptNote)
    assert isinstance(agreement, Agreement)
    asked = note.guiding_questions[0].model_copy(update={"text": Text("Other concept-note", Locale.EN)})
    changes: Mapping[str, dict[str, object]] = {"concept-note": {"guiding_questions": (asked,)}}
    more = (
        copy_of(
            VALID.by_id[id_],
            f"other-{kind}",
            title=Text(f"Other {kind}", Locale.EN),
            **changes.get(kind, {}),
        )
        for kind, id_ in _OF_KIND.items()
    )
    return (*VALID.entries, *more)


@cache
def _vocabularies() -> Any:
    known = VALID.vocabularies

    def named(pair: Pair) -> dict[str, Any]:
        return {"id": pair.after, "label": BilingualText(en=pair.words, es=pair.words)}

    definition = BilingualText(en="What it is.", es="Lo que es.")
    return replace(
        known,
        topics={**known.topics, "other-topic": Topic(**named(_TERMS["topics"]), definition=definition)},
        countries={**known.countries, "NZ": Country(id="NZ")},
        organisations={
            **known.organisations,
            "other-office": Organisation(**named(_TERMS["organisations"]), type=Type.GOVERNMENT),
        },
        bodies={**known.bodies, "other-body": Body(**named(_TERMS["bodies"]), description=definition)},
        documents={
            **known.documents,
            "other-document": Document(id="other-document", title="Other document", language="en"),
        },
        terms={**known.terms, "other-term": GlossaryTerm(**named(_TERMS["terms"]), definition=definition)},
    )


def _translated_html(changed: Names = ()) -> str:
    """Return the Spanish page of an entry that has been translated into it."""
    entry = VALID.by_id["hotline"]
    translation = Translation.model_validate(_filled(shape_of(Translation), changed, _PAIRS_OF_TRANSLATION))
    spanish = replace(entry.versions[Locale.ES], translation=translation)
    translated = replace(entry, versions={**entry.versions, Locale.ES: spanish})
    catalogue = build_catalogue(
        [translated, *(other for other in _others() if other.id != entry.id)], _vocabularies(), VALID.editorial
    )
    return render(ROOT, entry_view(Site(catalogue=catalogue, locale=Locale.ES), translated)).html


def _html(kind: Kind, changed: Names = ()) -> str:
    data = _filled(shape_of(kind.record), changed, _PAIRS)
    record = kind.record.model_validate(data, context=Locale.EN)
    source = SourceFile(path=PurePosixPath("docs/en/entry.md"), locale=Locale.EN, address="entry", text="")
    page = Page(source=source, tree=Tree(data=data), body="", body_line=1)
    version = Version(locale=Locale.EN, record=record, body="", page=page)
    entry = Entry(id=record.id, kind=kind, original=Locale.EN, versions={Locale.EN: version})
    catalogue = build_catalogue([*_others(), entry], _vocabularies(), VALID.editorial)
    beside = (
        EntryFile(owner=entry.id, name=name, digest=b"", size=1, about=Inspection(type=FileType.PNG, width=9, height=9))
        for name in ("some.png", "other.png")
    )
    catalogue = replace(catalogue, files={entry.id: tuple(beside)})
    return render(ROOT, entry_view(Site(catalogue=catalogue, locale=Locale.EN), entry)).html


def _differences(before: str, after: Mapping[Names, str], words: Mapping[Names, str]) -> tuple[set[Names], set[Names]]:
    """Return the fields of which a page shows nothing, and those of which it shows something, but not the value."""
    same = {names for names, html in after.items() if html == before}
    more = {
        names for names, html in after.items() if html.lower().count(words[names]) > before.lower().count(words[names])
    }
    return same, after.keys() - same - more


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_page_of_an_entry_shows_every_field_that_is_not_listed(kind: Kind) -> None:
    fields = dict(leaves(shape_of(kind.record)))
    after = {names: _html(kind, names) for names in fields}
    words = {names: _pair(names, leaf, _PAIRS).words.lower() for names, leaf in fields.items()}
    same, otherwise = _differences(_html(kind), after, words)
    assert same == NOT_SHOWN.keys() & fields.keys()
    assert otherwise == SHOWN_OTHERWISE.keys() & fields.keys()


def test_the_page_of_a_translation_shows_every_field_that_is_not_listed() -> None:
    fields = dict(leaves(shape_of(Translation)))
    after = {names: _translated_html(names) for names in fields}
    words = {names: _pair(names, leaf, _PAIRS_OF_TRANSLATION).words.lower() for names, leaf in fields.items()}
    same, otherwise = _differences(_translated_html(), after, words)
    assert same == TRANSLATION_NOT_SHOWN.keys()
    assert otherwise == set()


def test_what_is_listed_is_a_field_of_some_kind() -> None:
    fields = {names for kind in KINDS for names, _ in leaves(shape_of(kind.record))}
    assert NOT_SHOWN.keys() | SHOWN_OTHERWISE.keys() <= fields
    assert TRANSLATION_NOT_SHOWN.keys() <= {names for names, _ in leaves(shape_of(Translation))}
