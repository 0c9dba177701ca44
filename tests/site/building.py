"""Builds of sites, in processes of their own, as people and CI start them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
"""The repository that the tests belong to."""

SITE_URL = "https://example.org/kb/"
"""Where the tests pretend that the site is published."""

REPO_URL = "https://github.com/example/kb"
"""Where the tests pretend that the repository is: with a host that the theme would like to ask for its stars."""

# What the shell of whoever runs the tests may say of places and days.
_UNSET = frozenset({"SITE_URL", "REPO_URL", "EDIT_URI", "SOURCE_DATE_EPOCH", "KB_BUILD"})


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
        folder: where the site goes.
        driver: ``mkdocs`` or ``properdocs``.
        config: the name of the configuration.
        strict: whether a warning is an error.
        environment: variables to set for the build, over those of this process.

    Raises:
        AssertionError: the build did not exit with 0; the message is what it said.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", driver, "build", *(["--strict"] if strict else [])),
            *("-f", str(repository / config), "-d", str(folder)),
        ],
        cwd=repository,
        env={
            **{name: value for name, value in os.environ.items() if name not in _UNSET},
            # Material's notice on MkDocs 2 is none of the site's.
            "NO_MKDOCS_2_WARNING": "1",
            **(environment or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{driver} exited with {done.returncode}:\n{done.stdout}"
