"""What editors say on pages that the site makes: every sentence of ``index.md`` is on a page, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.shape import shape_of, words_in
from knowledge_base.render.templates import render
from knowledge_base.view.pages.home import home_view
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, valid_catalogue
from tools.catalogue import extracted

ROOT = Path(__file__).parents[2]
VALID = valid_catalogue()


@pytest.mark.parametrize("locale", list(Locale))
def test_every_sentence_is_on_some_page(locale: Locale) -> None:
    # Without entries, so that the sentences for that are shown as well.
    pages = plan_pages(site_in(locale, catalogue_of([])))
    shown = "".join(render(ROOT, page.view()).html for page in pages)
    said = [words for _, words in words_in(shape_of(Editorial), VALID.editorial[locale])]
    assert [words.value for words in said if words.value not in shown] == []
    assert {words.locale for words in said} == {locale}


@pytest.mark.parametrize("locale", list(Locale))
def test_the_home_page_leads_to_its_file(locale: Locale) -> None:
    home = next(page for page in plan_pages(site_in(locale, VALID)) if page.chrome.address == "index")
    assert home.chrome.source_path == f"docs/{locale}/index.md"
    assert (ROOT / home.chrome.source_path).is_file()


def test_a_door_says_what_the_editors_say_and_else_what_the_index_says(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(catalogue=VALID, locale=Locale.EN)
    said = {door.link.label: door.text for door in home_view(site).doors}
    assert said["Topics"] == "Door to topics."
    assert len(said) == len(site.editorial.doors.model_fields_set)
    monkeypatch.delitem(vars(site.editorial.doors), "topics")
    said = {door.link.label: door.text for door in home_view(site).doors}
    assert said["Topics"].startswith("What the meetings deal with")


def test_no_sentence_of_the_editors_is_in_the_code_too() -> None:
    real = check_content(ROOT).catalogue.editorial[Locale.EN]
    said = {words.value for _, words in words_in(shape_of(Editorial), real)}
    assert said & {message.id for message in extracted() if message.id} == set()
