"""The catalogue of a part: of what is about some topics and countries, for a small copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from knowledge_base.assemble.address_book import page_addresses
from knowledge_base.assemble.addresses import term_address
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue, page_terms
from knowledge_base.assemble.concerning import CHOSEN_BY, concerning_members, is_member, own_entries, terms_within
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, MEETING_FACET, TOPIC, Facet
from knowledge_base.assemble.links import linked
from knowledge_base.assemble.part import ChosenTerm, ContentPart
from knowledge_base.locale import N_
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, MEETING
from knowledge_base.setup_error import SetupError
from knowledge_base.suggest import meant, nearest

_EXAMPLE = "topics/borders countries/cr"


def part_of(whole: Catalogue, asked: str) -> Catalogue:
    """Return the catalogue of what is about some topics and countries; with nothing asked, the whole.

    It has their entries, and for a Member Country those that concern all; the meetings, concept notes and agreements
    that these name; the agreements that change those; the answers to the guiding questions of those; the meetings of
    them all; and every term. For everything else it is as if it were not published. Addresses that pages had before
    lead nowhere: those are kept of a site, not of a copy that is carried along.

    Args:
        whole: the whole content, which has been checked.
        asked: the topics and countries: the addresses of their pages, their ids or names, with spaces or commas between
            them.

    Raises:
        SetupError: one of them is none, or nothing is about it.
    """
    chosen = _chosen(whole, asked)
    if not chosen:
        return whole
    kept = _kept(whole, chosen)
    made = build_catalogue(
        (entry for entry in whole.entries if entry.id in kept), whole.vocabularies, whole.editorial, whole.standalone
    )
    # The others would have a part of what they are to have, without a word of the rest.
    full = {(facet.name, term) for facet, id_ in chosen for term in terms_within(whole, facet, id_)}
    matters = {
        (country, topic): matter
        for (country, topic), matter in made.briefs.matters.items()
        if (COUNTRY.name, country) in full or (TOPIC.name, topic) in full
    }
    made = made.having(
        briefs=replace(made.briefs, matters=matters),
        files={id_: files for id_, files in whole.files.items() if id_ in kept},
    )
    return made.having(
        part=ContentPart(
            chosen=tuple(
                ChosenTerm(address=term_address(facet, id_), names=whole.names[facet.name][id_])
                for facet, id_ in chosen
            ),
            absent=page_addresses(whole) - page_addresses(made),
            linked={id_: found for id_ in sorted(kept) if (found := _left_out(whole, id_, kept))},
        ),
    )


def _chosen(catalogue: Catalogue, asked: str) -> list[tuple[Facet, str]]:
    """Return what is asked for, each once, in the order of the vocabularies."""
    terms = {term_address(facet, id_): (facet, id_) for facet in CHOSEN_BY for id_ in page_terms(catalogue, facet)}
    found = set()
    for word in asked.replace(",", " ").split():
        # With its folder it is one of that vocabulary.
        folder, _, name = word.rpartition("/")
        names = {
            address: (id_, *catalogue.names[facet.name][id_].values())
            for address, (facet, id_) in terms.items()
            if folder in ("", facet.folder)
        }
        address = meant(name, names)
        if address is None:
            if near := nearest(name, names):
                text = N_("{value!r} is no topic and no country of the vocabularies; did you mean {near}?")
                raise SetupError(text, value=word, near=near)
            text = N_("{value!r} is no topic and no country of the vocabularies; write their addresses, as {example}")
            raise SetupError(text, value=word, example=_EXAMPLE)
        if not own_entries(catalogue, *terms[address]):
            raise SetupError(N_("nothing is recorded about {value}: a copy of it would be empty"), value=address)
        found.add(address)
    return [term for address, term in terms.items() if address in found]


def _kept(whole: Catalogue, chosen: list[tuple[Facet, str]]) -> frozenset[str]:
    """Return the ids of the entries of a part."""
    about: dict[str, Entry] = {}
    for facet, id_ in chosen:
        about |= own_entries(whole, facet, id_)
        about |= concerning_members(whole) if is_member(whole, facet, id_) else {}
    kept = about.keys() | {id_ for entry in about.values() for id_ in _named(whole, entry)}
    changing = _changing(whole)
    kept |= {id_ for entry in kept for id_ in changing.get(entry, ())}
    asked = (answers for question, answers in whole.answers.items() if _entry_of(question) in kept)
    kept |= {entry.id for answers in asked for entry in answers}
    held = {id_ for entry in kept for id_ in whole.terms_of(MEETING_FACET, whole.by_id[entry])}
    return frozenset(kept | (held & whole.by_id.keys()))


def _named(whole: Catalogue, entry: Entry) -> Iterator[str]:
    """Yield the ids of the meetings, concept notes and agreements that an entry names."""
    for id_ in (*(id_ for id_, _ in linked(entry)), entry.record.replaced_by or ""):
        if id_ in whole.by_id and whole.by_id[id_].kind in (MEETING, CONCEPT_NOTE, AGREEMENT):
            yield id_


def _changing(whole: Catalogue) -> dict[str, set[str]]:
    """Return the ids of the agreements that change points of each agreement: without them it would seem to hold."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for clause, changes in whole.clauses.later.items():
        found[_entry_of(clause)] |= {_entry_of(change.new) for change in changes}
    return found


def _entry_of(part: str) -> str:
    """Return the id of the entry that a point or a question is in."""
    return part.partition("#")[0]


def _left_out(whole: Catalogue, id_: str, kept: frozenset[str]) -> tuple[Entry, ...]:
    """Return the entries that are linked with an entry, in either direction, and not kept."""
    targets = dict.fromkeys(link.target for link in whole.links.get(id_, ()))
    return tuple(whole.by_id[target] for target in targets if target not in kept)
