"""``mkdocs serve`` follows what people write, and shows what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from tests.site.repository import Repository
from tests.site.serving import Preview, previewed

PAGE = "en/practices/first.html"
FILE = "docs/en/practices/first.md"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("preview") / "repository")
    made.practice("first", "The first practice", Locale.EN, "A body.")
    made.practice("other", "Another practice", Locale.EN)
    return made


@pytest.fixture(scope="module")
def preview(repository: Repository) -> Iterator[Preview]:
    with previewed(repository.folder) as running:
        yield running


@pytest.fixture
def text(repository: Repository) -> Iterator[str]:
    """Return the text of the first practice, which is put back in the end."""
    path = repository.folder / FILE
    written = path.read_text("utf-8")
    yield written
    path.write_text(written, "utf-8")


def _problem(page: str) -> str:
    """Return what a page says at its top of what is wrong; nothing if nothing is."""
    sections = lxml.html.fromstring(page).iter("section")
    return " ".join("".join(map(str, one.itertext())) for one in sections if one.get("role") == "alert")


def test_pages_have_no_policy_and_reload_themselves(preview: Preview) -> None:
    status, page = preview.get(PAGE)
    assert (status, "Content-Security-Policy" in page, "livereload(" in page) == (200, False, True)
    assert _problem(page) == ""
    assert "1 warning about this page" in page
    assert "warning about this page" not in preview.get("en/index.html")[1]


def test_a_body_and_a_title_follow(preview: Preview, repository: Repository, text: str) -> None:
    repository.write(FILE, text.replace("A body.", "A new body."))
    assert preview.shows(PAGE, "A new body.")
    repository.write(FILE, text.replace('"title": "The first practice"', '"title": "A new title"'))
    for address in (PAGE, "en/practices/index.html", "practices/index.html", "en/topics/synthetic-topic.html"):
        assert preview.shows(address, "A new title"), address
    assert "A new body." not in preview.get(PAGE)[1]


def test_a_file_that_is_replaced_follows(preview: Preview, repository: Repository, text: str) -> None:
    """As editors save: they write another file, and give it the name of the first."""
    repository.write("docs/en/practices/.first.md.part", text.replace("A body.", "A replaced body."))
    (repository.folder / "docs/en/practices/.first.md.part").replace(repository.folder / FILE)
    assert preview.shows(PAGE, "A replaced body.")


def test_an_entry_appears_moves_and_goes(preview: Preview, repository: Repository) -> None:
    folder = repository.folder / "docs/en/practices"
    record = repository.practice("added", "An added practice", Locale.EN)
    assert preview.shows("en/practices/added.html", "An added practice")
    assert preview.shows("en/practices/index.html", "An added practice")
    (folder / "added.md").unlink()
    repository.practice("moved", "A moved practice", Locale.EN, summary=record["summary"])
    assert preview.shows("en/practices/moved.html", "A moved practice")
    status, page = preview.get("en/practices/added.html")
    assert (status, 'lang="en"' in page, "livereload(" in page) == (404, True, True)
    (folder / "moved.md").unlink()
    assert preview.until(lambda: preview.get("en/practices/moved.html")[0] == 404)
    assert "A moved practice" not in preview.get("en/practices/index.html")[1]
    assert preview.get("practices/moved.html")[0] == 404


def test_many_changes_are_one(preview: Preview, repository: Repository) -> None:
    """As git checks out many files."""
    before = len(preview.lines)
    names = [f"many-{number}" for number in range(100)]
    for name in names:
        repository.practice(name, f"Practice {name}", Locale.EN)
    assert preview.shows(f"en/practices/{names[-1]}.html", names[-1])
    for name in names:
        (repository.folder / f"docs/en/practices/{name}.md").unlink()
    assert preview.until(lambda: preview.get(f"en/practices/{names[0]}.html")[0] == 404)
    assert len([line for line in preview.lines[before:] if "entries" in line]) < 10


def test_a_problem_is_told_and_the_page_stays(preview: Preview, repository: Repository, text: str) -> None:
    assert preview.shows(PAGE, "A body.")
    repository.write(FILE, text.replace('"topics": [', '"topics": ["<b>unknown</b>", '))
    told = [str(problem) for problem in check_content(repository.folder).problems]
    assert "<b>unknown</b>" in told[0]
    counted = f"1 error, {len(told) - 1} warnings, 3 entries"
    assert preview.says(counted)
    place = preview.lines.index(counted)
    assert preview.lines[place - len(told) : place] == told
    for address, heading in ((PAGE, "1 error in the content"), ("practices/first.html", "1 error en el contenido")):
        status, page = preview.get(address)
        assert (status, "A body." in page, "<b>unknown" in page) == (200, True, False)
        assert heading in _problem(page)
        assert told[0] in _problem(page)
    repository.write(FILE, text.replace("A body.", "A mended body."))
    assert preview.shows(PAGE, "A mended body.")
    assert _problem(preview.get(PAGE)[1]) == ""


def test_vocabularies_settings_templates_and_styles_follow(preview: Preview, repository: Repository) -> None:
    vocabulary = repository.folder / "vocabularies/topics.yml"
    written = vocabulary.read_text("utf-8")
    vocabulary.write_text(written.replace("Synthetic topic", "A renamed topic"), "utf-8")
    assert preview.shows(PAGE, "A renamed topic")
    publisher = repository.folder / "publisher.yml"
    settings = publisher.read_text("utf-8")
    publisher.write_text(settings.replace("contact_page:", "contact_page: https://example.org/us"), "utf-8")
    assert preview.shows(PAGE, "https://example.org/us")
    template = repository.folder / "overrides/main.html"
    shell = template.read_text("utf-8")
    template.write_text(shell.replace('<p class="kb-footer__name">', '<p class="kb-footer__name new">'), "utf-8")
    assert preview.shows(PAGE, "kb-footer__name new")
    template.write_text(shell.replace("{{ content }}", "{{ contents_ }}"), "utf-8")
    assert preview.shows(PAGE, "is undefined")
    assert "A body." in preview.get(PAGE)[1]
    template.write_text(shell, "utf-8")
    sheet = repository.folder / "overrides/assets/stylesheets/prose.css"
    with sheet.open("a", encoding="utf-8") as file:
        file.write("\n.made-up { color: inherit }\n")

    def styled() -> bool:
        names = [link.get("href", "") for link in lxml.html.fromstring(preview.get(PAGE)[1]).iter("link")]
        return any(".made-up" in preview.get(name.removeprefix("../../"))[1] for name in names if "/prose." in name)

    assert preview.until(styled)


def test_a_configuration_that_mkdocs_cannot_read_is_told(preview: Preview, repository: Repository) -> None:
    config = repository.folder / "mkdocs.yml"
    written = config.read_text("utf-8")
    config.write_text(f"{written}\nplugins: [\n", "utf-8")
    assert preview.until(lambda: "could not be brought up to date" in _problem(preview.get(PAGE)[1]))
    assert "A body." in preview.get(PAGE)[1]
    config.write_text(written.replace("RCM knowledge base", "A renamed base"), "utf-8")
    assert preview.shows(PAGE, "A renamed base")
    assert _problem(preview.get(PAGE)[1]) == ""


def test_code_asks_for_a_new_start(preview: Preview, repository: Repository) -> None:
    with (repository.folder / "hooks/mkdocs_hooks.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert preview.says("the code has changed")


@pytest.fixture
def shown(chromium: Browser, preview: Preview) -> Iterator[Page]:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{preview.home}{PAGE}")
        yield page


def test_the_browser_follows_by_itself(shown: Page, repository: Repository, text: str) -> None:
    main, alert = shown.locator("main"), shown.get_by_role("alert")
    repository.write(FILE, text.replace("A body.", "A body in the browser."))
    expect(main).to_contain_text("A body in the browser.", timeout=20_000)
    repository.write(FILE, text.replace('"status": "published"', '"status": "made-up"'))
    expect(alert).to_contain_text("'made-up'", timeout=20_000)
    expect(main).to_contain_text("A body in the browser.")
    repository.write(FILE, text)
    expect(alert).to_have_count(0, timeout=20_000)
    expect(main).to_contain_text("A body.")


def test_the_search_follows_in_a_pause(preview: Preview, repository: Repository, text: str) -> None:
    repository.write(FILE, text.replace("A body.", "Xylographers."))
    assert preview.shows(PAGE, "Xylographers.")
    assert preview.until(lambda: "xylograph" in preview.get("search/en/words/x.js")[1].lower())
    assert preview.get("data/explore.en.js")[0] == 200


def test_a_preview_that_begins_with_an_error_and_ends(tmp_path: Path) -> None:
    made = Repository.create(tmp_path / "repository")
    made.practice("first", "The first practice", Locale.EN, "A body.")
    made.write(FILE, "no front matter")
    with previewed(made.folder, environment={"LANGUAGE": "es"}) as running:
        assert running.shows("", "Todavía no hay nada que mostrar")
        assert "docs/en/practices/first.md:1:1" in _problem(running.get(PAGE)[1])
        made.practice("first", "The first practice", Locale.EN, "A body.")
        assert running.shows(PAGE, "A body.")
        assert (running.stop(), [line for line in running.lines if "Traceback" in line]) == (0, [])
    # What was made is there for the next preview.
    assert list((made.folder / ".cache/build").glob("preview-*/memory.sqlite"))
