"""What a brief says of each entry, figure and guiding question: in few words, with the source, cut where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from knowledge_base.assemble.briefs import NotePart
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_, date_span, partial_date
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import Agreement, Background, ConceptNote, Meeting, Practice, Provision
from knowledge_base.model.record import Source
from knowledge_base.model.types import Text
from knowledge_base.view.parts.paper import GAP, Print, clip, clipped
from knowledge_base.view.parts.pieces import FigureLine, Link, Words
from knowledge_base.view.parts.site import Site

# The most of each list, and the most characters of names.
_ANSWERS, _LEADS = 3, 2
_NAME, _ADDRESS = 90, 100
# The padding of a row of a table.
_ROW = 4.0


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """The most characters of each part of an item, and the most provisions and sources."""

    title: int
    summary: int
    provision: int
    provisions: int
    question: int
    label: int
    locator: int
    sources: int


WHOLE = Lengths(title=250, summary=800, provision=800, provisions=8, question=900, label=300, locator=120, sources=3)
"""For a brief of little: nearly everything as it stands in its entry."""

MIDDLE = Lengths(title=200, summary=480, provision=400, provisions=5, question=480, label=220, locator=90, sources=2)
"""For one of some more."""

SHORT = Lengths(title=150, summary=320, provision=240, provisions=2, question=320, label=160, locator=60, sources=1)
"""For a brief of much: one long entry leaves room for others."""


@dataclass(frozen=True, kw_only=True)
class BriefCitation:
    """A source, and where in it."""

    source: Source
    locator: Words


@dataclass(frozen=True, kw_only=True)
class BriefPoint:
    """Something said of an item: a provision, or who answered a question.

    Attributes:
        words: what.
        url: where it leads, if anywhere.
        remark: what became of it.
    """

    words: Words
    url: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class BriefItem:
    """An entry, a figure or a guiding question in a brief.

    Attributes:
        link: its title.
        citations: where it can be read.
        details: what it is, from whom, of which day.
        text: its summary, cut.
        points: what it says.
        more_points: how many it says besides.
        remark: what nobody has told yet.
        address: of its page, as it is printed; empty where no entry of its own is behind it.
        figure: the figure, if it is one.
    """

    link: Link
    citations: tuple[BriefCitation, ...]
    details: tuple[Link, ...] = ()
    text: Words = ""
    points: tuple[BriefPoint, ...] = ()
    more_points: int = 0
    remark: str = ""
    address: str = ""
    figure: FigureLine | None = None

    @property
    def height(self) -> float:
        """How high it is on paper."""
        cited = sum(len(str(citation.locator)) + 6 for citation in self.citations)
        if self.figure:
            counted_by = str(self.figure.counted_by.label) if self.figure.counted_by else ""
            return _ROW + max(
                Print.LABEL_COLUMN.height(f"{self.figure.label} {self.figure.note or ''}"),
                Print.PERIOD_COLUMN.height(self.figure.period) + Print.PERIOD_COLUMN.height(self.figure.as_of),
                Print.SOURCE_COLUMN.height(counted_by + "·" * cited),
                Print.SMALL.height("·") * 2,
            )
        under = sum(len(str(detail.label)) + 3 for detail in self.details) + len(self.address) + cited
        return (
            GAP
            + Print.TEXT.height(str(self.link.label))
            + Print.SMALL.height("·" * under)
            + Print.TEXT.height(str(self.text))
            + sum(Print.TEXT.height(f"– {point.words} {point.remark}") for point in self.points)
            + (Print.TEXT.height("·") if self.more_points else 0)
            + Print.SMALL.height(self.remark)
        )


def practice_item(site: Site, entry: Entry, record: Practice, most: Lengths) -> BriefItem:
    """Return a practice: who leads it, how much is known of it, and what is not told yet."""
    remark = ""
    if record.maturity is Maturity.REPORTED:
        remark = site.say(
            N_("The sources give only its title. The focal point is yet to tell how it works and what came of it.")
        )
    leads = tuple(dict.fromkeys((record.lead, *record.partners)))[:_LEADS]
    return _entry_item(
        site,
        entry,
        most,
        (
            Link(record.maturity.label_in(site.locale)),
            *(_short(site.actor_link(id_)) for id_ in leads),
            Link(site.date(site.catalogue.dates[entry.id])),
        ),
        text=clipped(record.summary, most.summary),
        remark=remark,
    )


def agreement_item(
    site: Site, entry: Entry, record: Agreement, country: str, topics: frozenset[str], most: Lengths
) -> BriefItem:
    """Return an agreement: what it is to the country, and what it says on the topics."""
    name = site.catalogue.vocabularies.countries[country].name(site.locale)
    if country in record.adopted_by:
        standing = site.say(N_("Adopted by {country}"), country=name)
    elif record.adopted_by:
        standing = site.say(N_("Names {country}, which is not among those that adopted it"), country=name)
    else:
        standing = site.say(N_("The sources do not list who adopted it"))
    on_topic = [provision for provision in record.provisions if topics.intersection(provision.topics)]
    provisions = on_topic or list(record.provisions)
    return _entry_item(
        site,
        entry,
        most,
        (
            Link(record.agreement_type.label_in(site.locale)),
            Link(site.date(record.adopted_on)),
            Link(site.say(N_("Legal nature: {nature}"), nature=record.legal_nature.label_in(site.locale))),
            Link(standing),
        ),
        points=tuple(_provision(site, entry, provision, most) for provision in provisions[: most.provisions]),
        more_points=len(record.provisions) - len(provisions[: most.provisions]),
    )


def _provision(site: Site, entry: Entry, provision: Provision, most: Lengths) -> BriefPoint:
    remarks = [site.say(N_("follow-up: {status}"), status=provision.follow_up.label_in(site.locale))]
    if provision.responsible:
        names = ", ".join(str(_short(site.actor_link(id_)).label) for id_ in provision.responsible[:_LEADS])
        remarks.append(site.say(N_("responsible: {names}"), names=names))
    if provision.due:
        remarks.append(site.say(N_("due {date}"), date=partial_date(provision.due, site.locale)))
    return BriefPoint(
        words=clipped(provision.text, most.provision),
        url=site.url(entry.address, f"provision-{provision.number}"),
        remark="; ".join(remarks),
    )


def meeting_item(site: Site, entry: Entry, record: Meeting, most: Lengths) -> BriefItem:
    """Return a meeting: when, of whom, and its concept note."""
    notes = site.catalogue.concept_notes(entry)[:1]
    return _entry_item(
        site,
        entry,
        most,
        (
            Link(date_span(record.start, record.end, site.locale)),
            _short(site.actor_link(record.body)),
            *(Link(site.say(note.kind.singular), url=site.url(note.address)) for note in notes),
        ),
    )


def background_item(site: Site, entry: Entry, record: Background, most: Lengths) -> BriefItem:
    """Return something that the meetings build on: what it is, and since when."""
    period = " – ".join(partial_date(part, site.locale) for part in (record.started, record.ended) if part)
    return _entry_item(site, entry, most, (Link(record.background_type.label_in(site.locale)), Link(period)))


def figure_item(site: Site, part: NotePart, most: Lengths) -> BriefItem:
    """Return a figure, with where in which document it is printed."""
    record = _note(site, part)
    figure = record.figures[part.place]
    note = clipped(figure.note, most.label) if figure.note else None
    figure = figure.model_copy(update={"label": clipped(figure.label, most.label), "note": note})
    line = site.figure(part.note, figure)
    line = replace(line, counted_by=_short(line.counted_by) if line.counted_by else None)
    return BriefItem(
        link=Link(line.label, url=line.source.url),
        citations=tuple(
            BriefCitation(source=source, locator=clipped(figure.locator, most.locator)) for source in record.sources[:1]
        ),
        figure=line,
    )


def question_item(site: Site, part: NotePart, answers: Sequence[Entry], most: Lengths) -> BriefItem:
    """Return a guiding question, with the practices of the country that answer it."""
    record = _note(site, part)
    question = record.guiding_questions[part.place]
    details = [
        Link(site.say(N_("Concept note of {date}"), date=site.date(record.date)), url=site.url(part.note.address)),
        Link(site.say(N_("question {number}"), number=question.number)),
    ]
    if record.minutes_per_country:
        details.append(Link(site.say(N_("{count} minutes for each country"), count=record.minutes_per_country)))
    return BriefItem(
        link=Link(
            clipped(question.text, most.question), url=site.url(part.note.address, f"question-{question.number}")
        ),
        citations=tuple(BriefCitation(source=source, locator="") for source in record.sources[:1]),
        details=tuple(details),
        points=tuple(
            BriefPoint(
                words=clipped(link.label, most.title) if isinstance(link.label, Text) else link.label, url=link.url
            )
            for link in (site.entry_link(answer) for answer in answers[:_ANSWERS])
        ),
        more_points=len(answers[_ANSWERS:]),
        address=site.printed(part.note.address),
    )


def _citations(site: Site, entry: Entry, most: Lengths) -> tuple[BriefCitation, ...]:
    return tuple(
        BriefCitation(source=source, locator=clipped(source.locator, most.locator) if source.locator else "")
        for source in entry.in_(site.locale).record.sources[: most.sources]
    )


def short_web_address(url: str) -> str:
    """Return a web address as people write it on paper: without the scheme."""
    parts = urlsplit(url)
    return clip(url.removeprefix(f"{parts.scheme}://"), _ADDRESS)


def _entry_item(
    site: Site,
    entry: Entry,
    most: Lengths,
    details: tuple[Link, ...],
    *,
    text: Words = "",
    points: tuple[BriefPoint, ...] = (),
    more_points: int = 0,
    remark: str = "",
) -> BriefItem:
    return BriefItem(
        link=Link(clipped(entry.in_(site.locale).record.title, most.title), url=site.url(entry.address)),
        citations=_citations(site, entry, most),
        details=details,
        text=text,
        points=points,
        more_points=more_points,
        remark=remark,
        address=site.printed(entry.address),
    )


def _note(site: Site, part: NotePart) -> ConceptNote:
    entry = part.note
    record = entry.in_(site.locale).record
    if not isinstance(record, ConceptNote):
        raise TypeError(entry.record)
    return record


def _short(link: Link) -> Link:
    return Link(clip(str(link.label), _NAME), url=link.url)
