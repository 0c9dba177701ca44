"""What the end of every page says of who publishes it."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.publisher import Publisher
from knowledge_base.view.parts.pieces import Link

LICENCE_FILE = "licence.txt"
"""Where the built site has the text of the licence of texts and data, from its root."""


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who publishes the site, as far as anybody has set it.

    Attributes:
        licence: to the text of the licence of texts and data.
        contact: to the page that says how to reach the publisher, or else to the editors' mailbox.
    """

    licence: Link | None
    contact: Link | None


def imprint_of(publisher: Publisher, locale: Locale) -> Imprint:
    """Return what the end of every page says of the publisher, in the language of the page."""
    licence = publisher.licence
    said = licence and message(locale, N_("Texts and data: {licence}"), licence=licence.label_in(locale))
    contact = publisher.contact_page or (publisher.editors_address and f"mailto:{publisher.editors_address}")
    return Imprint(
        licence=Link(said, url=LICENCE_FILE) if said else None,
        contact=Link(message(locale, N_("Contact")), url=contact) if contact else None,
    )
