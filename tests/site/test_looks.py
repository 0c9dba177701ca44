"""``make looks`` compares pictures of two sites, here of small ones and of a page of the real one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import lxml.html
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from knowledge_base.locale import Locale
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tools.looks.__main__ import look_at
from tools.looks.compare import difference
from tools.looks.report import INDEX, replace, write
from tools.looks.revision import RevisionError, built
from tools.sample import one_of_each
from tools.views import View

_VIEW = View("dark", 360)
_SIZE = (40, 30)


def _picture(*boxes: tuple[int, int, int, int], shade: int = 0, size: tuple[int, int] = _SIZE) -> bytes:
    """Return a white picture with boxes of a shade of grey, of which the corners belong to them."""
    picture = Image.new("RGB", size, "white")
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=(shade, shade, shade))
    content = BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def test_a_plain_difference_is_counted_and_shown_in_red() -> None:
    found = difference(_picture(), _picture((10, 7, 11, 9)))
    assert found is not None
    assert (found.pixels, found.share, found.top) == (6, 6 / 1200, 7)
    shown = Image.open(BytesIO(found.picture))
    assert [shown.getpixel((column, 7)) for column in (9, 10, 12)] == [(255, 255, 255), (224, 0, 32), (255, 255, 255)]


@pytest.mark.parametrize(
    ("boxes", "pixels"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([(0, 3, 39, 4), (5, 10, 8, 13)], 0, id="thin lines and specks"),
        pytest.param([(5, 10, 14, 19)], 100, id="a patch"),
    ],
)
def test_a_faint_difference_counts_where_it_covers_a_patch(boxes: list[tuple[int, int, int, int]], pixels: int) -> None:
    found = difference(_picture(), _picture(*boxes, shade=250))
    assert (found.pixels if found else 0) == pixels


def test_what_one_picture_has_more_of_differs() -> None:
    taller = _picture(size=(40, 35))
    for before, after in ((_picture(), taller), (taller, _picture())):
        found = difference(before, after)
        assert found is not None
        assert (found.pixels, found.top) == (200, 30)


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Return an earlier and a later site, of three pages each, of which they share two."""
    pages = {"same": "lime", "other": "red", "gone": "red"}, {"same": "lime", "other": "blue", "new": "blue"}
    for folder, colours in zip(("before", "after"), pages, strict=True):
        for name, colour in colours.items():
            page = tmp_path / folder / "en" / f"{name}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"<!doctype html><title>{name}</title><body style='background: {colour}'>", "utf-8")
    return tmp_path / "before", tmp_path / "after"


def test_the_report_shows_what_looks_different(sites: tuple[Path, Path], tmp_path: Path, chromium: Browser) -> None:
    before, after = sites
    report = tmp_path / "report"
    pages = [f"en/{name}.html" for name in ("same", "other", "new", "gone")]
    looks = list(look_at(chromium, report, before, after, pages, [_VIEW]))
    assert [str(look) for look in looks] == [
        "en/same.html (dark, 360): the same",
        "en/other.html (dark, 360): 324000 pixels differ (100.00%), from 0 px down",
        "en/new.html (dark, 360): a new page",
        "en/gone.html (dark, 360): the page is gone",
    ]
    assert [look.differs for look in looks] == [False, True, True, True]
    write(report, looks, "main~3 <b>")
    page = lxml.html.parse(report / INDEX)
    assert page.xpath("string(//h1)") == "What looks different since main~3 <b>"
    shown = {
        row.xpath("string(h2)").partition(" ")[0]: [Path(source).parts[0] for source in row.xpath(".//img/@src")]
        for row in page.xpath("//section")
    }
    assert shown == {
        "en/other.html": ["before", "after", "difference"],
        "en/new.html": ["after"],
        "en/gone.html": ["before"],
    }
    files = {path.relative_to(report).as_posix() for path in report.rglob("*.png")}
    assert set(page.xpath("//img/@src")) == set(page.xpath("//a/@href")) == files


def test_without_a_revision_every_picture_is_shown(site: BuiltSite, tmp_path: Path, chromium: Browser) -> None:
    (look,) = look_at(chromium, tmp_path / "new", None, site.folder, ["en/index.html"], [_VIEW])
    write(tmp_path / "new", [look], "")
    replace(tmp_path / "report", tmp_path / "new")
    (source,) = lxml.html.parse(tmp_path / "report" / INDEX).xpath("//img/@src")
    with Image.open(tmp_path / "report" / source) as picture:
        width, height = picture.size
    assert (look.differs, width) == (False, 360)
    assert 900 < height <= 6000


def test_a_page_of_the_site_looks_like_itself(site: BuiltSite, tmp_path: Path, chromium: Browser) -> None:
    looks = list(look_at(chromium, tmp_path, site.folder, site.folder, ["meetings/index.html"], [_VIEW]))
    assert [look.verdict for look in looks] == ["the same"]
    assert list(tmp_path.iterdir()) == []


def test_a_revision_that_git_does_not_know_is_named() -> None:
    with pytest.raises(RevisionError, match="git knows no revision nowhere"), built(REPOSITORY, "nowhere"):
        pass


def test_the_sample_has_a_page_of_each_folder_in_either_language(site: BuiltSite) -> None:
    spanish, english = (one_of_each(site.folder, locale) for locale in Locale)
    assert {"index.html", "404.html", "topics/index.html"} <= {*spanish}
    assert {f"en/{page}" for page in spanish if "/" not in page} <= {*english}
    folders = {page.split("/")[0] for page in spanish if "/" in page}
    assert {page.split("/")[1] for page in english if page.count("/") > 1} == folders
    assert {"briefs", "concept-notes", "meetings"} < folders
