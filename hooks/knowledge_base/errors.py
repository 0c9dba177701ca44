"""The base class of all errors that the package raises."""

from __future__ import annotations


class KnowledgeBaseError(Exception):
    """Something that cannot be done; what it is about is kept as data, and the message is made from it.

    Attributes:
        text: an English sentence, with the name of each value in braces (`str.format`).
        values: the values, by their names.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text = text
        self.values = values
