"""The form from its first screen to its end: with the keyboard alone, on a telephone; its drafts; ways to hand over."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.site.built import BuiltSite
from tests.site.test_in_browser import watched
from tools.serving import served

# The most keys, besides those that type words, from the first screen to the finished file.
MOST_KEYS = 150
KEPT = 700
"""Milliseconds after which a draft is kept."""


@pytest.fixture
def page(chromium: Browser, site: BuiltSite) -> Iterator[Page]:
    """Return the page with the form, from the disk, on a telephone."""
    viewport = {"width": 360, "height": 740}
    with watched(chromium, site.folder.as_uri(), accept_downloads=True, viewport=viewport) as (page, wrong):
        page.goto((site.folder / "propose.html").as_uri())
        yield page
        assert wrong == []


class _Keyboard:
    """The keyboard, which counts its keys."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def to(self, field: str = "", kind: str = "", text: str = "") -> None:
        """Press Tab until the focus is on a field, a type of control or words."""
        for _ in range(60):
            self.press("Tab")
            at = self.page.evaluate(
                """() => { const one = document.activeElement;
                    if (one === document.body) return ["", "", ""];
                    return [one.closest("[data-field]")?.dataset.field ?? "", one.type ?? "", one.textContent]; }"""
            )
            if all(wanted in found for wanted, found in zip((field, kind, text), at, strict=True)):
                return
        raise AssertionError((field, kind, text))

    def type_into(self, field: str, words: str, kind: str = "") -> None:
        self.to(field, kind)
        self.page.keyboard.type(words)

    def go_on(self, title: str) -> None:
        self.to(text="Continuar")
        self.press("Enter")
        self.page.locator(f'h2:text-is("{title}"):focus').wait_for()
        assert self.page.title().startswith(f"{title} - ")
        assert self.page.evaluate("document.documentElement.scrollWidth") == 360


def test_it_is_filled_in_with_the_keyboard_alone(page: Page) -> None:
    keyboard = _Keyboard(page)
    keyboard.to(text="Comenzar")
    keyboard.press("Enter")
    keyboard.type_into("title", "Documentos temporales en la frontera")
    keyboard.type_into("summary", "La oficina entrega un documento válido por treinta días.")
    assert page.locator('[data-field="summary"] [id$="-count"]').inner_text() == "9 de 100 palabras"
    keyboard.to("maturity")
    keyboard.press("Space")
    keyboard.go_on("Quién y dónde")
    keyboard.type_into("leads", "mexico", "search")
    keyboard.to("leads", "checkbox")
    keyboard.press("Space")
    keyboard.go_on("Tema y tiempo")
    keyboard.type_into("topics", "DOCUMENTOS", "search")
    keyboard.to("topics", "checkbox")
    keyboard.press("Space")
    keyboard.type_into("period", "marzo de 2019")
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.go_on("Cómo funciona")
    keyboard.type_into("body:introduction", "La oficina lo entrega en la frontera.")
    for title in ("Resultados y lecciones", "Para otros países", "Fuentes"):
        keyboard.go_on(title)
    # What is missing holds a step up once, and is said in the title too.
    keyboard.to(text="Continuar")
    keyboard.press("Enter")
    assert page.title().startswith("Error: Fuentes - ")
    keyboard.press("Tab")
    keyboard.press("Enter")
    page.keyboard.type("Informe anual, 2021")
    for title in ("Reuniones", "Imágenes y documentos", "Revise sus respuestas"):
        keyboard.go_on(title)
    answers = page.locator(".kb-form__answers").all_inner_texts()
    assert "Desde: marzo de 2019. Continúa" in answers[2]
    keyboard.to(text="Crear el archivo")
    keyboard.press("Enter")
    ready = page.locator(".kb-form__ready:focus")
    # Nobody is told to send it where no address is known.
    assert "todavía no se ha enviado" in ready.inner_text()
    assert "Pregunte a la Presidencia Pro Témpore" in ready.inner_text()
    with page.expect_download() as waiting:
        ready.locator("a[download]").click()
    assert 'period: "2019-03/.."' in Path(waiting.value.path()).read_text("utf-8")
    assert keyboard.keys < MOST_KEYS
    # From the answers one goes to a question and back.
    keyboard.page.locator('[aria-label="Cambiar: Resumen"]').press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "summary"
    page.get_by_role("button", name="Volver a sus respuestas").press("Enter")
    page.locator('h2:text-is("Revise sus respuestas"):focus').wait_for()
    page.go_back()
    page.locator('h2:text-is("La práctica")').wait_for()


