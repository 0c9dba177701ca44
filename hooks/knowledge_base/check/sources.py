"""Rules on sources: each is described once, and what refers to one names one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge_base.assemble.entries import Entry
from knowledge_base.attachments.stored import file_path
from knowledge_base.check.context import NOT_PUBLISHED, Context, at, kept_back, original
from knowledge_base.locale import N_, alternatives, languages, message
from knowledge_base.model.documents import Document
from knowledge_base.model.entries import Agreement, ConceptNote
from knowledge_base.model.official_text import OfficialText
from knowledge_base.model.record import DOCUMENT_FACTS, Source
from knowledge_base.model.shape import Path, nested, shape_of, sources_named
from knowledge_base.model.versions import DocumentVersion
from knowledge_base.parse.document import Page
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import MOST_LISTED, Problem


def sources_described(entry: Entry, context: Context) -> Iterator[Problem]:
    """A source that names a document of the list leaves to it all but pages and day, and has one text a language."""
    version = original(entry)
    tree = version.page.tree
    for path, source in _sources(entry):
        language: str | None = source.language
        if (*path, "document") in tree.values:
            told = [("versions", place, name) for place in range(len(source.versions)) for name in _TOLD_OF_VERSIONS]
            for inner in (*((name,) for name in DOCUMENT_FACTS), *told):
                if (*path, *inner) in tree.values:
                    what = N_("the list of documents says this")
                    yield at(version, (*path, *inner), "document-twice", what, N_("remove it, or remove document"))
            document = context.vocabularies.documents.get(source.document or "")
            language = document.language if document else None
            yield from _versions_of_document(entry, path, source, document)
        yield from versions_apart(version.page, path, language, source.versions)
        yield from copies_there(version.page, path, source, context, shown=not kept_back(entry))


_TOLD_OF_VERSIONS = tuple(name for name in DocumentVersion.model_fields if name != "language")


def _versions_of_document(entry: Entry, path: Path, source: Source, document: Document | None) -> Iterator[Problem]:
    """Yield a problem for each page or section in a version that the list of documents does not have."""
    known = {document.language, *(each.language for each in document.versions)} if document else set()
    for place, each in enumerate(source.versions if document else ()):
        if each.language and each.language not in known:
            what = N_("the list has no version of this document in this language ({language})")
            allowed = N_("add the version there, or correct the language")
            where = (*path, "versions", place, "language")
            language = languages(original(entry).locale)[each.language]
            yield at(original(entry), where, "version-unknown", what, allowed, language=language)


def versions_apart(
    page: Page, path: Path, language: str | None, versions: Sequence[DocumentVersion]
) -> Iterator[Problem]:
    """Yield a problem for each version of a document in a language that it has already.

    Args:
        page: the file.
        path: the document in it.
        language: the language of the document itself.
        versions: its other versions.
    """
    seen = {language}
    for place, each in enumerate(versions):
        if each.language and each.language in seen:
            where = (*path, "versions", place, "language")
            locale = page.source.locale
            what = message(
                locale,
                N_("the document has two versions in one language ({language})"),
                language=languages(locale)[each.language],
            )
            allowed = message(locale, N_("correct the language, or remove one of the two"))
            yield page.problem(page.tree.position(where), where, "version-twice", what, allowed)
        seen.add(each.language)


def copies_there(
    page: Page, path: Path, document: Source | Document, context: Context, *, shown: bool = True
) -> Iterator[Problem]:
    """Yield a problem for each copy of a document, or of a version of it, that the site does not have.

    Args:
        page: the file.
        path: the document in it.
        document: the document.
        context: the files beside each entry, and which entries the site shows.
        shown: whether the site shows the document.
    """
    versions = [(("versions", place, "file"), each.file) for place, each in enumerate(document.versions)]
    for inner, copy in ((("file",), document.file), *versions):
        owner, _, name = (copy or "").partition("/")
        where, locale = (*path, *inner), page.source.locale
        if copy and name not in {file.name for file in context.files.get(owner, ())}:
            what = message(locale, N_("there is no file {path}"), path=file_path(owner, name))
            allowed = message(locale, N_("put it there, or remove what is said of it"))
            yield page.problem(page.tree.position(where), where, "source-file", what, allowed)
        elif copy and shown and owner in context.entries and kept_back(context.entries[owner]):
            what, allowed = (message(locale, text, id=owner) for text in NOT_PUBLISHED)
            yield page.problem(page.tree.position(where), where, "reference-to-draft", what, allowed)


def sources_referred(entry: Entry, _: Context) -> Iterator[Problem]:
    """No id of a source is there twice in an entry, and what names a source by # and its id names one that is there."""
    version = original(entry)
    known: set[str] = set()
    for path, source in _sources(entry):
        if source.id and source.id in known:
            yield at(version, (*path, "id"), "id-duplicate", N_("the id {id!r} is there twice"), id=source.id)
        known |= {source.name} if source.name and path[0] == "sources" else set()
    for path, id_ in sources_named(shape_of(entry.kind.record), entry.record):
        if id_ not in known and version.page.tree.complete:
            what = N_("no source of this entry has the id {id!r}")
            allowed = N_("write {ids}, or say in words where it can be read") if known else N_("add it to a source")
            ids = alternatives((f"#{each}" for each in sorted(known)[:MOST_LISTED]), version.locale)
            yield at(version, path, "source-unknown", what, allowed, id=shortened(id_), ids=ids)


def official_texts_apart(entry: Entry, _: Context) -> Iterator[Problem]:
    """A point or a guiding question has one official text a language."""
    version = original(entry)
    for path, texts in _official_texts(entry):
        seen: set[str] = set()
        for place, each in enumerate(texts or ()):
            if each.language and each.language in seen:
                what = N_("there are two official texts in one language ({language})")
                allowed = N_("correct the language, or remove one of the texts")
                language = languages(version.locale)[each.language]
                where = (*path, place, "language")
                yield at(version, where, "official-text-twice", what, allowed, language=language)
            seen.add(each.language)


def _official_texts(entry: Entry) -> Iterator[tuple[Path, tuple[OfficialText, ...]]]:
    record = entry.record
    if isinstance(record, Agreement):
        for place, provision in enumerate(record.provisions or ()):
            yield ("provisions", place, "official_text"), provision.official_text
    if isinstance(record, ConceptNote):
        for place, question in enumerate(record.guiding_questions or ()):
            yield ("guiding_questions", place, "official_text"), question.official_text


def _sources(entry: Entry) -> Iterator[tuple[Path, Source]]:
    return nested(shape_of(entry.kind.record), entry.record, Source)
