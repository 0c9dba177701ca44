"""The style guide: every page component, shown with real content, and its purpose."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import TOPIC
from knowledge_base.locale import N_
from knowledge_base.model.choices import Status
from knowledge_base.model.kinds import AGREEMENT, KINDS, MEETING, Kind
from knowledge_base.view.pages.entry import EntryView, entry_view
from knowledge_base.view.parts.chrome import POINTS_STYLE, TRAIL_STYLE, Chrome
from knowledge_base.view.parts.pieces import Card, Fact, FigureLine, Link, Notice
from knowledge_base.view.parts.site import Site

_STYLE = "assets/stylesheets/style-guide.css"
_FEW = 3


@dataclass(frozen=True, kw_only=True)
class KindSample:
    """A kind of entry: its name, its label, and the card of its newest entry, if any."""

    name: str
    label: str
    card: Card | None


@dataclass(frozen=True, kw_only=True)
class StyleGuideView:
    """The style guide.

    Attributes:
        kinds: every kind of entry, with its icon.
        notices: one notice of each style.
        strip: a row of terms with counts.
        figures: a few figures.
        meeting: the newest meeting, to show an agenda, facts, a trail, sources and a citation.
        agreement: the newest agreement, to show provisions.
    """

    chrome: Chrome
    title: str
    intro: str
    kinds: tuple[KindSample, ...]
    notices: tuple[Notice, ...]
    strip: Fact
    figures: tuple[FigureLine, ...]
    meeting: EntryView | None
    agreement: EntryView | None
    empty: str
    search: None = None

    template = "style-guide.html"


def style_guide_chrome(site: Site) -> Chrome:
    """Return the metadata of the style guide."""
    title = site.say(N_("Style guide"))
    intro = site.say(N_("The parts that the pages are made of, and what each is for."))
    way = (Link(site.say(N_("Contribute")), url=site.url("contribute")), Link(title))
    return site.chrome(
        addresses.STYLE_GUIDE, title, intro, way, section="contribute", styles=(_STYLE, POINTS_STYLE, TRAIL_STYLE)
    )


def style_guide_view(site: Site) -> StyleGuideView:
    """Return the style guide."""
    chrome = style_guide_chrome(site)
    say = site.say
    return StyleGuideView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        kinds=tuple(_sample(site, kind) for kind in KINDS),
        notices=(
            Notice(kind="translation", text=say(N_("This page is an unofficial translation."))),
            Notice(kind="stale", text=say(N_("This page has changed in the other language since it was translated."))),
            Notice(kind=Status.WITHDRAWN.value, text=say(N_("This entry has been withdrawn."))),
        ),
        strip=Fact(say(TOPIC.plural), tuple(site.counted(TOPIC, id_) for id_ in site.terms(TOPIC))),
        figures=site.figures(site.catalogue.notes.figures[:_FEW]),
        meeting=_newest(site, MEETING),
        agreement=_newest(site, AGREEMENT),
        empty=str(site.editorial.empty.entries),
    )


def _newest(site: Site, kind: Kind) -> EntryView | None:
    newest = next(iter(site.catalogue.of_kind(kind)), None)
    return entry_view(site, newest) if newest else None


def _sample(site: Site, kind: Kind) -> KindSample:
    newest = next(iter(site.catalogue.of_kind(kind)), None)
    return KindSample(name=kind.name, label=site.say(kind.singular), card=site.card(newest) if newest else None)
