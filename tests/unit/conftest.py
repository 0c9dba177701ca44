"""Fixtures of the unit tests: git without the user's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def no_git_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Isolate git from the caller's configuration and environment, in which a hook would set its repository."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
