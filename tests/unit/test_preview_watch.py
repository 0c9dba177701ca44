"""What is changed before a preview watches its files is not lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from knowledge_base.check.run import Checked
from knowledge_base.locale import Locale
from knowledge_base.preview.rebuild import CODE, SETUP
from knowledge_base.preview.session import WATCHED, Session
from knowledge_base.preview.stamps import stamps
from knowledge_base.preview.watch import MOUNTS, Watcher


class _Seen(FileSystemEventHandler):
    """Notes which paths it was told of."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.told = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.paths.append(str(event.src_path))
        self.told.set()


@pytest.fixture
def mounts(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return the table of mounted file systems: as it is, or one that says that all files are remote."""
    if not request.param:
        return MOUNTS
    table = tmp_path / "mounts"
    table.write_text("server:/ / nfs rw 0 0\n", "utf-8")
    return table


@pytest.mark.parametrize("mounts", [False, True], ids=["natively", "polling"], indirect=True)
def test_what_changed_during_the_first_build_is_passed_on(tmp_path: Path, mounts: Path) -> None:
    content, other = tmp_path / "docs", tmp_path / "overrides"
    for folder in (content, other):
        folder.mkdir()
        (folder / "one.md").write_text("as it was read", "utf-8")
    seen = {path: stamps([path]) for path in (content, other)}
    (content / "two.md").write_text("written during the build", "utf-8")
    (other / ".one.md.swp").write_text("put down by an editor", "utf-8")
    watcher, of_content, of_other = Watcher(seen, lambda _: None, Locale.EN, mounts), _Seen(), _Seen()
    watcher.schedule(of_content, str(content))
    watcher.schedule(of_other, str(other))
    watcher.start()
    try:
        assert (of_content.paths, of_other.paths) == ([str(content)], [])
        of_content.told.clear()
        (content / "three.md").write_text("written later", "utf-8")
        assert of_content.told.wait(20)
    finally:
        watcher.stop()
        watcher.join()


def _unreadable() -> Checked:
    raise OSError("there is no content")


@pytest.mark.parametrize("changed", [*SETUP, *CODE])
def test_settings_and_code_that_changed_during_the_first_build_are_seen(tmp_path: Path, changed: str) -> None:
    for name in WATCHED:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("as it was read", "utf-8")
    told: list[str] = []
    session = Session(tmp_path, tmp_path / "site", notebook=None, check=_unreadable, tell=told.append, locale=Locale.EN)
    (tmp_path / changed / "file").write_text("written during the build", "utf-8")

    def build() -> str:
        told.append("built by MkDocs")
        return ""

    rebuild = session.rebuilding(build)
    rebuild()
    expected = "built by MkDocs" if changed in SETUP else "the code has changed"
    assert [line for line in told if expected in line]
    told.clear()
    rebuild()
    assert not [line for line in told if expected in line]
