"""The commitment trail of a meeting or agreement: the graph of what led to it and what followed, in time order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.choices import Standing
from knowledge_base.model.entries import Agreement
from knowledge_base.model.follow_up import followed, standing
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class FollowedUp:
    """The number of provisions of an agreement in a given state, of those that ask for something."""

    status: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class TrailStep:
    """A step of a commitment trail.

    Attributes:
        number: its position in the trail, from 1.
        kind: the name of its kind.
        kind_label: the display name of its kind.
        when: its date in words.
        link: a link to its page, labelled with its title.
        retired: the label of its status if it is no longer valid; else empty.
        here: whether it is the entry whose page shows the trail.
        causes: the numbers of the earlier steps that directly led to it.
        follow_up: the counts of its provisions by status, if it is an agreement.
    """

    number: int
    kind: str
    kind_label: str
    when: str
    link: Link
    retired: str
    here: bool
    causes: tuple[int, ...]
    follow_up: tuple[FollowedUp, ...]


def trail_of(site: Site, entry: Entry) -> tuple[TrailStep, ...]:
    """Return the trail of an entry in chronological order, itself included; empty if there is no other step."""
    catalogue = site.catalogue
    found = {step.entry.id: step.entry for step in (*catalogue.trail_back(entry), *catalogue.trail_on(entry))}
    if not found:
        return ()
    ordered = sorted((entry, *found.values()), key=catalogue.place_in_time)
    places = {step.id: number for number, step in enumerate(ordered, 1)}
    causes: dict[str, set[int]] = {step.id: set() for step in ordered}
    for step in ordered:
        for later in catalogue.next_steps(step):
            # Skip edges back in time: a provision may name the very meeting that adopted it as evidence.
            if places.get(later.id, 0) > places[step.id]:
                causes[later.id].add(places[step.id])
    return tuple(
        TrailStep(
            number=places[step.id],
            kind=step.kind.name,
            kind_label=site.say(step.kind.singular),
            when=site.when(step),
            link=site.entry_link(step),
            retired=site.retired(step),
            here=step.id == entry.id,
            causes=tuple(sorted(causes[step.id])),
            follow_up=_follow_up(site, step),
        )
        for step in ordered
    )


def _follow_up(site: Site, entry: Entry) -> tuple[FollowedUp, ...]:
    record = entry.record
    provisions = followed(record) if isinstance(record, Agreement) else ()
    counts = Counter(standing(provision) for provision in provisions)
    return tuple(
        FollowedUp(status=status.value, label=status.label_in(site.locale), count=counts[status])
        for status in Standing
        if counts[status]
    )
