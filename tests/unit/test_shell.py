"""What surrounds every page, made and rendered without MkDocs; the names and the colours that it is published with."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from markupsafe import Markup

from knowledge_base.assemble.addresses import NOT_FOUND
from knowledge_base.locale import Locale
from knowledge_base.publish.site.assets import hashed_name, published_names
from knowledge_base.publish.site.policy import POLICY
from knowledge_base.render.templates import OVERRIDES, render_shell, search_box_script
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.imprint import Imprint
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.shell import (
    FIRST_SCRIPT,
    LATE_STYLE,
    PRINT_STYLE,
    STYLES,
    Contents,
    Settings,
    search_box,
    shell,
)
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import valid_catalogue

ROOT = Path(__file__).parents[2]
HOME = "https://example.org/kb/"
_NOBODY = Imprint(licence=None, contact=None)
CHROMES = {
    page.chrome.url: page.chrome
    for locale in Locale
    for page in plan_pages(site_in(locale, valid_catalogue(), home=HOME))
}
KNOWN = frozenset(chrome.address for chrome in CHROMES.values())
SETTINGS = Settings(
    imprint=_NOBODY,
    name="Knowledge <base>",
    description="All of it",
    home=HOME,
    repository=Link("example/kb", url="https://example.com/kb"),
    edit_home="https://example.com/kb/edit/main/",
    new_file="https://example.com/kb/new/main/",
    policy=POLICY,
    assets=published_names(ROOT / OVERRIDES),
)


def _page(chrome: Chrome, settings: Settings = SETTINGS, contents: tuple[Contents, ...] = ()) -> HtmlElement:
    page = render_shell(ROOT, shell(chrome, settings, KNOWN, contents), Markup("<h1 id='title'>Title</h1>"))
    assert page.startswith("<!doctype html>\n")
    return lxml_html.document_fromstring(page)


def test_the_shell_says_what_the_page_is() -> None:
    page = _page(CHROMES["en/practices/hotline.html"])
    assert page.get("lang") == "en"
    assert page.findtext("head/title") == "Hotline - Knowledge <base>"
    assert page.xpath("//head/link[@rel='canonical']/@href") == [f"{HOME}en/practices/hotline.html"]
    assert page.xpath("//head/link[@rel='alternate'][@hreflang]/@href") == [
        f"{HOME}practices/hotline.html",
        f"{HOME}en/practices/hotline.html",
    ]
    assert page.xpath("//main//h1/text()") == ["Title"]
    assert page.xpath("//a[@rel='edit']/@href") == [f"{SETTINGS.edit_home}docs/en/practices/hotline.md"]
    assert page.xpath("//a[@aria-current]/@href") == ["index.html"]


def test_the_policy_is_said_before_anything_is_fetched_and_not_in_a_preview() -> None:
    chrome = CHROMES["index.html"]
    charset, policy, *_ = _page(chrome).find("head")
    assert charset.get("charset") == "utf-8"
    assert (policy.get("http-equiv"), policy.get("content")) == ("Content-Security-Policy", POLICY)
    assert _page(chrome, replace(SETTINGS, policy="")).xpath("//meta[@http-equiv]") == []


def test_what_nobody_has_set_is_not_named() -> None:
    page = _page(
        CHROMES["practices/hotline.html"],
        Settings(imprint=_NOBODY, name="x", description="y", assets={}),
    )
    assert page.xpath("//link[@rel='canonical'] | //a[@rel='edit'] | //script[@data-new-file]") == []
    assert page.xpath("//head/link[@rel='alternate'][@hreflang]/@href") == [
        "hotline.html",
        "../en/practices/hotline.html",
    ]
    assert [link for link in page.xpath("//@href") if "://" in link] == []


@pytest.mark.parametrize(
    ("url", "root"),
    [("index.html", "./"), ("en/index.html", "../"), ("en/practices/hotline.html", "../../"), ("404.html", "/kb/")],
)
def test_scripts_find_the_root_from_every_page(url: str, root: str) -> None:
    page = _page(CHROMES[url])
    assert {*page.xpath("//script/@data-root")} == {root}
    assert all(source.startswith(root.removeprefix("./")) for source in page.xpath("//script/@src"))


@pytest.mark.parametrize("locale", Locale)
def test_the_error_page_works_at_any_address(locale: Locale) -> None:
    chrome = next(chrome for chrome in CHROMES.values() if chrome.address == NOT_FOUND and chrome.locale is locale)
    page = _page(chrome)
    assert page.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//head/link[@rel='canonical' or @rel='alternate']") == []
    inside = [link for link in page.xpath("//@href | //@src") if "://" not in link and not link.startswith("#")]
    assert all(link.startswith("/kb/") for link in inside)
    assert page.xpath("//a[@hreflang]/@href") == [f"/kb/{'en/' if locale is Locale.ES else ''}index.html"]


def test_the_contents_list_has_two_levels_and_the_front_page_none() -> None:
    contents = (Contents(id="a", title="<A>", items=(Contents(id="b", title="B"),)), Contents(id="c", title="C"))
    page = _page(CHROMES["practices/hotline.html"], contents=contents)
    assert page.xpath("//nav[@class='kb-beside']/ul/li/a/text()") == ["<A>", "C"]
    assert page.xpath("//nav[@class='kb-beside']/ul/li/ul/li/a/@href") == ["#b"]
    assert _page(CHROMES["index.html"], contents=contents).xpath("//nav[@class='kb-beside']") == []


def test_style_sheets_and_programs_carry_the_hash_of_what_is_in_them_and_data_does_not() -> None:
    page = _page(CHROMES["explore.html"])
    fetched = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    hashed = [name for name in fetched if re.search(r"^assets/.*\.[0-9a-f]{8}\.(css|js)$", name)]
    assert {name for name in fetched if name not in hashed} == {
        *("about-this-copy.js", "assets/javascripts/search-box.es.js"),
        *(name for name in CHROMES["explore.html"].scripts if "assets/" not in name),
    }
    assert {FIRST_SCRIPT, LATE_STYLE, PRINT_STYLE, *STYLES} <= SETTINGS.assets.keys()
    for name, published in SETTINGS.assets.items():
        assert published == hashed_name(name, (ROOT / OVERRIDES / name).read_bytes())
    assert hashed_name("a/b.css", b"1") == "a/b.6b86b273.css"


@pytest.mark.parametrize("locale", Locale)
def test_the_search_box_is_a_script_in_the_language_of_the_page(locale: Locale) -> None:
    script = search_box_script(ROOT, locale)
    assert ("Buscar" in script) is (locale is Locale.ES)
    assert f'data-other-locale=\\"{locale.other}\\"' in script
    assert search_box(locale) in shell(CHROMES["index.html"], SETTINGS, KNOWN).scripts or locale is Locale.EN


def test_browsers_that_know_no_colours_for_both_schemes_get_those_of_daylight() -> None:
    sheet = (ROOT / OVERRIDES / "assets/stylesheets/knowledge-base.css").read_text("utf-8")
    root, _, older = sheet.partition("@supports not (color: light-dark(#fff, #000))")
    both = dict(re.findall(r"(--kb-[\w-]+): light-dark\((#\w+), #\w+\);", root))
    assert len(both) > 15
    assert dict(re.findall(r"(--kb-[\w-]+): (#\w+);", older.partition("}\n\n")[0])) == both
