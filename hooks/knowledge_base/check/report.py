"""What is said of the problems of the content, by ``kb check`` and by a preview."""

from __future__ import annotations

from collections.abc import Collection

from knowledge_base.locale import Locale, gettext_translations
from knowledge_base.problems import Problem, Severity


def counted(problems: Collection[Problem], entries: int, locale: Locale) -> str:
    """Return one line with the number of errors, warnings and entries.

    Args:
        problems: all problems.
        entries: how many entries are valid.
        locale: the language of the line.
    """
    wrong = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - wrong
    words = gettext_translations(locale)
    return ", ".join(
        (
            words.ngettext("{n} error", "{n} errors", wrong).format(n=wrong),
            words.ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
            words.ngettext("{n} entry", "{n} entries", entries).format(n=entries),
        )
    )
