"""What the adapter relies on in MkDocs, the theme and the i18n plugin: this says when they moved under it."""

from __future__ import annotations

import ast
from importlib.metadata import version
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import EVENTS
from mkdocs.theme import Theme
from mkdocs_static_i18n.plugin import I18n

ROOT = Path(__file__).parents[2]

_SEEN_WITH = {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1", "mkdocs-static-i18n": "1.3.1"}
"""The versions with which `knowledge_base.mkdocs_adapter` was read side by side with their code."""


@pytest.mark.parametrize("package", _SEEN_WITH)
def test_the_adapter_was_read_beside_the_version_that_is_installed(package: str) -> None:
    """Whoever updates one of these reads what changed in it, tries `make serve`, and writes the version here."""
    assert version(package) == _SEEN_WITH[package]


def _names(node: ast.Assign) -> list[ast.Name]:
    return [target for target in node.targets if isinstance(target, ast.Name)]


def test_every_event_that_the_hooks_take_exists() -> None:
    tree = ast.parse((ROOT / "hooks/mkdocs_hooks.py").read_text("utf-8"))
    taken = [target.id for node in ast.walk(tree) if isinstance(node, ast.Assign) for target in _names(node)]
    events = {name.removeprefix("on_") for name in taken if name.startswith("on_")}
    assert len(events) > 4
    assert events <= {*EVENTS}


def test_the_preview_server_has_the_parts_that_are_replaced() -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, root=".", mount_path="/")
    try:
        for part in ("observer", "builder", "build_delay", "root", "error_handler", "set_app", "serve_request"):
            assert hasattr(server, part), part
    finally:
        server.server_close()


def test_the_plugin_of_languages_runs_where_the_adapter_expects_it_and_says_which_it_builds() -> None:
    """Its handlers run at -100; those of ours that have to come after it, at -200."""
    for event in ("on_config", "on_files", "on_post_build"):
        assert getattr(getattr(I18n, event), "mkdocs_priority", 0) == -100, event
    plugin = I18n()
    assert plugin.building is False
    assert hasattr(plugin, "current_language")


def test_the_theme_lists_the_templates_that_it_writes_by_itself() -> None:
    """The adapter empties the list: the error page is one of ours, and the sitemap is written last."""
    assert "404.html" in Theme(name="material").static_templates
    assert {"site_dir", "docs_dir", "dev_addr", "theme", "plugins", "nav"} <= {key for key, _ in MkDocsConfig()._schema}
