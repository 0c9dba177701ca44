"""A check in several processes comes to the same as in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.check.run import Checked, check_content
from knowledge_base.memory.content import ContentMemory
from tests.unit.repository import Case, make_repository

_CASES: dict[str, Case] = {
    "valid": {},
    "damaged": {
        "edit": {
            "docs/es/practices/shelter-network.md": {"topics: [shelter]": "topics: [sheltr]", "created:": "creado:"},
            "docs/en/practices/hotline.md": {"title: Hotline": "<<<<<<< title: Hotline"},
            "docs/en/background/plan.md": {"The plan is public.": "See [it](#nowhere) on 10/06/2021."},
        },
        "add": {"docs/es/notes.md": "---\ntitle: Notas\nsummary: Notas.\n---\nTexto <b>a</b>.\n"},
    },
}


def _said(checked: Checked) -> tuple[list[str], object]:
    records = {
        (entry.id, locale): (version.record, version.stale, version.reading)
        for entry in checked.catalogue.entries
        for locale, version in entry.versions.items()
    }
    return [str(problem) for problem in checked.problems], (records, checked.catalogue.links)


@pytest.mark.parametrize("case", _CASES.values(), ids=_CASES)
def test_a_check_in_processes_comes_to_the_same(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path, case)
    alone, memory = ContentMemory(), ContentMemory()
    expected = _said(check_content(root, memory=alone))
    monkeypatch.setattr("knowledge_base.check.shares._WORTH_A_PROCESS", 1)
    assert _said(check_content(root, memory=memory, workers=3)) == expected
    # So is what it has learned.
    assert _said(check_content(root, memory=memory, workers=3)) == expected
    (root / "docs/en/about.md").write_text("---\ntitle: About\nsummary: About.\n---\n[x](nowhere.md)\n", "utf-8")
    edited = [_said(check_content(root, memory=known, workers=2)) for known in (alone, memory)]
    assert edited[0] == edited[1] != expected
