"""The parts of reading and parsing that a case in a file can't show."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
import yaml
from pydantic_core import ErrorDetails

from knowledge_base.assemble.entries import StandaloneFields
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Practice
from knowledge_base.model.vocabularies import Topic
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.parse.validate import explain_error, salvage, unknown_field
from knowledge_base.parse.values_meant import shortened
from knowledge_base.parse.yaml_errors import fault_of
from knowledge_base.parse.yaml_tree import Tree, load
from knowledge_base.problems import Position, Problem, Severity, as_warning, in_order
from knowledge_base.read import SourceFile
from knowledge_base.suggest import nearest

PATH = PurePosixPath("docs/en/practices/x.md")


def _page(text: str) -> tuple[Page, tuple[Problem, ...]]:
    return parse_document(SourceFile(path=PATH, locale=Locale.EN, address="practices/x", text=text))


def test_fields_without_end_are_not_read() -> None:
    page, (problem,) = _page("---\n" + "a: b\n" * 60_000 + "---\nBody")
    assert str(problem) == f"{PATH}:2:1: the fields are too long; at most 100,000 characters"
    assert (page.body, page.body_line, page.tree.complete) == ("Body", 60_003, False)


def test_an_error_of_a_release_to_come_is_reported_too() -> None:
    details: ErrorDetails = {"type": "unheard_of", "loc": ("title",), "msg": "English", "input": "x"}
    page, _ = _page("---\ntitle: x\n---\n")
    assert str(explain_error(details, Practice, page)) == f"{PATH}:2:8: title: the value is not valid"


def test_a_field_under_one_that_does_not_exist_is_explained_too() -> None:
    page, _ = _page("---\nid: x\n---\n")
    problem = unknown_field(("nothing", 0, "titel"), StandaloneFields, page)
    assert str(problem) == f"{PATH}:2:1: nothing[1].titel: there is no field 'titel' here; did you mean 'title'?"
    assert unknown_field(("title",), StandaloneFields, page) is None
    assert unknown_field((0,), StandaloneFields, page) is None


def test_of_a_faulty_term_what_is_valid_is_kept() -> None:
    topic = salvage(Topic, {"id": "a", "label": {"en": "A"}, "related": "b"}, Locale.EN)
    assert (topic.id, topic.label.en, topic.related) == ("a", "A", ())
    assert topic.label.es is None
    assert topic.definition is None
    assert salvage(Topic, "no term", Locale.EN).id is None


def test_the_model_has_a_json_schema_in_which_every_field_says_what_it_is_for() -> None:
    schema = Practice.model_json_schema()
    # YAML reads 2021 as a number, and a title may be one: it is taken by its words.
    assert schema["properties"]["title"]["type"] == ["string", "number", "boolean"]
    assert [name for name, field in schema["properties"].items() if "description" not in field] == []
    assert schema["additionalProperties"] is False


def test_a_fault_that_nobody_has_seen_yet_is_reported_where_the_parser_stopped() -> None:
    mark = yaml.Mark("", 6, 1, 2, None, 0)
    fault = fault_of(yaml.MarkedYAMLError("while dreaming", None, "found a dream", mark), "a: b\nc \n", None)
    assert (fault.offset, fault.what) == (6, "the fields can't be read from here on")
    fault = fault_of(yaml.MarkedYAMLError(problem="found a dream"), "", None)
    assert fault.offset == 0


def test_a_tree_knows_where_its_values_and_keys_stand() -> None:
    tree = load("a: b\nc:\n  - d: e\n    f:\n", first_line=3)
    assert tree.data == {"a": "b", "c": [{"d": "e"}]}
    assert tree.at(("c", 0, "d")) == "e"
    assert tree.position(("c", 0, "d")) == Position(5, 8)
    assert tree.key_position(("c", 0, "d")) == Position(5, 5)
    # A field without a value, one that is not there, and one of nothing.
    assert tree.position(("c", 0, "f")) == Position(6, 5)
    assert tree.position(("c", 0, "g")) == tree.key_position(("c", 0, "g")) == Position(5, 5)
    assert Tree(data=None).position(("a",)) == Position(1, 1)
    with pytest.raises(LookupError):
        tree.at(("c", 1))


def test_bytes_that_no_text_can_have_are_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        "ñ".encode("ascii", "knowledge-base-windows")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("borders", "borders"),
        ("Fronteras", "borders"),
        ("  FRONTERAS ", "borders"),
        ("fronteas", "borders"),
        ("trata", "trafficking"),
        ("Trata de", "trafficking"),
        ("traf", "trafficking"),
        ("tra", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_name(written: str, found: str | None) -> None:
    names = {"borders": ["Fronteras"], "trafficking": ["Trata de personas", "Tráfico"]}
    assert nearest(written, names) == found


def test_long_words_are_shortened() -> None:
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 59 + "…"


def test_problems_are_in_order_once_each_and_of_two_weights() -> None:
    first, second = (Problem(path=PATH, position=Position(line), field="", rule="rule", what="what") for line in (1, 2))
    assert in_order([second, first, second]) == (first, second)
    assert as_warning(first).severity is Severity.WARNING
    assert str(as_warning(first)) == f"{PATH}:1:1: warning: what"


def test_a_problem_is_one_line_without_tricks() -> None:
    problem = Problem(
        path=PurePosixPath("docs/a\nb\u202e.md"),
        position=Position(),
        field="x\x1b[2J\u00a0é",
        rule="rule",
        what="what\r\nelse",
    )
    assert str(problem) == "docs/a\\nb\\u202e.md:1:1: x\\x1b[2J\u00a0é: what\\r\\nelse"
