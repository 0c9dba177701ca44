"""The work of a check that can be shared among processes: what each file comes to, and what rules find in it.

What processes send to each other is plain and small: an entry as the memory keeps it, and each question once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from knowledge_base.assemble.pairing import PairedFiles, pair
from knowledge_base.locale import Locale
from knowledge_base.memory.content import ContentMemory
from knowledge_base.memory.plain import PlainPair, plain_pair
from knowledge_base.memory.recording import Question
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Problem
from knowledge_base.processes import in_shares, is_worker
from knowledge_base.read import SourceFile

# Below this number of files or entries, forking a process costs more than it saves.
_WORTH_A_PROCESS = 200

_P = TypeVar("_P")
_Files = Mapping[Locale, SourceFile]
RuleFindings = tuple[tuple[Problem, ...], Collection[Question]]
"""What rules find in an entry, and what they ask for it."""


def paired(address: str, files: _Files) -> PairedFiles:
    """Return what the files of an address come to, with the problems of their syntax."""
    parsed = {locale: parse_document(source) for locale, source in files.items()}
    found = pair(address, {locale: page for locale, (page, _) in parsed.items()})
    return replace(found, problems=(*(p for _, malformed in parsed.values() for p in malformed), *found.problems))


def pair_in_shares(by_address: Mapping[str, _Files], memory: ContentMemory, workers: int) -> dict[str, PairedFiles]:
    """Find out what files come to of which the memory does not know it yet, if they are many.

    Args:
        by_address: all files.
        memory: learns it.
        workers: the maximum number of processes.

    Returns:
        What was found out in this process; of the others only the memory knows.
    """
    unknown = [address for address, files in sorted(by_address.items()) if not memory.knows_pair(address, files)]
    if workers == 1 or len(unknown) < _WORTH_A_PROCESS:
        return {}
    here: dict[str, PairedFiles] = {}

    def work(share: Sequence[str]) -> list[tuple[str, PlainPair | None]]:
        plain = []
        for address in share:
            found = paired(address, by_address[address])
            plain.append((address, plain_pair(found)))
            if not is_worker():
                here[address] = found
        return plain

    for share in in_shares(work, unknown, workers):
        for address, plain in share:
            memory.keep_plain(address, by_address[address], plain)
    return here


def check_in_shares(check: Callable[[_P], RuleFindings], pages: Sequence[_P], workers: int) -> list[RuleFindings]:
    """Return what rules find in pages, and what they ask, in the order of the pages.

    Args:
        check: the rules.
        pages: entries and standalone pages.
        workers: the maximum number of processes.
    """
    if workers == 1 or len(pages) < _WORTH_A_PROCESS:
        return [check(page) for page in pages]

    def work(share: Sequence[_P]) -> tuple[list[Question], list[tuple[tuple[Problem, ...], array[int]]]]:
        # Entries ask the same questions: each is sent once.
        places: dict[Question, int] = {}
        found = []
        for page in share:
            problems, asked = check(page)
            found.append((problems, array("I", [places.setdefault(each, len(places)) for each in asked])))
        return list(places), found

    return [
        (problems, [questions[place] for place in asked])
        for questions, found in in_shares(work, pages, workers)
        for problems, asked in found
    ]
