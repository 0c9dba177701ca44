"""``python -m tools.queries``: how well the search of a built site answers what is in ``tests/queries.yml``.

Of the pages that a query is to find, the reciprocal rank of the first counts, and whether it is among the first five
results (success at 5); the means of both are printed, with what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import click
import yaml
from playwright.sync_api import Page, sync_playwright

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from tools import browser
from tools.serving import served

_TABLE = Path(__file__).parents[1] / "tests" / "queries.yml"
_THREE, _FIVE = 3, 5

# Whatever is found is asked for: what must not be found may come late.
_ASK = """async ([locale, query]) => {
    const engine = await searchEngine(kb.root).engine(locale);
    const found = await engine.search(query);
    const results = searchTexts.closestFirst(await searchLoaded(engine, found, 0, 12), found);
    const rest = await Promise.all(found.pages.slice(12).map(async (page) => (await engine.page(page))[0]));
    return {
        urls: [...results.map(({ url }) => url), ...rest],
        also: found.concepts.flatMap(({ also }) => also),
        meant: found.pages.length ? "" : await searchSuggestion(found, engine),
    };
}"""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A line of ``tests/queries.yml``.

    Attributes:
        locale: the language of the site.
        query: what is typed.
        first: the address of the first result; empty if that is open.
        three: addresses among the first three results.
        five: addresses among the first five.
        never: addresses that are not among the results.
        none: whether nothing is found.
        some: whether something is found, whatever it is.
        also: a synonym that readers are told of.
        meant: what is offered if nothing is found.
    """

    locale: Locale
    query: str
    first: str = ""
    three: tuple[str, ...] = ()
    five: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    none: bool = False
    some: bool = False
    also: str = ""
    meant: str = ""

    @property
    def wanted(self) -> frozenset[str]:
        """The pages that it is to find."""
        return frozenset((*((self.first,) if self.first else ()), *self.three, *self.five))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the search answers.

    Attributes:
        addresses: the results, the best first.
        also: the synonyms that were looked for as well.
        meant: what is offered where nothing is found.
    """

    addresses: tuple[str, ...]
    also: tuple[str, ...]
    meant: str

    def rank(self, wanted: Iterable[str]) -> int:
        """Return the place of the first of some pages, from 1; 0 if none is there."""
        places = [self.addresses.index(address) + 1 for address in wanted if address in self.addresses]
        return min(places, default=0)


@cache
def queries() -> tuple[Query, ...]:
    """Return the table of queries."""
    return tuple(_query(line) for line in yaml.safe_load(_TABLE.read_text("utf-8")))


def _query(line: dict[str, Any]) -> Query:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in line.items()}
    plain["locale"] = Locale(line["locale"])
    return Query(**plain)


def ask(page: Page, query: Query) -> Answer:
    """Return what the search answers, on a page of a site that is open in a browser."""
    found = page.evaluate(_ASK, [query.locale, query.query])
    front = url("", query.locale).removesuffix(".html")
    addresses = tuple(address.removeprefix(front).removesuffix(".html") for address in found["urls"])
    return Answer(addresses=addresses, also=tuple(found["also"]), meant=found["meant"])


def wrong(query: Query, answer: Answer) -> str:
    """Return what is wrong with an answer; empty if nothing is."""
    found = answer.addresses
    faults = []
    if query.first and found[:1] != (query.first,):
        faults.append(f"first is {found[:3]}, not {query.first}")
    for most, pages in ((_THREE, query.three), (_FIVE, query.five)):
        if len(set(pages) & set(found[:most])) < min(len(set(pages)), most):
            faults.append(f"{sorted(set(pages) - set(found[:most]))} not among the first {most}: {found[:most]}")
    if there := sorted(set(query.never) & set(found)):
        faults.append(f"{there} found")
    if query.none and found:
        faults.append(f"{len(found)} found: {found[:3]}")
    if query.some and not found:
        faults.append("nothing found")
    if query.also and query.also not in answer.also:
        faults.append(f"also {answer.also}, not {query.also}")
    if query.meant != answer.meant and (query.meant or not query.none):
        faults.append(f"offered {answer.meant!r}, not {query.meant!r}")
    return "; ".join(faults)


@dataclass(frozen=True)
class Quality:
    """How well a search answers: mean reciprocal rank, success at 5, and what is wrong with which query."""

    reciprocal_rank: float
    success: float
    faults: tuple[str, ...]


def quality(page: Page, asked: Sequence[Query]) -> Quality:
    """Ask the search of a site, and return how well it answers."""
    answers = [(query, ask(page, query)) for query in asked]
    ranks = [answer.rank(query.wanted) for query, answer in answers if query.wanted]
    faults = tuple(
        f"{query.locale} {query.query}: {fault}" for query, answer in answers if (fault := wrong(query, answer))
    )
    return Quality(
        mean(1 / rank if rank else 0.0 for rank in ranks), mean(float(0 < rank <= _FIVE) for rank in ranks), faults
    )


@click.command(help=__doc__)
@click.option(
    "--site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site", show_default=True
)
def main(site: Path) -> None:
    """Print how well the search of a site answers, for each language."""
    with served(site) as root, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
        for locale in Locale:
            page = chromium.new_page()
            page.goto(root + url("index", locale))
            asked = [query for query in queries() if query.locale is locale]
            found = quality(page, asked)
            for fault in found.faults:
                click.echo(f"  {fault}")
            click.echo(
                f"{locale}: {len(asked)} queries, mean reciprocal rank {found.reciprocal_rank:.3f}, "
                f"success at 5 {found.success:.3f}, {len(found.faults)} with a fault"
            )
        chromium.close()


if __name__ == "__main__":
    main()
