"""Rules on the files beside entries: each is described in its entry, and is what it may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from knowledge_base.assemble.entries import Entry
from knowledge_base.attachments.inspection import FileFault, fault, number_fault
from knowledge_base.attachments.limits import BUDGET, MOST_FILES, in_megabytes
from knowledge_base.attachments.stored import FILES_PATH, EntryFile, StoredFile, wrong_ending
from knowledge_base.check.context import Context, at, original
from knowledge_base.locale import N_, Locale, message
from knowledge_base.problems import Position, Problem, as_warning
from knowledge_base.suggest import nearest


def files_described(entry: Entry, context: Context) -> Iterator[Problem]:
    """What an entry says of a file is said of one that is there, once; of a picture it says what it shows."""
    version = original(entry)
    there = {file.name: file for file in context.files.get(entry.id, ())}
    said: set[str] = set()
    for index, item in enumerate(entry.record.files or ()):
        if item.file is None:
            continue
        file = there.get(item.file)
        if file is None:
            yield _no_file(entry, index, item.file, sorted(there))
        elif item.file in said:
            what, allowed = N_("{name!r} is described twice"), N_("leave one of the two")
            yield at(version, ("files", index, "file"), "file-twice", what, allowed, name=item.file)
        elif file.about.is_picture and not item.alt:
            if ("files", index, "alt") not in version.page.tree.values:
                what, allowed = N_("a picture needs a text alternative"), N_("add alt: and what it shows")
                yield at(version, ("files", index), "file-alt", what, allowed)
        elif file.about.is_document and item.alt:
            what, allowed = N_("a document needs no text alternative"), N_("remove alt: its caption says what it is")
            yield at(version, ("files", index, "alt"), "file-alt", what, allowed)
        said.add(item.file)


def _no_file(entry: Entry, index: int, name: str, there: Sequence[str]) -> Problem:
    version = original(entry)
    what, allowed = N_("there is no file {path}"), N_("put it there, or remove what is said of it")
    path = FILES_PATH / entry.id / name
    if there:
        allowed = N_("there are: {names}")
    problem = at(version, ("files", index, "file"), "file-missing", what, allowed, path=path, names=", ".join(there))
    found = nearest(name, dict.fromkeys(there, ()))
    if not found:
        return problem
    meant = message(version.locale, N_("did you mean {value!r}?"), value=found)
    return Problem(**{**vars(problem), "suggestion": meant})


def files_kept(
    files: Sequence[tuple[StoredFile, EntryFile | None]], entries: Mapping[str, Entry], spoken: Locale = Locale.EN
) -> Iterator[Problem]:
    """A file beside an entry has a name for every system, a type and a size that it may have, and is described there.

    Args:
        files: every file under ``docs/files/``, with what its bytes are where its name and place are right.
        entries: the entries, by id.
        spoken: the language of problems with files of no entry.
    """
    of_each: defaultdict[str, int] = defaultdict(int)
    for stored, file in files:
        entry = entries.get(stored.owner) if len(stored.path.parts) == 4 else None
        locale = entry.original if entry else spoken
        found = list(stored.faults)
        if file:
            found += file.about.faults
            found += [wrong] if (wrong := wrong_ending(stored, file.about)) else []
            found += _undescribed(stored, entry)
            of_each[stored.owner] += 1
            if of_each[stored.owner] == MOST_FILES + 1:
                found.append(number_fault())
        suggestion = _entry_meant(stored, entries, locale) if file and entry is None else ""
        yield from (_problem(stored.path, each, locale, suggestion) for each in found)
    total = sum(stored.size for stored, _ in files)
    if total > BUDGET:
        largest = max((stored for stored, _ in files), key=lambda stored: stored.size)
        what = N_("all files together have {size}, and every copy of the site has them; this is the largest")
        too_much = fault(
            "file-budget", what, N_("keep within {most}"), size=in_megabytes(total), most=in_megabytes(BUDGET)
        )
        owner = entries.get(largest.owner)
        yield as_warning(_problem(largest.path, too_much, owner.original if owner else spoken))


def _undescribed(stored: StoredFile, entry: Entry | None) -> Iterator[FileFault]:
    if entry is None:
        what = N_("there is no entry {id!r}")
        allowed = N_("call the folder as the entry whose file this is, or remove it")
        yield fault("file-unnamed", what, allowed, id=stored.owner)
        return
    version = original(entry)
    names = {item.file for item in entry.record.files or ()}
    if stored.name not in names and None not in names and version.page.tree.complete:
        what, allowed = N_("no entry says what this file is"), N_("add it under files: in {path}, or remove it")
        yield fault("file-unnamed", what, allowed, path=version.page.source.path)


def _entry_meant(stored: StoredFile, entries: Mapping[str, Entry], locale: Locale) -> str:
    found = nearest(stored.owner, dict.fromkeys(entries, ()))
    return message(locale, N_("did you mean {value!r}?"), value=found) if found else ""


def _problem(path: PurePosixPath, found: FileFault, locale: Locale, suggestion: str = "") -> Problem:
    values = dict(found.values)
    return Problem(
        path=path,
        position=Position(),
        field="",
        rule=found.rule,
        what=message(locale, found.what, **_said(values, locale)),
        allowed=message(locale, found.allowed, **_said(values, locale)),
        suggestion=suggestion,
        locale=locale,
    )


def _said(values: Mapping[str, str], locale: Locale) -> dict[str, str]:
    """Return the values of a message, of which some are words: what a document has more than pages."""
    return {name: message(locale, value) if name == "part" else value for name, value in values.items()}
