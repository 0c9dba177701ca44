"""``make attack``: tries all hostile inputs on the gate, and what it accepts in a site, and prints the counts.

The exit status is 1 if anything ran, crashed, took long, or was accepted and failed later.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge_base.processes import in_shares
from tests.attack.attempts import BAD, Attempt, Attempts, Outcome
from tests.attack.inputs import Attack, attacks
from tests.attack.shapes import BODIES, ENTRY, FRONTS, body_of_size, front_of_size
from tests.attack.together import faults_together

# In both languages at once, so that a file is half as large as it may be.
_LARGE = 60_000
_SHOWN = 5


def _grown() -> Iterator[Attack]:
    """Yield the shapes that grow, large, one after the other: each needs its megabytes."""
    for kind, made, names in (("body", body_of_size, BODIES), ("fields", front_of_size, FRONTS)):
        for name in names:
            yield Attack(name=f"{kind}: {name}", id=ENTRY.stem, files=made(name, _LARGE))


def _tried(inputs: Sequence[Attack]) -> list[Attempt]:
    trying = Attempts()
    return [trying.of(attack) for attack in inputs]


def counts(attempts: Sequence[Attempt]) -> str:
    """Return one line: how many were tried, and what became of them."""
    found = Counter(attempt.outcome for attempt in attempts)
    return ", ".join((f"tried {len(attempts)}", *(f"{outcome} {found[outcome]}" for outcome in Outcome)))


def main() -> int:
    """Try everything and print what became of it."""
    done = [attempt for share in in_shares(_tried, attacks(), os.cpu_count() or 1) for attempt in share]
    growing = _tried([*_grown()])
    accepted = [attempt.attack for attempt in done if attempt.outcome is Outcome.HARMLESS]
    with tempfile.TemporaryDirectory() as folder:
        later = {fault.attack.name: fault for fault in faults_together(accepted, Path(folder))}
    attempts = [*(later.get(attempt.attack.name, attempt) for attempt in done), *growing]
    by_reason: defaultdict[tuple[Outcome, str], list[str]] = defaultdict(list)
    for attempt in attempts:
        if attempt.outcome in BAD:
            by_reason[attempt.outcome, attempt.said].append(f"{attempt.attack.name} ({attempt.attack.text})")
    for (outcome, said), places in by_reason.items():
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        sys.stdout.write(f"{outcome}: {', '.join(places[:_SHOWN])}{more}\n{said}\n\n")
    sys.stdout.write(f"{counts(attempts)}\n")
    return int(any(attempt.outcome in BAD for attempt in attempts))


if __name__ == "__main__":
    sys.exit(main())
