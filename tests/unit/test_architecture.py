"""The shape of the package: what may import what, where the outside is touched, and that everything says what it is."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from pydantic import BaseModel

import knowledge_base
from knowledge_base.assemble.entries import StandaloneFields
from knowledge_base.check.run import RULES
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import Locale
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Fields, Many, Shape, shape_of
from knowledge_base.model.vocabularies import TERM_MODELS
from tools.catalogue import CATALOGUE, extracted, updated

ROOT = Path(__file__).parents[2]
PACKAGE = Path(knowledge_base.__file__).parent

# The way of the content, behind what every stage may use. A module imports from its own stage and from those before it.
STAGES = (
    *(
        "errors",
        "locale",
        "names",
        "formats",
        "problems",
        "suggest",
        "setup_error",
        "environment",
        "history",
        "processes",
        "progress",
        "alone",
        "write",
    ),
    *("model", "read", "attachments", "markdown", "parse", "assemble", "memory", "check", "view", "draw", "render"),
    *("publish", "preview", "contribute", "release", "cli", "mkdocs_adapter"),
)
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip("."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
LONGEST = 450
"""How many lines a module may have: a longer one does more than one thing."""


def _stage(module: str) -> int:
    return STAGES.index(module.partition(".")[0])


def _imports(path: Path) -> Iterator[str]:
    """Yield the full names of what a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", [name for name in MODULES if name])
def test_imports_go_one_way_along_the_stages(module: str) -> None:
    inside = [name.partition(".")[2] for name in _imports(MODULES[module]) if name.startswith("knowledge_base.")]
    assert [name for name in inside if _stage(name) > _stage(module)] == []


@pytest.mark.parametrize(
    ("library", "place"),
    [
        ("mkdocs", "mkdocs_adapter"),
        ("material", "mkdocs_adapter"),
        ("jinja2", "render"),
        ("click", "cli"),
        ("watchdog", "preview"),
        ("markdown_it", "markdown"),
        ("nh3", "markdown"),
    ],
)
def test_a_library_at_the_edge_has_one_user(library: str, place: str) -> None:
    users = {name for name, path in MODULES.items() for found in _imports(path) if found.partition(".")[0] == library}
    assert {user.partition(".")[0] for user in users} <= {place}


def test_the_package_runs_without_mkdocs() -> None:
    names = [f"knowledge_base.{name}" for name in MODULES if name not in ("", "mkdocs_adapter")]
    # None in sys.modules is how Python says that a module can't be imported.
    code = f"import sys, importlib\nsys.modules['mkdocs'] = None\nfor name in {names}: importlib.import_module(name)"
    subprocess.run([sys.executable, "-c", code], check=True)


_OUTSIDE = re.compile(
    r"\bos\.(environ|getenv|putenv|getcwd)\b|\bPath\.cwd\b|\b(datetime|date)\.(now|today|utcnow)\b"
    r"|\btime\.(time|time_ns|monotonic|perf_counter|localtime|gmtime)\b"
)


def test_one_module_reads_the_environment_and_the_clock() -> None:
    users = {name for name, path in MODULES.items() if _OUTSIDE.search(ast.unparse(ast.parse(path.read_text("utf-8"))))}
    assert users == {"environment"}


