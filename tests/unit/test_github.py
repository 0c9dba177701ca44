"""What stands under ``.github/``: of the right form, with no more rights than it needs, calling what is tested here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.assemble.publisher import load_publisher
from knowledge_base.cli.review_proposal_command import review_proposal
from knowledge_base.release import code_owners
from tests.unit.git import commit_all, git
from tests.unit.repository import VALID

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
_BIN = Path(sys.executable).parent
# What the runner has, beside our own targets of make.
_PROGRAMS = ("make", "git", "gh", "python", "kb", "mkdocs")


def _read(path: Path) -> dict[str, Any]:
    # YAML reads the key "on" as true.
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - words only
    return loaded


def _jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in _read(path)["jobs"].items():
            yield f"{path.name} {name}", job


JOBS = dict(_jobs())


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/[0-9]*.yml"),
        ("vendor.github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("vendor.dependabot", "dependabot.yml"),
    ],
)
def test_the_files_have_the_form_that_their_schema_asks_for(schema: str, pattern: str) -> None:
    files = sorted(GITHUB.glob(pattern))
    assert files
    command = [str(_BIN / "check-jsonschema"), "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "ok -- validation done"), done.stdout + done.stderr


def test_nothing_lets_a_workflow_be_misused() -> None:
    command = [str(_BIN / "zizmor"), "--offline", "--no-config", "--persona", "pedantic", "--no-progress", str(GITHUB)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "No findings to report" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_rights_but_those_that_a_job_names(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == {}
    events = {"pull_request", "pull_request_target", "push", "release", "schedule", "workflow_dispatch"}
    assert set(workflow["on"]) <= events
    if "pull_request" in workflow["on"]:
        assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())


_REVIEW = _read(GITHUB / "workflows/proposal.yml")


def test_what_judges_a_proposal_is_not_taken_from_it() -> None:
    """GitHub takes the file of `pull_request_target` from the main branch; of `pull_request`, from the proposal."""
    assert _REVIEW["on"] == {"pull_request_target": {"branches": ["main"]}}
    assert [path.name for path in WORKFLOWS if "pull_request_target" in _read(path)["on"]] == ["proposal.yml"]
    steps = [step for job in _REVIEW["jobs"].values() for step in job["steps"]]
    assert [step["with"] for step in steps if "checkout" in step.get("uses", "")] == [
        {"path": "base", "fetch-depth": "0", "persist-credentials": "false"}
    ]


def test_who_may_write_touches_nothing_of_a_proposal_and_says_no_word_of_it() -> None:
    given = {
        "GH_TOKEN": "${{ github.token }}",
        "GH_REPO": "${{ github.repository }}",
        "COMMIT": "${{ github.event.pull_request.head.sha }}",
        "RUN": "${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}",
        "STATE": "${{ needs.review.result == 'success' && 'success' || 'failure' }}",
    }
    may_write = {name: job for name, job in _REVIEW["jobs"].items() if job["permissions"] != {"contents": "read"}}
    assert set(may_write) == {"pending", "verdict"}
    for job in may_write.values():
        assert job["permissions"] == {"statuses": "write"}
        (step,) = job["steps"]
        assert step["env"].items() <= given.items()
        assert "${{" not in step["run"]
        assert step["run"].startswith('gh api --silent "repos/$GH_REPO/statuses/$COMMIT" -f state=')
    assert may_write["verdict"]["needs"] == ["pending", "review"]


def test_the_verdict_has_a_name_that_no_job_has() -> None:
    """GitHub asks for both where a status and a check have one name, so a job would hinder it."""
    (context,) = {found for job in _REVIEW["jobs"].values() for found in re.findall(r'-f context="(.+?)"', str(job))}
    assert context not in {job["name"] for job in JOBS.values()}
    for name in ("CONTRIBUTING.md", "CONTRIBUTING.es.md"):
        assert f"*{context}*" in (ROOT / name).read_text("utf-8")


def test_no_workflow_keeps_anything_for_the_next() -> None:
    """A cache of the main branch could be filled by a run that reads a proposal."""
    for job in JOBS.values():
        for step in job["steps"]:
            assert "cache" not in step.get("uses", "")
            assert not {name for name in step.get("with", {}) if "cache" in name}


@pytest.mark.usefixtures("no_git_of_ours")
@pytest.mark.parametrize(
    ("files", "accepted"),
    [
        ({"docs/en/practices/hotline.md": "A telephone"}, True),
        ({"docs/en/practices/hotline.md": "<script>"}, False),
        ({"Makefile": "review preview:\n\ttouch ../ran\n"}, False),
        ({".github/workflows/proposal.yml": "on: push\n"}, False),
        ({"hooks/knowledge_base/__init__.py": "open('../ran', 'w')\n"}, False),
    ],
)
def test_the_steps_judge_a_proposal_without_running_it(
    tmp_path: Path, files: dict[str, str], *, accepted: bool
) -> None:
    """The commands of the workflow, on a host that serves any commit by its hash, as GitHub does."""
    host, base, theirs = tmp_path / "host", tmp_path / "base", tmp_path / "theirs"
    shutil.copytree(VALID, host)
    shutil.copyfile(ROOT / "Makefile", host / "Makefile")
    for name in ("requirements.txt", "pyproject.toml"):
        (host / name).touch()
    (host / ".gitignore").write_text(".venv\n", "utf-8")
    commit_all(host)
    git(host, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(tmp_path, "clone", "-q", f"file://{host}", str(base))
    git(tmp_path, "clone", "-q", f"file://{host}", str(theirs))
    for name, text in files.items():
        (theirs / name).parent.mkdir(parents=True, exist_ok=True)
        with (theirs / name).open("a" if name.startswith("docs") else "w", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
    commit_all(theirs)
    git(theirs, "push", "-q", "origin", "HEAD:refs/pull/1/head")
    # In place of the packages that make would install.
    (base / ".venv").mkdir()
    (base / ".venv/bin").symlink_to(_BIN)
    (base / ".venv/site.done").touch()
    steps = [step["run"] for step in _REVIEW["jobs"]["review"]["steps"] if "COMMIT" in step.get("env", {})]
    environment = {
        **os.environ,
        "COMMIT": git(theirs, "rev-parse", "HEAD"),
        "ASSOCIATION": "NONE",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    fetch, review = (
        subprocess.run(["bash", "-e", "-c", run], cwd=tmp_path, env=environment, capture_output=True, check=False)
        for run in steps[:2]
    )
    assert (fetch.returncode, review.returncode == 0) == (0, accepted), fetch.stderr + review.stdout + review.stderr
    assert ("✅" in (tmp_path / "summary.md").read_text("utf-8")) == accepted
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_the_steps_of_a_job_are_pinned_and_keep_no_key(job: dict[str, Any]) -> None:
    for step in job["steps"]:
        if uses := step.get("uses"):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", uses)
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


def test_the_same_action_is_the_same_everywhere_and_says_which_release_it_is() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, pin in re.findall(r"uses: (\S+)@(.+)", path.read_text("utf-8")):
            assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", pin), pin
            pins.setdefault(name, set()).add(pin)
    assert {name: len(found) for name, found in pins.items()} == dict.fromkeys(pins, 1)


def _commands() -> Iterator[list[str]]:
    for job in JOBS.values():
        for step in job["steps"]:
            for line in step.get("run", "").splitlines():
                # What comes before the program sets its environment.
                words = shlex.split(re.sub(r"\$\([^)]*\)", "x", line))
                yield [word for word in words if words.index(word) or "=" not in word]


def _recipes(target: str) -> Iterator[str]:
    """Yield what a target of the Makefile runs, and what those do that it needs."""
    rule = re.search(rf"^{target}:([^#\n]*).*\n((?:\t.*\n)*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert rule
    yield rule[2]
    for needed in rule[1].split():
        if "$" not in needed:
            yield from _recipes(needed)


@pytest.mark.parametrize("words", list(_commands()), ids=" ".join)
def test_a_step_runs_what_can_be_run_and_tested_here(words: list[str]) -> None:
    assert words[0] in _PROGRAMS
    if words[0] == "make":
        named = dict(word.partition("=")[::2] for word in words[1:] if "=" in word)
        (target,) = (word for word in words[1:] if "=" not in word and word not in ("-C", "base"))
        recipe = "".join(_recipes(target))
        assert [name for name in named if f"$({name})" not in recipe] == []


@pytest.mark.parametrize("names", [(), ("rcm-knowledge-base-2021-06-10.manifest.json",)])
def test_the_packs_come_with_an_update_since_the_release_before_where_there_is_one(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    steps = JOBS["publish.yml build"]["steps"]
    (fetch,) = (step["run"] for step in steps if "gh release download" in step.get("run", ""))
    (pack,) = (step["run"] for step in steps if "make packs" in step.get("run", ""))
    folder = tmp_path / fetch.partition("$RUNNER_TEMP/")[2].strip('"')
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    environment = {**os.environ, "RUNNER_TEMP": str(tmp_path), "MAKEFLAGS": "n"}
    command = ["bash", "-e", "-c", pack]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert re.findall(r"--since (\S+)", done.stdout) == [str(folder / name) for name in names]
    assert "kb offline" in done.stdout


def test_the_review_is_asked_for_with_options_that_it_has() -> None:
    (command,) = (words for words in _commands() if "review" in words)
    (options,) = (word.removeprefix("OPTIONS=") for word in command if word.startswith("OPTIONS="))
    known = {name for parameter in review_proposal.params for name in parameter.opts}
    asked = {word for word in options.split() if word.startswith("--")}
    assert asked == {"--annotations", "--association", "--summary"}
    assert asked <= known


def test_who_has_to_approve_are_the_teams_that_the_publisher_has_named() -> None:
    lines = [line for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert [" ".join(line.split()) for line in lines] == list(code_owners(load_publisher(ROOT)[0]))


@pytest.mark.parametrize("path", [*GITHUB.glob("ISSUE_TEMPLATE/[0-9]*.yml")], ids=lambda path: path.name)
def test_a_form_speaks_both_languages(path: Path) -> None:
    form = _read(path)
    words = [form["name"], form["description"]]
    for item in form["body"]:
        attributes = item["attributes"]
        words += [attributes[name] for name in ("label", "description") if name in attributes]
        words += [option["label"] for option in attributes.get("options", ())]
    assert [text for text in words if " / " not in text] == []
