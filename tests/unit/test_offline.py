"""The offline copy as files: what is in a pack, what an update makes of it, what a power cut leaves of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knowledge_base import alone
from knowledge_base.alone import alone_in
from knowledge_base.cli.group import main
from knowledge_base.locale import Locale
from knowledge_base.publish.packs import packing
from knowledge_base.publish.packs.offline import START_PAGE, Pack, copy_of, make_pack
from knowledge_base.publish.packs.packing import (
    MOST_BYTES,
    MOST_CHARACTERS,
    ROOT,
    Manifest,
    PackError,
    check_paths,
    files_in_folder,
    open_zip,
    write_zip,
)
from knowledge_base.publish.packs.update import CHANGES_FILE, Update, apply_update, write_update
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.assets import hashed_name
from knowledge_base.publish.site.policy import POLICY
from knowledge_base.setup_error import DamagedFileError, SetupError

OLD_DAY, NEW_DAY = dt.date(2021, 6, 10), dt.date(2021, 7, 29)
REPOSITORY = Path(__file__).parents[2]
_STYLE = "assets/stylesheets/start.css"


def write(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def built(folder: Path, day: dt.date = OLD_DAY, pages: Mapping[str, str] | None = None) -> Path:
    """Write what is like a built site."""
    bundle: dict[str, bytes | str] = {
        "start.js": 'rcmSearch("es/start",{});',
        "text/0.js": 'rcmSearch("es/text/0",[]);',
    }
    return write(
        folder,
        {
            ABOUT_FILE: About(day, "abc1234").script(),
            "index.html": "<h1>Inicio</h1>",
            "en/index.html": "<h1>Home</h1>",
            "404.html": "<a href=/>inicio</a>",
            "en/404.html": "<a href=/en/>home</a>",
            "sitemap.xml": "<urlset/>",
            "not-saved.html": "<a href=/>inicio</a>",
            "sw.js": "self",
            "saved/es.js": "window.rcmSaved={};",
            "app/es.webmanifest": "{}",
            "packs/packs.js": "window.rcmDownloads = [];",
            "assets/javascripts/page.js": "run();",
            "reference/index.html": "for developers",
            hashed_name(_STYLE, b"a{}"): "a{}",
            **{f"search/es/{name}": content for name, content in bundle.items()},
            **(pages or {}),
        },
    )


def start_page_of(root: Path) -> Path:
    """Write the page as it is in a repository, beside the style sheet that it names."""
    write(root / "overrides", {START_PAGE: f'<meta content="{{policy}}"><link href="{_STYLE}">', _STYLE: "a{}"})
    return root / "overrides" / START_PAGE


@pytest.fixture
def start_page(tmp_path: Path) -> Path:
    return start_page_of(tmp_path)


@pytest.fixture
def packed_site(tmp_path: Path, start_page: Path) -> Pack:
    return make_pack(built(tmp_path / "site"), tmp_path / "dist", start_page)


def contents(folder: Path) -> dict[str, bytes]:
    return {path: read() for path, read in files_in_folder(folder).items()}


def unpack(pack: Path, folder: Path) -> Path:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    return folder / ROOT


# What is in a pack


def test_two_packs_of_one_site_are_the_same_bytes(tmp_path: Path, start_page: Path) -> None:
    site = built(tmp_path / "site")
    make_pack(site, tmp_path / "first", start_page)
    again = tmp_path / "again"
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            copy = again / path.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            copy.chmod(0o600)
            os.utime(copy, (2_000_000_000, 2_000_000_000))
    make_pack(again, tmp_path / "second", start_page)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_a_pack_is_called_after_its_day_and_described_beside_it(packed_site: Pack) -> None:
    folder = packed_site.path.parent
    assert sorted(path.name for path in folder.iterdir()) == [
        "SHA256SUMS",
        "packs.json",
        "rcm-knowledge-base-2021-06-10.manifest.json",
        "rcm-knowledge-base-2021-06-10.zip",
    ]
    for line in (folder / "SHA256SUMS").read_text("ascii").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    record = json.loads((folder / "rcm-knowledge-base-2021-06-10.manifest.json").read_bytes())
    with zipfile.ZipFile(packed_site.path) as archive:
        assert [file["path"] for file in record["files"]] == sorted(archive.namelist())
        for file in record["files"]:
            data = archive.read(file["path"])
            assert (len(data), hashlib.sha256(data).hexdigest()) == (file["size"], file["sha256"])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}


def test_the_copy_has_what_readers_need_and_nothing_that_only_a_server_does(packed_site: Pack) -> None:
    with zipfile.ZipFile(packed_site.path) as archive:
        names = {name.removeprefix(f"{ROOT}/") for name in archive.namelist()}
        about = archive.read(f"{ROOT}/{ABOUT_FILE}").decode()
        start = archive.read(f"{ROOT}/{START_PAGE}").decode()
    assert names == {
        ABOUT_FILE,
        START_PAGE,
        "index.html",
        "en/index.html",
        "assets/javascripts/page.js",
        hashed_name(_STYLE, b"a{}"),
        "search/es/start.js",
        "search/es/text/0.js",
    }
    assert About.parse(about) == About(OLD_DAY, "abc1234", offline=True)
    assert start == f'<meta content="{POLICY}"><link href="{hashed_name(_STYLE, b"a{}")}">'


def test_a_start_page_that_is_newer_than_the_site_is_not_packed(tmp_path: Path, start_page: Path) -> None:
    write(start_page.parent, {_STYLE: "a{color:red}"})
    with pytest.raises(PackError, match="build the site again"):
        make_pack(built(tmp_path / "site"), tmp_path / "dist", start_page)


def test_the_site_offers_its_packs(tmp_path: Path, packed_site: Pack) -> None:
    offered = tmp_path / "site" / "packs"
    script = (offered / "packs.js").read_text("utf-8")
    (pack,) = json.loads(script.removeprefix("window.rcmDownloads = ").removesuffix(";\n"))
    data = (offered / pack.pop("name")).read_bytes()
    assert data == packed_site.path.read_bytes()
    assert pack == {
        "form": "folder",
        "locale": "",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "date": "2021-06-10",
        "revision": "abc1234",
        "since": "",
        "signed": False,
    }
    assert (offered / "SHA256SUMS").read_bytes() == (packed_site.path.parent / "SHA256SUMS").read_bytes()


def test_a_pack_does_not_contain_the_one_before(tmp_path: Path, start_page: Path, packed_site: Pack) -> None:
    before = packed_site.path.read_bytes()
    make_pack(tmp_path / "site", tmp_path / "dist", start_page)
    assert packed_site.path.read_bytes() == before


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (None, "there is no built site"),
        ("window.rcmAbout = 1;", "is damaged"),
        ('window.rcmAbout = {"day": 1};\n', "is damaged"),
        (f"window.rcmAbout = {'[' * 100_000};\n", "is damaged"),
        (About(None, "").script(), "SOURCE_DATE_EPOCH"),
    ],
)
def test_what_is_no_site_with_a_day_is_not_packed(
    tmp_path: Path, start_page: Path, about: str | None, told: str
) -> None:
    site = write(tmp_path / "site", {} if about is None else {ABOUT_FILE: about})
    with pytest.raises(SetupError, match=told):
        make_pack(site, tmp_path / "dist", start_page)
    assert [*tmp_path.glob("dist/*")] == []


# Names


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("topics/niñez.html", "ASCII"),
        ("a\nb", "ASCII"),
        ("what?.html", "ASCII"),
        ("C:/a", "ASCII"),
        ("a\\b", "ASCII"),
        ("../a", "elsewhere"),
        ("a/../../b", "elsewhere"),
        ("/etc/passwd", "elsewhere"),
        ("a//b", "elsewhere"),
        ("folder/", "elsewhere"),
        ("", "elsewhere"),
        ("nul/a.html", "Windows"),
        ("a/COM1.html", "Windows"),
        ("a/b.", "Windows"),
        ("a /b", "Windows"),
        ("a" * (MOST_CHARACTERS + 1), "120 characters"),
    ],
)
def test_paths_that_some_system_cannot_unpack_are_refused(path: str, why: str) -> None:
    with pytest.raises(PackError, match=why):
        check_paths(["index.html", path])


@pytest.mark.parametrize("paths", [["A.html", "a.html"], ["en/a.html", "EN/b.html"], ["a", "a"]])
def test_paths_that_some_system_cannot_tell_apart_are_refused(paths: list[str]) -> None:
    with pytest.raises(PackError, match=r"only in case|twice"):
        check_paths(paths)


def test_the_longest_path_is_taken() -> None:
    check_paths(["a" * MOST_CHARACTERS, "null/console.html", "auxiliary"])


def test_every_wrong_path_is_named_at_once(tmp_path: Path, start_page: Path) -> None:
    site = built(tmp_path / "site", pages={"ñ.html": "", "Index.html": "", "sub/nul.html": ""})
    with pytest.raises(PackError) as told:
        make_pack(site, tmp_path / "dist", start_page)
    assert all(name in str(told.value) for name in ("ñ.html", "Index.html", "sub/nul.html"))
    assert contents(tmp_path / "dist") == {}


# Updates

_NAMES = st.from_regex(r"[a-c]{1,3}(/[a-c]{1,2}){0,2}\.(html|js)", fullmatch=True)
_TREES = st.dictionaries(_NAMES, st.binary(max_size=40), max_size=12)
_quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def pack_tree(target: Path, day: dt.date, tree: Mapping[str, bytes]) -> Manifest:
    files = {ABOUT_FILE: About(day, "", offline=True).script().encode(), **tree}
    held_files = {f"{ROOT}/{path}": (lambda data=data: data) for path, data in files.items()}
    return Manifest(day, write_zip(target, held_files))


def make_update(folder: Path, old_tree: Mapping[str, bytes], new_tree: Mapping[str, bytes]) -> Path:
    old = pack_tree(folder / "old.zip", OLD_DAY, old_tree)
    new = pack_tree(folder / "new.zip", NEW_DAY, new_tree)
    with open_zip(folder / "new.zip") as files:
        write_update(folder / "update.zip", old, new, files)
    return folder / "update.zip"


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("update")


@_quick
@given(old_tree=_TREES, new_tree=_TREES)
def test_an_update_makes_the_new_copy_byte_for_byte(
    fresh: Callable[[], Path], old_tree: dict[str, bytes], new_tree: dict[str, bytes]
) -> None:
    folder = fresh()
    update = make_update(folder, old_tree, new_tree)
    wanted = contents(unpack(folder / "new.zip", folder / "wanted"))
    old = unpack(folder / "old.zip", folder / "copies")
    before = contents(old)
    apply_update(old, update, folder / "from-folder")
    apply_update(folder / "old.zip", update, folder / "from-zip")
    assert contents(folder / "from-folder") == contents(folder / "from-zip") == wanted
    assert contents(old) == before
    # Over the old copy, as readers unpack it, only files that are gone are left behind.
    assume(not any(f"{a}/" in f"{b}/" for a in old_tree for b in new_tree if a != b))
    assert contents(unpack(update, folder / "copies")) == {**before, **wanted}


def test_an_update_holds_only_what_changed(tmp_path: Path) -> None:
    update = make_update(
        tmp_path, {"same": b"1", "differs": b"1", "gone": b"1"}, {"same": b"1", "differs": b"2", "new": b"1"}
    )
    with zipfile.ZipFile(update) as archive:
        assert set(archive.namelist()) == {CHANGES_FILE, *(f"{ROOT}/{name}" for name in (ABOUT_FILE, "differs", "new"))}
        assert json.loads(archive.read(CHANGES_FILE))["removed"] == [f"{ROOT}/gone"]


def test_an_update_is_refused_by_any_other_copy(tmp_path: Path) -> None:
    update = make_update(tmp_path, {"a": b"1", "b": b"1"}, {"a": b"2"})
    changes: list[Callable[[Path], object]] = [
        lambda copy: (copy / "b").write_bytes(b"2"),
        lambda copy: (copy / "b").unlink(),
        lambda copy: (copy / "c").write_bytes(b""),
        lambda copy: (copy / "b").rename(copy / "B"),
        lambda copy: (copy / ABOUT_FILE).unlink(),
    ]
    for number, change in enumerate(changes):
        copy = unpack(tmp_path / "old.zip", tmp_path / f"changed-{number}")
        change(copy)
        with pytest.raises(PackError, match=r"not made for|no copy of the site"):
            apply_update(copy, update, tmp_path / "made")
    with pytest.raises(PackError, match="not made for"):
        apply_update(tmp_path / "new.zip", update, tmp_path / "made")
    assert not (tmp_path / "made").exists()
    assert list(tmp_path.glob(".*")) == []


def test_what_systems_leave_in_folders_is_no_change(tmp_path: Path) -> None:
    update = make_update(tmp_path, {"a": b"1"}, {"a": b"2"})
    copy = unpack(tmp_path / "old.zip", tmp_path / "copies")
    write(copy, {".DS_Store": "", "Thumbs.db": ""})
    apply_update(copy, update, tmp_path / "made")
    assert contents(tmp_path / "made")["a"] == b"2"


def test_an_update_makes_nothing_where_something_is(tmp_path: Path) -> None:
    update = make_update(tmp_path, {"a": b"1"}, {"a": b"2"})
    write(tmp_path / "made", {"mine": "1"})
    with pytest.raises(PackError, match="there already"):
        apply_update(tmp_path / "old.zip", update, tmp_path / "made")
    assert contents(tmp_path / "made") == {"mine": b"1"}


# Hostile zips

Entry = tuple[str | zipfile.ZipInfo, bytes]


def rewritten(update: Path, change: Callable[[dict[str, Any], list[Entry]], object]) -> Path:
    """Write an update anew, with something about it changed: its own file, or its entries."""
    with zipfile.ZipFile(update) as archive:
        record = json.loads(archive.read(CHANGES_FILE))
        entries: list[Entry] = [(name, archive.read(name)) for name in archive.namelist() if name != CHANGES_FILE]
    change(record, entries)
    target = update.with_name("hostile.zip")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(CHANGES_FILE, json.dumps(record))
        for name, data in entries:
            archive.writestr(name, data)
    return target


def with_file(path: str, data: bytes = b"evil") -> Callable[[dict[str, Any], list[Entry]], object]:
    """Return what adds a file to an update, consistently: everything but the path is as it should be."""

    def change(record: dict[str, Any], entries: list[Entry]) -> None:
        entries.append((path, data))
        record["changed"].append({"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        files = {file["path"]: file["sha256"] for file in record["changed"]}
        files[f"{ROOT}/kept"] = hashlib.sha256(b"kept").hexdigest()
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
        record["result"] = hashlib.sha256(lines.encode()).hexdigest()

    return change


def symlink(record: dict[str, Any], entries: list[Entry]) -> None:
    del record
    info = zipfile.ZipInfo(f"{ROOT}/link")
    info.external_attr = 0o120777 << 16
    entries.append((info, b"/etc"))


def swap(record: dict[str, Any], entries: list[Entry]) -> None:
    del record
    entries[:] = [(name, b"other") for name, _ in entries]


HOSTILE: dict[str, Callable[[dict[str, Any], list[Entry]], object]] = {
    "up": with_file("../evil"),
    "up from inside": with_file(f"{ROOT}/../../evil"),
    "root": with_file("/tmp/evil"),  # noqa: S108
    "drive": with_file("C:/evil"),
    "backslash": with_file(f"{ROOT}\\..\\..\\evil"),
    "beside": with_file("evil"),
    "device": with_file(f"{ROOT}/nul"),
    "case": with_file(f"{ROOT}/A"),
    "not ASCII": with_file(f"{ROOT}/\N{FULLWIDTH SOLIDUS}evil"),
    "symbolic link": symlink,
    "not listed": lambda _, entries: entries.append((f"{ROOT}/evil", b"")),
    "listed, not there": lambda _, entries: entries.pop(),
    "other content": swap,
    "other base": lambda record, _: record.update(base="0" * 64),
    "other result": lambda record, _: record.update(result="0" * 64),
    "removes more": lambda record, _: record["removed"].append(f"{ROOT}/kept"),
    "later format": lambda record, _: record.update(format=2),
    "no list": lambda record, _: record.pop("changed"),
    "list of nonsense": lambda record, _: record.update(changed=[1]),
    "size of nonsense": lambda record, _: record["changed"][0].update(size="x"),
    "larger than any file": with_file(f"{ROOT}/bomb", bytes(MOST_BYTES + 1)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_update_writes_nothing_anywhere(tmp_path: Path, name: str) -> None:
    update = make_update(tmp_path, {"a": b"1", "kept": b"kept"}, {"a": b"2", "kept": b"kept"})
    hostile = rewritten(update, HOSTILE[name])
    before = contents(tmp_path)
    with pytest.raises(SetupError):
        apply_update(tmp_path / "old.zip", hostile, tmp_path / "deep" / "made")
    assert contents(tmp_path) == before


def test_a_rewritten_update_that_is_not_hostile_is_taken(tmp_path: Path) -> None:
    """The tests above refuse what is wrong, and not the rewriting."""
    update = make_update(tmp_path, {"a": b"1", "kept": b"kept"}, {"a": b"2", "kept": b"kept"})
    apply_update(tmp_path / "old.zip", rewritten(update, with_file(f"{ROOT}/b")), tmp_path / "made")
    assert contents(tmp_path / "made").keys() == {ABOUT_FILE, "a", "b", "kept"}


@pytest.mark.parametrize("twice", [CHANGES_FILE, f"{ROOT}/a"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_says_two_things_of_one_name_is_refused(tmp_path: Path, twice: str) -> None:
    update = make_update(tmp_path, {"a": b"1"}, {"a": b"2"})
    with zipfile.ZipFile(update, "a") as archive:
        archive.writestr(twice, b"{}")
    with pytest.raises(PackError, match="twice"):
        apply_update(tmp_path / "old.zip", update, tmp_path / "made")


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    make_update(tmp_path, {}, {})
    (tmp_path / "update.zip").write_bytes(data)
    with pytest.raises(DamagedFileError, match="is damaged"):
        apply_update(tmp_path / "old.zip", tmp_path / "update.zip", tmp_path / "made")


def test_a_damaged_download_is_refused(tmp_path: Path) -> None:
    """Whichever byte of an update is lost on the way, nothing wrong is made of it."""
    update = make_update(tmp_path, {"a": b"1"}, {"a": b"2" * 50})
    whole = update.read_bytes()
    wanted = contents(unpack(tmp_path / "new.zip", tmp_path / "wanted"))
    for place_ in range(0, len(whole), 7):
        update.write_bytes(whole[:place_] + bytes([whole[place_] ^ 0xFF]) + whole[place_ + 1 :])
        target = tmp_path / f"made-{place_}"
        try:
            apply_update(tmp_path / "old.zip", update, target)
        except SetupError:
            assert not target.exists()
        else:
            assert contents(target) == wanted  # the byte was one of those that mean nothing, such as a day


# Manifests


def test_a_manifest_says_of_itself_whether_it_was_changed(packed_site: Pack) -> None:
    data = packed_site.manifest.to_json()
    assert Manifest.from_json(data, "a pack") == packed_site.manifest
    for wrong in (data.replace(b'"size": 1', b'"size": 2', 1).replace(b"index", b"indes", 1), b"[]", b"{", b"{}"):
        with pytest.raises(SetupError):
            Manifest.from_json(wrong, "a pack")


# Power cuts


class PowerCutError(BaseException):
    """What a test raises where the power goes; nothing catches it."""


class Plug:
    """Counts what touches the disk, and pulls the plug at one of these moments: from then on, nothing does any more."""

    _TOUCHING = (
        (os, "replace"),
        (os, "rename"),
        (os, "unlink"),
        (os, "rmdir"),
        (os, "mkdir"),
        (os, "fsync"),
        (shutil, "copyfile"),
        (zipfile.ZipFile, "writestr"),
        (Path, "write_bytes"),
        (Path, "write_text"),
    )

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
        self.count = 0
        self._moment = moment
        for owner, name in self._TOUCHING:
            monkeypatch.setattr(owner, name, self._counting(getattr(owner, name)))

    def _counting(self, touch: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: Any, **options: Any) -> object:
            self.count += 1
            if self.count >= self._moment:
                raise PowerCutError
            return touch(*arguments, **options)

        return counted


def check_whole(folder: Path, *allowed: bytes) -> set[bytes]:
    """Check that every pack in a folder is a whole one, that nothing contradicts it, and return the packs."""
    packs = {path.name: path.read_bytes() for path in folder.glob("*.zip")}
    assert set(packs.values()) <= set(allowed)
    sums = folder / "SHA256SUMS"
    assert sums.exists() or not packs
    for line in sums.read_text("ascii").splitlines() if sums.exists() else []:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    for path in folder.glob("*.manifest.json"):
        pack = packs.get(path.name.replace(".manifest.json", ".zip"))
        if pack:
            with zipfile.ZipFile(io.BytesIO(pack)) as archive:
                names = archive.namelist()
            assert [file.path for file in Manifest.from_json(path.read_bytes(), path.name).files] == names
    return set(packs.values())


@pytest.mark.parametrize("day", [OLD_DAY, NEW_DAY], ids=["same name", "new name"])
def test_the_power_may_go_at_any_moment(
    tmp_path: Path, start_page: Path, monkeypatch: pytest.MonkeyPatch, day: dt.date
) -> None:
    old = make_pack(built(tmp_path / "old"), tmp_path / "old-dist", start_page).path.read_bytes()
    site = built(tmp_path / "new", day, {"added.html": "<p>new</p>"})
    new = make_pack(site, tmp_path / "new-dist", start_page).path.read_bytes()
    assert old != new
    seen: list[set[bytes]] = []
    for moment in range(1, 1000):
        dist = tmp_path / f"dist-{moment}"
        shutil.copytree(tmp_path / "old-dist", dist)
        shutil.rmtree(site / "packs")
        shutil.copytree(tmp_path / "old" / "packs", site / "packs")
        with monkeypatch.context() as patch:
            plug = Plug(patch, moment)
            with suppress(PowerCutError):
                make_pack(site, dist, start_page)
        for folder in (dist, site / "packs"):
            assert check_whole(folder, old, new)
        seen.append(check_whole(dist, old, new))
        if plug.count < moment:
            break
    assert seen[0] == {old}
    assert new in seen[-1]
    # The next run clears away what a cut left, and makes the same as if there had been none.
    left = tmp_path / f"dist-{moment // 2}"
    make_pack(site, left, start_page)
    assert contents(left).items() >= contents(tmp_path / "new-dist").items()
    assert list(left.glob(".*")) == []


_PACKING_FOR_EVER = """
    import itertools, sys
    from pathlib import Path
    from knowledge_base.publish.packs.offline import make_pack
    first, second, dist, start = map(Path, sys.argv[1:])
    print("ready", flush=True)
    for site in itertools.cycle([first, second]):
        make_pack(site, dist, start)
