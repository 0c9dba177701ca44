"""The navigation: few items, the same on every page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import BODY, COUNTRY, ORGANISATION, TOPIC, YEAR
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, KINDS, MEETING, PRACTICE


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """An item of the navigation: a page, or a heading over further items."""

    label: str
    address: str = ""
    items: tuple[NavItem, ...] = ()

    def as_config(self) -> dict[str, object]:
        """Return the item in the form of ``nav`` in ``mkdocs.yml``."""
        return {self.label: [item.as_config() for item in self.items] if self.items else f"{self.address}.md"}


# The kinds that have a place of their own; the others stand together.
_PLACED = (MEETING, PRACTICE, AGREEMENT, CONCEPT_NOTE)

_MAIN = (
    (N_("Home"), addresses.HOME),
    (N_("Explore"), addresses.EXPLORE),
    (TOPIC.plural, "topics/index"),
    (COUNTRY.plural, "countries/index"),
    (MEETING.plural, "meetings/index"),
    (PRACTICE.plural, "practices/index"),
    (AGREEMENT.plural, "agreements/index"),
    (N_("Figures"), addresses.FIGURES),
)
_MORE = (
    (CONCEPT_NOTE.plural, "concept-notes/index"),
    (N_("Guiding questions"), addresses.QUESTIONS),
    (N_("Coverage"), addresses.COVERAGE),
    (N_("Briefs"), addresses.BRIEFS),
    (N_("Glossary"), addresses.GLOSSARY),
    *((kind.plural, f"{kind.folder}/index") for kind in KINDS if kind not in _PLACED),
    (BODY.plural, "bodies/index"),
    (ORGANISATION.plural, "organisations/index"),
    (YEAR.plural, "years/index"),
    (N_("Download"), addresses.DOWNLOAD),
    (N_("About"), "about"),
    (N_("Contribute"), "contribute"),
    (N_("Propose a practice"), addresses.PROPOSE),
    (N_("For editors"), addresses.EDITORS),
)


def navigation(locale: Locale, known: Collection[str]) -> tuple[NavItem, ...]:
    """Return the navigation in a language.

    Args:
        locale: the language.
        known: the addresses of the pages that there are.
    """

    def items(pages: tuple[tuple[str, str], ...]) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(label=message(locale, label), address=address) for label, address in pages if address in known
        )

    more = items(_MORE)
    return (*items(_MAIN), *((NavItem(label=message(locale, N_("More")), items=more),) if more else ()))
