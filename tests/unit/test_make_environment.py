"""How the virtual environment is set up: what is locked installs with old pips, and what is missing is named."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
_SCRIPT = ROOT / "tools" / "make-environment"
_LOCKED = re.compile(r"(?m)^([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?==")


def _locked(name: str) -> dict[str, set[str]]:
    """Return the packages of a file of requirements, each with the extras that it is locked with."""
    return {
        canonicalize_name(package): {extra for extra in extras.split(",") if extra}
        for package, extras in _LOCKED.findall((ROOT / name).read_text("utf-8"))
    }


def test_the_lock_of_the_benchmark_keeps_the_extras_that_it_asks_for() -> None:
    assert _locked("requirements-bench.txt")["pagefind"] == {"bin"}


@pytest.mark.parametrize(("name", "asked"), [("requirements-test.txt", "coverage[toml]")])
def test_the_lock_keeps_the_extras_that_its_packages_ask_for(name: str, asked: str) -> None:
    """With hashes, pip older than 23.3 takes ``coverage[toml]`` for another requirement than a locked ``coverage``."""
    locked = _locked(name)
    wanted: dict[str, set[str]] = {}
    for package, extras in {**locked, "rcm-knowledge-base": {"site", "test"}}.items():
        try:
            texts = requires(package) or []
        except PackageNotFoundError:
            continue  # one of another system
        for requirement in map(Requirement, texts):
            environments = [{"extra": extra} for extra in ("", *extras)]
            if requirement.marker is None or any(map(requirement.marker.evaluate, environments)):
                wanted.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    example = Requirement(asked)
    assert example.extras <= wanted[example.name]
    lacking = {one: extras - locked[one] for one, extras in wanted.items() if one in locked and extras - locked[one]}
    assert lacking == {}


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder with a Python that has no venv, a user who is not root, and nothing else but the shell's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    _program(
        folder,
        "python3",
        'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac; [ "$1" != -m ] || exit 9',
    )
    _program(folder, "id", "echo 1000")
    return folder


def _program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!{shutil.which('sh')}\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _set_up(programs: Path) -> tuple[int, list[str]]:
    sh = shutil.which("sh")
    assert sh
    command = [sh, str(_SCRIPT), str(programs / "python3"), str(programs.parent / "venv"), "requirements.txt"]
    done = subprocess.run(
        command, cwd=programs.parent, env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr.splitlines()


_AS_ROOT = [
    "python3.11-venv is needed and could not be installed from here. As root, run:",
    "    apt-get update && apt-get install python3.11-venv",
    "(where there is no python3.11-venv, python3-venv), and then what you ran again.",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sh, and its Python has venv")
def test_without_sudo_it_is_said_what_root_has_to_install(programs: Path) -> None:
    _program(programs, "apt-get", "exit 0")
    status, said = _set_up(programs)
    assert (status, said[-3:]) == (1, _AS_ROOT)


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_whom_sudo_does_not_let_is_told_the_same(programs: Path) -> None:
    _program(programs, "apt-get", "exit 0")
    _program(programs, "sudo", "echo you are not in the sudoers file >&2; exit 1")
    assert _set_up(programs) == (1, ["you are not in the sudoers file", *_AS_ROOT])


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_with_sudo_the_package_is_installed_and_then_the_environment_made(programs: Path) -> None:
    _program(programs, "apt-get", 'echo "apt-get $*" >&2')
    _program(programs, "sudo", '"$@"')
    status, said = _set_up(programs)
    assert (status, said[:2]) == (9, ["apt-get update -q", "apt-get install -y -q python3.11-venv"])


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_where_there_is_no_apt_get_it_is_said_what_is_missing(programs: Path) -> None:
    status, said = _set_up(programs)
    assert status == 1
    assert said[0].startswith(f"{programs / 'python3'} lacks venv or ensurepip")
