"""The content security policy: what the pages of the site may do in a browser, and nothing else.

It is the third wall behind the checks and the sanitiser: were a script smuggled into a page, the browser would not run
it. Every script and every style sheet is a file of the site, so the same policy holds for every page
(Content Security Policy Level 3, https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

HEADERS_FILE = "_headers"
"""The file from which static hosts (Netlify, Cloudflare Pages and others) take the headers of their answers."""

# 'self' over file:// too: Chromium and Firefox count every file on the disk as it.
_DIRECTIVES = (
    "default-src 'none'",
    # WebAssembly is what the search engine is written in. This allows it, and no eval of scripts.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    # Drawings stand in style sheets.
    "img-src 'self' data:",
    # So does the font of headings: from a disk Firefox would not read it from a file.
    "font-src 'self' data:",
    # The pieces of the search index; from a disk they are scripts.
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    # The box on the home page asks Explore.
    "form-action 'self'",
)

POLICY = "; ".join(_DIRECTIVES)
"""The policy that stands in the head of every page."""

_HEADERS = (
    # Only a header can say who may show the page in a frame.
    f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy: same-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
)

HEADERS = "".join(["/*\n", *(f"  {line}\n" for line in _HEADERS)])
"""The headers file: one set of headers for every address."""
