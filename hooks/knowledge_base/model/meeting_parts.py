"""The parts of a meeting: its agenda, its places, and who took part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from knowledge_base.model.choices import Attendance
from knowledge_base.model.types import ActorId, BodyId, ClockTime, CountryCode, Frozen, IsoDate, Plain, PracticeId, Text


class Speaker(Frozen):
    """A speaker: the organisation, and the office held there if the source names it."""

    organisation: ActorId
    """For whom they speak."""
    office: Text | None = None
    """The office they hold there."""


class AgendaPart(Frozen):
    """One intervention within an agenda item, with times of its own only if the source gives them."""

    title: Text
    """What is said."""
    start: ClockTime | None = None
    """When it starts."""
    end: ClockTime | None = None
    """When it ends."""
    speakers: tuple[Speaker, ...] = ()
    """Who speaks."""
    moderators: tuple[ActorId, ...] = ()
    """Who gives the floor."""
    access: Attendance | None = None
    """Who may attend, where it is not as for the item."""
    presents: PracticeId | None = None
    """The practice or intervention that it announces."""


class AgendaItem(Frozen):
    """An agenda item. It has the times that the source gives: none, only the start, or both."""

    title: Text
    """What it is about."""
    day: IsoDate | None = None
    """The day on which it is; the items after it are on the same day until one names another."""
    session: Annotated[Text | None, Field(examples=["First session: protection"])] = None
    """The heading of the session that begins with it."""
    start: ClockTime | None = None
    """When it starts."""
    end: ClockTime | None = None
    """When it ends."""
    speakers: tuple[Speaker, ...] = ()
    """Who speaks."""
    moderators: tuple[ActorId, ...] = ()
    """Who gives the floor."""
    access: Attendance = Attendance.ALL
    """Who may attend."""
    presents: PracticeId | None = None
    """The practice or intervention that it announces."""
    parts: tuple[AgendaPart, ...] = ()
    """The interventions inside it."""


class NumberInSeries(Frozen):
    """The number of a meeting in the series of a body that met together with others."""

    body: BodyId
    """The body."""
    number: Annotated[Plain, Field(examples=["XXVI"])]
    """The number of the meeting in its series, as printed."""


class Place(Frozen):
    """A place of a meeting, as far as the source names it: the city, the country or the venue, or several of them."""

    city: Annotated[Text | None, Field(examples=["Antigua Guatemala"])] = None
    """The city or town."""
    country: CountryCode | None = None
    """The country it is in."""
    venue: Annotated[Text | None, Field(examples=["Seat of the ministry"])] = None
    """The building, or the platform of a virtual meeting."""


class Participants(Frozen):
    """Who took part in a meeting, by the capacity in which the source names them; never assumed."""

    members: tuple[CountryCode, ...] = ()
    """The countries that took part as members of the body that met."""
    countries: tuple[CountryCode, ...] = ()
    """The countries that took part where the source does not say as what, or where the body has no members."""
    observers: tuple[ActorId, ...] = ()
    """The countries and organisations that took part as observers."""
    guests: tuple[ActorId, ...] = ()
    """The countries and organisations that took part as guests."""
    organisations: tuple[ActorId, ...] = ()
    """The organisations that took part where the source does not say as what."""
    networks: tuple[ActorId, ...] = ()
    """The networks of civil society that took part."""
    note: Annotated[Text | None, Field(title="In words", examples=["Eleven delegations, not named"])] = None
    """Who took part in the words of the source, where it does not name them."""

    def by_capacity(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the name of each list, and the ids in it."""
        for name in ("members", "countries", "observers", "guests", "organisations", "networks"):
            yield name, getattr(self, name) or ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """The ids of all that are named, in whatever capacity."""
        return tuple(id_ for _, ids in self.by_capacity() for id_ in ids)
