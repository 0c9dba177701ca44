"""The search index: one Pagefind bundle a language, made from the built pages.

Pagefind (https://pagefind.app) splits its index into pieces of which a reader fetches only those that a query needs. It
is run once for each language, side by side: each then has an index of its own, stems its own words, and neither
language's hits crowd out the other's. What a page says in the other language is left out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pagefind_bin import get_executable

from knowledge_base.assemble.addresses import REFERENCE
from knowledge_base.environment import environment_of_a_program
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import DEFAULT_LOCALE, Locale
from knowledge_base.publish.search.order import order_pieces
from knowledge_base.publish.search.scripts import gather_start
from knowledge_base.publish.search.words import known_words, read_fragments, words_script

SEARCH_FOLDER = "search"
_ENGINE = "pagefind.js"
# The parts of a bundle that our own interface uses; the interfaces that come with Pagefind are left out.
_KEPT = ("pagefind-entry.json", "*.pf_meta", "index/*", "fragment/*", "filter/*")

# How many places of words a piece holds before the next one begins, one word being the least. A reader fetches all of a
# piece for one word of it; in large pieces most of that is for nothing, and of many small ones the list gets long.
_CHUNK = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "5000"}


class SearchIndexError(KnowledgeBaseError):
    """Pagefind could not make an index; its own words say why."""


def build_search_index(site: Path) -> dict[str, str]:
    """Put ``search/<language>/`` into a built site, replacing what is there only when all of it has been made.

    Args:
        site: the folder of the built site.

    Returns:
        What the index calls each page, by its address from the root of the site.

    Raises:
        SearchIndexError: Pagefind failed in a language, or writes its index in another form than it did.
    """
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=".search-") as work:
        runs = [(locale, _start(site, Path(work, locale), locale)) for locale in Locale]
        for locale, run in runs:
            _, said = run.communicate()
            if run.returncode:
                raise SearchIndexError("Pagefind failed for {locale!s}: {said}", locale=locale, said=said.strip())
        finished = Path(work, "finished")
        pages: dict[str, str] = {}
        for locale, _ in runs:
            pages |= _keep(Path(work, locale), finished / locale, locale)
        target = site / SEARCH_FOLDER
        if target.exists():
            shutil.rmtree(target)
        finished.replace(target)
    return pages


def _start(site: Path, bundle: Path, locale: Locale) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - the program comes with a locked package, the arguments are our own
        [
            str(get_executable()),
            "--site",
            str(site),
            "--output-path",
            str(bundle),
            "--glob",
            _pages_of(site, locale),
            "--force-language",
            str(locale),
            "--keep-index-url",
            "--exclude-selectors",
            "[data-pagefind-body] [lang]",
            "--quiet",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment_of_a_program(_CHUNK),
    )


def _pages_of(site: Path, locale: Locale) -> str:
    """Return the pattern of the pages of a language: its folder, or for the one at the root every other folder."""
    if locale is not DEFAULT_LOCALE:
        return f"{locale}/**/*.html"
    others = {str(other) for other in Locale} | {SEARCH_FOLDER, REFERENCE, "assets"}
    folders = sorted(path.name for path in site.iterdir() if path.is_dir() and path.name not in others)
    return "{*.html," + ",".join(f"{name}/**/*.html" for name in folders) + "}" if folders else "*.html"


def _keep(bundle: Path, target: Path, locale: Locale) -> dict[str, str]:
    """Keep what the interface uses of a bundle, and return what it calls each page, by the page's address."""
    for path in _wanted(bundle, locale):
        copy = target / path.relative_to(bundle)
        copy.parent.mkdir(parents=True, exist_ok=True)
        path.replace(copy)
    try:
        fragments = tuple(read_fragments(target))
        urls = {fragment.id: fragment.url for fragment in fragments}
        order_pieces(target, locale, urls)
    except ValueError as error:
        raise SearchIndexError("{error}", error=error) from error
    (target / "words.js").write_text(words_script(known_words(fragments), locale), "utf-8")
    gather_start(target)
    (target / _ENGINE).write_text(classic_engine((bundle / _ENGINE).read_text("utf-8")), "utf-8")
    return {url.lstrip("/"): id_ for id_, url in urls.items()}


def _wanted(bundle: Path, locale: Locale) -> Iterator[Path]:
    for pattern in (*_KEPT, f"wasm.{locale}.pagefind"):
        yield from sorted(bundle.glob(pattern))


_EXPORTS = "export{createInstance,debouncedSearch,destroy,filters,init,mergeIndex,options,preload,search};"
_URL = "import.meta.url"
_READY, _READY_SOONER = "await asyncSleep(50)", "await asyncSleep(4)"


def classic_engine(module: str) -> str:
    """Return Pagefind's engine as a classic script, which unlike a module also runs from ``file://``.

    It sets ``window.rcmPagefind`` to a function of ``fetch`` that returns the engine: our interface gives it one that
    also finds the pieces that scripts hold. The first query waits until the program is there, and looks for it more
    often than the module does.

    Args:
        module: ``pagefind.js`` as Pagefind writes it.

    Raises:
        SearchIndexError: the module no longer has the shape that this relies on.
    """
    body = module.strip()
    if not body.endswith(_EXPORTS) or body.count("export{") != 1 or _URL not in body or _READY not in body:
        raise SearchIndexError("pagefind.js has another shape than this was written for: look at classic_engine")
    body = body.removesuffix(_EXPORTS).replace(_URL, "undefined").replace(_READY, _READY_SOONER)
    return f"window.rcmPagefind=function(fetch){{{body}return{{createInstance}};}};\n"
