"""The form that proposes a practice, in a browser: what it writes passes the check, and what it refuses it says."""

from __future__ import annotations

import base64
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, FilePayload, Page

from knowledge_base.attachments.dispatch import inspect_file
from knowledge_base.attachments.limits import LARGEST_DRAWING, LARGEST_FILE, MOST_FILES
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.contribute.prompts import refused as refused_by_check
from knowledge_base.locale import Locale, message
from knowledge_base.markdown.html import Prose, render_body
from knowledge_base.model.kinds import PRACTICE
from knowledge_base.parse.document import parse_document
from knowledge_base.parse.validate import SENTENCES
from knowledge_base.read import SourceFile
from tests.site.building import REPO_URL, REPOSITORY
from tests.site.built import BuiltSite
from tests.site.readers import OpenReader
from tests.site.test_in_browser import watched
from tests.unit.anything import SIGNS
from tests.unit.made_files import MADE, made
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
    "title": "--- # a: b {c} [d] &e *f !g |h %i @j `k \"l\" 'm' \\n ~ null: yes",
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
    """Open the form, all on one page."""
    page.goto(f"{(site.folder / ('propose.html' if locale is Locale.ES else 'en/propose.html')).as_uri()}#step-all")
    page.locator("button[type=submit]").wait_for()


# Ticks or chooses a value, of which long lists only show those that are looked for.
_PICK = """(node, value) => {
    const option = () => node.querySelector(`input[value="${value}"]`);
    if (!option()) node.querySelector("[aria-expanded=false]").click();
    option().click();
}"""


def _put(page: Page, name: str, value: str, around: str = "") -> None:
    field = page.locator(f'{around} [data-field="{name}"]').first
    if field.locator("input:is([type=radio], [type=checkbox]), [aria-expanded]").count():
        field.evaluate(_PICK, value)
        return
    control = field.locator("input, textarea, select").first
    if control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def _add(page: Page, name: str) -> None:
    page.locator(f'[data-field="{name}"] > button').last.click()


def _fill(page: Page, given: Mapping[str, Any], locale: Locale) -> None:
    del locale
    for name in ("title", "summary"):
        _put(page, name, given[name])
    _put(page, "maturity", "reported")
    _put(page, "leads", LEAD)
    _put(page, "announced_at", MEETING)
    _put(page, "topics", TOPIC)
    for number, source in enumerate(given["sources"]):
        if number:
            _add(page, "sources")
        for name, value in source.items():
            _put(page, name, value, f'[data-field="sources"] .kb-form__item:nth-child({number + 1})')
    _put(page, "body:introduction", given["introduction"])


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


