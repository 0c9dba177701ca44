"""What the migrations share: the lines of front matter, and the error for what no program can move."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge_base.errors import KnowledgeBaseError


class NotMovedError(KnowledgeBaseError):
    """A file has a field of an earlier model in a form that can't be migrated.

    Attributes:
        lines: the lines in question.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__("can't be moved: {lines}", lines="; ".join(lines))
        self.lines = lines


def in_front_matter(text: str, change: Callable[[list[str]], list[str]]) -> str:
    """Return the text of a file with the lines of its front matter changed; all others and line ends stay.

    Args:
        text: the text of the file. One without front matter stays as it is.
        change: returns the new lines.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    parts = re.split(r"(?m)^---[ \t]*$", text.replace("\r\n", "\n"), maxsplit=2)
    if len(parts) < 3:
        return text
    head, front, body = parts
    return "---".join((head, "\n".join(change(front.split("\n"))), body)).replace("\n", end)
