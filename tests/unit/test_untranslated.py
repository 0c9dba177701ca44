"""What a translated body still says in the language of its original, and what may stay as it is."""

from __future__ import annotations

import pytest

from knowledge_base.locale import Locale
from knowledge_base.markdown.untranslated import untranslated

ENGLISH = """\
## How a case is taken up

Each shelter tells the next one who is on the way, and the [border desk](../topics/borders.md) keeps a list.
Nobody waits longer than a day.

- The police bring people who ask for help to the office of `INM`.

> The door is open to whoever comes.
"""
SPANISH = """\
## Cómo se atiende un caso

Cada albergue avisa al siguiente quién está en camino; la [oficina fronteriza](../topics/borders.md) lleva una lista.
Nadie espera más de un día.

- La policía lleva a quienes piden ayuda a la oficina del `INM`.

> La puerta está abierta para quien llegue.
"""


def _told(original: str, translation: str, locale: Locale = Locale.EN) -> list[tuple[int, int, int]]:
    """Return first line, column and last line of what is told, counted from 1."""
    found = untranslated(original, translation, locale)
    return [(each.first + 1, each.column + 1, each.last + 1) for each in found]


def test_nothing_is_told_of_a_translation() -> None:
    assert _told(ENGLISH, SPANISH) == []
    assert _told(SPANISH, ENGLISH, Locale.ES) == []


@pytest.mark.parametrize(("original", "translation", "locale"), [(ENGLISH, SPANISH, "en"), (SPANISH, ENGLISH, "es")])
def test_a_paragraph_a_sentence_an_item_and_a_heading_are_told_where_they_stand(
    original: str, translation: str, locale: str
) -> None:
    lines, there = original.split("\n"), translation.split("\n")
    for first, last, column in [(0, 0, 4), (2, 3, 1), (3, 3, 1), (5, 5, 3)]:
        mixed = [*there[:first], *lines[first : last + 1], *there[last + 1 :]]
        assert _told(original, "\n".join(mixed), Locale(locale)) == [(first + 1, column, last + 1)]


def test_a_sentence_behind_another_is_told_at_its_column_whatever_its_addresses_and_marks() -> None:
    mixed = SPANISH.replace("Nadie espera", "No es cierto. **Nobody** waits longer than a [day](x.md). Nadie espera")
    assert _told(ENGLISH, mixed) == [(4, 17, 4)]


def test_what_quotes_is_told_only_within_a_part_that_is_not_translated() -> None:
    quotation = "> The door is open to whoever comes."
    mixed = SPANISH.replace("> La puerta está abierta para quien llegue.", quotation)
    assert _told(ENGLISH, mixed) == []
    assert _told(ENGLISH, ENGLISH) == [(1, 4, 8)]


# Right in both languages, with words of the original's language in them.
@pytest.mark.parametrize(
    "same",
    [
        "```sh\n# take all of the files from the list\ngit add the-file && echo it is there\n```",
        "    the code of this block is the same in both",
        "- [What to do at the border](../topics/borders.md)\n- [Who is with us and who is not](x.md)",
        "| what | the year of it |\n|---|---|\n| those who were sent to the border | 2021 |",
        "Global Compact for Safe, Orderly and Regular Migration",
        "- International Organization for Migration\n- United Nations High Commissioner for Refugees",
        "“What is it that we have to do with them?”",
        "«There is more than one of those», *The Wall of the North*, `it is what it was`.",
        "value_of_the(list) in/the/way/to/that.yml 20 of 7,000",
        "![The map of the region](../files/x/map.png)",
        "Programa de Protección a la Niñez y a la Adolescencia, 2021 (BID, UNICEF, OIM)",
    ],
)
def test_what_is_the_same_in_both_languages_is_no_gap(same: str) -> None:
    assert _told(f"{ENGLISH}\n{same}\n", f"{SPANISH}\n{same}\n") == []
