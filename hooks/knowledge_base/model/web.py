"""Addresses of the web: one reading of them for fields, bodies and what is sent to us."""

from __future__ import annotations

import re
from enum import Enum, auto

import ada_url

# What browsers drop or mend without a word (URL Standard, 4.4): the reader of the text would see another address.
_MENDED = re.compile(r"[\x00-\x20\x7f-\x9f\\]|\s")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NOT_IN_HOSTS = re.compile(r"[@\[\]]")
_HOST_END = re.compile(r"[/?#]")
_WEB = frozenset({"http", "https"})
_OTHER = frozenset({"mailto", "tel"})


class Target(Enum):
    """Where an address leads."""

    WEB = auto()
    MAIL_OR_PHONE = auto()
    WITHIN = auto()
    REFUSED = auto()
    BROKEN = auto()


def is_web_address(address: str) -> bool:
    """Whether an address is a whole one of the web, http or https, that a browser follows as it is written.

    It is read as browsers read it (WHATWG URL Standard), so that a wrong port is seen. User names before the host are
    refused, which pass for the host, and hosts that are numbers in brackets, which name no publisher.
    """
    found = _SCHEME.match(address)
    if found is None or found[1].lower() not in _WEB or not address.startswith("//", found.end()):
        return False
    if _MENDED.search(address):
        return False
    if not ada_url.check_url(address):
        return False
    return not _NOT_IN_HOSTS.search(_HOST_END.split(address[found.end() + 2 :], maxsplit=1)[0])


def target_of(address: str) -> Target:
    """Return where the address of a link leads, as far as its form says."""
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
