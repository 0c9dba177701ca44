"""The publisher, as named in the footer of every page."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.publisher import Publisher
from knowledge_base.view.parts.pieces import Link

LICENCE_FILE = "licence.txt"
"""The path of the content licence, from the site root."""


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """The publisher's data in the footer, as far as it is configured.

    Attributes:
        licence: a link to the text of the content licence.
        contact: a link to the publisher's contact page, or else to the editors' e-mail address.
        editors: the editors' e-mail address; empty if not configured.
        page: the publisher's contact page; likewise.
    """

    licence: Link | None
    contact: Link | None
    editors: str = ""
    page: str = ""


def imprint_of(publisher: Publisher, locale: Locale) -> Imprint:
    """Return the imprint in a language."""
    licence = publisher.licence
    said = licence and message(locale, N_("Texts and data: {licence}"), licence=licence.label_in(locale))
    contact = publisher.contact_page or (publisher.editors_address and f"mailto:{publisher.editors_address}")
    return Imprint(
        licence=Link(said, url=LICENCE_FILE) if said else None,
        contact=Link(message(locale, N_("Contact")), url=contact) if contact else None,
        editors=publisher.editors_address or "",
        page=publisher.contact_page or "",
    )
