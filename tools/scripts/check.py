"""The three checks, each a program from npm that prints what is wrong, with file and line."""

from __future__ import annotations

from pathlib import Path

from tools.npm import node, packages

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "overrides" / "assets"
"""Where the readers' scripts and style sheets are."""


def types(project: Path = HERE / "tsconfig.json") -> bool:
    """Return whether the types hold that the comments of scripts declare (JSDoc).

    Args:
        project: what the compiler is told; the scripts are named there.

    Raises:
        NpmError: the compiler could not be fetched.
    """
    return _run("typescript/bin/tsc", "--project", str(project), folder=ASSETS)


def scripts(folder: Path = ASSETS) -> bool:
    """Return whether scripts are as ``eslint.config.mjs`` wants them.

    Raises:
        NpmError: ESLint could not be fetched.
    """
    config = str(HERE / "eslint.config.mjs")
    return _run("eslint/bin/eslint.js", "--config", config, "--max-warnings=0", ".", folder=folder)


def styles(folder: Path = ASSETS) -> bool:
    """Return whether style sheets are as ``stylelint.config.mjs`` wants them.

    Raises:
        NpmError: stylelint could not be fetched.
    """
    config = str(HERE / "stylelint.config.mjs")
    return _run("stylelint/bin/stylelint.mjs", "--config", config, "**/*.css", folder=folder)


def _run(program: str, *arguments: str, folder: Path) -> bool:
    return node([str(packages(HERE) / program), *arguments], cwd=folder) == 0
