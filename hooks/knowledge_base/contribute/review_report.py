"""How a proposal is reported where people look at it: marks at its lines, and a page in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from knowledge_base.contribute.review import RefusedFile
from knowledge_base.locale import N_, Locale, gettext_translations, message
from knowledge_base.problems import Position, Problem, Severity, printable

MOST = 10
"""How many marks of a kind GitHub shows for a step; more are left out without a word."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@$-]|(?<=http)(?=s?:)|(?<=www)(?=\.))")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found out about a proposal.

    Attributes:
        changed: the files that it changes.
        refused: those that it may not bring.
        problems: what is wrong, or to be looked at: errors first.
        code: whether it changes more than content.
        shown: the entries that only the preview shows.
    """

    changed: tuple[PurePosixPath, ...]
    refused: tuple[RefusedFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    code: bool = False
    shown: tuple[PurePosixPath, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the site from being built."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def accepted(self) -> bool:
        """Whether a person may look at it now."""
        return not self.refused and not self.errors


def marks(report: Report) -> Iterator[str]:
    """Yield the workflow commands that put marks at lines, as many as are shown; the rest is on the page.

    Source of the form: GitHub Docs, "Workflow commands for GitHub Actions".
    """
    in_both = (
        (Severity.ERROR, refused.path, Position(), " / ".join(refused.sentence(locale) for locale in Locale))
        for refused in report.refused
    )
    found = ((problem.severity, problem.path, problem.position, problem.sentence) for problem in report.problems)
    shown = dict.fromkeys(Severity, 0)
    for severity, path, position, sentence in (*in_both, *found):
        shown[severity] += 1
        if shown[severity] <= MOST:
            place = f"file={_property(str(path))},line={position.line},col={position.column}"
            yield f"::{severity} {place}::{_data(printable(sentence))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # What git hands over of a name that is not UTF-8 has no bytes of its own to be printed as.
    return _data(text.encode("utf-8", "replace").decode()).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """Return a page about the proposal in Markdown: the verdict and what to do in both languages, then every line.

    Names and words in it are the author's; nothing of them acts as Markdown or leads anywhere.
    """
    parts = [*("\n\n".join(_verdict(report, locale)) for locale in Locale)]
    parts += ["\n".join(_list(report))] if report.refused or report.problems else []
    return "\n\n---\n\n".join(parts) + "\n"


def verdict(report: Report, locale: Locale) -> str:
    """Return in a sentence whether an editor can read the proposal."""
    if report.accepted:
        return message(locale, N_("Nothing is in the way: an editor can read the proposal now."))
    wrong = len(report.errors) + len(report.refused)
    text = gettext_translations(locale).ngettext(
        "{n} thing is to be corrected before an editor reads the proposal.",
        "{n} things are to be corrected before an editor reads the proposal.",
        wrong,
    )
    return text.format(n=wrong)


def _verdict(report: Report, locale: Locale) -> Iterator[str]:
    # Not inside the f-string, where `make messages` would not find it.
    title = message(locale, N_("Automatic review"))
    yield f"## {title}"
    yield f"{'✅' if report.accepted else '❌'} **{verdict(report, locale)}**"
    if report.accepted:
        artifacts = N_(
            "The site with this proposal, and its offline copy, are under Artifacts at the bottom of this page. Unpack"
            " the offline copy and open START-HERE.html."
        )
        yield message(locale, artifacts)
        if report.shown:
            yield message(locale, N_("Entries that are not published yet are shown in this preview, and nowhere else."))
    else:
        again = N_(
            "Each is listed below, with its line. Correct the same files in the same proposal: this review starts again"
            " by itself."
        )
        yield message(locale, again)
    if report.code:
        code = N_(
            "The proposal changes more than content. This review used the tools of the main branch; another one tests"
            " the changed ones."
        )
        yield message(locale, code)
    changed = gettext_translations(locale).ngettext("{n} file changed", "{n} files changed", len(report.changed))
    warnings = len(report.problems) - len(report.errors)
    looked = gettext_translations(locale).ngettext("{n} warning", "{n} warnings", warnings)
    yield f"{changed.format(n=len(report.changed))}, {looked.format(n=warnings)}."


def _list(report: Report) -> Iterator[str]:
    for refused in report.refused:
        sentences = " / ".join(refused.sentence(locale) for locale in Locale)
        yield f"- ❌ **{_plain(str(refused.path))}**: {_plain(sentences)}"
    for sign, problems in (("❌", report.errors), ("⚠️", _without(report.problems, report.errors))):
        for problem in problems:
            place = f"{problem.path}:{problem.position.line}:{problem.position.column}"
            yield f"- {sign} **{_plain(place)}** {_plain(problem.sentence)}"


def _without(problems: Sequence[Problem], others: Iterable[Problem]) -> list[Problem]:
    left_out = set(others)
    return [problem for problem in problems if problem not in left_out]


def _plain(text: str) -> str:
    """Return a text that Markdown prints as it is."""
    escaped = _MARKDOWN.sub(lambda found: f"\\{found[0]}" if found[0] else "\u2060", printable(text))
    return escaped.encode("utf-8", "replace").decode()
