"""The files beside an entry, as its page shows them: pictures with their captions, and links to documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.anchors import file_anchor, shown_version
from knowledge_base.assemble.entries import Entry
from knowledge_base.attachments.renditions import renditions
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.locale import N_
from knowledge_base.markdown.figures import PictureShown
from knowledge_base.markdown.resolve import file_within
from knowledge_base.model.files import DescribedFile
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.source_lines import file_kind


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """A document beside an entry.

    Attributes:
        id: its anchor.
        url: where it is, from the root of the site.
        caption: what it is.
        about: its type, how many pages it has, and how large it is.
        source: where it is from.
        rights: whose it is.
    """

    id: str
    url: str
    caption: Text
    about: str
    source: Link
    rights: Text


@dataclass(frozen=True, kw_only=True)
class FilesShown:
    """The files that the page of an entry shows after its text.

    Attributes:
        pictures: those that its text does not show.
        documents: all documents.
    """

    pictures: tuple[PictureShown, ...] = ()
    documents: tuple[DocumentLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.documents)


def files_shown(site: Site, entry: Entry) -> FilesShown:
    """Return the files that the page of an entry shows after its text."""
    in_text = set(pictures_in_text(site, entry).values())
    both = tuple(_described(site, entry))
    pictures = (_picture(site, entry, said, file) for said, file in both if file.about.is_picture)
    return FilesShown(
        pictures=tuple(picture for picture in pictures if picture not in in_text),
        documents=tuple(_document(site, entry, said, file) for said, file in both if file.about.is_document),
    )


def pictures_in_text(site: Site, entry: Entry) -> dict[str, PictureShown]:
    """Return the pictures that the text of an entry shows, by their addresses as it has them."""
    version = shown_version(entry, site.locale)
    if not version.reading.images:
        return {}
    known = {file.name: (said, file) for said, file in _described(site, entry)}
    found = {}
    for image in version.reading.images:
        way = file_within(image.src, entry.address)
        if way and way[0] == entry.id and way[1] in known:
            said, file = known[way[1]]
            if file.about.is_picture:
                found[image.src] = _picture(site, entry, said, file)
    return found


def file_urls(site: Site, entry: Entry) -> dict[tuple[str, str], str]:
    """Return where the files of an entry are, from the root of the site, by the entry and their names."""
    return {(entry.id, file.name): file.address for _, file in _described(site, entry)}


def _described(site: Site, entry: Entry) -> Iterator[tuple[DescribedFile, EntryFile]]:
    """Yield the files of an entry in the order in which it describes them, in the language of the site."""
    there = {file.name: file for file in site.catalogue.files.get(entry.id, ())}
    for said in entry.in_(site.locale).record.files if there else ():
        if said.file in there:
            yield said, there[said.file]


def _picture(site: Site, entry: Entry, said: DescribedFile, file: EntryFile) -> PictureShown:
    sizes = renditions(file)
    source = _source(site, entry, said)
    return PictureShown(
        id=file_anchor(file.name),
        src=sizes[-1].address,
        sizes=tuple((size.address, size.width) for size in sizes),
        width=sizes[-1].width,
        height=sizes[-1].height,
        alt=str(said.alt or said.caption),
        caption=str(said.caption),
        locale=said.caption.locale,
        source_label=site.say(N_("Source:")),
        source=str(source.label),
        source_url=source.url,
        rights=str(said.rights),
    )


def _document(site: Site, entry: Entry, said: DescribedFile, file: EntryFile) -> DocumentLine:
    return DocumentLine(
        id=file_anchor(file.name),
        url=file.address,
        caption=said.caption,
        about=file_kind(file, site.locale),
        source=_source(site, entry, said),
        rights=said.rights,
    )


def _source(site: Site, entry: Entry, said: DescribedFile) -> Link:
    """Return the source of a file: a link to it on the same page, or words."""
    line = site.source_named(entry, said.source)
    return Link(line.title, url=f"#{line.id}" if line.id else "")
