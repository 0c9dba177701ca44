"""Packs are signed where the publisher has a key, and readers check it with the command of the download page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from knowledge_base.assemble.publisher import load_publisher
from knowledge_base.cli.group import main
from knowledge_base.locale import Locale
from knowledge_base.render.templates import render
from knowledge_base.view.pages.download import download_view
from knowledge_base.view.parts.signature_check import SIGNATURE, SIGNERS, SUMS, command_to_check, signers_line
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import valid_catalogue
from tests.unit.test_offline import NEW_DAY, built, start_page_of

pytestmark = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="there is no OpenSSH here")
REPOSITORY = Path(__file__).parents[2]


def _made_key(folder: Path, name: str, kind: str = "ed25519") -> tuple[Path, str]:
    """Return a new key of nobody's, and its public one."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "made for a test", "-f", str(path)], check=True)
    return path, path.with_suffix(".pub").read_text("ascii").strip()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return the key of a publisher whose repository says so, with a built site."""
    path, public = _made_key(tmp_path, "key")
    (tmp_path / "docs").mkdir()
    (tmp_path / "publisher.yml").write_text(f"signing_key: {public}\n", "utf-8")
    start_page_of(tmp_path)
    built(tmp_path / "site", NEW_DAY)
    return path


def _offline(root: Path, *options: str | Path) -> Result:
    words = ["offline", "--root", root, "--site", root / "site", "--out", root / "dist", *options]
    return CliRunner(env={"LANGUAGE": "es"}).invoke(main, [str(word) for word in words])


def _check(folder: Path, public: str) -> subprocess.CompletedProcess[str]:
    """Do what the download page says."""
    (folder / SIGNERS).write_text(f"{signers_line(public)}\n", "ascii")
    return subprocess.run(command_to_check(), shell=True, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S602


def test_readers_can_check_who_made_a_pack(tmp_path: Path, key: Path) -> None:
    done = _offline(tmp_path, "--sign", key)
    assert done.exit_code == 0, done.output
    publisher, _, problems = load_publisher(tmp_path)
    assert (publisher.signing_key is not None, problems) == (True, ())
    for folder in (tmp_path / "dist", tmp_path / "site" / "packs"):
        assert not (folder / SIGNERS).exists()
        answer = _check(folder, str(publisher.signing_key))
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout.startswith('Good "file" signature for rcm with ED25519 key')
        (folder / SIGNERS).unlink()
        (folder / SUMS).write_bytes((folder / SUMS).read_bytes() + b"0  forged.zip\n")
        assert _check(folder, str(publisher.signing_key)).returncode != 0
    assert '"signed": true' in (tmp_path / "site/packs/packs.js").read_text("utf-8")


def test_the_same_list_has_the_same_signature(tmp_path: Path, key: Path) -> None:
    signatures = set()
    for _ in range(2):
        assert _offline(tmp_path, "--sign", key).exit_code == 0
        signatures.add((tmp_path / "dist" / SIGNATURE).read_bytes())
    assert len(signatures) == 1


def test_no_signature_is_left_beside_another_list(tmp_path: Path, key: Path) -> None:
    assert _offline(tmp_path, "--sign", key).exit_code == 0
    (tmp_path / "site/index.html").write_text("other", "utf-8")
    assert _offline(tmp_path).exit_code == 0
    for folder in (tmp_path / "dist", tmp_path / "site" / "packs"):
        assert not (folder / SIGNATURE).exists()
    assert '"signed": false' in (tmp_path / "site/packs/packs.js").read_text("utf-8")


def test_what_cannot_be_checked_is_not_signed(tmp_path: Path, key: Path) -> None:
    other, _ = _made_key(tmp_path, "other")
    done = _offline(tmp_path, "--sign", other)
    assert (done.exit_code, f"{other} no es la clave de signing_key" in done.output) == (1, True)
    done = _offline(tmp_path, "--sign", tmp_path / "publisher.yml")
    assert (done.exit_code, "no puede firmar" in done.output) == (1, True)
    (tmp_path / "publisher.yml").write_text("signing_key:\n", "utf-8")
    done = _offline(tmp_path, "--sign", key)
    assert (done.exit_code, "falta signing_key" in done.output) == (1, True)
    assert [*(tmp_path / "dist").glob("*")] == []


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_a_key_whose_signatures_differ_each_time_is_refused(tmp_path: Path, kind: str) -> None:
    _, public = _made_key(tmp_path, "key", kind)
    (tmp_path / "publisher.yml").write_text(f"signing_key: {public}\n", "utf-8")
    publisher, _, (problem,) = load_publisher(tmp_path)
    assert publisher.signing_key is None
    assert "ssh-keygen -t ed25519" in str(problem)


@pytest.mark.parametrize("locale", Locale)
def test_the_page_says_how_to_check_only_where_something_is_signed(locale: Locale) -> None:
    key = f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{'A' * 43}"
    damage = {Locale.ES: "No muestra quién lo hizo", Locale.EN: "It does not tell who made it"}[locale]
    for signing_key in ("", key):
        site = Site(catalogue=valid_catalogue(), locale=locale, signing_key=signing_key)
        page = render(REPOSITORY, download_view(site))
        text = " ".join(str(html.fromstring(page.html).xpath("string()")).split())
        assert damage in text
        assert (command_to_check() in text) is (signers_line(key) in text) is bool(signing_key)
