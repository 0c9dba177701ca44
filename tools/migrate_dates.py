"""Move entries from pairs of days to dates as precise as their sources (CHANGELOG: dates in EDTF).

Run once over a copy of the content that was written before, ``python -m tools.migrate_dates docs``: in the front matter
of entries it writes

- ``start`` and ``end`` of a meeting as ``date``,
- ``started`` and ``ended`` of background as ``date``, of a practice as ``period`` (going on, where it has no end),
- ``period_start`` and ``period_end`` of a figure as ``period``.

All other lines stay as they are. What it cannot move, lists in brackets and values over several lines, it names.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.model.when import When


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two fields that become one.

    Attributes:
        first: the field with the beginning.
        last: the field with the end.
        name: the field that both become.
        indent: the white space that lines of theirs begin with, as a regular expression.
        going_on: whether what has no end goes on.
    """

    first: str
    last: str
    name: str
    indent: str = ""
    going_on: bool = False


PAIRS = {
    "meetings": Pair(first="start", last="end", name="date"),
    "background": Pair(first="started", last="ended", name="date"),
    "practices": Pair(first="started", last="ended", name="period", going_on=True),
    "concept-notes": Pair(first="period_start", last="period_end", name="period", indent=" +", going_on=True),
}
"""What becomes one field, by the folder of the kind."""


class NotMovedError(Exception):
    """A file has one of the fields in a form that is not understood; its lines are the argument."""


def moved(text: str, pair: Pair) -> str:
    """Return the text of an entry with two fields as one.

    Raises:
        NotMovedError: one of the fields stands where it cannot be read.
        PydanticCustomError: a value is no date.
    """
    if "\r\n" in text:
        return moved(text.replace("\r\n", "\n"), pair).replace("\n", "\r\n")
    head, front, body = re.split(r"(?m)^---[ \t]*$", text, maxsplit=2)
    lines = front.split("\n")
    given = re.compile(rf"({pair.indent})(- )?({pair.first}|{pair.last}):[ \t]+([\"']?)([0-9-]+)\4[ \t]*(#.*)?")
    found = {place: match for place, line in enumerate(lines) if (match := given.fullmatch(line))}
    named = re.compile(rf"^\s*(?:- )?\b(?:{pair.first}|{pair.last}):|[{{,]\s*(?:{pair.first}|{pair.last}):")
    wrong = [line for place, line in enumerate(lines) if place not in found and _ours(line, pair, named)]
    if wrong:
        raise NotMovedError(*wrong)
    gone: set[int] = set()
    for place, match in found.items():
        if place in gone:
            continue
        other = next((near for near in (place + 1, place - 1) if near in found and found[near][3] != match[3]), None)
        values = {match[3]: match[5], **({found[other][3]: found[other][5]} if other is not None else {})}
        lines[place] = f"{match[1]}{match[2] or ''}{pair.name}: {_period(values, pair)}"
        gone |= {other} if other is not None else set()
    return "---".join((head, "\n".join(line for place, line in enumerate(lines) if place not in gone), body))


def _ours(line: str, pair: Pair, named: re.Pattern[str]) -> bool:
    """Whether a line may have one of the fields: an agenda has others of the same names, further in."""
    return bool(named.search(line)) and (bool(pair.indent) or not line.startswith((" ", "-")))


def _period(values: dict[str, str], pair: Pair) -> When:
    first, last = values.get(pair.first), values.get(pair.last)
    if first == last or (last is None and not pair.going_on):
        return When.parse(str(first))
    return When.parse(f"{first or '..'}/{last or '..'}")


def entries(docs: Path) -> Iterator[tuple[Path, Pair]]:
    """Yield the files of entries that may have such fields, each with them."""
    for folder, pair in PAIRS.items():
        for path in sorted(docs.glob(f"*/{folder}/*.md")):
            yield path, pair


def main(arguments: Sequence[str]) -> int:
    """Move the entries under each folder that is named; return 1 where one was left as it was."""
    code = 0
    for docs in arguments:
        for path, pair in entries(Path(docs)):
            text = path.read_bytes().decode("utf-8")
            try:
                path.write_bytes(moved(text, pair).encode("utf-8"))
            except (NotMovedError, ValueError) as error:
                print(f"{path}: {error}", file=sys.stderr)
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
