"""Sources formatted for display: title, language, page, and whose copy it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from knowledge_base.assemble.anchors import source_anchor
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.locale import N_, Locale, languages, long_date, message, number
from knowledge_base.model.documents import Document
from knowledge_base.model.record import Source
from knowledge_base.model.versions import DocumentVersion
from knowledge_base.view.parts.pieces import Quotation, SourceLine, VersionLine

FilesBeside = Mapping[str, tuple[EntryFile, ...]]
"""The files beside each entry, by its id."""


def source_line(source: Source, documents: Mapping[str, Document], locale: Locale, files: FilesBeside) -> SourceLine:
    """Return a source formatted for display.

    Args:
        source: the source.
        documents: the list of documents, by id.
        locale: the language of the page.
        files: the files beside entries.
    """
    told = source.described(documents)
    foreign = told.language != locale
    return SourceLine(
        id=source_anchor(source.name) if source.name else "",
        title=Quotation(value=told.title or "", language=told.language),
        date=told.date.in_words(locale) if told.date else "",
        locator=told.locator,
        remarks=(*_language(told.language, locale) * foreign, *_standing(told, locale)),
        url=told.url or "",
        file=kept.address if (kept := _kept(told, files)) else "",
        about=_about(told, kept, locale),
        archived_url=told.archived_url or "",
        retrieved=long_date(told.retrieved, locale) if told.retrieved else "",
        versions=tuple(
            VersionLine(
                title=Quotation(value=each.title, language=each.language) if each.title else None,
                language=_language(each.language, locale)[0],
                url=each.url or "",
                file=copy.address if (copy := _kept(each, files)) else "",
                about=_about(each, copy, locale),
                locator=each.locator,
                remarks=tuple(_standing(each, locale)),
            )
            for each in told.versions
        ),
    )


def _kept(text: Source | DocumentVersion, files: FilesBeside) -> EntryFile | None:
    """Return the copy of a text that is kept here; ``None`` if there is none that is published."""
    owner, _, name = (text.file or "").partition("/")
    return next((file for file in files.get(owner, ()) if file.name == name), None)


def _about(text: Source | DocumentVersion, kept: EntryFile | None, locale: Locale) -> str:
    if kept:
        return file_kind(kept, locale)
    return urlsplit(text.url).hostname or "" if text.url else ""


def file_kind(file: EntryFile, locale: Locale) -> str:
    """Return the type of a file, how many pages it has, and how large it is: ``PDF, 2 pages, 240 KB``."""
    parts = [file.about.type.label if file.about.type else ""]
    if pages := file.about.pages:
        parts.append(message(locale, N_("1 page")) if pages == 1 else message(locale, N_("{n} pages"), n=pages))
    return ", ".join((*parts, _size(file.size, locale)))


def _size(size: int, locale: Locale) -> str:
    """Return a number of bytes in words, as file managers count them."""
    if size < 2**20:
        return f"{number(max(round(size / 2**10), 1), locale)}\u00a0KB"
    return f"{number(round(size / 2**20, 1), locale)}\u00a0MB"


def _language(code: str, locale: Locale) -> tuple[str, ...]:
    return (message(locale, N_("in {language}"), language=languages(locale)[code]),)


def _standing(text: Source | DocumentVersion, locale: Locale) -> Iterator[str]:
    """Yield whether a text is official, and who keeps the copy of it."""
    if text.official:
        yield text.official.label_in(locale).lower()
    if text.copy_by:
        yield message(locale, N_("copy kept by {name}, not by its author"), name=text.copy_by)
