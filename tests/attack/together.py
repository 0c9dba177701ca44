"""What the gate has accepted, in one site: built strictly, packed, and opened in a browser that nothing holds back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.attack.attempts import Attempt, Outcome
from tests.attack.gate import ROOT
from tests.attack.inputs import MARK, Attack
from tests.site.building import build
from tests.unit.repository import VALID
from tools import browser

_RAN = f"document.documentElement.hasAttribute('{MARK}')"
_NEEDED = ("mkdocs.yml", "publisher.yml", "LICENSE-CONTENT", "hooks/mkdocs_hooks.py")


def write_together(folder: Path, attacks: Iterable[Attack]) -> None:
    """Write a repository in which inputs lie beside each other, with all that a site needs."""
    shutil.copytree(VALID, folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    (folder / "hooks").mkdir()
    for name in _NEEDED:
        shutil.copyfile(ROOT / name, folder / name)
    for attack in attacks:
        for path, data in attack.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


def pages_of(site: Path, attack: Attack) -> list[Path]:
    """Return the pages of an input in a site."""
    name = attack.text.relative_to("docs/es" if attack.text.parts[1] == "es" else "docs/en").with_suffix(".html")
    return [page for page in (site / name, site / "en" / name) if page.exists()]


def running(site: Path, attacks: Iterable[Attack], chromium: Browser) -> Iterator[Attack]:
    """Yield the inputs that ran a script of theirs, with the policy of the site taken away."""
    with chromium.new_page(bypass_csp=True) as page:
        for attack in attacks:
            for made in pages_of(site, attack):
                page.goto(made.as_uri())
                if page.evaluate(_RAN):
                    yield attack
                    break


def packed(repository: Path, site: Path, out: Path) -> str:
    """Pack a site, and return what was said if that failed; else nothing."""
    words = ("offline", "--root", str(repository), "--site", str(site), "--out", str(out))
    done = subprocess.run(
        (sys.executable, "-m", "knowledge_base.cli", *words), capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def faults_together(attacks: Sequence[Attack], folder: Path) -> list[Attempt]:
    """Return what went wrong with accepted inputs in a site: if it could not be made, all of them are to blame.

    Args:
        attacks: the inputs, each with files of its own.
        folder: an empty folder.
    """
    write_together(folder / "repository", attacks)
    try:
        build(folder / "repository", folder / "site")
    except AssertionError as error:
        return [Attempt(attack, Outcome.FAILED, str(error)) for attack in attacks]
    if said := packed(folder / "repository", folder / "site", folder / "dist"):
        return [Attempt(attack, Outcome.FAILED, said) for attack in attacks]
    site = folder / "site"
    unseen = [Attempt(each, Outcome.FAILED, "it has no page") for each in attacks if not pages_of(site, each)]
    path = browser.ensure("chromium")
    with sync_playwright() as driver, driver.chromium.launch(executable_path=path, args=browser.FLAGS) as chromium:
        ran = [Attempt(each, Outcome.EXECUTED, "in a browser") for each in running(site, attacks, chromium)]
    return [*unseen, *ran]
