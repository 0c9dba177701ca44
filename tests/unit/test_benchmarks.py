from __future__ import annotations

import gzip
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from benchmarks.copies import COPIES, Copies, CopyRow, Made, read_copies
from benchmarks.corpus import write_repository
from benchmarks.edits import find_target, sentence, with_text, with_title, with_topic
from benchmarks.hugo import as_goldmark, write_hugo
from benchmarks.processes import HAS_PSS, Cost, measure, tree, tree_cpu
from benchmarks.readme import README, block, with_block
from benchmarks.results import RESULTS, Results, Row, Step, Subject, exponent, growth, read_results, table
from benchmarks.serving import served
from benchmarks.yaml_alone import parse
from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.packs.shelf import CopyForm
from knowledge_base.view.pages.kind_index import KindView
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages

PROJECT = Path(__file__).parents[2]
SIZE = 60


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    write_repository(PROJECT, folder, SIZE)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def test_a_synthetic_repository_has_nothing_wrong_with_it(repository: Path) -> None:
    checked = check_content(repository)
    assert [str(problem) for problem in checked.problems] == []
    assert len(checked.catalogue.entries) == SIZE
    assert all(set(entry.versions) == set(Locale) for entry in checked.catalogue.entries)
    assert all(checked.catalogue.of_kind(kind) for kind in KINDS)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(repository: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        write_repository(PROJECT, tmp_path / name, SIZE, seed)
    assert _files(tmp_path / "a") == _files(repository)
    assert _files(tmp_path / "a") != _files(tmp_path / "b")


def test_yaml_alone_reads_every_file(repository: Path) -> None:
    assert parse(repository) == len(_files(repository)) == 2 * SIZE + len(Locale)


def test_the_list_that_is_watched_has_the_title_that_is_edited(tmp_path: Path) -> None:
    """With more practices than one page holds: or a preview would be waited for in vain."""
    write_repository(PROJECT, tmp_path, 250)
    target = find_target(tmp_path)
    catalogue = check_content(tmp_path).catalogue
    site = site_in(Locale.ES if not target.page.startswith("en/") else Locale.EN, catalogue)
    (page,) = (page for page in plan_pages(site) if page.chrome.url == target.listed)
    view = page.view()
    assert isinstance(view, KindView)
    assert "-page-" in target.listed
    assert target.page in {card.url for group in view.groups for card in group.cards}


def test_each_edit_changes_what_it_says_and_is_right_for_the_check(repository: Path, tmp_path: Path) -> None:
    target = find_target(repository)
    write_repository(PROJECT, tmp_path, SIZE)
    file = tmp_path / target.file
    file.write_text(with_topic(with_title(with_text(file.read_text("utf-8"), 1), 2), target), "utf-8")
    checked = check_content(tmp_path)
    assert {problem.rule for problem in checked.problems} == {"translation-stale"}
    entry = checked.catalogue.by_id[file.stem]
    version = entry.versions[entry.original]
    assert version.body.endswith(f"\n\n{sentence(1)}\n")
    assert str(version.record.title) == sentence(2)
    assert target.other_topic in version.record.topics
    assert target.topic not in version.record.topics


def test_hugo_gets_every_entry_with_its_body_its_terms_and_its_links(repository: Path, tmp_path: Path) -> None:
    catalogue = check_content(repository).catalogue
    write_hugo(tmp_path / "hugo", catalogue)
    content = tmp_path / "hugo/content"
    addresses = {path.relative_to(content / "en").with_suffix("").as_posix() for path in content.glob("en/**/*.md")}
    for entry in catalogue.entries:
        for locale in Locale:
            _, front, body = (content / locale / f"{entry.address}.md").read_text("utf-8").split("---\n", 2)
            data = yaml.safe_load(front)
            version = entry.versions[locale]
            assert body == as_goldmark(version.body) != ""
            assert data["title"] == str(version.record.title)
            assert len(data["facts"]) > 2
            pages = [page for group in data["related"] for page in group["pages"]]
            pages += [value["page"] for fact in data["facts"] for value in fact["values"] if "page" in value]
            pages += [f"/{facet.folder}/{id_}/_index" for facet in INDEXED_FACETS for id_ in data[facet.folder]]
            assert {page.removeprefix("/") for page in pages} <= addresses | {
                address.removesuffix("/_index") for address in addresses
            }


def test_an_admonition_becomes_an_alert() -> None:
    body = 'a\n\n!!! note "Read this"\n\n    one\n    two\n\nb\n'
    assert as_goldmark(body) == "a\n\n> [!NOTE] Read this\n> one\n> two\n\nb\n"
    assert as_goldmark('!!! tip "T"\n\n    one\n\n    two\n') == "> [!TIP] T\n> one\n>\n> two\n"


def test_a_cost_is_that_of_all_processes(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass\n"
    child = f"x = bytearray(60_000_000)\n{burn}"
    parent = (
        f"import subprocess, sys\nx = bytearray(60_000_000)\nsubprocess.run([sys.executable, '-c', {child!r}])\n{burn}"
    )
    cost = measure([sys.executable, "-c", parent], folder=tmp_path)
    assert cost.cpu is not None
    assert cost.memory is not None
    assert cost.cpu >= 0.6
    assert cost.wall >= 0.3
    assert cost.memory > (120_000_000 if HAS_PSS else 60_000_000)


def test_a_program_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be"):
        measure([sys.executable, "-c", "raise SystemExit('it cannot be')"], folder=tmp_path)


@pytest.mark.skipif(not HAS_PSS, reason="there is no /proc")
def test_the_tree_of_a_process_has_its_children() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as process:
        until = time.time() + 30
        while len(tree(process.pid)) < 2 and time.time() < until:
            time.sleep(0.02)
        assert len(tree(process.pid)) == 2
        assert (tree_cpu(process.pid) or 0) > 0
        process.communicate(b"\n")


def test_of_two_rounds_the_shorter_time_and_the_larger_memory_count() -> None:
    one, other = Cost(wall=1, cpu=4, memory=10), Cost(wall=2, cpu=3, memory=20)
    assert one.best(other) == other.best(one) == Cost(wall=1, cpu=3, memory=20)
    assert one.best(Cost(wall=3, cpu=None, memory=None)) == one


def test_the_exponent_is_that_of_the_growth() -> None:
    assert exponent([1, 10, 100], [2, 20, 200]) == pytest.approx(1)
    assert exponent([1, 10, 100], [2, 200, 20_000]) == pytest.approx(2)


def _row(size: int, subject: Subject, wall: float, **more: int) -> Row:
    return Row(
        size=size, subject=subject, search=False, step=Step.COLD, wall=wall, cpu=2 * wall, memory=4_000_000, **more
    )


VERSIONS = dict.fromkeys(("Python", "hugo", "mkdocs", "mkdocs-material", "mkdocs-static-i18n"), "1.0")
SOME = Results(
    cores=2,
    system="Linux x86_64",
    memory="PSS of all processes",
    versions=VERSIONS,
    rounds=1,
    rows=(
        _row(100, Subject.HUGO, 0.5),
        _row(1000, Subject.OURS, 40, pages=5000, html=9_000_000, output=10_000_000, largest=120_000),
        _row(1000, Subject.HUGO, 5),
        _row(100, Subject.OURS, 2),
    ),
)


def _made(form: CopyForm | Made) -> CopyRow:
    """Return a build of 20 seconds, copies of 5 seconds each, and what is saved, which takes none of its own."""
    wall = None if form is Made.SAVED else 20 if form is Made.SITE else 5
    return CopyRow(size=100, form=form, count=2, largest=2_500_000, wall=wall)


MADE = Copies(rows=tuple(_made(form) for form in (*Made, *CopyForm)))


def test_the_file_holds_the_rows_in_one_order(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(SOME.as_json(), "utf-8")
    again = read_results(path)
    assert [(row.size, row.subject) for row in again.rows] == [
        (100, Subject.OURS),
        (100, Subject.HUGO),
        (1000, Subject.OURS),
        (1000, Subject.HUGO),
    ]
    assert again.as_json() == SOME.as_json() == SOME.model_copy(update={"rows": SOME.rows[::-1]}).as_json()
    assert set(again.rows) == set(SOME.rows)


def test_the_table_has_figures_ratios_and_growth() -> None:
    text = table(SOME)
    assert re.search(r"(?m)^  ours: cold +40\.00 +80\.00 +4 +5,000 +9\.0 +10\.0 +120$", text)
    assert re.search(r"(?m)^  ours, cold / Hugo +4\.00 +4\.00 +1\.00$", text)
    assert re.search(r"(?m)^  ours, cold / Hugo +8\.00 +8\.00 +1\.00$", text)
    assert "ours, cold / plain" not in text
    assert growth(SOME, (Subject.OURS, False, Step.COLD)) == pytest.approx(1.30, abs=0.01)
    assert re.search(r"(?m)^  ours: cold +1\.30$", text)


def test_the_readme_has_the_figures_and_their_ratios() -> None:
    lines = block(SOME, MADE).split("\n")
    assert "| first build | 2.0 | 40 |" in lines
    assert "| first build / Hugo | 4.0 | 8.0 |" in lines
    assert "| `kb check` |  |  |" in lines
    # Each copy with its size, and its time beside that of the build; what the build makes has no time of its own.
    assert lines.count("| copy | MB | seconds | ratio |") == 1
    assert "| book (EPUB) | 2.5 | 5.0 | 0.25 |" in lines
    assert "| saved on a device | 2.5 |  |  |" in lines


def test_the_readme_says_what_the_file_holds() -> None:
    text = README.read_text("utf-8")
    assert with_block(text, block(read_results(), read_copies())) == text


def test_the_file_is_written_as_it_is_read() -> None:
    assert read_results().as_json() == RESULTS.read_text("utf-8")
    assert read_copies().as_json() == COPIES.read_text("utf-8")


def test_figures_need_a_place_in_the_readme() -> None:
    with pytest.raises(ValueError, match="have to be there once"):
        with_block("# A title\n", "figures")


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
