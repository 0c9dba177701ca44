"""What an entry says of the files beside it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge_base.model.types import FileName, Frozen, SourceName, Text


class DescribedFile(Frozen):
    """A picture or a document beside the entry, in the folder of its id under docs/files/."""

    file: Annotated[FileName, Field(title="File name", examples=["form.pdf"])]
    """The name of the file in the folder docs/files/ and the id of the entry."""
    alt: Annotated[
        Text | None,
        Field(title="Text alternative", examples=["Five steps from the request at the border to the permit, in a row"]),
    ] = None
    """What a picture shows, for those who do not see it; documents have none."""
    caption: Annotated[Text, Field(examples=["The form that people in transit fill in"])]
    """What it is, as readers find it under the picture or as the link to the document."""
    source: Annotated[SourceName, Field(examples=["#annual-report"])]
    """Where it is from: # and the id of a source of the entry, or words."""
    rights: Annotated[Text, Field(examples=["Published by the institution under CC BY 4.0"])]
    """Whose it is, and why it may be shown here."""
