"""Random edits of a small repository."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from knowledge_base.locale import Locale
from tests.unit.repository import VALID


@contextmanager
def copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(VALID, folder, dirs_exist_ok=True)
        yield Path(folder)


def _replace(path: Path, pattern: str, new: str) -> None:
    text = path.read_text("utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    path.write_bytes(changed.encode("utf-8"))


Edit = Callable[[Path], None]

ENTRIES = st.sampled_from(
    [path.relative_to(VALID) for path in sorted(VALID.glob("docs/*/*/*.md"))],
)
WORDS = st.sampled_from(["uno", "dos", "tres"])


def retitled(path: Path, word: str) -> Edit:
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


def _renamed(path: Path, word: str) -> Edit:
    def edit(root: Path) -> None:
        _copied(path, word)(root)
        for locale in Locale:
            _deleted(Path("docs", locale, *path.parts[2:]))(root)

    return edit


def _translated(path: Path) -> Edit:
    """Return an edit that takes a translation away, and adds it where it was taken away before."""

    def edit(root: Path) -> None:
        file, away = root.joinpath("docs/en", *path.parts[2:]), root / "away" / path.name
        away.parent.mkdir(exist_ok=True)
        if file.exists():
            file.replace(away)
        elif away.exists():
            away.replace(file)

    return edit


def _related(path: Path, word: str) -> Edit:
    target = {"uno": "hotline", "dos": "summit", "tres": "plan"}[word]
    line = f"\\g<0>\nrelated: [{{id: {target}, relation: cites}}]"
    return lambda root: _replace(root / path, r"^original: .*$", line) if (root / path).exists() else None


def _relabelled(name: str, word: str) -> Edit:
    return lambda root: _replace(root / "vocabularies" / name, r"(?<=\bes: )[^,}\n]+", word)


EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(retitled, ENTRIES, WORDS),
    st.builds(retitled, st.sampled_from([Path(f"docs/{locale}/index.md") for locale in Locale]), WORDS),
    st.builds(_dated, ENTRIES, st.integers(1, 28)),
    st.builds(_rewritten, ENTRIES, WORDS),
    st.builds(_deleted, ENTRIES),
    st.builds(_copied, ENTRIES, WORDS),
    st.builds(_renamed, ENTRIES, WORDS),
    st.builds(_translated, ENTRIES),
    st.builds(_related, ENTRIES, WORDS),
    st.builds(_relabelled, st.sampled_from(["topics.yml", "organisations.yml", "terms.yml"]), WORDS),
)


def _linked(path: Path, target: str) -> Edit:
    """Return an edit that adds a link, which may lead to a section, to an entry that is deleted later, or nowhere."""

    def edit(root: Path) -> None:
        if (root / path).exists():
            with (root / path).open("a", encoding="utf-8") as file:
                file.write(f"\nSee [this]({target}).\n")

    return edit


def _replaced(path: Path, pattern: str, new: str) -> Edit:
    return lambda root: _replace(root / path, pattern, new) if (root / path).exists() else None


TARGETS = st.sampled_from(
    [
        *("../practices/hotline.md", "../practices/uno.md", "../topics/shelter.md#meetings", "../about.md#dos"),
        *("../meetings/summit.md#agreed", "../background/plan.md#uno", "../agreements/conclusions.md#trail"),
    ]
)
CHECKED_EDITS: st.SearchStrategy[Edit] = st.one_of(
    EDITS,
    st.builds(_linked, ENTRIES, TARGETS),
    st.builds(_rewritten, ENTRIES, st.sampled_from(["## uno", "## dos", "<b>x</b>"])),
    st.builds(_replaced, ENTRIES, st.just(r"^title: .*$"), st.sampled_from(["title: [", "titel: uno", "title:"])),
    st.builds(_replaced, ENTRIES, st.just(r"^status: .*$"), st.sampled_from(["status: draft", "status: withdrawn"])),
    st.builds(_replaced, ENTRIES, st.just(r"^owner: .*$"), st.sampled_from(["owner: editors\nreview_by: 2021-08-14"])),
    st.builds(
        _replaced,
        st.sampled_from([Path("vocabularies/topics.yml"), Path("vocabularies/organisations.yml")]),
        st.just(r"\bid: [a-z-]+"),
        WORDS.map(lambda word: f"id: {word}"),
    ),
)
"""Edits after which the content may be wrong."""
