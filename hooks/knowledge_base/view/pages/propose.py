"""The form to propose a practice: the data from which a script renders it, validates input and writes the file.

All of it is generated from the models, the vocabularies and the check's messages. The script knows types of values,
and no individual field but those about files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from knowledge_base.assemble import addresses
from knowledge_base.assemble.notes import NotePart
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
from knowledge_base.attachments.stored import FILES_PATH, long_name_fault
from knowledge_base.check import facts
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.choices import Status
from knowledge_base.model.due import DUE_PATTERN
from knowledge_base.model.entries import Practice
from knowledge_base.model.guide import FieldGuide, ValueType, field_guides, in_groups
from knowledge_base.model.kinds import KINDS, PRACTICE, BodySection, Kind
from knowledge_base.model.types import CONTROL_PATTERN, DATE_PATTERN, SEEN_PATTERN, TIME_PATTERN, URL_PATTERN
from knowledge_base.model.vocabularies import TERM_MODELS, OrganisationType
from knowledge_base.model.when import WHEN_PATTERN
from knowledge_base.names import RESERVED_NAME
from knowledge_base.parse.validate import BY_PATTERN, SENTENCES
from knowledge_base.view.pages.explore import explore_data_path
from knowledge_base.view.pages.field_guide import form_of
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.guiding_questions import question_of
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import MATURITY_MEANINGS
from knowledge_base.view.parts.wording import wording

# In dependency order: each script uses globals of those before it.
_SCRIPTS = tuple(
    f"assets/javascripts/propose{part}.js"
    for part in (
        *("-file", "-zip", "-check", "-fields", "-list", "-files"),
        *("-form", "-problems", "-preview", "-ways", "-draft", ""),
    )
)
_STYLES = ("assets/stylesheets/form.css",)

# Fields that the form omits, because only editors fill them in, later.
_EDITORS = frozenset({"status_reason", "replaced_by", "reviewed", "review_by", "waived"})
_TODAY = ("created", "modified")
_WITH_FILES = N_(
    "Pictures and documents that belong to it ({types}, up to {most} each) are sent along with the file. Say for each"
    " what it is, what a picture shows, where it is from and whose it is."
)
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
    "file_name": long_name_fault(),
}
_TOGETHER = N_("all files together are larger than {most}")

_WORDS = {
    "introduction": N_("Introduction"),
    "introduction_help": N_("What a reader should know before the rest; a blank line begins a new paragraph."),
    "section_help": N_("A blank line begins a new paragraph, and a dash an item of a list."),
    "text": N_("Description"),
    "choose": N_("Choose…"),
    "prepare": N_("Create the file"),
    "required": N_("required"),
    "example": N_("Example:"),
    "optional": N_("Optional"),
    "add": N_("Add: {label}"),
    "remove": N_("Remove: {label}"),
    "added": N_("Added: {label}"),
    "removed": N_("Removed: {label}"),
    "one_error": N_("One thing has to be corrected"),
    "errors": N_("{count} things have to be corrected"),
    "kept": N_("Your draft is kept in this browser, on this computer only."),
    "not_kept": N_("This browser keeps no drafts: finish the form before you close the page."),
    "restored": N_("Your draft from last time has been put back."),
    "discard": N_("Discard the draft"),
    "discard_sure": N_("Discard all that you have written here?"),
    "ready": N_("Your file is ready: {name}"),
    "download": N_("Download the file"),
    "send": N_("Send it by e-mail to the editors of this site. They check it and publish it."),
    "open": N_("Open it in the repository"),
    "open_help": N_("You need an account there. The file is filled in already: save it as a proposal."),
    "upload": N_("Too long to be handed over at once: download the file, create it there, and paste its text into it."),
    "upload_link": N_("Open the repository"),
    "ready_zip": N_("Your files are ready, in one zip: {name}"),
    "download_zip": N_("Download the zip"),
    "unpack": N_("Or unpack it over a copy of the repository: every file in it lies in its folder."),
    "no_file": N_("Choose {name} again: the draft keeps no files."),
    "unread": N_("The browser can't read this file: choose it again."),
    "preview": N_("Preview"),
    "file": N_("The file"),
    "nothing": N_("Nothing has been written yet."),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProposeView:
    """The page with the form.

    Attributes:
        guide: a link to the field guide.
        data: the result of `form_data` as JSON, escaped for HTML.
        example: a file to copy, for readers without scripts; it passes the check.
        folder: the folder for such files in the repository.
        with_files: how pictures and documents are sent along.
    """

    chrome: Chrome
    title: str
    intro: str
    guide: Link
    data: str
    example: str
    folder: str
    with_files: str
    search: SearchRecord

    template = "propose.html"


def questions_path(locale: Locale) -> str:
    """Return the path of the script with the guiding questions in a language, from the site root."""
    return f"data/questions.{locale}.js"


def question_choices(site: Site) -> list[tuple[str, str]]:
    """Return (reference, label) of every guiding question; a reference is ``<note id>#<number>``."""
    return [
        (f"{part.note.id}#{part.id}", f"{site.when(part.note)}, {part.id}: {_asked(site, part)}")
        for part in site.catalogue.notes.questions
    ]


