"""Names for what calendars and feeds tell apart: the same for ever, on whatever host the site is published.

They are UUIDs of version 5 (RFC 9562, 5.5). A tag (RFC 4151) or the address of the site would change when the site
moves to another host, and everything would be new to those who subscribe.
"""

from __future__ import annotations

from uuid import UUID, uuid5

# A random UUID, the namespace of all names; it never changes.
_NAMESPACE = UUID("6f0e1c52-9c55-4f0a-8a3e-6d5f0c8a7b11")


def permanent(*what: str) -> str:
    """Return the UUID of a thing, from what kind of thing it is and its ids."""
    return str(uuid5(_NAMESPACE, " ".join(what)))


def permanent_iri(*what: str) -> str:
    """Return the same as an address (RFC 9562, 4): ``urn:uuid:…``."""
    return f"urn:uuid:{permanent(*what)}"
