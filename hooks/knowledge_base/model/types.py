"""The types of the fields of entries, with their validation.

Validation errors are ``PydanticCustomError`` with a stable type. The message that contributors read is looked up by
that type (`knowledge_base.parse.validate.SENTENCES`), in the language of the file; pydantic's English is never shown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum, auto
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from knowledge_base.locale import Locale, is_time_zone, languages, message
from knowledge_base.model.web import is_local, is_web_address

# Bidirectional controls can make a text look different from what is stored (Unicode TR36, CVE-2021-42574). Zero-width
# spaces, soft hyphens, line separators, fillers and tag characters hide content from readers and search. The other
# control characters have no use in a text. No-break spaces and zero-width joiners are allowed: some words and numbers
# need them, and pictographs the variation selectors of the first plane.
_CONTROLS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
CONTROL_PATTERN = f"[{_CONTROLS}]"
"""A regular expression that matches a character that no text may contain."""

_CONTROL = re.compile(CONTROL_PATTERN)
# Those of them that Python takes for printable: in the first plane, and beyond it.
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_SELECTORS = re.compile("[\U000e0100-\U000e01ef]")
_MOST_DIGITS = 20
_MOST_DECIMALS = 10
_MARKUP = re.compile(r"[<>]")
BLANKS = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The white space that ``str.strip`` removes, as a character class. Regular expression engines disagree on ``\\s``."""

_INSIDE = f"<>{_CONTROLS}"
# Joiners, variation selectors and combining marks show nothing unless a character stands before them.
_FAINT = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
SEEN_PATTERN = f"[^{_CONTROLS}{BLANKS}{_FAINT}]"
"""A regular expression that matches a character that readers see; a text has at least one."""

_SEEN = re.compile(SEEN_PATTERN)
SAFE_URL = re.compile(r"https?://[^\s<>\"'/?#][^\s<>\"']*", re.IGNORECASE)
"""An http or https URL without the quotation marks and angle brackets that would end it early in HTML."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FILE_PATTERN = r"^[a-z0-9]+([-_]+[a-z0-9]+)*\.(png|jpg|jpeg|webp|svg|pdf)$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
LANGUAGE_PATTERN = r"^[a-z]{2}$"
FILE_PLACE_PATTERN = rf"{ID_PATTERN[:-1]}/{FILE_PATTERN[1:]}"
HASH_PATTERN = r"^[0-9a-f]{12}$"
"""Patterns of ids, names and places of files, country codes (ISO 3166-1 alpha-2), languages (ISO 639-1) and hashes."""

_LINE = rf"[^{_INSIDE}{BLANKS}](?:[^{_INSIDE}\n]*[^{_INSIDE}{BLANKS}])?"
TEXT_PATTERN = rf"^[{BLANKS}]*(?=[^{_INSIDE}]*{SEEN_PATTERN}){_LINE}[{BLANKS}]*$"
_IN_URL = rf"{_INSIDE}{BLANKS}\x22\x27"
# Neither a name without a point, as computers have in a network of one's own, nor a number kept for these (RFC 6890).
_PUBLIC = (
    r"(?!(?:0|10|127|169\.254|172\.(?:1[6-9]|2[0-9]|3[01])|192\.168)\.[0-9.]+(?:[:\/?#]|$))"
    r"(?![^\/?#:]*\.(?:localhost|local|internal|lan|alt|home\.arpa)(?:[:\/?#]|$))"
)
_HOST = rf"{_PUBLIC}[^{_IN_URL}/?#@:.\\[\]\\]+\.[^{_IN_URL}/?#@:\\[\]\\]+(?::[0-9]{{1,5}})?"
URL_PATTERN = rf"^[{BLANKS}]*[hH][tT]{{2}}[pP][sS]?://{_HOST}(?:[/?#][^{_IN_URL}\\]*)?[{BLANKS}]*$"
DATE_PATTERN = rf"^[{BLANKS}]*[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[{BLANKS}]*$"
TIME_PATTERN = rf"^[{BLANKS}]*([01][0-9]|2[0-3]):[0-5][0-9][{BLANKS}]*$"
PART_PATTERN = rf"^[a-z0-9]+(-[a-z0-9]+)*#{_LINE}[{BLANKS}]*$"
"""Patterns (ECMA-262, flag u) for JSON Schemas and for the form on the site, which validates as people type.

