"""Addresses that were published lead somewhere for ever: the file of them, the pages and the file for hosts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html

from knowledge_base.assemble.address_book import address_book_text, load_address_book, page_addresses, redirects
from knowledge_base.assemble.addresses import ANSWERS, numbered_address
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.locale import Locale
from knowledge_base.model.address_book import AddressBook, Moved
from knowledge_base.publish.site.sitemap import sitemap
from knowledge_base.render.templates import render, render_shell
from knowledge_base.view.parts.shell import shell
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import valid_catalogue
from tests.unit.repository import make_repository
from tests.unit.test_shell import KNOWN, SETTINGS

ROOT = Path(__file__).parents[2]
_MOVED = {"practices/help-line": "practices/hotline"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal ask for English."""
    monkeypatch.setenv("LANGUAGE", "en")


def test_the_addresses_of_a_site_are_those_of_its_pages() -> None:
    catalogue = valid_catalogue()
    planned = {page.chrome.address for page in plan_pages(site_in(Locale.ES, catalogue))}
    assert page_addresses(catalogue) == planned - ANSWERS


def test_our_own_addresses_are_all_in_the_book() -> None:
    """Each was deployed with a push to main, whether or not there was a release."""
    book, _, problems = load_address_book(ROOT)
    assert problems == ()
    assert page_addresses(check_content(ROOT).catalogue) <= {*book.published}
    assert not any(numbered_address("", 2) in address for address in book.published)


def test_what_somebody_named_leads_where_the_book_says_and_what_is_made_leads_on_by_itself() -> None:
    book = AddressBook(
        published=("about", "briefs/mx/gone", "briefs/xx/gone", "practices/lost", "years/1900"),
        moved=(Moved(old="practices/help-line", new="practices/hotline"), Moved(old="practices/x", new="practices/y")),
    )
    led = redirects(book, valid_catalogue())
    assert led == {
        "briefs/mx/gone": "countries/mx",
        "briefs/xx/gone": "index",
        "practices/help-line": "practices/hotline",
    } | {address: "years/index" for address in ("years/1900",) if "years/index" in page_addresses(valid_catalogue())}


@pytest.mark.parametrize("locale", Locale)
def test_the_page_of_a_moved_address_leads_on_and_is_not_for_search_engines(locale: Locale) -> None:
    site = site_in(locale, replace(valid_catalogue(), moved=_MOVED), home="https://example.org/kb/")
    (page,) = (page for page in plan_pages(site) if page.chrome.address in _MOVED)
    composed = render(ROOT, page.view(), None)
    text = render_shell(ROOT, shell(page.chrome, SETTINGS, KNOWN, ()), composed.html)
    tree = lxml_html.document_fromstring(text)
    folder = "" if locale is Locale.ES else "en/"
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=hotline.html"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/kb/{folder}practices/hotline.html"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//article//a/@href") == ["hotline.html"]
    assert not tree.xpath("//*[@data-searched]")
    assert "help-line" not in sitemap([page.chrome], "https://example.org/kb/")


def _kb(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["addresses", "--root", str(root), *arguments], prog_name="kb")
    return result.exit_code, result.output


def test_the_command_adds_what_is_new_and_keeps_what_was_there(tmp_path: Path) -> None:
    book = "# ours\npublished: [practices/help-line]\nmoved: [{old: practices/help-line, new: practices/hotline}]\n"
    make_repository(tmp_path, {"add": {"addresses.yml": book}})
    pages = page_addresses(check_content(tmp_path).catalogue)
    assert _kb(tmp_path) == (0, f"{len(pages)} addresses added\n")
    after, _, problems = load_address_book(tmp_path)
    assert problems == ()
    assert {*after.published} == pages | {"practices/help-line"}
    assert [(one.old, one.new) for one in after.moved] == [("practices/help-line", "practices/hotline")]
    assert (tmp_path / "addresses.yml").read_text("utf-8") == address_book_text(after, ())
    assert _kb(tmp_path) == (0, "0 addresses added\n")
    assert check_content(tmp_path).problems == ()


def test_what_led_to_a_page_that_moves_again_leads_to_its_new_place(tmp_path: Path) -> None:
    book = "moved: [{old: practices/a, new: practices/b}]\n"
    make_repository(tmp_path, {"add": {"addresses.yml": book}})
    assert _kb(tmp_path, "--move", "practices/b", "practices/hotline") == (
        0,
        "practices/b leads to practices/hotline\n",
    )
    assert {(one.old, one.new) for one in load_address_book(tmp_path)[0].moved} == {
        ("practices/a", "practices/hotline"),
        ("practices/b", "practices/hotline"),
    }


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (("practices/hotline", "about"), "practices/hotline has a page, which readers would not see"),
        (("practices/a", "practices/none"), "there is no page practices/none"),
    ],
)
def test_a_move_that_can_not_be_is_refused_and_nothing_is_written(
    move: tuple[str, str], said: str, tmp_path: Path
) -> None:
    make_repository(tmp_path, {})
    code, output = _kb(tmp_path, "--move", *move)
    assert (code, said in output) == (1, True)
    assert not (tmp_path / "addresses.yml").exists()


def test_a_book_with_a_fault_is_not_written_over(tmp_path: Path) -> None:
    make_repository(tmp_path, {"add": {"addresses.yml": "published: [/wrong]\n"}})
    code, output = _kb(tmp_path)
    assert (code, "addresses.yml:1:13" in output) == (1, True)
    assert (tmp_path / "addresses.yml").read_text("utf-8") == "published: [/wrong]\n"