def _summary(page: Page) -> Any:
    return page.locator('[data-field="summary"] textarea')


def _stored(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage['rcm-proposal']"))["given"]["summary"]


def test_two_tabs_never_overwrite_each_other(page: Page) -> None:
    page.locator("#kb-propose-start button").first.click()
    _summary(page).fill("Primera")
    page.wait_for_timeout(KEPT)
    other = page.context.new_page()
    other.goto(page.url)
    assert _summary(other).input_value() == "Primera"
    _summary(other).fill("Segunda")
    page.get_by_text("otra pestaña", exact=False).wait_for()
    _summary(page).fill("Tercera")
    page.wait_for_timeout(KEPT)
    assert _stored(page) == "Segunda"
    page.get_by_role("button", name="Guardar este en su lugar").click()
    assert _stored(page) == "Tercera"
    other.get_by_role("button", name="Continuar con aquel").click()
    other.get_by_text("Este es su borrador", exact=False).wait_for()
    assert _summary(other).input_value() == "Tercera"


def test_a_draft_goes_along_to_the_other_language_and_through_a_file(page: Page, tmp_path: Path) -> None:
    page.locator("#kb-propose-start button").first.click()
    page.locator('[data-field="title"] textarea').fill("Ñandú: «título»")
    # As where Firefox keeps a storage for each file.
    page.evaluate("() => { Storage.prototype.getItem = () => null; }")
    page.locator("a.kb-language").click()
    page.get_by_text("taken along from the other language", exact=False).wait_for()
    # On the step that was left.
    assert page.url.endswith("en/propose.html#step-practice")
    assert page.locator('[data-field="title"] textarea').input_value() == "Ñandú: «título»"
    # Its texts stay in the language in which they were begun.
    assert page.locator('[data-field="original"] input:checked').input_value() == "es"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the draft as a file").click()
    saved = tmp_path / waiting.value.suggested_filename
    saved.write_bytes(Path(waiting.value.path()).read_bytes())
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Delete the draft").click()
    page.locator("form.kb-form").wait_for(state="attached")
    assert page.evaluate("localStorage['rcm-proposal']") is None
    assert page.locator('[data-field="title"] textarea').input_value() == ""
    page.locator('.kb-form__draft input[type="file"]').set_input_files(saved)
    page.get_by_text(f"the draft of the file {saved.name}", exact=False).wait_for()
    assert page.locator('[data-field="title"] textarea').input_value() == "Ñandú: «título»"
    (tmp_path / "other.json").write_text('{"given": 1}')
    page.locator('.kb-form__draft input[type="file"]').set_input_files(tmp_path / "other.json")
    page.get_by_text("other.json is not a draft of this form").wait_for()


_DAMAGED = {
    "given": {
        "title": {"a": 1},
        "summary": "Resumen",
        "topics": "borders",
        "scale": "gone",
        "announced_at": ["gone"],
        "sources": ["x", None, {"title": "Informe", "gone": 1}],
        "files": [{"file": 5}],
        "old": "Palabras",
        "leads": 7,
        "countries": [{"code": "MX"}],
    },
    "saved": "yesterday",
    "step": "gone",
}


def test_a_damaged_draft_stops_nothing_and_loses_nothing(page: Page, tmp_path: Path) -> None:
    """It may be of an older form, or of another program."""
    text = json.dumps(_DAMAGED)
    page.evaluate("text => { localStorage['rcm-proposal'] = text; }", text)
    page.reload()
    # What the form has no place for is said.
    page.get_by_text("ahora no cabe en el formulario", exact=False).wait_for()
    said = page.locator(".kb-form > .kb-notice li").all_inner_texts()
    assert [line.partition(": ")[2] for line in said] == [
        *(
            '{"a":1}',
            "borders",
            "gone",
            '["gone"]',
            '["x",null,{"title":"Informe","gone":1}]',
            '[{"file":5}]',
            "Palabras",
            "7",
        )
    ]
    page.get_by_role("button", name="Continuar con su borrador").click()
    assert _summary(page).input_value() == "Resumen"
    assert page.locator('[data-field="topics"] .kb-form__picked').inner_text() == "Elegido: Fronteras"
    assert page.evaluate("localStorage['rcm-proposal']") == text
    # Another takes its place only if asked to, and then wholly.
    (tmp_path / "other.json").write_text('{"given": {"title": "Otra"}, "step": "who"}')
    choosing = page.locator('.kb-form__draft input[type="file"]')
    with page.expect_event("dialog") as asked:
        page.once("dialog", Dialog.dismiss)
        choosing.set_input_files(tmp_path / "other.json")
    assert asked.value.message == "Ocupará el lugar de lo que ha escrito aquí. ¿Abrirlo?"
    assert _summary(page).input_value() == "Resumen"
    page.once("dialog", Dialog.accept)
    choosing.set_input_files(tmp_path / "other.json")
    page.locator('h2:text-is("Quién y dónde"):focus').wait_for()
    assert _summary(page).input_value() == ""
    assert page.locator('[data-field="countries"] .kb-form__item').count() == 0


def test_a_draft_in_a_link_takes_the_place_of_no_other(page: Page) -> None:
    page.locator("#kb-propose-start button").first.click()
    _summary(page).fill("Mía")
    page.wait_for_timeout(KEPT)
    sent = json.dumps({"given": {"summary": "De otra persona"}, "saved": "2999-01-01T00:00:00Z"})
    address = f"{page.url.partition('#')[0]}#draft={base64.urlsafe_b64encode(sent.encode()).decode().rstrip('=')}"
    page.goto("about:blank")
    page.goto(address)
    page.get_by_text("otra pestaña", exact=False).wait_for()
    assert (_summary(page).input_value(), _stored(page)) == ("De otra persona", "Mía")
    page.get_by_role("button", name="Continuar con aquel").click()
    page.get_by_text("Este es su borrador", exact=False).wait_for()
    assert _summary(page).input_value() == "Mía"


def test_a_draft_goes_along_where_nothing_is_kept(chromium: Browser, site: BuiltSite) -> None:
    refused = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
    )
    with served(site.folder) as home, watched(chromium, home) as (page, wrong):
        page.add_init_script(refused)
        page.goto(f"{home}propose.html#step-who")
        page.locator('[data-field="leads"] input[type="text"]').fill("Oficina")
        page.get_by_text("no guarda borradores", exact=False).wait_for()
        page.locator("a.kb-language").click()
        page.locator('h2:text-is("Who and where"):focus').wait_for()
        assert page.locator('[data-field="leads"] input[type="text"]').input_value() == "Oficina"
        assert wrong == []


