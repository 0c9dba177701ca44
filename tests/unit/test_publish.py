"""What the site is besides its pages."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from knowledge_base.locale import Locale
from knowledge_base.publish.search.index import SearchIndexError, classic_engine
from knowledge_base.publish.search.words import Fragment, known_words, read_fragments, words_script
from knowledge_base.publish.site.sitemap import sitemap
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, valid_catalogue

VALID = valid_catalogue()
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _chromes() -> list[Chrome]:
    """Return what surrounds the pages, one entry being in English only."""
    entry = VALID.by_id["hotline"]
    untranslated = replace(entry, versions={Locale.EN: entry.versions[Locale.EN]})
    catalogue = catalogue_of([untranslated, *(other for other in VALID.entries if other.id != "hotline")])
    return [page.chrome for locale in Locale for page in plan_pages(site_in(locale, catalogue))]


def test_the_sitemap_names_every_page_with_the_other_language_beside_it() -> None:
    tree = etree.fromstring(sitemap(_chromes(), "https://example.org/a&b/").encode())
    found = {
        url.findtext("s:loc", namespaces=NAMES): [link.get("href") for link in url.findall("x:link", NAMES)]
        for url in tree.findall("s:url", NAMES)
    }
    base = "https://example.org/a&b/"
    both = [base + "practices/shelter-network.html", base + "en/practices/shelter-network.html"]
    assert found[both[0]] == found[both[1]] == both
    # Shown in Spanish for want of a translation only: search engines shall find the original.
    assert base + "practices/hotline.html" not in found
    assert found[base + "en/practices/hotline.html"] == []
    assert list(found) == sorted(found, key=str)


def test_the_sitemap_is_empty_where_nobody_knows_the_address_of_the_site() -> None:
    assert len(etree.fromstring(sitemap(_chromes(), "").encode())) == 0


def _bundle(folder: Path, *records: dict[str, object], mark: bytes = b"pagefind_dcd") -> Path:
    (folder / "fragment").mkdir()
    for number, record in enumerate(records):
        data = gzip.compress(mark + json.dumps(record).encode())
        (folder / "fragment" / f"{number}.pf_fragment").write_bytes(data)
    return folder


def test_the_words_of_the_search_come_commonest_first(tmp_path: Path) -> None:
    bundle = _bundle(
        tmp_path,
        {"url": "a.html", "content": "Migración y migración en la frontera", "meta": {"names": "Border, Frontera"}},
        {"url": "b.html", "content": "La MIGRACION de 2021", "meta": {"aliases": "Migration"}},
    )
    fragments = list(read_fragments(bundle))
    assert fragments[0] == Fragment(
        id="0", url="a.html", content="Migración y migración en la frontera", names="Border, Frontera "
    )
    words = known_words(fragments)
    assert words == ("migracion", "frontera", "border", "migration")
    assert words_script(words[:1], Locale.ES) == '(window.rcmWords??={})["es"]="migracion";\n'


def test_a_fragment_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no fragment"):
        list(read_fragments(_bundle(tmp_path, {}, mark=b"other")))


def test_the_engine_of_the_search_becomes_a_classic_script() -> None:
    exports = "createInstance,debouncedSearch,destroy,filters,init,mergeIndex,options,preload,search"
    module = f"let a=import.meta.url;await asyncSleep(50);export{{{exports}}};"
    script = classic_engine(module)
    assert script.startswith("window.rcmPagefind=function(fetch){let a=undefined;await asyncSleep(4);")
    with pytest.raises(SearchIndexError):
        classic_engine("export{createInstance};")
    with pytest.raises(SearchIndexError):
        classic_engine(module.replace("(50)", "(60)"))
