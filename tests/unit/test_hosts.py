"""The files for hosts and servers: all say the same. ``make audit`` tries three of them on their servers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from lxml import etree

from knowledge_base.locale import Locale
from knowledge_base.publish.hosts.apache import apache_file
from knowledge_base.publish.hosts.caddy import caddy_file
from knowledge_base.publish.hosts.compressed import compress_site, remove_compressed
from knowledge_base.publish.hosts.files import write_host_files
from knowledge_base.publish.hosts.hosting import ASKED_AGAIN, KEPT, Hosting, hosting_of
from knowledge_base.publish.hosts.iis import iis_file
from knowledge_base.publish.hosts.media_types import MEDIA_TYPES, TEXT_TYPES, content_type
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.hosts.nginx import nginx_file
from knowledge_base.publish.hosts.static_hosts import headers_file, redirects_file
from knowledge_base.publish.site.policy import HEADERS
from knowledge_base.setup_error import SetupError
from knowledge_base.view.parts.saving import WORKER
from tools.audit.hosts import schema_faults

_MOVED = {"practices/help-line": "practices/hotline"}
_AT_A_PATH = hosting_of("https://example.org/kb/", _MOVED)
_AT_THE_ROOT = hosting_of("", _MOVED)


@dataclass(frozen=True)
class _Said:
    """What a file says, read back."""

    headers: Mapping[str, str]
    types: Mapping[str, str]
    redirects: Mapping[str, str]
    error_pages: frozenset[str]
    hidden: frozenset[str]
    cache: frozenset[str]


def _nginx(hosting: Hosting) -> _Said:
    text = nginx_file(hosting)
    charset = {"text/html", *re.findall(r"\S+", re.search(r"charset_types ([^;]+);", text)[1])}  # type: ignore[index]
    types = re.findall(r"^ {8}(\S+) (\S+);$", text, re.MULTILINE)
    redirects = re.findall(r"location = (\S+) \{ .* return 301 (\S+); \}", text)
    hidden = re.search(r"\(\?:([^)]+)\)\$\"\) \{ return 404", text)
    return _Said(
        headers=dict(re.findall(r'add_header (\S+) "([^"]+)" always;', text)),
        types={f".{suffix}": f"{name}; charset=utf-8" if name in charset else name for name, suffix in types},
        redirects={old: new for old, new in redirects if old != hosting.root[:-1]},
        error_pages=frozenset(re.findall(r'\$kb_error "([^"]+)"', text)),
        hidden=frozenset(hidden[1].replace("\\", "").split("|") if hidden else ()),
        cache=frozenset(re.findall(r'\$kb_cache "([^"]+)"', text)),
    )


def _apache(hosting: Hosting) -> _Said:
    text = apache_file(hosting)
    redirects = re.findall(r"RewriteRule \^(\S+)\$ (/\S+) \[R=301,L\]", text)
    hidden = re.search(r"\(\?:([^)]+)\)\$ - \[R=404", text)
    return _Said(
        headers=dict(re.findall(r'Header always set (\S+) "([^"]+)"', text)),
        types={suffix: name for name, suffix in re.findall(r'AddType "([^"]+)" (\S+)', text)},
        redirects={hosting.root + old.replace("\\", ""): new for old, new in redirects},
        error_pages=frozenset(re.findall(r"ErrorDocument 404 (\S+)", text)),
        hidden=frozenset(hidden[1].replace("\\", "").split("|") if hidden else ()),
        cache=frozenset(re.findall(r'Header set Cache-Control "([^"]+)"', text)),
    )


def _caddy(hosting: Hosting) -> _Said:
    text = caddy_file(hosting)
    headers = dict(re.findall(r'^\t{3}([A-Z]\S+) "([^"]+)"$', text, re.MULTILINE))
    first = headers.pop("Cache-Control")
    suffixes = dict(re.findall(r"(@\w+) path \*(\.\w+)$", text, re.MULTILINE))
    types = re.findall(r'header (@\w+) Content-Type "([^"]+)"', text)
    redirects = re.findall(r"^\t\tredir (/\S+) (\S+) 301$", text, re.MULTILINE)
    hidden = re.search(r"@hidden path (.*)", text)
    return _Said(
        headers=headers,
        types={suffixes[name]: said for name, said in types},
        redirects=dict(redirects),
        error_pages=frozenset(re.findall(r"rewrite \* (\S+)", text)),
        hidden=frozenset(path.removeprefix(hosting.root) for path in hidden[1].split()) if hidden else frozenset(),
        cache=frozenset({first, *re.findall(r'Cache-Control "(public[^"]+)"', text)}),
    )


def _iis(hosting: Hosting) -> _Said:
    tree = etree.fromstring(iis_file(hosting).encode())
    types = {item.get("fileExtension", ""): item.get("mimeType", "") for item in tree.iter("mimeMap")}
    assert types.pop(".") == "application/octet-stream"
    return _Said(
        headers={item.get("name", ""): item.get("value", "") for item in tree.iterfind(".//customHeaders/add")},
        types=types,
        redirects={item.get("key", ""): item.get("value", "") for item in tree.iterfind(".//rewriteMap/add")},
        error_pages=frozenset(item.get("path", "") for item in tree.iter("error")),
        hidden=frozenset(item.get("segment", "") for item in tree.iterfind(".//hiddenSegments/add")),
        cache=frozenset(item.get("cacheControlCustom", "") for item in tree.iter("clientCache")),
    )


@pytest.mark.parametrize("hosting", [_AT_A_PATH, _AT_THE_ROOT], ids=["path", "root"])
@pytest.mark.parametrize("read", [_nginx, _apache, _caddy, _iis])
def test_all_servers_are_told_the_same(read: Callable[[Hosting], _Said], hosting: Hosting) -> None:
    assert read(hosting) == _Said(
        headers=HEADERS,
        types={suffix: content_type(suffix) for suffix in MEDIA_TYPES},
        redirects=hosting.redirects,
        error_pages=frozenset(hosting.error_pages.values()),
        hidden=frozenset(HostFile),
        cache=frozenset({ASKED_AGAIN, KEPT}),
    )


def test_what_a_host_has_to_do_begins_at_the_root_of_the_host() -> None:
    assert _AT_A_PATH.error_pages == {"/kb/": "/kb/404.html", "/kb/en/": "/kb/en/404.html"}
    assert _AT_THE_ROOT.error_pages == {"/": "/404.html", "/en/": "/en/404.html"}
    assert _AT_A_PATH.redirects["/kb/packs/"] == _AT_A_PATH.redirects["/kb/packs"] == "/kb/download.html"
    assert _AT_A_PATH.redirects["/kb/en/practices/help-line.html"] == "/kb/en/practices/hotline.html"
    assert len(_AT_A_PATH.redirects) == 2 + len(Locale)
    assert _AT_A_PATH.hashed == ("/kb/assets/javascripts/", "/kb/assets/stylesheets/")
    # A browser asks again for the worker, which would keep readers on an old one.
    assert not f"/kb/{WORKER}".startswith(_AT_A_PATH.hashed)


def test_hosts_of_static_sites_get_headers_and_a_line_for_each_redirect() -> None:
    first, *lines = headers_file(_AT_A_PATH).splitlines()
    assert first == "/*"
    assert dict(line.strip().split(": ", 1) for line in lines[: len(HEADERS)]) == HEADERS
    assert lines[len(HEADERS) :] == [
        line for folder in _AT_A_PATH.hashed for line in (f"{folder}*", f"  Cache-Control: {KEPT}")
    ]
    assert "/kb/practices/help-line.html /kb/practices/hotline.html 301\n" in redirects_file(_AT_A_PATH)
    assert "/practices/help-line.html /practices/hotline.html 301\n" in redirects_file(_AT_THE_ROOT)


@pytest.mark.parametrize("address", ["https://example.org/a%20b/", "https://example.org/a;b/", "https://e.org/{x}/"])
def test_a_path_that_a_configuration_would_read_as_something_else_is_refused(address: str) -> None:
    with pytest.raises(SetupError, match="may have only letters"):
        hosting_of(address, {})


def test_text_says_how_it_is_encoded_and_nothing_else_does() -> None:
    assert content_type(".csv") == "text/csv; charset=utf-8"
    assert content_type(".json") == "application/json"
    assert content_type(".unknown") == "application/octet-stream"
    assert all(name.startswith("text/") or name == MEDIA_TYPES[".ris"] for name in TEXT_TYPES)


@pytest.mark.parametrize("hosting", [_AT_A_PATH, _AT_THE_ROOT], ids=["path", "root"])
def test_the_file_for_iis_follows_its_schema_which_finds_what_is_wrong(hosting: Hosting) -> None:
    text = iis_file(hosting)
    assert list(schema_faults(text.encode())) == []
    for right, wrong in (
        ('cacheControlMode="NoControl"', 'cacheControlMode="Never"'),
        ("<clear />", "<mimeMap />"),
        ('fileExtension=".csv" mimeType', 'fileExtension=".css" mimeType'),
        ("<rewriteMaps>", "<rewriteMaps><rewriteMap/>"),
    ):
        assert right in text
        assert list(schema_faults(text.replace(right, wrong).encode())), wrong


def test_every_file_is_written(tmp_path: Path) -> None:
    write_host_files(tmp_path, _AT_A_PATH)
    assert {path.name for path in tmp_path.iterdir()} == set(HostFile)


def test_what_becomes_smaller_is_compressed_and_a_build_removes_it(tmp_path: Path) -> None:
    text = b"the same words again and again " * 100
    files = {"en/a.html": text, "small.html": b"short", "a.png": text, "packs/packs.js": text, "data/a.csv": text}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "gone.html.gz").write_bytes(b"of a page that is no more")
    sizes = compress_site(tmp_path, 1)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} - files.keys()
    assert made == {f"{path}{suffix}" for path in ("en/a.html", "data/a.csv") for suffix in (".br", ".gz")}
    assert brotli.decompress((tmp_path / "en/a.html.br").read_bytes()) == text
    before = {path: (tmp_path / path).read_bytes() for path in made}
    assert (sizes.files, sizes.before) == (2, 2 * len(text))
    assert sizes.brotli == sum(len(data) for path, data in before.items() if path.endswith(".br"))
    assert compress_site(tmp_path, 2) == sizes
    assert {path: (tmp_path / path).read_bytes() for path in made} == before, "the same files give the same bytes"
    remove_compressed(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == files.keys()