def test_what_was_meant_is_taken_or_offered(page: Page) -> None:
    page.goto(f"{page.url}#step-subject")
    since = page.locator('[data-field="period"] input[type="text"]').first
    error = page.locator('[data-field="period"] > .kb-form__error')

    def said(date: str, how: str = "") -> tuple[str, ...]:
        since.fill(date)
        since.blur()
        if how:
            page.locator('[data-field="period"]').get_by_text(how, exact=True).click()
        page.locator('[data-field="scale"] input').first.focus()
        chosen = page.locator('[data-field="period"] label:has(:checked)').all_inner_texts()
        return (since.input_value(), *chosen, *filter(None, [error.inner_text() if error.is_visible() else ""]))

    assert said("desde el 15 de marzo de 2019") == ("2019-03-15", "Continúa")
    assert said("2019-2021") == ("2019", "Ha terminado")
    assert said("2018/..") == ("2018", "Continúa")
    # What is written otherwise is quoted as it was written.
    assert said("15 de marzo") == (
        *("15 de marzo", "Continúa"),
        "'15 de marzo' no es una fecha; escriba 2021, 2021-06 o 2021-06-10",
    )
    # Nothing that was chosen is left out without a word; and nobody has to know.
    assert said("", "Continúa") == ("", "Continúa", "escriba desde cuándo o hasta cuándo")
    assert said("", "No se sabe") == ("", "No se sabe")
    # A name that no list has is taken over from where it was looked for.
    page.goto(f"{page.url.partition('#')[0]}#step-who")
    page.locator('[data-field="leads"] input[type="search"]').fill("Instituto Xyz")
    page.get_by_role("button", name="Añadir «Instituto Xyz» de todos modos").click()
    assert page.locator('[data-field="leads"] input[type="text"]').input_value() == "Instituto Xyz"
    # Who takes what is offered stays at the field.
    page.goto(f"{page.url.partition('#')[0]}#step-sources")
    address = page.locator('[data-field="url"] input')
    address.fill("www.example.org")
    address.press("Tab")
    page.get_by_role("button", name="Usar https://www.example.org").press("Enter")
    assert page.locator('[data-field="url"] input:focus').input_value() == "https://www.example.org"
    # In the answers as on the page, an address leaves the other columns of a table whole words.
    page.goto(f"{page.url.partition('#')[0]}#step-account")
    text = page.locator('[data-field="body:introduction"] textarea')
    text.fill(f"Año\tCasos\tFuente\n2020\t\thttps://example.org/{'x' * 90}")
    page.goto(f"{page.url.partition('#')[0]}#step-check")
    heights = page.locator(".kb-form__answers th").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert len(heights) == 3
    assert max(heights) < 50
    # And whoever is at an answer when the draft is kept stays there.
    page.locator(".kb-form__answers button").last.focus()
    page.wait_for_timeout(KEPT)
    assert page.locator(".kb-form__answers button").last.evaluate("one => one === document.activeElement")


