"""How to cite an entry: as text, and in the formats that reference managers import."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.formats import bibtex_record, ris_record
from knowledge_base.locale import N_, Locale
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class CitationFormat:
    """A citation in a format that reference managers import.

    Attributes:
        name: the name of the format.
        file: the suggested file name.
        text: the citation.
    """

    name: str
    file: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """How to cite an entry, with its permanent link.

    Attributes:
        text: the citation as plain text.
        permalink: the full URL of the page, which never changes; empty if the site's URL is not configured.
        mail: a ``mailto:`` URL with title and permalink (RFC 6068); empty without a permalink.
        formats: the citation in the formats of reference managers.
    """

    text: str
    permalink: str
    mail: str
    formats: tuple[CitationFormat, ...]


def citation(site: Site, entry: Entry) -> Citation:
    """Return how to cite an entry, in the language of the site.

    It cites the record in the knowledge base, as of its last change, and not the documents that are its sources.
    """
    version = entry.in_(site.locale)
    house = str(site.editorial.title)
    permalink = site.home + addresses.url(entry.address, version.locale) if site.home else ""
    work = _Work(
        id=entry.id,
        title=version.record.title.value,
        house=house,
        day=entry.record.modified,
        locale=version.locale,
        url=permalink,
    )
    date = site.date(work.day)
    text = site.say(N_("{title}. In: {house}. Last changed on {date}."), title=work.title, house=house, date=date)
    mail = urlencode({"subject": work.title, "body": permalink}, quote_via=quote)
    return Citation(
        text=f"{text} {permalink}".strip(),
        permalink=permalink,
        mail=f"mailto:?{mail}" if permalink else "",
        formats=(
            CitationFormat(name="BibTeX", file=f"{entry.id}.bib", text=_bibtex(work)),
            CitationFormat(name="RIS", file=f"{entry.id}.ris", text=_ris(work)),
            CitationFormat(name="CSL-JSON", file=f"{entry.id}.csl.json", text=_csl(work)),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Work:
    """The bibliographic data, from which every format is written."""

    id: str
    title: str
    house: str
    day: dt.date
    locale: Locale
    url: str


def _bibtex(work: _Work) -> str:
    """Return a BibTeX record; its field ``url`` is one that later styles support."""
    fields = {
        "title": work.title,
        "howpublished": work.house,
        "year": str(work.day.year),
        "month": str(work.day.month),
    }
    return bibtex_record("misc", work.id, fields, {"url": work.url})


def _ris(work: _Work) -> str:
    return ris_record(
        (
            ("TY", "ELEC"),
            ("ID", work.id),
            ("TI", work.title),
            ("T2", work.house),
            ("PY", str(work.day.year)),
            ("DA", f"{work.day:%Y/%m/%d}"),
            ("LA", work.locale),
            ("UR", work.url),
        )
    )


def _csl(work: _Work) -> str:
    """Return CSL-JSON (citation-style-language/schema, ``csl-data.json``)."""
    data = {
        "id": work.id,
        "type": "webpage",
        "title": work.title,
        "container-title": work.house,
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "language": work.locale,
    }
    return json.dumps([data | ({"URL": work.url} if work.url else {})], ensure_ascii=False, indent=1)