They approximate the validators below (`check_plain` and the others), which have the last word.
"""


class Frozen(BaseModel):
    """The base class of all models: immutable, and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)


def control_characters(text: str) -> tuple[tuple[int, str], ...]:
    """Return the forbidden characters in a text (`CONTROL_PATTERN`), as pairs of offset and name (``U+202E``)."""
    # Few of them are printable, and texts that are printable have no others: that is known much sooner.
    if (text.isascii() or not _has_fillers(text)) and text.replace("\n", "").isprintable():
        return ()
    return tuple((match.start(), f"U+{ord(match[0]):04X}") for match in _CONTROL.finditer(text))


def _has_fillers(text: str) -> bool:
    beyond = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
    return any(map(text.__contains__, _FILLERS)) or (beyond and _SELECTORS.search(text) is not None)


def check_plain(value: str) -> str:
    """Validate a line of plain text, and return it unchanged.

    Raises:
        PydanticCustomError: ``empty`` (nothing that is seen), ``control`` (invisible characters), ``lines`` (more than
            one) or ``markup`` (``<`` or ``>``).
    """
    if not value.strip():
        raise PydanticCustomError("empty", "empty")
    if found := control_characters(value):
        raise PydanticCustomError("control", "control", {"characters": ", ".join(sorted({c for _, c in found}))})
    if not _SEEN.search(value):
        raise PydanticCustomError("empty", "empty")
    if "\n" in value.strip():
        raise PydanticCustomError("lines", "lines")
    if _MARKUP.search(value):
        raise PydanticCustomError("markup", "markup")
    return value


@dataclass(frozen=True)
class Text:
    """A text for readers, and its language.

    Fields of this type are translated; every other field is a fact, written once. The language is the validation
    context: ``model_validate(data, context=Locale.ES)``. A value that is a `Text` already keeps its own, which is how a
    merged record can contain both languages.
    """

    value: str
    locale: Locale

    def __str__(self) -> str:
        return self.value

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls._validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "number", "boolean"], "pattern": TEXT_PATTERN}

    @classmethod
    def _validate(cls, value: Any, info: core_schema.ValidationInfo) -> Text:
        if isinstance(value, Text):
            return cls(check_plain(value.value.strip()), value.locale)
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "string_type")
        return cls(check_plain(value.strip()), Locale(str(info.context)))


class Choice(StrEnum):
    """An enumeration whose members have a label for readers (English; ``es.po`` has the Spanish).

    Where the label alone does not tell authors when to choose it, a member has a sentence that does, its meaning.
    """

    label: str
    meaning: str

    def __new__(cls, value: str, label: str, meaning: str = "") -> Self:
        """Create a member from the value that authors write, the label that readers see, and its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member

    def label_in(self, locale: Locale) -> str:
        """Return the label in a language."""
        return message(locale, self.label)


@dataclass(frozen=True)
class InVocabulary:
    """Marks a field that holds the id of a term of one of these vocabularies."""

    names: tuple[str, ...]


UNLISTED = "? "
"""What begins a name in place of an id where a proposal names something that no vocabulary has yet."""


def unlisted_name(value: str) -> str:
    """Return the name that stands in place of an id: ``Migration Office`` for ``? Migration Office``; else nothing."""
    name = value.removeprefix(UNLISTED).strip() if value.startswith(UNLISTED) else ""
    return "" if control_characters(name) or _MARKUP.search(name) else name


@dataclass(frozen=True)
class ToEntry:
    """Marks a field that holds the id of an entry; of one of these kinds, when any is named."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToPart:
    """Marks a field that holds ``entry-id#key``: a part of an entry of this kind.

    Attributes:
        kind: the name of the kind.
        field: the field with the list of parts, each of which has one of `knowledge_base.model.shape.ITEM_KEYS`.
    """

    kind: str
    field: str


