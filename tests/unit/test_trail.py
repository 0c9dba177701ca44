"""The commitment trail as a graph: its steps, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.draw.trail import LANES, Gutter, gutter, gutters, width
from knowledge_base.locale import Locale
from knowledge_base.model.when import When
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.trail import MOST_STEPS, TrailStep, trail_of
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.pictures import planned, tree

VALID = valid_catalogue()


def _step(number: int, *causes: int, here: bool = False) -> TrailStep:
    return TrailStep(
        number=number,
        kind="meeting",
        kind_label="Meeting",
        when="a day",
        link=Link("It", url="it.html"),
        retired="",
        here=here,
        causes=causes,
        follow_up=(),
    )


def test_a_trail_has_what_went_before_what_followed_and_the_page_itself() -> None:
    site = Site(catalogue=VALID, locale=Locale.EN)
    trail = trail_of(site, VALID.by_id["conclusions"])
    assert trail
    assert not trail.begins_earlier
    assert not trail.goes_on
    steps = trail.steps
    assert [(step.number, step.kind, step.here, step.causes) for step in steps] == [
        (1, "meeting", False, ()),
        (2, "agreement", True, (1,)),
        (3, "meeting", False, (2,)),
    ]
    assert [step.link.url for step in steps] == [
        "en/meetings/dialogue.html",
        "en/agreements/conclusions.html",
        "en/meetings/summit.html",
    ]
    assert {step.link.url for step in steps} <= planned(site)


def test_it_says_what_became_of_the_provisions() -> None:
    site = Site(catalogue=VALID, locale=Locale.ES)
    trail = trail_of(site, VALID.by_id["dialogue"])
    assert trail
    (agreement,) = (step for step in trail.steps if step.kind == "agreement")
    assert [(item.label, item.count) for item in agreement.follow_up] == [("Cumplido", 1), ("No consta aquí", 1)]


def test_an_entry_alone_has_no_trail() -> None:
    assert trail_of(Site(catalogue=VALID, locale=Locale.EN), VALID.by_id["hotline"]) is None


def _chain(count: int) -> Site:
    """Return a site with agreements of which each follows from the one a month before."""
    one = VALID.by_id["conclusions"]
    return Site(
        catalogue=catalogue_of(
            copy_of(
                one,
                f"a-{number:03}",
                adopted_on=When.parse(f"{2000 + number // 12}-{number % 12 + 1:02}-10"),
                adopted_at="nowhere",
                follows=(f"a-{number - 1:03}",) if number else (),
            )
            for number in range(count)
        ),
        locale=Locale.EN,
    )


def test_a_long_trail_is_cut_on_both_sides_and_can_be_followed_from_page_to_page() -> None:
    site = _chain(3 * MOST_STEPS + 2)
    trail = trail_of(site, site.catalogue.by_id["a-030"])
    assert trail
    numbers = [int(step.link.url[-8:-5]) for step in trail.steps]
    assert numbers == list(range(30 - MOST_STEPS, 30 + MOST_STEPS + 1))
    assert [step.causes for step in trail.steps] == [(), *((number,) for number in range(1, 2 * MOST_STEPS + 1))]
    assert trail.begins_earlier
    assert trail.goes_on
    first = trail_of(site, site.catalogue.by_id["a-000"])
    assert first
    assert (len(first.steps), first.begins_earlier, first.goes_on) == (MOST_STEPS + 1, False, True)


def test_a_line_runs_from_a_step_to_the_last_that_follows_from_it() -> None:
    rows = gutters([_step(1), _step(2), _step(3, 1), _step(4, 1, 2)])
    assert rows == (
        Gutter(lane=0, joins=(), passing=(), goes_on=True),
        Gutter(lane=1, joins=(), passing=(0,), goes_on=True),
        # From the first line, which goes on to the fourth step.
        Gutter(lane=2, joins=(0,), passing=(0, 1), goes_on=False),
        Gutter(lane=0, joins=(0, 1), passing=(), goes_on=False),
    )
    assert width(rows) == 3


def test_a_chain_is_one_line() -> None:
    rows = gutters([_step(1), _step(2, 1), _step(3, 2)])
    assert [(row.lane, row.joins, row.passing) for row in rows] == [(0, (), ()), (0, (0,), ()), (0, (0,), ())]


@st.composite
def _trails(draw: st.DrawFn) -> Sequence[TrailStep]:
    count = draw(st.integers(1, 14))
    return [
        _step(number, *sorted(draw(st.sets(st.integers(1, number - 1), max_size=3)) if number > 1 else ()))
        for number in range(1, count + 1)
    ]


@given(_trails())
def test_every_line_begins_and_ends_where_it_should(steps: Sequence[TrailStep]) -> None:
    rows = gutters(steps)
    assert 1 <= width(rows) <= LANES
    followed = {cause for step in steps for cause in step.causes}
    below: set[int] = set()
    for step, row in zip(steps, rows, strict=True):
        # What comes from above goes past or ends here, and what goes on below begins here or goes past.
        assert set(row.joins) | set(row.passing) == below
        assert bool(row.joins) == bool(step.causes)
        assert row.goes_on == (step.number in followed)
        below = set(row.passing) | ({row.lane} if row.goes_on else set())
    assert below == set()


def test_the_lines_are_drawn_beside_the_row() -> None:
    drawn = tree(gutter(_step(2, 1, here=True), Gutter(lane=1, joins=(0,), passing=(0,), goes_on=True)))
    assert drawn.get("aria-hidden") == "true"
    assert [(line.get("x1"), line.get("y1"), line.get("y2")) for line in drawn.iter("line")] == [
        ("8", "0", "100%"),
        ("24", "13", "100%"),
    ]
    assert [path.get("class") for path in drawn.iter("path")] == [
        "kb-trail__line",
        "kb-trail__mark kb-trail__mark--meeting kb-trail__mark--here",
    ]
