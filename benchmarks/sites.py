"""The sites that are compared: ours, plain ones of the same Markdown, and one by Hugo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import yaml
from mkdocs.utils.yaml import yaml_load

from benchmarks.corpus import write_repository
from benchmarks.hugo import write_hugo
from knowledge_base.assemble.addresses import relative_url
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.view.pages.facet_index import FacetView, TermNode
from knowledge_base.view.pages.kind_index import KindView
from knowledge_base.view.pages.term import TermView
from knowledge_base.view.parts.pieces import Card, Link
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import PageView, plan_pages


class Variant(StrEnum):
    """A site with the same entries."""

    OURS = "ours"
    PLAIN = "plain"
    BARE = "plain, no lists"
    HUGO = "hugo"


_NAVIGATION = ("index", "topics/index", "countries/index", "meetings/index")
_OUR_FILES = ("mkdocs.yml", "publisher.yml", "LICENSE-CONTENT", "hooks/mkdocs_hooks.py", "overrides")

WITH_SEARCH = "ours, with search"
"""The folder of the copy of our site whose search is not turned off."""

# Appended to MkDocs' hooks in the copy that is measured without search: the one place where it is turned off. Explore
# asks for the number of each entry in the index, and gets an empty one.
_WITHOUT_SEARCH = """
from collections import defaultdict
from knowledge_base.publish.site import pages, whole

pages.read_document = lambda url, content, record: None
pages.keep = lambda document, locale: b""
whole.search_is_current = lambda source, folder, memory: False
whole.write_index = lambda *given: whole.Indexed(numbers=defaultdict(int))
"""


def write_sites(project: Path, folder: Path, entries: int) -> None:
    """Write the sources of every variant into a folder of its name, ready to be built.

    The plain variants use Material and static-i18n with the Markdown extensions of our configuration, and a navigation
    of four items. ``plain`` has as many pages as ours, with lists written out in Markdown; ``plain, no lists`` has only
    the entries and the four pages. Hugo makes its lists itself (`benchmarks.hugo`). None has a search, but for a second
    copy of ours.

    Args:
        project: the real repository.
        folder: where to.
        entries: the number of entries per language.
    """
    ours = folder / Variant.OURS
    write_repository(project, ours, entries)
    for name in _OUR_FILES:
        (ours / name).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy
        copy(project / name, ours / name)
    shutil.copytree(ours, folder / WITH_SEARCH)
    with (ours / "hooks/mkdocs_hooks.py").open("a", encoding="utf-8") as hooks:
        hooks.write(_WITHOUT_SEARCH)
    for variant in (Variant.PLAIN, Variant.BARE):
        shutil.copytree(ours / "docs", folder / variant / "docs")
        (folder / variant / "mkdocs.yml").write_text(_plain_config(ours / "mkdocs.yml"), encoding="utf-8")
    catalogue = check_content(ours).catalogue
    write_hugo(folder / Variant.HUGO, catalogue)
    for locale in Locale:
        for page in plan_pages(site_in(locale, catalogue)):
            path = Path("docs", locale, f"{page.chrome.address}.md")
            if (ours / path).exists():
                continue
            text = "\n\n".join(_as_markdown(page.view()))
            for variant in (Variant.PLAIN, Variant.BARE):
                if variant is Variant.PLAIN or page.chrome.address in _NAVIGATION:
                    (folder / variant / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / variant / path).write_text(text, encoding="utf-8")


def _plain_config(ours: Path) -> str:
    """Return our configuration without our hooks and templates."""
    config = yaml_load(ours.read_text(encoding="utf-8"))
    del config["hooks"]
    del config["theme"]["custom_dir"]
    # What our own Markdown has, in the plain sites too.
    config["markdown_extensions"] |= {"def_list": {}, "footnotes": {}, "sane_lists": {}}
    del config["plugins"]["mkdocstrings"]
    config["nav"] = [f"{address}.md" for address in _NAVIGATION]
    config["not_in_nav"] = "*"
    # Without lists, links to them are broken; warnings about them must not add to the cost.
    config["validation"] = {"nav": {"omitted_files": "ignore"}, "links": {"not_found": "ignore", "anchors": "ignore"}}
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)


def _as_markdown(view: PageView) -> Iterator[str]:
    """Yield the Markdown of an index page, as written by hand without our hooks."""
    yield f"# {view.chrome.title}"
    yield view.chrome.description
    match view:
        case TermView(groups=groups) | KindView(groups=groups):
            for group in groups:
                yield f"## {group.title}"
                yield "\n".join(_line(card, view.chrome.url) for card in group.cards)
        case FacetView(groups=term_groups):
            for terms in term_groups:
                yield "\n".join(_nodes(terms.terms, view.chrome.url))


def _line(card: Card, page: str) -> str:
    countries = ", ".join(_link(term, page) for row in card.terms for term in row.links)
    return (
        f"- {_link(Link(card.title, url=card.url), page)}, {card.kind_label}, {card.date}: {card.summary} ({countries})"
    )


def _nodes(nodes: Sequence[TermNode], page: str, indent: str = "") -> Iterator[str]:
    for node in nodes:
        yield f"{indent}- {_link(node.link, page)} ({node.link.count}): {node.description}"
        yield from _nodes(node.narrower, page, f"{indent}    ")


def _link(link: Link, page: str) -> str:
    return f"[{link.label}]({relative_url(link.url, page).replace('.html', '.md')})"