class TrailWay(Enum):
    """The directions along a commitment trail: back to what an entry follows from, on to what carries it out."""

    BACK = auto()
    ON = auto()


@dataclass(frozen=True)
class LinkedAs:
    """Marks a field that refers to entries or their parts as a link between the two pages, and names the relation.

    Attributes:
        forward: the heading over the other entry on this page (English; ``es.po`` has the Spanish).
        backward: the heading over this entry on the other page (likewise).
        trail: the direction of the other entry along a commitment trail; ``None`` if the link is not part of one.
    """

    forward: str
    backward: str
    trail: TrailWay | None = None


@dataclass(frozen=True)
class OrWord:
    """Lets a list be written as one word, which stands for items that are known from elsewhere."""

    word: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate the word as a list with this item alone."""
        return core_schema.no_info_before_validator_function(self._as_list, handler(source))

    def _as_list(self, value: Any) -> Any:
        return (self.word,) if isinstance(value, str) and value.strip() == self.word else value


@dataclass(frozen=True)
class Form:
    """Names the format of a string, for the field guides and the JSON Schemas.

    Attributes:
        name: the format, a value of `knowledge_base.model.guide.ValueType`.
        example: a value in this format; may be empty.
        schema: keywords to add to its JSON Schema.
    """

    name: str
    example: str
    schema: Mapping[str, Any] = field(compare=False)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the type with the keywords of the format added."""
        return {**handler(schema), **self.schema}


@dataclass(frozen=True)
class Unless:
    """Marks a field that is required unless another field of the same record has a value.

    Its type has to be optional, and its model has to refuse records with neither. Forms and schemas know it by this.
    """

    other: str


@dataclass(frozen=True)
class NamesSource:
    """Marks a field that says where a fact can be read: in words, or ``#`` and the id of a source of the entry."""


@dataclass(frozen=True)
class MaxWords:
    """Limits the number of words of a text."""

    count: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate the length after the text itself."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add a pattern that allows at most so many runs of non-blank characters."""
        words = f"^[{BLANKS}]*(?:[^{BLANKS}]+(?:[{BLANKS}]+|$)){{0,{self.count}}}$"
        return {**handler(schema), "allOf": [{"pattern": words}]}

    def _check(self, text: Text) -> Text:
        words = len(text.value.split())
        if words > self.count:
            raise PydanticCustomError("too_many_words", "too_many_words", {"words": words, "most": self.count})
        return text


def _iso_date(value: Any) -> dt.date:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        raise PydanticCustomError("date_format", "date_format")
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError("date_impossible", "date_impossible") from None


def _clock_time(value: Any) -> dt.time:
    parts = re.fullmatch(r"(\d{2}):(\d{2})", value.strip(), re.ASCII) if isinstance(value, str) else None
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:
        raise PydanticCustomError("time_format", "time_format")
    return dt.time(int(parts[1]), int(parts[2]))


def _time_zone(value: str) -> str:
    if not is_time_zone(value):
        raise PydanticCustomError("time_zone", "time_zone")
    return value


def _language(value: str) -> str:
    if value not in languages(Locale.EN):
        raise PydanticCustomError("language_code", "language_code")
    return value


def _url(value: str) -> str:
    if not SAFE_URL.fullmatch(value) or control_characters(value) or not is_web_address(value):
        raise PydanticCustomError("url", "url")
    if is_local(value):
        raise PydanticCustomError("url_local", "url_local")
    return value


# In YAML, unquoted words may be parsed as numbers or booleans, and digits as integers: JSON Schemas have to allow both.
_WORD: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_DIGITS: Mapping[str, Any] = {"type": ["string", "integer"]}

Plain = Annotated[str, AfterValidator(check_plain), Form("line", "", {**_WORD, "pattern": TEXT_PATTERN})]
"""A line of plain text that is a fact: it is not translated."""

