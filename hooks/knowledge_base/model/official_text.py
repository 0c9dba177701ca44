"""The official text of a point of an agreement or of a guiding question, as its source prints it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge_base.model.types import Frozen, LanguageCode, Plain, SourceName


class OfficialText(Frozen):
    """The official text in one language, which is shown and cited in place of the words of the editors."""

    language: LanguageCode
    """The language of this text (ISO 639-1)."""
    text: Annotated[Plain, Field(examples=["To meet again before the end of the year."])]
    """The text, word for word."""
    source: Annotated[SourceName, Field(examples=["#annual-report"])]
    """Where it can be read: in words, or # and the id of a source of this entry."""
    locator: Annotated[Plain | None, Field(title="Page or section", examples=["Page 12"])] = None
    """The page or section."""
