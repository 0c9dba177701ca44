"""Agreements of before are moved to points with a log of follow-up, without losing a word."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from knowledge_base.assemble.hashing import text_hash
from knowledge_base.contribute.migrate import agreements
from knowledge_base.contribute.migrate.agreements import migrated
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Agreement
from knowledge_base.parse.document import parse_document
from knowledge_base.read import SourceFile

_BEFORE = """---
id: act
title: "An act"
original: en
provisions:
  - number: 1
    printed_number: "3) b"
    text: "Meet again."
    topics: [borders]
    due_note: "Soon"
    follow_up: in-progress
    follow_up_note: "They met once."
    evidence: [summit]
    as_of: 2021-08
  - number: 2
    text: "Count the people."
    follow_up: unknown
    follow_up_note: "Nothing is known of it."
related: []
---
See [the first](#provision-1) and [the second](act.md#provision-2).
"""
_TRANSLATION = """---
id: act
title: "Un acto"
provisions:
  - number: 1
    text: "Reunirse otra vez."
    follow_up_note: "Se reunieron una vez."
  - number: 2
    text: "Contar a las personas."
translation: {source_hash: "HASH", status: unofficial}
---
Lo mismo.
"""
_MEETING = """---
id: summit
original: en
mandate: [act#1, "act#2", other-act#1]
---
See [it](../agreements/act.md#provision-1).
"""
_AFTER = """---
id: act
title: "An act"
original: en
provisions:
  - ref: "3) b"
    text: "Meet again."
    topics: [borders]
    due_note: "Soon"
    reports:
      - date: 2021-08
        status: in-progress
        text: "They met once."
        evidence: [summit]
  - ref: "2"
    text: "Count the people."
    follow_up_note: "Nothing is known of it."
related: []
---
See [the first](#provision-3-b) and [the second](act.md#provision-2).
"""


def _file(path: str, text: str) -> SourceFile:
    _, locale, *rest = path.removesuffix(".md").split("/")
    return SourceFile(path=PurePosixPath(path), locale=Locale(locale), address="/".join(rest), text=text)


def _all(translated_from: str) -> list[SourceFile]:
    return [
        _file("docs/en/agreements/act.md", _BEFORE),
        _file("docs/es/agreements/act.md", _TRANSLATION.replace("HASH", translated_from)),
        _file("docs/en/meetings/summit.md", _MEETING),
    ]


def _hash_before() -> str:
    page = parse_document(_file("docs/en/agreements/act.md", _BEFORE))[0]
    return text_hash(agreements._AgreementBefore, page.tree.data, page.body)


def test_an_agreement_and_what_refers_to_it() -> None:
    texts = {path.as_posix(): text for path, text in migrated(_all(_hash_before()))[0].items()}
    assert texts["docs/en/agreements/act.md"] == _AFTER
    assert texts["docs/en/meetings/summit.md"] == _MEETING.replace("[act#1,", '["act#3) b",').replace(
        "act.md#provision-1", "act.md#provision-3-b"
    )
    moved = texts["docs/es/agreements/act.md"]
    page = parse_document(_file("docs/en/agreements/act.md", _AFTER))[0]
    assert text_hash(Agreement, page.tree.data, page.body) in moved
    assert '  - ref: "3) b"\n    text: "Reunirse otra vez."\n    reports:\n      - text: "Se reunieron' in moved


def test_no_word_is_lost() -> None:
    before = _all(_hash_before())
    after, _ = migrated(before)
    for source in before:
        words = set(re.findall(r'"([^"\n]*[a-z]{3}[^"\n]*)"', source.text)) - {_hash_before(), "act#2"}
        assert {word for word in words if word not in after[source.path]} == set()


def test_a_translation_that_was_out_of_date_stays_so() -> None:
    moved = migrated(_all("0123456789ab"))[0][PurePosixPath("docs/es/agreements/act.md")]
    assert '"0123456789ab"' in moved


def test_what_is_migrated_stays_as_it_is() -> None:
    assert migrated([_file("docs/en/agreements/act.md", _AFTER)]) == ({}, {})


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (
            "  - number: 2\n",
            '  - number: 2\n    printed_number: "3 b"\n',
            ("printed_number: 3) b", "printed_number: 3 b"),
        ),
        ("  - number: 2", "  # so\n  - number: 2", ("# so",)),
    ],
)
def test_what_a_person_has_to_decide_is_left_to_one(before: str, after: str, lines: tuple[str, ...]) -> None:
    path = PurePosixPath("docs/en/agreements/act.md")
    sources = [_file(str(path), _BEFORE.replace(before, after)), _file("docs/en/meetings/summit.md", _MEETING)]
    assert migrated(sources) == ({}, {path: lines})


def test_an_agreement_may_be_migrated_alone_with_all_that_refers_to_it() -> None:
    other = _file("docs/en/agreements/other.md", _BEFORE.replace("id: act", "id: other"))
    texts, left = migrated([*_all(_hash_before()), other], [PurePosixPath("docs/es/agreements/act.md")])
    assert left == {}
    assert {path.as_posix() for path in texts} == {
        *("docs/en/agreements/act.md", "docs/es/agreements/act.md", "docs/en/meetings/summit.md")
    }
