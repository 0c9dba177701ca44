"""A sample of one page per template, for checks too slow to run on every page."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.locale import DEFAULT_LOCALE, Locale

# Indexes of facets share a template, and so do those of kinds and the pages of terms: two folders of each will do.
_FOLDERS = ("topics", "countries", "agreements", "meetings", "practices", "concept-notes", "briefs")


def one_of_each(site: Path, locale: Locale) -> list[str]:
    """Return a sample of pages: every page at the root, and the index and the longest page of each folder.

    Args:
        site: the folder of the built site.
        locale: the language of the pages.

    Returns:
        Their paths from the site root: ``en/topics/index.html``.
    """
    home = site if locale is DEFAULT_LOCALE else site / locale
    chosen = sorted(home.glob("*.html"))
    for name in _FOLDERS:
        index = home / name / "index.html"
        others = sorted(page for page in (home / name).rglob("*.html") if page != index)
        chosen += [index] if index.is_file() else []
        chosen += [max(others, key=lambda page: page.stat().st_size)] if others else []
    return [page.relative_to(site).as_posix() for page in chosen]
