"""Pictures and data for pages that are shared: the same bytes each time, kept between builds, where they are due."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from knowledge_base.locale import Locale
from knowledge_base.memory.store import Memory
from knowledge_base.model.kinds import SORTS
from knowledge_base.publish.site.share_pictures import write_share_pictures
from knowledge_base.view.pages.entry import entry_chrome
from knowledge_base.view.pages.home import home_chrome
from knowledge_base.view.parts.share import ANY_PAGE, SHARE_SIZE, share_of
from knowledge_base.view.parts.site import site_in
from tests.unit.catalogues import copy_of, valid_catalogue
from tools.catalogue import ROOT

VALID = valid_catalogue()
NAMES = {f"share/{sort}.{locale}.png" for sort in (*(sort.name for sort in SORTS), ANY_PAGE) for locale in Locale}


def test_there_is_one_picture_a_sort_and_language_of_the_size_that_other_sites_show(tmp_path: Path) -> None:
    assert write_share_pictures(ROOT, tmp_path, Memory()) == NAMES
    pictures = {name: (tmp_path / name).read_bytes() for name in NAMES}
    assert len(set(pictures.values())) == len(NAMES)
    for data in pictures.values():
        with Image.open(BytesIO(data)) as picture:
            assert (picture.format, picture.size) == ("PNG", SHARE_SIZE)
            # The emblem and the letters stand out from the ground, and nothing touches the edge.
            assert len(picture.convert("RGB").getcolors(256) or ()) > 3
            assert len({picture.convert("RGB").getpixel((x, 5)) for x in range(0, SHARE_SIZE[0], 10)}) == 1
            assert len({picture.convert("RGB").getpixel((SHARE_SIZE[0] - 40, y)) for y in range(SHARE_SIZE[1])}) == 1
    again = tmp_path / "again"
    write_share_pictures(ROOT, again, Memory())
    assert {name: (again / name).read_bytes() for name in NAMES} == pictures


def test_a_picture_is_drawn_again_only_if_it_is_not_there_as_it_was_written(tmp_path: Path) -> None:
    memory = Memory()
    write_share_pictures(ROOT, tmp_path, memory)
    before = {name: (tmp_path / name).stat().st_ino for name in NAMES}
    (tmp_path / "share/meeting.es.png").write_bytes(b"changed")
    write_share_pictures(ROOT, tmp_path, memory)
    changed = {name for name in NAMES if (tmp_path / name).stat().st_ino != before[name]}
    assert changed <= {"share/meeting.es.png"}
    assert (tmp_path / "share/meeting.es.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("locale", Locale)
def test_an_entry_is_an_article_with_the_picture_of_its_sort_and_another_page_is_not(locale: Locale) -> None:
    site = site_in(locale, VALID, home="https://example.org/")
    entry, home = share_of(entry_chrome(site, VALID.by_id["hotline"])), share_of(home_chrome(site))
    sort = VALID.by_id["hotline"].sort.name
    assert (entry.type, entry.picture) == ("article", f"share/{sort}.{locale}.png")
    assert (home.type, home.picture) == ("website", f"share/page.{locale}.png")
    territories = {Locale.ES: "es_MX", Locale.EN: "en_GB"}
    assert (home.locale, home.others) == (territories[locale], (territories[locale.other],))


def test_an_entry_that_is_not_translated_is_shared_in_its_own_language() -> None:
    hotline = VALID.by_id["hotline"]
    original = copy_of(hotline, "hotline")
    object.__setattr__(original, "versions", {hotline.original: original.versions[hotline.original]})
    share = share_of(entry_chrome(site_in(hotline.original.other, VALID), original))
    assert (share.locale, share.others) == ({Locale.ES: "es_MX", Locale.EN: "en_GB"}[hotline.original], ())
