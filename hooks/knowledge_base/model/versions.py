"""The languages and copies in which a document that entries cite is published."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge_base.model.choices import Official
from knowledge_base.model.types import FilePlace, Frozen, LanguageCode, Plain, Text, Url


class DocumentVersion(Frozen):
    """A document in one more language."""

    language: LanguageCode
    """The language of this version (ISO 639-1)."""
    title: Annotated[Plain | None, Field(examples=["Annual report of the institution, 2021"])] = None
    """The title in that language, where it has one."""
    official: Annotated[Official | None, Field(title="Official text")] = None
    """Whether the body that issued the document vouches for this version; left out where that is not stated."""
    url: Annotated[Url | None, Field(title="Web address")] = None
    """Where this version is published."""
    file: Annotated[FilePlace | None, Field(title="Copy kept here", examples=["annual-report/report.pdf"])] = None
    """A copy kept here: the id of the entry that it lies beside, a slash and its name."""
    copy_by: Annotated[Plain | None, Field(title="Copy kept by")] = None
    """Who keeps the copy at that address, where it is not who issued the document."""


class SourceVersion(DocumentVersion):
    """A source in one more language."""

    locator: Annotated[Text | None, Field(title="Page or section", examples=["Page 12"])] = None
    """The page or section in this version, where it is another."""
