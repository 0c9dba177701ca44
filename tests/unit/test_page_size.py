"""No page grows with the content: however many entries there are, it is read on a slow line and a cheap phone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.publish.site.assets import published_names
from knowledge_base.publish.site.pages import language_of, make_page
from knowledge_base.publish.site.policy import POLICY
from knowledge_base.render.templates import OVERRIDES
from knowledge_base.view.pages.questions import MOST_ANSWERS
from knowledge_base.view.parts.imprint import Imprint
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.shell import Settings
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import PlannedPage
from tests.unit.large import TODAY, large_catalogues

ROOT = Path(__file__).parents[2]
HOME = "https://example.org/kb/"
MOST = 150_000
"""The maximum size of a page in bytes, not compressed, with the shell around it."""

_SETTINGS = Settings(
    imprint=Imprint(licence=None, contact=None),
    name="Base de conocimientos",
    description="Todo",
    home=HOME,
    repository=Link("example/kb", url="https://example.com/kb"),
    edit_home="https://example.com/kb/edit/main/",
    policy=POLICY,
    assets=published_names(ROOT / OVERRIDES),
)
# Of pages that differ in what they hold, so many are made: those that hold most.
_FULLEST = 10
# How much larger the largest page of a family may be with twice the entries: its titles are others.
_NOISE = 1.1


def _family(address: str) -> str:
    """Return what pages of one sort have in common: ``practices/*/linked`` of ``practices/x/linked-page-2``."""
    first, *others = address.split("/")
    return "/".join([first, *(part if part in ("index", "linked") else "*" for part in others)])


def _numbered(address: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.+?)(?:-page-(\d+))?", address)
    assert found
    return found[1], int(found[2] or 1)


def _held(catalogue: Catalogue, address: str) -> int:
    """Return how much there is for a page of an entry, of what is linked with it, or of a brief; else 0."""
    first, *others = address.split("/")
    if first == "briefs" and len(others) == 2:
        matter = catalogue.briefs.matters[others[0].upper(), others[1]]
        return len(matter.entries) + len(matter.figures)
    return len(catalogue.links.get(others[0], ())) if others else 0


def _chosen(catalogue: Catalogue, pages: Sequence[PlannedPage]) -> Iterator[tuple[str, PlannedPage]]:
    """Yield pages of every family: of each list its first two pages and its last, and of entries the fullest."""
    lists: defaultdict[str, dict[str, dict[int, PlannedPage]]] = defaultdict(lambda: defaultdict(dict))
    for page in pages:
        first, number = _numbered(page.chrome.address)
        lists[_family(first)][first][number] = page
    for family, members in lists.items():
        held = {address: _held(catalogue, address) for address in members}
        fullest = sorted(members, key=lambda address: -held[address])
        for address in fullest[:_FULLEST] if any(held.values()) else fullest:
            numbered = members[address]
            for number in sorted({1, 2, len(numbered)} & numbered.keys()):
                yield family, numbered[number]


def _sizes(catalogue: Catalogue) -> Mapping[str, tuple[int, str]]:
    """Return the size in bytes, and the address, of the largest page of each family."""
    language = language_of(site_in(Locale.ES, catalogue, TODAY, HOME, _SETTINGS.edit_home), _SETTINGS)
    largest: dict[str, tuple[int, str]] = {}
    for family, page in _chosen(catalogue, language.pages):
        made = len(make_page(ROOT, page, language).html), page.chrome.address
        largest[family] = max(made, largest.get(family, made))
    return largest


def test_no_page_grows_with_the_content() -> None:
    half, whole = large_catalogues(ROOT, 20, 40)
    # There is more of everything than a page holds, or this could pass for lack of content.
    assert len(whole.entries) == 5_000
    assert max(len(links) for links in whole.links.values()) > 20 * MOST_LINKED
    assert max(len(answers) for answers in whole.answers.values()) > 3 * MOST_ANSWERS
    before, sizes = _sizes(half), _sizes(whole)
    assert {"practices/*/linked", "meetings/*/linked", "figures/*", "questions/*"} <= sizes.keys()
    assert {family: size for family, size in sizes.items() if size[0] > MOST} == {}
    # What is small enough now and grows all the same is found before there are so many entries.
    assert before.keys() == sizes.keys()
    assert {family: size for family, size in sizes.items() if size[0] > _NOISE * before[family][0]} == {}
