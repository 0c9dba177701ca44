"""The JSON Schemas: they accept and refuse what the check does, as far as one file can tell and a schema can say it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic_core import PydanticCustomError

from knowledge_base.assemble.addresses import schema_path
from knowledge_base.check.run import check_content
from knowledge_base.model.kinds import KIND_BY_FOLDER, KINDS, Kind
from knowledge_base.model.types import TEXT_PATTERN, check_plain
from knowledge_base.parse.document import parse_document
from knowledge_base.parse.validate import SENTENCES
from knowledge_base.problems import Problem
from knowledge_base.publish.site.schemas import json_schema, write_schemas
from knowledge_base.read import read_docs
from tests.unit.anything import entry_file, report, spoiled
from tests.unit.repository import CASES, VALID, make_repository

# What a schema can say, by the names of the rules: which values a field may have, and what has to be there besides. It
# knows neither the calendar, nor which end of a period comes first, nor the names of time zones, no other files, and
# not what two values demand of each other.
FIELDS = {name.replace("_", "-") for name in SENTENCES} | {"string-pattern-mismatch"}
DEMANDS = {
    *("unknown-term", "listed-twice", "figure-range", "time-zone-missing"),
    *("no-provisions", "partial-of-what", "report-unsourced"),
    *("maturity-unearned", "superseded-by-nothing", "withdrawn-without-reason"),
}
SAID = (FIELDS | DEMANDS) - {
    "date-impossible",
    "when-backwards",
    "when-twice",
    "time-zone",
    "time-zone-city",
    "currency",
}


class _Yaml12(yaml.SafeLoader):
    """Front matter as YAML 1.2 reads it (its JSON schema): numbers, true, false and null, and all else is text."""


_Yaml12.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)", "-0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_form})$"), list(_first))


VOCABULARIES = check_content(VALID).catalogue.vocabularies
VALIDATORS = {kind: Draft202012Validator(json_schema(kind.record, VOCABULARIES)) for kind in KINDS}


@dataclass(frozen=True)
class _Judged:
    """What both say of an original: the rules that the file and its fields break, and the errors of the schema."""

    path: str
    broken: bool
    rules: frozenset[str]
    errors: tuple[str, ...]

    @property
    def agreed(self) -> bool:
        """Whether the schema finds something wrong where the check finds what a schema can say, and only there."""
        return self.broken if self.errors else not self.rules & SAID


def _judged(root: Path, problems: Sequence[Problem], names: Collection[str]) -> Iterator[_Judged]:
    """Yield what is said of every original among some files whose YAML can be read."""
    for source in read_docs(root)[0]:
        path = source.path.as_posix()
        kind = KIND_BY_FOLDER.get(source.path.parts[2])
        if not kind or path not in names:
            continue
        page, faults = parse_document(source)
        if faults or not page.tree.complete or page.tree.data.get("original") != source.locale:
            continue
        data = yaml.load(source.text.split("\n---", 1)[0], _Yaml12)  # noqa: S506 - a safe loader
        found = [problem for problem in problems if problem.path == source.path]
        rules = frozenset(problem.rule for problem in found if problem.field)
        if "two-originals" in rules:
            # One of the two is a translation, and which is not for a schema to say.
            continue
        errors = (f"{error.json_path}: {error.message[:200]}" for error in VALIDATORS[kind].iter_errors(data))
        yield _Judged(path, bool(found), rules, tuple(errors))


def test_schema_and_check_agree_on_the_cases(tmp_path: Path) -> None:
    found: list[_Judged] = []
    for file in sorted(CASES.glob("*.yml")):
        for name, case in yaml.safe_load(file.read_text("utf-8")).items():
            root = tmp_path / file.stem / name
            changed = {*case.get("add", {}), *case.get("edit", {})}
            # With other terms, other values would be right.
            if changed and not any(path.startswith("vocabularies/") for path in (*changed, *case.get("remove", []))):
                problems = check_content(make_repository(root, case)).problems
                found += _judged(root, problems, {*changed, *(str(problem.path) for problem in problems)})
    assert [judged for judged in found if not judged.agreed] == []
    assert {rule for judged in found if judged.errors for rule in judged.rules} >= DEMANDS
    assert sum(bool(judged.errors) for judged in found) > 30


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(VALID, tmp_path_factory.mktemp("any") / "repository"))


def _with_numbers(data: Any) -> Any:
    """Return data with numbers where text looks like one: a schema doesn't take numbers in quotes."""
    match data:
        case dict():
            return {name: _with_numbers(value) for name, value in data.items()}
        case list():
            return [_with_numbers(value) for value in data]
        case str() if re.fullmatch("0|[1-9][0-9]*", data):
            return int(data)
        case str() if re.fullmatch(r"(0|[1-9][0-9]*)\.[0-9]+", data):
            return float(data)
    return data


@settings(max_examples=25)
@given(st.data(), st.sampled_from(KINDS))
def test_schema_and_check_agree_on_any_front_matter(repository: Path, data: st.DataObject, kind: Kind) -> None:
    front = _with_numbers({**data.draw(spoiled(kind)), "id": "any", "original": "es"})
    path = f"docs/es/{kind.folder}/any.md"
    problems = report(repository, {path: entry_file(front, "")})
    (repository / path).write_bytes(entry_file(front, ""))
    found = tuple(_judged(repository, problems, {path}))
    (repository / path).unlink()
    assert [judged for judged in found if not judged.agreed] == []


def test_schemas_are_schemas_with_the_words_of_the_guide(tmp_path: Path) -> None:
    write_schemas(tmp_path, VOCABULARIES, "https://kb.example.org/")
    for kind in KINDS:
        schema = json.loads((tmp_path / schema_path(kind)).read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://kb.example.org/schemas/{kind.name}.schema.json"
        assert list(schema["properties"]) == list(kind.record.model_fields)
    write_schemas(tmp_path, VOCABULARIES)
    practice = json.loads((tmp_path / "schemas/practice.schema.json").read_text("utf-8"))
    assert practice["$id"] == "practice.schema.json"
    assert practice["properties"]["leads"]["items"]["enum"][-1] == list(VOCABULARIES.countries)[-1]
    assert practice["properties"]["legal_basis"]["description"] == "The law or decision it rests on."
    # The data leaves out what an author left out, so its schema says what that means.
    assert practice["properties"]["nature"]["default"] == "good-practice"


@given(st.text(), st.sampled_from([" ", "\t", "\u00a0", "\u2003", "\u3000", ""]))
def test_the_pattern_of_texts_is_what_the_check_refuses(text: str, blank: str) -> None:
    value = f"{blank}{text}{blank}"
    try:
        check_plain(value.strip())
    except PydanticCustomError:
        assert not re.search(TEXT_PATTERN, value)
    else:
        assert re.search(TEXT_PATTERN, value)
