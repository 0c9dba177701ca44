"""Commitments: which points are listed, in which order, who refers to them, and what pages, data and table say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from knowledge_base.assemble.addresses import PAGE_SIZE
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.commitments import STATES
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Act, Status
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.publish.site.commitments_data import commitments_script
from knowledge_base.view.pages.commitments import (
    commitments_data,
    commitments_pages,
    commitments_table,
    commitments_view,
)
from knowledge_base.view.parts.commitments import OVER
from knowledge_base.view.parts.site import Site, site_in
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue


def _point(ref: str, *acts: Act, status: str = "", **fields: object) -> Provision:
    reports = [{"date": "2021-07", "status": status, "text": f"Report on {ref}"}] if status else []
    written = {"ref": ref, "text": f"Text of {ref}", "acts": acts or (Act.REQUESTS,), "reports": reports, **fields}
    return Provision.model_validate(written, context=Locale.EN)


def _catalogue(*agreements: dict[str, Any]) -> Catalogue:
    """Return a catalogue with these agreements, each as its changed fields; they are ``act-0``, ``act-1`` and so on."""
    valid = valid_catalogue()
    model = next(entry for entry in valid.entries if isinstance(entry.record, Agreement))
    others = [entry for entry in valid.entries if entry.id != model.id]
    acts = [copy_of(model, f"act-{number}", **fields) for number, fields in enumerate(agreements)]
    return catalogue_of([*others, *acts])


def _site(*agreements: dict[str, Any], locale: Locale = Locale.EN) -> Site:
    return site_in(locale, _catalogue(*agreements))


def _listed(site: Site) -> list[str]:
    return [each.clause for each in site.catalogue.commitments.listed]


def test_only_what_asks_for_something_is_a_commitment() -> None:
    points = (_point("1", Act.THANKS), _point("2", Act.AGREES), _point("3", Act.WELCOMES), _point("4", Act.RECOMMENDS))
    assert _listed(_site({"provisions": points})) == ["act-0#2", "act-0#4"]


def test_the_open_ones_come_first_then_the_newest_agreement() -> None:
    states = ("done", "open", "", "in-progress", "lapsed")
    points = tuple(_point(str(number), status=status) for number, status in enumerate(states, 1))
    older = {"adopted_on": None, "adopted_at": None, "provisions": (_point("1", status="open"),)}
    site = _site({"provisions": points}, older)
    assert _listed(site) == ["act-0#2", "act-1#1", "act-0#4", "act-0#3", "act-0#1", "act-0#5"]
    assert [each.clause for each in site.catalogue.commitments.still_open] == _listed(site)[:3]
    assert [each.unfinished for each in site.catalogue.commitments.listed] == [True, True, True, True, False, False]
    assert [each.ref for each in site.catalogue.commitments.of_agreement["act-0"]] == ["2", "4", "3"]


def test_what_was_ended_or_replaced_comes_last_and_says_by_what() -> None:
    ending = {"provisions": (_point("1", ends=("act-1#1",)), _point("2", amends=("act-1#2",)))}
    site = _site(ending, {"provisions": (_point("1", status="open"), _point("2", status="open"))})
    assert _listed(site)[-1] == "act-1#1"
    assert site.catalogue.commitments.listed[-1].standing is STATES[-1] is None
    lines = {
        line.point.url: line
        for state in commitments_view(site, 1).states
        for group in state.agreements
        for line in group.lines
    }
    ended = next(line for line in lines.values() if line.state == OVER)
    assert ended.changed
    assert ended.changed[0] == "Ended by"
    # What was only amended holds.
    assert sum(line.changed is not None for line in lines.values()) == 2


def test_withdrawn_agreements_are_left_out_and_superseded_ones_no_longer_hold() -> None:
    point = (_point("1", status="open"),)
    site = _site({"status": Status.WITHDRAWN, "provisions": point}, {"status": Status.SUPERSEDED, "provisions": point})
    assert [(each.clause, each.standing) for each in site.catalogue.commitments.listed] == [("act-1#1", None)]
    assert site.catalogue.commitments.of_agreement == {}


def test_entries_that_refer_to_a_point_are_counted_once_and_not_its_own_agreement() -> None:
    shown = {"date": "2021", "status": "open", "text": "It was said", "evidence": ["summit", "act-1", "act-0"]}
    site = _site(
        {"provisions": (_point("1", reports=(shown,)), _point("2"))},
        {"provisions": (_point("1", amends=("act-0#1",)),)},
    )
    referring = site.catalogue.commitments.referring
    assert referring["act-0#1"] == ("act-1", "summit")
    assert "act-0#2" not in referring


@pytest.mark.parametrize("locale", Locale)
def test_pages_data_and_table_hold_the_same(locale: Locale) -> None:
    count = 2 * PAGE_SIZE + 1
    points = tuple(_point(str(number)) for number in range(1, count + 1))
    site = _site({"provisions": points}, locale=locale)
    assert commitments_pages(site) == 3
    on_pages = [
        line.point.label
        for number in range(1, 4)
        for state in commitments_view(site, number).states
        for group in state.agreements
        for line in group.lines
    ]
    rows = list(commitments_table(site))
    written = commitments_script(commitments_data(site), locale)
    data = json.loads(written.removeprefix("window.rcmCommitments=").removesuffix(";\n"))
    assert on_pages == [row[1] for row in rows[1:]] == [line[1] for line in data["lines"]] == [p.ref for p in points]
    assert {len(row) for row in rows} == {len(rows[0])}
    # Every entry has a value for each facet, which is among its values.
    for entry in data["entries"]:
        values = entry[6:]
        assert len(values) == len(data["facets"])
        assert all(
            place < len(facet[2]) for facet, places in zip(data["facets"], values, strict=True) for place in places
        )


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.EN, "Partial: the copy that can be read breaks off here."),
        (Locale.ES, "Parcial: la copia que se puede leer se corta aquí."),
    ],
)
def test_the_list_says_which_points_are_cut(locale: Locale, said: str) -> None:
    site = _site({"provisions": (_point("1"), _point("2", completeness="partial"))}, locale=locale)
    (state,) = commitments_view(site, 1).states
    (group,) = state.agreements
    assert [line.cut for line in group.lines] == ["", said]
    script = commitments_script(commitments_data(site), locale)
    lines = json.loads(script.removeprefix("window.rcmCommitments=").removesuffix(";\n"))["lines"]
    assert [said in remarks for *_, remarks in lines] == [False, True]


def test_the_row_says_the_day_the_report_holds_for_and_the_point_has_an_address() -> None:
    site = _site({"provisions": (_point("1.a", status="done"),)})
    (state,) = commitments_view(site, 1).states
    line = state.agreements[0].lines[0]
    assert state.title == line.state_label == "Done"
    assert line.report
    assert (line.report.date, str(line.report.text), line.report.more) == ("July 2021", "Report on 1.a", 0)
    page, anchor = line.point.url.split("#")
    assert page == "en/agreements/act-0.html"
    assert anchor in site.anchors("agreements/act-0")
