"""Rules on what bodies show and link to of the files beside their entry."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.context import Context
from knowledge_base.locale import N_, message
from knowledge_base.markdown.body import BodyImage
from knowledge_base.markdown.resolve import file_within
from knowledge_base.model.kinds import KIND_BY_FOLDER
from knowledge_base.parse.document import Page
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import Position, Problem
from knowledge_base.suggest import nearest


def picture_problems(page: Page, image: BodyImage, position: Position, context: Context) -> Iterator[Problem]:
    """Yield the problems of a picture in a body.

    Args:
        page: the page with the picture.
        image: the picture.
        position: the position of the picture in the file.
        context: the files that there are.
    """
    folder, _, id_ = page.source.address.rpartition("/")
    if folder not in KIND_BY_FOLDER:
        what, allowed = N_("pictures belong to entries"), N_("say it in words, or give the data as a table")
        yield _problem(page, position, "picture-place", what, allowed)
        return
    found = file_within(image.src, page.source.address)
    if found is None or found[0] != id_:
        what = N_("{src!r} is no picture beside this entry")
        allowed = N_("put it into docs/files/{id}/, say under files: what it is, and write ![](../files/{id}/name.png)")
        yield _problem(page, position, "picture-outside", what, allowed, src=shortened(image.src), id=id_)
        return
    yield from described_problems(page, found[1], position, context)
    file = next((file for file in context.files.get(id_, ()) if file.name == found[1]), None)
    if file and file.about.is_document:
        what, allowed = N_("{name!r} is a document, not a picture"), N_("link to it: [words]({src})")
        yield _problem(page, position, "picture-document", what, allowed, name=file.name, src=shortened(image.src))
    elif not image.alone:
        what, allowed = N_("a picture stands by itself"), N_("put a blank line before and after it")
        yield _problem(page, position, "picture-alone", what, allowed)


def described_problems(page: Page, name: str, position: Position, context: Context) -> Iterator[Problem]:
    """Yield a problem if the entry of a page does not describe a file of this name.

    Args:
        page: the page.
        name: the name of a file in the folder of its entry.
        position: where it is named.
        context: the entries.
    """
    id_ = posixpath.basename(page.source.address)
    names = _described(context.entries.get(id_))
    if name in names:
        return
    locale = page.source.locale
    near = nearest(name, dict.fromkeys(names, ()))
    what = N_("the entry does not say what {name!r} is")
    allowed = N_("put it into docs/files/{id}/, and add it under files:")
    yield page.problem(
        position,
        (),
        "picture-undescribed",
        message(locale, what, name=shortened(name)),
        message(locale, allowed, id=id_),
        message(locale, N_("did you mean {value!r}?"), value=near) if near else "",
    )


def _described(entry: Entry | None) -> list[str]:
    return [item.file for item in entry.record.files or () if item.file] if entry else []


def _problem(page: Page, position: Position, rule: str, what: str, allowed: str, **values: object) -> Problem:
    locale = page.source.locale
    return page.problem(position, (), rule, message(locale, what, **values), message(locale, allowed, **values))
