"""The search index is a function of the site."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cbor2
import pytest

from knowledge_base.locale import Locale
from knowledge_base.publish.search.order import MARK, order_pieces

URLS = {"es_a": "/b.html", "es_b": "/c.html", "es_c": "/a.html"}


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(MARK + cbor2.dumps(value)))


def _pages(numbers: dict[str, int], *found: str) -> list[Any]:
    """Return the pages of a word as Pagefind writes them: what each says stands for the page's name."""
    ordered = sorted((numbers[page], page) for page in found)
    before = 0
    pages = []
    for number, page in ordered:
        pages.append([number - before, [ord(page[-1])], []])
        before = number
    return pages


def _bundle(folder: Path, pages: Sequence[str], *, turned: bool = False, version: str = "1.5.2") -> Path:
    """Write what Pagefind makes of three pages that it meets in some order."""
    numbers = {page: number for number, page in enumerate(pages)}
    chunk = [["casa", _pages(numbers, *pages), []], ["nin", [], [["niña", _pages(numbers, "es_b", "es_c")]]]]
    values = [["Acuerdo", sorted(numbers[page] for page in ("es_a", "es_c"))], ["Reunión", [numbers["es_b"]]]]
    filters = [["kind", "es_k"], ["year", "es_y"]]
    record = [
        version,
        [[page, 3] for page in pages],
        [["a", "z", "es_1"]],
        filters[:: -1 if turned else 1],
        [],
        ["title"],
    ]
    _write(folder / "index" / "es_1.pf_index", [chunk])
    _write(folder / "filter" / "es_k.pf_filter", ["kind", values[:: -1 if turned else 1]])
    _write(folder / "filter" / "es_y.pf_filter", ["year", []])
    _write(folder / "pagefind.es_1.pf_meta", record)
    (folder / "pagefind-entry.json").write_text(json.dumps({"languages": {"es": {"hash": "es_1"}}}), "utf-8")
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _read(path: Path) -> Any:
    return cbor2.loads(gzip.decompress(path.read_bytes())[len(MARK) :])


def test_the_order_in_which_pages_are_met_makes_no_difference(tmp_path: Path) -> None:
    one = _bundle(tmp_path / "one", ["es_a", "es_b", "es_c"])
    other = _bundle(tmp_path / "other", ["es_c", "es_b", "es_a"], turned=True)
    assert _contents(one) != _contents(other)
    for bundle in (one, other):
        order_pieces(bundle, Locale.ES, URLS)
    assert _contents(one) == _contents(other)


def test_pages_keep_what_is_said_of_them(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, ["es_a", "es_b", "es_c"])
    order_pieces(bundle, Locale.ES, URLS)
    name = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))["languages"]["es"]["hash"]
    _, pages, chunks, filters, *_ = _read(bundle / f"pagefind.{name}.pf_meta")
    assert [page for page, _ in pages] == ["es_c", "es_a", "es_b"]
    ((casa, nin),) = _read(bundle / "index" / f"{chunks[0][2]}.pf_index")
    assert casa == ["casa", [[0, [ord("c")], []], [1, [ord("a")], []], [1, [ord("b")], []]], []]
    assert nin == ["nin", [], [["niña", [[0, [ord("c")], []], [2, [ord("b")], []]]]]]
    assert _read(bundle / "filter" / f"{dict(filters)['kind']}.pf_filter") == [
        "kind",
        [["Acuerdo", [0, 1]], ["Reunión", [2]]],
    ]
    assert len(list(bundle.rglob("*.pf_*"))) == 4


def test_an_index_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"Pagefind 2\.0"):
        order_pieces(_bundle(tmp_path / "later", ["es_a", "es_b", "es_c"], version="2.0"), Locale.ES, URLS)
    bundle = _bundle(tmp_path / "more", ["es_a", "es_b", "es_c"])
    meta = bundle / "pagefind.es_1.pf_meta"
    _write(meta, [*_read(meta), "more"])
    with pytest.raises(ValueError, match=r"Pagefind 1\.5"):
        order_pieces(bundle, Locale.ES, URLS)
    meta.write_bytes(gzip.compress(b"other"))
    with pytest.raises(ValueError, match="no piece"):
        order_pieces(bundle, Locale.ES, URLS)
