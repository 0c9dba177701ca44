"""The field guide: every field of every kind of entry, and every rule, generated from the models and checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.check.run import EVERY_RULE, rule_sentence
from knowledge_base.locale import N_, Locale, alternatives, message
from knowledge_base.model.guide import FieldGroup, FieldGuide, ValueType, field_guides, in_groups
from knowledge_base.model.kinds import KIND_BY_NAME, KINDS, Kind
from knowledge_base.model.record import Record, Translation
from knowledge_base.model.style_sheet import STYLE_SHEET
from knowledge_base.model.types import ID_PATTERN
from knowledge_base.model.vocabularies import TERM_MODELS, Synonyms, terms_in_words
from knowledge_base.parse.validate import BY_PATTERN, SENTENCES
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site

_STYLES = "assets/stylesheets/form.css"


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """A field in the guide.

    Attributes:
        guide: its documentation in the model.
        form: the values it accepts, in a sentence.
        vocabularies: links to the lists of its ids on the page.
        fields: its nested fields.
    """

    guide: FieldGuide
    form: str
    vocabularies: tuple[Link, ...]
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, kw_only=True)
class FieldSection:
    """The fields of a kind of entry, or those common to all kinds.

    Attributes:
        id: the HTML id of the heading.
        title: the heading.
        groups: the fields, by label of their group.
        schema: the path of its JSON Schema, from the site root; empty for the common fields.
        headings: the headings that the body must have, each with the condition under which it is required.
    """

    id: str
    title: str
    groups: tuple[tuple[str, tuple[FieldLine, ...]], ...]
    schema: str = ""
    headings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class VocabularyList:
    """A vocabulary: the id of each term, with its name."""

    id: str
    title: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class StyleLine:
    """A part of the style sheet of texts.

    Attributes:
        title: its heading.
        rule: what holds in both languages.
        forms: for each language, its code, its name, and its pairs of what to write and what to avoid.
    """

    title: str
    rule: str
    forms: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class FieldGuideView:
    """The field guide."""

    chrome: Chrome
    title: str
    intro: str
    sections: tuple[FieldSection, ...]
    style: tuple[StyleLine, ...]
    rules: tuple[str, ...]
    vocabularies: tuple[VocabularyList, ...]
    propose: Link
    search: SearchRecord

    template = "field-guide.html"


def field_guide_chrome(site: Site) -> Chrome:
    """Return the metadata of the field guide."""
    title = site.say(N_("Field guide"))
    intro = site.say(N_("What is written into each field of an entry, and what the check asks of it."))
    return site.chrome(addresses.FIELD_GUIDE, title, intro, (Link(title),), section="contribute", styles=(_STYLES,))


def field_guide_view(site: Site) -> FieldGuideView:
    """Return the field guide."""
    chrome = field_guide_chrome(site)
    shared = field_guides(Record, site.locale)
    sections = [FieldSection(id="every-entry", title=site.say(N_("Every entry")), groups=_groups(site, shared))]
    for kind in KINDS:
        own = tuple(guide for guide in field_guides(kind.record, site.locale) if guide.name not in Record.model_fields)
        schema = addresses.schema_path(kind)
        sections.append(
            FieldSection(
                id=kind.name,
                title=site.say(kind.singular),
                groups=_groups(site, own),
                schema=schema,
                headings=_headings(site, kind),
            )
        )
    translation = _groups(site, field_guides(Translation, site.locale, FieldGroup.DETAILS))
    sections.append(
        FieldSection(id="translation", title=site.say(N_("The field translation of a translation")), groups=translation)
    )
    return FieldGuideView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        sections=tuple(sections),
        style=tuple(_style_lines(site)),
        rules=tuple(site.say(rule_sentence(rule)) for rule in EVERY_RULE),
        vocabularies=tuple(_vocabulary(site, name) for name, model in TERM_MODELS.items() if model is not Synonyms),
        propose=Link(site.say(N_("Propose a practice")), url=site.url(addresses.PROPOSE)),
        search=page_record(site),
    )


def _style_lines(site: Site) -> Iterator[StyleLine]:
    names = {Locale.ES: site.say(N_("Spanish")), Locale.EN: site.say(N_("English"))}
    for subject in STYLE_SHEET:
        yield StyleLine(
            title=site.say(subject.title),
            rule=site.say(subject.rule),
            forms=tuple(
                (locale.value, names[locale], tuple((form.instead, form.example) for form in forms))
                for locale, forms in subject.forms.items()
            ),
        )


def form_of(site: Site, guide: FieldGuide) -> str:
    """Return the values a field accepts, in a sentence made of the check's own messages."""
    parts = [_form(site, guide)]
    if guide.most_words:
        parts.append(site.say(N_("at most {count} words"), count=guide.most_words))
    for limit, name in ((guide.least, "greater_than_equal"), (guide.most, "less_than_equal")):
        if limit is not None:
            parts.append(_allowed(site, name, ge=limit, le=limit))
    if guide.longest:
        parts.append(_allowed(site, "string_too_long", max_length=guide.longest))
    if guide.many:
        parts.append(_allowed(site, "tuple_type"))
    sentence = "; ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _allowed(site: Site, name: str, **values: object) -> str:
    """Return the part of a check's message that says what is allowed."""
    return message(site.locale, SENTENCES[name][1], **values)


