"""Translates errors of the YAML parser into the mistakes that authors make.

libyaml reports what it expected and where it gave up, which is often far from the mistake: it notices an unclosed quote
lines later. This module uses the error message, the marks and the last event to find the place to correct. It matches
libyaml's English messages, as libyaml has no error codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import yaml

from knowledge_base.locale import N_
from knowledge_base.model.shape import Path
from knowledge_base.problems import Correction, Position

INTERRUPTED = (N_("the fields are interrupted here"), N_("remove the line that begins with --- or ..."))
NO_BEGINNING = (N_("a value can't begin with {character}"), N_("put it in quotes"))

_TAB = (N_("a tab stands where only spaces are allowed"), N_("indent with two spaces"))
_COLON_INSIDE = (N_("a value with a colon must be in quotes"), N_("write {value}"))
_NO_COLON = (N_("a field has no colon"), N_("write it as name: value"))
_NO_FIELD = (
    N_("this line is no field: it has no colon"),
    N_("write it as name: value; or begin it with two spaces if it continues the line above"),
)
_NO_DASH = (N_("a dash is missing before this item of the list"), N_("write - {item}"))
NO_SPACE = (N_("a space is missing after the colon"), N_("write it as name: value"))
_NOT_IN_LINE = (N_("this line does not line up with its list or field"), N_("align it with the others"))
_OPEN_QUOTE = (N_("a quotation mark is opened here and never closed"), N_("close it"))
_EARLY_QUOTE = (
    N_("the quotation marks close before the value ends"),
    N_('write \\" for a quotation mark inside, or « and »'),
)
_OPEN_BRACKET = (N_("a bracket is opened here and never closed"), N_("add ] or }"))
_MARKED = (N_("a mark of Markdown stands beside the name of a field"), N_("write {value}"))
_EXTRA_BRACKET = (N_("a bracket is closed that was never opened"), N_("remove it"))
_TWO_COMMAS = (N_("a value is missing between two commas"), N_("write it, or remove a comma"))
_NO_COMMA = (N_("a comma is missing before this value"), N_("write the list as [one, two]"))
_BACKSLASH = (N_("a backslash in double quotes needs another"), N_("write \\\\ or use single quotes"))
_HIDDEN = (N_("there are invisible characters ({characters})"), N_("remove them; typing the text anew helps"))
# A name, a sign in place of the colon, and two words.
_WORDS_OF_FIELD = 4
_OTHERWISE = (N_("the fields can't be read from here on"), N_("compare with another entry of this kind"))


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A problem with the YAML itself.

    Attributes:
        position: where in the file.
        path: the field.
        rule: the permanent name of the rule.
        what: what is wrong (English; ``es.po`` has the Spanish).
        allowed: what to write instead (likewise); may be empty.
        values: the values of the placeholders in both sentences, as pairs of name and value.
        correction: what to write, where that is clear.
    """

    position: Position
    path: Path
    rule: str
    what: str
    allowed: str = ""
    values: tuple[tuple[str, str], ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A syntax error, explained.

    Attributes:
        offset: where to correct it, in characters from the start of the text.
        what: what is wrong (English; ``es.po`` has the Spanish).
        allowed: what to write instead (likewise).
        values: the values of the placeholders in both sentences.
        edit: what to write, where that is clear: an offset, the text there, and what to write in its place.
    """

    offset: int
    what: str
    allowed: str
    values: dict[str, str] = field(default_factory=dict)
    edit: tuple[int, str, str] | None = None


def in_quotes(value: str) -> str:
    """Return a value of one line between quotes."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))


def offsets(event: yaml.Event) -> tuple[int, int]:
    """Return the start and end of an event, as character offsets."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


def fault_of(error: yaml.YAMLError, text: str, last: yaml.Event | None) -> Fault:
    """Return the mistake behind an error of the parser.

    Args:
        error: the error.
        text: the YAML.
        last: the last event before the error.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        # A ReaderError: the text has a character that YAML forbids. Its position is in bytes of UTF-8.
        at, character = getattr(error, "position", 0), getattr(error, "character", 0)
        offset = len(text.encode()[:at].decode(errors="ignore"))
        return _at(offset, _HIDDEN, characters=f"U+{character:04X}")
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    began = error.context_mark.index if error.context_mark else offset
    return _fault(str(error.problem), str(error.context), offset, began, text, last)


def _fault(problem: str, context: str, offset: int, began: int, text: str, last: yaml.Event | None) -> Fault:
    """Return the mistake behind a message of libyaml.

    Args:
        problem: libyaml's ``problem``: what it expected or found.
        context: libyaml's ``context``: which construct it was parsing.
        offset: where it stopped.
        began: where that construct begins.
        text: the YAML.
        last: the last event before the error.
    """
    start, line = _line(text, offset)
    if indent := re.match(r" *\t", line):
        return _with_tab(start + indent.end() - 1, text)
    if text[offset : offset + 1] == "\t":
        return _with_tab(offset, text)
    if marked := _marked_field(start, line, text) or _marked_field(*_line(text, began), text):
        return marked
    if "mapping values are not allowed" in problem:
        return _unexpected_colon(offset, text)
    if "could not find expected ':'" in problem:
        if _in_list(began, text):
            return _without_dash(began, text)
        written = _line(text, began)[1]
        return _without_space(began, text) if ":" in written else _without_colon(began, written)
    if "quoted scalar" in context:
        return _at(began, _OPEN_QUOTE) if "end of stream" in problem else _at(offset, _BACKSLASH)
    if "did not find expected ',' or" in problem:
        same_line = _line(text, began) == (start, line) and text[offset : offset + 1].strip()
        return _at(offset, _NO_COMMA) if same_line else _at(began, _OPEN_BRACKET)
    if "expected key" in problem or "expected '-' indicator" in problem:
        return _unexpected_end(offset, text, last)
    if "document start" in problem:
        return _at(_line(text, max(0, start - 1))[0], INTERRUPTED)
    if not text[offset:].strip() and isinstance(last, yaml.CollectionStartEvent):
        return _at(offsets(last)[0], _OPEN_BRACKET)
    if re.search("scanning (an a|a block scalar|a tag|a directive)", context):
        offset = began
    character = text[offset : offset + 1]
    if character == "," and _line(text, offset)[1][: offset - start].rstrip().endswith((",", "[", "{")):
        return _at(offset, _TWO_COMMAS)
    if item := re.match(r"\s*\*[ \t]+(\S.*)", line):
        # A star is how lists begin elsewhere.
        star = start + line.index("*")
        return replace(_at(star, _NO_DASH, item=item[1].strip()), edit=(star, "*", "-"))
    if character.strip():
        return _at(offset, NO_BEGINNING, character=character)
    return _at(offset, _OTHERWISE)


# A name as chats write it, in bold or as code, and a field as the item of a list.
_STRESSED = re.compile(r"(\s*(?:- )?)([*_`]{1,3})([A-Za-z]\w*)(?:\2:|:\2)(?=\s|$)(.*)")
_AS_ITEM = re.compile(r"[-*][ \t]+([A-Za-z]\w*:(?:[ \t].*)?)")


def _marked_field(start: int, line: str, text: str) -> Fault | None:
    """Explain marks beside the name of a field; return ``None`` if there are none.

    Args:
        start: where the line begins.
        line: the line.
        text: the YAML.
    """
    if found := _STRESSED.fullmatch(line):
        name, rest = f"{found[3]}:", found[4]
        fault = _at(start, _MARKED, value=f"{name}{rest}".rstrip())
        return replace(fault, edit=(start + found.end(1), line[found.end(1) : found.start(4)], name))
    if (found := _AS_ITEM.fullmatch(line)) and not _continues_list(start, text):
        return replace(_at(start, _MARKED, value=found[1].rstrip()), edit=(start, line[: found.start(1)], ""))
    return None


def _continues_list(start: int, text: str) -> bool:
    """Whether a line without indent may be an item: of a list that goes on without one, or of the field just above."""
    above = [line for line in text[:start].splitlines() if line.strip()]
    outer = next((line for line in reversed(above) if not line[0].isspace()), "")
    return outer.startswith(("-", "*")) or (bool(above) and outer is above[-1] and outer.rstrip().endswith(":"))


def _without_colon(offset: int, line: str) -> Fault:
    """Explain a line that should be a field and has no colon: a field has a name, and a text of several words goes on.

    Args:
        offset: where the line begins.
        line: the line.
    """
    if item := re.match(r"(\s*)([•·▪●◦‣–—])[ \t]*(\S.*)", line):
        place = offset + len(item[1])
        return replace(_at(place, _NO_DASH, item=item[3].strip()), edit=(place, item[2], "-"))
    return _at(offset, _NO_FIELD if len(line.split()) > _WORDS_OF_FIELD else _NO_COLON)


def _at(offset: int, sentences: tuple[str, str], **values: str) -> Fault:
    what, allowed = sentences
    return Fault(offset=offset, what=what, allowed=allowed, values=values)


def _line(text: str, offset: int) -> tuple[int, str]:
    """Return the line that contains an offset: the offset of its start, and its text."""
    start = text.rfind("\n", 0, offset) + 1
    return start, text[start:].partition("\n")[0]


def _unexpected_colon(offset: int, text: str) -> Fault:
    """Explain an unexpected colon.

    Either the line has a second one, or it is indented too far, or the line before it lacks its own.
    """
    start, line = _line(text, offset)
    if field := re.match(r"[\s-]*+[^\s:]++:[ \t]+", line[: offset - start]):
        value = line[field.end() :].rstrip()
        quoted = in_quotes(re.sub("^[“”„]|[“”]$", "", value))
        fault = _at(offset, _COLON_INSIDE, value=quoted)
        # A comment behind the value is none of it.
        return fault if " #" in value else replace(fault, edit=(start + field.end(), value, quoted))
    before, previous = _line(text, max(0, start - 1))
    if ":" not in previous:
        return _without_colon(before, previous)
    if not re.search(r":([ \t]|$)", previous):
        return _without_space(before, text)
    return _at(start + len(line) - len(line.lstrip()), _NOT_IN_LINE)


def _unexpected_end(offset: int, text: str, last: yaml.Event | None) -> Fault:
    """Explain content after the end of a value or collection."""
    if isinstance(last, yaml.ScalarEvent) and last.style in ('"', "'"):
        first, end = offsets(last)
        if not text[end:offset].strip(" \t"):
            return _at(first, _OPEN_QUOTE) if "\n" in text[first:end] else _at(offset, _EARLY_QUOTE)
    if text[offset : offset + 1] in tuple("]}"):
        return _at(offset, _EXTRA_BRACKET)
    start, line = _line(text, offset)
    if isinstance(last, yaml.CollectionEndEvent) and (value := re.match(r"([\s-]*+[^\s:]++:[ \t]+)([\[{].*\S)", line)):
        # "[Oficina] móvil" is a list with something behind it.
        begin = start + len(value[1])
        if begin < offset:
            fault = _at(begin, NO_BEGINNING, character=value[2][0])
            return replace(fault, edit=(begin, value[2], in_quotes(value[2])))
    if _in_list(offset, text):
        return _without_dash(offset, text)
    return _at(offset, _NOT_IN_LINE)


def _in_list(offset: int, text: str) -> bool:
    """Whether an offset is at the start of a line that looks like a list item without its dash.

    Such a line is indented like the dash of the item above it.
    """
    start, line = _line(text, offset)
    indent = line[: len(line) - len(line.lstrip())]
    if start + len(indent) != offset or line[len(indent) :].startswith("- "):
        return False
    for above in reversed(text[:start].splitlines()):
        if not above.startswith(f"{indent} "):
            return above.startswith(f"{indent}- ")
    return False


def _without_dash(offset: int, text: str) -> Fault:
    return replace(_at(offset, _NO_DASH, item=_line(text, offset)[1].strip()), edit=(offset, "", "- "))


def _without_space(offset: int, text: str) -> Fault:
    start, line = _line(text, offset)
    field = re.match(r"\s*(?:- )?\w[\w-]*:(?=[^\s/:])", line)
    return replace(_at(offset, NO_SPACE), edit=(start + field.end(), "", " ") if field else None)


def _with_tab(offset: int, text: str) -> Fault:
    start, line = _line(text, offset)
    indent = line[: len(line) - len(line.lstrip())]
    is_indent = offset < start + len(indent)
    return replace(
        _at(offset, _TAB), edit=(start, indent, indent.replace("\t", "  ")) if is_indent else (offset, "\t", " ")
    )
