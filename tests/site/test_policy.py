"""The content security policy in browsers: every page works under it, and nothing smuggled in runs."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest

from knowledge_base.locale import Locale
from knowledge_base.publish.site.policy import HEADERS, POLICY
from tests.site.built import BuiltPage, BuiltSite
from tests.site.readers import OpenReader
from tools.serving import served

_RUNS = re.compile(r"\s*(javascript|vbscript|data):", re.IGNORECASE)

# What somebody might smuggle in; each way to run a script leaves a mark on the root of the document.
_MARK = "document.documentElement.setAttribute('data-smuggled-{way}','')"
_SMUGGLED = "".join(
    (
        f"<script>{_MARK.format(way='script')}</script>",
        f'<script src="data:text/javascript,{_MARK.format(way="data")}"></script>',
        f'<img src="missing.png" alt="" onerror="{_MARK.format(way="handler")}">',
        f'<iframe srcdoc="&lt;script&gt;parent.{_MARK.format(way="frame")}&lt;/script&gt;"></iframe>',
        f"<svg><script>{_MARK.format(way='svg')}</script></svg>",
        f'<a id="smuggled" href="javascript:{_MARK.format(way="link")}">x</a>',
        '<style>h1 { color: rgb(1, 2, 3) }</style><p id="styled" style="color: rgb(1, 2, 3)">x</p>',
    )
)
_TRY = """
    document.getElementById("smuggled").click();
    const eval_ = document.createElement("script");
    eval_.textContent = "document.documentElement.setAttribute('data-smuggled-added', '')";
    document.body.append(eval_);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const colour = (selector) => getComputedStyle(document.querySelector(selector)).color === "rgb(1, 2, 3)";
    return [...document.documentElement.getAttributeNames().filter((name) => name.startsWith("data-smuggled")),
        ...["h1", "#styled"].filter(colour)];
"""
_SMUGGLED_WAYS = [f"data-smuggled-{way}" for way in ("added", "frame", "handler", "link", "script", "svg")]

_TOGGLE = """
    const ground = () => getComputedStyle(document.body).backgroundColor;
    const before = ground();
    document.querySelector(".kb-scheme").click();
    return [before, ground()];
"""
_SEARCH = """
    document.querySelector("[data-kb-search]").click();
    const box = document.getElementById("kb-search");
    const input = box.querySelector("input[type=search]");
    input.value = "panama";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    do await new Promise((resolve) => setTimeout(resolve, 10)); while (box.ariaBusy !== "false");
    return box.querySelectorAll(".kb-search__results a").length;
"""


def _one_of_each(site: BuiltSite) -> list[BuiltPage]:
    """Return a page of each template: every page at the root, and of each folder the index and one other.

    The languages take turns; all pages in both are opened in ``test_in_browser.py``.
    """
    addresses: dict[tuple[str, str], str] = {}
    for page in site.pages:
        folder, name = posixpath.split(page.address)
        addresses.setdefault((folder, name if not folder or name == "index" else ""), page.address)
    turns = zip(sorted(addresses.values()), cycle(Locale), strict=False)
    return [site.page(address, locale) for address, locale in turns]


@contextmanager
def _home(site: BuiltSite, scheme: str) -> Iterator[str]:
    """Yield the address of a site, from a disk or from a host that sends its headers."""
    if scheme == "file":
        yield site.folder.as_uri() + "/"
    else:
        with served(site.folder, HEADERS) as home:
            yield home


def test_no_page_has_what_a_policy_would_stop(any_site: BuiltSite) -> None:
    """No handlers, no addresses that run, no scripts or styles but in files; and the policy stands before all else."""
    found = []
    for page in (*any_site.pages, *any_site.answers):
        policy = page.html.xpath("/html/head/meta[1][@charset]/following-sibling::*[1][@http-equiv]/@content")
        assert policy == [POLICY], page.url
        # Data in a page is no script.
        inline = page.html.xpath(
            "//style | //script[not(@src) and not(@type='application/json') and not(@type='application/ld+json')]"
        )
        found += [(page.url, element.text_content()) for element in inline]
        handlers = page.html.xpath("//@*[starts-with(name(), 'on')]")
        styles = page.html.xpath("//*[@style]")
        running = [address for address in page.links() if _RUNS.match(address)]
        found += [(page.url, one) for one in (*handlers, *styles, *running)]
    assert found == []


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_pages_work_under_the_policy(site: BuiltSite, opened: OpenReader, scheme: str) -> None:
    """No page asks for what its policy forbids, and what scripts do for readers is done."""
    # The error page counts from the root of its host.
    pages = [*_one_of_each(site), *(site.answers if scheme == "http" else ())]
    with _home(site, scheme) as home, opened(offline=False) as reader:
        for page in pages:
            reader.open(home + page.url)
        reader.open(f"{home}index.html")
        before, after = reader.run(_TOGGLE)
        assert before != after
        reader.open(f"{home}en/explore.html")
        shown = reader.run(
            """while (!document.querySelector(".kb-explore__results li"))
                await new Promise((resolve) => setTimeout(resolve, 10));
            return document.querySelectorAll(".kb-explore__results li").length;"""
        )
        assert shown
        assert reader.run(_SEARCH)
        said = [one for one in reader.complaints() if not one.startswith(f"asked for {home}")]
        assert said == []


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_nothing_smuggled_in_runs(site: BuiltSite, opened: OpenReader, tmp_path: Path, scheme: str) -> None:
    folder = tmp_path / "site"
    (folder / "en").mkdir(parents=True)
    shutil.copytree(site.folder / "assets", folder / "assets")
    page = site.page("about", Locale.EN)
    written, (head, body) = page.source, page.source.split("</article>")
    smuggled = f"{head}{_SMUGGLED}</article>{body}"
    (folder / page.url).write_text(smuggled, "utf-8")
    without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", smuggled)
    assert len(without) < len(smuggled) > len(written)
    (folder / "en/without.html").write_text(without, "utf-8")
    at_home = _home(BuiltSite(folder), "file") if scheme == "file" else served(folder)
    with at_home as home, opened(offline=False) as reader:
        reader.open(f"{home}en/without.html")
        assert set(_SMUGGLED_WAYS) <= set(reader.run(_TRY)), "the alarm does not work"
        reader.open(home + page.url)
        assert reader.run(_TRY) == []
        assert "Content" in json.dumps(reader.complaints())
