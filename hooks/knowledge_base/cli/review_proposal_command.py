"""``kb review-proposal``: check a pull request in the workflow of the host.

The code and the settings are always those of the main branch. Of the proposal only git objects are read, and only its
content is written to files: nothing of it is checked out or executed, so that the workflow can run on proposals from
anybody.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from knowledge_base.assemble.address_book import page_addresses
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, FilePath, Option, root_option
from knowledge_base.contribute.corrections import corrected_text
from knowledge_base.contribute.review import (
    Author,
    changed_files,
    is_content,
    is_entry,
    refusals,
    shown,
    status_problems,
)
from knowledge_base.contribute.review_report import Report, Suggestion, marks, summary, verdict
from knowledge_base.environment import terminal_locale
from knowledge_base.history import Committed, commit_of, committed_files, contents_of, merged_tree
from knowledge_base.locale import N_, Locale, message
from knowledge_base.parse.document import Page, parse_document
from knowledge_base.problems import Correction, Problem, Severity, in_order, printable
from knowledge_base.read import decode, read_docs

_FOLDER = FilePath(file_okay=False, path_type=Path)
_EDITORS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


@click.command(
    "review-proposal",
    cls=Command,
    help=N_("Say whether a proposal may be merged as far as a program can tell: its files, its lines, its status.")
    + "\n\n"
    + N_(
        "Only content is taken from the proposal, as it would be when merged into the commit that is checked out; the"
        " tools are those of the repository where the command runs. Nothing of the proposal is checked out or run."
    )
    + "\n\n"
    + N_("The exit status is 0 when an editor can read the proposal, and 1 when something is to be corrected first."),
)
@root_option
@click.option(
    "--proposal",
    cls=Option,
    required=True,
    help=N_("The commit of the proposal, which git has fetched: its hash, or a name such as FETCH_HEAD."),
)
@click.option(
    "--association",
    cls=Option,
    default="NONE",
    show_default=True,
    help=N_(
        "What the author is to the repository, in the words of GitHub: OWNER, MEMBER and COLLABORATOR are taken for"
        " editors."
    ),
)
@click.option(
    "--out",
    cls=Option,
    type=_FOLDER,
    help=N_(
        "Where to put the repository as the proposal would make it, for a preview: an empty folder, or that of an"
        " earlier review."
    ),
)
@click.option(
    "--summary",
    "page",
    cls=Option,
    type=FilePath(dir_okay=False, path_type=Path),
    help=N_("A file to which a page about the proposal is added, in Markdown and both languages."),
)
@click.option(
    "--annotations",
    "as_marks",
    cls=Option,
    is_flag=True,
    help=N_("Print commands that put marks at the lines, as GitHub Actions reads them, in place of lines to read."),
)
def review_proposal(
    root: Path, proposal: str, association: str, out: Path | None, page: Path | None, *, as_marks: bool
) -> None:
    """Check a proposal, write the requested reports, and exit with status 1 if it has to be corrected."""
    before = committed_files(root)
    if not before:
        text = N_("{folder} is no working tree of git with a commit")
        raise click.UsageError(message(terminal_locale(), text, folder=root))
    commit = commit_of(root, proposal)
    if not commit:
        raise click.UsageError(message(terminal_locale(), N_("there is no commit {name} here"), name=proposal))
    if out:
        _make_empty(out)
    author = Author.EDITOR if association.upper() in _EDITORS else Author.CONTRIBUTOR
    tree = merged_tree(root, commit)
    if tree:
        with ExitStack() as stack:
            made = out or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            report = _review(root, made, (before, committed_files(root, tree)), author)
    else:
        report = Report(changed=(), mergeable=False)
    for line in marks(report) if as_marks else _lines(report):
        click.echo(line)
    if page:
        with page.open("a", encoding="utf-8") as file:
            file.write(summary(report))
    click.echo(verdict(report, terminal_locale()), err=True)
    if not report.accepted:
        raise SystemExit(1)


_MARK = ".kb-review-proposal"
"""The file by which a folder is known as one that this command has filled."""


def _make_empty(out: Path) -> None:
    """Make a folder for the preview; what an earlier review left there, and nothing else, is removed.

    Raises:
        UsageError: something else is in the folder.
    """
    if out.exists() and any(out.iterdir()):
        if not (out / _MARK).is_file():
            raise click.UsageError(message(terminal_locale(), N_("{folder} is not empty"), folder=out))
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()


_Files = Mapping[PurePosixPath, Committed]


def _review(root: Path, made: Path, files: tuple[_Files, _Files], author: Author) -> Report:
    """Assemble the repository as it would be with the proposal merged, check it, and return the report.

    Args:
        root: the main branch.
        made: an empty folder for the assembled repository.
        files: the files of the main branch, and those that it would have.
        author: the role of the author.
    """
    before, after = files
    changed = changed_files(before, after)
    refused = tuple(refusals(changed, after, author))
    code = author is Author.EDITOR and any(not is_content(path, author) for path in changed)
    _put_together(root, made, files, author, {refusal.path for refusal in refused})
    spoken = _language(changed)
    main = check_content(root, spoken=spoken)
    there = set(main.problems)
    # Every push to the main branch is published, before its addresses are in the address book.
    published = page_addresses(main.catalogue)
    checked = check_content(made, published=published, spoken=spoken)
    problems = [problem for problem in checked.problems if problem.severity is Severity.ERROR or problem not in there]
    if author is Author.CONTRIBUTOR:
        problems += status_problems(_pages(root, changed), _pages(made, changed))
    known = {(each.problem, each.reason) for each in main.waived}
    report = Report(
        changed=changed,
        refused=tuple(refused),
        problems=in_order(problems),
        code=code,
        waived=tuple(each for each in checked.waived if (each.problem, each.reason) not in known),
        suggestions=tuple(_suggestions(made, in_order(problems))),
    )
    return replace(report, shown=_show(made, changed)) if report.accepted else report


def _suggestions(made: Path, problems: Iterable[Problem]) -> Iterator[Suggestion]:
    """Yield the lines that can be corrected, with all that is clear of each."""
    of_lines: defaultdict[tuple[PurePosixPath, int], list[Correction]] = defaultdict(list)
    for problem in problems:
        if problem.correction:
            of_lines[problem.path, problem.correction.position.line].append(problem.correction)
    texts: dict[PurePosixPath, str] = {}
    for (path, line), corrections in of_lines.items():
        if path not in texts:
            texts[path], _ = decode((made / path).read_bytes(), path, Locale.EN)
        before, after = (text.split("\n") for text in (texts[path], corrected_text(texts[path], corrections)))
        if before != after:
            yield Suggestion(path=path, line=line, before=before[line - 1], after=after[line - 1])


def _language(changed: Iterable[PurePosixPath]) -> Locale:
    """Return the language of most of the changed files, or else that of the terminal: in it, its author reads."""
    of_each = Counter(path.parts[1] for path in changed if len(path.parts) > 2 and path.parts[0] == "docs")
    return max(Locale, key=lambda each: (of_each[each], each is terminal_locale()))


def _put_together(
    root: Path, made: Path, files: tuple[_Files, _Files], author: Author, refused: set[PurePosixPath]
) -> None:
    """Write the accepted content of the proposal, and copy all other files of the main branch."""
    before, after = files
    changed = set(changed_files(before, after))
    theirs = {path for path in changed if is_content(path, author) and path not in refused}
    for path in before:
        if path not in theirs and (root / path).is_file() and not (root / path).is_symlink():
            _write(made / path, (root / path).read_bytes())
    written = sorted(theirs & after.keys())
    for path, data in zip(written, contents_of(root, [after[path] for path in written]), strict=True):
        _write(made / path, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _pages(root: Path, paths: Iterable[PurePosixPath]) -> dict[PurePosixPath, Page]:
    """Return the parsed content files of a repository that are among the given paths."""
    wanted = {path for path in paths if is_entry(path)}
    return {source.path: parse_document(source)[0] for source in read_docs(root)[0] if source.path in wanted}


def _show(made: Path, changed: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """Publish the proposal's unpublished entries in the assembled repository, for the preview; return their files."""
    pages = _pages(made, changed)
    texts = {path: text for path, page in pages.items() if (text := shown(page)) is not None}
    unwritten = {path: text.encode() for path, text in texts.items()}
    # If one refers to another unpublished entry, publishing it would be an error: then leave all as they are.
    if any(problem.severity is Severity.ERROR for problem in check_content(made, unwritten).problems):
        return ()
    for path, data in unwritten.items():
        (made / path).write_bytes(data)
    return tuple(texts)


def _lines(report: Report) -> Iterable[str]:
    locale = terminal_locale()
    yield from (printable(f"{refused.path}: {refused.sentence(locale)}") for refused in report.refused)
    yield from (str(problem) for problem in report.problems)
