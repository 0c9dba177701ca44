"""Answers of an interview that was interrupted, kept until it is finished: they are offered again.

They lie in the folder of caches of the repository, which git ignores: a file for each kind of entry.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from knowledge_base.contribute.prompts import Answers, Names
from knowledge_base.write import write_whole

_FOLDER = Path(".cache/new")


def kept_answers(root: Path, kind: str) -> dict[Names, tuple[str, ...]]:
    """Return the answers that were kept for a kind of entry; none if there are none, or they can't be read."""
    try:
        found = json.loads(_file(root, kind).read_text("utf-8"))
        return {tuple(names): tuple(map(str, values)) for names, values in found}
    except (OSError, ValueError, TypeError):
        return {}


def keep_answers(root: Path, kind: str, answers: Answers) -> None:
    """Keep answers in place of those kept before. Where nothing can be written, the interview goes on without."""
    pairs = [[list(names), list(values)] for names, values in answers.items()]
    with suppress(OSError):
        write_whole(_file(root, kind), json.dumps(pairs, ensure_ascii=False), durable=True)


def forget_answers(root: Path, kind: str) -> None:
    """Remove the answers kept for a kind of entry, if there are any."""
    _file(root, kind).unlink(missing_ok=True)


def _file(root: Path, kind: str) -> Path:
    return root / _FOLDER / f"{kind}.json"
