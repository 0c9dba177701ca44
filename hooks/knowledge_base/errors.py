"""The base class of all errors that the package raises."""

from __future__ import annotations


class KnowledgeBaseError(Exception):
    """An error that keeps its data; the message is formatted from them, so that it can also be translated.

    Attributes:
        text: an English message with placeholders (`str.format`).
        values: the values of the placeholders.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text = text
        self.values = values