def _form(site: Site, guide: FieldGuide) -> str:
    match guide.type:
        case ValueType.TEXT | ValueType.LINE:
            return (
                site.say(BY_PATTERN[guide.pattern][1]) if guide.pattern else site.say(N_("plain text without < and >"))
            )
        case ValueType.ID:
            return site.say(BY_PATTERN[ID_PATTERN][1])
        case ValueType.CHOICE:
            return site.say(N_("one of the values"))
        case ValueType.TERM:
            return site.say(N_("the id of: {kind}"), kind=terms_in_words(guide.vocabularies, site.locale))
        case ValueType.ENTRY | ValueType.PART:
            kinds = alternatives((site.say(KIND_BY_NAME[name].singular).lower() for name in guide.kinds), site.locale)
            kinds = kinds or site.say(N_("entry"))
            if guide.type is ValueType.PART:
                return site.say(
                    N_("the id of: {kind}; then # and a number, as in {example}"), kind=kinds, example="id#1"
                )
            return site.say(N_("the id of: {kind}"), kind=kinds)
        case ValueType.FIELDS:
            return site.say(N_("these fields"))
    return _allowed(site, _SENTENCE_OF[guide.type])


_SENTENCE_OF = {
    ValueType.DATE: "date_format",
    ValueType.WHEN: "when_format",
    ValueType.DUE: "due_format",
    ValueType.TIME: "time_format",
    ValueType.TIME_ZONE: "time_zone",
    ValueType.URL: "url",
    ValueType.WHOLE_NUMBER: "int_parsing",
    ValueType.NUMBER: "decimal_parsing",
    ValueType.FLAG: "bool_parsing",
}


def _groups(site: Site, guides: tuple[FieldGuide, ...]) -> tuple[tuple[str, tuple[FieldLine, ...]], ...]:
    return tuple((group.label_in(site.locale), _lines(site, found)) for group, found in in_groups(guides))


def _lines(site: Site, guides: tuple[FieldGuide, ...]) -> tuple[FieldLine, ...]:
    here = site.url(addresses.FIELD_GUIDE)
    return tuple(
        FieldLine(
            guide=guide,
            form=form_of(site, guide),
            vocabularies=tuple(Link(f"vocabularies/{name}.yml", url=f"{here}#{name}") for name in guide.vocabularies),
            fields=_lines(site, guide.fields),
        )
        for guide in guides
    )


def _headings(site: Site, kind: Kind) -> tuple[tuple[str, str], ...]:
    """Return the headings that the body of a kind must have: for every entry, or by maturity."""
    always = ", ".join(section.in_(site.locale) for section in kind.sections)
    by_maturity = (
        (maturity.label_in(site.locale), ", ".join(section.in_(site.locale) for section in sections))
        for maturity, sections in kind.sections_by_maturity
        if sections
    )
    return (*((("", always),) if always else ()), *by_maturity)


def _vocabulary(site: Site, name: str) -> VocabularyList:
    terms = site.catalogue.vocabularies.named(name)
    title = site.say(TERM_MODELS[name].singular)
    return VocabularyList(
        id=name,
        title=f"{title[:1].upper()}{title[1:]}: vocabularies/{name}.yml",
        terms=tuple((id_, term.name(site.locale)) for id_, term in terms.items()),
    )
