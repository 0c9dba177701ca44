"""What other sites and messages show of a page that is shared: the Open Graph protocol (ogp.me)."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.locale import N_, Locale, message, territorial
from knowledge_base.model.kinds import SORTS
from knowledge_base.view.parts.chrome import Chrome

SHARE_FOLDER = "share"
"""The folder of the pictures, from the site root."""

ANY_PAGE = "page"
"""What the picture of pages other than entries is called."""

SHARE_SIZE = (1200, 630)
"""Width and height of each picture, in pixels."""

RCM_NAME = N_("Regional Conference on Migration")
"""The name above and below the label of a picture (English; ``es.po`` has the Spanish)."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """What is shown of a page that is shared.

    Attributes:
        type: its type in the protocol.
        locale: its language, with a territory, as the protocol has it: ``es_MX``.
        others: the languages in which it can be read as well, likewise.
        picture: the path of its picture, from the site root.
        label: what is written on the picture.
    """

    type: str
    locale: str
    others: tuple[str, ...]
    picture: str
    label: str


def picture_label(sort: str, locale: Locale) -> str:
    """Return what is written on the picture of a sort of entry, or of `ANY_PAGE`."""
    singular = next((each.singular for each in SORTS if each.name == sort), N_("Knowledge base"))
    return message(locale, singular)


def picture_path(sort: str, locale: Locale) -> str:
    """Return the path of a picture, from the site root."""
    return f"{SHARE_FOLDER}/{sort}.{locale}.png"


def share_of(chrome: Chrome) -> Share:
    """Return what is shown of a page."""
    sort = chrome.sort or ANY_PAGE
    label = picture_label(sort, chrome.locale)
    return Share(
        type="article" if chrome.sort else "website",
        locale=territorial(chrome.text_locale),
        others=tuple(
            territorial(each.locale)
            for each in chrome.alternates
            if each.translated and each.locale is not chrome.text_locale
        ),
        picture=picture_path(sort, chrome.locale),
        label=f"{message(chrome.locale, RCM_NAME)}. {label}",
    )
