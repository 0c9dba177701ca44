"""Glossary terms with the forms under which they occur in text, to link them there."""

from __future__ import annotations

from knowledge_base.markdown.glossary import Definition
from knowledge_base.view.parts.site import Site


def definitions(site: Site) -> tuple[Definition, ...]:
    """Return the terms of the glossary in the language of the site."""
    found = []
    for term in site.catalogue.vocabularies.terms.values():
        name = term.name(site.locale)
        acronym = (term.acronym.in_(site.locale),) if term.acronym else ()
        forms = tuple(dict.fromkeys((name, *acronym, *term.aliases.in_(site.locale))))
        found.append(Definition(id=term.id, name=name, text=term.definition.in_(site.locale), forms=forms))
    return tuple(found)
