"""The documents of the repository are true: their commands exist, their examples pass, their paths lead somewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from knowledge_base import cli
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.parse.yaml_tree import load
from knowledge_base.problems import Problem

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CONTRIBUTING.es.md", "CHANGELOG.md")
GUIDES: Mapping[Locale, str] = {Locale.EN: "CONTRIBUTING.md", Locale.ES: "CONTRIBUTING.es.md"}

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_TARGET = re.compile(r"^([a-z-]+):(.*)$", re.MULTILINE)


def _text(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def _blocks(document: str) -> Iterator[tuple[str, str]]:
    """Yield the language and the text of every block of code."""
    for _, language, text in _FENCE.findall(_text(document)):
        yield language, dedent(text)


def _commands(document: str) -> Iterator[str]:
    """Yield what a document asks its reader to type, in blocks and in sentences."""
    for language, text in _blocks(document):
        if language in ("sh", "bat"):
            yield from (line.partition("#")[0].strip() for line in text.splitlines())
    yield from _CODE.findall(_FENCE.sub("", _text(document)))


def _called(program: str) -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for command in _commands(document):
            if found := re.fullmatch(rf"{program} ([a-z-]+)\b.*", command):
                yield document, found[1]


def _targets() -> dict[str, bool]:
    """Return the targets of the Makefile, and whether each is described for people."""
    return {name: "## " in rest for name, rest in _TARGET.findall(_text("Makefile"))}


def test_every_make_command_of_the_documents_exists() -> None:
    called = set(_called("make"))
    assert {"README.md", "CONTRIBUTING.md", "CONTRIBUTING.es.md"} <= {document for document, _ in called}
    targets = _targets()
    assert [(document, name) for document, name in sorted(called) if name not in targets] == []


def test_every_kb_command_of_the_documents_exists() -> None:
    called = set(_called("kb"))
    assert ("README.md", "check") in called
    assert [(document, name) for document, name in sorted(called) if name not in cli.main.commands] == []


def test_the_readme_shows_every_make_command_that_is_for_people() -> None:
    described = {name for name, for_people in _targets().items() if for_people}
    assert {"site", "test"} <= described
    assert described - {name for document, name in _called("make") if document == "README.md"} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_paths_of_the_documents_lead_somewhere(document: str) -> None:
    prose = _FENCE.sub("", _text(document))
    links = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", _CODE.sub("", prose))]
    tops = {path.name for path in ROOT.iterdir()}
    paths = [
        code
        for code in _CODE.findall(prose)
        if "/" in code and code.split("/")[0] in tops - {"site"} and not re.search(r"[<>*\s]", code)
    ]
    wanted = [path for path in (*links, *paths) if path and "://" not in path]
    # No entry has files yet: those in the guides are examples.
    wanted = [path for path in wanted if not path.startswith("docs/files/")]
    examples = {f"docs/{locale}/practices/{_example(other)[0]}.md" for locale in Locale for other in Locale}
    assert [path for path in wanted if not (ROOT / path).exists() and path not in examples] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_inside_the_documents_lead_to_headings(document: str) -> None:
    for target, anchor in re.findall(r"\]\(([\w.]*)#([^)\s]+)\)", _text(document)):
        slugs = {_slug(heading) for _, heading in _headings(target or document)}
        assert anchor in slugs, f"{document}: {target}#{anchor}"


def test_the_guides_have_the_same_headings() -> None:
    english, spanish = ([level for level, _ in _headings(guide)] for guide in GUIDES.values())
    assert english == spanish
    assert len(english) > 5


def test_the_guides_have_the_same_rows_and_blocks() -> None:
    english, spanish = (_text(guide) for guide in GUIDES.values())
    for pattern in (r"^\|", r"^ *\d+\. ", r"^ *```"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(re.findall(pattern, spanish, re.MULTILINE))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for folder in ("docs", "vocabularies"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("locale", list(Locale))
def test_the_example_passes(repository: Path, locale: Locale) -> None:
    id_, original, _ = _example(locale)
    assert f"docs/{locale}/practices/{id_}.md" in _text(GUIDES[locale])
    assert _found(repository, _versions(id_, {locale: original})) == []


@pytest.mark.parametrize("locale", list(Locale))
def test_the_example_and_its_translation_pass(repository: Path, locale: Locale) -> None:
    id_, original, translation = _example(locale)
    assert _found(repository, _versions(id_, {locale: original, locale.other: translation})) == []


@pytest.mark.parametrize("locale", list(Locale))
def test_a_translation_begins_as_what_the_guide_shows_finished(repository: Path, locale: Locale) -> None:
    id_, original, translation = _example(locale)
    (repository / f"docs/{locale}/practices/{id_}.md").write_text(original, "utf-8")
    assert CliRunner().invoke(cli.main, ("translate", id_, "--root", str(repository))).exit_code == 0
    begun = (repository / f"docs/{locale.other}/practices/{id_}.md").read_text("utf-8")
    emptied = re.sub(r'^((?!translation).*: )".*"$', r'\1""', translation.split("---\n")[1], flags=re.MULTILINE)
    assert load(begun.split("---\n")[1]).data == load(emptied.replace("unofficial", "draft")).data
    headings = [re.findall(r"^## .*", text, re.MULTILINE) for text in (begun, translation)]
    assert headings[0] == headings[1]


@pytest.mark.parametrize(("locale", "typed"), [(Locale.EN, "temporary-document"), (Locale.ES, "documentos temporal")])
def test_the_check_prints_the_line_that_the_guide_explains(repository: Path, locale: Locale, typed: str) -> None:
    id_, original, _ = _example(locale)
    printed = [
        str(p) for p in _found(repository, _versions(id_, {locale: original.replace("temporary-documents", typed)}))
    ]
    shown = [text.strip() for language, text in _blocks(GUIDES[locale]) if language == "text"]
    assert printed == [shown[0]]
    assert f"> `{shown[0]}`" in _text(f"docs/{locale}/contribute.md")


# What to do to the example, row by row, for the check to say what the table of messages says. The last two rows are
# about translations.
_SPOILED = (
    (r"^leads: \[MX\]\n", ""),
    (r"^leads:", "leeds:"),
    (r"^scale:", "adopted_on: 2021\nscale:"),
    (r"temporary-documents", "documents-temporary"),
    (r"leads: \[MX\]", "leads: [Congo]"),
    (r"leads: \[MX\]", "lead: MX"),
    (r"border-realities-2021-09-20", "no-such-meeting"),
    (r"^---\n##", "---\nid: other\ntitle: Other\n\n##"),
    (r"\Z", "\n#### Results\n\nA.\n"),
    (r"scale: national", "scale: galactic"),
    (r"created: .*", "created: 2026-02-30"),
    (r"created: .*", "created: 24/08/2021"),
    (r'summary: "(.*)"', r"summary: \1"),
    (r"leads: \[MX\]", "leads: [“MX”]"),
    (r"^---\n##", "—\n##"),
    (r"^(    locator: .*\n)", r"\1  title: Other\n"),
    (r"code: MX", "code: NO"),
    (r"\Z", "\n{.red}\n"),
    (r"\Z", "\n• A.\n"),
    (r"\Z", "\n    A.\n"),
    (r"\Z", "\nMigraciÃ³n.\n"),
    (r"^## .*\n", ""),
)


def _rows(locale: Locale) -> list[str]:
    """Return the messages in the table of the guide that explains them: the last table with three columns."""
    table = _text(GUIDES[locale]).rpartition("|---|---|---|\n")[2]
    return re.findall(r"^\| `(.*?)` \|", table.partition("\n\n")[0], re.MULTILINE)


@pytest.mark.parametrize("locale", list(Locale))
def test_the_check_says_what_the_guide_explains(repository: Path, locale: Locale) -> None:
    id_, original, _ = _example(locale)
    rows = _rows(locale)
    assert len(rows) == len(_SPOILED) + 2
    files = {
        f"docs/{locale}/practices/{id_}-{number}.md": re.sub(
            pattern, replacement, original, count=1, flags=re.MULTILINE
        )
        for number, (pattern, replacement) in enumerate(_SPOILED)
    }
    found = _found(repository, {path: text.replace(id_, Path(path).stem) for path, text in files.items()})
    for row, path in zip(rows, files, strict=False):
        assert row in _said(problem for problem in found if str(problem.path) == path), path


@pytest.mark.parametrize("locale", list(Locale))
def test_the_check_says_of_translations_what_the_guide_explains(repository: Path, locale: Locale) -> None:
    id_, original, translation = _example(locale.other)
    contradiction, warning = _rows(locale)[-2:]
    versions = {locale.other: original, locale: translation.replace("translation:", "leads: [PA]\ntranslation:")}
    assert contradiction in _said(_found(repository, _versions(id_, versions)))
    versions = {locale.other: original.replace("Whom", "Who").replace("quiénes", "quién"), locale: translation}
    assert f": {warning} " in _said(_found(repository, _versions(id_, versions)))


def _example(locale: Locale) -> tuple[str, str, str]:
    """Return the example of a guide: its id, its file, and the file of its translation."""
    original, translation = (text for language, text in _blocks(GUIDES[locale]) if language == "markdown")
    ids = re.findall(r"^id: (\S+)$", original + translation, re.MULTILINE)
    assert ids[0] == ids[1]
    return ids[0], original, translation


def _versions(id_: str, versions: Mapping[Locale, str]) -> dict[str, str]:
    return {f"docs/{locale}/practices/{id_}.md": text for locale, text in versions.items()}


def _found(repository: Path, files: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with some files, put among the real ones."""
    for path, text in files.items():
        (repository / path).write_text(text, "utf-8")
    return [problem for problem in check_content(repository).problems if str(problem.path) in files]


def _said(problems: Iterable[Problem]) -> str:
    return "\n".join(map(str, problems))


def _headings(document: str) -> list[tuple[int, str]]:
    return [
        (len(marks), words)
        for marks, words in re.findall(r"^(#+) (.+)$", _FENCE.sub("", _text(document)), re.MULTILINE)
    ]


def _slug(heading: str) -> str:
    """Return the anchor that hosts of repositories give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