_SIGNS = re.compile(r"^(?:[-–—•·*+\uf0b7]|\d{1,2}[.)]|#{1,6})\s+", re.MULTILINE)
_TAGS = {
    *("p", "ul", "ol", "li", "a", "sup", "br", "h2", "h3", "h4", "h5", "h6"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}


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
    assert {element.tag for element in html.iterdescendants()} <= _TAGS
    for number in html.iter("sup"):
        number.text = ""
    lines = [_SIGNS.sub("", line.strip()) for line in given["introduction"].splitlines()]
    assert _words(" ".join(html.itertext())) == _words(" ".join(lines))


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
    _put(page, "url", "www.example.org", '[data-field="sources"]')
    _put(page, "date", "10/16/2021", '[data-field="sources"]')
    _put(page, "legal_basis", "hidden \u202e and \u200b")
    _put(page, "beneficiaries", "\ufeff\u00a0")

    def said(name: str, **values: object) -> str:
        return "; ".join(message(locale, part, **values) for part in SENTENCES[name])

    refused = _refusals(page)
    sentences = [
        said("markup"),
        said("too_many_words", words=101, most=100),
        said("when_format", input="10/16/2021"),
        said("url", input="www.example.org"),
    ]
    assert [text.endswith(f": {sentence}") for text, sentence in zip(refused, sentences, strict=True)] == [True] * 4
    bad = page.locator('[aria-invalid="true"]')
    described = [control.get_attribute("aria-describedby") or "" for control in bad.all()]
    assert [page.locator(f"#{ids.split()[0]}").inner_text() for ids in described] == sentences
    assert page.title().startswith("Error: ")
    page.locator(".kb-form__summary a").last.click()
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "url"
    # What is meant is offered, and one press takes it.
    page.locator('[data-field="url"] button').click()
    assert page.locator('[data-field="url"] input').input_value() == "https://www.example.org"
    _put(page, "url", "https://www.example .org", '[data-field="sources"]')
    space = {Locale.ES: "hay un espacio en la dirección", Locale.EN: "there is a space in the address"}[locale]
    assert _refusals(page)[-1].endswith(f"; {space}")


_IN_SCRIPT = """
    const put = (where, value) => {
        const input = document.querySelector(where);
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    for (const [where, value] of values[0]) put(where, value);
    for (const where of values[1]) document.querySelector(where).click();
    document.querySelector("[type=submit]").click();
    return document.querySelector(".kb-form__summary").hidden;
"""


# What is typed into, and what is ticked.
_TYPED = {
    '[data-field="title"] textarea': HOSTILE["title"],
    '[data-field="summary"] textarea': ACCENTED["summary"],
    '[data-field="body:introduction"] textarea': "Lo presentó la oficina.",
    '[data-field="leads"] input[type="text"]': "Instituto Nacional de Migración de Prueba",
    '[data-field="sources"] [data-field="title"] input': "Informe",
}
_TICKED = (
    *('[data-field="maturity"] [value="reported"]', '[data-field="topics"] [aria-expanded="false"]'),
    '[data-field="topics"] input[type="checkbox"]',
)


def _elsewhere(site: BuiltSite, tmp_path: Path) -> Path:
    """Return another way to the site: Firefox keeps a draft for each, so that no other test has begun one there."""
    place = tmp_path / "elsewhere"
    place.symlink_to(site.folder)
    return place


def test_it_works_from_disk_in_any_browser(
    opened: OpenReader, site: BuiltSite, repository: Path, tmp_path: Path
) -> None:
    with opened(offline=True) as reader:
        reader.open(f"{(_elsewhere(site, tmp_path) / 'propose.html').as_uri()}#step-all")
        assert reader.run(_IN_SCRIPT, list(_TYPED.items()), list(_TICKED)) is True
        text = reader.download(".kb-form__ready a[download]").decode("utf-8")
        assert reader.complaints() == []
    data, _ = _front(text)
    assert (data["title"], data["leads"]) == (HOSTILE["title"], ["? Instituto Nacional de Migración de Prueba"])
    assert _problems(repository, {f"{FOLDERS[Locale.ES]}/{data['id']}.md": text}) == []


def test_a_higher_maturity_asks_for_more(page: Page, site: BuiltSite, repository: Path) -> None:
    _open(page, site)
    _fill(page, ORDINARY, Locale.ES)
    _put(page, "maturity", "evaluated")
    refused = _refusals(page)
    assert [text.partition(": ")[0] for text in refused] == [
        *("Tipo de práctica", "Escala", "Contexto", "Cómo funciona", "Población beneficiaria"),
        *("Resultados", "Resultados medidos", "Evaluación", "Lecciones"),
    ]
    assert sum("'Evaluada'" in text for text in refused) == 5
    _put(page, "practice_type", "protocol")
    _put(page, "scale", "national")
    for name in (
        "beneficiaries",
        "evaluation",
        *(f"body:{name}" for name in ("Context", "How it works", "Results", "Lessons")),
    ):
        _put(page, name, "Personas en tránsito.")
    _add(page, "results")
    for name in ("indicator", "value", "source"):
        _put(page, name, "340", '[data-field="results"]')
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
    assert page.evaluate("document.activeElement.closest('.kb-form__item').firstChild.textContent") == "Fuentes, n.º 2"
    assert page.locator("form > .kb-sr").inner_text() == "Añadido: Fuentes, n.º 2"
    page.locator('[data-field="sources"] .kb-form__item:nth-child(1) .kb-form__remove').press("Enter")
    assert page.locator('[data-field="sources"] .kb-form__item > legend').all_inner_texts() == ["Fuentes, n.º 1"]
    assert page.evaluate("document.activeElement.textContent") == "Añadir a «Fuentes»"
    assert page.locator("form > .kb-sr").inner_text() == "Quitado: Fuentes, n.º 1"


def test_a_draft_is_kept_and_can_be_discarded(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    _fill(page, ORDINARY, Locale.ES)
    page.get_by_text("Borrador guardado en este navegador", exact=False).wait_for()
    page.reload()
    page.get_by_text("Este es su borrador, guardado por última vez el", exact=False).wait_for()
    assert page.locator('[data-field="title"] textarea').first.input_value() == ORDINARY["title"]
    name, text = _made(page)
    assert name == "documentos-temporales-en-la-frontera.md"
    assert json.dumps(ORDINARY["summary"], ensure_ascii=False) in text
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Borrar el borrador").click()
    page.locator("form.kb-form").wait_for(state="attached")
    assert page.locator('[data-field="title"] textarea').first.input_value() == ""


def test_the_last_words_of_whoever_leaves_at_once_are_kept(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    # The clock stands still: the pause after which a draft is kept never ends.
    page.evaluate("window.setTimeout = () => 1")
    _put(page, "title", "Última palabra")
    page.reload()
    page.get_by_text("Este es su borrador, guardado por última vez el", exact=False).wait_for()
    assert page.locator('[data-field="title"] textarea').first.input_value() == "Última palabra"


def test_a_browser_that_keeps_nothing_says_so(page: Page, site: BuiltSite) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('none') }")
    _open(page, site)
    _put(page, "title", "Algo")
    page.get_by_text("no guarda borradores", exact=False).wait_for()


def test_the_file_is_handed_over_where_there_is_a_repository(chromium: Browser, published_site: BuiltSite) -> None:
    with served(published_site.folder) as home, watched(chromium, home) as (page, wrong):
        page.goto(f"{home}propose.html#step-all")
        _fill(page, ORDINARY, Locale.ES)
        page.locator("button[type=submit]").click()
        link = page.locator(".kb-form__ready a[target]")
        address = link.get_attribute("href") or ""
        assert address.startswith(
            f"{REPO_URL}/new/main/docs/es/practices?filename=documentos-temporales-en-la-frontera.md&value=---"
        )
        assert link.inner_text() == "Abrirlo en el repositorio"
        _put(page, "body:introduction", f"{'palabra ' * 100}\n\n" * 15)
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
            const fields = [{ name: "title", type: "text" }, { name: "body:introduction", type: "body" }];
            data.order = ["title"];
            return texts.map((text) => {
                const line = proposalText.line(text);
                const refused = line === "" ? "empty" : check.checked(fields[0], line);
                const body = check.checked({ type: "body" }, text) ? "" : text;
                return [line, refused, refused ? "" : write(fields, { title: line, "body:introduction": body })];
            });
        }""",
        texts,
    )
    passed = 0
    for line, refused, text in written:
        if problem := refused_by_check(("title",), line, PRACTICE, Locale.EN):
            assert refused, (line, problem)
            continue
        assert not refused, (line, refused)
        data, body = _front(text)
        assert data == {"title": line}
        html = _as_the_site_shows(body, Locale.EN)
        assert {element.tag for element in html.iterdescendants()} <= _TAGS, body
        passed += 1
    assert passed > 100


def _payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def _choose(page: Page, *files: FilePayload) -> list[str]:
    """Choose files, and return the names of all that the form now has."""
    choosing = page.locator('[data-field="files"] input[type="file"]')
    choosing.set_input_files(list(files))
    return page.locator('[data-field="files"] .kb-form__item > legend').all_inner_texts()


def _refused_files(page: Page) -> list[str]:
    return page.locator('[data-field="files"] [role="alert"] p').all_inner_texts()


def _describe(page: Page, name: str, **said: str) -> None:
    item = f'[data-field="files"] .kb-form__item:has(> legend:text-is("{name}"))'
    page.locator(item).wait_for()
    for field, value in said.items():
        _put(page, field, value, item)


def _taken_in(repository: Path, tmp_path: Path, name: str, content: bytes) -> Result:
    """Take in what the form has made, in a copy of the repository."""
    root = tmp_path / "repository"
    shutil.copytree(repository, root)
    (tmp_path / name).write_bytes(content)
    return CliRunner().invoke(main, ["import", str(tmp_path / name), "--root", str(root), "--lang", "en"])


@pytest.mark.parametrize(
    ("given", "locale"),
    [(ORDINARY, Locale.EN), (ACCENTED, Locale.ES), (HOSTILE, Locale.EN), (FROM_WORD, Locale.ES)],
    ids=["ordinary", "accented", "hostile", "from-word"],
)
def test_what_the_form_writes_with_files_is_taken_in(
    page: Page, site: BuiltSite, repository: Path, tmp_path: Path, given: Mapping[str, Any], locale: Locale
) -> None:
    _open(page, site, locale)
    _fill(page, given, locale)
    sent = {
        "Foto Ñandú (1).JPG": ("foto-nandu-1.png", made("png")),
        "CON.svg": ("file-con.svg", made("svg")),
        "中文": ("file.webp", made("webp")),
        "form.pdf": ("form.pdf", made("pdf")),
        "Form.PDF": ("form-2.pdf", made("pdf")),
        f"{'long ' * 30}.jpeg": ("long-long-long-long.jpg", made("photograph")),
    }
    _choose(page, *(_payload(name, content) for name, (_, content) in sent.items()))
    for name, _ in sent.values():
        alt = {} if name.endswith(".pdf") else {"alt": given["summary"]}
        _describe(page, name, **alt, caption=given["title"], source="Agenda", rights=given["title"])
    page.locator("button[type=submit]").click()
    ready = page.locator(".kb-form__ready")
    assert ready.is_visible(), page.locator(".kb-form__summary").inner_text()
    with page.expect_download() as waiting:
        ready.locator("a[download]").click()
    content = Path(waiting.value.path()).read_bytes()
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        id_ = PurePosixPath(waiting.value.suggested_filename).stem
        files = {f"docs/files/{id_}/{name}": data for name, data in sent.values()}
        assert packed.namelist() == [f"{FOLDERS[locale]}/{id_}.md", *files]
        data, _ = _front(packed.read(packed.namelist()[0]).decode("utf-8"))
    result = _taken_in(repository, tmp_path, waiting.value.suggested_filename, content)
    assert result.exit_code == 0, result.output
    assert {path: (tmp_path / "repository" / path).read_bytes() for path in files} == files
    assert [file["file"] for file in data["files"]] == [name for name, _ in sent.values()]
    assert {_words(file["rights"]) for file in data["files"]} == {_words(data["title"])}


def test_the_form_tells_files_apart_as_the_check_does(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    contents = [made(name)[: 2**12] for name in MADE] + [
        b"",
        b"\xef\xbb\xbf \n<svg>",
        b"\xa0<svg>",
        b"RIFF\n\n\n\nWEBPVP8",
    ]
    found = page.evaluate(
        """contents => {
            const data = JSON.parse(document.getElementById("kb-propose-data").textContent);
            const names = proposalFileNames(data.files);
            return contents.map((one) => names.type(Uint8Array.from(atob(one), (sign) => sign.charCodeAt(0))) ?? null);
        }""",
        [base64.b64encode(content).decode() for content in contents],
    )
    assert found == [inspect_file(content).type for content in contents]


@pytest.mark.parametrize("locale", list(Locale))
def test_files_that_the_check_refuses_are_not_taken(page: Page, site: BuiltSite, locale: Locale) -> None:
    _open(page, site, locale)

    def said(what: str, allowed: str, **values: object) -> str:
        return f"{message(locale, what, **values)}; {message(locale, allowed, **values)}"

    smaller = "make it smaller: a lower resolution, fewer pages"
    large = said("the file is larger than {most}", smaller, most="10 MB")
    _choose(
        page,
        _payload("page.png", made("script-named-png")),
        _payload("empty.pdf", b""),
        _payload("large.png", made("large-file")[: LARGEST_FILE + 1]),
        _payload("large.svg", made("svg").ljust(LARGEST_DRAWING + 1)),
        _payload("map.png", made("png")),
    )
    page.locator('[data-field="files"] .kb-form__item').wait_for()
    kind = said(
        "the file is neither a picture nor a document that an entry may have",
        "one of: {types}",
        types="PNG, JPEG, WebP, SVG, PDF",
    )
    assert _refused_files(page) == [
        f"page.png: {kind}",
        f"empty.pdf: {kind}",
        f"large.png: {large}",
        f"large.svg: {said('the file is larger than {most}', smaller, most='0.5 MB')}",
    ]
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "alt"
    _choose(page, *(_payload(f"{number}.png", made("png")) for number in range(MOST_FILES)))
    page.locator(f'[data-field="files"] .kb-form__item:nth-child({MOST_FILES})').wait_for()
    page.locator('[data-field="files"] [role="alert"] p').wait_for()
    many = said("the entry has more than {most} files", "keep those that readers need", most=MOST_FILES)
    assert _refused_files(page) == [f"{MOST_FILES - 1}.png: {many}"]


def test_files_are_chosen_with_the_keyboard(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    with page.expect_file_chooser() as choosing:
        page.locator('[data-field="files"] > button').press("Enter")
    assert choosing.value.is_multiple()
    choosing.value.set_files(_payload("form.pdf", made("pdf")))
    page.locator('[data-field="files"] .kb-form__item').wait_for()
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "caption"
    page.locator('[data-field="files"] .kb-form__remove').press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Añadir a «Archivos»"


def test_files_together_have_a_limit(page: Page, site: BuiltSite) -> None:
    _open(page, site)
    # So much at once can't be handed over from here: the page makes the files.
    page.evaluate(
        """() => {
            const all = new DataTransfer();
            for (let number = 0; number < 5; number += 1) {
                const content = new Uint8Array(10 * 2 ** 20);
                content.set(new TextEncoder().encode("%PDF-"));
                all.items.add(new File([content], `${number}.pdf`));
            }
            const input = document.querySelector('[data-field="files"] input[type="file"]');
            input.files = all.files;
            input.dispatchEvent(new Event("change"));
        }"""
    )
    page.locator('[data-field="files"] [role="alert"] p').wait_for()
    assert _refused_files(page) == ["4.pdf: todos los archivos juntos pesan más de 49 MB"]


def test_a_draft_asks_for_its_files_again(page: Page, site: BuiltSite, repository: Path, tmp_path: Path) -> None:
    _open(page, site)
    _fill(page, ORDINARY, Locale.ES)
    _choose(page, _payload("Mapa.png", made("png")), _payload("form.pdf", made("pdf")))
    _describe(page, "mapa.png", alt="Un mapa", caption="El mapa", source="Agenda", rights="Publicado")
    _describe(page, "form.pdf", caption="El formulario")
    page.reload()
    page.locator('[data-field="files"] .kb-form__item').first.wait_for()
    page.locator('[data-field="files"] .kb-form__remove').last.click()
    assert page.locator("form > .kb-sr").inner_text() == "Quitado: form.pdf"
    again = "mapa.png: Elija otra vez mapa.png: el borrador no guarda archivos."
    assert _refusals(page) == [again]
    page.locator(".kb-form__summary a").click()
    assert page.evaluate("document.activeElement.textContent") == "Añadir a «Archivos»"
    assert _choose(page, _payload("MAPA.PNG", made("png"))) == ["mapa.png"]
    page.locator('[data-field="files"] .kb-form__error:visible').wait_for(state="detached")
    page.locator("button[type=submit]").click()
    with page.expect_download() as waiting:
        page.locator(".kb-form__ready a[download]").click()
    result = _taken_in(repository, tmp_path, "sent.zip", Path(waiting.value.path()).read_bytes())
    assert result.exit_code == 0, result.output


_CHOSEN_IN_SCRIPT = """
    const [content, fields, ticked] = values;
    const all = new DataTransfer();
    all.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], "Map.png"));
    const input = document.querySelector('[data-field="files"] input[type="file"]');
    input.files = all.files;
    input.dispatchEvent(new Event("change"));
    const item = '[data-field="files"] .kb-form__item';
    while (!document.querySelector(item)) await new Promise((done) => setTimeout(done, 10));
    for (const [where, value] of fields) {
        const control = document.querySelector(where);
        control.value = value;
        control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const where of ticked) document.querySelector(where).click();
    document.querySelector("[type=submit]").click();
    return document.querySelector(".kb-form__summary").hidden;