"""


def test_a_killed_process_leaves_whole_packs(tmp_path: Path, start_page: Path) -> None:
    pages = {f"page-{number}.html": f"<p>{number}</p>" * 200 for number in range(60)}
    sites = [built(tmp_path / "a", pages=pages), built(tmp_path / "b", pages={**pages, "more.html": "1"})]
    packs = [make_pack(site, tmp_path / f"{site.name}-dist", start_page).path.read_bytes() for site in sites]
    dist = tmp_path / "dist"
    make_pack(sites[0], dist, start_page)
    chance = random.Random(20210610)  # noqa: S311 - when to kill
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_PACKING_FOR_EVER), *map(str, (*sites, dist, start_page))],
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.01, 0.2))
            process.kill()
        assert check_whole(dist, *packs)


# The commands


def kb(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def history(tmp_path: Path, start_page: Path) -> Path:
    """Return a folder with the packs of two days, made by the command, and what it takes from the repository."""
    assert start_page == tmp_path / "overrides" / START_PAGE
    for name in ("docs", "vocabularies"):
        (tmp_path / name).mkdir()
    built(tmp_path / "old", pages={"gone.html": "1"})
    built(tmp_path / "new", NEW_DAY, {"new.html": "1"})
    for name in ("old", "new"):
        done = kb("offline", "--site", tmp_path / name, "--out", tmp_path / "dist", "--root", tmp_path)
        assert done.exit_code == 0, done.output
    return tmp_path


def test_packs_are_compared_and_brought_up_to_date_by_commands(history: Path) -> None:
    old, new = (history / "dist" / f"{ROOT}-{day}" for day in (OLD_DAY, NEW_DAY))
    made = []
    for suffix in (".zip", ".manifest.json"):
        done = kb("diff-pack", f"{old}{suffix}", f"{new}{suffix}", "--out", history / suffix)
        assert done.exit_code == 0, done.output
        made.append((history / suffix / f"{ROOT}-{NEW_DAY}-since-{OLD_DAY}.zip").read_bytes())
    assert made[0] == made[1]
    (history / "update.zip").write_bytes(made[0])
    done = kb("apply-pack", f"{old}.zip", history / "update.zip", history / "made")
    assert done.exit_code == 0, done.output
    assert contents(history / "made") == contents(unpack(Path(f"{new}.zip"), history / "wanted"))
    refused = kb("apply-pack", f"{new}.zip", history / "update.zip", history / "again")
    assert refused.exit_code == 1
    assert "was not made for" in refused.output


def test_a_pack_comes_with_updates_of_earlier_ones(history: Path) -> None:
    earlier = history / "dist" / f"{ROOT}-{OLD_DAY}.manifest.json"
    arguments = ("offline", "--site", history / "new", "--out", history / "dist", "--root", history)
    done = kb(*arguments, "--since", earlier)
    assert done.exit_code == 0, done.output
    name = f"{ROOT}-{NEW_DAY}-since-{OLD_DAY}.zip"
    assert name in done.output
    assert name in (history / "dist" / "SHA256SUMS").read_text("ascii")
    offered = (history / "new" / "packs" / "packs.js").read_text("utf-8")
    whole, update = json.loads(offered.removeprefix("window.rcmDownloads = ").removesuffix(";\n"))
    assert (whole["since"], update["since"], update["name"]) == ("", str(OLD_DAY), name)
    assert (history / "new" / "packs" / name).read_bytes() == (history / "dist" / name).read_bytes()
    refused = kb(*arguments, "--since", earlier, "--since", earlier)
    assert refused.exit_code == 1
    assert "same day" in refused.output


@pytest.mark.parametrize("command", ["offline", "diff-pack"])
def test_commands_say_what_is_wrong(tmp_path: Path, command: str) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")
    arguments = ["--site", tmp_path] if command == "offline" else [tmp_path / "no.zip", tmp_path / "no.zip"]
    done = kb(command, *arguments, "--out", tmp_path / "dist")
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")


def test_an_update_tells_itself_from_other_files() -> None:
    update = Update(base="a", result="b", changed=(), removed=("c",))
    assert Update.from_json(update.to_json()) == update
    with pytest.raises(DamagedFileError, match="is damaged"):
        Update.from_json(b"[]")


def test_the_copy_of_a_site_is_read_file_by_file(tmp_path: Path, start_page: Path) -> None:
    """A large site is many times the memory of a small computer."""
    files = copy_of(built(tmp_path / "site"), start_page)
    (tmp_path / "site" / "index.html").write_text("later", "utf-8")
    assert files[f"{ROOT}/index.html"]() == b"later"


# Sites that are not whole, and what is damaged or of another time


def test_a_site_whose_build_was_cut_off_is_not_packed(tmp_path: Path, start_page: Path) -> None:
    site = built(tmp_path / "site")
    write(site, {".unfinished-index.html": "half", "en/.unfinished-index.html": "half"})
    names = {name.removeprefix(f"{ROOT}/") for name in copy_of(site, start_page)}
    assert not any("unfinished" in name for name in names)
    (site / ABOUT_FILE).unlink()
    with pytest.raises(PackError, match=r"not a whole site: it has no about-this-copy\.js") as told:
        make_pack(site, tmp_path / "dist", start_page)
    assert "construya el sitio de nuevo" in told.value.sentence(Locale.ES)
    assert contents(tmp_path / "dist") == {}


def test_a_pack_waits_for_the_build(tmp_path: Path, start_page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "PATIENCE", 0.0)
    site = built(tmp_path / "site")
    with alone_in(site), pytest.raises(SetupError, match="another program is still writing"):
        make_pack(site, tmp_path / "dist", start_page)
    make_pack(site, tmp_path / "dist", start_page)


def test_packs_do_not_go_into_the_site(tmp_path: Path, start_page: Path) -> None:
    site = built(tmp_path / "site")
    for folder in (site, site / "packs", site / "a" / "b"):
        with pytest.raises(PackError, match="is in the site"):
            make_pack(site, folder, start_page)


def test_an_update_larger_than_any_program_can_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update = make_update(tmp_path, {"a": b"1", "b": b"1"}, {"a": b"2" * 600, "b": b"2" * 600})
    monkeypatch.setattr(packing, "MOST_BYTES_IN_ALL", 1_000)
    with pytest.raises(PackError, match="all files together are larger than 1000 bytes"):
        apply_update(tmp_path / "old.zip", update, tmp_path / "made")
    with pytest.raises(PackError, match="all files together"):
        write_zip(tmp_path / "zip", {"a": lambda: bytes(600), "b": lambda: bytes(600)})
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("paths", [["a", "a/b"], ["x/A", "x/a/b"], ["index.html/more", "index.html"]])
def test_a_file_that_is_a_folder_too_is_refused(paths: list[str]) -> None:
    with pytest.raises(PackError, match="is a file and no folder"):
        check_paths(paths)


def _renamed(data: bytes) -> bytes:
    """Say of a name that is not UTF-8 that it is."""
    return data.replace("é".encode(), b"\xff\xfe")


def _newer(data: bytes) -> bytes:
    """Say that a newer version of the format is needed (APPNOTE, 4.4.3)."""
    place = data.index(b"PK\x01\x02")
    return data[: place + 6] + b"\x63\x00" + data[place + 8 :]


@pytest.mark.parametrize(
    ("change", "said"),
    [(_renamed, "está dañado o es otra cosa"), (_newer, "de una versión de su formato más nueva")],
)
def test_a_zip_of_another_time_or_with_wrong_names_is_told_in_a_sentence(
    tmp_path: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"{ROOT}/é.html", "x")
    (tmp_path / "sent.zip").write_bytes(change(made.getvalue()))
    words = ["apply-pack", f"{tmp_path}/sent.zip", f"{tmp_path}/sent.zip", f"{tmp_path}/made"]
    done = CliRunner(env={"LANGUAGE": "es"}).invoke(main, words)
    assert (done.exit_code, said in done.stderr) == (1, True), done.output
    assert done.stderr.startswith("Error: sent.zip ")


_RECORD = '{"format": 1, "date": "2021-06-10", "id": "", "base": "", "result": "", "removed": [], '
NONSENSE = {
    "deep": "[" * 200_000,
    "endless size": f'{_RECORD}"files": [{{"path": "a", "size": Infinity, "sha256": "x"}}], "changed": 1}}',
    "endless change": f'{_RECORD}"files": 1, "changed": [{{"path": "a", "size": -Infinity, "sha256": "x"}}]}}',
    "half a character": f'{_RECORD}"changed": 1, "files": [{{"path": "a", "size": 1, "sha256": "\\ud800"}}]}}',
    "long number": f'{_RECORD}"files": [{{"path": "a", "size": {"9" * 5000}, "sha256": "x"}}], "changed": 1}}',
    "bytes": "\ufffd\x00",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_no_record_of_ours_is_told_in_a_sentence(name: str) -> None:
    data = NONSENSE[name].encode()
    for read in (Update.from_json, lambda data: Manifest.from_json(data, "a pack")):
        with pytest.raises(DamagedFileError) as told:
            read(data)
        assert told.value.sentence(Locale.ES).endswith("está dañado o es otra cosa; descárguelo o hágalo de nuevo")


def test_paths_that_cannot_be_packed_are_told_in_both_languages() -> None:
    with pytest.raises(PackError) as told:
        check_paths(["ñ.html", "nul", "A", "a"])
    english, spanish = (told.value.sentence(locale).splitlines() for locale in (Locale.EN, Locale.ES))
    assert (english[0], spanish[0]) == ("these paths can't be in a pack:", "estas rutas no pueden estar en un paquete:")
    assert len(english) == len(spanish) == 4
    assert not {*english} & {*spanish}
