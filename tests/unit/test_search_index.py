"""The search index: what it makes of words and pages, and how little of it a change changes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.locale import Locale
from knowledge_base.publish.search import pieces
from knowledge_base.publish.search.document import Part, SearchDocument, Sentence, read_document, sentences_of
from knowledge_base.publish.search.index import Indexed, write_index
from knowledge_base.publish.search.kept import document_shown, keep, shown_of, unpack
from knowledge_base.publish.search.pieces import IndexWords, known_words
from knowledge_base.publish.search.postings import (
    LEVELS,
    Posting,
    coded_places,
    coded_postings,
    decoded_places,
    decoded_postings,
    postings_of,
    whole_name,
)
from knowledge_base.publish.search.words import dates_in, forms_in, stem_key
from knowledge_base.view.parts.search_record import SearchRecord

ES, EN = Locale.ES, Locale.EN
_RECORD = SearchRecord(filters=(("kind", "Práctica"),), names=(), aliases=(), kind="practice", kind_label="Práctica")


def _forms(text: str, locale: Locale = ES) -> list[str]:
    return [form for _, form in forms_in(text, locale)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("La migración y los retornos", ["migración", "retornos"]),
        ("7,000 o 7.000 o 7 000 personas, 70000", ["7000", "7000", "7000", "personas", "70000"]),
        ("a las 12:30, el 3,5 %", ["12:30", "3.5"]),
        ("la SICA, las ONGs y EE.UU.", ["sica.", "ong.", "eeuu."]),
        ("extra-regional", ["extraregional", "extra", "regional"]),
        ("COVID-19", ["covid19", "covid.", "19"]),
        ("2019-2025", ["20192025", "2019", "2025"]),
        ("children's", ["children"]),
        ("EE. UU. y Washington, D. C.", ["eeuu.", "ee.", "uu.", "washington", "dc.", "d", "c"]),
        ("en la CRM. El GRCM", ["crm.", "grcm."]),
    ],
)
def test_a_text_is_found_by_its_words_numbers_acronyms_and_compounds(text: str, forms: list[str]) -> None:
    assert _forms(text) == forms


def test_words_keep_their_places_and_common_ones_count() -> None:
    assert list(forms_in("Acceso a la no-discriminación de niñas", ES)) == [
        (0, "acceso"),
        (3, "nodiscriminación"),
        (4, "discriminación"),
        (6, "niñas"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("migración", "migracion"),
        ("deportaciones", "deportados"),
        ("reunión", "reuniones"),
        ("niña", "nina"),
        ("taller", "talleres"),
        ("consular", "consulares"),
        ("mujer", "mujeres"),
    ],
)
def test_words_that_find_each_other_have_one_key(one: str, other: str) -> None:
    assert stem_key(one, ES) == stem_key(other, ES)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("labour", "labor"),
        ("neighbouring", "neighboring"),
        ("organisations", "organizations"),
        ("recognised", "recognized"),
        ("programmes", "programs"),
        ("centre", "center"),
    ],
)
def test_british_and_american_spellings_have_one_key(british: str, american: str) -> None:
    assert stem_key(british, EN) == stem_key(american, EN)
    assert stem_key("visa", EN) != stem_key("viza", EN)


@pytest.mark.parametrize(("one", "other"), [("venezolanos", "venir"), ("españa", "español"), ("menores", "mejores")])
def test_words_that_only_begin_alike_have_others(one: str, other: str) -> None:
    assert stem_key(one, ES) != stem_key(other, ES)


@pytest.mark.parametrize(
    "text",
    [
        "20 de septiembre de 2021",
        "September 20, 2021",
        "20 Sept. 2021",
        "2021-09-20",
        "20/09/2021",
        "20.9.2021",
        "20 sep 2021",
        "20 de setiembre del 2021",
    ],
)
def test_a_date_is_found_in_whatever_form(text: str) -> None:
    for locale in Locale:
        assert set(dates_in(text, locale)) == {"2021-09", "2021-09-20"}


def test_days_of_a_period_months_and_what_is_no_date() -> None:
    assert dates_in("20 y 21 de septiembre de 2021", ES) == ("2021-09", "2021-09-20", "2021-09-21")
    assert dates_in("July 2021", ES) == ("2021-07",)
    # In English the first number may be the month.
    assert set(dates_in("01/12/2020", EN)) == {"2020-01", "2020-01-12", "2020-12", "2020-12-01"}
    assert dates_in("01/12/2020", ES) == ("2020-12", "2020-12-01")
    assert dates_in("40/12/2020, 12:30, 2021-13-01, 1 de mayo de 70000", ES) == ()


def _sentence(part: Part, text: str, anchor: str = "", place: str = "") -> Sentence:
    return Sentence(part=part, anchor=anchor, place=place, text=text)


_PAGE = """
<nav>Inicio</nav>
<div data-searched><header><h1 id="title">Reunión &amp; diálogo</h1><p class="kb-lead">El resumen.</p></header>
<dl class="kb-facts"><dt>Países</dt><dd><ul><li>Panamá</li><li>México</li></ul></dd><dt>Año</dt><dd>2021</dd></dl>
<h2 id="agenda"><a href="#agenda">Agenda</a></h2>
<table><tr><td data-at>10:30</td><td>Palabras de <b>bienvenida</b></td></tr></table>
<ol><li id="provision-3" class="kb-point"><p><a data-at>3</a> Acuerda reunirse. Pide un informe.</p></li></ol>
<p hidden>nada</p><nav>Anterior</nav><div data-unsearched><p>Cómo <em>citar</em></p></div><p>Texto.</p></div>
<p>Fuera</p>
"""


def test_a_page_is_read_as_sentences_that_know_where_they_stand() -> None:
    document = read_document("x.html", _PAGE, _RECORD)
    assert document.title == "Reunión & diálogo"
    assert document.sentences == (
        _sentence(Part.SUMMARY, "El resumen.", "", ""),
        _sentence(Part.FACT, "Países · Panamá · México", "", ""),
        _sentence(Part.FACT, "Año · 2021", "", ""),
        _sentence(Part.HEADING, "Agenda", "agenda", ""),
        _sentence(Part.POINT, "10:30 · Palabras de bienvenida", "agenda", "Agenda, 10:30"),
        _sentence(Part.POINT, "3 Acuerda reunirse.", "provision-3", "Agenda, 3"),
        _sentence(Part.POINT, "Pide un informe.", "provision-3", "Agenda, 3"),
        _sentence(Part.TEXT, "Texto.", "provision-3", "Agenda"),
    )
    assert document_shown(shown_of(document), "") == replace(document, record=replace(_RECORD, filters=()))


def test_the_head_of_a_table_is_no_point_of_it() -> None:
    head = "<thead><tr><th>Cifra</th><th>Dónde</th></tr></thead>"
    table = f"<table>{head}<tbody><tr><td>7,000</td><td>Haití</td></tr></tbody></table>"
    document = read_document("x.html", f"<article data-searched><h1>T</h1>{table}</article>", _RECORD)
    assert [(one.part, one.text) for one in document.sentences] == [
        (Part.FACT, "Cifra · Dónde"),
        (Part.POINT, "7,000 · Haití"),
    ]


def test_other_names_of_terms_count_where_the_page_has_no_such_word() -> None:
    record = replace(_RECORD, aliases=(("Desarrollo", "Remesas · Fondo"),))
    document = SearchDocument(url="x.html", title="Fondo", record=record, sentences=())
    found = postings_of(document, ES)
    alone = postings_of(replace(document, record=_RECORD), ES)
    assert found["remesas"].level > 0
    assert found["fondo"] == alone["fondo"]
    assert document_shown(shown_of(document), "").record.aliases == record.aliases


def test_long_sentences_are_cut_at_commas_and_abbreviations_end_none() -> None:
    assert list(sentences_of("La Patrulla de EE. UU. según la pág. 4.")) == ["La Patrulla de EE. UU. según la pág. 4."]
    assert list(sentences_of("El Sr. A. Pérez habló. Luego, no.")) == ["El Sr. A. Pérez habló.", "Luego, no."]
    long = ", ".join(["palabras y palabras"] * 60)
    parts = list(sentences_of(long))
    assert " ".join(parts) == long
    assert all(len(part) <= 420 for part in parts)


def test_what_is_coded_is_read_again() -> None:
    pairs = [(0, "#"), (44, "5"), (45, "K"), (5000, "z"), (123_456, "#")]
    assert list(decoded_postings(coded_postings(pairs))) == pairs
    places = ["", "#%", "##%%" * 60]
    assert list(decoded_places("".join(map(coded_places, places)))) == places


def test_a_word_counts_by_where_it_stands() -> None:
    def level(part: Part | None, text: str = "El retorno asistido.") -> int:
        sentences = (_sentence(part, text),) if part else ()
        document = SearchDocument(url="x", title="" if part else text, record=_RECORD, sentences=sentences)
        return postings_of(document, ES)["retorno"].level

    assert level(None) > level(Part.SUMMARY) > level(Part.TEXT) > level(Part.FACT) >= 0
    assert level(None) < LEVELS
    # A few words more change nothing.
    assert level(Part.TEXT) == level(Part.TEXT, "El retorno asistido de hoy.")


def test_a_whole_name_has_no_common_words_and_is_not_a_sentence() -> None:
    assert whole_name("El retorno asistido de la CRM", ES) == "retorno asistido crm="
    assert whole_name("de la", ES) == ""
    assert whole_name("palabra " * 20, ES) == ""


_VOCABULARY = [
    f"{a}{b}{c}" for a in ("mig", "ret", "fro", "alb") for b in ("ra", "to", "nte") for c in ("ción", "s", "r", "")
]


def _document(number: int, seed: int = 0) -> SearchDocument:
    chance = random.Random(1000 * number + seed)  # noqa: S311 - words, no secrets
    text = [" ".join(chance.choices(_VOCABULARY, k=12)).capitalize() + "." for _ in range(20)]
    sentences = tuple(_sentence(Part.TEXT, one) for one in text)
    record = replace(
        _RECORD, filters=(("kind", f"Kind {number % 3}"), ("year", f"{2000 + seed}")), order=f"2020-01-01 p{number:04}"
    )
    return SearchDocument(url=f"practices/p{number}.html", title=f"Página {number}", record=record, sentences=sentences)


def _kept(numbers: Mapping[int, int]) -> dict[str, bytes]:
    """Return what is kept of pages, each with a seed for its words; and of a term."""
    term = SearchDocument(url="topics/t.html", title="Retos", record=replace(_RECORD, kind="topic"), sentences=())
    documents = [term, *(_document(number, seed) for number, seed in numbers.items())]
    return {document.url: keep(document, ES) for document in documents}


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


_SYNONYMS = [["retorno", "deportación"]]


def test_what_is_kept_of_a_page_is_unpacked_again() -> None:
    document = _document(1)
    kept = unpack(keep(document, ES))
    assert (kept.order, kept.filters, kept.shown) == (
        document.record.order,
        document.record.filters,
        shown_of(document),
    )
    assert kept.postings == postings_of(document, ES)
    with pytest.raises(ValueError, match="incorrect header"):
        unpack(b"other")


def test_the_same_pages_give_the_same_index_in_whatever_order_they_come(tmp_path: Path) -> None:
    kept = _kept(dict.fromkeys(range(60), 0))
    write_index(tmp_path / "one", ES, kept, _SYNONYMS)
    write_index(tmp_path / "other", ES, dict(reversed(kept.items())), _SYNONYMS)
    assert _contents(tmp_path / "one") == _contents(tmp_path / "other")


def test_an_index_that_is_brought_up_to_date_is_as_one_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_WORTH_A_LIST", 1_000)
    monkeypatch.setattr(pieces, "_LONG", 300)
    monkeypatch.setattr(pieces, "BLOCK", 64)
    before = dict.fromkeys(range(300), 0)
    now = before | {7: 1, 150: 2, 300: 0, 301: 0}
    known = write_index(tmp_path / "kept", ES, _kept(before), _SYNONYMS)
    again = write_index(tmp_path / "kept", ES, _kept(now), _SYNONYMS, known)
    anew = write_index(tmp_path / "anew", ES, _kept(now), _SYNONYMS)
    assert again == anew
    assert _contents(tmp_path / "kept") == _contents(tmp_path / "anew")
    # The lists of what begins alike are part of it.
    assert b'"mig*"' in b"".join(_contents(tmp_path / "anew").values())
    # Nothing moves: neither page nor entry.
    assert {url: again.numbers[url] for url in known.numbers} == known.numbers
    assert again.numbers["practices/p300.html"] == known.numbers["practices/p299.html"] + 1


def test_a_page_that_is_gone_or_comes_between_makes_it_anew(tmp_path: Path) -> None:
    known = write_index(tmp_path / "kept", ES, _kept(dict.fromkeys(range(1, 40), 0)), [])
    for numbers in (range(2, 40), range(40)):
        kept = _kept(dict.fromkeys(numbers, 0))
        known = write_index(tmp_path / "kept", ES, kept, [], known)
        assert known == write_index(tmp_path / f"anew{len(kept)}", ES, kept, [])
        assert _contents(tmp_path / "kept") == _contents(tmp_path / f"anew{len(kept)}")


def test_nothing_of_another_index_stays(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    for name in ("packs/start.js", "pagefind.js"):
        (tmp_path / name).write_text("", "utf-8")
    write_index(tmp_path, ES, _kept({1: 0}), [])
    assert {path.name for path in tmp_path.iterdir()} == {
        *("start.js", "stemmer.js", "index", "place", "text", "facet", "words"),
    }


def test_an_index_without_pages(tmp_path: Path) -> None:
    assert write_index(tmp_path, EN, {}, []) == Indexed(shared=write_index(tmp_path, EN, {}, []).shared)
    assert (tmp_path / "start.js").read_text("utf-8").startswith('rcmSearch("en/start",{')


def test_names_of_files_are_plain(tmp_path: Path) -> None:
    texts = ["Con aux nul prn", "Ñandú şehir 東京", "migración " * 3]
    documents = [
        SearchDocument(url=f"p{at}.html", title=text, record=replace(_RECORD, order=str(at)), sentences=())
        for at, text in enumerate(texts)
    ]
    write_index(tmp_path, ES, {document.url: keep(document, ES) for document in documents}, [])
    for path in (*(tmp_path / "index").iterdir(), *(tmp_path / "place").iterdir()):
        assert path.name.isascii()
        assert path.stem.startswith("w-")
        assert path.name == path.name.lower()


def test_words_to_compare_with_come_in_their_commonest_spelling() -> None:
    words = IndexWords(locale=ES)
    words.add_all(
        [
            (
                0,
                {
                    "migración": Posting(3, ""),
                    "migracion": Posting(3, ""),
                    "sol": Posting(1, ""),
                    "oim.": Posting(1, ""),
                },
            ),
            (1, {"migración": Posting(3, ""), "retorno asistido=": Posting(3, "")}),
        ],
        2,
    )
    assert known_words(words, ["ddhh", "biometría", "ñandú", "東京都庁"]) == {
        "b": "biometría0",
        "d": "ddhh0",
        "m": "migración3",
        "n": "ñandú0",
        "_": "東京都庁0",
    }
