"""A check with a memory finds what one without does, whatever was edited in between."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.check import run
from knowledge_base.check.run import Checked, check_content, check_outcome
from knowledge_base.memory.content import CONTENT_MEMORY, ContentMemory, remembered_content
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import row_digest
from tests.unit.edits import CHECKED_EDITS, Edit, copy, retitled

CODE = b"code"
HOTLINE = Path("docs/es/practices/hotline.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with copy() as folder:
        shutil.copytree(folder, tmp_path / "project")
    return tmp_path / "project"


def _remembering(root: Path, told: list[str] | None = None) -> Checked:
    with remembered_content(root, CODE, (told if told is not None else []).append) as memory:
        return check_content(root, memory=memory)


def _told(catalogue: Catalogue) -> dict[str, object]:
    """Return all that a catalogue says, records and bodies too."""
    said: dict[str, object] = {each.name: digest(getattr(catalogue, each.name)) for each in fields(catalogue)}
    for entry in catalogue.entries:
        for locale, version in entry.versions.items():
            page = version.page
            said[f"{entry.id} {locale}"] = (
                version.record,
                version.body,
                version.translation,
                version.stale,
                page.reading,
                (page.body_line, page.body_digest, page.fields_digest, page.source.path),
            )
    return said


def _assert_same(checked: Checked, fresh: Checked) -> None:
    assert checked.problems == fresh.problems
    assert _told(checked.catalogue) == _told(fresh.catalogue)
    assert checked.publisher == fresh.publisher


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(CHECKED_EDITS, min_size=1, max_size=6), kept=st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_check_with_a_memory_finds_what_one_without_does(edits: list[Edit], kept: list[bool]) -> None:
    """The memory is at times passed on in the process, at times read from its file."""
    with copy() as root:
        memory = ContentMemory()
        _assert_same(check_content(root, memory=memory), check_content(root))
        _remembering(root)
        for edit, in_process in zip(edits, kept, strict=False):
            edit(root)
            fresh = check_content(root)
            _assert_same(check_content(root, memory=memory) if in_process else _remembering(root), fresh)
            with remembered_content(root, CODE, pytest.fail) as filed:
                outcome = check_outcome(root, None, filed)
            assert (outcome.problems, outcome.entries) == (fresh.problems, len(fresh.catalogue.entries))


def _count(monkeypatch: pytest.MonkeyPatch, name: str) -> list[object]:
    """Count how often the check calls one of its functions."""
    calls: list[object] = []
    real = getattr(run, name)

    def counted(*given: object) -> object:
        calls.append(given[0])
        return real(*given)

    monkeypatch.setattr(run, name, counted)
    return calls


def test_only_what_an_edit_concerns_is_parsed_and_checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _remembering(root)
    paired, ruled = _count(monkeypatch, "paired"), _count(monkeypatch, "_check_entry")
    entries = len(_remembering(root).catalogue.entries)
    assert ruled == []
    paired.clear()
    retitled(HOTLINE, "uno")(root)
    _remembering(root)
    assert "practices/hotline" in paired
    assert len(paired) < entries / 2
    assert 0 < len(ruled) < entries / 2


def test_a_whole_check_is_remembered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome() -> object:
        with remembered_content(root, CODE, pytest.fail) as memory:
            return check_outcome(root, None, memory)

    first = outcome()
    checks = _count(monkeypatch, "_check")
    assert outcome() == first
    assert checks == []
    (root / "vocabularies/topics.yml").write_text("", "utf-8")
    assert outcome() != first
    assert len(checks) == 1


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE other (x)")


def _changed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE content SET fields_es = cast(replace(fields_es, 'original', 'nothing') AS BLOB)")


def _of_other_code(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE made SET code = x'00'")
        connection.execute("ALTER TABLE content ADD COLUMN more")


def _deep(path: Path) -> None:
    """Write what is too deep for any reader, with the digest that it has to have."""
    with closing(sqlite3.connect(path)) as connection, connection:
        ((_, answers, *rest),) = connection.execute("SELECT asked, answers, outcome, problems, entries FROM made")
        made = [b"[" * 200_000, answers, *rest]
        connection.execute("UPDATE made SET asked = ?, digest = ?", (made[0], row_digest(CODE, made)))


def _no_database(path: Path) -> None:
    path.write_text("no database", "utf-8")


@pytest.mark.parametrize("damage", [_truncated, _foreign, _changed, _of_other_code, _deep, _no_database])
def test_a_memory_that_is_none_is_told_in_a_line_and_replaced(root: Path, damage: Callable[[Path], object]) -> None:
    fresh = _remembering(root)
    told: list[str] = []
    damage(root / CONTENT_MEMORY)
    _assert_same(_remembering(root, told), fresh)
    (line,) = told
    assert line.startswith(f"{root / CONTENT_MEMORY} is not used: ")
    assert "\n" not in line
    _assert_same(_remembering(root, told), fresh)
    assert told == [line]


def test_what_somebody_else_has_written_with_the_right_digests_is_made_anew(root: Path) -> None:
    fresh = _remembering(root)
    with closing(sqlite3.connect(root / CONTENT_MEMORY)) as connection, connection:
        for address, _, *row in connection.execute("SELECT * FROM content").fetchall():
            row[1] = b"[]"
            values = (row[1], row_digest(CODE, row), address)
            connection.execute("UPDATE content SET about = ?, digest = ? WHERE address = ?", values)
    told: list[str] = []
    _assert_same(_remembering(root, told), fresh)
    assert told == []


def test_a_memory_that_can_not_be_written_is_told_in_a_line(root: Path) -> None:
    (root / CONTENT_MEMORY).parent.parent.write_text("a file", "utf-8")
    told: list[str] = []
    _assert_same(_remembering(root, told), check_content(root))
    assert len(told) == 1


def test_two_checks_at_once_leave_a_memory_that_is_right(root: Path) -> None:
    _remembering(root)
    told: list[str] = []
    with remembered_content(root, CODE, told.append) as slow:
        retitled(HOTLINE, "uno")(root)
        check_content(root, memory=slow)
        retitled(HOTLINE, "dos")(root)
        _remembering(root)
    _assert_same(_remembering(root, told), check_content(root))
    assert told == []