_WAYS = """([settings, length]) => {
    const data = JSON.parse(document.getElementById("kb-propose-data").textContent);
    const ways = new Function("kb", "proposalZip", `return (${proposalWays})`)({ ...kb, ...settings }, proposalZip);
    const nodes = ways(data)({ id: "a-b", title: "Año «1»", original: "es" }, "ñ".repeat(length), []);
    return nodes.flatMap((node) => [...node.querySelectorAll("a:not([download])")].map((link) => link.href));
}"""
_GITHUB = "https://example.org/r/new/main/{folder}?filename={name}&value={text}"
_GITLAB = "https://example.org/r/-/new/main/{folder}?file_name={name}"


def test_it_says_how_to_hand_the_file_over(page: Page) -> None:
    def ways(length: int = 3, **settings: str) -> list[str]:
        return page.evaluate(_WAYS, [settings, length])  # type: ignore[no-any-return]

    assert ways() == []
    (mail,) = ways(editors="editors@example.org")
    assert mail.startswith("mailto:editors@example.org?subject=Propuesta%20para%20la%20base")
    # The entry is in the file, and not in the address.
    assert "A%C3%B1o" in mail
    assert "%C3%B1%C3%B1" not in mail
    assert len(mail) < 1_000
    assert ways(contact="https://example.org/contact") == ["https://example.org/contact"]
    assert ways(newFile=_GITHUB) == [
        "https://example.org/r/new/main/docs/es/practices?filename=a-b.md&value=%C3%B1%C3%B1%C3%B1"
    ]
    assert ways(newFile=_GITLAB) == ["https://example.org/r/-/new/main/docs/es/practices?file_name=a-b.md"]
    # A login page returns to the address from its own, where each sign of it is encoded once more: 10 bytes a letter.
    assert len(ways(length=800, newFile=_GITHUB)[0]) > 4_000
    assert ways(length=820, newFile=_GITHUB) == ["https://example.org/r/new/main/docs/es/practices?filename=a-b.md"]
