"""What tests of several modules ask for: that git is left alone by whoever runs them."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def no_git_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep out what the git of whoever runs the tests is told: a hook names its repository in the environment."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
