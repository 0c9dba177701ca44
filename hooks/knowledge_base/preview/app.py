"""The application between MkDocs' server and its files: pages are made before they are served (WSGI, PEP 3333)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knowledge_base.preview.pages import PreviewPages

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_BODY = re.compile(rb"<body[^>]*>")
_HTML = ".html"


def preview_app(server: WSGIApplication, pages: PreviewPages, mount: str) -> WSGIApplication:
    """Return an application that brings a page up to date before a server of files reads it.

    Args:
        server: serves the files of the site; it adds to each page the script that reloads it.
        pages: the pages.
        mount: the path of the site on its host, with a slash at its end.
    """

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = page_at(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore"), mount)
        if not asked:
            return server(environ, start_response)
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            started.append((status, headers))

        while True:
            answer = pages.page(asked)
            body = _all_of(server({**environ, "PATH_INFO": f"{mount}{answer.url}"}, start))
            # The server waits for a rebuild to end. The page is then not what was brought up to date before.
            if pages.is_current(answer):
                break
        status, headers = started[-1]
        if answer.banner:
            top = _BODY.search(body)
            place = top.end() if top else 0
            body = b"".join((body[:place], answer.banner.encode(), body[place:]))
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start_response(status if answer.found else "404 Not Found", [*kept, ("Content-Length", str(len(body)))])
        return [body]

    return app


def page_at(path: str, mount: str) -> str:
    """Return the address of the page at a path of the host, from the root of the site; empty if there can be none.

    Args:
        path: the path, decoded.
        mount: the path of the site on its host, with a slash at its end.
    """
    if not path.startswith(mount) or not path.endswith((_HTML, "/")):
        return ""
    inside = path.removeprefix(mount) + ("index.html" if path.endswith("/") else "")
    return posixpath.normpath(f"/{inside}").lstrip("/")


def _all_of(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
