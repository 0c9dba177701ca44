"""Every fact of the source documents is on the site, in both languages, where ``tests/facts.yml`` says."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml

from knowledge_base.locale import Locale
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite


@dataclass(frozen=True)
class Fact:
    """A fact, and the words by which a reader finds it on a page.

    Attributes:
        fact: what it is, in a few words.
        page: the address of the page.
        en, es: the words, in each language.
    """

    fact: str
    page: str
    en: list[str]
    es: list[str]

    def words(self, locale: Locale) -> list[str]:
        """Return the words in a language."""
        return self.es if locale is Locale.ES else self.en


def _facts() -> list[Fact]:
    return [Fact(**fact) for fact in yaml.safe_load((REPOSITORY / "tests/facts.yml").read_text("utf-8"))]


@pytest.mark.parametrize("locale", Locale)
def test_every_fact_is_on_its_page(site: BuiltSite, locale: Locale) -> None:
    missing = [
        f"{fact.page}: {fact.fact}: {words!r}"
        for fact in _facts()
        for words in fact.words(locale)
        if words not in site.page(fact.page, locale).text
    ]
    assert missing == []


@pytest.mark.parametrize("locale", Locale)
def test_every_fact_has_words(locale: Locale) -> None:
    assert [fact.fact for fact in _facts() if not all(fact.words(locale)) or not fact.words(locale)] == []
