"""YAML to plain values with positions, and the traps that YAML sets for people.

It is the parser that MkDocs uses (PyYAML, libyaml; YAML 1.1), so that authors meet the same traps here as there. Scalars are
kept as the words in the file: what they mean is for the model to say, which is why ``10:00`` and ``2021-02-30`` get
a clear message instead of being read as 600 or stopping the load. The tree is built from events, not recursively, so
that no input can exhaust the stack, and anchors, aliases and tags are refused, so that none can explode or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge_base.locale import N_
from knowledge_base.model.shape import Path
from knowledge_base.problems import Position

_DEEPEST = 12
_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN_TRAP = re.compile(r"(?:yes|no|on|off|y|n)", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """A fault of the YAML itself: where, the field, the name of the rule, and an English message with its values."""

    position: Position
    path: Path
    rule: str
    what: str
    allowed: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tree:
    """Plain values (dict, list, str, None) and where each stands.

    Attributes:
        data: the values.
        values: the position of every value.
        keys: the position of every key.
        findings: what is wrong with the YAML.
    """

    data: Any
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def position(self, path: Path) -> Position:
        """Return where a value stands; where it is absent, where the nearest value around it does."""
        for length in range(len(path), -1, -1):
            if found := self.values.get(path[:length]):
                return found
        return Position()

    def key_position(self, path: Path) -> Position:
        """Return where the key of a value stands."""
        return self.keys.get(path) or self.position(path)


@dataclass
class _Open:
    """A collection that is being read."""

    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    seen: set[str] = field(default_factory=set)

    def next_path(self) -> Path:
        if isinstance(self.container, list):
            return (*self.path, len(self.container))
        return (*self.path, self.key or "")


class _Builder:
    """Puts a tree together, event by event."""

    def __init__(self, first_line: int) -> None:
        self.offset = first_line
        self.stack: list[_Open] = []
        self.root: Any = None
        self.values: dict[Path, Position] = {}
        self.keys: dict[Path, Position] = {}
        self.findings: list[Finding] = []
        self.too_deep = 0

    def position(self, mark: Any) -> Position:
        return Position(mark.line + self.offset, mark.column + 1)

    def report(self, event: yaml.Event, rule: str, what: str, allowed: str = "", **values: str) -> None:
        path = self.stack[-1].next_path() if self.stack else ()
        self.findings.append(Finding(self.position(event.start_mark), path, rule, what, allowed, tuple(values.items())))

    def feed(self, event: yaml.Event) -> None:
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.refuse_specials(event)
                self.open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.close()
            case yaml.ScalarEvent():
                self.refuse_specials(event)
                self.scalar(event)
            case yaml.AliasEvent():
                self.report(event, "yaml-alias", N_("aliases (*name) are not allowed"), N_("write the value again"))
                self.put(event, None)

    def refuse_specials(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self.report(
                event, "yaml-alias", N_("anchors (&name) are not allowed"), N_("write the value where it is needed")
            )
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:str"):
            self.report(event, "yaml-tag", N_("tags (!name) are not allowed"), N_("remove the tag"))

    def open(self, event: yaml.Event, container: dict[str, Any] | list[Any]) -> None:
        if self.too_deep or len(self.stack) >= _DEEPEST:
            if not self.too_deep:
                self.report(event, "yaml-depth", N_("the values are nested too deeply"))
            self.too_deep += 1
            return
        if self.expects_key():
            self.report(event, "yaml-key", N_("a field name must be plain words"))
            self.stack[-1].key = f"?{len(self.stack[-1].seen)}"
        path = self.stack[-1].next_path() if self.stack else ()
        self.put(event, container)
        self.stack.append(_Open(container, path))

    def close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        self.stack.pop()

    def expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].container, dict) and self.stack[-1].key is None

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if self.too_deep:
            return
        if self.expects_key():
            self.take_key(event)
            return
        plain = event.style is None or event.style == ""
        if plain and _NULL.fullmatch(event.value):
            self.put(event, None)
            return
        if plain and _BOOLEAN_TRAP.fullmatch(event.value) and len(event.value) > 1:
            self.report(
                event,
                "yaml-boolean",
                N_("YAML reads {value} as true or false"),
                N_('write it in quotes: "{value}"'),
                value=event.value,
            )
        self.put(event, event.value)

    def take_key(self, event: yaml.ScalarEvent) -> None:
        top = self.stack[-1]
        key = event.value
        if key in top.seen:
            self.stack[-1].key = key
            self.report(event, "yaml-duplicate", N_("the field is there twice"), N_("keep one of them"))
        top.seen.add(key)
        top.key = key
        self.keys.setdefault((*top.path, key), self.position(event.start_mark))

    def put(self, event: yaml.Event, value: Any) -> None:
        if self.too_deep:
            return
        if not self.stack:
            self.root = value
            self.values[()] = self.position(event.start_mark)
            return
        top = self.stack[-1]
        path = top.next_path()
        if isinstance(top.container, list):
            self.values[path] = self.position(event.start_mark)
            top.container.append(value)
        else:
            key = top.key or ""
            top.key = None
            # The first of two equal keys wins; a field left empty is a field left out.
            if key not in top.container and value is not None:
                self.values[path] = self.position(event.start_mark)
                top.container[key] = value


def load(text: str, first_line: int = 1) -> Tree:
    """Return the values of a YAML text.

    Args:
        text: the YAML, one document.
        first_line: the line of the file on which the text begins.

    Returns:
        The tree. Where the YAML can't be read its data is what was read until then, and a finding says why.
    """
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        builder.findings.extend(_explain(error, text, first_line))
    except yaml.YAMLError as error:
        # The reader stops at characters that YAML does not allow, and has no mark.
        offset = getattr(error, "position", 0)
        line = text.encode()[:offset].count(b"\n") + first_line
        builder.findings.append(
            Finding(
                Position(line), (), "yaml", N_("there is a character here that YAML does not allow"), N_("remove it")
            )
        )
    return Tree(builder.root, builder.values, builder.keys, tuple(builder.findings))


_EXPLANATIONS = (
    ("mapping values are not allowed", N_("a value with a colon must be in quotes"), N_('write it as "…: …"')),
    ("\\t", N_("a tab stands where only spaces are allowed"), N_("indent with two spaces")),
    ("could not find expected ':'", N_("a field has no colon"), N_("write it as name: value")),
    (
        "did not find expected key",
        N_("this line does not line up with its list or field"),
        N_("align it with the others"),
    ),
    ("found unexpected end of stream", N_("a quotation mark is opened and never closed"), N_("close it")),
    (
        "found unknown escape character",
        N_("a backslash in double quotes needs another"),
        N_("write \\\\ or use single quotes"),
    ),
    ("cannot start any token", N_("a value can't begin with this character"), N_("put it in quotes")),
)


def _explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> Iterator[Finding]:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    position = Position(line + first_line, (mark.column if mark else 0) + 1)
    lines = text.split("\n")
    said = str(error.problem)
    if line < len(lines) and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        said = "\\t"
    for needle, what, allowed in _EXPLANATIONS:
        if needle in said:
            yield Finding(position, (), "yaml", what, allowed)
            return
    yield Finding(
        position, (), "yaml", N_("the YAML can't be read from here on"), N_("see the example of this kind of entry")
    )
