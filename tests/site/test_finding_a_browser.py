"""How the tests come by a browser: with stand-ins for browsers and installers, on a path that has nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.building import REPOSITORY

# The places where this machine has browsers are none of the tests'.
_PROGRAM = """
import dataclasses, sys
from tools import browser
browser.BROWSERS = {name: dataclasses.replace(known, places=()) for name, known in browser.BROWSERS.items()}
sys.exit(browser.main(sys.argv[1:]))
"""


class Machine:
    """A machine with nothing on its path but what a test puts there.

    Args:
        folder: where its programs are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            "PATH": str(folder),
            "PLAYWRIGHT_BROWSERS_PATH": str(folder / "none"),
            # Playwright's installer then says so, and does nothing.
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
        }

    def program(self, name: str, script: str = "") -> Path:
        """Put a shell script on the path; an empty one succeeds."""
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        return path

    def run(self, *names: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m tools.browser`` there."""
        command = [sys.executable, "-c", _PROGRAM, *names]
        environment = {**self.environment, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        return subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine without any program."""
    return Machine(tmp_path)


@pytest.mark.parametrize(("name", "command"), [("chromium", "google-chrome"), ("firefox", "firefox-esr")])
def test_an_installed_browser_is_found(machine: Machine, name: str, command: str) -> None:
    path = machine.program(command)
    done = machine.run(name)
    assert (done.returncode, done.stdout) == (0, f"{name}: {path}\n")


def test_a_command_that_only_tells_to_install_something_is_passed_over(machine: Machine) -> None:
    machine.program("chromium", "echo 'Install the snap.'; exit 1")
    path = machine.program("chromium-browser")
    assert machine.run().stdout == f"chromium: {path}\n"


def test_the_environment_names_the_browser(machine: Machine) -> None:
    machine.program("chromium")
    machine.environment["CHROMIUM"] = str(machine.program("mine"))
    assert machine.run().stdout == f"chromium: {machine.folder / 'mine'}\n"


def test_a_wrong_name_in_the_environment_is_an_error(machine: Machine) -> None:
    machine.program("chromium")
    machine.environment["CHROMIUM"] = str(machine.folder / "nowhere")
    done = machine.run()
    assert done.returncode == 1
    assert "CHROMIUM names" in done.stderr


def test_the_package_is_installed_where_that_needs_no_password(machine: Machine) -> None:
    (machine.folder / "env").symlink_to(str(shutil.which("env")))
    machine.program("sudo", '[ "$1" = -n ] && shift\nexec "$@"')
    installed = machine.folder / "chromium"
    machine.program("apt-get", f'[ "$1" = update ] && exit 1\necho "#!/bin/sh" >{installed}\n/bin/chmod +x {installed}')
    assert machine.run().stdout == f"chromium: {installed}\n"


def test_a_machine_without_browser_is_told_how_to_get_one(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode == 1
    for way in ("apt-get install chromium", "set CHROMIUM to", "-m playwright install chromium"):
        assert way in done.stderr


def test_an_unknown_browser_is_bad_usage(machine: Machine) -> None:
    done = machine.run("opera")
    assert done.returncode == 2
    assert "chromium, firefox" in done.stderr
