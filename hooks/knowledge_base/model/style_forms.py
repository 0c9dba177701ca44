"""Forms of words that texts avoid: how they are found, and what is written instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge_base.locale import Locale

# Words, and the one sign that forms are found by.
_WORD = re.compile(r"\w+|%")


@dataclass(frozen=True, kw_only=True)
class AvoidedForm:
    """A form of words that texts in a language do not use.

    Attributes:
        example: one, as the style sheet shows it.
        write: what to write instead, with the groups of the pattern (`re.Match.expand`), or a function that returns it.
        pattern: finds it, in the syntax of `re`; by default the words of the example.
        hints: words or signs, one of which is in all that the pattern finds; texts without any are not searched. By
            default the longest word of the example, where there is no pattern; else none, and every text is searched.
        is_advice: whether ``write`` says how to write it, since the match alone does not tell: 5/6 is June or May.
    """

    example: str
    write: str | Callable[[re.Match[str]], str]
    pattern: str = ""
    hints: tuple[str, ...] = ()
    is_advice: bool = False

    @cached_property
    def found_by(self) -> re.Pattern[str]:
        """The pattern that finds it."""
        words = re.escape(self.example)
        # Where a word begins is asked after it was found: patterns that begin with letters are searched much faster.
        return re.compile(self.pattern or rf"{words}(?<!\w{words})\b")

    @cached_property
    def found_with(self) -> frozenset[str]:
        """The words or signs, one of which is in all that the pattern finds."""
        return frozenset(self.hints if self.pattern else (max(_WORD.findall(self.example), key=len),))

    @property
    def instead(self) -> str:
        """What the style sheet shows in place of the example."""
        match = self.found_by.search(self.example)
        return self.replaced(match) if match else ""

    def replaced(self, match: re.Match[str]) -> str:
        """Return what to write instead of a match of the pattern."""
        return match.expand(self.write).strip() if isinstance(self.write, str) else self.write(match)


@dataclass(frozen=True, kw_only=True)
class StyleSubject:
    """A part of the style sheet.

    Attributes:
        title: its heading (English; ``es.po`` has the Spanish).
        rule: what holds in both languages (likewise).
        forms: what is not written, by language.
    """

    title: str
    rule: str
    forms: Mapping[Locale, tuple[AvoidedForm, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Departure:
    """A place where a text departs from the style sheet.

    Attributes:
        start: where it begins, in characters.
        words: what stands there.
        instead: what to write instead.
        is_advice: whether that is said in words, and is not what to put in their place.
    """

    start: int
    words: str
    instead: str
    is_advice: bool


# What is quoted is not ours: words between quotation marks, code, addresses, alone or of links. None holds its own
# beginning, or each beginning would be followed to the end.
_NOT_OURS = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<code>`+)(?!`)[\s\S]*?(?<!`)(?P=code)(?!`)"
    r"|“[^“”]*”|«[^«»]*»|\"[^\"\n]*\"|\]\([^)\[\]\n]*\)|^ {0,3}>.*|^ {0,3}\[(?!\^)[^\[\]\n]+\]:.*"
    r"|(?:https?://|www\.)\S+|(?<![^\s<(])[^\s<(@]+@[^\s>)]+",
    re.MULTILINE,
)


def _may_be_in(words: set[str], form: AvoidedForm) -> bool:
    return not form.found_with or not form.found_with.isdisjoint(words)


def avoided_in(text: str, forms: Iterable[AvoidedForm]) -> tuple[AvoidedForm, ...]:
    """Return the forms that occur in a text, what is quoted in it included."""
    words = set(_WORD.findall(text))
    return tuple(form for form in forms if _may_be_in(words, form) and form.found_by.search(text))


def departures_in(text: str, forms: Iterable[AvoidedForm]) -> tuple[Departure, ...]:
    """Return where a text uses forms that are avoided, in order.

    Args:
        text: words of our own, in Markdown or plain; what is quoted in them is left alone.
        forms: the forms of its language.
    """
    there = avoided_in(text, forms)
    if not there:
        return ()
    ours = _NOT_OURS.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), text)
    found = (
        Departure(start=match.start(), words=match[0], instead=form.replaced(match), is_advice=form.is_advice)
        for form in there
        for match in form.found_by.finditer(ours)
    )
    return tuple(sorted(found, key=lambda each: each.start))
