"""How to cite an entry: the same facts in words and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from knowledge_base.locale import Locale
from knowledge_base.model.types import Text
from knowledge_base.view.parts.citation import Citation, citation
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import copy_of, valid_catalogue

VALID = valid_catalogue()
HOME = "https://kb.example/"


def _citation(locale: Locale = Locale.EN, home: str = HOME, title: str = "") -> Citation:
    entry = VALID.by_id["hotline"]
    if title:
        entry = copy_of(entry, "hotline", title=Text(title, locale))
    return citation(Site(catalogue=VALID, locale=locale, home=home), entry)


def _formats(found: Citation) -> dict[str, str]:
    return {item.name: item.text for item in found.formats}


def test_a_citation_says_what_where_and_when() -> None:
    record = VALID.by_id["hotline"].in_(Locale.ES).record
    found = _citation(Locale.ES)
    for part in (record.title.value, VALID.editorial[Locale.ES].title.value, str(record.modified.year)):
        assert part in found.text
    assert found.permalink == f"{HOME}practices/hotline.html"
    assert found.text.endswith(found.permalink)
    assert parse_qs(urlsplit(found.mail).query) == {"subject": [record.title.value], "body": [found.permalink]}


def test_without_an_address_nothing_points_anywhere() -> None:
    found = _citation(home="")
    assert (found.permalink, found.mail) == ("", "")
    assert "http" not in found.text + "".join(_formats(found).values())


def test_an_untranslated_entry_is_cited_where_its_text_is() -> None:
    entry = VALID.by_id["hotline"]
    english = replace(entry, versions={Locale.EN: entry.versions[Locale.EN]})
    found = citation(Site(catalogue=VALID, locale=Locale.ES, home=HOME), english)
    assert found.permalink == f"{HOME}en/practices/hotline.html"
    assert "LA  - en\n" in _formats(found)["RIS"]


def test_programs_read_the_same_facts() -> None:
    record = VALID.by_id["hotline"].in_(Locale.EN).record
    found = _formats(_citation())
    (item,) = json.loads(found["CSL-JSON"])
    day = record.modified
    assert item["title"] == record.title.value
    assert item["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
    assert item["URL"] == f"{HOME}en/practices/hotline.html"
    assert found["RIS"].startswith("TY  - ELEC\nID  - hotline\n")
    assert found["RIS"].endswith("ER  - \n")
    assert f"DA  - {day:%Y/%m/%d}\n" in found["RIS"]
    assert found["BibTeX"].startswith("@misc{hotline,\n")
    assert f"  url = {{{HOME}en/practices/hotline.html}},\n" in found["BibTeX"]
