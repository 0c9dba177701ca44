"""Rules on the language of texts: they keep to the style sheet (`knowledge_base.model.style_sheet`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context
from knowledge_base.locale import N_, message
from knowledge_base.model.shape import Fields, Path, shape_of, texts
from knowledge_base.model.style_forms import Departure, departures_in
from knowledge_base.model.style_sheet import avoided_forms
from knowledge_base.parse.document import Page
from knowledge_base.problems import Correction, Position, Problem, as_warning


def texts_in_style(entry: Entry, _: Context) -> Iterator[Problem]:
    """Texts keep to the style sheet: names, dates, numbers, capitals and words. What they quote is left alone."""
    for version in entry.versions.values():
        # The texts of a draft are still those of the original, in the other language.
        if not version.draft:
            yield from style_problems(version.page, shape_of(entry.kind.record))


def style_problems(page: Page, shape: Fields) -> Iterator[Problem]:
    """Yield a warning for each place where the texts of a file depart from the style sheet.

    Args:
        page: the file.
        shape: the shape of its fields, whose translatable texts are looked at, besides the body.
    """
    fields = list(texts(shape, page.tree.data))
    forms = avoided_forms((*(text for _, text in fields), page.body), page.source.locale)
    if not forms:
        return
    for path, text in fields:
        for each in departures_in(text, forms):
            yield _warning(page, path, page.tree.position(path), each, _in_field(page, path, each))
    for each in departures_in(page.body, forms):
        place = _in_body(page, each.start)
        clear = None if each.is_advice else Correction(place, each.words, each.instead)
        yield _warning(page, (), place, each, clear)


def _warning(page: Page, path: Path, place: Position, found: Departure, correction: Correction | None) -> Problem:
    locale = page.source.locale
    what = message(locale, N_("{words!r} is not in the style of this site"), words=found.words)
    allowed = message(locale, N_("write {value}"), value=found.instead)
    warning = as_warning(page.problem(place, path, "style", what, allowed))
    return replace(warning, about=found.words, correction=correction)


def _in_field(page: Page, path: Path, found: Departure) -> Correction | None:
    """Return the correction of words in a field, where it is clear and they are written as they are read, and once."""
    if found.is_advice:
        return None
    written, place = page.tree.written(path), page.tree.position(path)
    before, words, after = written.partition(found.words)
    if not words or found.words in after or "\n" in before or "\n" in words or '"' in found.instead:
        return None
    return Correction(Position(place.line, place.column + len(before)), words, found.instead)


def _in_body(page: Page, offset: int) -> Position:
    """Return where in the file a place of its body is, given in characters from its beginning."""
    before = page.body.count("\n", 0, offset)
    return Position(page.body_line + before, offset - page.body.rfind("\n", 0, offset))
