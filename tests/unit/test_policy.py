"""The content security policy, as text."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from knowledge_base.publish.site.policy import (
    HEADERS_FILE,
    THEME_PAGE,
    PolicyError,
    common_form,
    inline_scripts,
    policy,
    with_policy,
    write_policies,
)

_SCOPE = '__md_scope=new URL("{way}",location),rest=1'
_PALETTE = "var palette=1"


def _page(way: str, more: str = "") -> str:
    scope = f"<script>{_SCOPE.format(way=way)}</script>"
    data = '<script id="__config" type="application/json">{"a": 1}</script><script src="a.js" defer></script>'
    head = f'<head>\n<meta charset="utf-8">{scope}</head>'
    return f"<!doctype html><html>{head}<body><script>{_PALETTE}</script>{data}{more}</body></html>"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _site(folder: Path, **pages: str) -> Path:
    for name, page in {"404": _page("/kb/"), **pages}.items():
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    return folder


def _directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (directive.split() for directive in text.split("; "))}


def test_only_scripts_that_stand_in_the_page_and_run_are_found() -> None:
    assert list(inline_scripts(_page(".."))) == [_SCOPE.format(way=".."), _PALETTE]
    assert list(inline_scripts("<SCRIPT type=module>\na\n</SCRIPT ><script type='text/x'>b</script>")) == ["\na\n", "b"]


@pytest.mark.parametrize("way", [".", "..", "../..", "/", "/kb/"])
def test_the_way_to_the_root_is_all_that_differs(way: str) -> None:
    assert common_form(_SCOPE.format(way=way)) == common_form(_SCOPE.format(way="../../.."))


@pytest.mark.parametrize("way", ["https://example.org/", "//example.org/", '"+alert(1)+"', "..\\..", "x/.."])
def test_nothing_else_passes_for_a_way_to_the_root(way: str) -> None:
    script = _SCOPE.format(way=way)
    with pytest.raises(PolicyError):
        with_policy(_page(way), {common_form(_SCOPE.format(way=".")), _PALETTE})
    assert common_form(script) == script


def test_nothing_is_allowed_that_no_page_needs() -> None:
    for header in (False, True):
        directives = _directives(policy(["a"], header=header))
        assert directives["default-src"] == directives["object-src"] == directives["base-uri"] == ["'none'"]
        allowed = {value for values in directives.values() for value in values}
        assert not allowed & {
            "'unsafe-inline'",
            "'unsafe-eval'",
            "'unsafe-hashes'",
            "'strict-dynamic'",
            "*",
            "https:",
            "http:",
            "file:",
        }
        assert ("frame-ancestors" in directives) is header
        assert [name for name, values in directives.items() if "data:" in values] == ["img-src", "font-src"]


def test_a_page_has_its_policy_before_all_else(tmp_path: Path) -> None:
    site = _site(tmp_path, **{"en/topics/index": _page("../..")})
    write_policies(site)
    text = (site / "en/topics/index.html").read_text("utf-8")
    before, tag, after = text.partition('<meta http-equiv="Content-Security-Policy" content="')
    assert tag
    assert before.endswith('<head>\n<meta charset="utf-8">')
    content, _, rest = after.partition('">')
    assert before + rest == _page("../..")
    hashes = [value for value in _directives(content)["script-src"] if value.startswith("'sha256-")]
    assert hashes == sorted([_hash(_SCOPE.format(way="../..")), _hash(_PALETTE)])


def test_the_developer_reference_is_left_as_it_is(tmp_path: Path) -> None:
    page = "<script>anything()</script>"
    site = _site(tmp_path, **{"reference/index": page, "en/references": _page("..")})
    write_policies(site)
    assert (site / "reference/index.html").read_text("utf-8") == page
    assert "Content-Security-Policy" in (site / "en/references.html").read_text("utf-8")


def test_the_headers_allow_the_scripts_of_all_pages(tmp_path: Path) -> None:
    site = _site(tmp_path, index=_page("."), **{"en/index": _page("..")})
    write_policies(site)
    first, *lines = (site / HEADERS_FILE).read_text("utf-8").splitlines()
    assert first == "/*"
    assert all(line.startswith("  ") for line in lines)
    sent = dict(line.strip().split(": ", 1) for line in lines)
    allowed = _directives(sent["Content-Security-Policy"])["script-src"]
    assert {_hash(_SCOPE.format(way=way)) for way in ("/kb/", ".", "..")} <= set(allowed)
    assert all(len(line) < 2000 for line in lines)  # the most that Cloudflare Pages takes


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (_page("..", "<script>alert(1)</script>"), "a script that the theme does not write: alert(1)"),
        (_page("..", "<script\ntype=module>alert(1)</script>"), "does not write"),
        (_page("..", "<style>a{}</style>"), "a style sheet in the page itself: a{}"),
        (_page("..").replace('<meta charset="utf-8">', ""), "does not begin with"),
        (_page("..").replace("<head>", "<head><script>var palette=1</script>"), "does not begin with"),
    ],
)
def test_what_the_theme_does_not_write_stops_the_build(tmp_path: Path, page: str, said: str) -> None:
    site = _site(tmp_path, **{"en/other": page})
    with pytest.raises(PolicyError, match=r"^en/other\.html: ") as error:
        write_policies(site)
    assert said in str(error.value)


def test_without_the_page_that_has_no_authors_no_script_is_trusted(tmp_path: Path) -> None:
    site = _site(tmp_path, index=_page("."))
    (site / THEME_PAGE).unlink()
    with pytest.raises(PolicyError, match=r"^index\.html: "):
        write_policies(site)
