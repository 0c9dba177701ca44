"""The small parts of pages, such as links and cards: each is a macro of ``parts.html`` and a filter of all templates.

The same link stands on hundreds of pages, and the same card on dozens. What a part shows depends on its arguments, the
language, and the way from its page to others, which is the same for all pages of a folder: so it is rendered once for
each folder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from knowledge_base.view.parts.chrome import Chrome

PARTS = ("link", "fact", "strip", "mark", "retired", "outside", "when", "day", "card", "line")
"""The names of the parts."""

PARTS_TEMPLATE = "parts.html"
"""The template with a macro for each part."""


class _Place:
    """Where a part is to stand; it stands for the metadata of the page (`Chrome`) in ``parts.html``.

    Attributes:
        page: the page that is being rendered.
        bound: whether something was rendered that is right for this page only.
    """

    def __init__(self, page: Chrome) -> None:
        self.locale = page.locale
        self.page = page
        self.bound = False

    def href(self, url: str) -> str:
        """Return ``url`` relative to the page."""
        # A link to a heading of the page itself is its fragment alone.
        self.bound = self.bound or "#" in url
        return self.page.href(url)


class Parts:
    """The parts of the pages of one folder.

    Args:
        template: ``parts.html``, in the language of the pages.
        page: one of the pages.
    """

    def __init__(self, template: Template, page: Chrome) -> None:
        self._place = _Place(page)
        self._macros: Any = template.make_module({"chrome": self._place, "parts": self})
        self._rendered: dict[tuple[object, ...], Markup] = {}

    def on(self, page: Chrome) -> Parts:
        """Return the parts for a page of the folder, which is the one to be rendered now."""
        self._place.page = page
        return self

    def html(self, name: str, *arguments: object) -> Markup:
        """Return a part.

        Args:
            name: one of `PARTS`.
            arguments: of its macro: values of views, which hold no HTML.
        """
        key = (name, *arguments)
        known = self._rendered.get(key)
        if known is None:
            outside, self._place.bound = self._place.bound, False
            known = getattr(self._macros, name)(*arguments)
            if not self._place.bound and not any(isinstance(argument, Markup) for argument in arguments):
                # Markup equals the words that it is made of, but those have to be escaped.
                self._rendered[key] = known
            self._place.bound = self._place.bound or outside
        return known


class PartsByFolder:
    """The parts of the pages that are being made, folder by folder: those of the last folder are all that is needed."""

    def __init__(self) -> None:
        self._folder: tuple[Template, str, str] | None = None
        self._parts: Parts | None = None

    def on(self, page: Chrome, template: Template) -> Parts:
        """Return the parts for a page.

        Args:
            page: the page.
            template: ``parts.html``, in the language of the page.
        """
        folder = (template, page.url.rpartition("/")[0], page.root)
        if self._parts is None or self._folder != folder:
            self._folder, self._parts = folder, Parts(template, page)
        return self._parts.on(page)


def part_filter(name: str) -> Callable[..., Markup]:
    """Return the filter that prints a part."""

    @pass_context
    def part(context: Context, *arguments: object) -> Markup:
        parts: Parts = context["parts"]
        return parts.html(name, *arguments)

    return part
