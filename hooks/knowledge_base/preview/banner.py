"""The problems of the content, shown at the top of the pages of a preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from knowledge_base.locale import N_, NN_, Locale, gettext_translations, message
from knowledge_base.problems import Problem, Severity, printable

_MOST = 50
"""How many problems a page shows; the terminal has all of them."""

# A preview has no content security policy, which would not allow it. The colours are the same in both schemes.
_STYLE = Markup(
    "<style>"
    ".kb-problems{position:sticky;top:0;z-index:1000;box-sizing:border-box;max-height:40vh;overflow:auto;"
    "padding:.5rem 1rem;border-bottom:.25rem solid #8c1d18;background:#fff4e5;color:#1f1300;color-scheme:light;"
    "font:1rem/1.5 system-ui,sans-serif}"
    ".kb-problems--warnings{border-color:#7a5900}"
    ".kb-problems summary{font-weight:700;cursor:pointer}"
    ".kb-problems :is(p,ul){margin:.5rem 0;padding:0}"
    ".kb-problems li{margin:0 0 0 1.25rem;overflow-wrap:anywhere}"
    ".kb-problems :focus-visible{outline:.125rem solid #1f1300;outline-offset:.125rem}"
    "@media print{.kb-problems{display:none}}"
    "</style>"
)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What keeps a preview from showing the content as it is.

    Attributes:
        problems: those of the content, warnings too.
        failures: sentences about everything else that failed, in the language of the terminal.
    """

    problems: tuple[Problem, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that have to be mended before the content is shown."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def warnings_of(self, path: str) -> tuple[Problem, ...]:
        """Return the warnings about one file; its path is relative to the repository."""
        return tuple(one for one in self.problems if one.severity is Severity.WARNING and str(one.path) == path)


def banner(trouble: Trouble, source: str, locale: Locale, spoken: Locale) -> Markup:
    """Return the HTML that shows all errors and failures, and the warnings about the file of the page.

    Args:
        trouble: what there is to show; without any the HTML is empty.
        source: the path of the page's file, relative to the repository; empty for generated pages.
        locale: the language of the page.
        spoken: the language of failures, that of the terminal.
    """
    shown = Markup()
    if trouble.failures:
        sentences = [(printable(sentence), spoken) for sentence in trouble.failures]
        heading = message(locale, N_("The preview could not be brought up to date"))
        shown += _box(heading, message(locale, _STAYS), sentences, locale, "alert")
    if errors := trouble.errors:
        shown += _box(_counted(_ERRORS, errors, locale), message(locale, _STAYS), _lines(errors), locale, "alert")
    elif warnings := trouble.warnings_of(source):
        shown += _box(_counted(_WARNINGS, warnings, locale), "", _lines(warnings), locale, "status")
    return _STYLE + shown if shown else shown


_STAYS = N_("Until this is corrected, the pages stay as they were.")
_ERRORS = NN_("{n} error in the content", "{n} errors in the content")
_WARNINGS = NN_("{n} warning about this page", "{n} warnings about this page")


def _counted(text: tuple[str, str], problems: Sequence[Problem], locale: Locale) -> str:
    return gettext_translations(locale).ngettext(*text, len(problems)).format(n=len(problems))


def _lines(problems: Iterable[Problem]) -> list[tuple[str, Locale]]:
    return [(str(problem), problem.locale) for problem in problems]


def _box(heading: str, below: str, lines: Sequence[tuple[str, Locale]], locale: Locale, role: str) -> Markup:
    kind = "" if role == "alert" else " kb-problems--warnings"
    items = Markup().join(
        Markup("<li{}>{}</li>").format(Markup(' lang="{}"').format(spoken) if spoken is not locale else "", line)
        for line, spoken in lines[:_MOST]
    )
    if len(lines) > _MOST:
        more = message(locale, N_("and {n} more, listed in the terminal"), n=len(lines) - _MOST)
        items += Markup("<li>{}</li>").format(more)
    # What scrolls can be reached by keyboard (WCAG 2.2, SC 2.1.1).
    return Markup(
        '<section class="kb-problems{}" role="{}" lang="{}" aria-label="{}" tabindex="0">'
        "<details open><summary>{}</summary>{}<ul>{}</ul></details></section>"
    ).format(kind, role, locale, heading, heading, Markup("<p>{}</p>").format(below) if below else "", items)


def stand_in(locale: Locale) -> str:
    """Return the page that is shown while there is no page yet, because the content had errors from the beginning."""
    title = message(locale, N_("There is nothing to show yet"))
    text = message(locale, N_("The pages appear as soon as the content has no errors."))
    return Markup(
        '<!doctype html>\n<html lang="{}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{}</title></head>\n'
        "<body>\n<main><h1>{}</h1><p>{}</p></main>\n</body>\n</html>\n"
    ).format(locale, title, title, text)
