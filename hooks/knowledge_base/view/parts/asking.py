"""Links from what is not recorded here to the form, with the fields filled in that are known."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.view.parts.site import Site

Filled = Iterable[tuple[str, str]]
"""Names of fields of the form, each with a value; the name of a list occurs once for each of its values."""


def form_url(site: Site, filled: Filled) -> str:
    """Return the URL of the form to propose a practice, filled in, from the site root (``propose.js`` reads it)."""
    return f"{site.url(addresses.PROPOSE)}?{urlencode(list(filled))}"
