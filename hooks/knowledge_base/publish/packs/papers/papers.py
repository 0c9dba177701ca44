"""Papers: a PDF of each agreement, concept note, practice and brief, and a list of them, in a zip for each language.

Typst lays them out and tags them (PDF/UA-1, ISO 14289-1), and refuses what it sees to be against that. What a
paper is made of is its key: those that have not changed are taken from the papers made before. The same site gives the
same bytes, as papers say nothing of when they were made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlsplit

import typst

from knowledge_base.assemble.addresses import relative_url
from knowledge_base.locale import N_
from knowledge_base.publish.packs.books.articles import article_of, lead_links, pictures_in
from knowledge_base.publish.packs.books.volume import BookPage, Volume
from knowledge_base.publish.packs.packing import ROOT, PackError, write_zip
from knowledge_base.publish.packs.papers.paper_blocks import Block, blocks_on_paper
from knowledge_base.setup_error import reading
from knowledge_base.view.parts.handed_round import PAPER_SUFFIX, address_on_paper
from knowledge_base.write import write_whole

_LAYOUT = "paper.typ"
_STANDARD: Final = "ua-1"


class PaperShelf:
    """The papers that were made before, and makes those that were not.

    Args:
        folder: where they are kept, by what they are made of.
        site: the built site, which has their pictures.
    """

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder, self._site = folder, site
        self._layout = files(__package__).joinpath(_LAYOUT).read_bytes()
        self._made_by = f"typst {version('typst')}\0".encode() + self._layout
        self._used: set[str] = set()

    def paper(self, said: Block, pictures: Mapping[str, bytes]) -> bytes:
        """Return a paper.

        Args:
            said: what it says, as ``paper.typ`` takes it.
            pictures: its pictures, by their paths from the root of the site.

        Raises:
            PackError: it can't be laid out.
        """
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        key = sha256(self._made_by + text.encode())
        for path, data in sorted(pictures.items()):
            key.update(f"\0{path}\0".encode() + data)
        name = key.hexdigest() + PAPER_SUFFIX
        self._used.add(name)
        kept = self.folder / name
        if kept.is_file():
            return kept.read_bytes()
        try:
            made: bytes = typst.compile(
                self._layout,
                # Its types want a root of the type of the layout.
                root=cast("bytes", str(self._site)),
                sys_inputs={"paper": text},
                pdf_standards=[_STANDARD],
                # The fonts are those that Typst has in it: the same on every computer.
                ignore_system_fonts=True,
                # Nothing is said of the time, but without a value Typst would ask the clock.
                timestamp=0,
            )
        except RuntimeError as error:
            text = N_("{page} can't be laid out on paper: {reason}")
            raise PackError(text, page=said["title"], reason=error) from error
        write_whole(kept, made)
        return made

    def forget_others(self) -> None:
        """Remove the papers that nobody has asked for."""
        for path in self.folder.glob(f"*{PAPER_SUFFIX}"):
            if path.name not in self._used:
                path.unlink(missing_ok=True)


def write_papers(
    target: Path, volume: Volume, step: Callable[[int], None] = lambda _done: None, *, shelf: PaperShelf
) -> None:
    """Write the papers of a language as a zip.

    Args:
        target: the zip.
        volume: the pages of the language.
        step: is called with the number of pages done since the last call.
        shelf: has the papers that were made before.

    Raises:
        PackError: a page is no page of a site, or can't be laid out.
        DamagedFileError: a picture can't be read.
    """
    leaves, made = [], {}
    for leaf in volume.leaves:
        if address := address_on_paper(leaf.url):
            leaves.append(leaf)
            made[f"{ROOT}-pdf/{address}{PAPER_SUFFIX}"] = _paper(leaf, volume, shelf)
        step(1)
    made[f"{ROOT}-pdf/index{PAPER_SUFFIX}"] = shelf.paper(_list(leaves, volume), {})
    write_zip(target, {path: _giving(data) for path, data in made.items()})


def _giving(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _paper(leaf: BookPage, volume: Volume, shelf: PaperShelf) -> bytes:
    home = volume.masthead.home
    article = article_of(volume.site, leaf.url)
    lead_links(article, leaf.url, lambda address: "" if urlsplit(address).path == leaf.url else home and home + address)
    pictures = {}
    for picture, path in pictures_in(article, leaf.url):
        picture.set("src", f"/{path}")
        with reading(volume.site / path):
            pictures[path] = (volume.site / path).read_bytes()
    return shelf.paper(_said(leaf.title, blocks_on_paper(article), home and home + leaf.url, volume), pictures)


def _said(title: str, blocks: list[Block], address: str, volume: Volume) -> Block:
    """Return what a paper says, as ``paper.typ`` takes it."""
    return {
        "title": title,
        "lang": volume.locale,
        "foot": [volume.masthead.name, *([address] if address else [])],
        "blocks": blocks,
    }


def _list(leaves: list[BookPage], volume: Volume) -> Block:
    """Return the paper that lists the others."""
    note = " · ".join(filter(None, (volume.about.sentence(volume.locale), volume.masthead.licence)))
    blocks: list[Block] = [
        {"kind": "heading", "level": 1, "parts": [volume.masthead.name]},
        {"kind": "lead", "parts": [volume.masthead.description]},
        {"kind": "note", "parts": [note]},
        *_lists(leaves, volume),
    ]
    return _said(volume.masthead.name, blocks, volume.masthead.home, volume)


def _lists(leaves: list[BookPage], volume: Volume) -> Iterator[Block]:
    there = {leaf.url for leaf in leaves}
    for section in volume.sections:
        listed = [leaf for leaf in section.leaves if leaf.url in there]
        if listed:
            yield {"kind": "heading", "level": 2, "parts": [section.front.title]}
            items = [[{"kind": "paragraph", "parts": [_link(leaf)]}] for leaf in listed]
            yield {"kind": "list", "numbered": False, "plain": False, "start": 1, "items": items}


def _link(leaf: BookPage) -> Block:
    to = relative_url(f"{address_on_paper(leaf.url)}{PAPER_SUFFIX}", f"index{PAPER_SUFFIX}")
    return {"kind": "link", "to": to, "parts": [leaf.title]}
