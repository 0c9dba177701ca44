"""A build with a memory comes to the bytes of one without, whatever was edited in between."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.memory.code import code_digest
from knowledge_base.memory.store import Memory, Store, remembered
from knowledge_base.processes import in_shares
from knowledge_base.progress import Progress
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.whole import Published, SiteSource, publish_site
from knowledge_base.render.templates import OVERRIDES
from knowledge_base.view.parts.imprint import imprint_of
from knowledge_base.view.parts.shell import Settings
from knowledge_base.view.parts.site import site_in
from tests.unit.edits import EDITS, Edit, copy, retitled

ROOT = Path(__file__).parents[2]
HOTLINE = Path("docs/es/practices/hotline.md")


@dataclass
class Project:
    """A repository, its site, and what may change besides its files."""

    root: Path
    name: str = "Name"
    revision: str = "one"
    told: list[str] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def memory(self) -> Path:
        return self.root / "memory.sqlite"

    def warm(self, workers: int = 1) -> Published:
        """Build with what the build before has left."""
        with remembered(self.memory, code_digest(self.root / OVERRIDES), self.told.append) as memory:
            return self._publish(self.site, memory, workers)

    def clean(self) -> Path:
        """Build without, and return where."""
        folder = self.root / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        self._publish(folder, Memory(), 1)
        return folder

    def _publish(self, folder: Path, memory: Memory, workers: int) -> Published:
        static = self.root / "static"
        shutil.rmtree(static, ignore_errors=True)
        (static / "assets").mkdir(parents=True)
        (static / "assets/fixed.css").write_text("p{}", "utf-8")
        checked = check_content(self.root)
        named = {
            locale: Settings(
                name=f"{self.name} {locale}",
                description="",
                imprint=imprint_of(checked.publisher, locale),
                assets={},
            )
            for locale in Locale
        }
        source = SiteSource(
            root=self.root,
            sites=tuple(site_in(locale, checked.catalogue) for locale in Locale),
            settings=named,
            about=About(checked.catalogue.content_date(), self.revision),
            licensed=False,
            scripts={"assets/made.js": "made"},
        )
        return publish_site(source, static, folder, memory, workers, Progress())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _assert_same(project: Project) -> None:
    warm, clean = _files(project.site), _files(project.clean())
    assert {name for name in warm.keys() | clean.keys() if warm.get(name) != clean.get(name)} == set()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    with copy() as folder:
        shutil.copytree(folder, tmp_path / "project")
    shutil.copytree(ROOT / OVERRIDES, tmp_path / "project" / OVERRIDES)
    return Project(tmp_path / "project")


def test_a_build_that_was_cut_off_leaves_no_site_that_says_it_is_whole(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    class CutOffError(BaseException):
        pass

    about, replace_ = project.site / ABOUT_FILE, Path.replace
    project.warm()
    names: list[str] = []

    def counted(path: Path, target: Path, end: int = 0) -> Path:
        names.append(Path(target).name)
        if len(names) == end:
            raise CutOffError
        return replace_(path, target)

    monkeypatch.setattr(Path, "replace", counted)
    project.revision = "two"
    project.name = "Other"
    project.warm()
    assert names[-1] == ABOUT_FILE
    count = len(names)
    for end in (count // 2, count):
        names.clear()
        project.revision = project.name = f"Cut off at {end}"
        monkeypatch.setattr(Path, "replace", partialmethod(counted, end=end))
        with pytest.raises(CutOffError):
            project.warm()
        assert not about.exists()
    monkeypatch.undo()
    project.warm()
    assert about.exists()
    _assert_same(project)


def test_a_memory_that_cannot_be_written_is_told_and_the_site_is_whole(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "save", full)
    project.warm()
    assert project.told == [f"{project.memory} can't be written: database or disk is full"]
    assert (project.site / ABOUT_FILE).exists()


Change = Callable[[Project], object]


def _edited(edit: Edit) -> Change:
    return lambda project: edit(project.root)


def _output(which: int, change: Callable[[Path], object]) -> Change:
    def to_output(project: Project) -> None:
        files = sorted(path for path in project.site.rglob("*") if path.is_file())
        change(files[which % len(files)])

    return to_output


def _template(word: str) -> Change:
    def to_template(project: Project) -> None:
        with (project.root / OVERRIDES / "pages/term.html").open("a", encoding="utf-8") as file:
            file.write(word)

    return to_template


_WORDS = st.sampled_from(["uno", "dos", "tres"])
_CHANGES: st.SearchStrategy[Change] = st.one_of(
    EDITS.map(_edited),
    EDITS.map(_edited),
    st.builds(_output, st.integers(0, 10_000), st.sampled_from([Path.unlink, lambda path: path.write_bytes(b"x")])),
    _WORDS.map(lambda word: lambda project: setattr(project, "name", word)),
    _WORDS.map(lambda word: lambda project: setattr(project, "revision", word)),
    _WORDS.map(lambda word: lambda project: (project.site / f"{word}.html").write_text(word, "utf-8")),
    _WORDS.map(_template),
    st.just(lambda project: project.memory.unlink()),
)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=st.lists(_CHANGES, min_size=3, max_size=5))
def test_a_build_with_a_memory_comes_to_the_bytes_of_one_without(
    changes: list[Change], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("warm") / "project"
    with copy() as valid:
        shutil.copytree(valid, folder)
    shutil.copytree(ROOT / OVERRIDES, folder / OVERRIDES)
    project = Project(folder)
    project.warm()
    for change in changes:
        change(project)
        project.warm()
    _assert_same(project)
    shutil.rmtree(folder)


def test_what_is_right_is_left_alone(project: Project) -> None:
    first = project.warm(workers=2)
    assert (first.made, project.told) == (first.pages, [])
    _assert_same(project)
    before = {path: path.stat().st_mtime_ns for path in project.site.rglob("*.html")}
    assert project.warm().made == 0
    assert {path: path.stat().st_mtime_ns for path in project.site.rglob("*.html")} == before


def test_a_title_makes_the_pages_that_show_it_and_no_others(project: Project) -> None:
    pages = project.warm().pages
    before = _files(project.site)
    retitled(HOTLINE, "uno")(project.root)
    made = project.warm().made
    now = _files(project.site)
    changed = {name for name in now if name.endswith(".html") and now[name] != before.get(name)}
    assert "practices/hotline.html" in changed
    assert len(changed) <= made < pages
    assert {"glossary.html", "field-guide.html", "en/glossary.html"}.isdisjoint(changed)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (x)")


@pytest.mark.parametrize("damage", [_truncated, _foreign, lambda path: path.write_text("no database", "utf-8")])
def test_a_memory_that_is_none_is_told_in_a_line_and_replaced(
    project: Project, damage: Callable[[Path], object]
) -> None:
    pages = project.warm().pages
    damage(project.memory)
    assert project.warm().made == pages
    (line,) = project.told
    assert line.startswith(f"{project.memory} is not used: ")
    assert "\n" not in line
    assert project.warm().made == 0
    assert project.told == [line]


def test_a_memory_of_other_code_is_not_used(project: Project) -> None:
    pages = project.warm().pages
    with closing(sqlite3.connect(project.memory)) as connection, connection:
        # Other code may have had other tables.
        connection.execute("DROP TABLE asked")
        connection.execute("ALTER TABLE pages ADD COLUMN more")
    _template("x")(project)
    assert project.warm().made == pages
    assert len(project.told) == 1
    assert project.warm().made == 0


def test_a_memory_that_another_build_holds_is_not_used(project: Project) -> None:
    pages = project.warm().pages
    holder = sqlite3.connect(project.memory, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert project.warm().made == pages
    holder.close()
    assert ["locked" in line for line in project.told] == [True]
    assert project.warm().made == 0


def test_a_memory_that_can_not_be_written_is_not_used(project: Project) -> None:
    project.memory.mkdir()
    first = project.warm()
    assert first.made == first.pages
    assert len(project.told) == 1


@pytest.mark.parametrize("workers", [1, 2, 3, 9])
def test_shares_come_back_in_their_order(workers: int) -> None:
    assert [number for share in in_shares(list, range(7), workers) for number in share] == list(range(7))


def test_an_error_in_a_share_is_raised_as_it_is() -> None:
    def fail(share: object) -> None:
        if 6 in share:  # type: ignore[operator]
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        in_shares(fail, range(7), 3)
