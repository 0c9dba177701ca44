"""The form that proposes a practice, in a browser: what it writes passes the check, and what it refuses it says."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser, Page
from pydantic_core import PydanticCustomError

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale, message
from knowledge_base.markdown.html import Prose, render_body
from knowledge_base.model.types import ID_PATTERN, check_plain
from knowledge_base.parse.document import parse_document
from knowledge_base.parse.validate import BY_PATTERN, SENTENCES
from knowledge_base.read import SourceFile
from tests.site.building import REPO_URL, REPOSITORY
from tests.site.built import BuiltSite
from tests.site.readers import OpenReader
from tests.site.test_in_browser import watched
from tests.unit.anything import SIGNS
from tools.serving import served

FOLDERS = {Locale.ES: "docs/es/practices", Locale.EN: "docs/en/practices"}
MEETING, TOPIC, LEAD = "border-realities-2021-09-20", "temporary-documents", "MX"

ORDINARY = {
    "title": "Documentos temporales en la frontera",
    "summary": "La oficina entrega un documento válido por treinta días.",
    "introduction": "Lo presentó la oficina.",
    "sources": [{"title": "Informe anual, 2021", "locator": "Página 12"}],
}
ACCENTED = {
    "title": "Ñandú, pingüino y señal: ¿qué «más»? ¡Año nuevo!",
    "summary": "Coração, Île-de-France, Łódź, e\u0301 se compone; 中文 y 🛂 también.",
    "introduction": "Así: «niñez» — 50 % de los casos…\n\nOtro párrafo.",
    "sources": [{"title": "Memoria n.º 5", "locator": "§ 3"}],
}
LONG = {
    "title": "Una práctica " + "muy " * 60 + "larga",
    "summary": " ".join(["palabra"] * 100),
    "introduction": "\n\n".join("Una frase que se repite mucho. " * 20 for _ in range(10)),
    "sources": [{"title": f"Documento {number}", "locator": f"Página {number}"} for number in range(1, 6)],
}
# Signs that mean something to YAML, to Markdown, to the site or to a merge.
_SIGNS_OF_ALL_KINDS = """
---
title: another
---
# Heading
## Contexto?
Words
===
Words
---
~~~
```
> quote
<script>alert(1)</script>
<b onclick=x> &lt;i&gt; &copy; &#60;
![x](y) [a](javascript:x)
[a]: b
[^1]: n
::: knowledge_base.cli
--8<-- 'mkdocs.yml'
;--8<--
{: .kb onclick=x} {% raw %} {{ x }}
!!! note
???+ tip
Term
: meaning
a | b
--|--
1986. A year
12) twelve
+ plus
*[HTML]: x
\\* \\_ \\ _a_ **b** `c`
<<<<<<< a
>>>>>>> b
    indented
http://example.org/a_b*c <https://example.org>
$x$ ==m== ~~d~~ ^^i^^ :smile:
-
#
:::::
"""
HOSTILE = {
    "title": "--- # a: b {c} [d] &e *f !g |h %i @j `k` \"l\" 'm' \\n ~ null: yes",
    "summary": "- no: {{ x }} {% y %} ${z} :::knowledge_base.model ---\n... # end: 'true'\n(: *a",
    "introduction": _SIGNS_OF_ALL_KINDS,
    "sources": [{"title": "'quoted': \"twice\", - and #", "locator": ": : -"}],
}
# As it comes out of Word: curly quotes, no-break spaces, Windows line ends, bullets, tabs, soft hyphens.
FROM_WORD = {
    "title": "“Atención”\u00a0integral – ‘ventanilla única’…",
    "summary": "Doc\u00adu\u00admen\u00adtos\u00a0temporales,\r\nen\tla frontera.",
    "introduction": "Se hace así:\r\n•\tprimero\r\n•\tdespués\r\n\r\n1.\tuno\r\n2)\tdos\r\n\uf0b7\tviñeta\r\n– guion",
    "sources": [{"title": "Informe\u00a0“final”", "locator": "págs.\u00a03–5"}],
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the content, to which proposals are added."""
    root = tmp_path_factory.mktemp("proposals")
    for name in ("docs", "vocabularies"):
        shutil.copytree(REPOSITORY / name, root / name)
    return root


@pytest.fixture
def page(chromium: Browser, site: BuiltSite) -> Iterator[Page]:
    """Return a page from the disk on which nothing may go wrong."""
    with watched(chromium, site.folder.as_uri(), accept_downloads=True) as (page, wrong):
        yield page
        assert wrong == []


def _open(page: Page, site: BuiltSite, locale: Locale = Locale.ES) -> None:
    page.goto((site.folder / ("propose.html" if locale is Locale.ES else "en/propose.html")).as_uri())
    page.locator(".kb-form").wait_for()


def _put(page: Page, name: str, value: str, around: str = "") -> None:
    control = page.locator(f'{around} [data-field="{name}"]').locator("input, textarea, select").first
    # Some are folded away until they are asked for.
    control.evaluate(
        "one => { for (let d = one.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
    )
    if control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def _add(page: Page, name: str) -> None:
    adding = page.locator(f'[data-field="{name}"] > button')
    adding.evaluate("one => one.click()")


def _fill(page: Page, given: Mapping[str, Any], locale: Locale) -> None:
    for name in ("title", "summary"):
        _put(page, name, given[name])
    _put(page, "maturity", "reported")
    _put(page, "leads", LEAD)
    _add(page, "announced_at")
    _put(page, "announced_at", MEETING)
    _put(page, "topics", TOPIC)
    for number, source in enumerate(given["sources"]):
        if number:
            _add(page, "sources")
        for name, value in source.items():
            _put(page, name, value, f'[data-field="sources"] .kb-form__item:nth-child({number + 1})')
    _put(page, {Locale.ES: "Introducción", Locale.EN: "Introduction"}[locale], given["introduction"])


def _made(page: Page) -> tuple[str, str]:
    """Ask for the file, and return its name and what is in it."""
    page.locator("button[type=submit]").click()
    ready = page.locator(".kb-form__ready")
    assert ready.is_visible(), page.locator(".kb-form__summary").inner_text()
    with page.expect_download() as waiting:
        ready.locator("a[download]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode("utf-8")


def _problems(repository: Path, files: Mapping[str, str]) -> list[str]:
    """Return what the check says of files, put where they belong."""
    for path, text in files.items():
        (repository / path).write_text(text, "utf-8", newline="")
    try:
        problems = check_content(repository).problems
    finally:
        for path in files:
            (repository / path).unlink()
    return [str(problem) for problem in problems if problem.path.as_posix() in files and problem.severity == "error"]


def _front(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields and the body of a file."""
    page, faults = parse_document(SourceFile(path=PurePosixPath("any.md"), locale=Locale.ES, address="any", text=text))
    assert faults == ()
    return page.tree.data, page.body


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


_SIGNS = re.compile(r"^(?:[-–—•·*\uf0b7]|\d{1,2}[.)])\s+", re.MULTILINE)


@pytest.mark.parametrize(
    ("given", "locale"),
    [(ORDINARY, Locale.EN), (ACCENTED, Locale.ES), (LONG, Locale.ES), (HOSTILE, Locale.EN), (FROM_WORD, Locale.ES)],
    ids=["ordinary", "accented", "long", "hostile", "from-word"],
)
def test_what_the_form_writes_passes_the_check(
    page: Page, site: BuiltSite, repository: Path, given: Mapping[str, Any], locale: Locale
) -> None:
    _open(page, site, locale)
    _fill(page, given, locale)
    name, text = _made(page)
    path = f"{FOLDERS[locale]}/{name}"
    assert _problems(repository, {path: text}) == []
    data, body = _front(text)
    assert name == f"{data['id']}.md"
    assert data["status"] == "in-review"
    assert data["original"] == locale
    # Accents that stand apart are put on their letters, and lines of a title are one.
    assert _words(data["summary"]) == _words(given["summary"]).replace("e\u0301", "é")
    assert [source["title"] for source in data["sources"]] == [source["title"] for source in given["sources"]]
    html = _as_the_site_shows(body, locale)
    # A web address becomes a link, and the number that it has on paper stands beside it.
    assert {element.tag for element in html.iterdescendants()} <= {"p", "ul", "ol", "li", "a", "sup"}
    for number in html.iter("sup"):
        number.text = ""
    lines = [_SIGNS.sub("", line.strip()) for line in given["introduction"].splitlines()]
    assert _words(html.text_content()) == _words(" ".join(lines))


def _as_the_site_shows(body: str, locale: Locale) -> Any:
    prose = Prose(text=body, locale=locale, page_locale=locale, links={}, twins={}, glossary="glossary.html")
    return lxml.html.fragment_fromstring(render_body(prose).html, create_parent="div")


def _refusals(page: Page) -> list[str]:
    """Ask for the file, and return what the form says is wrong with it."""
    page.locator("button[type=submit]").click()
    assert page.evaluate("document.activeElement.className").startswith("kb-form__summary")
    return page.locator(".kb-form__summary a").all_inner_texts()


@pytest.mark.parametrize("locale", list(Locale))
def test_what_the_form_refuses_it_names_at_the_field_in_the_words_of_the_check(
    page: Page, site: BuiltSite, locale: Locale
) -> None:
    _open(page, site, locale)
    _fill(page, ORDINARY, locale)
    _put(page, "title", "<script>alert(1)</script>")
    _put(page, "summary", "word " * 101)
    _put(page, "id", "No Spaces")
    _put(page, "url", "www.example.org", '[data-field="sources"]')
    _put(page, "period", "10/06/2021")
    _put(page, "legal_basis", "hidden \u202e and \u200b")
    _put(page, "beneficiaries", "\ufeff\u00a0")

    def said(name: str, **values: object) -> str:
        return "; ".join(message(locale, part, **values) for part in SENTENCES[name])

    refused = _refusals(page)
    sentences = [
        said("markup"),
        said("too_many_words", words=101, most=100),
        "; ".join(message(locale, part, input="No Spaces") for part in BY_PATTERN[ID_PATTERN]),
        said("when_format", input="10/06/2021"),
        said("url", input="www.example.org"),
        said("control", characters="U+200B, U+202E"),
    ]
    assert [text.endswith(f": {sentence}") for text, sentence in zip(refused, sentences, strict=True)] == [True] * 6
    bad = page.locator('[aria-invalid="true"]')
    described = [control.get_attribute("aria-describedby") or "" for control in bad.all()]
    assert [page.locator(f"#{ids.split()[0]}").inner_text() for ids in described] == sentences
    page.locator(".kb-form__summary a").last.click()
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "legal_basis"


_IN_SCRIPT = """
    const put = (where, value) => {
        const input = document.querySelector(where);
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    for (const [where, value] of values[0]) put(where, value);
    document.querySelector("[type=submit]").click();
    return document.querySelector(".kb-form__summary").hidden;
"""


def test_it_works_from_disk_in_any_browser(opened: OpenReader, site: BuiltSite, repository: Path) -> None:
    given = {
        '[data-field="title"] textarea': HOSTILE["title"],
        '[data-field="summary"] textarea': ACCENTED["summary"],
        '[data-field="maturity"] select': "reported",
        '[data-field="leads"] select': LEAD,
        '[data-field="topics"] select': TOPIC,
        '[data-field="sources"] [data-field="title"] input': "Informe",
    }
    with opened(offline=True) as reader:
        reader.open((site.folder / "propose.html").as_uri())
        assert reader.run(_IN_SCRIPT.replace("values[0]", json.dumps(list(given.items())))) is True
        text = reader.download(".kb-form__ready a[download]").decode("utf-8")
        assert reader.complaints() == []
    data, _ = _front(text)
    assert data["title"] == HOSTILE["title"]
    assert _problems(repository, {f"{FOLDERS[Locale.ES]}/{data['id']}.md": text}) == []


def test_a_higher_maturity_asks_for_more(page: Page, site: BuiltSite, repository: Path) -> None:
    _open(page, site)
    _fill(page, ORDINARY, Locale.ES)
    _put(page, "maturity", "evaluated")
    refused = _refusals(page)
    assert [text.partition(": ")[0] for text in refused] == [
        *("Tipo de práctica", "Escala", "Población beneficiaria", "Resultados", "Evaluación", "Lecciones"),
        *("Contexto", "Cómo funciona", "Resultados", "Lecciones"),
    ]
    assert all("'Evaluada'" in text for text in refused[:6])
    _put(page, "practice_type", "protocol")
    _put(page, "scale", "national")
    for name in ("beneficiaries", "evaluation", "lessons", "Contexto", "Cómo funciona", "Resultados", "Lecciones"):
        _put(page, name, "Personas en tránsito.")
    _add(page, "results")
    for name in ("indicator", "value", "source"):
        _put(page, name, "340", '[data-field="results"]')
    _add(page, "sdgs")
    _put(page, "sdgs", "10")
    _add(page, "countries")
    _put(page, "code", "PA", '[data-field="countries"]')
    name, text = _made(page)
    assert _problems(repository, {f"{FOLDERS[Locale.ES]}/{name}": text}) == []
    data, _ = _front(text)
    assert (data["sdgs"], data["countries"], data["results"][0]["value"]) == (["10"], [{"code": "PA"}], "340")


def test_items_come_and_go_and_the_keyboard_stays_with_them(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    page.locator('[data-field="sources"] > button').press("Enter")
    assert page.evaluate("document.activeElement.closest('.kb-form__item').firstChild.textContent") == "Fuentes 2"
    assert page.locator(".kb-form__status").inner_text() == "Añadido: Fuentes 2"
    page.locator('[data-field="sources"] .kb-form__item:nth-child(1) .kb-form__remove').press("Enter")
    assert page.locator('[data-field="sources"] legend').all_inner_texts()[1:] == ["Fuentes 1"]
    assert page.evaluate("document.activeElement.textContent") == "Añadir: Fuentes"
    assert page.locator(".kb-form__status").inner_text() == "Quitado: Fuentes 1"


def test_a_draft_is_kept_and_can_be_discarded(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    _fill(page, ORDINARY, Locale.ES)
    page.get_by_text("Su borrador se guarda", exact=False).wait_for()
    page.reload()
    page.get_by_text("Se ha recuperado el borrador", exact=False).wait_for()
    assert page.locator('[data-field="title"] textarea').first.input_value() == ORDINARY["title"]
    name, text = _made(page)
    assert name == "documentos-temporales-en-la-frontera.md"
    assert json.dumps(ORDINARY["summary"], ensure_ascii=False) in text
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Descartar el borrador").click()
    page.locator(".kb-form").wait_for()
    assert page.locator('[data-field="title"] textarea').first.input_value() == ""


def test_the_last_words_of_whoever_leaves_at_once_are_kept(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    # The clock stands still: the pause after which a draft is kept never ends.
    page.evaluate("window.setTimeout = () => 1")
    _put(page, "title", "Última palabra")
    page.reload()
    page.get_by_text("Se ha recuperado el borrador", exact=False).wait_for()
    assert page.locator('[data-field="title"] textarea').first.input_value() == "Última palabra"


def test_a_browser_that_keeps_nothing_says_so(page: Page, site: BuiltSite) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('none') }")
    _open(page, site)
    _put(page, "title", "Algo")
    page.get_by_text("no guarda borradores", exact=False).wait_for()


def test_the_file_is_handed_over_where_there_is_a_repository(chromium: Browser, published_site: BuiltSite) -> None:
    with served(published_site.folder) as home, watched(chromium, home) as (page, wrong):
        page.goto(f"{home}propose.html")
        _fill(page, ORDINARY, Locale.ES)
        page.locator("button[type=submit]").click()
        link = page.locator(".kb-form__ready a[target]")
        address = link.get_attribute("href") or ""
        assert address.startswith(
            f"{REPO_URL}/new/main/docs/es/practices?filename=documentos-temporales-en-la-frontera.md&value=---"
        )
        assert link.inner_text() == "Abrirlo en el repositorio"
        _put(page, "Introducción", "palabra " * 1500)
        page.locator("button[type=submit]").click()
        link = page.locator(".kb-form__ready a[target]")
        assert link.inner_text() == "Abrir el repositorio"
        assert len(link.get_attribute("href") or "") < 300
        assert wrong == []


def test_texts_are_refused_and_written_as_the_check_has_it(page: Page, site: BuiltSite) -> None:
    """Many texts that nobody would type, straight to what writes the file."""
    _open(page, site)
    more = "\u00ad¦\u200b¦\x07¦\x1c¦\ud800¦1.¦+ ¦_a_¦= ¦~~~¦{:¦--8<--¦\n\n¦e\u0301¦\uffff"
    signs = [*SIGNS, *more.split("¦")]
    texts = [f"{one}{other} x{other}{one}" for one in signs for other in signs]
    written = page.evaluate(
        """texts => {
            const data = JSON.parse(document.getElementById("kb-propose-data").textContent);
            const check = proposalCheck(data);
            const write = proposalFile(data);
            const title = { name: "title", type: "text" };
            data.order = ["title"];
            return texts.map((text) => {
                const line = proposalText.line(text);
                const refused = line === "" ? "empty" : check.checked(title, line);
                const body = check.checked({ type: "body" }, text) ? "" : text;
                return [line, refused, refused ? "" : write([title], { title: line }, body, {})];
            });
        }""",
        texts,
    )
    passed = 0
    for line, refused, text in written:
        try:
            check_plain(line)
        except PydanticCustomError:
            assert refused, line
            continue
        # No file can hold half a character, and a noncharacter is none: there the form is stricter.
        assert bool(refused) == bool(re.search("[\ud800-\udfff\uffff]", line)), (line, refused)
        if refused:
            continue
        data, body = _front(text)
        assert data == {"title": line}
        html = _as_the_site_shows(body, Locale.EN)
        assert {element.tag for element in html.iterdescendants()} <= {"p", "ul", "ol", "li", "a", "sup"}, body
        passed += 1
    assert passed > 100
