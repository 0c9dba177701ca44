"""The content security policy, as text."""

from __future__ import annotations

from knowledge_base.publish.site.policy import HEADERS, POLICY


def _directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (directive.split() for directive in text.split("; "))}


def test_nothing_is_allowed_but_files_of_the_site_and_pictures_and_fonts_in_style_sheets() -> None:
    directives = _directives(POLICY)
    assert directives.pop("default-src") == directives.pop("base-uri") == ["'none'"]
    # Scripts fetch nothing: the pieces of the search index are scripts.
    assert directives.pop("connect-src") == ["'none'"]
    assert directives.pop("img-src") == directives.pop("font-src") == ["'self'", "data:"]
    assert directives.keys() == {"script-src", "style-src", "worker-src", "manifest-src", "form-action"}
    assert all(values == ["'self'"] for values in directives.values())


def test_the_headers_say_the_same_and_who_may_show_a_page_in_a_frame_and_let_a_service_worker_fetch() -> None:
    # Cloudflare Pages takes no longer lines.
    assert all(len(f"  {name}: {value}") < 2000 for name, value in HEADERS.items())
    sent = {"frame-ancestors": ["'none'"], "connect-src": ["'self'"]}
    assert _directives(HEADERS["Content-Security-Policy"]) == _directives(POLICY) | sent
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
