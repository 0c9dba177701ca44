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
    return not _NOT_IN_HOSTS.search(_HOST_END.split(address[found.end() + 2 :], maxsplit=1)[0])


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
        return Target.WEB if is_web_address(address) else Target.BROKEN
    if name in _OTHER:
        return Target.MAIL_OR_PHONE if len(address) > scheme.end() else Target.BROKEN
    return Target.REFUSED
