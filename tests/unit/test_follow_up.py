"""What reports on a provision amount to, and how the entries that show them are linked."""

from __future__ import annotations

import pytest

from knowledge_base.locale import Locale
from knowledge_base.model.choices import Act, PointRole
from knowledge_base.model.entries import Agreement, Provision
from knowledge_base.model.follow_up import followed, latest, latest_by_country, relation, standing
from tests.unit.catalogues import copy_of, valid_catalogue

Row = tuple[str, str, str]


def _provision(*rows: Row, **fields: object) -> Provision:
    """Return a provision with reports: for each the date, the status, and the country or nothing."""
    reports = [
        {"date": date, "status": status, "text": "It was said", **({"country": country} if country else {})}
        for date, status, country in rows
    ]
    return Provision.model_validate({"ref": "1", "text": "Meet", "reports": reports, **fields}, context=Locale.EN)


@pytest.mark.parametrize(
    ("rows", "responsible", "expected"),
    [
        ((), (), "not-recorded"),
        ((("2020", "open", ""),), (), "open"),
        # The order of the log does not count.
        ((("2021", "done", ""), ("2020", "open", "")), (), "done"),
        ((("2020", "done", ""), ("2021", "in-progress", "")), (), "in-progress"),
        # What one country did is not what was asked of all.
        ((("2021", "done", "MX"),), (), "by-country"),
        ((("2021", "done", "MX"),), ("MX", "PA"), "by-country"),
        ((("2021", "done", "MX"), ("2021", "done", "PA")), ("MX", "PA"), "done"),
        ((("2021", "done", "MX"), ("2021", "open", "PA")), ("MX", "PA"), "by-country"),
        ((("2020", "open", "MX"), ("2021", "done", "MX")), ("MX",), "done"),
        ((("2019", "open", ""), ("2021", "done", "MX")), ("MX", "PA"), "open"),
    ],
)
def test_the_standing_is_what_the_reports_say_and_no_more(
    rows: tuple[Row, ...], responsible: tuple[str, ...], expected: str
) -> None:
    assert standing(_provision(*rows, responsible=responsible)).value == expected


def test_a_group_in_words_may_have_more_members_than_those_named() -> None:
    provision = _provision(("2021", "done", "MX"), responsible=["MX"], responsible_note="All members")
    assert standing(provision).value == "by-country"


def test_the_latest_on_the_whole_and_of_each_country() -> None:
    provision = _provision(
        ("2021", "open", ""), ("2022", "done", "MX"), ("2020", "open", "MX"), ("2019", "lapsed", "PA")
    )
    whole = latest(provision)
    assert whole is not None
    assert str(whole.date) == "2021"
    assert {code: str(report.date) for code, report in latest_by_country(provision).items()} == {
        "PA": "2019",
        "MX": "2022",
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("2020", "open", ""),), "Taken up by"),
        ((("2020", "in-progress", ""),), "Taken up by"),
        ((("2020", "lapsed", ""),), "Taken up by"),
        ((("2020", "done", ""),), "Carried out by"),
        ((("2020", "done", "MX"),), "Carried out in part by"),
        # It was done, and then it was not.
        ((("2020", "done", ""), ("2021", "open", "")), "Taken up by"),
        ((("2020", "done", "MX"), ("2021", "open", "MX")), "Taken up by"),
    ],
)
def test_evidence_carries_out_only_what_a_report_calls_done(rows: tuple[Row, ...], expected: str) -> None:
    provision = _provision(*rows)
    assert relation(provision, provision.reports[0]).forward == expected


@pytest.mark.parametrize("act", Act)
def test_only_what_asks_is_followed_up(act: Act) -> None:
    asking = {"decides", "agrees", "commits", "requests", "recommends", "encourages"}
    assert _provision(acts=[act.value]).asks == (act.value in asking)
    assert _provision(acts=["thanks", act.value]).asks == (act.value in asking)
    assert not _provision(acts=[act.value], role=PointRole.RECITAL.value).asks


def test_what_the_source_does_not_say_may_ask() -> None:
    assert _provision().asks


def test_what_only_introduces_other_points_is_not_counted_as_unanswered() -> None:
    base = valid_catalogue().by_id["conclusions"]
    rows = (
        {"ref": "1"},
        {"ref": "1.a", "under": "1"},
        {"ref": "2", "acts": ["decides"]},
        {"ref": "2.a", "under": "2", "acts": ["thanks"]},
        {"ref": "A.1", "role": "annex"},
        {"ref": "A.2", "role": "annex", "acts": ["requests"]},
        {"ref": "[1]", "role": "recital", "acts": ["decides"]},
    )
    points = tuple(Provision.model_validate({"text": "Meet", **row}, context=Locale.EN) for row in rows)
    record = copy_of(base, "act", provisions=points).record
    assert isinstance(record, Agreement)
    assert [provision.ref for provision in followed(record)] == ["1.a", "2", "A.2"]
