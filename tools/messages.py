"""Babel extractors for messages without `N_()`: the documentation of model fields, and the docstrings of rules."""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

from knowledge_base.model.guide import label_of

Found = tuple[int, str | tuple[str, ...] | None, Any, Any]


def fields(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[Found]:
    """Yield the messages of a module of models: label, help and example of every field.

    It implements Babel's extractor interface (https://babel.pocoo.org/, "Writing Extraction Methods"), and yields
    (line, function, message, comments).
    """
    source = fileobj.read()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)
    for model in ast.parse(source).body:
        if isinstance(model, ast.ClassDef):
            for field, words in zip(model.body, model.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(words, ast.Expr):
                    yield from _field(field, words.value)


def rules(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[Found]:
    """Yield the messages of a module of rules: the first paragraph of the docstring of every rule."""
    source = fileobj.read()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)
    for rule in ast.parse(source).body:
        if isinstance(rule, ast.FunctionDef) and rule.returns and ast.unparse(rule.returns) == "Iterator[Problem]":
            asked = (ast.get_docstring(rule) or "").split("\n\n")[0].replace("\n", " ")
            # Helpers of rules are not rules.
            if not rule.name.startswith("_") and not asked.startswith("Yield "):
                yield rule.lineno, None, asked, []


def _field(field: ast.AnnAssign, words: ast.expr) -> Iterator[Found]:
    name, help_ = ast.unparse(field.target), ast.literal_eval(words)
    stated = {
        keyword.arg: ast.literal_eval(keyword.value)
        for node in ast.walk(field.annotation)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("title", "examples")
    }
    for text in (label_of(name, stated.get("title")), inspect.cleandoc(help_), *stated.get("examples", ())):
        yield field.lineno, None, text, []
