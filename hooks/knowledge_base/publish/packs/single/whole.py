"""The single file, whole: one HTML file with all pages of a language and their search, which asks for nothing else.

It works where a browser gives a page nothing but itself: opened from a message or from storage, in an opaque origin,
without storage, history and requests. Its policy allows the scripts and style sheets in it by their hashes (CSP Level
3), and no others. The same site gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from knowledge_base.locale import N_, Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.packing import PackError, files_in_folder
from knowledge_base.publish.packs.single.blocks import Table, blocks_of, parts_of, tabulate
from knowledge_base.publish.packs.single.content import FrontPage, SinglePage, SiteReader
from knowledge_base.publish.search.index import SEARCH_FOLDER
from knowledge_base.publish.site.about import About
from knowledge_base.render.templates import OVERRIDES, joined_script, render_single
from knowledge_base.setup_error import reading
from knowledge_base.view.parts.shell import FIRST_SCRIPT, GUIDE, SINGLE_FIRST, SINGLE_LAST, SINGLE_STYLE, TEXT_SCRIPT

_STAGE = "single file"
_STEMMER = "stemmer.js"
# Where words stand on pages; the file looks at the sentences themselves.
_PLACES = "place"
_PIECE = re.compile(r'rcmSearch\("([^"]+)",(.*)\);\n', re.DOTALL)
_CSS_COMMENTS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_INDENTED = re.compile(r"\n\s+")
_CLOSED = re.compile(r"</(?=script|style)|<!--", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Styled:
    """A style sheet in the file: what pages call it, its text, and whether it is for paper only."""

    name: str
    text: Markup
    for_paper: bool


def single_file(site: Path, root: Path, locale: Locale, about: About, progress: Progress) -> bytes:
    """Return the file of a language.

    Args:
        site: the folder of the built site, which is whole.
        root: the repository, for the scripts and the template of the file.
        locale: the language.
        about: what the site is of.
        progress: is told how far it is.

    Raises:
        PackError: the site is not as a build of this version writes it.
    """
    reader = SiteReader(site, locale)
    front = reader.front_page()
    with progress.stage(_STAGE, len(reader.urls)) as step:
        pages = list(reader.pages(step))
    blocks = "\n".join(_blocks(site / SEARCH_FOLDER / locale, pages))
    styles = list(_styles(site, root, front, pages))
    first = _inline('"use strict";\n' + joined_script(root, [FIRST_SCRIPT]), root / OVERRIDES)
    stemmer, script = _stemmer(site, locale), _scripts(site, root, front)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes([first, stemmer, script])}",
            f"style-src {_hashes(style.text for style in styles)}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return render_single(
        root,
        locale,
        policy=policy,
        name=front.name,
        as_of=about.sentence(locale),
        styles=styles,
        first=first,
        stemmer=stemmer,
        script=script,
        masthead=Markup(front.masthead),  # noqa: S704 - of the site, which escapes
        footer=Markup(front.footer),  # noqa: S704
        published=front.published,
        blocks=Markup(blocks),  # noqa: S704
    ).encode()


def _blocks(index: Path, pages: Sequence[SinglePage]) -> Iterator[str]:
    """Yield the blocks of the file: pages, what the search shows of them, and then the rest of the index."""
    pieces = _pieces(index)
    # What the search shows of a page begins with its address.
    texts = {value[0]: name for name, value in pieces.items() if "/text/" in name}
    shown = [(texts[page.url], pieces[texts[page.url]]) for page in pages if page.url in texts]
    sentences = (text for _, value in shown for text in set(_strings(value)))
    table, contents = tabulate((parts_of(page.content) for page in pages), sentences)
    urls = {page.url for page in pages}
    absent = [int(name.rpartition("/")[2]) for url, name in texts.items() if url not in urls]

    def things() -> Iterator[tuple[str, Any]]:
        for page, content in zip(pages, contents, strict=True):
            sheets = [PurePosixPath(sheet.path).stem.partition(".")[0] for sheet in page.sheets]
            yield f"#/{page.address}", [page.title, sheets, content]
        # Apart from the pages, as what is alike is unpacked and compressed better together.
        for name, value in shown:
            yield name, _marked(value, table)
        for name, value in pieces.items():
            if "/text/" not in name:
                yield name, value | {"absent": absent} if name.endswith("/start") else value

    yield from blocks_of(things(), {"shared": table.texts})


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts in lists of lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _marked(value: Any, table: Table) -> Any:
    """Return lists of lists with what is in the table as marks."""
    if isinstance(value, list):
        return [_marked(one, table) for one in value]
    return table.marked(value) if isinstance(value, str) else value


def _pieces(folder: Path) -> dict[str, Any]:
    """Return the pieces of the search index by their names.

    Raises:
        PackError: one is not as a build of this version writes it.
    """
    found = {}
    for path in (folder / name for name in sorted(files_in_folder(folder)) if name.endswith(".js")):
        if path.name == _STEMMER or path.parent.name == _PLACES:
            continue
        with reading(path):
            piece = _PIECE.fullmatch(path.read_text("utf-8"))
        if not piece:
            text = N_("{page} is not as a build of this version writes it: build the site again")
            raise PackError(text, page=path)
        found[piece[1]] = json.loads(piece[2])
    return found


def _styles(site: Path, root: Path, front: FrontPage, pages: Iterable[SinglePage]) -> Iterator[_Styled]:
    """Yield the style sheets of the pages, those of every page first, and the one of the file."""
    last = {sheet for sheet in front.sheets if sheet.for_paper or sheet == front.sheets[-1]}
    wanted = dict.fromkeys(sheet for page in pages for sheet in page.sheets)
    ordered = sorted(wanted, key=lambda sheet: sheet in last)
    files = [*((site / sheet.path, sheet.for_paper) for sheet in ordered), (root / OVERRIDES / SINGLE_STYLE, False)]
    for path, for_paper in files:
        with reading(path):
            text = _INDENTED.sub("\n", _CSS_COMMENTS.sub("", path.read_text("utf-8")))
        yield _Styled(name=path.stem.partition(".")[0], text=_inline(text, path), for_paper=for_paper)


def _stemmer(site: Path, locale: Locale) -> Markup:
    path = site / SEARCH_FOLDER / locale / _STEMMER
    with reading(path):
        return _inline(path.read_text("utf-8"), path)


def _scripts(site: Path, root: Path, front: FrontPage) -> Markup:
    """Return all scripts of the file that need its text, in the order in which they run."""
    search = site / front.search
    with reading(search):
        found = search.read_text("utf-8")
    before, after = joined_script(root, [GUIDE, *SINGLE_FIRST, TEXT_SCRIPT]), joined_script(root, SINGLE_LAST)
    return _inline(f'"use strict";\n{before}\n{found}\n{after}', search)


def _inline(text: str, path: Path) -> Markup:
    """Return a script or style sheet as it may stand in an element.

    Raises:
        PackError: it would end there.
    """
    if _CLOSED.search(text):
        raise PackError(N_("{path} can't stand inside a page"), path=path)
    return Markup(text)  # noqa: S704 - a file of ours, and what would end the element is refused


def _hashes(texts: Iterable[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
