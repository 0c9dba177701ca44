"""The three checks; each runs a program from npm that prints errors with file and line."""

from __future__ import annotations

from pathlib import Path

from tools.npm import node, packages

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "overrides" / "assets"
"""The folder of the site's scripts and style sheets."""


def types(project: Path = HERE / "tsconfig.json") -> bool:
    """Return whether the scripts pass the type check; their types are in JSDoc comments.

    Args:
        project: the compiler configuration, which lists the scripts.

    Raises:
        NpmError: TypeScript could not be installed.
    """
    return _run("typescript/bin/tsc", "--project", str(project), folder=ASSETS)


def scripts(folder: Path = ASSETS) -> bool:
    """Return whether the scripts pass ESLint (``eslint.config.mjs``).

    Raises:
        NpmError: ESLint could not be installed.
    """
    config = str(HERE / "eslint.config.mjs")
    return _run("eslint/bin/eslint.js", "--config", config, "--max-warnings=0", ".", folder=folder)


def styles(folder: Path = ASSETS) -> bool:
    """Return whether the style sheets pass stylelint (``stylelint.config.mjs``).

    Raises:
        NpmError: stylelint could not be installed.
    """
    config = str(HERE / "stylelint.config.mjs")
    return _run("stylelint/bin/stylelint.mjs", "--config", config, "**/*.css", folder=folder)


def _run(program: str, *arguments: str, folder: Path) -> bool:
    return node([str(packages(HERE) / program), *arguments], cwd=folder) == 0
