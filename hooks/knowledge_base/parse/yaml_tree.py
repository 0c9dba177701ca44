"""Parses YAML to plain values with positions, and reports YAML's usual pitfalls.

The parser is the one that MkDocs uses (PyYAML over libyaml; YAML 1.1), so that both accept the same files. We consume
its events instead of loading the document:

- Scalars stay strings, exactly as written, and the model decides what they mean. So ``10:00`` and ``2021-02-30`` get a
  clear message, where YAML 1.1 would load the first as 600 and fail on the second.
- Every key and value keeps its offset, so that problems can point at it.
- The tree is built iteratively with an explicit stack, so that deep nesting cannot overflow Python's.
- Anchors, aliases and tags are refused, so that a small file cannot expand to a huge one ("billion laughs") and no tag
  can construct an object.

Where a pitfall has an obvious fix the tree has the value that was meant, so that the checks after it find everything
else that is wrong in the same run.
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
from knowledge_base.parse.quotation import marks_of_words, taken_for_comment
from knowledge_base.parse.yaml_errors import (
    INTERRUPTED,
    NO_BEGINNING,
    NO_SPACE,
    Fault,
    Finding,
    fault_of,
    in_quotes,
    offsets,
)
from knowledge_base.problems import Correction, Position

_DEEPEST = 12
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN_TRAP = frozenset({"yes", "no", "on", "off"})
_LONGEST_TRAP = max(map(len, _BOOLEAN_TRAP))
# Text that is copied from web pages may be indented with no-break spaces. To YAML they are ordinary characters.
_HARD_INDENT = re.compile(r"^ *([\u00a0\u2000-\u200a\u202f\u205f\u3000][\s-]*)", re.MULTILINE)
# A name behind a question mark, between commas or on a line.
_NAME_IN_WORDS = re.compile(r"\? [^\n,\[\]{}]*")
# A field without a blank behind its colon, between braces; an address has no name before its colon.
_GLUED = re.compile(r"([a-z_]+):([^\s/:].*)")


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A parsed YAML document: plain values, and the position of each.

    Attributes:
        data: the values: nested ``dict`` and ``list``, with ``str`` or ``None`` as leaves.
        values: the offset of every value in ``text``. Few are ever needed, so lines and columns are computed on demand.
        keys: the offset of every key, including those without a value.
        findings: the problems with the YAML itself.
        complete: whether the whole text could be parsed. If not, a field that seems to be missing may be in the part
            that was not, and must not be reported.
        text: the YAML.
        first_line: the line of the file on which ``text`` begins, counted from 1.
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
        """Return the position of a value, or if it is absent, of its key, or else of its nearest ancestor."""
        for length in range(len(path), -1, -1):
            offset = self.values.get(path[:length], self.keys.get(path[:length]))
            if offset is not None:
                return _position(offset, self._lines, self.first_line)
        return Position()

    def written(self, path: Path) -> str:
        """Return a single value as it is written, with its quotes; empty if there is none at the path."""
        offset = self.values.get(path)
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                if isinstance(event, yaml.ScalarEvent) and _start(event) == offset:
                    return self.text[slice(*offsets(event))].rstrip()
        except yaml.YAMLError:
            # What stands before the mistake was found by then.
            return ""
        return ""

    def key_position(self, path: Path) -> Position:
        """Return the position of a key; if there is none, as `position`."""
        return _position(self.keys[path], self._lines, self.first_line) if path in self.keys else self.position(path)


def _line_starts(text: str) -> list[int]:
    """Return the offsets of the line starts.

    YAML's own line numbers are of no use: it also breaks lines at U+0085, U+2028 and U+2029, where editors do not.
    """
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _position(offset: int, lines: list[int], first_line: int) -> Position:
    line = bisect_right(lines, offset) - 1
    return Position(line + first_line, offset - lines[line] + 1)


@dataclass(kw_only=True, slots=True)
class _Open:
    """A collection whose end has not been reached.

    Attributes:
        container: the list or mapping, filled so far.
        path: its path.
        is_mapping: whether it is a mapping.
        in_brackets: whether it is written between brackets or braces.
        key: in a mapping, the key whose value comes next; ``None`` when a key is expected.
        seen: in a mapping, the keys so far, to detect duplicates.
    """

    container: dict[str, Any] | list[Any]
    path: Path
    is_mapping: bool
    in_brackets: bool
    key: str | None = None
    seen: set[str] = field(default_factory=set)

    def next_path(self) -> Path:
        if isinstance(self.container, list):
            return (*self.path, len(self.container))
        return self.path if self.key is None else (*self.path, self.key)


def _start(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.index if mark else 0


class _Builder:
    """Builds a tree from the events of the parser.

    ``stack`` has the collections that are open, the innermost last. ``skipped`` counts the open collections inside a
    subtree that is being ignored. ``documents`` counts documents: only the first is built, the second is an error.
    """

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
        # Nothing more is read: the parser looks through all open brackets at each, which grows with their square.
        self.given_up = False
        # Of a value between brackets, YAML leaves the end of its line out, and so a bracket.
        self.hidden_bracket = False

    @cached_property
    def lines(self) -> list[int]:
        return _line_starts(self.text)

    def position(self, offset: int) -> Position:
        return _position(offset, self.lines, self.first_line)

    def path(self) -> Path:
        """Return the path of the next value."""
        return self.stack[-1].next_path() if self.stack else ()

    def report(
        self, event: yaml.Event, rule: str, what: str, allowed: str = "", /, instead: str = "", **values: str
    ) -> None:
        """Note a finding at an event, and what to write in its place if that is clear."""
        start, end = offsets(event)
        here = self.position(start)
        self.find(rule, (what, allowed), Correction(here, self.text[start:end], instead), **values)

    def find(self, rule: str, sentences: tuple[str, str], meant: Correction, /, **values: str) -> None:
        """Note a finding where something has to be corrected, though it may not be clear how: to nothing then."""
        what, allowed = sentences
        self.findings.append(
            Finding(
                position=meant.position,
                path=self.path(),
                rule=rule,
                what=what,
                allowed=allowed,
                values=tuple(values.items()),
                correction=meant if meant.new else None,
            )
        )

    def explain(self, fault: Fault) -> None:
        """Note the mistake that has ended the reading."""
        self.findings.append(
            Finding(
                position=self.position(fault.offset),
                path=(),
                rule="yaml",
                what=fault.what,
                allowed=fault.allowed,
                values=tuple(fault.values.items()),
                correction=fault.edit and Correction(self.position(fault.edit[0]), *fault.edit[1:]),
            )
        )

    def read(self, loader: yaml.CSafeLoader) -> None:
        while not self.given_up and (event := loader.get_event()) is not None:
            self.last = event
            # The most frequent event comes first.
            if isinstance(event, yaml.ScalarEvent) and not self.skipped and self.documents == 1:
                self.scalar(event)
            else:
                self.feed(event)

    def feed(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.report(event, "yaml", *INTERRUPTED)
        elif self.documents > 1:
            return
        elif self.skipped:
            self.skipped += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            self.given_up = self.skipped > _DEEPEST
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

    def open(self, event: yaml.CollectionStartEvent, container: dict[str, Any] | list[Any]) -> None:
        if self.expects_key():
            self.report(event, "yaml-key", N_("the name of a field can't be a list or a group of fields"))
            self.take_key(event, "")
            self.skipped = 1
        elif len(self.stack) >= _DEEPEST:
            self.report(event, "yaml-depth", N_("the values are nested too deeply"))
            self.put(event, None)
            self.skipped = 1
        elif isinstance(container, dict) and self.stack and self.asks(event):
            self.in_words(event)
        else:
            path = self.path()
            self.put(event, container)
            self.stack.append(
                _Open(
                    container=container,
                    path=path,
                    is_mapping=isinstance(container, dict),
                    in_brackets=bool(event.flow_style),
                )
            )

    def asks(self, event: yaml.Event) -> bool:
        return self.text.startswith("? ", _start(event)) and not self.stack[-1].is_mapping

    def in_words(self, event: yaml.Event) -> None:
        """Take a name behind a question mark, which YAML reads as a group of fields, for the text that it is."""
        name = _NAME_IN_WORDS.match(self.text, _start(event))
        written = name[0].rstrip() if name else ""
        quoted = in_quotes(written)
        what, allowed = N_("a name behind a question mark must be in quotes"), N_("write {value}")
        self.find(
            "yaml-question", (what, allowed), Correction(self.position(_start(event)), written, quoted), value=quoted
        )
        self.put(event, written)
        self.skipped = 1

    def expects_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].key is None and self.stack[-1].is_mapping

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor or event.tag:
            self.refuse_specials(event)
        value: str = event.value
        top = self.stack[-1] if self.stack else None
        if top and top.key is None and top.is_mapping:
            self.take_key(event, value)
        else:
            self.put(event, value if event.style else self.plain(event, value))

    def plain(self, event: yaml.ScalarEvent, value: str) -> str | None:
        """Return an unquoted scalar, after checking for the cases that YAML reads differently than people do."""
        _, end = offsets(event)
        in_brackets = bool(self.stack) and self.stack[-1].in_brackets
        # Most values have nothing behind them.
        behind = self.text[end : end + 1] in (" ", "\t")
        if behind and (cut := taken_for_comment(self.text, end, in_brackets=in_brackets)):
            self.hidden_bracket = in_brackets
            what, allowed = N_("YAML leaves out {text!r}"), N_("put the whole value in quotes")
            self.findings.append(
                Finding(
                    position=self.position(cut.start(1)),
                    path=self.path(),
                    rule="yaml-comment",
                    what=what,
                    allowed=allowed,
                    values=(("text", cut[1].rstrip()),),
                    correction=self.quoted(event, cut.end()),
                )
            )
            value = f"{value} {cut[1].rstrip()}"
        elif len(value) <= _LONGEST_TRAP and value.lower() in _BOOLEAN_TRAP:
            what, allowed = N_("YAML reads {value} as true or false"), N_('write it in quotes: "{value}"')
            self.report(event, "yaml-boolean", what, allowed, instead=f'"{value}"', value=value)
        elif quoted := marks_of_words(value):
            straight = in_quotes(quoted.inner)
            self.report(event, "yaml-quotes", quoted.what, N_("write {value}"), instead=straight, value=straight)
            value = quoted.inner
        return None if value in _NULL else value

    def quoted(self, event: yaml.ScalarEvent, end: int) -> Correction | None:
        """Return what a scalar is between quotes, up to a place in its line; nothing if it has more than one line."""
        start, _ = offsets(event)
        written = self.text[start:end].rstrip()
        return None if "\n" in written else Correction(self.position(start), written, in_quotes(written))

    def take_key(self, event: yaml.Event, key: str) -> None:
        top = self.stack[-1]
        top.key = key
        if key in top.seen:
            self.report(event, "yaml-duplicate", N_("the field is there twice"), N_("keep one of them"))
        top.seen.add(key)
        self.keys.setdefault((*top.path, key), _start(event))

    def put(self, event: yaml.Event, value: Any) -> None:
        if not self.stack:
            self.root = value
            self.values[()] = _start(event)
            return
        top = self.stack[-1]
        if isinstance(top.container, list):
            self.values.setdefault((*top.path, len(top.container)), _start(event))
            top.container.append(value)
        else:
            key, top.key = top.key or "", None
            if value is None and (glued := _GLUED.fullmatch(key)):
                key, value = self.divided(top, key, glued)
            # Of duplicate keys the first wins. An empty field counts as absent. An empty key stands for one that was
            # invalid, which has been reported.
            if key and key not in top.container and value is not None:
                self.values.setdefault((*top.path, key), _start(event))
                top.container[key] = value

    def divided(self, top: _Open, key: str, glued: re.Match[str]) -> tuple[str, str]:
        """Divide ``code:PA``, which is one name to YAML between braces, into field and value."""
        start = self.keys[*top.path, key]
        top.key = glued[1]
        self.find("yaml", NO_SPACE, Correction(self.position(start + len(glued[1]) + 1), "", " "))
        top.key = None
        self.keys.setdefault((*top.path, glued[1]), start)
        return glued[1], glued[2]


def load(text: str, first_line: int = 1) -> Tree:
    """Parse a YAML document. Nothing is raised for invalid YAML.

    Args:
        text: the YAML, one document.
        first_line: the line of the file on which the text begins, counted from 1.

    Returns:
        The tree. After a syntax error its data are the top-level fields before the error, and a finding explains it.
    """
    hard = _HARD_INDENT.search(text)
    if hard:
        # Continue with ordinary spaces. They replace one character each, so offsets stay valid.
        text = _HARD_INDENT.sub(lambda line: re.sub(r"[^\S\n]", " ", line[0]), text)
    builder = _Builder(text, first_line)
    if hard:
        what, allowed = N_("the line is indented with no-break spaces"), N_("delete them and type ordinary spaces")
        here = builder.position(hard.start(1))
        straight = Correction(here, hard[1], re.sub(r"[^\S\n]", " ", hard[1]))
        builder.findings.append(
            Finding(
                position=here,
                path=(),
                rule="yaml-no-break-space",
                what=what,
                allowed=allowed,
                correction=straight,
            )
        )
    complete = True
    try:
        builder.read(yaml.CSafeLoader(text))
    except yaml.YAMLError as error:
        if not builder.hidden_bracket:
            builder.explain(fault_of(error, text, builder.last))
        complete = False
        # The top-level value that was being parsed may be truncated: drop it.
        if isinstance(builder.root, dict | list) and builder.root:
            builder.root.popitem() if isinstance(builder.root, dict) else builder.root.pop()
    findings = tuple(builder.findings)
    complete = complete and builder.documents < 2 and not builder.given_up
    return Tree(
        data=builder.root,
        values=builder.values,
        keys=builder.keys,
        findings=findings,
        complete=complete,
        text=text,
        first_line=first_line,
    )
