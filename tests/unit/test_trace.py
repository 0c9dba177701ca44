"""A page whose trace holds is a page that nothing would change: random edits, and every page made anew beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.memory.recording import Question, Recorder
from knowledge_base.publish.site.trace import answers_of, recorded_site
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.edits import EDITS, Edit, copy, retitled

Trace = Mapping[Question, bytes]


@dataclass(frozen=True, kw_only=True)
class Build:
    """What a build leaves behind: of each page its trace, and all that it shows."""

    traces: Mapping[str, Trace]
    shown: Mapping[str, str]


def _site(root: Path, locale: Locale, home: str) -> Site:
    return site_in(locale, check_content(root).catalogue, home=home)


def _build(site: Site) -> Build:
    recorder, answers = Recorder(), answers_of([site])
    traces, shown = {}, {}
    for page in plan_pages(recorded_site(site, recorder)):
        with recorder.recording() as questions:
            shown[page.chrome.address] = repr(page.view())
        traces[page.chrome.address] = answers.trace(questions)
    return Build(traces=traces, shown=shown)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(EDITS, min_size=1, max_size=3), locale=st.sampled_from(Locale), home=st.sampled_from(["", "x/"]))
def test_a_page_whose_trace_holds_shows_what_it_showed(edits: list[Edit], locale: Locale, home: str) -> None:
    with copy() as root:
        before = _build(_site(root, locale, ""))
        for edit in edits:
            edit(root)
        site = _site(root, locale, home)
        now, answers = _build(site), answers_of([site])
        for address, trace in before.traces.items():
            if address in now.shown and answers.hold(trace):
                assert now.shown[address] == before.shown[address], address


def test_a_title_changes_the_pages_that_show_it_and_no_others() -> None:
    with copy() as root:
        before = _build(_site(root, Locale.ES, ""))
        retitled(Path("docs/es/practices/hotline.md"), "uno")(root)
        site = _site(root, Locale.ES, "")
        now, answers = _build(site), answers_of([site])
        undone = {address for address, trace in before.traces.items() if not answers.hold(trace)}
        changed = {address for address, shown in before.shown.items() if now.shown[address] != shown}
        assert changed <= undone
        assert "practices/hotline" in changed
        assert not undone & {"glossary", "topics/index", "bodies/index", "field-guide", "about"}


def test_a_question_is_noted_whatever_way_it_is_asked() -> None:
    with copy() as root:
        site = _site(root, Locale.ES, "")
    recorder = Recorder()
    recorded = recorded_site(site, recorder)
    asked: list[tuple[Callable[[], object], Question]] = [
        (lambda: recorded.catalogue.by_id["hotline"], ("by_id", "item", "hotline")),
        (lambda: recorded.catalogue.by_id.get("nobody"), ("by_id", "item", "nobody")),
        (lambda: "nobody" in recorded.catalogue.by_id, ("by_id", "item", "nobody")),
        (lambda: len(recorded.catalogue.links), ("links", "keys")),
        (lambda: list(recorded.catalogue.links), ("links", "keys")),
        (lambda: dict(recorded.catalogue.links.items()), ("links", "all")),
        (lambda: list(recorded.catalogue.links.values()), ("links", "all")),
        (lambda: len(recorded.catalogue.entries), ("entries", "count")),
        (lambda: tuple(recorded.catalogue.entries), ("entries", "all")),
        (lambda: [*recorded.catalogue.entries], ("entries", "all")),
        (lambda: recorded.catalogue.entries[:1], ("entries", "part", None, 1)),
        (lambda: recorded.catalogue.entries[0], ("entries", "part", 0, 1)),
        (lambda: recorded.catalogue.entries[-1], ("entries", "part", -1, None)),
        (lambda: bool(recorded.catalogue.entries), ("entries", "count")),
        (lambda: len(recorded.catalogue.groups["topic"]["shelter"]), ("groups", "topic", "item", "shelter", "count")),
        (lambda: list(recorded.catalogue.groups["topic"]["shelter"]), ("groups", "topic", "item", "shelter", "all")),
        (lambda: sorted(recorded.catalogue.current, key=id), ("current", "all")),
        (lambda: recorded.catalogue.groups["topic"].get("x"), ("groups", "topic", "item", "x")),
        (
            lambda: recorded.catalogue.vocabularies.named("topics")["shelter"],
            ("vocabularies", "topics", "item", "shelter"),
        ),
        (lambda: recorded.today, ("site es", "item", "today")),
        (lambda: recorded.place, ("site es", "item", "home")),
    ]
    for ask, question in asked:
        with recorder.recording() as questions:
            ask()
        assert question in questions, question


def test_what_is_remembered_counts_for_each_page_that_uses_it() -> None:
    with copy() as root:
        recorder = Recorder()
        site = recorded_site(_site(root, Locale.ES, ""), recorder)
    entry = site.catalogue.by_id["hotline"]
    with recorder.recording() as first:
        site.card(entry)
    with recorder.recording() as second:
        site.card(entry)
    assert first == second
    assert ("dates", "item", "hotline") in first


def test_a_field_that_nobody_would_see_being_read_is_refused() -> None:
    with copy() as root:
        site = _site(root, Locale.ES, "")
    broken = replace(site.catalogue, dates=dt.date(2021, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="dates"):
        recorded_site(replace(site, catalogue=broken), Recorder())


def test_no_page_of_an_entry_asks_for_all_entries_of_its_kind() -> None:
    with copy() as root:
        traces = _build(_site(root, Locale.ES, "")).traces
    asking = {address for address, trace in traces.items() if ("groups", "kind", "item", "practice", "all") in trace}
    # A list asks for the part that it shows.
    assert not {address for address in asking if address.startswith("practices/")}
    assert ("beside", "item", "hotline", "all") in traces["practices/hotline"]
