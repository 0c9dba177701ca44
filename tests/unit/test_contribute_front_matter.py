"""Front matter as it is written: in the form that the files have, and read back as what was written."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.contribute.front_matter import comment, front_matter
from knowledge_base.model.entries import Meeting, Practice
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.shape import Fields, Many, Shape, shape_of
from knowledge_base.model.types import control_characters
from knowledge_base.parse.yaml_tree import load
from knowledge_base.read import read_docs
from tests.unit.repository import VALID

# Surrogates are no text, and no file can hold them.
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    [
        "no",
        "NULL",
        "~",
        "1",
        "2021-06-10",
        "09:45",
        "a: b",
        "- a",
        "# a",
        "a #b",
        '"',
        "\\",
        "\x85",
        "\u2028",
        "PA",
        "🙂",
    ]
)


def _values(shape: Shape) -> st.SearchStrategy[Any]:
    match shape:
        case Many(item):
            return st.lists(_values(item), min_size=1, max_size=3)
        case Fields(fields=fields):
            return st.fixed_dictionaries({}, optional={name: _values(child) for name, child in fields.items()})
    return _WORDS


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), _values(shape_of(kind.record)))), _WORDS)
def test_whatever_is_written_is_read_back(pair: tuple[Any, dict[str, Any]], words: str) -> None:
    kind, data = pair
    text = front_matter(shape_of(kind.record), data, {(name,): words for name in data})
    tree = load(text)
    assert tree.findings == ()
    assert (tree.data or {}) == data
    assert control_characters(text) == ()


def test_files_are_written_as_people_write_them() -> None:
    data = {
        "id": "a-meeting",
        "title": "A meeting",
        "topics": ["borders", "shelter"],
        "countries": [{"code": "MX", "role": "transit"}, {"code": "NO"}],
        "sources": [{"title": "The note", "locator": "Page 1"}],
        "created": "2021-07-01",
        "time_zone": "America/Mexico_City",
        "agenda": [
            {"title": "Opening", "start": "09:00", "speakers": [{"organisation": "institute", "office": "Head"}]},
            {},
        ],
    }
    comments = {("title",): "What it is", ("agenda", 0, "title"): "The first", ("agenda", 0, "start"): "When"}
    assert front_matter(shape_of(Meeting), data, comments) == (
        "id: a-meeting\n"
        "# What it is\n"
        'title: "A meeting"\n'
        "topics: [borders, shelter]\n"
        "countries:\n"
        "  - {code: MX, role: transit}\n"
        '  - code: "NO"\n'
        "sources:\n"
        '  - title: "The note"\n'
        '    locator: "Page 1"\n'
        "created: 2021-07-01\n"
        "time_zone: America/Mexico_City\n"
        "agenda:\n"
        "  # The first\n"
        '  - title: "Opening"\n'
        "    # When\n"
        '    start: "09:00"\n'
        "    speakers:\n"
        "      - organisation: institute\n"
        '        office: "Head"\n'
        "  - {}\n"
    )


def test_the_files_of_the_repository_say_the_same_when_written_anew() -> None:
    for source in read_docs(VALID)[0]:
        if source.address == "practices/shelter-network":
            data = load(source.text.split("---\n")[1]).data
            assert load(front_matter(shape_of(Practice), data, {})).data == {
                name: value for name, value in data.items() if name != "translation"
            }


def test_nothing_in_a_comment_ends_it() -> None:
    lines = list(comment("one\ntwo\r\u2028\x85three\x00 " + "word " * 40))
    assert len(lines) == 3
    assert all(line.startswith("# ") and line.isprintable() for line in lines)
