"""What the check accepts builds strictly, packs, and shows every word of its author."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import Phase, given, settings
from mkdocs.commands.build import build
from mkdocs.config import load_config

from knowledge_base.assemble.addresses import is_taken, url
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.problems import Problem, Severity
from knowledge_base.publish.packs.offline import make_pack
from knowledge_base.publish.packs.shelf import DOWNLOADS
from tests.site.any_repository import Anybody, Written, anybody
from tests.site.building import REPOSITORY
from tests.site.built import BuiltPage, BuiltSite
from tests.unit.repository import VALID

# An example is a repository of some forty files.
_REPOSITORIES = settings().max_examples // 12


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return the valid repository, with what builds a site."""
    root = tmp_path / "repository"
    shutil.copytree(VALID, root)
    shutil.copytree(REPOSITORY / "overrides", root / "overrides")
    (root / "hooks").mkdir()
    for name in ("mkdocs.yml", "publisher.yml", "LICENSE-CONTENT", "hooks/mkdocs_hooks.py"):
        shutil.copyfile(REPOSITORY / name, root / name)
    return root


# The mark by which `make audit` finds property tests; Hypothesis sets it on functions that are called by pytest only.
@pytest.mark.hypothesis
def test_what_the_check_accepts_builds_packs_and_shows_every_word(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SITE_URL", "REPO_URL", "EDIT_URI", "SOURCE_DATE_EPOCH", "KB_BUILD"):
        monkeypatch.delenv(name, raising=False)
    site, shown = repository / "site", Counter[str]()

    # What fails names a file and its words: smaller repositories would say no more, and take minutes to find.
    @settings(max_examples=_REPOSITORIES, phases=[Phase.explicit, Phase.generate])
    @given(anybody())
    def holds(added: Anybody) -> None:
        accepted = _accepted(repository, added)
        _build(repository, site)
        pack = make_pack(site, repository / "dist", repository / "overrides/START-HERE.html")
        packed = {file.path.partition("/")[2] for file in pack.manifest.files}
        for path, written in accepted.items():
            if written.shown:
                page = url(_address(path).with_suffix("").as_posix(), Locale(path.parts[1]))
                assert page in packed
                text = BuiltPage(site, page).text
                lost = [word for word in written.words if word not in text]
                assert lost == [], f"{path}: not shown: {', '.join(lost)}\n{written.text}"
                shown[page] += 1

    holds()
    assert shown.total() > 5 * _REPOSITORIES
    # Each of them was built upon the one before.
    monkeypatch.setenv("KB_BUILD", "clean")
    _build(repository, repository / "clean")
    warm, clean = _files(site), _files(repository / "clean")
    assert {name for name in warm.keys() | clean.keys() if warm.get(name) != clean.get(name)} == set()


def test_no_page_of_an_author_can_lie_where_the_site_writes_other_files(site: BuiltSite) -> None:
    folders = {name.partition("/")[0] for name in site.files() if "/" in name and not name.endswith(".html")}
    assert {"assets", "packs", "search"} < folders
    # Beside the pages of entries lie their data.
    folders -= {kind.folder for kind in KINDS}
    assert {folder for folder in folders if not is_taken(f"{folder}/page")} == set()


def _accepted(root: Path, added: Anybody) -> dict[PurePosixPath, Written]:
    """Write the files into the valid repository that the check accepts, and return them."""
    shutil.rmtree(root / "docs")
    shutil.copytree(VALID / "docs", root / "docs")
    files = {path: written for path, written in added.files.items() if not (root / path).exists()}
    for path, written in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(written.text, "utf-8")
    while errors := list(_errors(root)):
        blamed = {_address(error.path) for error in errors}
        gone = {path for path in files if _address(path) in blamed}
        assert gone, "\n".join(map(str, errors))
        for path in gone:
            (root / path).unlink()
            del files[path]
    return files


def _address(path: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(*path.parts[2:])


def _errors(root: Path) -> Iterator[Problem]:
    return (problem for problem in check_content(root).problems if problem.severity is Severity.ERROR)


def _build(root: Path, folder: Path) -> None:
    """Build the site strictly, as ``mkdocs build --strict`` does, in this process."""
    config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _files(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in BuiltSite(folder).files().items() if not name.startswith(f"{DOWNLOADS}/")}
