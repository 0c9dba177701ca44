"""Commitments: every point of the agreements that asks for something, as pages, as data for filters and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.commitments import STATES, Commitment
from knowledge_base.assemble.facets import BODY, MEETING_FACET, TOPIC, bodies_of
from knowledge_base.locale import N_, Locale, sort_key
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.entries import Agreement
from knowledge_base.view.pages.explore import ExploreFacet
from knowledge_base.view.parts.chrome import POINTS_STYLE, Chrome
from knowledge_base.view.parts.commitments import (
    OVER,
    CommitmentLine,
    CommitmentsInState,
    by_state,
    commitment_line,
    last_report,
    provision_of,
    state_label,
)
from knowledge_base.view.parts.lists import on_page, page_count, page_title, pagination
from knowledge_base.view.parts.other_forms import forms_of_commitments
from knowledge_base.view.parts.pieces import Link, Pagination, marked_language
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.wording import ANY_WORDS, wording

# In dependency order. The filters are those of Explore.
_SCRIPTS = tuple(
    f"assets/javascripts/{name}.js"
    for name in (
        *("explore-entries", "explore-choice", "explore-filters", "explore-chosen"),
        *("commitments-list", "commitments"),
    )
)


@dataclass(frozen=True, kw_only=True)
class CommitmentsView:
    """A page of commitments, the open ones first.

    Attributes:
        states: the commitments on this page, by state and agreement.
        count: the number of commitments, over all pages.
        words: whose words they are in.
        csv: the path of the CSV file with all of them, from the site root.
    """

    chrome: Chrome
    title: str
    intro: str
    states: tuple[CommitmentsInState, ...]
    count: int
    words: str
    csv: str
    pagination: Pagination
    empty: str
    search: None = None

    template = "commitments.html"


@dataclass(frozen=True, kw_only=True)
class CommitmentData:
    """A commitment in the data for the script.

    Attributes:
        anchor: the anchor of the point on the page of its agreement.
        address: the address of its agreement.
        date: the date of its agreement (EDTF).
        line: the commitment as a line of the list.
        values: for each facet, in order, the indexes of its values in the facet's list.
        language: the language of its text (ISO 639-1).
    """

    anchor: str
    address: str
    date: str
    line: CommitmentLine
    values: tuple[tuple[int, ...], ...]
    language: str


@dataclass(frozen=True, kw_only=True)
class CommitmentsData:
    """The facets that filter commitments, and all commitments in the order of the list; in one language."""

    facets: tuple[ExploreFacet, ...]
    commitments: tuple[CommitmentData, ...]


def commitments_data_path(locale: Locale) -> str:
    """Return the path of the data script of a language, from the site root."""
    return f"data/commitments.{locale}.js"


def commitments_table_path(locale: Locale) -> str:
    """Return the path of the table of all commitments in a language, from the site root."""
    return f"data/commitments.{locale}.csv"


def commitments_chrome(site: Site, number: int) -> Chrome:
    """Return the metadata of a page of commitments; ``number`` counts from 1. Only the first has the filters."""
    title = site.say(N_("Commitments"))
    first = number == 1
    return site.chrome(
        addresses.numbered_address(addresses.COMMITMENTS, number),
        page_title(site, title, number),
        str(site.editorial.intros.commitments),
        (Link(title),),
        section=addresses.COMMITMENTS,
        scripts=(commitments_data_path(site.locale), *_SCRIPTS) if first else (),
        styles=("assets/stylesheets/explore.css", POINTS_STYLE),
        forms=forms_of_commitments(site) if first else (),
    )


def commitments_view(site: Site, number: int) -> CommitmentsView:
    """Return a page of commitments; ``number`` counts from 1."""
    chrome = commitments_chrome(site, number)
    listed = site.catalogue.commitments.listed
    return CommitmentsView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        states=by_state(site, listed[on_page(number)]),
        count=len(listed),
        words=site.say(ANY_WORDS),
        csv=commitments_table_path(site.locale),
        pagination=pagination(site, addresses.COMMITMENTS, number, page_count(len(listed))),
        empty=str(site.editorial.empty.entries),
    )


def commitments_pages(site: Site) -> int:
    """Return the number of pages of commitments."""
    return page_count(len(site.catalogue.commitments.listed))


def commitments_data(site: Site) -> CommitmentsData:
    """Return the data for the script, in the language of the site."""
    listed = site.catalogue.commitments.listed
    keys = [_keys(site, each) for each in listed]
    states = [(state.value if state else OVER, state_label(site, state)) for state in STATES]
    facets = (
        _facet("status", site.say(N_("Status")), [each for each in states if any(each[0] in key[0] for key in keys)]),
        _named(
            site, "topic", site.say(TOPIC.label), {id_: site.term_name(TOPIC, id_) for key in keys for id_ in key[1]}
        ),
        _named(site, "body", site.say(BODY.label), {id_: site.term_name(BODY, id_) for key in keys for id_ in key[2]}),
        _named(
            site,
            "responsible",
            site.say(N_("Responsible")),
            {id_: str(site.actor_link(id_).label) for key in keys for id_ in key[3]},
        ),
        _named(
            site,
            "meeting",
            site.say(MEETING_FACET.label),
            {id_: site.term_name(MEETING_FACET, id_) for key in keys for id_ in key[4]},
        ),
    )
    lines = [commitment_line(site, each) for each in listed]
    places = [{id_: place for place, (id_, _) in enumerate(facet.values)} for facet in facets]
    return CommitmentsData(
        facets=facets,
        commitments=tuple(
            CommitmentData(
                anchor=provision_anchor(each.ref),
                address=each.agreement.address,
                date=str(site.catalogue.dates[each.agreement.id] or ""),
                line=line,
                values=tuple(tuple(sorted(place[id_] for id_ in ids)) for place, ids in zip(places, key, strict=True)),
                language=marked_language(line.wording.text) or site.locale,
            )
            for each, line, key in zip(listed, lines, keys, strict=True)
        ),
    )


def _keys(site: Site, commitment: Commitment) -> tuple[tuple[str, ...], ...]:
    """Return the ids by which a commitment is filtered: its state, topics, bodies, who is responsible, its meeting."""
    provision, agreement = provision_of(site, commitment), commitment.agreement
    record = site.record(agreement, Agreement)
    bodies = site.catalogue.vocabularies.bodies
    issued = tuple(id_ for id_ in record.issued_by if id_ in bodies)
    held = record.adopted_at if record.adopted_at in site.catalogue.by_id else None
    return (
        (commitment.standing.value if commitment.standing else OVER,),
        tuple(dict.fromkeys(provision.topics or record.topics)),
        tuple(dict.fromkeys((*bodies_of(agreement, site.catalogue.by_id), *issued))),
        tuple(dict.fromkeys(provision.responsible)),
        (held,) if held else (),
    )


def _facet(name: str, label: str, values: list[tuple[str, str]]) -> ExploreFacet:
    return ExploreFacet(name=name, label=label, values=tuple(values), opened=name == "status", on_cards=False)


def _named(site: Site, name: str, label: str, names: dict[str, str]) -> ExploreFacet:
    return _facet(name, label, sorted(names.items(), key=lambda value: sort_key(value[1], site.locale)))


def commitments_table(site: Site) -> Iterator[tuple[str, ...]]:
    """Yield all commitments as table rows, header row first; dates and ids are machine-readable."""
    headings = (
        *(
            N_("Status"),
            N_("Point"),
            N_("Text"),
            N_("Official text"),
            N_("Agreement"),
            N_("Date"),
            N_("Meeting"),
            N_("Topics"),
        ),
        *(N_("Responsible"), N_("Due"), N_("As of"), N_("What is recorded"), N_("Entries that refer to it")),
        N_("Address"),
    )
    yield tuple(site.say(heading) for heading in headings)
    catalogue = site.catalogue
    for each in catalogue.commitments.listed:
        provision, agreement = provision_of(site, each), each.agreement
        _, topics, _, responsible, meetings = _keys(site, each)
        report, said = last_report(provision), wording(site, agreement, provision)
        recorded = [report.text] if report else []
        recorded += [provision.follow_up_note] if provision.follow_up_note else []
        who = [str(site.actor_link(id_).label) for id_ in responsible]
        due = [provision.due.in_words(site.locale)] if provision.due else []
        yield (
            state_label(site, each.standing),
            each.ref,
            str(said.text),
            said.cited,
            str(agreement.in_(site.locale).record.title),
            str(catalogue.dates[agreement.id] or ""),
            "; ".join(site.term_name(MEETING_FACET, id_) for id_ in meetings),
            "; ".join(site.term_name(TOPIC, id_) for id_ in topics),
            "; ".join([*who, *([str(provision.responsible_note)] if provision.responsible_note else [])]),
            "; ".join([*due, *([str(provision.due_note)] if provision.due_note else [])]),
            str(report.date) if report else "",
            " ".join(map(str, recorded)),
            str(len(catalogue.commitments.referring.get(each.clause, ()))),
            site.url(agreement.address, provision_anchor(each.ref)),
        )
