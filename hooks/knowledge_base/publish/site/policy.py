"""The content security policy (Level 3, https://www.w3.org/TR/CSP3/) of every page.

It is the third line of defence, after the checks and the sanitiser: even if a script were injected into a page, the
browser wouldn't run it. All scripts and style sheets are files of the site and none is inline, so one constant policy
does for all pages, without hashes or nonces.
"""

from __future__ import annotations

# 'self' works over file:// too: Chromium and Firefox match it with every local file.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    # Style sheets have icons as data: URLs.
    "img-src 'self' data:",
    # So is the heading font, because Firefox doesn't load font files over file://.
    "font-src 'self' data:",
    "connect-src 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    # The search form on the home page submits to Explore.
    "form-action 'self'",
)

POLICY = "; ".join(_DIRECTIVES)
"""The policy in the ``<meta>`` element of every page."""

_SENT = POLICY.replace("connect-src 'none'", "connect-src 'self'")

HEADERS = {
    # frame-ancestors is ignored in <meta>, so it is only in the header. What a service worker fetches goes by the
    # policy that its script was sent with, not by that of a page: it may fetch files of the site. For the scripts of a
    # page both count, and that in its <meta> lets them fetch nothing.
    "Content-Security-Policy": f"{_SENT}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""The headers of every response, by name."""
