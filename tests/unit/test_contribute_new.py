"""``kb new``: the questions, what the answers mean, and that the file passes the check whatever they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.contribute.begin_translation import started_translation
from knowledge_base.contribute.kept_answers import keep_answers, kept_answers
from knowledge_base.contribute.prompts import Known, all_prompts, default, prompts, understood
from knowledge_base.contribute.repository import entries_of, place_of, problems_with
from knowledge_base.contribute.scaffold import begun_entry, proposed_id
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Practice
from knowledge_base.model.guide import FieldGroup, field_guides
from knowledge_base.model.kinds import KIND_BY_NAME, KINDS, PRACTICE, Kind
from knowledge_base.model.types import Text
from knowledge_base.parse.yaml_tree import load
from knowledge_base.problems import Severity
from tests.unit.repository import VALID, make_repository

_KNOWN = Known(load_vocabularies(VALID)[0], entries_of(VALID))
_TODAY = dt.date(2021, 7, 3)

_SHARED = ("--summary", "De qué trata", "--topics", "Gestión fronteriza, trata de personas", "--sources-title", "Nota")
_OPTIONS = {
    "practice": ("--leads", "IM", "--announced-at", "Dialogue on borders"),
    "agreement": (
        *("--agreement-type", "Conclusión", "--adopted-on", "2021-06-10", "--adopted-at", "dialogue"),
        *("--provisions-ref", "1", "--provisions-ref", "[2]"),
        *("--provisions-text", "Reunirse.", "--provisions-text", "Contar."),
    ),
    "meeting": ("--bodies", "c", "--date", "2021-06-10"),
    "concept-note": ("--meeting", "cumbre", "--date", "2021-06-10"),
    "background": ("--background-type", "Plan", "--date", "2019"),
}


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625270400")


def _new(root: Path, kind: str, *options: str, answers: tuple[str, ...] = (), lang: str = "es") -> Result:
    arguments = ("new", kind, "--root", str(root), "--lang", lang, *options)
    return CliRunner().invoke(main, arguments, input="".join(f"{line}\n" for line in answers))


def _dated(id_: str, kind: Kind) -> str:
    """Return the id that is proposed for an entry of a kind with the options above."""
    return f"{id_}-2021-06-10" if kind.name in ("agreement", "meeting", "concept-note") else id_


def _contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_options_that_answer_all_that_is_needed_write_a_file_that_passes(tmp_path: Path, kind: Kind) -> None:
    root = make_repository(tmp_path, {})
    result = _new(root, kind.name, "--title", "¿Qué es «esto»?: Año #1", *_SHARED, *_OPTIONS[kind.name])
    id_ = _dated("que-es-esto-ano-1", kind)
    path = f"docs/es/{kind.folder}/{id_}.md"
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert "?" not in result.stderr
    checked = check_content(root)
    assert checked.problems == ()
    assert id_ not in checked.catalogue.by_id
    record = entries_of(root)[id_].record
    assert (str(record.title), record.topics) == ("¿Qué es «esto»?: Año #1", ("borders", "trafficking"))
    assert (record.owner, record.created, record.sources[0].language) == ("editors", _TODAY, "es")
    text = (root / path).read_text("utf-8")
    assert text.endswith("\nEsta parte está por escribir.\n")
    for guide in field_guides(kind.record, Locale.ES):
        assert f"\n{guide.name}:" in text or f"\n#{guide.name}:" in text or guide.group is FieldGroup.EDITING
        for inner in guide.fields if guide.group is not FieldGroup.EDITING else ():
            assert f"{inner.name}:" in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_fields_that_may_be_added_have_their_place_once_their_signs_are_gone(tmp_path: Path, kind: Kind) -> None:
    root = make_repository(tmp_path, {})
    _new(root, kind.name, "--title", "A", *_SHARED, *_OPTIONS[kind.name])
    lines = (root / f"docs/es/{kind.folder}/{_dated('a', kind)}.md").read_text("utf-8").split("---\n")[1].splitlines()
    # A sentence has one space after the sign.
    bare = "".join(f"{line.removeprefix('#')}\n" for line in lines if not line.startswith("# ") or line[2:3] == " ")
    tree = load(bare)
    assert tree.findings == ()
    guides = field_guides(kind.record, Locale.ES)
    assert set(tree.data) == {guide.name for guide in guides} - {
        *("status_reason", "replaced_by", "reviewed", "review_by", "licence", "waived")
    }
    for guide in guides:
        if guide.fields and guide.name in tree.data:
            given = tree.data[guide.name][-1] if guide.many else tree.data[guide.name]
            assert set(given) == {inner.name for inner in guide.fields}


def test_the_headings_and_fields_of_a_practice_follow_its_maturity(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    options = (*_SHARED, *_OPTIONS["practice"], "--title", "A", "--maturity", "Replicada")
    lacking = _new(root, "practice", *options)
    assert lacking.exit_code == 1
    needed = (
        *("practice-type", "scale", "beneficiaries", "results-indicator", "results-value", "results-source"),
        *("evaluation", "preconditions", "adopted-by-country"),
    )
    assert lacking.stderr.endswith("hacen falta: " + ", ".join(f"--{name}" for name in needed) + "\n")
    values = ("ley", "regional", "x", "x", "x", "x", "x", "x", "Panama")
    more = [word for pair in zip(needed, values, strict=True) for word in (f"--{pair[0]}", pair[1])]
    assert _new(root, "practice", *options, *more, "--in", "en").exit_code == 0
    assert check_content(root).problems == ()
    body = (root / "docs/en/practices/a.md").read_text("utf-8").split("---\n")[2]
    assert [line for line in body.splitlines() if line.startswith("##")] == [
        *("## Context", "## How it works", "## Results", "## Lessons", "## Replication")
    ]


def test_all_that_options_say_wrongly_is_told_at_once(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    before = _contents(root)
    result = _new(root, "practice", "--title", "<b>", "--topics", "frontera", "--leads", "IN", "--maturity", "tested")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "Error: --title: aquí no se admiten los signos < y >; dígalo con palabras",
        "--topics: 'frontera' no es una de las respuestas posibles; ¿quiso decir 'borders' (Fronteras)?",
        "--maturity: 'tested' no es una de las respuestas posibles",
        "--leads: 'IN' no es una de las respuestas posibles",
    ]
    assert _contents(root) == before


def test_where_nobody_answers_nothing_is_written(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    before = _contents(root)
    for answers in ((), ("Un título",), ("Un título", "Un resumen", "fronteras", "Nota", "", "", "", "")):
        result = _new(root, "background", answers=answers)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "Error: no se escribió nada, porque hacen falta: " in result.stderr
        needed, *kept = result.stderr[result.stderr.index("Error: ") :].splitlines()
        assert needed.endswith("--date")
        assert kept == ["lo que respondió queda guardado: la misma orden se lo vuelve a ofrecer"] * bool(answers)
    (root / ".cache/new/background.json").unlink()
    assert _contents(root) == before


def test_questions_are_asked_until_the_answers_can_be_understood(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    answers = (
        *("", "Albergues móviles", "Albergues que se mueven."),
        # What was meant is accepted with one key.
        *("?", "alberge", ""),
        *("Nota", "", "Página 2", "Otra nota", "en", "", ""),
        *("", "", "descrita", "acnur, MX", "cumbre", "servicio", "nacional", "Familias", "Álbum", ""),
    )
    result = _new(root, "practice", answers=answers)
    assert (result.exit_code, result.stdout) == (0, "docs/es/practices/albergues-moviles.md\n")
    record: Any = entries_of(root)["albergues-moviles"].record
    assert record.topics == ("shelter",)
    assert [(str(each.title), each.language, str(each.locator or "")) for each in record.sources] == [
        ("Nota", "es", "Página 2"),
        ("Otra nota", "en", ""),
    ]
    assert (record.leads, record.announced_at, record.maturity.value) == (("unhcr", "MX"), ("summit",), "described")
    said = result.stderr
    assert "Título. El título, como aparece en todas las listas.\n  Por ejemplo: " in said
    assert "  trafficking  Trata de personas\n" in said
    assert "'alberge' no es una de las respuestas posibles; ¿quiso decir 'shelter' (Albergue)?\n[shelter] > " in said
    assert (
        "'Álbum' no puede ser un id; use a-z, 0-9 y guiones sueltos; ¿quiso decir 'album'?\n[albergues-moviles] > "
        in said
    )


def test_only_what_options_do_not_answer_is_asked(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    options = ("--title", "Plan", *_SHARED, "--background-type", "plan", "--id", "otro-plan")
    result = _new(root, "background", *options, answers=("", "2019"))
    assert (result.exit_code, result.stdout) == (0, "docs/es/background/otro-plan.md\n")
    assert "Título" not in result.stderr
    assert "Fecha. La fecha que lleva" in result.stderr


def test_answers_before_an_interruption_are_offered_again_until_the_entry_is_written(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    options = ("--title", "Lo acordado", *_SHARED)
    interrupted = _new(root, "agreement", *options, answers=("", "conclusión", "2021-06-10", "dialogue", "", "1"))
    assert interrupted.exit_code == 1
    assert interrupted.stderr.endswith("\nlo que respondió queda guardado: la misma orden se lo vuelve a ofrecer\n")
    assert list((root / "docs").rglob("lo-acordado*")) == []
    result = _new(root, "agreement", *options, answers=("", "", "", "", "", "", "Reunirse.", "", "", ""))
    assert (result.exit_code, result.stdout) == (0, "docs/es/agreements/lo-acordado-2021-06-10.md\n"), result.stderr
    assert [path for path in (root / ".cache").rglob("*") if path.is_file()] == []


def test_what_was_kept_and_can_not_be_read_is_not_offered(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    kept = root / ".cache/new/agreement.json"
    kept.parent.mkdir(parents=True)
    kept.write_text('[["title"]]', "utf-8")
    assert kept_answers(root, "agreement") == {}
    kept.unlink()
    kept.mkdir()
    keep_answers(root, "agreement", {("title",): ("A",)})
    assert kept_answers(root, "agreement") == {}


def test_what_the_check_would_refuse_is_asked_again_with_the_answers_at_hand(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    answers = (
        *("", "conclusión", "2021-06-11", "dialogue", "", "3.a", "Reunirse.", "[1]", "Contar.", ""),
        # The id is taken, and the day is another.
        *("note", "2021-06-10", "", "", "", "", "", "", ""),
    )
    result = _new(root, "agreement", "--title", "Lo acordado", *_SHARED, answers=answers)
    assert (result.exit_code, result.stdout) == (0, "docs/es/agreements/lo-acordado-2021-06-10.md\n")
    assert "  id: el id 'note' ya lo usa docs/en/concept-notes/note.md" in result.stderr
    assert "  adopted_on: la fecha de la reunión es 2021-06-10; corrija la fecha o la reunión\n" in result.stderr
    record: Any = entries_of(root)["lo-acordado-2021-06-10"].record
    assert [(each.ref, str(each.text)) for each in record.provisions] == [("3.a", "Reunirse."), ("[1]", "Contar.")]
    assert check_content(root).problems == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--id", "hotline"), "docs/en/practices/hotline.md"),
        (("--id", "../../../evil"), "--id: '../../../evil' no puede ser un id"),
        (("--id", "a" * 81), "--id: el texto es demasiado largo; como máximo 80 caracteres"),
        (("--id", "index"), "elija otro nombre de archivo"),
        (("--title", "日本"), "--id: "),
        (("--sources-locator", "Página 1", "--sources-locator", "Página 2"), "hacen falta: --sources-title"),
        (("--leads", "\udcff"), "--leads: hay signos que ningún archivo puede contener"),
    ],
)
def test_what_can_not_be_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    root = make_repository(tmp_path / "repository", {})
    before = _contents(tmp_path)
    result = _new(root, "practice", "--title", "Una práctica", *_SHARED, *_OPTIONS["practice"], *options, lang="es")
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert _contents(tmp_path) == before


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    options = ("--title", "Plan nuevo", *_SHARED, *_OPTIONS["background"])
    assert _new(root, "background", *options).exit_code == 0
    before = _contents(root)
    result = _new(root, "background", *options, "--id", "plan-nuevo")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: docs/es/background/plan-nuevo.md ya existe, y se queda como está\n",
    )
    assert _contents(root) == before
    assert _new(root, "background", *options).stdout == "docs/es/background/plan-nuevo-2.md\n"


_AGREEMENT = (
    *("--agreement-title", "Conclusiones", "--agreement-summary", "Lo que acordaron"),
    *("--agreement-agreement-type", "Comunicado", "--agreement-provisions-ref", "1"),
    *("--agreement-provisions-text", "Reunirse."),
)


def test_a_meeting_and_its_agreement_are_begun_in_one_go(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    options = ("--title", "Consulta", *_SHARED, *_OPTIONS["meeting"])
    result = _new(root, "meeting", *options, *_AGREEMENT)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["docs/es/meetings/consulta-2021-06-10.md", "docs/es/agreements/conclusiones-2021-06-10.md"],
    )
    assert check_content(root).problems == ()
    record: Any = entries_of(root)["conclusiones-2021-06-10"].record
    assert (record.adopted_at, str(record.adopted_on)) == ("consulta-2021-06-10", "2021-06-10")
    assert (record.topics, str(record.sources[0].title)) == (("borders", "trafficking"), "Nota")


@pytest.mark.parametrize(("answers", "agreement"), [(("sí",), True), ((), False), (("",), False)])
def test_who_is_asked_about_a_meeting_is_asked_for_its_agreement(
    tmp_path: Path, answers: tuple[str, ...], *, agreement: bool
) -> None:
    root = make_repository(tmp_path, {})
    options = ("--summary", "De qué trata", "--topics", "borders", "--sources-title", "Nota", *_OPTIONS["meeting"])
    of_agreement = ("Conclusiones", "Lo acordado.", "conclusión", "", "1", "Reunirse.", "", "", "", "")
    result = _new(root, "meeting", *options, answers=("Consulta", *[""] * 4, *answers, *of_agreement * agreement))
    assert "¿Quiere escribir ahora el acuerdo de esta reunión?" in result.stderr
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 1 + agreement


def test_an_agreement_with_faults_in_its_options_keeps_the_meeting_from_being_written(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    before = _contents(root)
    options = ("--title", "Consulta", *_SHARED, *_OPTIONS["meeting"], "--agreement-agreement-type", "poema")
    result = _new(root, "meeting", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: --agreement-agreement-type: 'poema' no es una de las respuestas posibles")
    assert _contents(root) == before


def test_an_id_has_the_date_and_is_free() -> None:
    assert proposed_id("Cumbre", "2021-07-29/2021-07-30") == "cumbre-2021-07-29"
    assert proposed_id("Cumbre", "2021-07", {"cumbre-2021-07", "cumbre-2021-07-2"}) == "cumbre-2021-07-3"
    assert proposed_id("Cumbre de 2021", "2021") == "cumbre-de-2021"
    unclear = ("2021~", "2021-34", "199X", "../2021", "[2021,2022]")
    assert {proposed_id("Cumbre", date) for date in unclear} == {"cumbre"}


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("la República de Panamá y los Estados Unidos Mexicanos", ("PA", "MX")),
        ("ACNUR, Costa Rica y Haití", ("unhcr", "CR", "HT")),
        ("the Republic of Panama", ("PA",)),
    ],
)
def test_countries_are_understood_as_documents_write_them(written: str, codes: tuple[str, ...]) -> None:
    prompt = next(each for each in all_prompts(PRACTICE, Locale.EN) if each.names == ("leads",))
    assert understood(prompt, written, PRACTICE, _KNOWN, Locale.EN).values == codes


def test_a_name_that_countries_share_is_not_guessed() -> None:
    prompt = next(each for each in all_prompts(PRACTICE, Locale.ES) if each.names == ("leads",))
    answer = understood(prompt, "Panamá y Corea", PRACTICE, _KNOWN, Locale.ES)
    assert answer.values == ()
    assert "'Corea' puede ser KP (Corea del Norte) o KR (Corea del Sur)" in answer.complaint


def test_an_id_is_made_of_as_many_words_of_the_title_as_fit() -> None:
    assert proposed_id("Atención a niñas, niños y adolescentes: ¡protocolo 2021!") == (
        "atencion-a-ninas-ninos-y-adolescentes-protocolo-2021"
    )
    assert proposed_id("palabra " * 20) == "-".join(["palabra"] * 7)
    assert proposed_id("日本") == ""


# Ordinary words, and what means something to YAML, to Markdown or to the model.
_WORDS = st.text(max_size=20) | st.sampled_from(
    ['"a: b" #c', "- x", "~", "no", "{a}", "a\nb", "\\", "<b>", "\u202e", "x " * 101, "2021-02-30", "2021", "note#1"]
)


@given(st.data(), st.sampled_from(KINDS), st.sampled_from(Locale))
def test_whatever_answers_are_accepted_the_file_passes(data: st.DataObject, kind: Kind, language: Locale) -> None:
    answers: dict[tuple[str, ...], tuple[str, ...]] = {}
    items = data.draw(st.integers(1, 2))
    while prompt := next((each for each in prompts(kind, language, answers) if each.names not in answers), None):
        names = _KNOWN.names(prompt)
        choices = (
            st.sampled_from(sorted({*names, *(name for more in names.values() for name in more)})) if names else _WORDS
        )
        found = []
        for _ in range(items if prompt.repeated else 1):
            written = data.draw(choices | _WORDS)
            answer = understood(prompt, written, kind, _KNOWN, language)
            if answer.complaint or not answer.values:
                # People are asked again; here, what is right is said next.
                good = default(prompt, _KNOWN, language) or prompt.guide.example or min(names or "x")
                answer = understood(prompt, good, kind, _KNOWN, language)
                assert answer.complaint == ""
            found.append(",".join(answer.values))
        answers[prompt.names] = tuple(found) if prompt.repeated else answer.values
    text = begun_entry(kind, "something-new", answers, language, dt.date(2030, 1, 1))
    problems = problems_with(VALID, place_of(kind, "something-new", language), text.encode())
    # What answers demand of each other is asked again; no answer by itself may be refused that was accepted.
    between = {"adopted-on-another-day", "no-provisions", "ref-duplicate", "ref-empty", "listed-twice"}
    assert [str(each) for each in problems if each.severity is Severity.ERROR and each.rule not in between] == []


def test_every_field_that_is_needed_is_asked_for_or_known() -> None:
    for kind in KINDS:
        asked = {prompt.names[0] for prompt in all_prompts(kind, Locale.EN) if prompt.needed}
        needed = {guide.name for guide in field_guides(kind.record, Locale.EN) if guide.required}
        assert needed - asked == {"id", "original", "status", "access", "created", "modified"}


def test_a_name_that_two_share_is_not_taken_for_either() -> None:
    prompt = next(each for each in all_prompts(PRACTICE, Locale.EN) if each.names == ("leads",))
    assert understood(prompt, "c", PRACTICE, _KNOWN, Locale.EN).values == ("conference",)
    assert KIND_BY_NAME["practice"] is PRACTICE


class _Extended(Practice):
    """A practice with two fields more: one that it must have, and one that it may."""

    motto: Text
    """What it says of itself."""
    echo: Text | None = None
    """What others say of it."""


def test_a_field_added_to_the_model_is_asked_for_laid_out_and_translated() -> None:
    kind = replace(PRACTICE, record=_Extended)
    asked = {prompt.names for prompt in prompts(kind, Locale.EN, {})}
    assert ("motto",) in asked
    assert ("echo",) not in asked
    text = begun_entry(kind, "a", {("motto",): ("We do",)}, Locale.EN, _TODAY)
    assert '\nmotto: "We do"\n' in text
    assert '\n# What others say of it.\n#echo: ""\n' in text
    entry = _KNOWN.entries["hotline"]
    page = entry.versions[entry.original].page
    tree = replace(page.tree, data={**page.tree.data, "motto": "We do", "echo": "They do"})
    version = replace(entry.versions[entry.original], page=replace(page, tree=tree))
    _, begun = started_translation(replace(entry, kind=kind, versions={entry.original: version}))
    assert '\n# We do\nmotto: ""\n# They do\necho: ""\n' in begun
