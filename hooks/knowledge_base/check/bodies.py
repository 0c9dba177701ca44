"""Rules on bodies: Markdown without raw HTML, foreign addresses or hidden characters, under the right headings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from knowledge_base.assemble.entries import Entry, Version
from knowledge_base.check.context import Context, kept_back
from knowledge_base.check.html_advice import html_advice
from knowledge_base.check.links import link_problems
from knowledge_base.check.pictures import picture_problems
from knowledge_base.locale import N_, Locale, alternatives, fold, message
from knowledge_base.markdown.body import Found, parse_body
from knowledge_base.markdown.faults import BodyFault
from knowledge_base.markdown.plain_blocks import NOTE_TYPES
from knowledge_base.model.choices import Status
from knowledge_base.model.entries import Practice
from knowledge_base.model.kinds import TO_BE_WRITTEN, BodySection
from knowledge_base.model.types import control_characters
from knowledge_base.parse.document import Page
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import MOST_SUGGESTED, Correction, Position, Problem
from knowledge_base.read import LARGEST_TEXT

_LONGEST_HEADING = 80
_MOST_HEADINGS = 500
# A link whose parts stand apart, and one whose brackets are exchanged; where a blank is in the address, it is unclear.
_APART = re.compile(r"\[([^\[\]…]+)\][ \t]+\(([^\s()…]+)\)")
_EXCHANGED = re.compile(r"\(([^()…]+)\)[ \t]*\[([^\s\[\]…]+)\]")


# A note as Material for MkDocs and others write it, and the alert of GitHub.
_BOX = re.compile(r"(?:!{1,4}|\?\?\?\+?)[ \t]*(?P<type>[^\W\d]+)(?:[ \t]+(?P<title>\S.*))?|\[!(?P<alert>\w+)\][-+]?")
_BOX_NAMES = {
    "note": ("nota", "info", "informacion", "abstract", "resumen"),
    "tip": ("consejo", "hint", "sugerencia"),
    "important": ("importante",),
    "warning": ("aviso", "advertencia", "atencion", "attention"),
    "caution": ("precaucion", "cuidado", "danger", "peligro"),
}


def body_problems(page: Page, context: Context, sections: Iterable[BodySection] = ()) -> Iterator[Problem]:
    """Bodies hold Markdown only: no HTML, fields, foreign pictures, invisible characters, skipped levels or dead links.

    Args:
        page: the file.
        context: what links may lead to.
        sections: the headings that the text must have; another rule sees to their level.
    """
    yield from _hidden_characters(page)
    yield from _fields_in_text(page)
    reading = page.reading
    yield from _skipped_levels(page, {fold(section.in_(locale)) for section in sections for locale in Locale})
    for found in reading.faults:
        yield _fault(page, found)
    if too_much := next(_too_much(page), None):
        yield too_much
        return
    wrong = 0
    for link in reading.links:
        for problem in link_problems(
            page, link, _in_file(page, link.position), context, suggest=wrong < MOST_SUGGESTED
        ):
            wrong += 1
            yield problem
    for image in reading.images:
        yield from picture_problems(page, image, _in_file(page, image.position), context)


def _in_file(page: Page, position: Position) -> Position:
    """Return where in the file a place of its body is."""
    return Position(page.body_line + position.line - 1, position.column)


def _too_much(page: Page) -> Iterator[Problem]:
    """Yield a problem where a small text would make a large page: it is no longer looked at then."""
    locale, reading = page.source.locale, page.reading
    if len(reading.headings) > _MOST_HEADINGS:
        place = Position(reading.heading_lines[_MOST_HEADINGS])
        what, allowed = N_("the text has too many headings"), N_("at most {most}")
        words = message(locale, what), message(locale, allowed, most=_MOST_HEADINGS)
        yield page.problem(_in_file(page, place), (), "text-size", *words)
    room = LARGEST_TEXT
    for link in reading.links:
        # An address that is written once may be that of many links.
        room -= len(link.href)
        if room < 0:
            what, allowed = N_("the addresses of all links are too long together"), N_("write fewer links")
            words = message(locale, what), message(locale, allowed)
            yield page.problem(_in_file(page, link.position), (), "text-size", *words)


_SENTENCES = {
    BodyFault.HTML: (
        "raw-html",
        N_("HTML is not allowed: {text}"),
        "",
    ),
    BodyFault.TOP_HEADING: (
        "first-level-heading",
        N_("the title is the only heading of the first level"),
        N_("begin headings of the text with ##"),
    ),
    BodyFault.HEADING_BY_ACCIDENT: (
        "heading-by-accident",
        N_("the hyphens below make a heading of {text!r}"),
        N_("leave an empty line above them; a heading begins with ##"),
    ),
    BodyFault.HEADING_WITHOUT_BLANK: (
        "heading-without-blank",
        N_("this line is no heading"),
        N_("put a blank behind {text}"),
    ),
    BodyFault.BOX_TYPE: (
        "note-type",
        N_("{text!r} begins no note"),
        N_('write !!! and one of: {types}; then, if it has a title, "title"'),
    ),
    BodyFault.BOX_EMPTY: (
        "note-empty",
        N_("there is no text in the note {text!r}"),
        N_("write it in the lines below: behind four blanks after !!!, behind > after [!NOTE]"),
    ),
    BodyFault.MISWRITTEN_LINK: (
        "link-miswritten",
        N_("{text!r} is no link"),
        N_("write [words](address), with nothing between the brackets and no blank in the address"),
    ),
    BodyFault.LINK_WITHOUT_WORDS: (
        "link-without-words",
        N_("the link to {text!r} has no words"),
        N_("write [words](address)"),
    ),
    BodyFault.LINK_FEIGNED: (
        "link-feigned",
        N_("the words {text!r} name another address than the link leads to"),
        N_("write the same address in both places, or words that are none"),
    ),
    BodyFault.ADDRESS_UNUSED: (
        "address-unused",
        N_("no link has the address {text!r}, so no page shows it"),
        N_("write [words]{text} in the text, or remove it: what is in this file can be read by anyone"),
    ),
    BodyFault.WRITTEN_TWICE: (
        "written-twice",
        N_("{text!r} is there twice"),
        N_("keep one of them, or write another mark"),
    ),
    BodyFault.NOTE_MISSING: (
        "footnote-missing",
        N_("the footnote {text!r} is not there"),
        N_("write it on a line of its own: {text}: words"),
    ),
    BodyFault.NOTE_UNUSED: (
        "footnote-unused",
        N_("nothing refers to the footnote {text!r}"),
        N_("put {text} where it belongs in the text, or remove it"),
    ),
    BodyFault.NOTE_EMPTY: (
        "footnote-empty",
        N_("the footnote {text!r} has no words"),
        N_("write them behind its colon"),
    ),
    BodyFault.NOTE_MARK: (
        "footnote-mark",
        N_("{text!r} is no mark of a footnote"),
        N_("write [^1] in the text, without blanks, and on a line of its own [^1]: words"),
    ),
    BodyFault.DIRECTIVE: (
        "directive",
        N_("{text!r} is an instruction to a program"),
        N_("write for readers only; signs that are to be printed stand between ` and `"),
    ),
    BodyFault.EMPHASIS: (
        "emphasis",
        N_("the stars in {text!r} stress nothing"),
        N_("write **words**, with no blank inside the stars; for the sign itself write \\*"),
    ),
    BodyFault.LIST: (
        "list-miswritten",
        N_("{text!r} begins no item of a list"),
        N_("begin each item with - and a blank, or leave an empty line between these lines"),
    ),
    BodyFault.TABLE: (
        "table-miswritten",
        N_("these lines are no table"),
        N_("write | between the columns, and below the first line |---|---| with as many columns"),
    ),
    BodyFault.TABLE_CELLS: (
        "table-cells",
        N_("this row has more cells than the first one, which no page shows"),
        N_("give the first row as many; for a bar in a cell write \\|"),
    ),
    BodyFault.TABLE_END: (
        "table-end",
        N_("this line becomes a row of the table"),
        N_("leave an empty line before it"),
    ),
    BodyFault.CODE_OPEN: (
        "code-open",
        N_("the code that begins here never ends"),
        N_("put {text} on a line of its own below it"),
    ),
    BodyFault.CODE_INDENTED: (
        "code-indented",
        N_("what is indented as far as this is shown as code"),
        N_("begin the line further to the left; for code write ``` above and below it"),
    ),
}


_ALERT = N_("write > [!NOTE] on a line of its own, or another of: {types}; below it, > and the text")


def _fault(page: Page, found: Found) -> Problem:
    locale = page.source.locale
    rule, what, allowed = _SENTENCES[found.fault]
    if found.fault is BodyFault.HTML:
        allowed = html_advice(found.text)
    elif found.fault is BodyFault.BOX_TYPE and found.text.startswith("["):
        allowed = _ALERT
    place = _in_file(page, found.position)
    text, types = shortened(found.text.partition("\n")[0]), alternatives(NOTE_TYPES, locale)
    instead = _instead(found)
    offered = instead if found.fault is BodyFault.BOX_TYPE and instead != found.text else ""
    problem = page.problem(
        place,
        (),
        rule,
        message(locale, what, text=text),
        message(locale, allowed, text=text, types=types),
        message(locale, N_("did you mean {value!r}?"), value=offered) if offered else "",
    )
    clear = instead and instead != found.text
    return replace(problem, correction=Correction(place, found.text, instead)) if clear else problem


def _instead(found: Found) -> str:
    """Return what to write in place of what was found, where that is clear; else nothing."""
    if found.fault is BodyFault.HEADING_WITHOUT_BLANK:
        return f"{found.text} "
    if found.fault is BodyFault.BOX_TYPE:
        return _box_meant(found.text)
    if found.fault is BodyFault.LIST and not found.text.isascii() and len(found.text) == 1:
        return "-"
    if found.fault is BodyFault.MISWRITTEN_LINK:
        if apart := _APART.fullmatch(found.text):
            return f"[{apart[1]}]({apart[2]})"
        if exchanged := _EXCHANGED.fullmatch(found.text):
            return f"[{exchanged[1]}]({exchanged[2]})"
    return ""


def _box_meant(text: str) -> str:
    """Return the beginning of a note that was meant by one of another dialect, or in Spanish; empty if unclear."""
    found = _BOX.fullmatch(text)
    named = fold(found["type"] or found["alert"]) if found else ""
    meant = next((each for each, names in _BOX_NAMES.items() if named in (each, *names)), "")
    if found is None or not meant:
        return ""
    if found["alert"]:
        return f"[!{meant.upper()}]"
    # Where a box stands beside others, its title is none.
    title = (found["title"] or "").removeprefix("inline").removeprefix(" end").strip("\"'“”„«»‘’ ")
    return "" if '"' in title else f'!!! {meant} "{title}"' if title else f"!!! {meant}"


def _skipped_levels(page: Page, sections: Container[str]) -> Iterator[Problem]:
    """Yield a problem for each heading that is more than one level below the one before, or the title."""
    locale, above = page.source.locale, 1
    for heading, line in zip(page.reading.headings, page.reading.heading_lines, strict=True):
        if not _says(heading.title):
            words = message(locale, N_("the heading has no words")), message(locale, N_("write some, or remove it"))
            yield page.problem(_in_file(page, Position(line)), (), "heading-empty", *words)
        if heading.level > above + 1 and fold(heading.title) not in sections:
            yield page.problem(
                _in_file(page, Position(line)),
                (),
                "heading-level",
                message(locale, N_("the heading {heading!r} skips a level"), heading=shortened(heading.title)),
                message(locale, N_("begin it with {signs}"), signs="#" * (above + 1)),
            )
        above = heading.level


# What an entry or a translation begins with, and no line of a text.
_FIELD = re.compile(r"^(id|title|summary|original|topics|sources|translation):(?=[ \t]|$)", re.MULTILINE)


def _fields_in_text(page: Page) -> Iterator[Problem]:
    """Yield a problem if fields stand in the text: a second entry in one file, or fields that were closed too early."""
    found = list(_FIELD.finditer(page.body))
    # Where the fields themselves could not be found, that has been reported.
    if not page.tree.complete or len({field[1] for field in found}) < 2:
        return
    code = [
        range(*token.map)
        for token in parse_body(page.body).tokens
        if token.type in ("fence", "code_block") and token.map
    ]
    places = {page.body.count("\n", 0, field.start()): field[1] for field in found}
    shown = {line: name for line, name in places.items() if not any(line in block for block in code)}
    if len(set(shown.values())) > 1:
        line, name = next(iter(shown.items()))
        yield page.problem(
            _in_file(page, Position(line + 1)),
            (),
            "fields-in-text",
            message(page.source.locale, N_("fields stand in the text, from {name!r} on"), name=name),
            message(
                page.source.locale, N_("give another entry a file of its own; all fields stand above the second ---")
            ),
        )


def account_given(entry: Entry, _: Context) -> Iterator[Problem]:
    """A practice has a text, and no heading is without words under it, unless the entry is a draft."""
    if entry.record.status in (None, Status.DRAFT):
        return
    for version in entry.versions.values():
        page, reading = version.page, version.reading
        told = _says(reading.words) or reading.images or not page.tree.complete
        if isinstance(entry.record, Practice) and version.locale is entry.original and not told:
            what, allowed = N_("the practice has no text"), N_("write under its fields what the sources say")
            words = message(version.locale, what), message(version.locale, allowed)
            yield page.problem(_in_file(page, Position()), (), "account-missing", *words)
        if not version.draft:
            yield from _empty_sections(page)


def _empty_sections(page: Page) -> Iterator[Problem]:
    locale, lines = page.source.locale, page.body.split("\n")
    headings, places = page.reading.headings, page.reading.heading_lines
    ends = [(heading.level, line - 1) for heading, line in zip(headings[1:], places[1:], strict=True)]
    last = [(2, len(lines))] if headings else []
    for heading, line, (level, end) in zip(headings, places, [*ends, *last], strict=True):
        if 1 < level <= heading.level and not _says("\n".join(lines[line:end])):
            what, allowed = N_("nothing is written under the heading {heading!r}"), N_("write its text, or remove it")
            words = message(locale, what, heading=shortened(heading.title)), message(locale, allowed)
            yield page.problem(_in_file(page, Position(line)), (), "section-empty", *words)


def _says(words: str) -> bool:
    return any(map(str.isalnum, words))


def required_headings(entry: Entry, _: Context) -> Iterator[Problem]:
    """The body has the headings that the kind of entry, and for a practice its maturity, asks for."""
    for version in entry.versions.values():
        required = entry.kind.required_sections(version.record)
        reading = version.reading
        present = {
            heading.title.casefold(): line - 1
            for heading, line in zip(reading.headings, reading.heading_lines, strict=True)
            if heading.level == 2
        }
        # Where a heading that is missing belongs: before the next one, or at the end.
        place = max(version.body.rstrip().count("\n"), 0)
        missing: list[Problem] = []
        for section in reversed(required):
            heading = section.in_(version.locale)
            if heading.casefold() in present:
                place = present[heading.casefold()]
            else:
                missing.append(_missing_heading(version, section, place))
        yield from reversed(missing)


def _missing_heading(version: Version, section: BodySection, place: int) -> Problem:
    """Return the problem that a heading is missing: where it stands in other words, or else where it belongs."""
    locale = version.locale
    heading = section.in_(locale)
    what, allowed = N_("the text has no heading {heading!r}"), N_("add a line: ## {heading}")
    old = ""
    names = {fold(section.in_(language)) for language in Locale}
    for number, line in enumerate(version.body.split("\n")):
        if len(line) <= _LONGEST_HEADING and fold(line.strip(" \t#*_:.")) in names:
            place, allowed, old = number, N_("write this line as: ## {heading}"), line
            break
    position = Position(version.page.body_line + place)
    problem = version.page.problem(
        position,
        (),
        "heading-missing",
        message(locale, what, heading=heading),
        message(locale, allowed, heading=heading),
    )
    return replace(problem, correction=Correction(position, old, f"## {heading}")) if old else problem


def finished(entry: Entry, _: Context) -> Iterator[Problem]:
    """What is published has no part that is still to be written."""
    if not entry.record.status or kept_back(entry):
        return
    for version in entry.versions.values():
        sentence = message(version.locale, TO_BE_WRITTEN)
        if version.draft or sentence not in version.body:
            continue
        for number, line in enumerate(version.body.split("\n")):
            if line.strip() == sentence:
                yield version.page.problem(
                    Position(version.page.body_line + number),
                    (),
                    "to-be-written",
                    message(version.locale, N_("this part is still to be written")),
                    message(version.locale, N_("write it, or leave the entry a draft")),
                )


def _hidden_characters(page: Page) -> Iterator[Problem]:
    if not control_characters(page.body):
        return
    for number, line in enumerate(page.body.split("\n")):
        if found := control_characters(line):
            names = ", ".join(dict.fromkeys(name for _, name in found))
            yield page.problem(
                Position(page.body_line + number, found[0][0] + 1),
                (),
                "control",
                message(page.source.locale, N_("there are invisible characters ({characters})"), characters=names),
                message(page.source.locale, N_("remove them; typing the text anew helps")),
            )