"""


def test_files_are_packed_from_disk_in_any_browser(
    opened: OpenReader, site: BuiltSite, repository: Path, tmp_path: Path
) -> None:
    told = dict.fromkeys(("alt", "caption", "source", "rights"), "Informe")
    given = {
        **_TYPED,
        **{f'[data-field="files"] [data-field="{name}"] :is(input, textarea)': value for name, value in told.items()},
    }
    with opened(offline=True) as reader:
        reader.open(f"{(_elsewhere(site, tmp_path) / 'propose.html').as_uri()}#step-all")
        assert (
            reader.run(_CHOSEN_IN_SCRIPT, base64.b64encode(made("png")).decode(), list(given.items()), list(_TICKED))
            is True
        )
        content = reader.download(".kb-form__ready a[download]")
        assert reader.complaints() == []
    result = _taken_in(repository, tmp_path, "sent.zip", content)
    assert result.exit_code == 0, result.output


def test_a_zip_is_not_handed_over_but_can_be_unpacked(chromium: Browser, published_site: BuiltSite) -> None:
    with served(published_site.folder) as home, watched(chromium, home) as (page, wrong):
        page.goto(f"{home}en/propose.html#step-all")
        _fill(page, ORDINARY, Locale.EN)
        _choose(page, _payload("form.pdf", made("pdf")))
        _describe(page, "form.pdf", caption="The form", source="Agenda", rights="Published")
        page.locator("button[type=submit]").click()
        assert page.locator(".kb-form__ready a[target]").count() == 0
        assert page.locator(".kb-form__ready li").last.inner_text().startswith("Or unpack it")
        assert wrong == []
