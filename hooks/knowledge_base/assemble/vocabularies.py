"""Loads the vocabularies from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.terms import AnyTerm
from knowledge_base.model.vocabularies import TERM_MODELS, Vocabularies
from knowledge_base.parse.document import Page, parse_list
from knowledge_base.parse.validate import explain_error, validate
from knowledge_base.problems import Problem
from knowledge_base.read import MISSING, SourceFile, read_vocabulary


def load_vocabularies(root: Path) -> tuple[Vocabularies, Mapping[str, Page], tuple[Problem, ...]]:
    """Load the vocabularies of a repository.

    Returns:
        The vocabularies without the terms that are invalid; the file of each by name, for positions; and the problems.
    """
    return vocabularies_of(read_vocabularies(root))


VocabularyFiles = Mapping[str, tuple[SourceFile, tuple[Problem, ...]]]
"""The file of each vocabulary, by its name, with the problems with its encoding."""


def read_vocabularies(root: Path, spoken: Locale = Locale.EN) -> VocabularyFiles:
    """Read the files of the vocabularies of a repository; their problems are told in the language spoken."""
    return {name: read_vocabulary(root, name, spoken) for name in TERM_MODELS}


def vocabularies_of(files: VocabularyFiles) -> tuple[Vocabularies, Mapping[str, Page], tuple[Problem, ...]]:
    """Parse and validate vocabularies; return what `load_vocabularies` does."""
    loaded: dict[str, dict[str, AnyTerm]] = {}
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for name, model in TERM_MODELS.items():
        source, found = files[name]
        tree, malformed = parse_list(source)
        problems.extend((*found, *malformed))
        missing = any(problem.rule == MISSING for problem in found)
        page = Page(source=source, tree=replace(tree, complete=tree.complete and not missing), body="", body_line=1)
        pages[name] = page
        terms: dict[str, AnyTerm] = {}
        for index, data in enumerate(tree.data):
            term, errors = validate(model, data, Locale.EN)
            problems.extend(explain_error(error, model, page, (index, *error["loc"])) for error in errors)
            if term is None:
                continue
            if term.id in terms:
                problems.append(_duplicate(page, index, term.id))
            terms.setdefault(term.id, term)
        loaded[name] = terms
    return Vocabularies(**loaded), pages, tuple(problems)  # type: ignore[arg-type]


def _duplicate(page: Page, index: int, id_: str) -> Problem:
    path = (index, "id")
    what = message(page.source.locale, N_("the id {id!r} is there twice"), id=id_)
    return page.problem(page.tree.position(path), path, "id-duplicate", what)