SourceName = Annotated[Plain, NamesSource()]
"""Where a fact can be read: in words, or ``#`` and the id of a source of the entry."""

LanguageCode = Annotated[str, Field(pattern=LANGUAGE_PATTERN), AfterValidator(_language)]
"""The code of a language in ISO 639-1, ``pt``."""

Ref = Annotated[
    str, AfterValidator(check_plain), Field(max_length=40), Form("line", "", {**_DIGITS, "pattern": TEXT_PATTERN})
]
"""The number of a point as its document prints it (``1.a``, ``IV.2``); in brackets what it does not print (``[1]``)."""

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80), Form("id", "temporary-documents-at-the-border", _DIGITS)]
"""A permanent id (slug): lower-case ASCII letters, digits and single hyphens, as it is part of URLs."""

FileName = Annotated[str, Field(pattern=FILE_PATTERN, max_length=80), Form("line", "form.pdf", {})]
"""The name of a file beside an entry, which is part of an address: ``form.pdf``."""

FilePlace = Annotated[
    str, Field(pattern=FILE_PLACE_PATTERN, max_length=161), Form("line", "annual-report/report.pdf", {})
]
"""A file beside an entry: the id of the entry and the name of the file, ``annual-report/report.pdf``."""

IsoDate = Annotated[dt.date, BeforeValidator(_iso_date), Form("date", "2021-06-10", {"pattern": DATE_PATTERN})]
"""A day (ISO 8601, ``2021-06-10``)."""

ClockTime = Annotated[
    dt.time, BeforeValidator(_clock_time), Form("time", "09:45", {"format": "clock-time", "pattern": TIME_PATTERN})
]
"""A time of day, ``09:45``, in the time zone of the meeting."""


_DIGITS_AND_POINT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def _in_digits(value: object) -> object:
    """Refuse what Python reads as a number too: ``1_234``, ``0123``, digits of other scripts."""
    if isinstance(value, str) and not _DIGITS_AND_POINT.fullmatch(value):
        raise PydanticCustomError("decimal_parsing", "decimal_parsing")
    return value


def _written_out(value: Decimal) -> Decimal:
    """Refuse numbers that nobody writes out, such as ``1e999999``, which fill a page or cannot be rounded."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not -_MOST_DECIMALS <= exponent <= 0 or len(digits) > _MOST_DIGITS:
        raise PydanticCustomError("decimal_parsing", "decimal_parsing")
    return value


Number = Annotated[Decimal, BeforeValidator(_in_digits), AfterValidator(_written_out)]
"""A number, written out in at most twenty digits."""

TimeZone = Annotated[str, AfterValidator(_time_zone), Form("time-zone", "America/Mexico_City", {})]
"""The name of a time zone in the IANA database that is that of a place, ``America/Mexico_City``."""

Url = Annotated[str, AfterValidator(_url), Form("url", "https://www.example.org/report.pdf", {"pattern": URL_PATTERN})]
"""An http or https URL."""

TopicId = Annotated[str, InVocabulary(("topics",))]
CountryCode = Annotated[str, InVocabulary(("countries",))]
OrganisationId = Annotated[str, InVocabulary(("organisations",))]
BodyId = Annotated[str, InVocabulary(("bodies",))]
ActorId = Annotated[str, InVocabulary(("bodies", "organisations", "countries"))]
"""An actor: a body, an organisation, or a country (`PA`) where the sources name no institution."""
TermId = Annotated[str, InVocabulary(("terms",))]
DocumentId = Annotated[str, InVocabulary(("documents",))]

EntryId = Annotated[str, ToEntry()]
MeetingId = Annotated[str, ToEntry(("meeting",))]
AgreementId = Annotated[str, ToEntry(("agreement",))]
PracticeId = Annotated[str, ToEntry(("practice",))]
ProvisionId = Annotated[str, ToPart("agreement", "provisions")]
QuestionId = Annotated[str, ToPart("concept-note", "guiding_questions")]

Data = Mapping[str, Any]
"""Parsed front matter: nested mappings and lists, with scalars as strings, exactly as written."""
