"""A picture with its caption as HTML: the same in an author's text and in what a page shows after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from knowledge_base.locale import Locale

# As wide as the column of text is, on a screen that has room for it.
_SIZES = "(min-width: 60em) 40em, 100vw"


@dataclass(frozen=True, kw_only=True)
class PictureShown:
    """A picture beside an entry, with all that a page says of it. Addresses are from the root of the site.

    Attributes:
        id: its anchor.
        src: the picture in its largest size.
        sizes: the addresses of all its sizes, with their widths in pixels, from the smallest; one for a drawing.
        width: of the largest, in pixels.
        height: likewise.
        alt: what it shows.
        caption: what it is.
        locale: the language of these, and of the rights.
        source_label: the word before its source, in the language of the page.
        source: where it is from.
        source_url: where that is on the web or on the page; may be empty.
        rights: whose it is.
    """

    id: str
    src: str
    sizes: tuple[tuple[str, int], ...]
    width: int
    height: int
    alt: str
    caption: str
    locale: Locale
    source_label: str
    source: str
    source_url: str
    rights: str


Pictures = Mapping[str, PictureShown]
"""Pictures by their addresses as `Reading.images` has them."""


def figure_html(picture: PictureShown, page_locale: Locale, href: Callable[[str], str], alt: str = "") -> Markup:
    """Return a picture as HTML. A reader opens its largest size by following it.

    Args:
        picture: the picture.
        page_locale: the language of the page.
        href: makes an address from the root of the site relative to the page.
        alt: what it shows, where the words around it ask for others.
    """
    sizes = Markup("")
    if len(picture.sizes) > 1:
        sources = ", ".join(f"{href(address)} {width}w" for address, width in picture.sizes)
        sizes = Markup(' srcset="{}" sizes="{}"').format(sources, _SIZES)
    source = Markup("{}").format(picture.source)
    if picture.source_url:
        source = Markup('<a href="{}">{}</a>').format(picture.source_url, picture.source)
    lang = Markup("") if picture.locale is page_locale else Markup(' lang="{}"').format(picture.locale)
    return Markup(
        '<figure class="kb-picture" id="{id}"><a href="{src}">'
        '<img src="{src}"{sizes} width="{width}" height="{height}" alt="{alt}" loading="lazy"{lang}></a>'
        "<figcaption><span{lang}>{caption}</span> <small>{label} {source}. <span{lang}>{rights}</span></small>"
        "</figcaption></figure>\n"
    ).format(
        id=picture.id,
        src=href(picture.src),
        sizes=sizes,
        width=picture.width,
        height=picture.height,
        alt=alt or picture.alt,
        lang=lang,
        caption=picture.caption,
        label=picture.source_label,
        source=source,
        rights=picture.rights,
    )
