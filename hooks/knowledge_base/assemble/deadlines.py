"""Deadlines: by when commitments are to be met, and whose they are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge_base.assemble.commitments import Commitment
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import bodies_of
from knowledge_base.model.due import Duration
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.model.when import Edge, When


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The deadline of a commitment that holds and of which no source says that it was done or lapsed.

    Attributes:
        commitment: the commitment.
        first: the earliest day that the deadline can mean, so that nobody is reminded too late.
        last: the latest day that it can mean.
        sure: whether it is one day, of which no source is in doubt.
    """

    commitment: Commitment
    first: dt.date
    last: dt.date
    sure: bool


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """All deadlines; each list by time, then by point.

    Attributes:
        listed: all of them.
        of_body: those of each body, by its id: it adopted or issued the agreement, or is to act.
        of_country: those of each country, by its code (`concerned`).
    """

    listed: tuple[Deadline, ...] = ()
    of_body: Mapping[str, tuple[Deadline, ...]] = field(default_factory=dict)
    of_country: Mapping[str, tuple[Deadline, ...]] = field(default_factory=dict)


def group_deadlines(
    commitments: Sequence[Commitment],
    by_id: Mapping[str, Entry],
    dates: Mapping[str, When | None],
    common: Sequence[Entry],
    vocabularies: Vocabularies,
) -> Deadlines:
    """Collect the deadlines.

    Args:
        commitments: all commitments.
        by_id: the public entries, by id.
        dates: the date of each entry, by id.
        common: the entries that concern all Member Countries.
        vocabularies: the terms.
    """
    listed: list[Deadline] = []
    of_body: defaultdict[str, list[Deadline]] = defaultdict(list)
    of_country: defaultdict[str, list[Deadline]] = defaultdict(list)
    shared = {entry.id for entry in common}
    for each in commitments:
        record = each.agreement.record
        if not each.unfinished or not isinstance(record, Agreement):
            continue
        provision = record.provisions[each.place]
        adopted = dates[each.agreement.id]
        days = limits(provision, adopted)
        if days is None:
            continue
        day = provision.due.date(adopted) if provision.due and adopted else None
        sure = bool(day and days[0] == days[1] == day.over_by)
        found = Deadline(commitment=each, first=days[0], last=days[1], sure=sure)
        listed.append(found)
        actors = (*record.issued_by, *provision.responsible)
        for body in dict.fromkeys((*bodies_of(each.agreement, by_id), *actors)):
            if body in vocabularies.bodies:
                of_body[body].append(found)
        for country in concerned(each, shared, vocabularies):
            of_country[country].append(found)

    return Deadlines(
        listed=_in_time(listed),
        of_body={id_: _in_time(of_body[id_]) for id_ in sorted(of_body)},
        of_country={code: _in_time(of_country[code]) for code in sorted(of_country)},
    )


def _in_time(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    return tuple(sorted(deadlines, key=lambda each: (each.first, each.last, each.commitment.clause)))


def limits(provision: Provision, adopted: When | None) -> tuple[dt.date, dt.date] | None:
    """Return the earliest and the latest day that a deadline can mean; ``None`` if it has no end, or none is known.

    Doubts of the source are left out here: the day is a reminder, and the words beside it say what is known.

    Args:
        provision: the point.
        adopted: the date of its agreement, from which durations are counted.
    """
    limit = provision.due.limit if provision.due else None
    if isinstance(limit, When):
        return None if isinstance(limit.last, Edge) else limit.last.days
    if isinstance(limit, Duration) and adopted and adopted.earliest and adopted.latest:
        return limit.after(adopted.earliest), limit.after(adopted.latest)
    return None


def concerned(commitment: Commitment, common: set[str], vocabularies: Vocabularies) -> tuple[str, ...]:
    """Return the codes of the countries that a commitment concerns.

    Where countries or institutions of countries are to act, these. Where it is left to others or not said, those that
    adopted the agreement, or every Member Country if the agreement names none.

    Args:
        commitment: the commitment.
        common: the ids of the agreements that concern all Member Countries.
        vocabularies: the terms.
    """
    record = commitment.agreement.record
    if not isinstance(record, Agreement):
        return ()
    organisations = vocabularies.organisations
    actors = record.provisions[commitment.place].responsible
    named = (organisations[id_].country if id_ in organisations else id_ for id_ in actors)
    countries = tuple(dict.fromkeys(code for code in named if code in vocabularies.countries))
    members = vocabularies.members if commitment.agreement.id in common else ()
    return tuple(code for code in countries if code) or record.adopted_by or members
