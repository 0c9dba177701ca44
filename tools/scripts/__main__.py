"""Checks the site's scripts and style sheets with TypeScript, ESLint and stylelint.

Called by ``make scripts``, which is part of ``make test``. The exit status is 1 if a check fails.
"""

from __future__ import annotations

import sys

from tools.npm import NpmError
from tools.scripts.check import scripts, styles, types


def main() -> int:
    """Run the checks, each of which prints its findings."""
    try:
        # A list, so that all checks run even if one fails.
        passed = [check() for check in (types, scripts, styles)]
    except NpmError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
