"""Finds the codes of countries that are named as documents name them: "the United States of America and Belize".

Files keep codes: what is found here is what messages tell authors to write, and what ``kb new`` writes for them. A name
that several countries share is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge_base.locale import Locale, country_names, fold
from knowledge_base.suggest import LONGEST_MEANT

# Names that the CLDR does not have, because they are formal, or abbreviations.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "CD": ("Democratic Republic of the Congo", "República Democrática del Congo"),
    "CG": ("Republic of the Congo", "República del Congo"),
    "GB": ("Great Britain", "Gran Bretaña", "UK"),
    "KN": ("Saint Kitts and Nevis",),
    "KP": ("Democratic People's Republic of Korea", "República Popular Democrática de Corea"),
    "KR": ("Republic of Korea", "República de Corea"),
    "LC": ("Saint Lucia",),
    "MX": ("United Mexican States", "Estados Unidos Mexicanos"),
    "RU": ("Russian Federation", "Federación de Rusia", "Federación Rusa"),
    "TR": ("Turkey",),
    "US": (
        *("United States of America", "USA", "U.S.A.", "U.S.", "Estados Unidos de América"),
        *("Estados Unidos de Norteamérica", "EE. UU.", "EEUU", "EUA"),
    ),
    "VC": ("Saint Vincent and the Grenadines",),
    "VN": ("Viet Nam",),
}
_SHARED: Mapping[str, tuple[str, ...]] = {
    "congo": ("CD", "CG"),
    "corea": ("KP", "KR"),
    "guayana": ("GF", "GY"),
    "guiana": ("GF", "GY"),
    "islas virgenes": ("VG", "VI"),
    "korea": ("KP", "KR"),
    "virgin islands": ("VG", "VI"),
}
"""Names that several countries share, folded."""

_STATE = re.compile(
    r"(?:(?:federative |bolivarian |oriental |cooperative |co-operative )?republic|(?:plurinational )?state|kingdom"
    r"|commonwealth|governments?|republica(?: federativa| bolivariana| oriental| cooperativa)?"
    r"|estado(?: plurinacional)?|reino|mancomunidad|gobiernos?) (?:of|de|del) "
)
_ARTICLE = re.compile(r"(?:the|el|la|los|las) ")
_AND = re.compile(r"( (?:and|as well as|y|e|así como|&) )", re.IGNORECASE)
_FIRST_AND = re.compile(r"^(?:and|as well as|y|e|así como|&) ", re.IGNORECASE)


@dataclass(frozen=True)
class NamedCountry:
    """A country as it was written, and the codes that this may mean: none, one, or several for a shared name."""

    words: str
    codes: tuple[str, ...]


def countries_meant(written: str, names: Mapping[str, Iterable[str]] | None = None) -> tuple[NamedCountry, ...]:
    """Split a list of countries as documents write it, and find the codes of each.

    Args:
        written: the input: ``the United States of America, Panama and the Dominican Republic``, ``Belice y CR``.
        names: more names of countries, by their codes.
    """
    if len(written) > LONGEST_MEANT:
        return ()
    more = {_plain(name): code for code, others in (names or {}).items() for name in others}
    found: list[NamedCountry] = []
    for piece in re.split(r"[,;/]", " ".join(written.split())):
        # The parts between "and", with these words themselves at the odd places.
        parts = _AND.split(_FIRST_AND.sub("", piece.strip()))
        while parts:
            # Some names have an "and" in them: the longest one that is known counts.
            for count in range(len(parts), 0, -2):
                words = "".join(parts[:count]).strip()
                if codes := _codes(words, more):
                    break
            found += [NamedCountry(words, codes)] if words else []
            parts = parts[count + 1 :]
    return tuple(found)


def country_codes_meant(written: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the codes of countries as documents write them; empty unless each is clear, and among the given ones.

    Args:
        written: the input, as for `countries_meant`.
        names: the names of the countries that may be meant, by their codes.
    """
    found = countries_meant(written, names)
    codes = tuple(dict.fromkeys(code for each in found for code in each.codes))
    clear = all(len(each.codes) == 1 for each in found)
    return codes if clear and all(code in names for code in codes) else ()


def _codes(words: str, more: Mapping[str, str]) -> tuple[str, ...]:
    if re.fullmatch(r"[A-Z]{2}", words):
        return (words,)
    name = _plain(words)
    # "The Republic of El Salvador": articles and forms of state are taken away one by one, as some are part of a name.
    for before in (None, _ARTICLE, _STATE, _STATE, _ARTICLE):
        name = before.sub("", name, count=1) if before and before.match(name) else name
        if name in _SHARED:
            return _SHARED[name]
        if code := more.get(name) or _known().get(name):
            return (code,)
    return ()


@cache
def _known() -> Mapping[str, str]:
    """Return the codes of all countries by their names in both languages, as `_plain` writes them."""
    names = {_plain(name): code for locale in Locale for code, name in country_names(locale).items()}
    return names | {_plain(name): code for code, others in _ALSO.items() for name in others}


def _plain(name: str) -> str:
    return " ".join(fold(name).replace(".", " ").replace("&", "and").replace("’", "'").split())
