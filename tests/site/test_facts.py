"""Every fact of the sources is on the site, in both languages, where ``tests/facts.yml`` says, and nothing beyond them.

``tests/unsaid.yml`` has what the site may not say.
"""

from __future__ import annotations

import re
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


def test_nothing_is_said_that_no_source_says(site: BuiltSite) -> None:
    unsaid = yaml.safe_load((REPOSITORY / "tests/unsaid.yml").read_text("utf-8"))
    # The search index says nothing by itself: it lists words, and the sentences of the pages.
    index = site.folder / "search"
    # Tables of all entries have columns that say of each date its first and its last possible day.
    tables = site.folder / "data/v1"
    files = [
        path
        for path in site.folder.rglob("*")
        if path.suffix in (".html", ".js", ".csv", ".json", ".xml")
        and not path.is_relative_to(index)
        and not (path.suffix == ".csv" and path.is_relative_to(tables))
    ]
    found = [
        f"{path.relative_to(site.folder)}: {words!r}: {entry['why']}"
        for path in files
        # What the style sheet crosses out is said to be what is not written.
        for text in [re.sub(r"<del>.*?</del>", "", path.read_text("utf-8"))]
        for entry in unsaid
        for words in entry["said"]
        if words in text
    ]
    assert len(files) > 100
    assert found == []


def test_the_recommendation_is_of_a_month_and_the_call_of_two_days(site: BuiltSite) -> None:
    for locale, month, days in (
        (Locale.ES, "diciembre de 2020", "29–30 de julio de 2021"),
        (Locale.EN, "December 2020", "29–30 July 2021"),
    ):
        for address, date in (
            ("agreements/border-management-recommendation-2020-12", month),
            ("agreements/presidency-call-2021-07", days),
        ):
            facts = site.page(address, locale).html.xpath("//dl[contains(@class, 'kb-facts')]/div/dd")
            assert date in [fact.text_content().strip() for fact in facts]


LED = {
    "BZ": (0, 0, 0, 0),
    "CR": (0, 1, 0, 1),
    "GT": (1, 0, 0, 0),
    "HN": (0, 0, 0, 1),
    "MX": (0, 3, 0, 1),
    "PA": (0, 2, 0, 0),
    "SV": (0, 0, 0, 1),
}
"""The good practices, interventions and mechanisms that some Member Countries lead, and those that only name them."""


@pytest.mark.parametrize("locale", Locale)
def test_a_country_is_credited_with_what_it_leads(site: BuiltSite, locale: Locale) -> None:
    """The protocol that names Costa Rica is led by the OCAM; the practice of Guatemala names three others."""
    rows = site.page("countries/index", locale).html.xpath("//table[contains(@class, 'kb-countries')]/tbody/tr")
    shown = {
        row.xpath("th/a/@href")[0].removesuffix(".html").upper(): tuple(
            map(int, row.xpath("td[position() > 1]/text()"))
        )[:4]
        for row in rows
    }
    assert {code: shown[code] for code in LED} == LED


@pytest.mark.parametrize("locale", Locale)
def test_one_practice_and_ten_interventions_were_announced_and_no_more_is_known(
    site: BuiltSite, locale: Locale
) -> None:
    cards = site.page("practices/index", locale).article.xpath(".//li[contains(@class, 'kb-card--')]")
    sorts = [str(card.get("class")).rpartition("--")[2] for card in cards]
    assert (sorts.count("practice"), sorts.count("intervention"), sorts.count("mechanism")) == (1, 10, 1)
    assert len(sorts) == 12
    # The mechanism is the reserve fund of the RCM, which no agenda announced.
    cards = [card for card, sort in zip(cards, sorts, strict=True) if sort != "mechanism"]
    announced = {Locale.ES: "anunciada: ", Locale.EN: "announced: "}[locale]
    assert all(announced in card.text_content() for card in cards)
    linked = [card.xpath(".//a/@href")[0].rpartition("/")[2] for card in cards]
    unknown = {Locale.ES: "no consta aquí", Locale.EN: "not recorded here"}[locale]
    for id_ in linked:
        facts = site.page(f"practices/{id_.removesuffix('.html')}", locale).html.xpath(
            "//dl[contains(@class, 'kb-facts')]"
        )
        assert unknown in facts[0].text_content()
