"""Holds nginx, Apache and Caddy, set up as the README says, to what they have to do for the site.

web.config can't be tried: there is no IIS for Debian. It is only held against a schema.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import brotli
from lxml import etree

from knowledge_base.check.run import check_content
from knowledge_base.publish.hosts.compressed import compress_site
from knowledge_base.publish.hosts.files import write_host_files
from knowledge_base.publish.hosts.hosting import ASKED_AGAIN, KEPT, SMALLEST_COMPRESSED, Hosting, hosting_of
from knowledge_base.publish.hosts.media_types import COMPRESSIBLE, MEDIA_TYPES, content_type
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.site.policy import HEADERS
from knowledge_base.view.parts.saving import WORKER
from tools.audit.fault import Fault
from tools.audit.programs import MissingError
from tools.audit.servers import SERVERS, ServerError

_SCHEMA = Path(__file__).with_name("web.config.xsd")
_OUTSIDE = "not for readers"
_MADE = "0123456789abcdef" * SMALLEST_COMPRESSED
_EXAMPLES = tuple(f"a{suffix}" for suffix in MEDIA_TYPES)
"""A file of each type that a site may have; a build need not have made one."""

_COMPRESSED = ("index.html", "404.html", "en/404.html", "en/about.html", "data/figures.es.csv")

_TRAVERSALS = (
    *("../secret.txt", "../../secret.txt", "%2e%2e/%2e%2e/secret.txt", "..%2f..%2fsecret.txt", "..%5c..%5csecret.txt"),
    *("....//....//secret.txt", "%252e%252e/%252e%252e/secret.txt", "en/..;/../../secret.txt", ".%00./../secret.txt"),
)


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> bytes:
        """The body as it was before it was compressed."""
        coding = self.headers.get("content-encoding")
        return {"gzip": gzip.decompress, "br": brotli.decompress}[coding](self.body) if coding else self.body


@dataclass(frozen=True)
class _Host:
    """A server with the site.

    Attributes:
        name: the name of the server.
        port: its port.
        site: the folder of the site.
        hosting: what it has to do.
    """

    name: str
    port: int
    site: Path
    hosting: Hosting

    def ask(self, path: str, **headers: str) -> _Answer:
        """Return the answer to a request for a path, sent as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return _Answer(
                answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
            )
        finally:
            connection.close()

    def fault(self, path: str, what: str) -> Fault:
        """Return a fault of this server."""
        return Fault(f"{self.name} {path}", what)


def host_faults(site: Path) -> Iterator[Fault]:
    """Yield what servers do wrong, and what is wrong with web.config.

    Args:
        site: the folder of the built site; what is tried is a copy, as if for an address with a path.

    Raises:
        MissingError: a server is not installed; the others have been tried.
    """
    moved = {**check_content(Path()).catalogue.moved, "practices/renamed-for-the-audit": "about"}
    hosting = hosting_of("https://example.org/kb/", moved)
    missing = []
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        top.chmod(0o755)
        # What stands outside of the folder that is served.
        (top / "secret.txt").write_text(_OUTSIDE, "utf-8")
        plain, compressed = top / "plain/kb", top / "compressed/kb"
        shutil.copytree(site, plain)
        for name in _EXAMPLES:
            (plain / "data" / name).write_text(_MADE, "utf-8")
        write_host_files(plain, hosting)
        yield from schema_faults((plain / HostFile.IIS).read_bytes())
        # A few files are enough, and compressing all takes long.
        for path in _COMPRESSED:
            (compressed / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / path, compressed / path)
        write_host_files(compressed, hosting)
        compress_site(compressed, os.cpu_count() or 1)
        for copy, tried in ((plain, _faults), (compressed, _compressed_faults)):
            for name, server in SERVERS.items():
                work = top / f"{name}-{tried.__name__}"
                work.mkdir(mode=0o777)
                try:
                    with server(copy.parent, work) as port:
                        yield from tried(_Host(name, port, copy, hosting))
                except MissingError as error:
                    missing.append(str(error))
                except ServerError as error:
                    yield Fault(name, str(error))
    if missing:
        raise MissingError("; ".join(dict.fromkeys(missing)))


def schema_faults(text: bytes) -> Iterator[Fault]:
    """Yield what a web.config has that its schema doesn't know.

    The schema is ours, after Microsoft's reference of the elements that we use; it says nothing of what IIS does.
    """
    schema = etree.XMLSchema(etree.parse(_SCHEMA))
    schema.validate(etree.fromstring(text))
    for error in schema.error_log:  # type: ignore[attr-defined] # the stubs don't know that it is a list
        yield Fault(f"{HostFile.IIS}:{error.line}", error.message)


def _faults(host: _Host) -> Iterator[Fault]:
    yield from _files_served(host)
    yield from _errors_answered(host)
    yield from _addresses_led_on(host)
    yield from _nothing_else_shown(host)


