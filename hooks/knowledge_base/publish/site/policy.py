"""The content security policy: what the pages of the site may do in a browser, and nothing else.

It is the third wall behind the checks and the sanitiser: were a script smuggled into a page, the browser would not run
it. The theme writes two scripts into each page; their hashes are in the page's policy, and any other script is a file
of the site. (Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.)
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from knowledge_base.assemble.addresses import REFERENCE
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.write import write_whole

HEADERS_FILE = "_headers"
"""The file from which static hosts (Netlify, Cloudflare Pages and others) take the headers of their answers."""

THEME_PAGE = "404.html"
"""A page without a word from any author: its scripts are those that the theme writes into every page."""

_CHARSET = '<meta charset="utf-8">'
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\b", re.IGNORECASE | re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\b", re.IGNORECASE | re.DOTALL)
# Data in a page is no script, and no policy keeps it from being read.
_DATA = re.compile(r"""\btype="application/(?:ld\+)?json"(?=\s|$)""")
_HAS_SOURCE = re.compile(r"\ssrc=")
# One of the theme's scripts names the way to the root of the site, which differs from folder to folder.
_WAY_TO_ROOT = re.compile(r'(?<=__md_scope=new URL\(")(?:\.\.?(?:/\.\.)*|/(?:[\w.%~-]+/)*[\w.%~-]*)(?=",location\))')

_OTHER_HEADERS = (
    "Cross-Origin-Opener-Policy: same-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
)


class PolicyError(KnowledgeBaseError):
    """A page has a script that the theme does not write, or there is no place for its policy."""


def inline_scripts(page: str) -> Iterator[str]:
    """Yield the scripts that stand in a page itself, as they are: what a browser would run."""
    for attributes, text in _SCRIPT.findall(page):
        if not _HAS_SOURCE.search(attributes) and not _DATA.search(attributes):
            yield text


def inline_styles(page: str) -> Iterator[str]:
    """Yield the style sheets that stand in a page itself."""
    yield from _STYLE.findall(page)


def common_form(script: str) -> str:
    """Return a script of the theme without what differs from folder to folder."""
    return _WAY_TO_ROOT.sub("", script)


def hash_source(text: str) -> str:
    """Return what allows one script or style sheet by its hash (CSP3, section 2.3.1, ``hash-source``)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str] = (), styles: Iterable[str] = (), *, header: bool = False) -> str:
    """Return a policy.

    Args:
        scripts: the scripts in the page that may run.
        styles: the style sheets in the page that may apply.
        header: whether it stands in a header of the answer, and not in the page: only there it can say who may show the
            page in a frame.
    """
    # Over file:// too: Chromium and Firefox count every file on the disk as 'self' there.
    own = "'self'"
    directives = {
        "default-src": "'none'",
        # WebAssembly is what the search engine is written in. This allows it, and no eval of scripts.
        "script-src": " ".join([own, "'wasm-unsafe-eval'", *sorted({hash_source(text) for text in scripts})]),
        "style-src": " ".join([own, *sorted({hash_source(text) for text in styles})]),
        # The theme's icons are pictures in its style sheet.
        "img-src": f"{own} data:",
        # The font of headings stands in a style sheet too: from a disk Firefox would not read it from a file.
        "font-src": f"{own} data:",
        # The pieces of the search index; from a disk they are scripts.
        "connect-src": own,
        "object-src": "'none'",
        "base-uri": "'none'",
        # The box on the home page asks Explore.
        "form-action": own,
    }
    if header:
        directives["frame-ancestors"] = "'none'"
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def with_policy(page: str, theme_scripts: Collection[str], *, styles: Collection[str] = ()) -> str:
    """Return a page with its policy, before anything that the policy is about.

    Args:
        page: the HTML of a page.
        theme_scripts: the scripts that may stand in it, each in its `common_form`.
        styles: the style sheets that may stand in it.

    Raises:
        PolicyError: there is another script or style sheet in the page, or the page does not begin as all do.
    """
    scripts, own_styles = tuple(inline_scripts(page)), tuple(inline_styles(page))
    for text in scripts:
        if common_form(text) not in theme_scripts:
            raise PolicyError("a script that the theme does not write: {start}", start=text[:80])
    for text in own_styles:
        if text not in styles:
            raise PolicyError("a style sheet in the page itself: {start}", start=text[:80])
    head, charset, rest = page.partition(_CHARSET)
    if not charset or _SCRIPT.search(head):
        raise PolicyError("the head does not begin with {charset}", charset=_CHARSET)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts, own_styles)}">'
    return f"{head}{charset}{tag}{rest}"


def headers(pages_scripts: Iterable[str]) -> str:
    """Return the headers file: one set of headers for every address.

    Args:
        pages_scripts: the scripts that stand in pages of the site.
    """
    lines = (f"Content-Security-Policy: {policy(pages_scripts, header=True)}", *_OTHER_HEADERS)
    return "".join(["/*\n", *(f"  {line}\n" for line in lines)])


def write_policies(site: Path) -> None:
    """Put its policy into every page of a built site, and write the headers file; each file whole or not at all.

    The developer reference has no words but the maintainers' own, and is left as its theme makes it.

    Args:
        site: the folder of the built site, each page as the theme made it.

    Raises:
        PolicyError: a page has a script that the theme does not write; the message names the page.
    """
    pages = sorted(path for path in site.rglob("*.html") if path.relative_to(site).parts[0] != REFERENCE)
    theme_page = site / THEME_PAGE
    found = set(inline_scripts(theme_page.read_text("utf-8"))) if theme_page.is_file() else set()
    theme_scripts = {common_form(text) for text in found}
    for path in pages:
        page = path.read_text("utf-8")
        try:
            protected = with_policy(page, theme_scripts)
        except PolicyError as error:
            raise PolicyError("{page}: {error}", page=path.relative_to(site).as_posix(), error=error) from error
        found.update(inline_scripts(page))
        write_whole(path, protected)
    write_whole(site / HEADERS_FILE, headers(found))
