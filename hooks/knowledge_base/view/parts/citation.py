"""How to cite an entry: in words, and in the formats that programs for references read."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_, Locale
from knowledge_base.view.parts.site import Site

# What BibTeX and the TeX behind it would act upon.
_TEX = str.maketrans(
    {character: f"\\{character}" for character in "{}#$%&_"}
    | {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
)


@dataclass(frozen=True, kw_only=True)
class CitationFormat:
    """A citation for a program.

    Attributes:
        name: what the format is called.
        file: a name for a file of it.
        text: the citation.
    """

    name: str
    file: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """How to cite an entry, and where it is to be found.

    Attributes:
        text: in words.
        permalink: the address of the page, which stays; empty where nobody has said where the site is published.
        mail: begins an e-mail with the title and the address (RFC 6068); empty without an address.
        formats: for programs.
    """

    text: str
    permalink: str
    mail: str
    formats: tuple[CitationFormat, ...]


def citation(site: Site, entry: Entry) -> Citation:
    """Return how to cite an entry, in the language of the site.

    What is cited is the record in the knowledge base, as of its last change; the documents behind it are its sources.
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
            CitationFormat(name="CSL-JSON", file=f"{entry.id}.json", text=_csl(work)),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What is cited, for every format alike."""

    id: str
    title: str
    house: str
    day: dt.date
    locale: Locale
    url: str


def _bibtex(work: _Work) -> str:
    """Return a citation as BibTeX has it (O. Patashnik, BibTeXing; ``url`` as its styles have read it since)."""
    fields = {
        "title": f"{{{work.title.translate(_TEX)}}}",
        "howpublished": work.house.translate(_TEX),
        "year": str(work.day.year),
        "month": str(work.day.month),
        "url": work.url,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{work.id},\n{lines}}}\n"


def _ris(work: _Work) -> str:
    """Return a citation as RIS has it (RIS Format Specifications, Research Information Systems)."""
    lines = (
        ("TY", "ELEC"),
        ("ID", work.id),
        ("TI", work.title),
        ("T2", work.house),
        ("PY", str(work.day.year)),
        ("DA", f"{work.day:%Y/%m/%d}"),
        ("LA", work.locale),
        ("UR", work.url),
    )
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def _csl(work: _Work) -> str:
    """Return a citation as CSL processors read it (citation-style-language/schema, ``csl-data.json``)."""
    data = {
        "id": work.id,
        "type": "webpage",
        "title": work.title,
        "container-title": work.house,
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "language": work.locale,
    }
    return json.dumps([data | ({"URL": work.url} if work.url else {})], ensure_ascii=False, indent=1)
