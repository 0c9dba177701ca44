"""YAML to plain values with positions, and the traps that YAML sets for people.

It is the parser that MkDocs uses (PyYAML, libyaml; YAML 1.1), so that authors meet the same traps here as there.
Scalars are kept as the words in the file: what they mean is for the model to say, which is why ``10:00`` and
``2021-02-30`` get a clear message instead of being read as 600 or stopping the load. The tree is built from events,
not recursively, so that no input can exhaust the stack, and anchors, aliases and tags are refused, so that none can
explode or run.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from knowledge_base.locale import N_
from knowledge_base.model.shape import Path
from knowledge_base.parse.yaml_errors import INTERRUPTED, NO_BEGINNING, fault_of, offsets
from knowledge_base.problems import Position

_DEEPEST = 12
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN_TRAP = frozenset({"yes", "no", "on", "off"})
# A comment has a space after its sign; without one, "Grupo #3" was meant, and YAML drops the 3.
# Word processors curl quotation marks; YAML takes only straight ones for such, and these for part of the value.
_CURLY_MARKS = frozenset("“”„‟‘’‚‛")
_CURLY = re.compile(r"[“”„‟](?P<inner>[^“”„‟]*)[“”„‟]|[‘’‚‛](?P<single>[^‘’‚‛]*)[‘’‚‛]")
# Web pages and word processors indent with spaces that do not break; to YAML they are letters.
_HARD_INDENT = re.compile(r"^ *([\u00a0\u2000-\u200a\u202f\u205f\u3000][\s-]*)", re.MULTILINE)
_COMMENT_TRAP = re.compile(r"[ \t]+(#[^\s#].*)")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A fault of the YAML itself: where, the field, the name of the rule, and an English message with its values."""

    position: Position
    path: Path
    rule: str
    what: str
    allowed: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Plain values (dict, list, str, None) and where each stands.

    Attributes:
        data: the values.
        values: where in the text every value stands. Few are ever asked for: lines are counted when one is.
        keys: where every key stands, also of those without a value.
        findings: what is wrong with the YAML.
        complete: whether all of the text could be read; if not, nothing can be said of what seems to be missing.
        text: the YAML.
        first_line: the line of the file on which it begins.
    """

    data: Any
    values: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    complete: bool = True
    text: str = ""
    first_line: int = 1

    @cached_property
    def _lines(self) -> list[int]:
        return _line_starts(self.text)

    def at(self, path: Path) -> Any:
        """Return the value at a path.

        Raises:
            LookupError: there is none.
        """
        value = self.data
        for part in path:
            value = value[part]
        return value

    def position(self, path: Path) -> Position:
        """Return where a value stands; where it is absent, its key, or else the nearest value around it."""
        for length in range(len(path), -1, -1):
            offset = self.values.get(path[:length], self.keys.get(path[:length]))
            if offset is not None:
                return _position(offset, self._lines, self.first_line)
        return Position()

    def key_position(self, path: Path) -> Position:
        """Return where the key of a value stands."""
        return _position(self.keys[path], self._lines, self.first_line) if path in self.keys else self.position(path)


def _line_starts(text: str) -> list[int]:
    """Return where the lines begin. YAML counts three more characters as line ends than editors do."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _position(offset: int, lines: list[int], first_line: int) -> Position:
    line = bisect_right(lines, offset) - 1
    return Position(line + first_line, offset - lines[line] + 1)


@dataclass(kw_only=True)
class _Open:
    """A collection that is being read; ``key`` is the field whose value comes next, if it is a mapping."""

    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    seen: set[str] = field(default_factory=set)

    def next_path(self) -> Path:
        if isinstance(self.container, list):
            return (*self.path, len(self.container))
        return self.path if self.key is None else (*self.path, self.key)


