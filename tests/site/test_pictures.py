"""Pictures in their pages: with their style sheet, named or left out for screen readers, and with their tables."""

from __future__ import annotations

import csv
import io

from tests.site.built import BuiltPage, BuiltSite

# What is drawn, and the style sheet that has it.
_DRAWN = {
    "kb-chart": "charts",
    "kb-matrix": "matrix",
    "kb-time": "pictures",
    "kb-map": "pictures",
    "kb-trail": "trail",
}


def _has(page: BuiltPage, name: str) -> bool:
    return bool(page.html.xpath("boolean(//*[contains(concat(' ', @class, ' '), $name)])", name=f" {name} "))


def _styled(page: BuiltPage, sheet: str) -> bool:
    return any(page.resolve(link)[0].startswith(f"assets/stylesheets/{sheet}.") for link in page.fetched())


def test_every_picture_is_somewhere(site: BuiltSite) -> None:
    assert [name for name in _DRAWN if not any(_has(page, name) for page in site.pages)] == []


def test_pages_with_pictures_have_their_style_sheet(any_site: BuiltSite) -> None:
    drawn = [(page, name) for page in any_site.pages for name in _DRAWN if _has(page, name)]
    assert drawn
    assert [(page.url, name) for page, name in drawn if not _styled(page, _DRAWN[name])] == []


def test_a_picture_is_named_or_its_words_stand_beside_it(any_site: BuiltSite) -> None:
    assert [
        (page.url, drawn.get("class"))
        for page in any_site.pages
        for drawn in page.html.xpath("//article//svg[not(ancestor::svg)]")
        if drawn.get("aria-hidden") != "true" and not (drawn.get("role") and drawn.get("aria-label"))
    ] == []


def test_every_figure_or_point_of_a_page_is_in_the_table_it_offers(site: BuiltSite) -> None:
    offered = 0
    for page in site.pages:
        for link in page.html.xpath("//article//*[contains(@class, 'kb-file')]/a/@href"):
            offered += 1
            text = (site.folder / page.resolve(str(link))[0]).read_text("utf-8").removeprefix("\ufeff")
            _, *rows = csv.reader(io.StringIO(text, newline=""))
            figures = page.html.xpath("count(//td[contains(concat(' ', @class, ' '), ' kb-figure ')])")
            points = page.html.xpath("count(//li[contains(concat(' ', @class, ' '), ' kb-point ')])")
            assert len(rows) == figures + points > 0, page.url
    assert offered
