"""Sources formatted for display: title, language, page, and whose copy it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge_base.assemble.anchors import source_anchor
from knowledge_base.locale import N_, Locale, languages, long_date, message
from knowledge_base.model.documents import Document
from knowledge_base.model.record import Source
from knowledge_base.model.versions import DocumentVersion
from knowledge_base.view.parts.pieces import DocumentTitle, SourceLine, VersionLine


def source_line(source: Source, documents: Mapping[str, Document], locale: Locale) -> SourceLine:
    """Return a source formatted for display.

    Args:
        source: the source.
        documents: the list of documents, by id.
        locale: the language of the page.
    """
    told = source.described(documents)
    foreign = told.language != locale
    return SourceLine(
        id=source_anchor(source.name) if source.name else "",
        title=DocumentTitle(value=told.title or "", language=told.language),
        date=told.date.in_words(locale) if told.date else "",
        locator=told.locator,
        remarks=(*_language(told.language, locale) * foreign, *_standing(told, locale)),
        url=told.url or "",
        archived_url=told.archived_url or "",
        retrieved=long_date(told.retrieved, locale) if told.retrieved else "",
        versions=tuple(
            VersionLine(
                title=DocumentTitle(value=each.title, language=each.language) if each.title else None,
                language=_language(each.language, locale)[0],
                url=each.url or "",
                locator=each.locator,
                remarks=tuple(_standing(each, locale)),
            )
            for each in told.versions
        ),
    )


def _language(code: str, locale: Locale) -> tuple[str, ...]:
    return (message(locale, N_("in {language}"), language=languages(locale)[code]),)


def _standing(text: Source | DocumentVersion, locale: Locale) -> Iterator[str]:
    """Yield whether a text is official, and who keeps the copy of it."""
    if text.official:
        yield text.official.label_in(locale).lower()
    if text.copy_by:
        yield message(locale, N_("copy kept by {name}, not by its author"), name=text.copy_by)
