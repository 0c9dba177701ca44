"""Check the readers' scripts and style sheets: types (TypeScript), what ESLint finds, what stylelint finds.

Called by ``make scripts``, which is a part of ``make test``. Ends with 1 where something is wrong.
"""

from __future__ import annotations

import sys

from tools.npm import NpmError
from tools.scripts.check import scripts, styles, types


def main() -> int:
    """Run the checks, each of which prints what it finds."""
    try:
        # Every one of them, to say all that is wrong at once.
        passed = [check() for check in (types, scripts, styles)]
    except NpmError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
