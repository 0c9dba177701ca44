"""Validation of web addresses: the one implementation for fields, links in bodies and submitted files."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

import ada_url

# Characters that browsers strip or replace silently (URL Standard, 4.4), so that the link differs from what one reads.
_MENDED = re.compile(r"[\x00-\x20\x7f-\x9f\\]|\s")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NOT_IN_HOSTS = re.compile(r"[@\[\]]")
_HOST_END = re.compile(r"[/?#]")
_WEB = frozenset({"http", "https"})
_OTHER = frozenset({"mailto", "tel"})


class Target(Enum):
    """The kind of target of a link."""

    WEB = auto()
    MAIL_OR_PHONE = auto()
    WITHIN = auto()
    LOCAL = auto()
    REFUSED = auto()
    BROKEN = auto()


def is_web_address(address: str) -> bool:
    """Whether an address is an absolute http or https URL that browsers follow exactly as written.

    It is parsed as browsers parse it (WHATWG URL Standard), so that a port out of range is found, for example. User
    names are refused, because they can be mistaken for the host, and so are IPv6 hosts, which name no publisher.
    """
    found = _SCHEME.match(address)
    if found is None or found[1].lower() not in _WEB or not address.startswith("//", found.end()):
        return False
    if _MENDED.search(address):
        return False
    if not ada_url.check_url(address):
        return False
    host = _HOST_END.split(address[found.end() + 2 :], maxsplit=1)[0]
    # A scheme that was pasted before another is a host to browsers.
    return not _NOT_IN_HOSTS.search(host) and host.rstrip(":").lower() not in _WEB


def host_of(address: str) -> str:
    """Return the host of a web address as browsers know it, without ``www.``; empty if it is none.

    Args:
        address: the address, whose scheme may be missing: ``https://www.example.org/a``, ``www.example.org``.
    """
    return _host(address).removeprefix("www.")


def _host(address: str) -> str:
    written = address if "://" in address else f"https://{address}"
    try:
        return ada_url.URL(written).hostname if _SCHEME.match(written) else ""
    except ValueError:
        return ""


# What the standards reserve for names and numbers in networks of one's own (RFC 6761, 6762, 6890, 8375, 9476).
_LOCAL = re.compile(
    r"[^.]*\.?|.*\.(?:localhost|local|internal|lan|alt|home\.arpa)\.?"
    r"|(?:0|10|127|169\.254|172\.(?:1[6-9]|2[0-9]|3[01])|192\.168)\.[0-9.]+"
)


def is_local(address: str) -> bool:
    """Whether a web address leads to the computer that it is opened on, or is known in one network only."""
    host = _host(address)
    return bool(host) and _LOCAL.fullmatch(host) is not None


# Many pages link to the same others.
@lru_cache(maxsize=4096)
def target_of(address: str) -> Target:
    """Classify the address of a link by its syntax."""
    if _MENDED.search(address):
        return Target.BROKEN
    scheme = _SCHEME.match(address)
    if scheme is None:
        return Target.REFUSED if address.startswith("/") else Target.WITHIN
    name = scheme[1].lower()
    if name in _WEB:
        if not is_web_address(address):
            return Target.BROKEN
        return Target.LOCAL if is_local(address) else Target.WEB
    if name in _OTHER:
        return Target.MAIL_OR_PHONE if len(address) > scheme.end() else Target.BROKEN
    return Target.REFUSED
