"""Checks papers by their tags, as PDF/UA-1 (ISO 14289-1, with the clauses of the Matterhorn Protocol) has them."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

from knowledge_base.publish.packs.papers.papers import PaperShelf, write_papers
from tools.audit.copies import volumes
from tools.audit.fault import Fault

_HEADING = re.compile(r"/H([1-6])")
# What is in a structure tree of text: the standard types of ISO 32000-1, 14.8.4.
_TYPES = frozenset(
    {
        *("/Document", "/Part", "/Sect", "/Div", "/BlockQuote", "/Caption", "/NonStruct", "/P", "/L", "/LI", "/Lbl"),
        *("/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Span", "/Quote", "/Link", "/Code"),
        *("/Figure", "/Note", "/Reference", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"),
    }
)


def faults_of_papers(site: Path) -> Iterator[Fault]:
    """Yield what is wrong with the tags of all papers of both languages."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = PaperShelf(Path(folder, "papers"), site)
        for volume in volumes(site):
            target = Path(folder, f"{volume.locale}.zip")
            write_papers(target, volume, shelf=shelf)
            with zipfile.ZipFile(target) as archive:
                for name in archive.namelist():
                    yield from faults_of_paper(f"{volume.locale}: {name}", archive.read(name))


def faults_of_paper(name: str, data: bytes) -> Iterator[Fault]:
    """Yield what is wrong with the tags of a PDF.

    Args:
        name: what it is called in the report.
        data: its bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for said in _faults(pdf):
            yield Fault(name, said)


def _faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "it does not say that it is PDF/UA-1 (06-002)"
        if not metadata.get("dc:title"):
            yield "it has no title (06-003)"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "its title is not shown (07-001)"
    if not root.get("/Lang"):
        yield "its language is not said (11-006)"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "it is not tagged (06-001)"
    elements = list(_elements(root.get("/StructTreeRoot", pikepdf.Dictionary()), {}))
    levels = [int(found[1]) for kind, _ in elements if (found := _HEADING.fullmatch(kind))]
    if levels[:1] != [1]:
        yield "its first heading is not the highest (14-002)"
    yield from (f"a heading of level {b} follows one of {a} (14-003)" for a, b in pairwise(levels) if b > a + 1)
    for kind, element in elements:
        if kind not in _TYPES:
            yield f"{kind} is no standard type (02-001)"
        if kind == "/Figure" and not element.get("/Alt"):
            yield "a picture has no words (13-004)"
        if kind == "/TH" and not any(one.get("/Scope") for one in _as_list(element.get("/A"))):
            yield "a heading of a table does not say of what (15-003)"
    for page in pdf.pages:
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield "the keyboard follows another order than the text (28-009)"


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _elements(element: Any, roles: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the elements of a structure tree in their order, each with its standard type."""
    roles = roles | {key: str(value) for key, value in element.get("/RoleMap", {}).items()}
    for child in _as_list(element.get("/K")):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield roles.get(str(child["/S"]), str(child["/S"])), child
            yield from _elements(child, roles)
