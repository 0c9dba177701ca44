"""The browsers that the tests drive: find one, or get one, or say how.

``python -m tools.browser [chromium] [firefox]`` prints where each is, and is what ``make test`` calls first. A browser
is looked for where ``CHROMIUM`` or ``FIREFOX`` says, then among the commands and the places where it is usually
installed, then, for Chromium, where Playwright keeps its own. If there is none, Debian's package is installed, or else
Playwright fetches its Chromium. Firefox is driven through Mozilla's own Marionette, as Playwright would only drive a
Firefox that it has patched. Tests that need a browser never skip: without one they fail with the sentences of
`NoBrowserError`.
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
"""What Chromium is started with: nothing but the pages of the tests is asked for over the network."""


@dataclass(frozen=True)
class Browser:
    """A browser that can be asked for.

    Attributes:
        name: what it is called here.
        package: Debian's package of it.
        commands: what it is called on ``PATH``, the first found is taken.
        places: where it is installed without being on ``PATH`` (macOS, Windows, snaps).
        fetched: whether the tests drive it through Playwright, whose own build of it then serves as well.
    """

    name: str
    package: str
    commands: tuple[str, ...]
    places: tuple[Path, ...]
    fetched: bool

    @property
    def variable(self) -> str:
        """The environment variable that names it."""
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
"""The browsers by name."""


class NoBrowserError(RuntimeError):
    """No browser is to be had; the message tells a person how to get one."""


def find(name: str = "chromium") -> Path | None:
    """Return where a browser is installed, or ``None``.

    Args:
        name: a key of `BROWSERS`.

    Raises:
        NoBrowserError: the environment variable names a file that is no working browser.
    """
    browser = BROWSERS[name]
    if named := os.environ.get(browser.variable):
        path = shutil.which(named)
        if path is None or not _runs(Path(path)):
            raise NoBrowserError(f"{browser.variable} names {named}, which does not run; correct it or unset it.")
        return Path(path)
    return next((path for path in _candidates(browser) if _runs(path)), None)


def ensure(name: str = "chromium") -> Path:
    """Return where a browser is installed, after installing it if need be.

    Args:
        name: a key of `BROWSERS`.

    Raises:
        NoBrowserError: it is not there and could not be installed.
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
    """Yield where the browser may be, the likeliest first; Playwright is asked last, because its driver takes time."""
    yield from (Path(path) for command in browser.commands if (path := shutil.which(command)))
    yield from browser.places
    if not browser.fetched:
        return
    # Imported late: the driver is a hundred megabytes, and hardly ever needed here.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _runs(path: Path) -> bool:
    """Whether a file is a browser that starts: Ubuntu has a ``chromium-browser`` that only says to install a snap."""
    # On Windows a browser that is asked for its version opens a window instead.
    return path.is_file() and (sys.platform == "win32" or _run([str(path), "--version"]).returncode == 0)


def _debian_package(browser: Browser) -> None:
    """Install Debian's package, where there is apt-get and nobody has to type a password."""
    if not shutil.which("apt-get"):
        return
    if os.geteuid() == 0:
        sudo = []
    elif shutil.which("sudo") and _run(["sudo", "-n", "true"]).returncode == 0:
        sudo = ["sudo", "-n"]
    else:
        return
    # A package list may be missing or old; that it can't be renewed is no reason not to try.
    _report([*sudo, "apt-get", "update", "-q"])
    _report([*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", browser.package])


def _playwright_build(browser: Browser) -> None:
    """Let the driver of the tests fetch the build that it was made for."""
    _report([sys.executable, "-m", "playwright", "install", browser.name])


def _report(command: Sequence[str]) -> None:
    """Run a command, and let people see that, and what it says if it fails."""
    print("+", *command, file=sys.stderr)
    done = _run(command)
    if done.returncode:
        print(done.stdout, file=sys.stderr, end="")


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def main(names: Sequence[str]) -> int:
    """Print where each browser is, after installing it if need be.

    Args:
        names: keys of `BROWSERS`; Chromium where there are none.

    Returns:
        The exit status: 0; 1 if one can't be had; 2 if there is no browser of that name.
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
