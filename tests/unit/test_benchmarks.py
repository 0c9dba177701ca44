from __future__ import annotations

import gzip
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.build import PROJECT, exponent
from benchmarks.corpus import write_repository
from benchmarks.serving import served
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS

SIZE = 60


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def test_a_synthetic_repository_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    write_repository(PROJECT, tmp_path, SIZE)
    checked = check_content(tmp_path)
    assert [str(problem) for problem in checked.problems] == []
    assert len(checked.catalogue.entries) == SIZE
    assert all(set(entry.versions) == set(Locale) for entry in checked.catalogue.entries)
    assert all(checked.catalogue.of_kind(kind) for kind in KINDS)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_repository(PROJECT, tmp_path / name, SIZE, seed)
    assert _files(tmp_path / "a") == _files(tmp_path / "b")
    assert _files(tmp_path / "a") != _files(tmp_path / "c")


def test_the_exponent_is_that_of_the_growth() -> None:
    assert exponent([1, 10, 100], [2, 20, 200]) == pytest.approx(1)
    assert exponent([1, 10, 100], [2, 200, 20_000]) == pytest.approx(2)


def test_what_is_sent_for_a_search_is_counted_once_and_until_its_result(tmp_path: Path) -> None:
    text = b"a" * 1000
    for name in ("page.html", "search/index.json", "search/piece.pf_index", "search/later.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    with served(tmp_path) as (root, sent):
        for name in ("page.html", "search/index.json", "search/index.json", "search/piece.pf_index"):
            with urlopen(root + name) as answer:  # noqa: S310 - our own server
                answer.read()
        found = time.time()
        with urlopen(f"{root}search/later.js") as answer:  # noqa: S310 - our own server
            assert gzip.decompress(answer.read()) == text
        compressed = len(gzip.compress(text, 6))
        assert sent.of_search(found) == (compressed + 1000, 2000)
        assert sent.of_search(time.time()) == (2 * compressed + 1000, 3000)
