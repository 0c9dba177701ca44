"""``python -m benchmarks.yaml_alone FOLDER``: parses the front matter of every file, the lower bound for any check.

The parser is libyaml, for values only; the check also needs the position of each value, and reads bodies, links and
translations.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml


def parse(folder: Path) -> int:
    """Parse the front matter of every Markdown file under ``docs/``, and return the number of files."""
    count = 0
    for path in (folder / "docs").rglob("*.md"):
        yaml.load(path.read_text(encoding="utf-8").split("\n---\n", 1)[0], Loader=yaml.CSafeLoader)
        count += 1
    return count


if __name__ == "__main__":
    parse(Path(sys.argv[1]))
