"""What ``kb check --fix`` writes: what is clear of what the check finds, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from knowledge_base.check.run import check_content
from knowledge_base.cli import check_command
from knowledge_base.cli.check_command import check
from knowledge_base.contribute.corrections import corrected_text, corrections_of
from knowledge_base.problems import Correction, Position
from tests.unit.repository import make_repository

ENGLISH = "docs/en/practices/hotline.md"
AGREEMENT = "docs/es/agreements/conclusions.md"

# What is written, as a change to the valid file, and what it becomes: everything else stays as it is.
CLEAR = {
    "a date": ("created: 2021-08-01", "created: 1 August 2021 # a day", "created: 2021-08-01 # a day"),
    "a date between quotes": ("created: 2021-08-01", "created: '2021/08/01'", "created: '2021-08-01'"),
    "curly quotes": ("title: Hotline", "title: “Hotline”  # a name", 'title: "Hotline"  # a name'),
    "a colon": ("title: Hotline", 'title: Hotline: a "number"', "title: 'Hotline: a \"number\"'"),
    "a comment that is none": ("title: Hotline", "title: Hotline #3", 'title: "Hotline #3"'),
    "a number for a comment": ("title: Hotline", "title: Hotline # 3", 'title: "Hotline # 3"'),
    "comments between brackets": (
        "announced_at: [summit]",
        "announced_at: [summit]\naliases: [Line #1, 'Line 2', Line # 3]",
        'announced_at: [summit]\naliases: ["Line #1", \'Line 2\', "Line # 3"]',
    ),
    "a date with a time of day": ("created: 2021-08-01", "created: 2021-08-01 10:30:00", "created: 2021-08-01"),
    "a name in bold": ("title: Hotline", "**title:** Hotline", "title: Hotline"),
    "a name as code": ("  - title: Agenda", "  - `title`: Agenda", "  - title: Agenda"),
    "a field as an item": ("title: Hotline", "- title: Hotline", "title: Hotline"),
    "stars before fields": (
        "sources:\n  - title: Agenda of the summit\nstatus: published",
        "* sources:\n  - title: Agenda of the summit\n* status: published",
        "sources:\n  - title: Agenda of the summit\nstatus: published",
    ),
    "numbers in words": (
        "leads: [institute]",
        "leads: [institute]\nsdgs: 5, 10 and 16",
        "leads: [institute]\nsdgs: [5, 10, 16]",
    ),
    "a reference with a blank": (
        "leads: [institute]",
        "leads: [institute]\nanswers: [note # 1]",
        'leads: [institute]\nanswers: ["note#1"]',
    ),
    "no space": ("title: Hotline", "title:Hotline", "title: Hotline"),
    "a word of YAML": (
        "leads: [institute]",
        "leads: [institute]\naliases: [No]",
        'leads: [institute]\naliases: ["No"]',
    ),
    "a mistyped field": ("summary:", "sumary:", "summary:"),
    "a Spanish field": ("summary:", "Resumen:", "summary:"),
    "a mistyped value": ("status: published", "status: publshed", "status: published"),
    "a label": ("status: published", "status: Published", "status: published"),
    "a name of the vocabulary": ("topics: [trafficking]", "topics: [Trafficking]", "topics: [trafficking]"),
    "a code for a country": (
        "leads: [institute]",
        "leads: [institute]\ncountries:\n  - code: Mexico # a name\n    role: host",
        "leads: [institute]\ncountries:\n  - code: MX # a name\n    role: host",
    ),
    "a country in words": ("leads: [institute]", "leads: [institute]\ncountries: [Mexico]", None),
    "a dash": (
        "  - title: Agenda of the summit",
        "  - title: Agenda of the summit\n  title: Another",
        "  - title: Agenda of the summit\n  - title: Another",
    ),
    "a no-break space": ("  - title: Agenda", "\u00a0\u00a0- title: Agenda", "  - title: Agenda"),
    "a tab": ("  - title: Agenda", "\t- title: Agenda", "  - title: Agenda"),
    "a dash for hyphens": ("announced_at: [summit]\n---", "announced_at: [summit]\n—", "announced_at: [summit]\n---"),
    "a heading": ("The sources", "##Sources\n\nThe sources", "## Sources\n\nThe sources"),
    "a link": ("The sources", "[The](x) [plan] (../background/plan.md)", None),
    "brackets": ("The sources", "(The plan)[../background/plan.md]", "[The plan](../background/plan.md)"),
    "words": (
        "The sources",
        "`U.S.` On line, the U.S. of 10th of June",
        "`U.S.` On line, the United States of 10 June",
    ),
}


@pytest.mark.parametrize(("valid", "written", "corrected"), CLEAR.values(), ids=CLEAR)
def test_what_is_clear_is_written_at_its_place_once(
    valid: str, written: str, corrected: str | None, tmp_path: Path
) -> None:
    root = make_repository(tmp_path, {"edit": {ENGLISH: {valid: written}}})
    before = (root / ENGLISH).read_text("utf-8")
    found = corrections_of(root)
    if corrected is None:
        expected = {
            "The sources": "[The](x) [plan](../background/plan.md)",
            "leads: [institute]": "leads: [institute]\ncountries: [{code: MX}]",
        }[valid]
    else:
        expected = corrected
    assert [str(path) for path in found] == [ENGLISH]
    after = found[next(iter(found))].after.decode()
    assert after == before.replace(written, expected)
    (root / ENGLISH).write_text(after, "utf-8")
    assert corrections_of(root) == {}


UNCLEAR = {
    "a date in figures": ("The sources", "On 5/6/2021 the sources"),
    "a date in figures in a field": ("title: Hotline", "title: Hotline of 5/6/2021"),
    "several countries": ("leads: [institute]", "leads: [institute]\ncountries: [{code: Korea}]"),
    "no such day": ("created: 2021-08-01", "created: 2021-02-30"),
    "a field that is there": ("title: Hotline", "title: Hotline\ntitel: Hotline"),
    "an open quote": ("title: Hotline", 'title: "Hotline'),
    "html": ("The sources", "The <b>sources</b>"),
    "another id": ("id: hotline", "id: Hot line"),
    "items in words": ("leads: [institute]", "leads: [institute]\naliases: A line, and another"),
    "a page that is not there": ("The sources", "[The sources](hotlin.md)"),
    "a value of several lines": ("created: 2021-08-01", "created: 1 August\n  2021"),
}


@pytest.mark.parametrize(("valid", "written"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_not_clear_is_left_to_people(valid: str, written: str, tmp_path: Path) -> None:
    assert corrections_of(make_repository(tmp_path, {"edit": {ENGLISH: {valid: written}}})) == {}


def test_mistakes_behind_mistakes_are_found_and_encodings_are_left_alone(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {})
    file = root / ENGLISH
    text = file.read_text("utf-8").replace("title: Hotline", "title: Hotline: a number\nsumary: “Call”")
    text = text.replace("summary: A number to call.\n", "").replace("created: 2021-08-01", "created: 1/8/2021 # día")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (found,) = corrections_of(root).values()
    expected = text.replace("Hotline: a number", '"Hotline: a number"').replace("sumary: “Call”", 'summary: "Call"')
    # First of August or eighth of January: the language of the file does not tell.
    assert found.after.decode().replace("2021-08-01", "1/8/2021", 1).splitlines()[:4] == expected.splitlines()[:4]
    assert b"\r" not in found.after
    file.write_bytes(text.encode("latin-1", "replace"))
    assert corrections_of(root) == {}


def test_a_hidden_bracket_behind_a_mistake_keeps_no_correction_back(tmp_path: Path) -> None:
    edit = {"title: Hotline": "**title:** Hotline", "announced_at: [summit]": "announced_at: [summit #1]"}
    root = make_repository(tmp_path, {"edit": {ENGLISH: edit}})
    (found,) = corrections_of(root).values()
    assert "\ntitle: Hotline\n" in found.after.decode()
    assert '\nannounced_at: ["summit #1"]\n' in found.after.decode()


def test_of_corrections_that_touch_the_first_counts_and_what_is_not_there_is_left() -> None:
    found = [
        Correction(Position(1, 1), "ab", "x"),
        Correction(Position(1, 2), "b", "y"),
        Correction(Position(1, 3), "c", "zz"),
        Correction(Position(2, 1), "no", "yes"),
        Correction(Position(9, 1), "a", "b"),
    ]
    assert corrected_text("abc\nd", found) == "xzz\nd"


def _fix(root: Path, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(check, ["--root", str(root), "--lang", "en", "--fix", *more])
    return result.exit_code, result.output


def test_the_difference_is_shown_first_and_written_only_if_somebody_agrees(tmp_path: Path) -> None:
    root = make_repository(tmp_path, {"edit": {ENGLISH: {"title: Hotline": "title: “Hotline”"}}})
    before = (root / ENGLISH).read_bytes()
    code, said = _fix(root)
    assert (code, (root / ENGLISH).read_bytes()) == (1, before)
    assert '-title: “Hotline”\n+title: "Hotline"\n' in said
    assert "nothing was written: --yes writes it" in said
    code, said = _fix(root, "--yes")
    assert code == 0, said
    assert (root / ENGLISH).read_bytes() == before.replace("“Hotline”".encode(), b'"Hotline"')
    assert "there is nothing to correct that is clear" in _fix(root, "--yes")[1]
    assert not check_content(root).problems


def test_a_file_that_changes_meanwhile_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_repository(tmp_path, {"edit": {ENGLISH: {"title: Hotline": "title: “Hotline”"}}})
    found = corrections_of(root)
    (root / ENGLISH).write_text("Mine", "utf-8")
    monkeypatch.setattr(check_command, "corrections_of", lambda _: found)
    code, said = _fix(root, "--yes")
    assert code == 1
    assert "has changed meanwhile" in said
    assert (root / ENGLISH).read_text("utf-8") == "Mine"
