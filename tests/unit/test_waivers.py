"""Warnings that are waived, and the command that waives them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from knowledge_base import check as rules
from knowledge_base.check.run import check_content
from knowledge_base.cli.check_command import check
from knowledge_base.model.waivers import WarningRule
from tests.unit.repository import Case, make_repository

ENGLISH = "docs/en/practices/hotline.md"
CASE: Case = {
    "edit": {
        ENGLISH: {
            "title: Hotline": "title: Hotline # of the institute",
            "The sources say no more.": "Seen online.\n\nThe U.S. and the U.S. said so.",
        }
    }
}


def _kb(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(check, ["--root", str(root), "--lang", "en", *arguments])
    return result.exit_code, result.output


def _told(root: Path) -> list[str]:
    return [f"{problem.path}:{problem.position.line} {problem.rule}" for problem in check_content(root).problems]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_warning_is_waived_where_it_stands_until_its_text_changes(tmp_path: Path, end: str) -> None:
    root = make_repository(tmp_path, CASE)
    file = root / ENGLISH
    before = file.read_text("utf-8").replace("\n", end)
    file.write_bytes(before.encode())
    code, said = _kb(root, "--waive", f"{ENGLISH}:20", "--reason", 'They print "U.S." so.')
    assert code == 0, said
    after = file.read_bytes().decode()
    # Nothing else has changed, and both places of the same words in one paragraph are waived.
    start, _, rest = after.partition(f"waived:{end}")
    assert start + rest.partition(f"---{end}")[1] + rest.partition(f"---{end}")[2] == before
    assert not [line for line in _told(root) if line.startswith(ENGLISH) and "style" in line]
    waived = check_content(root).waived
    assert [(each.problem.rule, each.reason) for each in waived] == [("style", 'They print "U.S." so.')] * 2
    # What stands elsewhere may change; what was judged may not.
    file.write_bytes(after.replace("# of the institute", "# of an institute").encode())
    assert len(check_content(root).waived) == 2
    file.write_bytes(after.replace("said so", "said as much").encode())
    assert check_content(root).waived == ()
    rules_told = [line.rpartition(" ")[2] for line in _told(root) if line.startswith(ENGLISH)]
    assert rules_told.count("style") == 2
    assert "waiver-lapsed" in rules_told
    file.write_bytes(after.replace("The U.S. and the U.S. said so.", "They said so.").encode())
    assert "waiver-unused" in [line.rpartition(" ")[2] for line in _told(root)]


def test_a_second_waiver_joins_the_first(tmp_path: Path) -> None:
    root = make_repository(tmp_path, CASE)
    (root / ENGLISH).write_text((root / ENGLISH).read_text("utf-8").replace("Seen online", "Seen on 10th of June"))
    for line in (18, 20):
        place = next(each.split()[0] for each in _told(root) if "style" in each)
        code, said = _kb(root, "--waive", place, "--reason", f"Reason {line}")
        assert code == 0, said
    assert sorted({each.reason for each in check_content(root).waived}) == ["Reason 18", "Reason 20"]
    assert "style" not in " ".join(_told(root))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--waive", f"{ENGLISH}:3", "--reason", "So."), 1, "no warning that can be waived"),
        (("--waive", f"{ENGLISH}:21", "--reason", "So."), 1, "errors are never waived"),
        (("--waive", f"{ENGLISH}:20", "--rule", "numbering", "--reason", "So."), 1, "no warning that can be waived"),
        (("--waive", "docs", "--reason", "So."), 1, "is not written as path:line"),
        (("--waive", "docs/en/nothing.md:1", "--reason", "So."), 1, "no warning that can be waived"),
        (("--waive", f"{ENGLISH}:20"), 2, "--waive needs --reason"),
        (("--reason", "So."), 2, "--reason and --rule go with --waive"),
        (("--yes",), 2, "--yes goes with --fix"),
    ],
)
def test_what_cannot_be_waived_is_told_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    edited = {ENGLISH: {**CASE["edit"][ENGLISH], "title: Hotline": "title: A <b> line"}}
    root = make_repository(tmp_path, {"edit": edited})
    before = (root / ENGLISH).read_bytes()
    result = _kb(root, *arguments)
    assert result[0] == code
    assert said in result[1]
    assert (root / ENGLISH).read_bytes() == before


def test_every_rule_that_can_be_waived_warns_somewhere_and_is_told_with_its_name(tmp_path: Path) -> None:
    package = Path(rules.__file__).parents[1]
    code = "".join(file.read_text("utf-8") for file in package.rglob("*.py") if file.name != "waivers.py")
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    assert {rule.value for rule in WarningRule} <= named
    root = make_repository(tmp_path, CASE)
    assert f"{ENGLISH}:18:6: warning: 'online'" not in _kb(root)[1]
    assert all(line.endswith("]") for line in _kb(root)[1].splitlines() if ": warning: " in line)
