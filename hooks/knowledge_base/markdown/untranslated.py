"""Finds what a translated body still says in the words, and in the language, of its original.

Much is the same in both languages and is right so: code, addresses, identifiers, names, figures, tables, lists of
links, what is quoted. So two things count together: a sentence of the original stands in the translation, and it is in
the language of the original, as its common words tell (of, the, with; de, la, con).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from knowledge_base.locale import Locale
from knowledge_base.markdown.dialect import tokens_of
from knowledge_base.model.common_words import DISTINCT

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FEWEST_WORDS = 3
# In place of what is no words: code, and what is quoted.
_GAP = "\0"
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|‘[^’]*’")
_END = re.compile(r"[.!?…:][)\]”»\"*_]*(?=\s|$)")
# "Global Compact for Safe, Orderly and Regular Migration": words with capitals, and what joins them.
_CAPITAL = r"[^\W\d_a-záéíóúüñ][\w'’-]*"
_JOINT = r"(?:a|al|an|and|de|del|e|el|en|for|in|la|las|los|of|on|para|por|sobre|the|to|with|y)"
_NAME = re.compile(rf"\b{_CAPITAL}(?:,? (?:{_JOINT} ){{0,3}}{_CAPITAL})+")
# What is written for programs where no code is marked: statements, placeholders, paths, calls, numbers with units.
_IDENTIFIER = re.compile(r"(?m)^(?:im|ex)port .*['\"];?$|\{[^{}\n]*\}|\S*[\w)][/\\_=<>@#{}\[\].][\w(]\S*|\S*\d\S*")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Lines of a translation that are still those of the original.

    Attributes:
        first: the first line, counted from 0.
        last: the last one.
        column: where in its line the first sentence begins, counted from 0.
        words: the sentences.
    """

    first: int
    last: int
    column: int
    words: str


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    """A sentence of a body.

    Attributes:
        words: as it is read, without marks and addresses.
        own: the same with gaps for what it quotes.
        line: the line of the body on which it begins, counted from 0.
        end: the line on which it ends.
        column: where in that line it begins.
        quoted: whether it is part of a block that quotes.
    """

    words: str
    own: str
    line: int
    end: int
    column: int
    quoted: bool

    @property
    def key(self) -> tuple[str, ...]:
        """The words by which it is found in the other body."""
        return tuple(_WORD.findall(self.words.casefold()))


def untranslated(original: str, translation: str, locale: Locale) -> tuple[Stretch, ...]:
    """Find the parts of a translated body that are still in the language of the original, and in its words.

    Args:
        original: the body of the original.
        translation: the body of the translation.
        locale: the language of the original.
    """
    # Most texts are translated: they have hardly a word of the other language, and need no closer look.
    if DISTINCT[locale].isdisjoint(_WORD.findall(translation.casefold())):
        return ()
    known = {sentence.key for sentence in _sentences(original)}
    stretches: list[list[_Sentence]] = []
    apart = True
    for sentence in _sentences(translation):
        if len(sentence.key) < _FEWEST_WORDS:
            continue
        if sentence.key not in known:
            apart = True
        elif _is_in(sentence.own, locale) and not (sentence.quoted and apart):
            if apart:
                stretches.append([])
            stretches[-1].append(sentence)
            apart = False
    return tuple(
        Stretch(
            first=found[0].line,
            last=found[-1].end,
            column=found[0].column,
            words=" ".join(" ".join(sentence.key) for sentence in found),
        )
        for found in stretches
    )


def _is_in(words: str, locale: Locale) -> bool:
    """Whether a sentence is in a language: what holds it together is, and it says more than names and figures."""
    # A heading or an item without a full stop may be a title, which stands in its own language from its first word on.
    ends = _END.search(words[-4:]) is not None
    first = _WORD.search(words)
    start = first.end() if ends and first else 0
    ours = _IDENTIFIER.sub(_GAP, words[:start] + _NAME.sub(_GAP, words[start:]))
    found = _WORD.findall(ours.casefold())
    own, other = (len(DISTINCT[language].intersection(found)) for language in (locale, locale.other))
    fewest = 1 if ends else 2
    return len(found) >= _FEWEST_WORDS and own >= fewest and own > other


def _sentences(text: str) -> Iterator[_Sentence]:
    """Yield the sentences of a body, without those of tables, and of blocks that only link."""
    lines = text.split("\n")
    around: list[str] = []
    found: list[_Sentence] = []
    for token in tokens_of(text).tokens:
        if token.nesting > 0:
            around.append(token.type)
        elif token.nesting < 0:
            around.pop()
        elif token.type == "inline" and not {"table_open", "alert_title_open"}.intersection(around):
            children = token.children or []
            if not _only_links(children):
                found += _of_block(lines, token, quoted="blockquote_open" in around)
    # The notes of footnotes are told at the end, wherever they stand.
    yield from sorted(found, key=lambda sentence: (sentence.line, sentence.column))


def _only_links(children: Sequence[Token]) -> bool:
    inside = 0
    for child in children:
        inside += child.nesting if child.type in ("link_open", "link_close") else 0
        if not inside and child.type == "text" and _WORD.search(child.content):
            return False
    return True


def _of_block(lines: Sequence[str], block: Token, *, quoted: bool) -> Iterator[_Sentence]:
    line, _ = block.map or (0, 0)
    words = "".join(map(_read, block.children or ()))
    # As long as the words, so that both end their sentences in the same places.
    own = _QUOTED.sub(lambda match: re.sub(r"[^\n]", _GAP, match[0]), words)
    column = 0
    for start, end in pairwise([0, *(match.end() for match in _END.finditer(own)), len(words)]):
        sentence = words[start:end]
        lead = len(sentence) - len(sentence.lstrip())
        if not sentence.strip():
            continue
        breaks = words.count("\n", 0, start + lead)
        if "\n" in words[max(start - 1, 0) : start + lead]:
            column = 0
        last = breaks + sentence.strip().count("\n")
        first = _WORD.search(sentence)
        source = lines[line + breaks] if line + breaks < len(lines) else ""
        column = max(source.find(first[0], column), 0) if first else column
        yield _Sentence(
            words=sentence.strip(),
            own=own[start:end].strip(),
            line=line + breaks,
            end=line + last,
            column=column,
            quoted=quoted,
        )
        if last > breaks:
            column = 0
        elif first:
            column += len(first[0])


def _read(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "text":
            return token.content
        case "code_inline" | "image" | "footnote_ref":
            return _GAP
    return ""
