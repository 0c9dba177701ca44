"""Stage 1, *read*: reads files from disk and decodes them safely. Nothing is parsed here."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from knowledge_base.locale import N_, Locale, message
from knowledge_base.names import fits_everywhere
from knowledge_base.problems import Position, Problem
from knowledge_base.setup_error import stop
from knowledge_base.suggest import as_id

_BOM = "\ufeff"
# File names become part of URLs and of the offline copy: only characters that are safe in both, everywhere.
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_LONGEST_PATH = 100
_FILES = "docs/files/"
_LANGUAGES = frozenset(Locale)
# Other extensions of Markdown files, and those that systems append when they hide extensions ("x.md.txt").
_MARKDOWN_TOO = re.compile(r"(\.md|\.markdown|\.txt)+", re.IGNORECASE)
_TOP = Position()

LARGEST_TEXT = 250_000
"""How many bytes the text of an entry may have: a book chapter, more than ten times the longest there is."""

TOO_LARGE = (
    N_("the file is larger than 250 KB"),
    N_("shorten it, make several entries of it, or put a document beside it"),
)
"""What is wrong with a text that has more, and what to do."""

MISSING = "missing-file"
"""The name of the rule that every vocabulary has a file, and every language one with the texts of the editors."""

# Most files that are not UTF-8 come from Windows. Decoded as Windows-1252 they can be checked for other problems too.
_AS_ON_WINDOWS = "knowledge-base-windows"


def _as_on_windows(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are not UTF-8 as Windows-1252 (an error handler for ``codecs.register_error``)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_AS_ON_WINDOWS, _as_on_windows)


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    r"""A content file, decoded.

    Attributes:
        path: relative to the repository, ``docs/es/practices/x.md``.
        locale: the language of its folder.
        address: relative to the folder of the language, without the extension: ``practices/x``.
        text: its text, with ``\n`` line endings and without a byte order mark.
        digest: a digest of its bytes (BLAKE2, RFC 7693).
    """

    path: PurePosixPath
    locale: Locale
    address: str
    text: str
    digest: bytes = b""


Unwritten = Mapping[PurePosixPath, bytes]
"""Files to be checked before they are written: the content of each, by its path relative to the repository."""


def read_docs(
    root: Path, unwritten: Unwritten = MappingProxyType({}), spoken: Locale = Locale.EN
) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Read every Markdown file under ``docs/<language>/`` of a repository.

    What is in ``docs/files/`` is none of them: `read_files` reads it.

    Args:
        root: the repository.
        unwritten: files to be read instead of those on disk, or in addition to them.
        spoken: the language of problems with files that are in no folder of a language.

    Returns:
        The files sorted by path, and the problems with their names, types and encoding.

    Raises:
        OSError: a file or folder can't be read.
    """
    sources: list[SourceFile] = []
    problems: list[Problem] = []
    # Most of the work on a second run is done here, so it is done with strings.
    there = _walk(f"{root}/docs", "docs")
    for name in sorted({*there, *map(str, unwritten)}, key=lambda name: name.split("/")):
        if name.startswith(_FILES):
            continue
        relative, path = PurePosixPath(name), f"{root}/{name}"
        locale, linked = _locale_of(relative, spoken), os.path.islink(path)  # noqa: PTH114 - as `_bytes`
        problems.extend(_check_file(relative, locale, linked=linked))
        if linked or not name.endswith(".md") or len(relative.parts) < 3 or relative.parts[1] not in _LANGUAGES:
            continue
        data = unwritten[relative] if relative in unwritten else _bytes(path)
        if made_by := _another_program(data):
            allowed = N_("an entry is Markdown: paste the words into a file that kb new makes")
            problems.append(_problem(relative, locale, "file-content", made_by, allowed))
            continue
        if len(data) > LARGEST_TEXT:
            problems.append(_problem(relative, locale, "file-size", *TOO_LARGE))
            # What is wrong with its first part is said in the same run.
            data = data[:LARGEST_TEXT].rpartition(b"\n")[0]
        text, found = decode(data, relative, locale)
        problems.extend(found)
        address = name.split("/", 2)[2].removesuffix(".md")
        sources.append(SourceFile(path=relative, locale=locale, address=address, text=text, digest=_digest(data)))
    return tuple(sources), tuple(problems)


