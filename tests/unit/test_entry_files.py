"""The files beside entries in the site: what the page of an entry shows of them, and what is published."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import render_body
from knowledge_base.memory.store import Memory
from knowledge_base.publish.site.entry_files import write_entry_files
from knowledge_base.render.templates import render
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.parts.prose import prose_of
from knowledge_base.view.parts.site import site_in
from tests.unit.made_files import made
from tests.unit.repository import VALID, Case, make_repository

ROOT = Path(__file__).parents[2]
_ENGLISH, _SPANISH = "docs/en/practices/hotline.md", "docs/es/practices/hotline.md"
_CASE: Case = {
    "make": {
        "docs/files/hotline/map.png": "large-png",
        "docs/files/hotline/flow.svg": "svg",
        "docs/files/hotline/form.pdf": "pdf",
    },
    "edit": {
        _ENGLISH: {
            "announced_at: [summit]\n---\n": """announced_at: [summit]
files:
  - {file: map.png, alt: A slope, caption: The map, source: Agenda, rights: Of the institute}
  - {file: flow.svg, alt: A rectangle, caption: The flow, source: Agenda, rights: Of the institute}
  - {file: form.pdf, caption: The form, source: Agenda, rights: Of the institute}
---
![](../files/hotline/map.png)

The [form](../files/hotline/form.pdf).

"""
        },
        _SPANISH: {
            "translation:": """files:
  - {file: flow.svg, alt: Un rectángulo, caption: El flujo, rights: Del instituto}
  - {file: form.pdf, caption: El formulario, rights: Del instituto}
  - {file: map.png, alt: Una pendiente, caption: El mapa, rights: Del instituto}
translation:"""
        },
    },
}
_PATHS = {f"files/hotline/{name}" for name in ("map.480.png", "map.960.png", "map.png", "flow.svg", "form.pdf")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with files of one entry."""
    return make_repository(tmp_path / "repository", _CASE)


def _catalogue(root: Path) -> Catalogue:
    checked = check_content(root)
    assert not [problem for problem in checked.problems if problem.severity == "error"]
    return checked.catalogue


def _page(catalogue: Catalogue, locale: Locale) -> str:
    site, entry = site_in(locale, catalogue), catalogue.by_id["hotline"]
    return str(render(ROOT, entry_view(site, entry), prose_of(site, entry)).html)


def test_a_text_shows_its_picture_and_the_page_the_rest(root: Path) -> None:
    page = _page(_catalogue(root), Locale.EN)
    assert page.count("<figure") == 2
    assert page.index('alt="A slope"') < page.index("The sources say no more") < page.index('alt="A rectangle"')
    files = "../../files/hotline"
    assert f'srcset="{files}/map.480.png 480w, {files}/map.960.png 960w, {files}/map.png 1600w"' in page
    assert 'width="1600" height="800"' in page
    assert 'loading="lazy"' in page
    assert f'The <a href="{files}/form.pdf"' in page
    assert "(PDF, 2 pages, 1\u00a0KB)" in page
    assert page.count("Of the institute") == 3


def test_a_translation_has_the_words_of_its_own(root: Path) -> None:
    page = _page(_catalogue(root), Locale.ES)
    assert page.count("<figure") == 2
    assert 'alt="Una pendiente"' in page
    assert "(PDF, 2 páginas, 1\u00a0KB)" in page
    assert '"../files/hotline/form.pdf"' in page
    assert "Of the institute" not in page


def test_a_text_without_pictures_of_its_entry_shows_none(root: Path) -> None:
    catalogue = _catalogue(root)
    prose = prose_of(site_in(Locale.EN, catalogue), catalogue.by_id["hotline"])
    assert prose
    assert "<figure" in render_body(prose).html
    html = render_body(prose.__class__(**{**vars(prose), "pictures": {}})).html
    assert "<img" not in html
    assert "<figure" not in html


def test_files_are_published_once_and_only_what_changed_again(root: Path, tmp_path: Path) -> None:
    site, memory = tmp_path / "site", Memory()
    assert write_entry_files(root, site, _catalogue(root), memory) == _PATHS
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == _PATHS
    with Image.open(BytesIO((site / "files/hotline/map.960.png").read_bytes())) as found:
        assert found.size == (960, 480)
    assert (site / "files/hotline/form.pdf").read_bytes() == made("pdf")
    before = {path: (site / path).stat().st_ino for path in _PATHS}
    (site / "files/hotline/map.480.png").write_bytes(b"changed")
    (root / "docs/files/hotline/form.pdf").write_bytes(made("pdf-web-link"))
    write_entry_files(root, site, _catalogue(root), memory)
    changed = {path for path in _PATHS if (site / path).stat().st_ino != before[path]}
    assert changed == {"files/hotline/map.480.png", "files/hotline/form.pdf"}
    clean = tmp_path / "clean"
    write_entry_files(root, clean, _catalogue(root), Memory())
    assert {path: (clean / path).read_bytes() for path in _PATHS} == {
        path: (site / path).read_bytes() for path in _PATHS
    }


def test_what_is_not_published_has_no_files_in_the_site(root: Path, tmp_path: Path) -> None:
    path = root / _ENGLISH
    path.write_text(path.read_text("utf-8").replace("status: published", "status: in-review"), "utf-8")
    catalogue = check_content(root).catalogue
    assert write_entry_files(root, tmp_path / "site", catalogue, Memory()) == frozenset()


def test_an_entry_without_files_says_nothing_of_them() -> None:
    assert 'id="files"' not in _page(check_content(VALID).catalogue, Locale.EN)


def test_a_document_kept_here_is_linked_with_its_type_and_size_wherever_it_is_cited(tmp_path: Path) -> None:
    edit: dict[str, dict[str, str]] = {
        **_CASE["edit"],
        "docs/en/concept-notes/note.md": {"  - title: Concept note": "  - document: agenda"},
        "vocabularies/documents.yml": {
            "  language: en": "  language: en\n  file: hotline/form.pdf",
            "    - language: pt": "    - language: pt\n      file: hotline/map.png",
        },
    }
    catalogue = _catalogue(make_repository(tmp_path / "repository", {**_CASE, "edit": edit}))
    site = site_in(Locale.ES, catalogue)
    page: html.HtmlElement = html.fromstring(str(render(ROOT, entry_view(site, catalogue.by_id["note"])).html))
    (source,) = page.find_class("kb-sources")[0].iterchildren()
    assert [(link.text_content(), link.get("href")) for link in source.iter("a")] == [
        ("Agenda of the summit", "../files/hotline/form.pdf"),
        ("en la web", "https://example.org/agenda"),
        ("Agenda da cúpula", "../files/hotline/map.png"),
        ("en la web", "https://example.com/agenda"),
    ]
    text = " ".join(source.text_content().split())
    assert "(en inglés; texto oficial; PDF, 2 páginas, " in text
    assert "; PNG, " in text
