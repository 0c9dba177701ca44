"""What the check says of content with faults: every case in ``tests/cases`` is a small repository and a report.

A new case needs no Python: what changes in the valid repository beside it, and the lines that ``kb check`` prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_dir

from knowledge_base import check
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale, message
from knowledge_base.memory.content import CONTENT_MEMORY, remembered_content
from knowledge_base.model.waivers import WarningRule
from knowledge_base.problems import Severity
from tests.unit.repository import CASES, VALID, Case, make_repository

PACKAGE = Path(check.__file__).parents[1]

# Warnings that no entry can waive: what editors have to do, what is not of one entry, and those on waivers.
NOT_WAIVED = ("unlisted-term", "file-budget", "waiver-lapsed", "waiver-unused")


def _cases() -> Iterator[tuple[str, Case]]:
    for file in sorted(CASES.glob("*.yml")):
        for name, case in yaml.safe_load(file.read_text("utf-8")).items():
            yield f"{file.stem}: {name}", case


ALL = dict(_cases())


def _of(file: str) -> list[Case]:
    return [case for name, case in ALL.items() if name.startswith(f"{file}: ")]


@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_the_report_of_a_case(case: Case, tmp_path: Path) -> None:
    checked = check_content(make_repository(tmp_path, case))
    assert [str(problem) for problem in checked.problems] == case["report"].splitlines()
    warnings = {problem.rule for problem in checked.problems if problem.severity is Severity.WARNING}
    assert warnings <= {*WarningRule, *NOT_WAIVED}


@pytest.fixture(scope="module")
def memory_of_the_valid(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = make_repository(tmp_path_factory.mktemp("valid"), {})
    with remembered_content(root, b"code", pytest.fail) as memory:
        check_content(root, memory=memory)
    return (root / CONTENT_MEMORY).read_bytes()


@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_the_report_is_the_same_with_a_memory_of_what_was_valid(
    case: Case, tmp_path: Path, memory_of_the_valid: bytes
) -> None:
    root = make_repository(tmp_path, case)
    (root / CONTENT_MEMORY).parent.mkdir(parents=True)
    (root / CONTENT_MEMORY).write_bytes(memory_of_the_valid)
    with remembered_content(root, b"code", pytest.fail) as memory:
        checked = check_content(root, memory=memory)
    assert [str(problem) for problem in checked.problems] == case["report"].splitlines()


@pytest.mark.parametrize("case", _of("as-people-break-them"))
def test_the_first_line_about_a_file_names_the_line_to_change_and_says_what_to_write(
    case: Case, tmp_path: Path
) -> None:
    make_repository(tmp_path, case)
    for path in [*case.get("edit", {}), *case.get("add", {})]:
        first = next(line for line in case["report"].splitlines() if line.startswith(path))
        place, what = re.findall(rf"^{re.escape(path)}:(\d+):\d+: (.*)", first)[0]
        assert int(place) in _changed_lines(path, tmp_path)
        assert re.search(".; .", what)


def _changed_lines(path: str, root: Path) -> set[int]:
    """Return the lines of a file that differ from the valid one's, and those where some are missing."""
    before, after = (
        (folder / path).read_text("latin-1").split("\n") if (folder / path).exists() else [] for folder in (VALID, root)
    )
    return {
        line
        for tag, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if tag != "equal"
        for line in range(start + 1 - 2 * (tag == "delete"), end + 1 + (tag == "delete"))
    }


def test_the_repository_that_the_cases_change_is_valid() -> None:
    checked = check_content(VALID)
    assert checked.problems == ()
    assert len(checked.catalogue.entries) == 7


def test_the_terrible_entry_is_as_terrible_in_both_languages() -> None:
    spanish, english = (ALL[f"terrible: in-{language}"]["report"] for language in ("spanish", "english"))
    place = re.compile(r":(\d+:\d+:)( [\w.\[\]]+:)?")
    assert place.findall(spanish) == place.findall(english)
    assert len(spanish.splitlines()) > 60


def _messages(*folders: str) -> set[str]:
    """Return the messages in some folders or modules of the package."""
    return {
        found
        for name, _, found, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords={"N_": None})
        if isinstance(found, str) and name.startswith(folders)
    }


# What no case can show: what would fill the file of the case (`test_growth` has it), and errors of releases to come.
_ELSEWHERE = {
    "the fields are too long",
    "at most 100,000 characters",
    "the file is larger than 250 KB",
    "shorten it, make several entries of it, or put a document beside it",
    "the line is too long",
    "at most 10,000 characters: break it at the end of a paragraph",
    "the text has too many headings",
    "the addresses of all links are too long together",
    "write fewer links",
    "there is more of this kind",
    "correct first what is said above",
    "the value is not valid",
    "the fields can't be read from here on",
    "compare with another entry of this kind",
}


def test_every_message_of_the_checks_is_in_a_report() -> None:
    reports = "\n".join(case["report"] for case in ALL.values())
    unseen = set()
    assembled = ("assemble/pairing", "assemble/publisher", "assemble/vocabularies")
    for text in _messages("read.py", "problems.py", "parse", "attachments", *assembled, "check"):
        words = "|".join(re.escape(message(locale, text)) for locale in Locale)
        pattern = re.sub(r"\\\{\w+(!r)?\\\}", ".+", words)
        if not re.search(rf"[:;] ({pattern})(;|:|$)", reports, re.MULTILINE):
            unseen.add(text)
    assert unseen == _ELSEWHERE