def test_one_module_asks_git() -> None:
    asking = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.List) and node.elts and ast.unparse(node.elts[0]) == "'git'"
    }
    assert asking == {"history"}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_enough_to_read(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= LONGEST


def _public_names(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names = [name]
            case ast.Assign(targets=targets):
                names = [ast.unparse(target) for target in targets]
            case ast.AnnAssign(target=target):
                names = [ast.unparse(target)]
            case _:
                continue
        yield from (name for name in names if not name.startswith("_"))


def test_a_public_name_means_one_thing_in_the_package() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module, path in MODULES.items():
        for name in _public_names(path):
            places[name].append(module)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


CLASSES = {
    f"{name}.{found.__name__}": found
    for name in MODULES
    for found in vars(importlib.import_module(f"knowledge_base.{name}".rstrip("."))).values()
    if isinstance(found, type) and found.__module__ == f"knowledge_base.{name}"
}


def test_every_error_is_one_of_ours() -> None:
    errors = {name: found for name, found in CLASSES.items() if issubclass(found, BaseException)}
    assert KnowledgeBaseError in errors.values()
    assert [name for name, error in errors.items() if not issubclass(error, KnowledgeBaseError)] == []


def test_an_error_makes_its_message_from_its_data() -> None:
    error = KnowledgeBaseError("{path} is larger than {most} bytes", path="{a}.md", most=3)
    assert (str(error), error.values) == ("{a}.md is larger than 3 bytes", {"path": "{a}.md", "most": 3})


def _parts(annotation: object) -> set[object]:
    """Return what a value may be: the types of a union, and a type itself."""
    arguments = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    return {part for argument in arguments for part in _parts(argument)} - {type(None)} or {annotation}


@pytest.mark.parametrize("name", [name for name, found in CLASSES.items() if is_dataclass(found)])
def test_what_is_said_by_place_cannot_be_swapped_unnoticed(name: str) -> None:
    """A view, and any class with more than three fields, is made by name; but for a value of two different types."""
    fields = dataclasses.fields(CLASSES[name])
    by_place = [field.name for field in fields if field.init and not field.kw_only]
    if name.startswith("view.") and len(by_place) > 1:
        types = get_type_hints(CLASSES[name])
        one, other = (_parts(types[field]) for field in by_place)
        assert not one & other
    elif len(fields) > 3:
        assert len(by_place) <= 1


def _models(shape: Shape) -> Iterator[type[BaseModel]]:
    match shape:
        case Many(item):
            yield from _models(item)
        case Fields(model=model, fields=fields):
            yield model
            for child in fields.values():
                yield from _models(child)


ALL_MODELS = {
    model.__name__: model
    for top in (*(kind.record for kind in KINDS), *TERM_MODELS.values(), Translation, StandaloneFields, Editorial)
    for model in _models(shape_of(top))
}


@pytest.mark.parametrize("model", ALL_MODELS.values(), ids=ALL_MODELS)
def test_every_field_of_the_model_says_what_it_is_for(model: type[BaseModel]) -> None:
    assert inspect.getdoc(model)
    silent = [name for name, info in model.model_fields.items() if not info.description]
    assert silent == []


def test_every_rule_says_what_it_asks() -> None:
    texts = [(inspect.getdoc(rule) or "").split("\n\n")[0] for rule in RULES]
    assert [text for text in texts if not re.fullmatch(r"[A-Z].+\.", text)] == []
    assert len(set(texts)) == len(RULES)


def _messages(catalogue: Catalog) -> dict[str, Message]:
    return {_forms(message.id)[0]: message for message in catalogue if message.id}


def _extracted() -> dict[str, tuple[str, ...]]:
    """Return the messages that `make messages` collects from code and templates, each with its forms."""
    return {id_: _forms(message.id) for id_, message in _messages(extracted()).items()}


def _translated() -> dict[str, tuple[str, ...]]:
    """Return the messages of the Spanish catalogue, each with its forms in Spanish."""
    with CATALOGUE.open("rb") as file:
        messages = _messages(read_po(file, locale=str(Locale.ES), abort_invalid=True))
    assert [id_ for id_, message in messages.items() if message.fuzzy] == []
    return {id_: _forms(message.string) for id_, message in messages.items()}


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, tuple | list) else ()


def test_spanish_has_every_message_and_no_other() -> None:
    assert sorted(_translated()) == sorted(_extracted())


def test_the_catalogue_is_as_make_messages_writes_it() -> None:
    text = CATALOGUE.read_bytes()
    assert updated(text) == text
    head, *entries = text.rstrip().split(b"\n\n")
    gone = b'msgid "Nobody says this any more"\nmsgstr ""'
    assert updated(b"\n\n".join([head, gone, *reversed(entries)])) == text
    *_, last = updated(b"\n\n".join([head, *entries[:-1]])).rstrip().split(b"\n\n")
    assert last == re.sub(rb'(?m)^(msgstr\S*) ".+"$', rb'\1 ""', entries[-1])


_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+(?:!r)?\}")


def test_spanish_keeps_what_messages_mention() -> None:
    extracted = _extracted()
    for id_, spanish in _translated().items():
        mentioned = set(_PLACEHOLDER.findall(extracted[id_][-1]))
        assert len(spanish) == len(extracted[id_]), id_
        assert [set(_PLACEHOLDER.findall(form)) for form in spanish] == [mentioned] * len(spanish), id_


def test_spanish_sentences_begin_and_end_as_the_english_do() -> None:
    for id_, spanish in _translated().items():
        for form in spanish:
            assert form.strip() == form, id_
            assert form.endswith(".") == id_.endswith("."), id_
            assert form.endswith(":") == id_.endswith(":"), id_