_MADE_BY = (
    (b"PK\x03\x04", N_("the file is one of Word, or another zip archive")),
    (b"PK\x05\x06", N_("the file is one of Word, or another zip archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("the file is one of an older Word")),
    (b"{\\rtf", N_("the file is rich text (RTF)")),
    (b"%PDF-", N_("the file is a PDF")),
    (b"\x89PNG", N_("the file is a picture")),
    (b"\xff\xd8\xff", N_("the file is a picture")),
    (b"GIF8", N_("the file is a picture")),
)
"""How files of other programs begin (PRONOM, https://www.nationalarchives.gov.uk/PRONOM/), and what they are."""

_WEB_PAGE = re.compile(rb"\s*(<\?xml|<!doctype|<html|<head|<body|mime-version:)", re.IGNORECASE)


def _another_program(data: bytes) -> str:
    """Return what a file is that another program has made (English; ``es.po`` has the Spanish); empty if it is text."""
    start = data[:1024].removeprefix(codecs.BOM_UTF8)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "replace").encode("utf-8", "replace")
    for sign, type_ in _MADE_BY:
        if start.startswith(sign):
            return type_
    if _WEB_PAGE.match(start):
        return N_("the file is a web page (HTML)")
    return N_("the file is no text") if start.count(b"\0") > _FEW else ""


_FEW = 8


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - three times as fast, and there are thousands
        return file.read(LARGEST_TEXT + 1)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()


def read_vocabulary(root: Path, name: str, spoken: Locale = Locale.EN) -> tuple[SourceFile, tuple[Problem, ...]]:
    """Read ``vocabularies/<name>.yml`` of a repository, whose problems are told in the language spoken.

    A missing file is a problem, and its text is empty.
    """
    relative = PurePosixPath("vocabularies", f"{name}.yml")
    path = root / relative
    if path.is_symlink():
        return SourceFile(path=relative, locale=spoken, address=name, text=""), (_no_link(relative, spoken, MISSING),)
    if not path.is_file():
        problem = _problem(relative, spoken, MISSING, N_("the file is missing"))
        return SourceFile(path=relative, locale=spoken, address=name, text=""), (problem,)
    data = path.read_bytes()
    text, found = decode(data, relative, spoken)
    return SourceFile(path=relative, locale=spoken, address=name, text=text, digest=_digest(data)), found


def read_settings(root: Path, name: str, spoken: Locale = Locale.EN) -> tuple[SourceFile, tuple[Problem, ...]]:
    """Read a settings file at the root of a repository, whose problems are told in the language spoken.

    All settings are optional, so a missing file reads as empty.
    """
    relative = PurePosixPath(name)
    path = root / relative
    text, data = "", b""
    found: tuple[Problem, ...] = ()
    if path.is_symlink():
        found = (_no_link(relative, spoken, "symlink"),)
    elif path.is_file():
        data = path.read_bytes()
        text, found = decode(data, relative, spoken)
    elif path.exists():
        found = (_problem(relative, spoken, MISSING, N_("the file is missing")),)
    return SourceFile(path=relative, locale=spoken, address=path.stem, text=text, digest=_digest(data)), found


def decode(data: bytes, path: PurePosixPath, locale: Locale) -> tuple[str, tuple[Problem, ...]]:
    """Decode a file.

    Args:
        data: the bytes.
        path: the file, for problems.
        locale: the language of the problems.

    Returns:
        The text with normalised line endings, and the problems with its encoding. There is always a text, so that the
        other checks can run.
    """
    problems = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems.append(
            _problem(
                path, locale, "utf-8", N_("the file is not UTF-8"), N_("save it as UTF-8 in your editor"), position
            )
        )
        utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16", "replace") if utf_16 else data.decode("utf-8", _AS_ON_WINDOWS)
    if text.startswith(_BOM):
        problems.append(
            _problem(
                path, locale, "bom", N_("the file begins with a byte order mark"), N_("save it as UTF-8 without BOM")
            )
        )
        text = text.lstrip(_BOM)
    if "\r" in text:
        position = Position(text[: text.index("\r")].count("\n") + 1)
        problems.append(
            _problem(
                path,
                locale,
                "line-ends",
                N_("the lines end as on Windows (CRLF)"),
                N_("save the file with LF line ends"),
                position,
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, tuple(problems)


def _walk(top: str, called: str) -> Iterator[str]:
    """Yield the names of the files under a folder: links to folders too, not what is in them; no hidden files."""
    for folder, folders, files in os.walk(top, onerror=stop):
        within = called + folder[len(top) :].replace(os.sep, "/")
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114
        for name in (*files, *linked):
            if not name.startswith("."):
                yield f"{within}/{name}"


def _check_file(relative: PurePosixPath, locale: Locale, *, linked: bool) -> Iterator[Problem]:
    if linked:
        yield _no_link(relative, locale, "symlink")
        return
    if relative.suffix != ".md":
        what = N_("only Markdown files (.md) belong here; those of an entry lie in docs/files/ and its id")
        allowed = N_("move or remove the file")
        stem, ending = relative.name.partition(".")[::2]
        if _MARKDOWN_TOO.fullmatch(f".{ending}"):
            allowed = N_("rename it to {name!r}")
        yield _problem(relative, locale, "file-type", what, allowed, name=f"{as_id(stem)}.md")
        return
    if len(relative.parts) < 3 or relative.parts[1] not in _LANGUAGES:
        yield _problem(
            relative, locale, "folder", N_("the file is in no language folder"), N_("move it to docs/en/ or docs/es/")
        )
    if not _NAME.issuperset("".join((*relative.parts[1:-1], relative.stem))):
        what, allowed = N_("the file name can't be part of an address"), N_("use a-z, 0-9 and hyphens")
        proper = "/".join(as_id(part) for part in (*relative.parts[1:-1], relative.stem))
        if as_id(relative.stem):
            allowed = N_("use a-z, 0-9 and hyphens, as in {name!r}")
        yield _problem(relative, locale, "file-name", what, allowed, name=f"docs/{proper}.md")
    for part in (*relative.parts[2:-1], relative.stem):
        if not fits_everywhere(part):
            what, allowed = N_("Windows keeps the name {part!r} for itself"), N_("choose another name")
            yield _problem(relative, locale, "file-name", what, allowed, part=part)
    if len(str(relative)) > _LONGEST_PATH:
        what, allowed = N_("the file name is too long"), N_("at most 100 characters with the folders")
        yield _problem(relative, locale, "file-name", what, allowed)


def _no_link(relative: PurePosixPath, locale: Locale, rule: str) -> Problem:
    return _problem(relative, locale, rule, N_("symbolic links are not allowed"), N_("put the file itself here"))


def _locale_of(relative: PurePosixPath, spoken: Locale) -> Locale:
    return Locale(relative.parts[1]) if len(relative.parts) > 2 and relative.parts[1] in _LANGUAGES else spoken


def _problem(
    path: PurePosixPath,
    locale: Locale,
    rule: str,
    what: str,
    allowed: str = "",
    position: Position = _TOP,
    **values: object,
) -> Problem:
    allowed = message(locale, allowed, **values) if allowed else ""
    return Problem(
        path=path,
        position=position,
        field="",
        rule=rule,
        what=message(locale, what, **values),
        allowed=allowed,
        locale=locale,
    )
