"""On a phone the answer comes first: what people come for is on the first two screens, and the rest unfolds.

``tests/tasks.yml`` has the tasks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
import yaml
from playwright.sync_api import Browser, Page

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tests.site.readers import OpenReader
from tools.serving import served

WIDTH, SCREEN = 360, 740
FIRST = 2
"""The number of screens on which the answer to a task is."""
MOST = 8
"""The maximum number of screens of the page of an entry."""

NOTE = "concept-notes/concept-note-2021-09-20"

# Where the end of words is, in pixels from the top of the page; -1 if the page does not show them. The browser's own
# search would unfold what is folded.
_FIND = """words => {
    const places = [];
    let text = "";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility({ contentVisibilityAuto: true })) continue;
        [...node.data].forEach((letter, offset) => {
            const blank = !letter.trim();
            if (blank && text.endsWith(" ")) return;
            text += blank ? " " : letter;
            places.push([node, offset]);
        });
    }
    const found = text.indexOf(words);
    if (found < 0) return -1;
    const [node, offset] = places[found + words.length - 1];
    const range = document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    return range.getBoundingClientRect().bottom + scrollY;
}"""
_SHOWN = """selector => [...document.querySelectorAll(selector)].map(each => each.checkVisibility({
    contentVisibilityAuto: true, visibilityProperty: true }) && each.getBoundingClientRect().height > 0)"""


@dataclass(frozen=True)
class Task:
    """A task.

    Attributes:
        task: the question.
        page: the address of the page that answers it.
        shows: what has to be seen, in Spanish.
    """

    task: str
    page: str
    shows: list[str]


TASKS = [Task(**task) for task in yaml.safe_load((REPOSITORY / "tests/tasks.yml").read_text("utf-8"))]


@pytest.fixture(scope="module")
def root(site: BuiltSite) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.folder) as address:
        yield address


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """Return a page of a phone."""
    with chromium.new_context(viewport={"width": WIDTH, "height": SCREEN}) as context:
        yield context.new_page()


@pytest.mark.parametrize("task", TASKS, ids=[task.task for task in TASKS])
def test_the_answer_is_on_the_first_screens(phone: Page, root: str, task: Task) -> None:
    found = {}
    for words in task.shows:
        # The search goes on from where it found something.
        phone.goto(root + url(task.page, Locale.ES))
        found[words] = phone.evaluate(_FIND, words)
    assert {words: place for words, place in found.items() if not 0 < place <= FIRST * SCREEN} == {}


def test_no_entry_is_long(phone: Page, site: BuiltSite, root: str) -> None:
    folders = tuple(f"{kind.folder}/" for kind in KINDS)
    entries = [
        page
        for page in site.pages
        if page.locale is Locale.ES and page.address.startswith(folders) and not page.address.endswith("/index")
    ]
    assert len(entries) > 40
    heights = {}
    for page in entries:
        phone.goto(root + page.url)
        heights[page.url] = phone.evaluate("document.documentElement.scrollHeight") / SCREEN
    assert {page: height for page, height in heights.items() if height > MOST} == {}


def test_a_phone_folds_and_a_wide_screen_and_paper_do_not(chromium: Browser, root: str) -> None:
    address = root + url(NOTE, Locale.ES)
    views: tuple[tuple[int, Literal["screen", "print"]], ...] = ((WIDTH, "screen"), (1440, "screen"), (WIDTH, "print"))
    for width, media in views:
        with chromium.new_context(viewport={"width": width, "height": SCREEN}) as context:
            page = context.new_page()
            page.emulate_media(media=media)
            page.goto(address)
            opened = (width, media) != (WIDTH, "screen")
            shown = page.evaluate(_SHOWN, ".kb-entry__main .kb-fold > :is(p, ul, ol, dl:not(.kb-facts))")
            assert len(shown) > 3
            assert set(shown) == {opened}, (width, media)
            assert set(page.evaluate(_SHOWN, ".kb-fold > summary")) == {not opened}


def test_what_a_link_leads_to_unfolds(opened: OpenReader, site: BuiltSite) -> None:
    address = f"{site.folder.as_uri()}/{url(NOTE, Locale.ES)}#figure-haitians-entering-panama-2021"
    with opened(offline=True) as reader:
        reader.open(address)
        assert reader.run("return document.querySelector(':target').checkVisibility({contentVisibilityAuto: true})")


def test_a_call_to_act_fills_in_the_form(phone: Page, root: str) -> None:
    phone.goto(root + url("countries/gt", Locale.ES))
    asking = phone.locator(".kb-fold a[href*='leads=GT']").first
    question = asking.evaluate("link => new URL(link.href).searchParams.get('answers')")
    phone.goto(asking.evaluate("link => link.href"))
    phone.locator("form.kb-form").wait_for(state="attached")
    filled = phone.locator(".kb-form :is(select, input)").evaluate_all("all => all.map(each => each.value)")
    assert {"GT", question} <= set(filled)
