"""The article of a page as it stands in a book: what the author and the lists say, without what only a site can do."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from lxml import html
from lxml.html import HtmlElement

from knowledge_base.locale import N_
from knowledge_base.publish.packs.packing import PackError

# What needs the site, a script or a screen: navigation, buttons, forms, pictures whose facts stand beside them in
# words, addresses for paper, the citation for reference managers, lines for handwriting.
_CLASSES = frozenset(
    {
        *("kb-contents", "kb-on-paper", "kb-suggest", "kb-sr", "kb-trail__lines"),
        *("kb-brief__address", "kb-brief__foot", "kb-brief__notes", "kb-about"),
    }
)
_TAGS = frozenset({"nav", "button", "script", "noscript", "template", "form", "select", "svg"})
_KEPT = frozenset(
    {
        *("alt", "aria-label", "cite", "class", "colspan", "datetime", "dir", "headers", "height", "href", "hreflang"),
        *("id", "lang", "reversed", "rowspan", "scope", "src", "start", "title", "value", "width"),
    }
)
_MAY_BE_EMPTY = frozenset({"br", "hr", "img", "td", "th", "wbr", "col"})
# A line that is nothing but the link to a file.
_FILE_LINE = "kb-file"

Where = Callable[[str], str]
"""Takes an address from the root of the site, with query and fragment; returns where a link leads; empty: nowhere."""


def article_of(site: Path, url: str) -> HtmlElement:
    """Return the article of a page, its links still those of the site.

    Args:
        site: the folder of the built site.
        url: the page, from the root of the site.

    Raises:
        PackError: it is no page of a site.
    """
    document = html.fromstring((site / url).read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    found: HtmlElement | None = document.find(".//article")
    if found is None:
        raise PackError(N_("{page} is no page of a site: build the site again"), page=site / url)
    for element in [*found.iter()]:
        # What was in something left out has no parent in the article any more, and may be left out once more.
        if _is_left_out(element):
            element.drop_tree()
    _unfold(found)
    for element in found.iter():
        for name in [name for name in element.attrib if name not in _KEPT]:
            del element.attrib[name]
    _drop_empty(found)
    _drop_links_to_themselves(found)
    return found


def _is_left_out(element: HtmlElement) -> bool:
    if element.tag in _TAGS or not isinstance(element.tag, str) or "hidden" in element.attrib:
        return True
    if not _CLASSES.isdisjoint(element.get("class", "").split()):
        return True
    match element.tag:
        case "figure":
            return element.find(".//svg") is not None
        case "details":
            return "kb-cite" in element.getparent().get("class", "")
        case "section":
            return element.find("div[@class='kb-brief__notes']") is not None
    return False


def _unfold(article: HtmlElement) -> None:
    """Show what is folded: books have no details, and what says that there is more is needless then."""
    for summary in article.findall(".//summary"):
        if summary.xpath(".//h2 | .//h3 | .//h4"):
            summary.drop_tag()
        elif "data-unsearched" in summary.attrib or "kb-plain-details" in summary.getparent().get("class", ""):
            summary.drop_tree()
        else:
            summary.tag = "p"
            summary.set("class", "label")
    for details in article.findall(".//details"):
        before = details.getprevious()
        if before is not None and before.tag == "ul" and [child.tag for child in details] == ["ul"]:
            # What a list of facts has beyond the first few.
            before.extend(details[0])
            details.drop_tree()
        else:
            details.tag = "div"


def _drop_empty(article: HtmlElement) -> None:
    for element in reversed([*article.iter()]):
        needless = element.tag not in _MAY_BE_EMPTY and "id" not in element.attrib and element is not article
        if needless and not len(element) and not (element.text or "").strip():
            element.drop_tree()


def _drop_links_to_themselves(article: HtmlElement) -> None:
    """Headings and points link to themselves, so that their address can be copied."""
    for link in article.findall(".//a"):
        href = link.get("href", "")
        if href.startswith("#") and any(one.get("id") == href[1:] for one in (link, *link.iterancestors())):
            if "id" in link.attrib:
                del link.attrib["href"]
            else:
                link.drop_tag()


def anchors_in(article: HtmlElement) -> frozenset[str]:
    """Return the ids in an article."""
    # What XPath returns for an attribute holds the whole page.
    return frozenset(id_ for element in article.iter() if (id_ := element.get("id")) is not None)


def lead_links(article: HtmlElement, url: str, where: Where) -> None:
    """Let the links of an article lead where they lead in a copy; those that lead nowhere become text or go.

    Args:
        article: the article; changed in place.
        url: its page, from the root of the site.
        where: says where an address leads. Links to other hosts stay.
    """
    for link in article.xpath(".//a[@href]"):
        parts = urlsplit(link.get("href"))
        if parts.scheme or parts.netloc:
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(parts.path))) if parts.path else url
        target = where(urlunsplit(("", "", path, parts.query, parts.fragment)))
        if target:
            link.set("href", target)
        elif link.getparent().get("class") == _FILE_LINE:
            link.getparent().drop_tree()
        else:
            del link.attrib["href"]
            link.drop_tag()


def pictures_in(article: HtmlElement, url: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each picture of an article with its path from the root of the site."""
    for picture in article.xpath(".//img[@src]"):
        yield picture, posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(picture.get("src"))))