def _asked(site: Site, part: NotePart) -> str:
    return str(wording(site, part.note, question_of(site, part)).text)


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
        scripts=(explore_data_path(site.locale), questions_path(site.locale), *_SCRIPTS),
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
        folder=_folder(site),
        with_files=site.say(_WITH_FILES, types=_file_types(), most=most),
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
    fixed = _fixed(site)
    asked = tuple(
        guide
        for guide in field_guides(kind.record, site.locale)
        if guide.name not in {*fixed, *_TODAY, *_EDITORS} and len(guide.choices) != 1
    )
    forms = {type_: form for type_, form in _FORMS.items() if type_ in set(_types(asked))}
    alone = {
        guide.name: guide.choices[0][0] for guide in field_guides(kind.record, site.locale) if len(guide.choices) == 1
    }
    return {
        "order": list(kind.record.model_fields),
        "fixed": {**alone, **fixed},
        "today": _TODAY,
        "groups": [
            {
                "name": group.value,
                "label": group.label_in(site.locale),
                "fields": [_field(site, guide) for guide in guides],
            }
            for group, guides in in_groups(asked)
        ],
        "sections": [section.in_(site.locale) for section in dict.fromkeys(_sections(kind))],
        "needed": {
            str(maturity): {
                "fields": facts.NEEDED[maturity],
                "sections": [section.in_(site.locale) for section in sections],
            }
            for maturity, sections in kind.sections_by_maturity
        },
        "vocabularies": {
            name: [(id_, term.name(site.locale)) for id_, term in site.catalogue.vocabularies.named(name).items()]
            for name in _vocabularies(asked)
        },
        "vocabulary_names": {name: _capital(site.say(TERM_MODELS[name].singular)) for name in _vocabularies(asked)},
        "folders": {one.name: one.folder for one in KINDS},
        "folder": _folder(site),
        "control": CONTROL_PATTERN,
        "seen": SEEN_PATTERN,
        "forms": {str(type_): form for type_, form in forms.items()},
        "patterns": {pattern: _pair(site.locale, pair) for pattern, pair in BY_PATTERN.items()},
        "messages": {
            **{name: _pair(site.locale, SENTENCES[name]) for name in (*_SAID, *(name for _, name in forms.values()))},
            "twice": _pair(site.locale, facts.TWICE),
            "unearned": _pair(site.locale, facts.UNEARNED),
            "taken": _pair(site.locale, (N_("the id {id!r} is taken by {path}"), N_("choose another id, as {free!r}"))),
            "unknown_entry": _pair(site.locale, (N_("{id!r} is not the id of an entry"), "")),
            **{name: _fault(site.locale, fault) for name, fault in _FILE_FAULTS.items()},
            "files_size": _pair(site.locale, (site.say(_TOGETHER, most=in_megabytes(MOST_SENT)), "")),
        },
        "files": _files(site),
        "words": {name: site.say(text) for name, text in _WORDS.items()},
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
        for line in _example(site, guide, fixed.get(guide.name, ""))
    ]
    return "\n".join(("---", *lines, "---", site.say(N_("What you know of it, in your own words.")), ""))


def _fixed(site: Site) -> dict[str, str]:
    return {"original": str(site.locale), "status": Status.IN_REVIEW.value}


def _folder(site: Site) -> str:
    return f"docs/{site.locale}/{PRACTICE.folder}"


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


def _field(site: Site, guide: FieldGuide) -> dict[str, object]:
    """Return the data of a field for the script."""
    terms = site.catalogue.vocabularies
    editors = [id_ for id_, term in terms.organisations.items() if term.type is OrganisationType.EDITORIAL]
    # Authors rarely maintain the entry themselves, so editors own it; they mostly cite documents in their language.
    defaults = {"language": str(site.locale), **({"owner": editors[0]} if editors else {})}
    said = {
        **asdict(guide),
        "hint": _hint(site, guide),
        "default": defaults.get(guide.name, guide.default),
        # The form has no lists of groups within groups: what has more is written in a file.
        "fields": [_field(site, inner) for inner in guide.fields if inner.type is not ValueType.FIELDS],
    }
    # Empty values are left out to keep the page small.
    return {
        name: value for name, value in said.items() if value not in ("", (), [], None, False) and name not in _UNUSED
    }


def _hint(site: Site, guide: FieldGuide) -> str:
    """Return a hint about the format of a field; empty if it has a picker or accepts any text."""
    if guide.name == "maturity":
        known = ((maturity.label_in(site.locale), site.say(text)) for maturity, text in MATURITY_MEANINGS.items())
        return " ".join(f"{label}: {meaning}" for label, meaning in known)
    if guide.type in _CHOSEN or (guide.type in _WORDY and not guide.pattern and not guide.most_words):
        return ""
    return form_of(site, replace(guide, many=False))


def _example(site: Site, guide: FieldGuide, value: str) -> Iterator[str]:
    """Yield the YAML lines of a field in the example file."""
    name = guide.name
    if guide.type is ValueType.FIELDS:
        yield f"{name}:"
        inner = [line for field in guide.fields if field.required for line in _example(site, field, "")]
        yield from (f"  {'- ' if index == 0 else '  '}{line}" for index, line in enumerate(inner))
    else:
        written = json.dumps(value or _example_value(site, guide), ensure_ascii=False)
        yield f"{name}: [{written}]" if guide.many else f"{name}: {written}"


def _example_value(site: Site, guide: FieldGuide) -> str:
    if guide.type is ValueType.TERM:
        return next(id_ for name in guide.vocabularies for id_ in site.catalogue.vocabularies.named(name))
    if guide.type is ValueType.ENTRY:
        return next((entry.id for entry in site.catalogue.entries if entry.kind.name in guide.kinds), "")
    return guide.choices[0][0] if guide.choices else guide.example


def _pair(locale: Locale, pair: tuple[str, str]) -> tuple[str, str]:
    what, allowed = pair
    return message(locale, what), message(locale, allowed) if allowed else ""


def _fault(locale: Locale, fault: FileFault) -> tuple[str, str]:
    values = dict(fault.values)
    return message(locale, fault.what, **values), message(locale, fault.allowed, **values)


def _sections(kind: Kind) -> list[BodySection]:
    return [*kind.sections, *(section for _, sections in kind.sections_by_maturity for section in sections)]