class _Builder:
    """Puts a tree together, event by event."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.stack: list[_Open] = []
        self.root: Any = None
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}
        self.findings: list[Finding] = []
        self.documents = 0
        self.skipped = 0
        self.last: yaml.Event | None = None

    def position(self, offset: int) -> Position:
        return _position(offset, _line_starts(self.text), self.first_line)

    def path(self) -> Path:
        """Return where the next value will stand."""
        return self.stack[-1].next_path() if self.stack else ()

    def report(self, event: yaml.Event, rule: str, what: str, allowed: str = "", **values: str) -> None:
        here = self.position(offsets(event)[0])
        self.findings.append(
            Finding(
                position=here, path=self.path(), rule=rule, what=what, allowed=allowed, values=tuple(values.items())
            )
        )

    def feed(self, event: yaml.Event) -> None:
        self.last = event
        # Most events are scalars of the one document.
        if isinstance(event, yaml.ScalarEvent) and not self.skipped and self.documents == 1:
            self.scalar(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.report(event, "yaml", *INTERRUPTED)
        elif self.documents > 1:
            return
        elif self.skipped:
            self.skipped += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse_specials(event)
            self.open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(event, "yaml-alias", "*")
            if self.expects_key():
                self.take_key(event, "")
            else:
                self.put(event, f"*{event.anchor}")

    def refuse_specials(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self.refuse(event, "yaml-alias", "&")
        tag = getattr(event, "tag", None)
        if tag and tag != "tag:yaml.org,2002:str":
            self.refuse(event, "yaml-tag", "!")

    def refuse(self, event: yaml.NodeEvent, rule: str, character: str) -> None:
        self.report(event, rule, *NO_BEGINNING, character=character)

    def open(self, event: yaml.Event, container: dict[str, Any] | list[Any]) -> None:
        if self.expects_key():
            self.report(event, "yaml-key", N_("the name of a field can't be a list or a group of fields"))
            self.take_key(event, "")
            self.skipped = 1
        elif len(self.stack) >= _DEEPEST:
            self.report(event, "yaml-depth", N_("the values are nested too deeply"))
            self.put(event, None)
            self.skipped = 1
        else:
            path = self.path()
            self.put(event, container)
            self.stack.append(_Open(container=container, path=path))

    def expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].container, dict) and self.stack[-1].key is None

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor or event.tag:
            self.refuse_specials(event)
        value: str = event.value
        if self.expects_key():
            self.take_key(event, value)
        elif event.style:
            self.put(event, value)
        else:
            self.plain(event, value)

    def plain(self, event: yaml.ScalarEvent, value: str) -> None:
        """Take a value without quotation marks, and look for what YAML reads otherwise than people do."""
        _, end = offsets(event)
        cut = _COMMENT_TRAP.match(self.text, end) if self.text[end : end + 1] in (" ", "\t") else None
        if cut:
            what, allowed = N_("YAML leaves out {text!r}"), N_("put the whole value in quotes")
            here = self.position(cut.start(1))
            self.findings.append(
                Finding(
                    position=here,
                    path=self.path(),
                    rule="yaml-comment",
                    what=what,
                    allowed=allowed,
                    values=(("text", cut[1]),),
                )
            )
            value = f"{value} {cut[1]}".strip()
        elif value.lower() in _BOOLEAN_TRAP:
            what, allowed = N_("YAML reads {value} as true or false"), N_('write it in quotes: "{value}"')
            self.report(event, "yaml-boolean", what, allowed, value=value)
        elif value[:1] in _CURLY_MARKS and (curly := _CURLY.fullmatch(value)):
            what, allowed = N_("the curly quotation marks become part of the value"), N_("write {value}")
            inner = curly["inner"] or curly["single"] or ""
            straight = f"'{inner}'" if '"' in inner else f'"{inner}"'
            self.report(event, "yaml-quotes", what, allowed, value=straight)
            value = inner
        self.put(event, None if value in _NULL else value)

    def take_key(self, event: yaml.Event, key: str) -> None:
        top = self.stack[-1]
        top.key = key
        if key in top.seen:
            self.report(event, "yaml-duplicate", N_("the field is there twice"), N_("keep one of them"))
        top.seen.add(key)
        self.keys.setdefault((*top.path, key), offsets(event)[0])

    def put(self, event: yaml.Event, value: Any) -> None:
        if not self.stack:
            self.root = value
            self.values[()] = offsets(event)[0]
            return
        top, path = self.stack[-1], self.path()
        if isinstance(top.container, list):
            self.values.setdefault(path, offsets(event)[0])
            top.container.append(value)
        else:
            key, top.key = top.key or "", None
            # The first of two equal keys wins; a field left empty is a field left out; a name that could not be read
            # has been reported.
            if key and key not in top.container and value is not None:
                self.values.setdefault(path, offsets(event)[0])
                top.container[key] = value


def load(text: str, first_line: int = 1) -> Tree:
    """Return the values of a YAML text.

    Args:
        text: the YAML, one document.
        first_line: the line of the file on which the text begins.

    Returns:
        The tree. Where the YAML can't be read its data are the fields that came before, and a finding says why.
    """
    hard = _HARD_INDENT.search(text)
    if hard:
        # Read on as it was meant; the same length, so that everything stays in its place.
        text = _HARD_INDENT.sub(lambda line: re.sub(r"[^\S\n]", " ", line[0]), text)
    builder = _Builder(text, first_line)
    if hard:
        what, allowed = N_("the line is indented with no-break spaces"), N_("delete them and type ordinary spaces")
        here = builder.position(hard.start(1))
        builder.findings.append(Finding(position=here, path=(), rule="yaml-no-break-space", what=what, allowed=allowed))
    complete = True
    try:
        loader = yaml.CSafeLoader(text)
        while (event := loader.get_event()) is not None:
            builder.feed(event)
    except yaml.YAMLError as error:
        fault = fault_of(error, text, builder.last)
        values = tuple(fault.values.items())
        builder.findings.append(
            Finding(
                position=builder.position(fault.offset),
                path=(),
                rule="yaml",
                what=fault.what,
                allowed=fault.allowed,
                values=values,
            )
        )
        complete = False
        # What was being read when the parser stumbled may be half of what was meant.
        if isinstance(builder.root, dict | list) and builder.root:
            builder.root.popitem() if isinstance(builder.root, dict) else builder.root.pop()
    findings = tuple(builder.findings)
    complete = complete and builder.documents < 2
    return Tree(
        data=builder.root,
        values=builder.values,
        keys=builder.keys,
        findings=findings,
        complete=complete,
        text=text,
        first_line=first_line,
    )
