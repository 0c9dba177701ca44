"""Starts the servers of Debian's packages as the README says, on the loopback address.

What the README tells people to write is read from there: only places and ports are others.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from knowledge_base.publish.hosts.names import HostFile
from tools.audit.programs import program

_README = Path("README.md")
_DOCUMENTS = "/var/www/html"
_PATIENCE = 20.0
_WORKER = "www-data"


class ServerError(Exception):
    """A server did not start; the message is what it said."""


@contextmanager
def nginx(documents: Path, work: Path) -> Iterator[int]:
    """Run nginx, and yield its port.

    Args:
        documents: the folder that it serves, with the site in its folder ``kb/``.
        work: a folder for its own files.
    """
    port = _free_port()
    block = _said("nginx", documents, {"listen 80": f"listen 127.0.0.1:{port}"})
    block = re.sub(r"include \S+;", f"include {documents}/kb/{HostFile.NGINX};", block)
    places = "".join(f"{name}_temp_path {work};" for name in ("client_body", "fastcgi", "proxy", "scgi", "uwsgi"))
    user = f"user {_WORKER};" if os.geteuid() == 0 else ""
    text = f"{user} pid {work}/pid; error_log {work}/log; events {{}} http {{ access_log off; {places} {block} }}"
    (work / "nginx.conf").write_text(text, "utf-8")
    command = [
        program("nginx", "apt-get install nginx"),
        "-p",
        str(work),
        "-c",
        f"{work}/nginx.conf",
        "-g",
        "daemon off;",
    ]
    with _running(command, port, work / "log"):
        yield port


@contextmanager
def apache(documents: Path, work: Path) -> Iterator[int]:
    """Run Apache with the modules that Debian enables, and those of the README; yield its port."""
    port = _free_port()
    root = Path("/etc/apache2")
    binary = program("apache2", "apt-get install apache2")
    asked = re.search(r"a2enmod ([a-z ]+)", _README.read_text("utf-8"))
    modules = asked[1].split() if asked else []
    user = f"User {_WORKER}\nGroup {_WORKER}" if os.geteuid() == 0 else ""
    lines = [
        f"ServerRoot {root}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {work}/pid\nErrorLog {work}/log",
        f"{user}\nInclude mods-enabled/*.load\nInclude mods-enabled/*.conf",
        *(
            f"<IfModule !{name}_module>\nInclude mods-available/{name}.load\n</IfModule>"
            for name in modules
            if (root / f"mods-available/{name}.load").is_file()
        ),
        # What apache2.conf of Debian says of all folders.
        "<Directory />\nOptions FollowSymLinks\nAllowOverride None\nRequire all denied\n</Directory>",
        f"<Directory {documents}>\nRequire all granted\n</Directory>\nDocumentRoot {documents}",
        _said("apache", documents, {}),
    ]
    (work / "apache.conf").write_text("\n".join(lines), "utf-8")
    variables = {"APACHE_RUN_DIR": str(work), "APACHE_LOCK_DIR": str(work), "APACHE_LOG_DIR": str(work)}
    with _running([binary, "-f", f"{work}/apache.conf", "-DFOREGROUND"], port, work / "log", variables):
        yield port


@contextmanager
def caddy(documents: Path, work: Path) -> Iterator[int]:
    """Run Caddy, and yield its port."""
    port = _free_port()
    block = _said("caddy", documents, {"example.org {": f"http://127.0.0.1:{port} {{"})
    block = re.sub(r"import \S+", f"import {documents}/kb/{HostFile.CADDY}", block)
    (work / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{block}", "utf-8")
    command = [
        program("caddy", "apt-get install caddy"),
        "run",
        "--config",
        f"{work}/Caddyfile",
        "--adapter",
        "caddyfile",
    ]
    variables = {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with _running(command, port, work / "log", variables):
        yield port


SERVERS: Mapping[str, Callable[[Path, Path], AbstractContextManager[int]]] = {
    "nginx": nginx,
    "Apache": apache,
    "Caddy": caddy,
}
"""The servers by name."""


def _said(language: str, documents: Path, other: Mapping[str, str]) -> str:
    """Return what the README says to write, with other places.

    Raises:
        ServerError: it doesn't say anything for this server, or not what is to be replaced.
    """
    found = re.search(rf"^```{language}\n(.*?)^```", _README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    if found is None:
        raise ServerError(f"{_README} has no example in ```{language}")
    text = found[1]
    for old, new in {_DOCUMENTS: str(documents), **other}.items():
        if old not in text:
            raise ServerError(f"{_README}: the example for {language} has no {old!r}")
        text = text.replace(old, new)
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, log: Path, variables: Mapping[str, str] | None = None) -> Iterator[None]:
    """Run a server until the block ends; it begins when the server answers."""
    with log.open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **(variables or {})})
    try:
        until = time.monotonic() + _PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise ServerError(f"{Path(command[0]).name} did not start: {log.read_text('utf-8')[-800:]}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
