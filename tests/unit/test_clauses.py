"""What is in force of an agreement, and the history of each point."""

from __future__ import annotations

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Status
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.model.when import When
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue

VALID = valid_catalogue()


def _points(*fields: dict[str, object]) -> tuple[Provision, ...]:
    return tuple(
        Provision.model_validate({"ref": str(number), "text": f"Point {number}", **more}, context=Locale.EN)
        for number, more in enumerate(fields, 1)
    )


def _catalogue(**changes: object) -> Catalogue:
    """Return a catalogue with three acts: the second changes points of the first, the third one of the second."""
    base, day = VALID.by_id["conclusions"], When.parse
    first = copy_of(base, "first", adopted_on=day("2001"), adopted_at=None, provisions=_points({}, {}, {}))
    second = copy_of(
        base,
        "second",
        adopted_on=day("2002"),
        adopted_at=None,
        provisions=_points({"amends": ["first#1"], "replaces": ["first#2"]}, {"ends": ["first#2"]}),
        **changes,
    )
    third = copy_of(
        base, "third", adopted_on=day("2003"), adopted_at=None, provisions=_points({"replaces": ["second#1"]})
    )
    return catalogue_of([*VALID.entries, first, second, third])


def test_what_is_in_force_is_known_point_by_point() -> None:
    clauses = _catalogue().clauses
    last = {number: clauses.last(f"first#{number}") for number in (1, 2, 3)}
    assert {number: change and (change.kind.value, change.new) for number, change in last.items()} == {
        1: ("amends", "second#1"),
        # Of what was both replaced and ended, nothing holds.
        2: ("ends", "second#2"),
        3: None,
    }


def test_the_history_is_the_same_whichever_point_is_asked() -> None:
    clauses = _catalogue().clauses
    told = {id_: set(clauses.history(id_)) for id_ in ("first#1", "second#1", "third#1")}
    assert len(told["first#1"]) == 4
    assert told["first#1"] == told["second#1"] == told["third#1"]
    assert clauses.history("first#3") == ()


def test_a_withdrawn_act_changes_nothing() -> None:
    clauses = _catalogue(status=Status.WITHDRAWN).clauses
    assert clauses.last("first#1") is None


def test_an_act_that_replaces_another_replaces_its_points() -> None:
    base = VALID.by_id["conclusions"]
    new = copy_of(base, "new", supersedes=("conclusions",))
    catalogue = catalogue_of([*VALID.entries, new])
    change = catalogue.clauses.last("conclusions#1")
    assert change is not None
    assert (change.kind.value, change.new) == ("replaces", "new")


def test_both_pages_show_it() -> None:
    site = Site(catalogue=_catalogue(), locale=Locale.EN)
    pages = {id_: entry_view(site, site.catalogue.by_id[id_]) for id_ in ("first", "second", "third")}
    lines = {id_: page.detail.points[0].lines[0] for id_, page in pages.items()}  # type: ignore[attr-defined]
    assert {id_: [change.date for change in line.history] for id_, line in lines.items()} == {
        id_: ["2002", "2002", "2002", "2003"] for id_ in lines
    }
    verb, link = lines["first"].state
    assert (verb, link.url) == ("Amended by", "en/agreements/second.html#provision-1")
    assert isinstance(site.catalogue.by_id["first"].record, Agreement)


def test_what_is_not_published_has_no_history() -> None:
    base = VALID.by_id["conclusions"]
    act = copy_of(base, "act", provisions=_points({"amends": ["nowhere#1", "conclusions#1"]}))
    catalogue = catalogue_of([*VALID.entries, act])
    assert [change.old for change in catalogue.clauses.history("act#1")] == ["conclusions#1"]
