"""The three checks; each runs a program from npm that prints errors with file and line."""

from __future__ import annotations

from pathlib import Path

from tools.npm import node, packages

HERE = Path(__file__).parent
OVERRIDES = HERE.parents[1] / "overrides"
ASSETS = OVERRIDES / "assets"
"""The folder of the site's scripts and style sheets; only the service worker is beside it."""

PROJECTS = (HERE / "tsconfig.json", HERE / "tsconfig.worker.json")
"""The configurations of the compiler: what scripts of pages know, the worker does not, and the other way round."""


def types(*projects: Path) -> bool:
    """Return whether the scripts pass the type check; their types are in JSDoc comments.

    Args:
        projects: the compiler configurations, which list the scripts; all of ours if none is named.

    Raises:
        NpmError: TypeScript could not be installed.
    """
    checked = [_run("typescript/bin/tsc", "--project", str(one), folder=ASSETS) for one in projects or PROJECTS]
    return all(checked)


def scripts(folder: Path = OVERRIDES) -> bool:
    """Return whether the scripts pass ESLint (``eslint.config.mjs``).

    Raises:
        NpmError: ESLint could not be installed.
    """
    config = str(HERE / "eslint.config.mjs")
    return _run("eslint/bin/eslint.js", "--config", config, "--max-warnings=0", ".", folder=folder)


def styles(folder: Path = OVERRIDES) -> bool:
    """Return whether the style sheets pass stylelint (``stylelint.config.mjs``).

    Raises:
        NpmError: stylelint could not be installed.
    """
    config = str(HERE / "stylelint.config.mjs")
    return _run("stylelint/bin/stylelint.mjs", "--config", config, "**/*.css", folder=folder)


def _run(program: str, *arguments: str, folder: Path) -> bool:
    return node([str(packages(HERE) / program), *arguments], cwd=folder) == 0
