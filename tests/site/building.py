"""Builds sites in subprocesses, as people and CI do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
"""The repository that the tests belong to."""

SITE_URL = "https://example.org/kb/"
"""The site URL of published test sites."""

REPO_URL = "https://github.com/example/kb"
"""The repository URL of published test sites: on GitHub, which Material would query for stars."""

# Variables of the caller's environment that would change the build.
_UNSET = frozenset({"SITE_URL", "REPO_URL", "EDIT_URI", "SOURCE_DATE_EPOCH", "KB_BUILD", "KB_PART"})


def build(
    repository: Path,
    folder: Path,
    driver: str = "mkdocs",
    *,
    config: str = "mkdocs.yml",
    strict: bool = True,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Build the site of a repository.

    Args:
        repository: the folder with the configuration.
        folder: the output folder.
        driver: ``mkdocs`` or ``properdocs``.
        config: the name of the configuration.
        strict: whether a warning is an error.
        environment: variables to set for the build, over those of this process.

    Raises:
        AssertionError: the build failed; the message is its output.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", driver, "build", *(["--strict"] if strict else [])),
            *("-f", str(repository / config), "-d", str(folder)),
        ],
        cwd=repository,
        env={
            **{name: value for name, value in os.environ.items() if name not in _UNSET},
            # Silence Material's notice about MkDocs 2.
            "NO_MKDOCS_2_WARNING": "1",
            **(environment or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{driver} exited with {done.returncode}:\n{done.stdout}"