def _files_served(host: _Host) -> Iterator[Fault]:
    """A file of each type, and a page: type, headers, compression, cache, and that it is sent once only."""
    root = host.hosting.root
    first: dict[str, Path] = {}
    for path in sorted(host.site.rglob("*")):
        # Large enough that a server may compress it.
        if path.is_file() and path.name not in set(HostFile) and path.stat().st_size > 2 * SMALLEST_COMPRESSED:
            first.setdefault(path.suffix, path)
            hashed = f"{root}{path.relative_to(host.site).as_posix()}".startswith(host.hosting.hashed)
            first.setdefault(f"{path.suffix} {hashed}", path)
    for path in {*first.values(), host.site / "index.html", host.site / "en/index.html", host.site / WORKER}:
        address = f"{root}{path.relative_to(host.site).as_posix()}"
        answer = host.ask(address, Accept_Encoding="gzip")
        if (answer.status, answer.text) != (200, path.read_bytes()):
            yield host.fault(address, f"status {answer.status}, or not the bytes of the file")
        said = answer.headers.get("content-type")
        if said != content_type(path.suffix):
            yield host.fault(address, f"is {said}, not {content_type(path.suffix)}")
        compressed = answer.headers.get("content-encoding") == "gzip"
        if compressed != (path.suffix in COMPRESSIBLE):
            yield host.fault(address, "is compressed" if compressed else "is not compressed")
        if compressed and "accept-encoding" not in answer.headers.get("vary", "").lower():
            yield host.fault(address, "does not say that it is compressed only for those who ask for it")
        expected = {
            **HEADERS,
            "Cache-Control": KEPT if address.startswith(host.hosting.hashed) else ASKED_AGAIN,
        }
        for name, value in expected.items():
            if answer.headers.get(name.lower()) != value:
                yield host.fault(address, f"{name} is {answer.headers.get(name.lower())}, not {value}")
        tags = {"If_None_Match": answer.headers.get("etag", '""')}
        times = {"If_Modified_Since": answer.headers.get("last-modified", "")}
        for known in ({**tags, **times}, tags, times):
            again = host.ask(address, Accept_Encoding="gzip", **known)
            if again.status != 304:
                yield host.fault(address, f"is sent again to those who have it ({', '.join(known)}): {again.status}")


def _errors_answered(host: _Host) -> Iterator[Fault]:
    root = host.hosting.root
    for folder, page in host.hosting.error_pages.items():
        expected = (host.site / page.removeprefix(root)).read_bytes()
        for path in ("no-such-page", "no/such/page.html", "data.js", "briefs/zz/", "index.html/no"):
            answer = host.ask(folder + path)
            if (answer.status, answer.text) != (404, expected):
                yield host.fault(folder + path, f"status {answer.status}, or not the error page {page}")
            elif answer.headers.get("content-type") != content_type(".html"):
                yield host.fault(folder + path, "the error page is no HTML")
            elif answer.headers.get("content-security-policy") != HEADERS["Content-Security-Policy"]:
                yield host.fault(folder + path, "the error page has no policy")
    for folder in host.hosting.hashed:
        answer = host.ask(f"{folder}gone.00000000.js")
        if answer.status != 404 or answer.headers.get("cache-control") == KEPT:
            yield host.fault(folder, f"status {answer.status}, or what is missing stays so for a year")
    for path in (*host.hosting.hashed, f"{root}data/", f"{root}search/"):
        answer = host.ask(path)
        if answer.status != 404:
            yield host.fault(path, f"a folder without a page: status {answer.status}")


def _addresses_led_on(host: _Host) -> Iterator[Fault]:
    root = host.hosting.root
    led = {
        root[:-1]: root,
        f"{root}en": f"{root}en/",
        f"{root}agreements": f"{root}agreements/",
        f"{root}about": f"{root}about.html",
        f"{root}en/about": f"{root}en/about.html",
        f"{root}explore?country=mx&q=a%20b": f"{root}explore.html?country=mx&q=a%20b",
        **host.hosting.redirects,
    }
    for path, target in led.items():
        answer = host.ask(path)
        place = answer.headers.get("location", "").removeprefix(f"http://127.0.0.1:{host.port}")
        if (answer.status, place) != (301, target):
            yield host.fault(path, f"status {answer.status}, leads to {place or 'nothing'}, not {target}")


def _nothing_else_shown(host: _Host) -> Iterator[Fault]:
    root = host.hosting.root
    for file in HostFile:
        # Apache forbids its own.
        if (status := host.ask(root + file).status) not in (403, 404):
            yield host.fault(root + file, f"a file for servers: status {status}")
    for path in _TRAVERSALS:
        answer = host.ask(root + path)
        if _OUTSIDE.encode() in answer.body:
            yield host.fault(root + path, "a file outside of the folder is sent")
    for path in (f"//example.org/..{root}about", f"//example.org/%2e%2e{root}about", f"/%5cexample.org/..{root}about"):
        place = host.ask(path).headers.get("location", "")
        if place.startswith(("//", "/\\")) or "example.org" in place:
            yield host.fault(path, f"leads to another host: {place}")


def _compressed_faults(host: _Host) -> Iterator[Fault]:
    """What was compressed at build time is sent as it is: nginx needs another module for Brotli."""
    root = host.hosting.root
    for path in _COMPRESSED:
        for coding, suffix in (("gzip", ".gz"), ("br", ".br")):
            if (host.name, coding) == ("nginx", "br"):
                continue
            answer = host.ask(root + path, Accept_Encoding="gzip" if coding == "gzip" else "gzip, deflate, br")
            file = host.site / f"{path}{suffix}"
            if (answer.headers.get("content-encoding"), answer.body) != (coding, file.read_bytes()):
                yield host.fault(root + path, f"{file.name} is not sent")
            if answer.headers.get("content-type") != content_type(Path(path).suffix):
                yield host.fault(root + path, f"{file.name} is {answer.headers.get('content-type')}")
            if answer.headers.get("cache-control") != ASKED_AGAIN:
                yield host.fault(root + path, f"{file.name}: {answer.headers.get('cache-control')}")
            if "accept-encoding" not in answer.headers.get("vary", "").lower():
                yield host.fault(root + path, f"{file.name}: no Vary")
            plain = host.ask(root + path)
            if plain.body != (host.site / path).read_bytes():
                yield host.fault(root + path, "is sent compressed to those who did not ask for it")
            again = host.ask(root + path, Accept_Encoding=coding, If_None_Match=answer.headers.get("etag", '""'))
            if again.status != 304:
                yield host.fault(root + path, f"{file.name} is sent again to those who have it: {again.status}")
