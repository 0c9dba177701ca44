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

MOST_STEPS = 20
"""The maximum number of steps before an entry, and after it: a trail can go on for as long as the RCM meets."""


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


@dataclass(frozen=True, kw_only=True)
class Trail:
    """The trail of an entry, or the part of it around the entry.

    Attributes:
        steps: the steps in chronological order, the entry itself included.
        begins_earlier: whether there are earlier steps, which led to these.
        goes_on: whether there are later steps, which followed from these.
    """

    steps: tuple[TrailStep, ...]
    begins_earlier: bool
    goes_on: bool


def trail_of(site: Site, entry: Entry) -> Trail | None:
    """Return the trail of an entry, with the nearest `MOST_STEPS` each way; ``None`` if there is no other step."""
    catalogue = site.catalogue
    # One more than is shown, to know whether there are more.
    back = catalogue.trail_back(entry, MOST_STEPS + 1)
    on = catalogue.trail_on(entry, MOST_STEPS + 1)
    found = {step.entry.id: step.entry for step in (*back[-MOST_STEPS:], *on[:MOST_STEPS])}
    if not found:
        return None
    ordered = sorted((entry, *found.values()), key=catalogue.place_in_time)
    places = {step.id: number for number, step in enumerate(ordered, 1)}
    causes: dict[str, set[int]] = {step.id: set() for step in ordered}
    for step in ordered:
        for later in catalogue.next_steps(step):
            # Skip edges back in time: a provision may name the very meeting that adopted it as evidence.
            if places.get(later.id, 0) > places[step.id]:
                causes[later.id].add(places[step.id])
    steps = tuple(
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
    return Trail(steps=steps, begins_earlier=len(back) > MOST_STEPS, goes_on=len(on) > MOST_STEPS)


def _follow_up(site: Site, entry: Entry) -> tuple[FollowedUp, ...]:
    record = entry.record
    provisions = followed(record) if isinstance(record, Agreement) else ()
    counts = Counter(standing(provision) for provision in provisions)
    return tuple(
        FollowedUp(status=status.value, label=status.label_in(site.locale), count=counts[status])
        for status in Standing
        if counts[status]
    )
