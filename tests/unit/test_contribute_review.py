"""What is said of a proposal: which files it may bring, who publishes, and the report in the form that GitHub shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result

from knowledge_base.cli.group import main
from knowledge_base.contribute.review import Author, RefusedFile, changed_files, is_content, refusals, shown
from knowledge_base.contribute.review_report import MOST, Report, marks, summary
from knowledge_base.history import Committed, committed_files
from knowledge_base.locale import Locale
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Position, Problem, as_warning
from knowledge_base.read import SourceFile
from tests.unit.git import commit_all, git
from tests.unit.repository import VALID

_HOTLINE = "docs/en/practices/hotline.md"
_NETWORK = "docs/es/practices/shelter-network.md"

pytestmark = pytest.mark.usefixtures("no_git_of_ours")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal ask for English."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The main branch: the valid repository, with something beside its content, and with what a build leaves."""
    folder = tmp_path / "base"
    shutil.copytree(VALID, folder)
    (folder / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    (folder / ".gitignore").write_text("/site/\n", "utf-8")
    commit_all(folder)
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("built", "utf-8")
    return folder


Propose = Callable[..., Result]


@pytest.fixture
def propose(base: Path, tmp_path: Path) -> Propose:
    """Make a proposal: texts by path, or ``None`` for a file that goes; and review it."""
    head = tmp_path / "head"
    subprocess.run(["git", "clone", "-q", str(base), str(head)], check=True, capture_output=True)

    def review(files: dict[str, str | None], *options: str, links: dict[str, str] | None = None) -> Result:
        for path, text in files.items():
            if text is None:
                (head / path).unlink()
            else:
                (head / path).parent.mkdir(parents=True, exist_ok=True)
                (head / path).write_bytes(text.encode())
        for path, target in (links or {}).items():
            (head / path).symlink_to(target)
        commit_all(head)
        git(base, "fetch", "-q", str(head))
        return CliRunner().invoke(
            main, ["review-proposal", "--root", str(base), "--proposal", "FETCH_HEAD", *options], prog_name="kb"
        )

    return review


def _edited(path: str, *pairs: tuple[str, str]) -> str:
    text = (VALID / path).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def _new_practice(status: str = "in-review") -> dict[str, str | None]:
    text = _edited(_HOTLINE, ("id: hotline", "id: office"), ("title: Hotline", "title: Office"))
    return {"docs/en/practices/office.md": text.replace("status: published", f"status: {status}")}


def test_a_new_practice_in_review_can_be_read_by_an_editor(propose: Propose, tmp_path: Path) -> None:
    result = propose(_new_practice(), "--summary", str(tmp_path / "page.md"), "--annotations")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing is in the way: an editor can read the proposal now.\n"
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "## Revisión automática" in page
    assert "✅ **Nada lo impide: el equipo editor ya puede leer la propuesta.**" in page
    assert "✅ **Nothing is in the way: an editor can read the proposal now.**" in page
    assert "1 file changed, 0 warnings." in page


def test_the_preview_is_the_repository_as_it_would_be_with_what_is_in_review_shown(
    propose: Propose, base: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    files = _new_practice('"in-review"') | {_NETWORK: _edited(_NETWORK, ("Cada albergue", "Cada uno"))}
    assert propose(files, "--out", str(out)).exit_code == 0
    assert 'status: "published"' in (out / "docs/en/practices/office.md").read_text("utf-8")
    assert "Cada uno" in (out / _NETWORK).read_text("utf-8")
    left = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    mark = ".kb-review-proposal"
    assert left == {str(path) for path in committed_files(base)} | {"docs/en/practices/office.md", mark}
    assert not (base / "docs/en/practices/office.md").exists()


def test_what_leans_on_another_that_is_not_published_stays_hidden_in_the_preview(
    propose: Propose, base: Path, tmp_path: Path
) -> None:
    path = "docs/en/practices/office.md"
    draft = _edited(_HOTLINE, ("id: hotline", "id: draft"), ("status: published", "status: draft"))
    related = "related:\n  - {id: draft, relation: related}\nmaturity:"
    leaning: dict[str, str | None] = {path: str(_new_practice()[path]).replace("maturity:", related)}
    page = tmp_path / "page.md"
    (base / "docs/en/practices/draft.md").write_text(draft, "utf-8")
    commit_all(base)
    result = propose(
        {**leaning, "docs/en/practices/draft.md": draft}, "--out", str(tmp_path / "out"), "--summary", str(page)
    )
    assert (result.exit_code, result.stdout) == (0, "")
    assert "status: in-review" in (tmp_path / "out" / path).read_text("utf-8")
    assert "shown in this preview" not in page.read_text("utf-8")


def test_errors_and_new_warnings_are_reported_and_old_warnings_are_not(
    propose: Propose, base: Path, tmp_path: Path
) -> None:
    (base / "docs/es/meetings/summit.md").unlink()
    commit_all(base)
    broken = _edited(_NETWORK, ("code: PA", "code: Panamá"), ("Cada albergue", "Cada uno"))
    result = propose({_NETWORK: broken, "docs/es/meetings/summit.md": None}, "--summary", str(tmp_path / "page.md"))
    assert result.exit_code == 1
    assert result.stderr == "1 thing is to be corrected before an editor reads the proposal.\n"
    assert result.stdout.splitlines() == [
        f"{_NETWORK}:8:11: countries[1].code: 'Panamá' no es un código de país; ¿quiso decir 'PA' (Panamá)?",
        next(line for line in result.stdout.splitlines() if "practices/shelter-network.md:8:28" in line),
    ]
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "❌ **Hay 1 cosa que corregir antes de que el equipo editor lea la propuesta.**" in page
    assert "```diff\n-  - code: Panamá\n+  - code: PA\n```" in page


def test_what_a_proposal_waives_is_shown_with_its_reason_as_words(propose: Propose, tmp_path: Path) -> None:
    text = _edited(_HOTLINE, ("title: Hotline", "title: U.S. hotline"))
    waiver = '{rule: style, text_hash: "87da0af5f1d1", reason: "See @all [here](https://example.org)"}'
    propose(
        {_HOTLINE: text.replace("maturity:", f"waived: [{waiver}]\nmaturity:")}, "--summary", str(tmp_path / "a.md")
    )
    page = (tmp_path / "a.md").read_text("utf-8")
    assert "### Avisos que esta propuesta dispensa / Warnings that this proposal waives" in page
    assert "waived: See \\@all \\[here\\]" in page
    assert "style" in page


def test_a_contributor_publishes_replaces_and_withdraws_nothing(propose: Propose) -> None:
    files = _new_practice("published") | {_NETWORK: _edited(_NETWORK, ("status: published", "status: draft"))}
    result = propose(files, "--association", "CONTRIBUTOR")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if "status" in line] == [
        (
            "addresses.yml:1:1: practices/shelter-network was published and has no page any more;"
            " to take an entry back, write status: withdrawn in it; it keeps its page"
        ),
        (
            "docs/en/practices/office.md:9:9: status: only an editor publishes, replaces or withdraws an entry;"
            " write status: in-review"
        ),
        (
            f"{_NETWORK}:14:9: status: solo el equipo editor publica, sustituye o retira una ficha;"
            " escriba status: published"
        ),
    ]


def test_a_published_entry_does_not_go_by_itself(propose: Propose) -> None:
    gone: dict[str, str | None] = {_HOTLINE: None, "docs/es/practices/hotline.md": None}
    result = propose(gone)
    assert result.exit_code == 1
    assert f"{_HOTLINE}:1:1: only an editor publishes, replaces or withdraws an entry; leave the file where it is" in (
        result.output
    )


@pytest.mark.parametrize("association", ["OWNER", "MEMBER", "COLLABORATOR"])
def test_an_editor_publishes_and_keeps_vocabularies(propose: Propose, base: Path, association: str) -> None:
    path = "vocabularies/organisations.yml"
    terms = _edited(path) + "- id: museum\n  label: {en: Museum, es: Museo}\n  type: government\n  country: MX\n"
    files = {path: terms} | {
        name: (text or "").replace("leads: [institute]", "leads: [museum]")
        for name, text in _new_practice("published").items()
    }
    result = propose(files, "--association", association)
    assert (result.exit_code, "error" in result.output) == (0, False)
    page = base.with_name("page.md")
    result = propose({"mkdocs.yml": "other"}, "--association", association, "--summary", str(page))
    assert result.exit_code == 0
    assert "The proposal changes more than content." in page.read_text("utf-8")


def test_what_is_no_content_is_refused_and_never_looked_at(propose: Propose, tmp_path: Path) -> None:
    refused: dict[str, str | None] = {
        "mkdocs.yml": "site_name: mine\n",
        "hooks/run.py": "raise SystemExit('run')",
        ".github/workflows/steal.yml": "on: push",
        "reference/cli.md": "---\ntitle: x\n---\n::: os\n",
        "docs/es/mapa.png": "not a picture",
        "docs/en/.hidden.md": "---\n---\n",
        "vocabularies/topics.yml": "",
        "README.md": "Mine.",
    }
    links = {"docs/es/copia.md": "/etc/hostname", "docs/en/folder": "../es"}
    result = propose(refused, "--out", str(tmp_path / "out"), links=links)
    assert result.exit_code == 1
    named = {line.partition(": ")[0] for line in result.stdout.splitlines()}
    assert named == {*refused, *links}
    assert "docs/es/copia.md: symbolic links and other repositories are not accepted" in result.output
    made = tmp_path / "out"
    assert (made / "mkdocs.yml").read_text("utf-8") == "site_name: x\n"
    assert (made / "vocabularies/topics.yml").read_bytes() == (VALID / "vocabularies/topics.yml").read_bytes()
    assert not any(
        (made / path).exists() for path in (*(set(refused) - {"mkdocs.yml", "vocabularies/topics.yml"}), *links)
    )


def test_a_file_that_no_entry_can_need_is_refused(propose: Propose) -> None:
    files = _new_practice()
    large = {path: f"{text}\n{'Words. ' * 40_000}" for path, text in files.items()}
    assert "larger than 250 KB" in propose(large).output


def test_both_must_be_commits_and_the_preview_needs_room(propose: Propose, base: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for root, name, said in (
        (tmp_path, "HEAD", "is no working tree of git with a commit"),
        (base, "nowhere", "there is no commit nowhere here"),
        (base, "--all", "there is no commit --all here"),
    ):
        command = ["review-proposal", "--root", str(root), f"--proposal={name}"]
        result = CliRunner().invoke(main, command, prog_name="kb")
        assert (result.exit_code, said in result.output) == (2, True)
    assert "is not empty" in propose({}, "--out", str(base)).output


def test_a_second_review_takes_the_place_of_the_first(propose: Propose, tmp_path: Path) -> None:
    out = tmp_path / "preview"
    for files in (_new_practice(), {}):
        assert propose(files, "--out", str(out)).exit_code == 0
        assert (out / "docs/es/index.md").is_file()
        (out / "site").mkdir()


def test_what_is_reviewed_is_what_the_main_branch_would_be(propose: Propose, base: Path, tmp_path: Path) -> None:
    """A proposal that began earlier takes nothing back of what the main branch has since got."""
    (base / _NETWORK).write_text(_edited(_NETWORK, ("Cada albergue", "Cada uno")), "utf-8")
    (base / "README.md").write_text("New.", "utf-8")
    commit_all(base)
    result = propose(_new_practice(), "--out", str(tmp_path / "out"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Cada uno" in (tmp_path / "out" / _NETWORK).read_text("utf-8")
    assert (tmp_path / "out/README.md").exists()


def test_a_proposal_that_conflicts_with_the_main_branch_is_told_so(
    propose: Propose, base: Path, tmp_path: Path
) -> None:
    (base / _NETWORK).write_text(_edited(_NETWORK, ("Cada albergue", "Cada uno")), "utf-8")
    commit_all(base)
    page = tmp_path / "page.md"
    result = propose({_NETWORK: _edited(_NETWORK, ("Cada albergue", "Cada casa"))}, "--summary", str(page))
    assert result.exit_code == 1
    assert result.stderr.startswith("The proposal and the main branch change the same lines")
    assert "❌ **La propuesta y la rama principal cambian las mismas líneas" in page.read_text("utf-8")


def test_of_another_repository_nothing_is_merged(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    commit_all(other)
    git(base, "fetch", "-q", str(other))
    command = ["review-proposal", "--root", str(base), "--proposal", "FETCH_HEAD"]
    result = CliRunner().invoke(main, command, prog_name="kb")
    assert (result.exit_code, "git can't merge" in result.output) == (1, True)


def test_nothing_of_a_proposal_is_checked_out_or_run(propose: Propose, base: Path, tmp_path: Path) -> None:
    """Attributes would change what a checkout writes, and filters and merge drivers run programs."""
    mark = tmp_path / "ran"
    git(base, "config", "filter.run.smudge", f"touch {mark}")
    git(base, "config", "filter.run.required", "true")
    files = _new_practice() | {".gitattributes": "*.md filter=run text eol=crlf\n"}
    result = propose(files, "--out", str(tmp_path / "out"))
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == [".gitattributes"]
    assert "id: office" in (tmp_path / "out/docs/en/practices/office.md").read_text("utf-8")
    assert not mark.exists()


@pytest.mark.parametrize("association", ["NONE", "OWNER"])
def test_no_path_of_a_proposal_leads_out_of_the_folder(base: Path, tmp_path: Path, association: str) -> None:
    """Git refuses such a tree when somebody pushes it; so do we."""
    blob = git(base, "hash-object", "-w", _HOTLINE)
    inner = _tree(base, f"100644 blob {blob}\toutside.md")
    for name in ("..", "..", "en", "docs"):
        inner = _tree(base, f"040000 tree {inner}\t{name}")
    commit = git(base, "commit-tree", inner, "-p", "HEAD", "-m", "x")
    out = tmp_path / "a/b/out"
    command = ["review-proposal", "--root", str(base), "--proposal", commit, "--out", str(out)]
    result = CliRunner().invoke(main, [*command, "--association", association], prog_name="kb")
    assert result.exit_code != 0
    assert list(tmp_path.rglob("outside.md")) == []


def _tree(folder: Path, line: str) -> str:
    made = subprocess.run(["git", "mktree"], cwd=folder, input=f"{line}\n", capture_output=True, text=True, check=True)
    return made.stdout.strip()


def test_links_and_other_repositories_are_told_by_their_mode() -> None:
    after = {
        PurePosixPath("docs/en/a.md"): Committed("120000", "1"),
        PurePosixPath("docs/en/other"): Committed("160000", "2"),
        PurePosixPath("docs/en/run.md"): Committed("100755", "3"),
    }
    found = [str(refusal.path) for refusal in refusals(sorted(after), after, Author.EDITOR)]
    assert found == ["docs/en/a.md", "docs/en/other"]


def test_a_change_of_the_mode_alone_is_a_change() -> None:
    path = PurePosixPath("docs/en/a.md")
    assert changed_files({path: Committed("100644", "1")}, {path: Committed("120000", "1")}) == (path,)


@pytest.mark.parametrize(
    ("path", "contributor", "editor"),
    [
        ("docs/en/about.md", True, True),
        ("docs/es/practices/a.md", True, True),
        ("docs/a.md", False, True),
        ("docs/fr/practices/a.md", False, True),
        ("reference/a.md", False, False),
        ("vocabularies/topics.yml", False, True),
        ("vocabularies/other.yml", False, False),
        ("hooks/knowledge_base/read.py", False, False),
        ("docs.md", False, False),
    ],
)
def test_what_is_taken_from_a_proposal(path: str, contributor: bool, editor: bool) -> None:  # noqa: FBT001
    taken = [is_content(PurePosixPath(path), author) for author in (Author.CONTRIBUTOR, Author.EDITOR)]
    assert taken == [contributor, editor]


def _problem(number: int, what: str = "wrong", path: str = "docs/en/a.md") -> Problem:
    return Problem(path=PurePosixPath(path), position=Position(number, 2), field="title", rule="rule", what=what)


def test_marks_escape_what_the_host_would_read_as_its_own() -> None:
    refused = RefusedFile(PurePosixPath("a:b,c%d\n::error::x.md"), "the file is missing", "leave the file where it is")
    lines = list(marks(Report(changed=(), refused=(refused,), problems=(_problem(3, "100 %\r\n::stop-commands::x"),))))
    assert lines == [
        (
            "::error file=a%3Ab%2Cc%25d%0A%3A%3Aerror%3A%3Ax.md,line=1,col=1::falta el archivo;"
            " deje el archivo donde está / the file is missing; leave the file where it is"
        ),
        "::error file=docs/en/a.md,line=3,col=2::title: 100 %25\\r\\n::stop-commands::x",
    ]


def test_ten_marks_of_a_kind_are_shown_and_all_are_on_the_page() -> None:
    errors = tuple(_problem(number) for number in range(1, 15))
    warnings = tuple(as_warning(problem) for problem in errors)
    report = Report(changed=(), refused=(), problems=errors + warnings)
    lines = list(marks(report))
    assert [sum(line.startswith(f"::{kind} ") for line in lines) for kind in ("error", "warning")] == [MOST, MOST]
    page = summary(report)
    assert [page.count(sign) for sign in ("- ❌", "- ⚠️")] == [14, 14]


def test_nothing_of_an_author_acts_on_the_page() -> None:
    hostile = "<img src=x> [a](https://example.org) **b** `c` | @team #1 ![d](e) www.example.org\n# f"
    refused = RefusedFile(PurePosixPath(f"{hostile}.md"), "the file is missing", "leave the file where it is")
    page = summary(Report(changed=(), refused=(refused,), problems=(_problem(1, hostile),)))
    listed = page.rpartition("\n---\n")[2]
    assert not re.search(
        r"(?<!\\)[<>\[\]`|@#!]|https?:|www\.|(?<!\\)\(", listed.replace("- ❌ **", "").replace("**", "")
    )
    assert len(listed.strip().splitlines()) == 2


def test_a_name_that_is_not_utf_8_can_be_told(base: Path) -> None:
    name = b"docs/en/\xff.md".decode("utf-8", "surrogateescape")
    refused = RefusedFile(PurePosixPath(name), "the file is missing", "leave the file where it is")
    report = Report(changed=(), refused=(refused,))
    for text in (*marks(report), summary(report)):
        text.encode("utf-8")
    assert PurePosixPath(_HOTLINE) in committed_files(base)


@pytest.mark.parametrize("status", ["published", "withdrawn", "nonsense"])
def test_only_an_entry_that_is_hidden_is_shown(status: str) -> None:
    text = _edited(_HOTLINE, ("status: published", f"status: {status}"))
    page, _ = parse_document(
        SourceFile(path=PurePosixPath(_HOTLINE), locale=Locale.EN, address="practices/hotline", text=text)
    )
    assert shown(page) is None


def test_an_entry_that_was_published_can_not_be_renamed_without_leaving_a_way_to_it(propose: Propose) -> None:
    """Every push to the main branch is published, before its addresses are in the address book."""
    new = "docs/en/practices/hot-line.md"
    spanish = "docs/es/practices/hotline.md"
    files: dict[str, str | None] = {
        _HOTLINE: None,
        spanish: None,
        new: _edited(_HOTLINE, ("id: hotline", "id: hot-line")),
    }
    said = propose(files, "--association", "MEMBER").stdout
    line = "addresses.yml:1:1: practices/hotline was published and has no page any more; put the file back, or write"
    assert f"{line} under moved: - {{old: practices/hotline, new: practices/hot-line}}" in said
    moved = "moved:\n  - {old: practices/hotline, new: practices/hot-line}\n"
    assert "addresses.yml" not in propose({"addresses.yml": moved}, "--association", "MEMBER").stdout
