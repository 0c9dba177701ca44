"""Glossary terms with the forms under which they occur in text, to link them there."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A term of the glossary.

    Attributes:
        name: the name of the term.
        text: its definition.
        url: its anchor on the glossary page, from the site root.
        forms: the strings that match it in text: name, acronym and aliases.
    """

    name: str
    text: str
    url: str
    forms: tuple[str, ...]


def definitions(site: Site) -> tuple[Definition, ...]:
    """Return the terms of the glossary in the language of the site."""
    found = []
    for term in site.catalogue.vocabularies.terms.values():
        name = term.name(site.locale)
        acronym = (term.acronym.in_(site.locale),) if term.acronym else ()
        forms = tuple(dict.fromkeys((name, *acronym, *term.aliases.in_(site.locale))))
        url = site.url(addresses.GLOSSARY, term.id)
        found.append(Definition(name=name, text=term.definition.in_(site.locale), url=url, forms=forms))
    return tuple(found)
