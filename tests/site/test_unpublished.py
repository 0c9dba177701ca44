"""What nobody may see yet is in no file of the site and of no pack, not even in packed form."""

from __future__ import annotations

import base64
import gzip
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Status
from knowledge_base.model.kinds import KINDS
from knowledge_base.problems import Severity
from knowledge_base.publish.packs.offline import START_PAGE, make_pack
from knowledge_base.publish.packs.packing import Manifest
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tests.site.canaries import CANARY, SEEN, TRANSLATED_LATER, canary_id, write_canaries
from tests.site.repository import Repository

_CODED = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")
_STEM = 10
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


def _layers(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is in a file, by a name that says how it was packed: compressed, in an archive, as base64."""
    yield name, data
    if data.startswith(_GZIP):
        yield from _layers(f"{name}:gzip", gzip.decompress(data))
    elif data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inside in archive.namelist():
                yield from _layers(f"{name}:{inside}", archive.read(inside))
    elif name.endswith((".js", ".json")):
        for coded in _CODED.findall(data):
            if len(coded) % 4 == 0:
                yield from _layers(f"{name}:base64", base64.b64decode(coded))


def _where(folder: Path, word: str) -> set[str]:
    """Return where under a folder a word is, in the name of a file or in the file; the search index has only stems."""
    stem, found = word[:_STEM], set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            layers = _layers(path.relative_to(folder).as_posix(), path.read_bytes())
            found |= {name for name, data in layers if stem in name.lower() or stem.encode() in data.lower()}
    return found


@pytest.fixture(scope="module")
def packed(hostile_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the site of the canaries as its pack was made, the pack, and an update."""
    folder = tmp_path_factory.mktemp("unpublished")
    shutil.copytree(hostile_site.folder, folder / "site")
    # Names that no system could unpack keep a site from being packed, and are no part of this.
    for page in (folder / "site").rglob("*onerror*"):
        page.unlink()
    for page in (folder / "site").rglob("*onfocus*"):
        page.unlink()
    start = REPOSITORY / "overrides" / START_PAGE
    first = make_pack(folder / "site", folder / "dist", start).manifest
    earlier = Manifest(first.date.replace(year=first.date.year - 1), first.files[:1])
    make_pack(folder / "site", folder / "dist", start, [earlier])
    return folder


def test_every_entry_would_be_there_but_for_its_status(tmp_path: Path) -> None:
    """Were they published, the site would show them: nothing else keeps the canaries back."""
    for unpublished, shown in (((Status.DRAFT, Status.IN_REVIEW), False), ((), True)):
        repository = Repository.create(tmp_path / str(shown))
        write_canaries(repository, unpublished)
        known = check_content(repository.folder).catalogue.by_id
        assert {f"{SEEN}-{kind.name}" for kind in KINDS} <= known.keys()
        canaries = {canary_id(kind, status) for kind in KINDS for status in (Status.DRAFT, Status.IN_REVIEW)}
        assert canaries & known.keys() == (canaries if shown else set())
        assert set(known[TRANSLATED_LATER].versions) == {Locale.EN}


def test_the_search_finds_what_is_published(packed: Path) -> None:
    """What the test below looks through is all there: pages, index, data and packs, and what is inside them."""
    found = _where(packed, SEEN)
    for pattern in (
        rf"site/practices/{SEEN}-practice\.html",
        rf"site/en/meetings/{SEEN}-meeting\.html",
        r"site/search/en/text/\d+\.js",
        r"site/search/es/index/w-.*\.js",
        r"site/search/es/words/\w\.js",
        r"site/data/explore\.es\.js",
        r"site/data/figures.*\.csv",
        r"site/data/commitments\.es\.(csv|js)",
        r"dist/.*\.zip:.*\.html",
        r"dist/.*\.zip:.*/search/en/text/\d+\.js",
        r"dist/.*-since-.*\.zip:.*\.html",
        r"site/packs/.*\.zip:.*\.html",
    ):
        assert any(re.fullmatch(pattern, name) for name in found), (pattern, sorted(found)[:50])


def test_nothing_unpublished_is_in_any_file(packed: Path, edge_site: BuiltSite, published_edge_site: BuiltSite) -> None:
    """Not alone, not named by an entry that is published, and not as the draft of a translation."""
    for folder in (packed, edge_site.folder, published_edge_site.folder):
        assert _where(folder, CANARY) == set()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/en/practices/entry.md", None),
        ("docs/en/page.md", "---\ntitle: A page\n---\nSee [this](practices/hidden.md).\n"),
        ("vocabularies/terms.yml", '[{{"id": "a", "label": {0}, "definition": {0}, "source": "hidden"}}]'),
    ],
)
def test_who_refers_to_a_draft_is_told(tmp_path: Path, path: str, text: str | None) -> None:
    repository = Repository.create(tmp_path / "repository")
    repository.practice("hidden", "Hidden", Locale.EN, status="draft")
    if text:
        repository.write(path, text.format('{"en": "A", "es": "A"}'))
    else:
        related = [{"id": "hidden", "relation": "related"}]
        repository.practice("entry", "Entry", Locale.EN, "See [this](hidden.md).", related=related)
    problems = check_content(repository.folder).problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert {(str(problem.path), problem.rule) for problem in errors} == {(path, "reference-to-draft")}
    assert len(errors) == (1 if text else 2)
