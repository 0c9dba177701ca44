"""Formats the review of a proposal: annotations for GitHub Actions, and a bilingual summary in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from knowledge_base.check.waivers import Waived
from knowledge_base.contribute.review import RefusedFile
from knowledge_base.locale import N_, Locale, gettext_translations, message
from knowledge_base.problems import Position, Problem, Severity, printable

MOST = 10
"""The number of annotations per severity that GitHub shows for a step; it silently drops the rest."""

# GitHub shows no summary of a step that is larger than 1 MiB.
_MOST_BYTES = 900_000
_LONGEST_LINE = 2_000
_MOST_SUGGESTIONS = 20
_LONGEST_SUGGESTION = 500
_MOST_WAIVED = 100

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@$-]|(?<=http)(?=s?:)|(?<=www)(?=\.))")


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A line of the proposal that ``kb check --fix`` would write otherwise: its place, and both ways to write it."""

    path: PurePosixPath
    line: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """The result of the review of a proposal.

    Attributes:
        changed: the files that it changes.
        refused: the files that it may not change.
        problems: the errors and warnings, errors first.
        code: whether it changes more than content.
        shown: the files of unpublished entries that the preview shows.
        waived: the warnings that it waives, each with the reason.
        suggestions: what is clear of what is to be corrected.
        mergeable: whether it can be merged; if not, nothing else is known of it.
    """

    changed: tuple[PurePosixPath, ...]
    refused: tuple[RefusedFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    code: bool = False
    shown: tuple[PurePosixPath, ...] = field(default=())
    waived: tuple[Waived, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    mergeable: bool = True

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the build."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def accepted(self) -> bool:
        """Whether it is ready for an editor: it can be merged, nothing is refused, and there are no errors."""
        return self.mergeable and not self.refused and not self.errors


def marks(report: Report) -> Iterator[str]:
    """Yield workflow commands that annotate lines, at most `MOST` per severity; the summary has all problems.

    Format: GitHub Docs, "Workflow commands for GitHub Actions".
    """
    in_both = (
        (Severity.ERROR, refused.path, Position(), " / ".join(refused.sentence(locale) for locale in Locale))
        for refused in report.refused
    )
    found = (
        (problem.severity, problem.path, problem.position, f"{problem.sentence}{problem.rule_name}")
        for problem in report.problems
    )
    shown = dict.fromkeys(Severity, 0)
    for severity, path, position, sentence in (*in_both, *found):
        shown[severity] += 1
        if shown[severity] <= MOST:
            place = f"file={_property(str(path))},line={position.line},col={position.column}"
            yield f"::{severity} {place}::{_data(printable(sentence))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # File names that are not UTF-8 contain lone surrogates (surrogateescape), which cannot be encoded for output.
    return _data(text.encode("utf-8", "replace").decode()).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """Return a summary in Markdown: verdict and instructions in both languages, then all refusals and problems.

    File names and quotes in it come from the author of the proposal, and are escaped.
    """
    parts = [*("\n\n".join(_verdict(report, locale)) for locale in Locale)]
    parts += ["\n".join(_list(report))] if report.refused or report.problems else []
    parts += ["\n".join(_suggested(report.suggestions))] if report.suggestions else []
    parts += ["\n".join(_waived(report.waived))] if report.waived else []
    return "\n\n---\n\n".join(parts) + "\n"


def verdict(report: Report, locale: Locale) -> str:
    """Return a sentence that says whether the proposal is ready for an editor."""
    if report.accepted:
        return message(locale, N_("Nothing is in the way: an editor can read the proposal now."))
    if not report.mergeable:
        text = N_("The proposal and the main branch change the same lines: merge the main branch into it first.")
        return message(locale, text)
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
    if not report.mergeable:
        return
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
    """Yield the lines that GitHub shows, and how many there are besides, in both languages."""
    room = _MOST_BYTES
    for number, line in enumerate(_lines(report)):
        room -= len(line.encode()) + 1
        if room < 0:
            left = len(report.refused) + len(report.problems) - number
            texts = (gettext_translations(locale).ngettext("and {n} more", "and {n} more", left) for locale in Locale)
            yield f"- … {' / '.join(text.format(n=left) for text in texts)}"
            return
        yield line


def _lines(report: Report) -> Iterator[str]:
    for refused in report.refused:
        sentences = " / ".join(refused.sentence(locale) for locale in Locale)
        yield f"- ❌ **{_plain(str(refused.path))}**: {_plain(sentences)}"
    for sign, problems in (("❌", report.errors), ("⚠️", _without(report.problems, report.errors))):
        for problem in problems:
            place = f"{problem.path}:{problem.position.line}:{problem.position.column}"
            yield f"- {sign} **{_plain(place)}** {_plain(problem.sentence)}{_plain(problem.rule_name)}"


def _suggested(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield what is clear of the corrections as differences to copy, as many and as long as a page can take."""
    title = " / ".join(message(locale, N_("What can be written in place of it")) for locale in Locale)
    yield f"### {title}"
    fit = [each for each in suggestions if max(len(each.before), len(each.after)) <= _LONGEST_SUGGESTION]
    for each in fit[:_MOST_SUGGESTIONS]:
        # A fence is longer than any in the lines, which come from the author.
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", each.before + each.after))])
        yield f"\n**{_plain(f'{each.path}:{each.line}')}**\n\n{fence}diff"
        yield from (_as_it_is(f"{sign}{line}") for sign, line in (("-", each.before), ("+", each.after)))
        yield fence
    more = len(suggestions) - min(len(fit), _MOST_SUGGESTIONS)
    if more:
        yield "\n" + _in_both(N_("and {n} more; kb check --fix writes all of them"), more)


def _waived(waived: Sequence[Waived]) -> Iterator[str]:
    """Yield the warnings that the proposal waives, for the editors to judge."""
    title = " / ".join(message(locale, N_("Warnings that this proposal waives")) for locale in Locale)
    yield f"### {title}"
    for each in waived[:_MOST_WAIVED]:
        place = f"{each.problem.path}:{each.problem.position.line}:{each.problem.position.column}"
        reason = message(each.problem.locale, N_("waived: {reason}"), reason=each.reason)
        warning = f"{each.problem.sentence}{each.problem.rule_name}"
        yield f"- **{_plain(place)}** {_plain(warning)} — {_plain(reason)}"
    if len(waived) > _MOST_WAIVED:
        yield "\n" + _in_both(N_("and {n} more"), len(waived) - _MOST_WAIVED)


def _in_both(text: str, number: int) -> str:
    return " / ".join(message(locale, text, n=number) for locale in Locale)


def _as_it_is(text: str) -> str:
    return printable(text).encode("utf-8", "replace").decode()


def _without(problems: Sequence[Problem], others: Iterable[Problem]) -> list[Problem]:
    left_out = set(others)
    return [problem for problem in problems if problem not in left_out]


def _plain(text: str) -> str:
    """Escape a text for GitHub's Markdown, so that nothing in it becomes markup, a link or a mention."""
    text = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}…"
    escaped = _MARKDOWN.sub(lambda found: f"\\{found[0]}" if found[0] else "\u2060", printable(text))
    return escaped.encode("utf-8", "replace").decode()
