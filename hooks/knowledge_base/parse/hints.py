"""Normalises times, web addresses and lists as people write them to the notation of the fields, for "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.locale import fold
from knowledge_base.model.types import SAFE_URL
from knowledge_base.model.web import is_web_address

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ](\d{2}))?(?::\d{2})? ?(?:(a|p)\.? ?m\.?|h|hs|hrs?\.?|horas?)?")


def time_meant(written: str) -> str:
    """Normalise a time of day to the 24-hour clock: ``9:00 a.m.`` is ``09:00``. Empty if it is not a time."""
    found = _CLOCK.fullmatch(fold(written).strip())
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


_ADDRESS_IN_MARKS = re.compile(r"\[[^\[\]]*\]\(\s*(?P<link>[^()\s]+)\s*\)|<\s*(?P<bare>[^<>\s]+)\s*>")
# With its colon or one of its slashes missing.
_SCHEME_MEANT = re.compile(r"^(https?)(?::/?|;//|//?)(?=[\w-]+\.)")
_SCHEME_TWICE = re.compile(r"^(?:https?:/*){2,}(?=[\w-]+\.)")
_WITHOUT_SCHEME = re.compile(r"www\.|[a-z0-9-]+\.(?:gob|gov|org|int)\b")


def address_meant(written: str) -> str:
    """Return a web address as it was meant: with its scheme, without marks around it and blanks in it.

    Empty if it does not look like one, or looks like more than one.
    """
    inside = _ADDRESS_IN_MARKS.fullmatch(written.strip())
    address = _SCHEME_MEANT.sub(r"\1://", (inside["link"] or inside["bare"]) if inside else written.strip())
    address = _SCHEME_TWICE.sub("https://", address)
    if _WITHOUT_SCHEME.match(address):
        address = f"https://{address}" if " " not in address else ""
    if len(re.findall("https?://|www\\.", address)) > 1 + address.startswith(("https://www.", "http://www.")):
        return ""
    address = address.replace(" ", "%20")
    return address if address != written and SAFE_URL.fullmatch(address) and is_web_address(address) else ""


def whole_meant(written: str) -> str:
    """Remove what groups thousands: ``13.877``, ``13,877`` and ``13 877`` are ``13877``. Empty if nothing does."""
    grouped = re.fullmatch(r"([1-9]\d{0,2})((?:([.,'’ \u00a0\u2009\u202f])\d{3})(?:\3\d{3})*)", written, re.ASCII)
    return grouped[1] + re.sub(r"\D", "", grouped[2]) if grouped else ""


def number_meant(written: str) -> str:
    """Put a point before decimals: ``13,877`` as ``13877``, ``12,5 %`` as ``12.5``. Empty if unclear."""
    digits = written.strip().removesuffix("%").strip()
    if whole := whole_meant(digits):
        return whole
    parts = re.fullmatch(r"(\d+|[1-9]\d{0,2}(?:[.,' \u00a0]\d{3})+)[.,](\d+)", digits, re.ASCII)
    if parts:
        return f"{whole_meant(parts[1]) or parts[1]}.{parts[2]}"
    return digits if re.fullmatch(r"\d+", digits, re.ASCII) and digits != written else ""


def items_meant(written: str) -> tuple[str, ...]:
    """Split a list that was written on one line: ``a, b; c``, ``• a • b``, or ids separated by spaces."""
    parts = _non_empty(re.split(r"[,;•·]|(?:^| )-", written))
    if len(parts) == 1 and re.fullmatch(r"([a-z0-9-]+|[A-Z]{2})( ([a-z0-9-]+|[A-Z]{2}))+", parts[0]):
        return tuple(parts[0].split())
    return parts


def numbers_meant(written: str) -> tuple[str, ...]:
    """Split numbers that were written on one line: ``5, 12 y 13``. Empty if there is anything else."""
    parts = _non_empty(re.split(r"[,;&\s]|\b(?:y|and)\b", written))
    return parts if all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) else ()


def _non_empty(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if part.strip())
