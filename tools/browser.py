"""Finds the browsers that the tests drive, installs them, or says how to.

``python -m tools.browser [chromium] [firefox]``, which ``make test`` calls first, prints the path of each. The search
order is: the environment variable ``CHROMIUM`` or ``FIREFOX``; ``PATH``; the usual installation folders; for Chromium,
Playwright's own build. If none is found, Debian's package is installed, or else Playwright downloads its Chromium.
Firefox is driven through Mozilla's Marionette, because Playwright only drives its own patched Firefox. Tests that need
a browser never skip: without one they fail with the message of `NoBrowserError`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FLAGS = (
    "--no-sandbox",  # containers and root have no user namespaces; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Command line flags of Chromium; they turn off background network requests."""


@dataclass(frozen=True)
class Browser:
    """A supported browser.

    Attributes:
        name: its key in `BROWSERS`.
        package: its Debian package.
        commands: its command names on ``PATH``, in order of preference.
        places: installation paths outside of ``PATH`` (macOS, Windows, snaps).
        fetched: whether Playwright drives it, so that Playwright's own build will do.
    """

    name: str
    package: str
    commands: tuple[str, ...]
    places: tuple[Path, ...]
    fetched: bool

    @property
    def variable(self) -> str:
        """The environment variable with its path."""
        return self.name.upper()


BROWSERS: Mapping[str, Browser] = {
    browser.name: browser
    for browser in (
        Browser(
            "chromium",
            "chromium",
            ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"),
            (
                Path("/snap/bin/chromium"),
                Path("/opt/google/chrome/chrome"),
                Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
                Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
                Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
            ),
            fetched=True,
        ),
        Browser(
            "firefox",
            "firefox-esr",
            ("firefox-esr", "firefox"),
            (
                Path("/snap/bin/firefox"),
                Path("/Applications/Firefox.app/Contents/MacOS/firefox"),
                Path("C:/Program Files/Mozilla Firefox/firefox.exe"),
            ),
            fetched=False,
        ),
    )
}
"""The supported browsers by name."""


class NoBrowserError(RuntimeError):
    """A browser is missing and can't be installed; the message says how to get it."""


def find(name: str = "chromium") -> Path | None:
    """Return the path of an installed browser, or ``None``.

    Args:
        name: a key of `BROWSERS`.

    Raises:
        NoBrowserError: the environment variable names a file that isn't a working browser.
    """
    browser = BROWSERS[name]
    if named := os.environ.get(browser.variable):
        path = shutil.which(named)
        if path is None or not _runs(Path(path)):
            raise NoBrowserError(f"{browser.variable} names {named}, which does not run; correct it or unset it.")
        return Path(path)
    return next((path for path in _candidates(browser) if _runs(path)), None)


def ensure(name: str = "chromium") -> Path:
    """Return the path of a browser, installing it if necessary.

    Args:
        name: a key of `BROWSERS`.

    Raises:
        NoBrowserError: it is missing and could not be installed.
    """
    browser = BROWSERS[name]
    if found := find(name):
        return found
    for install in (_debian_package, _playwright_build) if browser.fetched else (_debian_package,):
        install(browser)
        if found := find(name):
            return found
    ways = [
        f"install it (on Debian: sudo apt-get install {browser.package})",
        f"set {browser.variable} to the path of the browser's program",
    ]
    if browser.fetched:
        ways.append(f"run, with access to the internet: {Path(sys.executable).name} -m playwright install {name}")
    raise NoBrowserError(
        f"The tests need {name.capitalize()}, and it could neither be found nor installed. Either\n  - "
        + ", or\n  - ".join(ways)
    )


def _candidates(browser: Browser) -> Iterator[Path]:
    """Yield possible paths of a browser, most likely first; Playwright comes last, because its driver starts slowly."""
    yield from (Path(path) for command in browser.commands if (path := shutil.which(command)))
    yield from browser.places
    if not browser.fetched:
        return
    # Imported late, because Playwright is large and rarely needed here.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _runs(path: Path) -> bool:
    """Whether a file is a working browser: Ubuntu's ``chromium-browser`` only prints how to install a snap."""
    # On Windows, --version opens a browser window.
    return path.is_file() and (sys.platform == "win32" or _run([str(path), "--version"]).returncode == 0)


def _debian_package(browser: Browser) -> None:
    """Install the Debian package, if there is apt-get and sudo doesn't ask for a password."""
    if not shutil.which("apt-get"):
        return
    if os.geteuid() == 0:
        sudo = []
    elif shutil.which("sudo") and _run(["sudo", "-n", "true"]).returncode == 0:
        sudo = ["sudo", "-n"]
    else:
        return
    # Package lists may be missing or old; if the update fails, the installation may still work.
    _report([*sudo, "apt-get", "update", "-q"])
    _report([*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", browser.package])


def _playwright_build(browser: Browser) -> None:
    """Download the build of Chromium that belongs to the installed Playwright."""
    _report([sys.executable, "-m", "playwright", "install", browser.name])


def _report(command: Sequence[str]) -> None:
    """Run a command; print the command and, if it fails, its output."""
    print("+", *command, file=sys.stderr)
    done = _run(command)
    if done.returncode:
        print(done.stdout, file=sys.stderr, end="")


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def main(names: Sequence[str]) -> int:
    """Print the path of each browser, installing it if necessary.

    Args:
        names: keys of `BROWSERS`; Chromium if empty.

    Returns:
        The exit status: 0; 1 if a browser could not be installed; 2 if a name is unknown.
    """
    for name in names or ("chromium",):
        if name not in BROWSERS:
            print(f"{name} is no browser that the tests know; they know {', '.join(BROWSERS)}.", file=sys.stderr)
            return 2
        try:
            print(f"{name}: {ensure(name)}")
        except NoBrowserError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
