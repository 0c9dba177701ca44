"""The dialect in which bodies are written, as tokens.

It is Markdown as GitHub shows it (CommonMark 0.31 and GitHub Flavored Markdown 0.29: tables, strikethrough, task lists,
bare addresses, alerts, footnotes), so that a proposal looks on its host as it will on the site. Definition lists
(PHP Markdown Extra) and notes as ``!!! type "title"`` (Python-Markdown's admonitions) are added.

Raw HTML becomes tokens of its own, so that the check can say where it stands; no page ever shows it but as words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from knowledge_base.markdown.plain_blocks import PlainBlock
from knowledge_base.markdown.plain_inline import ADDRESS, AT, END, plain_tokens

# The rules whose tokens have a place, with the sign at which each of them acts.
_PLACED = {
    "link": "[",
    "image": "!",
    "backticks": "`",
    "autolink": "<",
    "html_inline": "<",
    "footnote_ref": "[",
    "gfm_autolink_www": "w",
    "gfm_autolink_protocol": ":",
    "gfm_autolink_email": "@",
}
_FILLED = "filled-cells"
_MOST_FILLED = 2_000
_SCHEMES = ("http", "https", "mailto", "xmpp")
_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_InlineRule = Callable[[StateInline, bool], bool]
_Rule = TypeVar("_Rule")


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A text as tokens.

    Attributes:
        tokens: in the order of the text, the notes of footnotes at the end.
        references: the lines of addresses that stand apart from their links, by label as CommonMark folds it: the first
            and the one after the last, counted from 0.
        unused_notes: the labels of footnotes that nothing refers to, which therefore no page shows.
        repeated: the lines of addresses that stand apart under a label that another has.
    """

    tokens: tuple[Token, ...]
    references: Mapping[str, tuple[int, int]]
    unused_notes: tuple[str, ...]
    repeated: tuple[int, ...] = ()


def tokens_of(text: str) -> Parsed:
    """Return a text as tokens.

    Addresses are as their author wrote them, whatever their scheme: what becomes of them is for others to say.
    """
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text, environment)
    references = {
        label: (found["map"][0], found["map"][1]) for label, found in environment.get("references", {}).items()
    }
    notes = environment.get("footnotes", {}).get("refs", {})
    return Parsed(
        tokens=tuple(tokens),
        references=references,
        unused_notes=tuple(label[1:] for label, number in notes.items() if number < 0),
        repeated=tuple(each["map"][0] for each in environment.get("duplicate_refs", ())),
    )


def words_of(blocks: Sequence[PlainBlock]) -> Parsed:
    """Return blocks as tokens, without what is around them but for the cells of tables and the marks of headings."""
    tokens: list[Token] = []
    for block in blocks:
        kind, tag = (
            ("heading", f"h{block.level}") if block.level else ("td", "td") if block.cell else ("paragraph", "p")
        )
        lines = [block.line, block.end]
        tokens += (
            Token(f"{kind}_open", tag, 1, map=lines),
            Token("inline", "", 0, map=lines, content=block.words),
            Token(f"{kind}_close", tag, -1),
        )
    state = StateCore("", _parser(), {}, tokens)
    _inline(state)
    text_join(state)
    return Parsed(tokens=tuple(tokens), references={}, unused_notes=())


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"store_labels": True, "html": True})
    parser.use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    blocks, inline = parser.block.ruler, parser.inline.ruler
    blocks.at("deflist", _with_colons(_rules(blocks)["deflist"]), {"alt": ["paragraph", "reference", "blockquote"]})
    admonition = _with_signs(_rules(blocks)["admonition"])
    blocks.at("admonition", admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    blocks.at("table", _filled(_rules(blocks)["table"]), {"alt": ["paragraph", "reference"]})
    for name, rule in _rules(inline).items():
        if name in _PLACED:
            inline.at(name, _placed(_after_a_scheme(rule) if name == "gfm_autolink_protocol" else rule, _PLACED[name]))
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """Read the words of all blocks."""
    for token in state.tokens:
        if token.type == "inline":
            plain = plain_tokens(token.content)
            token.children = [] if plain is None else plain
            if plain is None:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _rules(ruler: Ruler[_Rule]) -> Mapping[str, _Rule]:
    return dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))


def _with_colons(rule: _BlockRule) -> _BlockRule:
    """Return the rule of definition lists for those that begin with a colon.

    The plugin takes a tilde too, which stands for "about" at the beginning of many a line.
    """

    def deflist(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        begins = (state.bMarks[line] + state.tShift[line] for line in range(start, min(start + 3, end)))
        return any(state.src.startswith(":", place) for place in begins) and rule(state, start, end, silent)

    return deflist


def _with_signs(rule: _BlockRule) -> _BlockRule:
    """Return the rule of notes for lines that have any sign: of an empty one at the end, the plugin looks beyond it."""

    def note(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        return not state.isEmpty(start) and rule(state, start, end, silent)

    return note


def _filled(rule: _BlockRule) -> _BlockRule:
    """Return the rule of tables until they have had very many cells that nobody wrote: what follows are words then.

    A row of one sign is filled up to the width of its table (GitHub Flavored Markdown, 4.10), so that a page of signs
    would be millions of cells.
    """

    def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        if state.env.get(_FILLED, 0) > _MOST_FILLED:
            return False
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            written = state.src.count("|", state.bMarks[start], state.eMarks[state.line - 1]) + state.line - start
            cells = sum(token.type in ("td_open", "th_open") for token in state.tokens[known:])
            state.env[_FILLED] = state.env.get(_FILLED, 0) + max(cells - written, 0)
        return True

    return table


def _after_a_scheme(rule: _InlineRule) -> _InlineRule:
    """Return the rule of bare addresses with a scheme for colons that have one before them.

    The plugin reads all words before each colon, which takes minutes where there are thousands of them.
    """

    def address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        return state.src.endswith(_SCHEMES, max(state.pos - 6, 0), state.pos) and rule(state, silent)

    return address


def _placed(rule: _InlineRule, sign: str) -> _InlineRule:
    """Return a rule that also notes where what it found begins; asked at its sign only, for others it would refuse."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start, known = state.pos, len(state.tokens)
        if state.src[start] != sign:
            return False
        if not rule(state, silent):
            return False
        # Words that waited for their end are flushed before the token that the rule makes; of some it makes only words.
        made = next((token for token in state.tokens[known:] if token.type != "text"), None)
        if silent or made is None:
            return True
        if made.info == "auto" and made.type == "link_open" and state.src[start] != "<":
            # A bare address is noticed at its colon or its @, when its beginning has been read already.
            words = state.tokens[-2].content
            start = state.pos - len(words)
        made.meta |= {AT: start, END: state.pos}
        if made.type == "link_open" and "label" not in made.meta:
            is_auto = made.info == "auto"
            made.meta[ADDRESS] = start + (state.src[start] == "<") if is_auto else _address(state, start)
        return True

    return placed


def _address(state: StateInline, start: int) -> int:
    """Return where the address of a link is written that stands behind its words."""
    place = parseLinkLabel(state, start, disableNested=True) + len("](")
    while state.src[place : place + 1].isspace():
        place += 1
    return place + (state.src[place : place + 1] == "<")
