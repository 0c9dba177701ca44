"""The style sheet: each form that it avoids is found, and what it says to write instead is left alone."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import yaml
from babel.messages.pofile import read_po

from knowledge_base.locale import Locale
from knowledge_base.model.style_forms import AvoidedForm
from knowledge_base.model.style_sheet import STYLE_SHEET, departures
from tools.catalogue import CATALOGUE, ROOT

FORMS = [(locale, form) for subject in STYLE_SHEET for locale, forms in subject.forms.items() for form in forms]


@pytest.mark.parametrize(("locale", "form"), FORMS, ids=lambda value: getattr(value, "example", value))
def test_a_form_is_found_by_its_hints_and_what_is_written_instead_is_left_alone(
    locale: Locale, form: AvoidedForm
) -> None:
    (found,) = departures(f"De {form.example}.", locale)
    assert (found.words, found.instead) == (form.found_by.search(form.example)[0], form.instead)  # type: ignore[index]
    assert departures(form.instead, locale) == ()


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("On November 12 to 14, 2019 they met", "12 to 14 November 2019"),
        ("July 29 and 30, 2021", "29 and 30 July 2021"),
        ("June 24-25, 2014", "24-25 June 2014"),
        ("on March 9, before", "9 March"),
        ("the 1st of May", "1 May"),
    ],
)
def test_dates_in_english_are_day_month_year(text: str, instead: str) -> None:
    (found,) = departures(text, Locale.EN)
    assert found.instead == instead


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("March 2017, May 10:30, the 12 members of May", Locale.EN),
        ('The note calls it "June 10, 2021", “June 10” or `June 10`', Locale.EN),
        ("[it](../meetings/June 10)\n> June 10, 2021", Locale.EN),
        ("the records that would give warning, the US dollar", Locale.EN),
        ("the Organization of American States, size and prize", Locale.EN),
        ("la Secretaría, la mayoría y las áreas en las que podrían actuar", Locale.ES),
        ("al 10 de junio de 2021, 13,877 personas, 90.53%", Locale.ES),
        ("«tráfico de personas», presidencias pro témpore", Locale.ES),
    ],
)
def test_what_is_right_or_quoted_is_left_alone(text: str, locale: Locale) -> None:
    assert departures(text, locale) == ()


def test_places_are_those_of_the_text() -> None:
    text = '"June 1" and\nJune 2'
    assert [(each.start, each.words) for each in departures(text, Locale.EN)] == [(text.rindex("June"), "June 2")]


def _messages() -> Iterator[tuple[str, Locale]]:
    for message in read_po(io.BytesIO(CATALOGUE.read_bytes())):
        if message.id:
            for said, locale in ((message.id, Locale.EN), (message.string, Locale.ES)):
                for each in (said,) if isinstance(said, str) else said or ():
                    yield each, locale


def test_all_messages_keep_to_the_style_sheet() -> None:
    found = [
        f"{text}: {each.words!r}: {each.instead}" for text, locale in _messages() for each in departures(text, locale)
    ]
    assert found == []


def _told(value: object) -> Iterator[tuple[str, Locale]]:
    """Yield the texts of a vocabulary by language, but not other names, which others may write in other ways."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name in ("es", "en") and isinstance(each, str):
                yield each, Locale(name)
            elif name not in ("aliases", "title"):
                yield from _told(each)
    elif isinstance(value, list):
        for each in value:
            yield from _told(each)


@pytest.mark.parametrize("path", sorted((ROOT / "vocabularies").glob("*.yml")), ids=lambda path: path.stem)
def test_the_vocabularies_keep_to_the_style_sheet(path: object) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))  # type: ignore[attr-defined]
    found = [f"{text}: {each.words!r}" for text, locale in _told(content) for each in departures(text, locale)]
    assert found == []
