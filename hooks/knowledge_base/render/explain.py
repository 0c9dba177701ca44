"""Words of the glossary in a text: the first of each becomes a link to what it means.

The link works without scripts; with them, what it means shows beside the word, by pointer, keyboard and touch
(``overrides/assets/javascripts/page.js``). Where the explanations stand for them is the template's affair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from knowledge_base.view.parts.definitions import Definition

# Attributes come from templates and from the sanitiser, in double quotes; a ">" in one ends nothing.
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|[^">])*)>|<!--.*?-->', re.DOTALL)
_PROSE = frozenset({"p", "li", "td"})
# What is a link, a name or a heading already is left as it is.
_LEFT_ALONE = frozenset(
    {"a", "abbr", "button", "cite", "code", "dfn", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "label", "nav", "pre"}
    | {"script", "select", "style", "summary", "svg", "th", "time"}
)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
# Words in another language; and what the search leaves out as well, for it only repeats other pages.
_OTHERS = re.compile(r"\b(lang|data-pagefind-ignore)\b")


@dataclass(frozen=True)
class Explained:
    """A text with links to what its words mean.

    Attributes:
        html: the text.
        used: what is explained in it; the link to the first is described by ``explained-1``, and so on.
    """

    html: Markup
    used: tuple[Definition, ...]


@lru_cache(maxsize=8)
def _finder(definitions: tuple[Definition, ...]) -> tuple[re.Pattern[str], dict[str, Definition]]:
    """Return what finds the words in escaped text, and whom they belong to."""
    by_form = {str(escape(form)): definition for definition in definitions for form in definition.forms}
    longest = sorted(by_form, key=len, reverse=True)
    # An acronym is written as it is; a name may begin a sentence.
    either = "|".join(re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in longest)
    names = by_form | {form.casefold(): definition for form, definition in by_form.items() if not form.isupper()}
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)"), names


def explain_terms(html: str, definitions: Sequence[Definition], href: Callable[[str], str]) -> Explained:
    """Return a text in which the first mention of each term leads to the glossary.

    Only links are put in, around words that were there; so what was safe stays safe.

    Args:
        html: of our own templates and of ``sanitise``.
        definitions: the terms.
        href: the way from the page to an address of the site.
    """
    if not definitions:
        return Explained(Markup(html), ())  # noqa: S704 - it comes back as it came
    pattern, names = _finder(tuple(definitions))
    used: list[Definition] = []

    def link(match: re.Match[str]) -> str:
        words = match[0]
        found = names.get(words) or names[words.casefold()]
        if found in used:
            return words
        used.append(found)
        opening = Markup('<a class="kb-explained" href="{}" aria-describedby="explained-{}">')
        return f"{opening.format(href(found.url), len(used))}{words}</a>"

    parts = (pattern.sub(link, part) if is_prose else part for part, is_prose in _parts(html))
    return Explained(Markup("".join(parts)), tuple(used))  # noqa: S704 - links around escaped words


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in their order, each with whether it is words in which a term may be explained."""
    open_: list[tuple[str, bool]] = []
    end = 0
    for tag in _TAG.finditer(html):
        yield html[end : tag.start()], _is_prose(open_)
        yield tag[0], False
        end = tag.end()
        closing, name, attributes = tag[1], (tag[2] or "").lower(), tag[3] or ""
        if closing:
            while open_ and open_.pop()[0] != name:
                pass
        elif name and name not in _VOID and not attributes.endswith("/"):
            open_.append((name, name in _LEFT_ALONE or bool(_OTHERS.search(re.sub(r'"[^"]*"', "", attributes)))))
    yield html[end:], _is_prose(open_)


def _is_prose(open_: Sequence[tuple[str, bool]]) -> bool:
    return any(name in _PROSE for name, _ in open_) and not any(alone for _, alone in open_)
