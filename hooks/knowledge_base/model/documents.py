"""The list of documents: those that several entries cite, each described once."""

from __future__ import annotations

from knowledge_base.locale import N_, Locale
from knowledge_base.model.choices import Official
from knowledge_base.model.terms import AnyTerm
from knowledge_base.model.types import FilePlace, Id, LanguageCode, Plain, Url
from knowledge_base.model.versions import DocumentVersion
from knowledge_base.model.when import Date


class Document(AnyTerm):
    """A document that several entries cite, described once. It has no page: the entries that cite it show it."""

    singular = N_("document")

    id: Id
    """The permanent id."""
    title: Plain
    """Its title, in its own language."""
    language: LanguageCode
    """Its language (ISO 639-1)."""
    date: Date | None = None
    """The date that it bears, where its title does not say it."""
    official: Official | None = None
    """Whether the body that issued it vouches for this text; left out where that is not stated."""
    url: Url | None = None
    """Where it is published."""
    file: FilePlace | None = None
    """A copy kept here: the id of the entry that it lies beside, a slash and its name."""
    copy_by: Plain | None = None
    """Who keeps the copy at that address, where it is not who issued it."""
    archived_url: Url | None = None
    """Where a copy is kept, in case it is no longer there."""
    versions: tuple[DocumentVersion, ...] = ()
    """The same document in other languages."""

    def name(self, locale: Locale) -> str:
        """Return its title: that of the version in the language, if there is one."""
        return next((each.title for each in self.versions if each.language == locale and each.title), self.title)

    def also_called(self, locale: Locale) -> tuple[str, ...]:
        """Return its titles in all languages but the one of `name`."""
        titles = (self.title, *(each.title for each in self.versions if each.title))
        return tuple(title for title in titles if title != self.name(locale))
