"""A page whose trace holds is a page that nothing would change: random edits, and every page made anew beside it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.memory.trace import CurrentAnswers, Question, Recorder
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.repository import VALID

Trace = Mapping[Question, bytes]


@dataclass(frozen=True, kw_only=True)
class Build:
    """What a build leaves behind: of each page its trace, and all that it shows."""

    traces: Mapping[str, Trace]
    shown: Mapping[str, str]


def _site(root: Path, locale: Locale, home: str) -> Site:
    return site_in(locale, check_content(root).catalogue, home=home)


def _build(site: Site) -> Build:
    recorder, answers = Recorder(), CurrentAnswers(site)
    traces, shown = {}, {}
    for page in plan_pages(recorder.site(site)):
        with recorder.recording() as questions:
            shown[page.chrome.address] = repr(page.view())
        traces[page.chrome.address] = answers.trace(questions)
    return Build(traces=traces, shown=shown)


@contextmanager
def _copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(VALID, folder, dirs_exist_ok=True)
        yield Path(folder)


def _replace(path: Path, pattern: str, new: str) -> None:
    text = path.read_text("utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    path.write_bytes(changed.encode("utf-8"))


Edit = Callable[[Path], None]

_ENTRIES = st.sampled_from(
    [path.relative_to(VALID) for path in sorted(VALID.glob("docs/*/*/*.md"))],
)
_WORD = st.sampled_from(["uno", "dos", "tres"])


def _retitled(path: Path, word: str) -> Edit:
    return lambda root: _replace(root / path, r"^title: .*$", f"title: {word}") if (root / path).exists() else None


def _dated(path: Path, day: int) -> Edit:
    date = f"modified: 2021-08-{day:02}"
    return lambda root: _replace(root / path, r"^modified: .*$", date) if (root / path).exists() else None


def _rewritten(path: Path, word: str) -> Edit:
    def edit(root: Path) -> None:
        if (root / path).exists():
            with (root / path).open("a", encoding="utf-8") as file:
                file.write(f"\n{word}\n")

    return edit


def _deleted(path: Path) -> Edit:
    return lambda root: (root / path).unlink(missing_ok=True)


def _copied(path: Path, word: str) -> Edit:
    def edit(root: Path) -> None:
        for locale in Locale:
            source = root.joinpath("docs", locale, *path.parts[2:])
            if source.exists():
                target = source.with_name(f"{word}.md")
                target.write_bytes(re.sub(rb"(?m)^id: .*$", f"id: {word}".encode(), source.read_bytes()))

    return edit


def _related(path: Path, word: str) -> Edit:
    target = {"uno": "hotline", "dos": "summit", "tres": "plan"}[word]
    line = f"\\g<0>\nrelated: [{{id: {target}, relation: cites}}]"
    return lambda root: _replace(root / path, r"^original: .*$", line) if (root / path).exists() else None


def _relabelled(name: str, word: str) -> Edit:
    return lambda root: _replace(root / "vocabularies" / name, r"(?<=\bes: )[^,}\n]+", word)


_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_retitled, _ENTRIES, _WORD),
    st.builds(_retitled, st.sampled_from([Path(f"docs/{locale}/index.md") for locale in Locale]), _WORD),
    st.builds(_dated, _ENTRIES, st.integers(1, 28)),
    st.builds(_rewritten, _ENTRIES, _WORD),
    st.builds(_deleted, _ENTRIES),
    st.builds(_copied, _ENTRIES, _WORD),
    st.builds(_related, _ENTRIES, _WORD),
    st.builds(_relabelled, st.sampled_from(["topics.yml", "organisations.yml", "terms.yml"]), _WORD),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(_EDITS, min_size=1, max_size=3), locale=st.sampled_from(Locale), home=st.sampled_from(["", "x/"]))
def test_a_page_whose_trace_holds_shows_what_it_showed(edits: list[Edit], locale: Locale, home: str) -> None:
    with _copy() as root:
        before = _build(_site(root, locale, ""))
        for edit in edits:
            edit(root)
        site = _site(root, locale, home)
        now, answers = _build(site), CurrentAnswers(site)
        for address, trace in before.traces.items():
            if address in now.shown and answers.hold(trace):
                assert now.shown[address] == before.shown[address], address


def test_a_title_changes_the_pages_that_show_it_and_no_others() -> None:
    with _copy() as root:
        before = _build(_site(root, Locale.ES, ""))
        _retitled(Path("docs/es/practices/hotline.md"), "uno")(root)
        site = _site(root, Locale.ES, "")
        now, answers = _build(site), CurrentAnswers(site)
        undone = {address for address, trace in before.traces.items() if not answers.hold(trace)}
        changed = {address for address, shown in before.shown.items() if now.shown[address] != shown}
        assert changed <= undone
        assert "practices/hotline" in changed
        assert not undone & {"glossary", "topics/index", "bodies/index", "field-guide", "about"}


def test_a_question_is_noted_whatever_way_it_is_asked() -> None:
    with _copy() as root:
        site = _site(root, Locale.ES, "")
    recorder = Recorder()
    recorded = recorder.site(site)
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
        (lambda: recorded.catalogue.entries[0], ("entries", "all")),
        (lambda: bool(recorded.catalogue.entries), ("entries", "count")),
        (lambda: len(recorded.catalogue.groups["topic"]["shelter"]), ("groups", "topic", "item", "shelter", "count")),
        (lambda: list(recorded.catalogue.groups["topic"]["shelter"]), ("groups", "topic", "item", "shelter", "all")),
        (lambda: sorted(recorded.catalogue.current, key=id), ("current", "all")),
        (lambda: recorded.catalogue.groups["topic"].get("x"), ("groups", "topic", "item", "x")),
        (
            lambda: recorded.catalogue.vocabularies.named("topics")["shelter"],
            ("vocabularies", "topics", "item", "shelter"),
        ),
        (lambda: recorded.today, ("site", "item", "today")),
        (lambda: recorded.place, ("site", "item", "home")),
    ]
    for ask, question in asked:
        with recorder.recording() as questions:
            ask()
        assert question in questions, question


def test_what_is_remembered_counts_for_each_page_that_uses_it() -> None:
    with _copy() as root:
        recorder = Recorder()
        site = recorder.site(_site(root, Locale.ES, ""))
    entry = site.catalogue.by_id["hotline"]
    with recorder.recording() as first:
        site.card(entry)
    with recorder.recording() as second:
        site.card(entry)
    assert first == second
    assert ("dates", "item", "hotline") in first


def test_a_field_that_nobody_would_see_being_read_is_refused() -> None:
    with _copy() as root:
        site = _site(root, Locale.ES, "")
    broken = replace(site.catalogue, dates=dt.date(2021, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="dates"):
        Recorder().site(replace(site, catalogue=broken))
