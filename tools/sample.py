"""A page of each template, for what takes too long for every page of a site."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.locale import DEFAULT_LOCALE, Locale

# The indexes of facets share a template, as those of kinds do and all terms: two folders stand for each.
_FOLDERS = ("topics", "countries", "agreements", "meetings", "practices", "concept-notes", "briefs")


def one_of_each(site: Path, locale: Locale) -> list[str]:
    """Return a page of each template: every page at the root, and of each folder its index and its longest page.

    Args:
        site: the folder of the built site.
        locale: the language of the pages.

    Returns:
        Where they are, from the root of the site: ``en/topics/index.html``.
    """
    home = site if locale is DEFAULT_LOCALE else site / locale
    chosen = sorted(home.glob("*.html"))
    for name in _FOLDERS:
        index = home / name / "index.html"
        others = sorted(page for page in (home / name).rglob("*.html") if page != index)
        chosen += [index] if index.is_file() else []
        chosen += [max(others, key=lambda page: page.stat().st_size)] if others else []
    return [page.relative_to(site).as_posix() for page in chosen]
