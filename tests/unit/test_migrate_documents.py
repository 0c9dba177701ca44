"""Sources of before name the documents that they repeat, without losing a word."""

from __future__ import annotations

import pytest

from knowledge_base.contribute.migrate.documents import naming_documents
from knowledge_base.model.documents import Document

NOTE = Document(id="note", title="A note: on shelters", language="en", url="https://example.org/note")


def _entry(*lines: str) -> str:
    return "\n".join(("---", "id: one", "sources:", *lines, "status: published", "---", "- title: of the body", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            ('  - title: "A note: on shelters"', "    language: en", '    locator: "Page 2"'),
            ("  - document: note", '    locator: "Page 2"'),
        ),
        (
            ("  - locator: Page 2", '    title: "A note: on shelters"', "    url: https://example.org/note"),
            ("  - document: note", "    locator: Page 2"),
        ),
        (
            ('  - title: "A note: on shelters"', "  - title: Another", "    retrieved: 2021-08-01"),
            ("  - document: note", "  - title: Another", "    retrieved: 2021-08-01"),
        ),
    ],
)
def test_a_source_names_the_document_that_it_repeats(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert naming_documents(_entry(*before), [NOTE]) == _entry(*after)
    assert naming_documents(_entry(*after), [NOTE]) == _entry(*after)
    windows = _entry(*before).replace("\n", "\r\n")
    assert naming_documents(windows, [NOTE]) == _entry(*after).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "lines",
    [
        ("  - title: Another note",),
        ('  - title: "A note: on shelters"', "    language: es"),
        ('  - title: "A note: on shelters"', "    archived_url: https://example.org/copy"),
        ('  - title: "A note: on shelters"  # as printed',),
        ('  - {title: "A note: on shelters"}',),
        ('  - title: "A note: on shelters"', "    relation: cites"),
    ],
)
def test_what_says_more_than_the_list_stays(lines: tuple[str, ...]) -> None:
    assert naming_documents(_entry(*lines), [NOTE]) == _entry(*lines)
