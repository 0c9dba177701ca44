"""The form to propose a practice: the data from which a script renders it, validates input and writes the file.

All of it is generated from the models, the vocabularies and the check's messages. The script knows types of values,
and no individual field but those about files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from knowledge_base.assemble import addresses
from knowledge_base.attachments.dispatch import BEGINNING, BEGINNINGS, inspect_file
from knowledge_base.attachments.inspection import ENDINGS, FileFault, FileType, number_fault, size_fault
from knowledge_base.attachments.limits import (
    LARGEST_DRAWING,
    LARGEST_FILE,
    LONGEST_PATH,
    MOST_FILES,
    MOST_SENT,
    in_megabytes,
)
from knowledge_base.attachments.stored import FILES_PATH
from knowledge_base.check import facts
from knowledge_base.check.letters import AS_IT_STANDS, LETTERS_PATTERN, MARKS_PATTERN, MISPRINTED
from knowledge_base.locale import N_, Locale, languages, message, months, sort_key
from knowledge_base.model.choices import Status
from knowledge_base.model.due import DUE_PATTERN
from knowledge_base.model.entries import Practice
from knowledge_base.model.goals import NAMES_OF_NUMBERS
from knowledge_base.model.guide import FieldGuide, ValueType, field_guides
from knowledge_base.model.kinds import PRACTICE, BodySection, Kind
from knowledge_base.model.types import (
    CONTROL_PATTERN,
    DATE_PATTERN,
    LANGUAGE_PATTERN,
    SEEN_PATTERN,
    TIME_PATTERN,
    URL_PATTERN,
)
from knowledge_base.model.vocabularies import TERM_MODELS, OrganisationType
from knowledge_base.model.when import WHEN_PATTERN
from knowledge_base.names import RESERVED_NAME
from knowledge_base.parse.document import LONGEST_FRONT_MATTER, LONGEST_LINE
from knowledge_base.parse.validate import BY_PATTERN, SENTENCES
from knowledge_base.read import LARGEST_TEXT
from knowledge_base.view.pages.field_guide import form_of
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.proposal_choices import choices_path
from knowledge_base.view.parts.proposal_example import example_lines
from knowledge_base.view.parts.proposal_steps import (
    BODY_PART,
    INTRODUCTION,
    STEPS,
    asked_fields,
    asked_inside,
    body_sections,
    in_steps,
)
from knowledge_base.view.parts.proposal_words import PROPOSAL_WORDS
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.shell import FORM_SCRIPT
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import MATURITY_MEANINGS, NATURE_MEANINGS

_STYLES = ("assets/stylesheets/form.css",)

_TODAY = ("created", "modified")
_WITH_FILES = N_(
    "Pictures and documents that belong to it ({types}, up to {most} each) are sent along with the file. Say for each"
    " what it is, what a picture shows, where it is from and whose it is."
)
_START = (
    N_("It is for practices of migration policy and management that other countries can learn from."),
    N_(
        "It takes about fifteen minutes. You need its title, who leads it, and a source that others can look up; dates,"
        " results and documents if you have them."
    ),
    N_("All that you hand over is public, at once and for good. Write no names of persons: name offices."),
    N_(
        "The form sends nothing by itself. At the end it makes a file, and says how to hand it over. The editors"
        " compare it with its sources, ask you what is missing, and publish it."
    ),
)
# Languages of sources, the likeliest first.
_SOURCE_LANGUAGES = ("es", "en", "pt", "fr", "nl", "ht", "ar", "zh", "ru", "de", "it")
_LABELS = {"maturity": N_("How much is known of it"), "original": N_("You write in")}
# Where what is written in a file is not what the form asks: fields, and fields of items.
_HELPS = {
    ("", "original"): N_("The language of your texts."),
    ("", "maturity"): N_("The more is known, the more the next steps ask for."),
    ("", "leads"): N_(
        "Who is responsible for it: offices and bodies, or a country where its institution is not known."
    ),
    ("", "period"): N_("As your source says it: a year, a month or a day."),
    ("sources", "title"): N_("The title of the document, in its own language."),
    ("sources", "language"): N_("The language of the document."),
    ("sources", "date"): N_("The date that the document bears, where its title does not say it."),
    ("files", "source"): N_("Where it is from, in words."),
    ("results", "source"): N_("Where the measurement can be read, in words."),
}
# What to do where less is told than is known: in the form, nothing is called maturity.
_UNEARNED = N_("answer it, or say at the beginning that less is known")
# Fields whose date says since when, and until when or that it goes on.
_PERIODS = frozenset({("", "period")})
_LIMITS = N_(
    "{types}, up to {most} each, drawings (SVG) up to {drawing}; at most {number} files, of {together} together. Their"
    " names become small letters, digits and hyphens. The draft keeps your words, but no files: when you come back,"
    " choose them again."
)
# Characters to escape in JSON inside HTML: "<", and all but printable Latin letters and punctuation.
_UNFIT = re.compile("[^ -;=-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e]")

# Types that need no hint about their format, because the form offers a picker.
_CHOSEN = frozenset(
    {ValueType.CHOICE, ValueType.TERM, ValueType.ENTRY, ValueType.PART, ValueType.DATE, ValueType.FIELDS}
)

_UNUSED = frozenset({"group", "translated"})
_WORDY = frozenset({ValueType.TEXT, ValueType.LINE})

# For each type, the pattern of its values and the name of the message for a mismatch.
_FORMS = {
    ValueType.DATE: (DATE_PATTERN, "date_format"),
    ValueType.WHEN: (WHEN_PATTERN, "when_format"),
    ValueType.DUE: (DUE_PATTERN, "due_format"),
    ValueType.TIME: (TIME_PATTERN, "time_format"),
    ValueType.URL: (URL_PATTERN, "url"),
    ValueType.WHOLE_NUMBER: (r"^-?[0-9]{1,15}$", "int_parsing"),
    ValueType.NUMBER: (r"^-?[0-9]+(\.[0-9]+)?$", "decimal_parsing"),
    ValueType.FLAG: (r"^(true|false)$", "bool_parsing"),
}

# Other messages of the check that the form shows.
_SAID = (
    *("missing", "control", "empty", "markup", "string_too_long", "too_many_words"),
    *("date_impossible", "when_backwards", "when_twice", "greater_than_equal", "less_than_equal"),
)

# What the form says of files that it does not take.
_FILE_FAULTS = {
    "file_type": inspect_file(b"").faults[0],
    "file_size": size_fault(),
    "drawing_size": size_fault(LARGEST_DRAWING),
    "file_number": number_fault(),
}
_TOGETHER = N_("all files together are larger than {most}")


@dataclass(frozen=True, kw_only=True)
class ProposeView:
    """The page with the form.

    Attributes:
        guide: a link to the field guide.
        data: the result of `form_data` as JSON, escaped for HTML.
        example: a file to copy, for readers without scripts; it passes the check.
        folder: the folder for such files in the repository.
        with_files: how pictures and documents are sent along.
        start: what it is for, what one needs, and what becomes of it.
    """

    chrome: Chrome
    title: str
    intro: str
    guide: Link
    data: str
    example: str
    folder: str
    with_files: str
    start: tuple[str, ...]
    search: SearchRecord

    template = "propose.html"


def propose_chrome(site: Site) -> Chrome:
    """Return the metadata of the page with the form."""
    title = site.say(N_("Propose a practice"))
    intro = str(site.editorial.intros.propose)
    return site.chrome(
        addresses.PROPOSE,
        title,
        intro,
        (Link(title),),
        section=addresses.PROPOSE,
        scripts=(choices_path(site.locale), FORM_SCRIPT),
        styles=_STYLES,
    )


def propose_view(site: Site) -> ProposeView:
    """Return the page with the form."""
    chrome = propose_chrome(site)
    most = in_megabytes(LARGEST_FILE)
    return ProposeView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        guide=Link(site.say(N_("Field guide")), url=site.url(addresses.FIELD_GUIDE)),
        data=_in_html(json.dumps(form_data(site), ensure_ascii=False, separators=(",", ":"))),
        example=example_file(site),
        folder=_folder(site.locale),
        with_files=site.say(_WITH_FILES, types=_file_types(), most=most),
        start=tuple(site.say(text) for text in _START),
        search=page_record(site),
    )


def _in_html(data: str) -> str:
    """Return JSON escaped for a ``<script>`` element, so that no value can close the element or open another.

    The escapes also cover control characters, which occur in the patterns and which HTML forbids (HTML Standard,
    13.2.3.5).
    """
    return _UNFIT.sub(lambda found: json.dumps(found[0])[1:-1].replace("<", "\\u003c"), data)


def form_data(site: Site, kind: Kind = PRACTICE) -> Mapping[str, object]:
    """Return the data from which the script renders the form, validates input and writes the file.

    Args:
        site: the content in the language of the page.
        kind: the kind of entry to propose.
    """
    asked = asked_fields(field_guides(kind.record, site.locale))
    sections = body_sections(kind)
    parts = {guide.name: _field(site, guide) for guide in asked} | {
        str(part["name"]): part for part in _body_parts(site, sections)
    }
    forms = {type_: form for type_, form in _FORMS.items() if type_ in set(_types(asked))}
    owner = _owner(site)
    return {
        "order": list(kind.record.model_fields),
        "fixed": {"access": "public", "status": Status.IN_REVIEW.value, **({"owner": owner} if owner else {})},
        "today": _TODAY,
        "steps": [
            {"name": step.name, "title": site.say(step.title), "asked": [parts[name] for name in names]}
            for step in STEPS
            if (names := in_steps(parts).get(step.name))
        ],
        "headings": {
            f"{BODY_PART}{section.heading}": {locale: section.in_(locale) for locale in Locale} for section in sections
        },
        "needed": {
            str(maturity): [*facts.NEEDED[maturity], *(f"{BODY_PART}{section.heading}" for section in required)]
            for maturity, required in kind.sections_by_maturity
        },
        "vocabularies": {name: _terms(site, name) for name in _vocabularies(asked)},
        "vocabulary_names": {name: _capital(site.say(TERM_MODELS[name].singular)) for name in _vocabularies(asked)},
        "folder": {locale: _folder(locale) for locale in Locale},
        "taken": sorted({address.partition("/")[2] for address in site.catalogue.moved if "/" in address} | {"index"}),
        "months": months(),
        "control": CONTROL_PATTERN,
        "seen": SEEN_PATTERN,
        "letters": LETTERS_PATTERN,
        "marks": MARKS_PATTERN,
        "forms": {str(type_): form for type_, form in forms.items()},
        "patterns": {pattern: _pair(site.locale, pair) for pattern, pair in BY_PATTERN.items()},
        "messages": {
            **{name: _pair(site.locale, SENTENCES[name]) for name in (*_SAID, *(name for _, name in forms.values()))},
            "letters": _pair(site.locale, MISPRINTED),
            "marks": _pair(site.locale, AS_IT_STANDS),
            "twice": _pair(site.locale, facts.TWICE),
            "unearned": _pair(site.locale, (facts.UNEARNED[0], _UNEARNED)),
            **{name: _fault(site.locale, fault) for name, fault in _FILE_FAULTS.items()},
            "files_size": _pair(site.locale, (site.say(_TOGETHER, most=in_megabytes(MOST_SENT)), "")),
        },
        "files": _files(site),
        "limits": {"line": LONGEST_LINE, "fields": LONGEST_FRONT_MATTER, "text": LARGEST_TEXT},
        "words": {name: site.say(text) for name, text in PROPOSAL_WORDS.items()},
    }


def _files(site: Site) -> Mapping[str, object]:
    """Return what the script holds files to."""
    limits = {
        "most": in_megabytes(LARGEST_FILE),
        "drawing": in_megabytes(LARGEST_DRAWING),
        "together": in_megabytes(MOST_SENT),
    }
    return {
        "limits": site.say(_LIMITS, types=_file_types(), number=MOST_FILES, **limits),
        "folder": FILES_PATH.as_posix(),
        "endings": ENDINGS,
        "beginnings": BEGINNINGS,
        "beginning": BEGINNING,
        "documents": [type_ for type_ in FileType if not type_.is_picture],
        "largest": {type_: LARGEST_DRAWING if type_ is FileType.SVG else LARGEST_FILE for type_ in FileType},
        "together": MOST_SENT,
        "number": MOST_FILES,
        "longest_path": LONGEST_PATH,
        "reserved": RESERVED_NAME.pattern.removeprefix("(?i)"),
    }


def _file_types() -> str:
    return ", ".join(type_.label for type_ in FileType)


def example_file(site: Site) -> str:
    """Return a file with the required fields of a practice, each with an example or its first allowed value."""
    fixed = {**_fixed(site), **dict.fromkeys(_TODAY, _today(site))}
    lines = [
        line
        for guide in field_guides(Practice, site.locale)
        if guide.required
        for line in example_lines(site, guide, fixed.get(guide.name, ""))
    ]
    return "\n".join(("---", *lines, "---", site.say(N_("What you know of it, in your own words.")), ""))


def _fixed(site: Site) -> dict[str, str]:
    return {"original": str(site.locale), "status": Status.IN_REVIEW.value}


def _folder(locale: Locale) -> str:
    return f"docs/{locale}/{PRACTICE.folder}"


def _owner(site: Site) -> str:
    """Return the id of the editors, to whom new entries belong; empty if the vocabulary has none."""
    terms = site.catalogue.vocabularies.organisations
    return next((id_ for id_, term in terms.items() if term.type is OrganisationType.EDITORIAL), "")


def _body_parts(site: Site, sections: Sequence[BodySection]) -> Iterator[dict[str, object]]:
    words = {name: site.say(text) for name, text in PROPOSAL_WORDS.items()}
    help_ = words["section_help"]
    yield {"name": INTRODUCTION, "label": words["introduction"], "help": words["introduction_help"], "type": "body"}
    for section in sections:
        yield {
            "name": f"{BODY_PART}{section.heading}",
            "label": section.in_(site.locale),
            "help": help_,
            "type": "body",
        }


def _terms(site: Site, name: str) -> list[tuple[str, str]]:
    """Return the (id, name) of the terms of a vocabulary, sorted by name."""
    named = ((id_, term.name(site.locale)) for id_, term in site.catalogue.vocabularies.named(name).items())
    return sorted(named, key=lambda term: sort_key(term[1], site.locale))


def _today(site: Site) -> str:
    day = site.today or site.catalogue.content_date()
    return day.isoformat() if day else ""


def _types(guides: Iterable[FieldGuide]) -> Iterator[ValueType]:
    """Yield the value types of fields and their nested fields."""
    for guide in guides:
        yield guide.type
        yield from _types(guide.fields)


def _vocabularies(guides: Iterable[FieldGuide]) -> list[str]:
    """Return the names of the vocabularies whose ids the fields accept."""
    found = {name for guide in guides for name in (*guide.vocabularies, *_vocabularies(guide.fields))}
    return [name for name in TERM_MODELS if name in found]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _field(site: Site, guide: FieldGuide, above: str = "") -> dict[str, object]:
    """Return the data of a field for the script."""
    # They mostly cite documents in their language.
    defaults = {"language": str(site.locale), "original": str(site.locale)}
    said = {
        **asdict(guide),
        "label": site.say(_LABELS[guide.name]) if guide.name in _LABELS else guide.label,
        "help": site.say(_HELPS[above, guide.name]) if (above, guide.name) in _HELPS else guide.help,
        "hint": "" if guide.pattern == LANGUAGE_PATTERN or (above, guide.name) in _PERIODS else _hint(site, guide),
        "default": defaults.get(guide.name, guide.default),
        "choices": _choices(site, guide),
        "meanings": _meanings(site, guide),
        "span": (above, guide.name) in _PERIODS,
        "fields": [_field(site, inner, guide.name) for inner in asked_inside(guide)],
    }
    # Empty values are left out to keep the page small.
    return {
        name: value for name, value in said.items() if value not in ("", (), [], None, False) and name not in _UNUSED
    }


def _hint(site: Site, guide: FieldGuide) -> str:
    """Return a hint about the format of a field; empty if it has a picker or accepts any text."""
    if guide.type in _CHOSEN or (guide.type in _WORDY and not guide.pattern and not guide.most_words):
        return ""
    return form_of(site, replace(guide, many=False))


def _choices(site: Site, guide: FieldGuide) -> Sequence[tuple[str, str]]:
    """Return the values with their names, if there are few enough to choose from."""
    if names := NAMES_OF_NUMBERS.get(guide.name):
        return [(str(number), f"{number}. {site.say(name)}") for number, name in enumerate(names, 1)]
    if guide.pattern == LANGUAGE_PATTERN:
        return [(code, _capital(languages(site.locale)[code])) for code in _SOURCE_LANGUAGES]
    return guide.choices


def _meanings(site: Site, guide: FieldGuide) -> Sequence[str]:
    known = {"maturity": tuple(MATURITY_MEANINGS.values()), "nature": tuple(NATURE_MEANINGS.values())}
    return [site.say(text) for text in known[guide.name]] if guide.name in known else guide.meanings


def _pair(locale: Locale, pair: tuple[str, str]) -> tuple[str, str]:
    what, allowed = pair
    return message(locale, what), message(locale, allowed) if allowed else ""


def _fault(locale: Locale, fault: FileFault) -> tuple[str, str]:
    values = dict(fault.values)
    return message(locale, fault.what, **values), message(locale, fault.allowed, **values)
