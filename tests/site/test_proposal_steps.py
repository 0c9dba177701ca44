"""The form from its first screen to its end: with the keyboard alone, on a telephone; its drafts; ways to hand over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.site.built import BuiltSite
from tests.site.test_in_browser import watched

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
    page.go_back()
    page.locator('h2:text-is("Imágenes y documentos")').wait_for()


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
    assert page.url.endswith("en/propose.html")
    assert page.locator('[data-field="title"] textarea').input_value() == "Ñandú: «título»"
    # Its texts stay in the language in which they were begun.
    assert page.locator('[data-field="original"] input:checked').input_value() == "es"
    page.locator("#kb-propose-start button").first.click()
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
