"""The kinds of value that the fields of an entry hold, and what each of them refuses.

Refusals are ``PydanticCustomError`` with a stable type: the message that a contributor reads is looked up by that
type, in the language of the file, never taken from pydantic's English.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Annotated, Any, Self
from zoneinfo import available_timezones

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

from knowledge_base.locale import Locale, message
from knowledge_base.model.web import is_web_address

# Bidirectional controls can make a reader see another text than the one that is stored (Unicode TR36, CVE-2021-42574);
# the other control characters have no place in a text; zero-width spaces, line separators and tag characters carry what
# no reader sees and no search finds. No-break spaces and zero-width joiners are left alone: they belong to words.
_CONTROLS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
CONTROL_PATTERN = f"[{_CONTROLS}]"
"""The characters that no text may have."""

_CONTROL = re.compile(CONTROL_PATTERN)
_MARKUP = re.compile(r"[<>]")
BLANKS = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What is no part of a value at its ends (str.strip), spelt out: not all makes of regular expressions know the same."""

_INSIDE = f"<>{_CONTROLS}"
SAFE_URL = re.compile(r"https?://[^\s<>\"'/?#][^\s<>\"']*", re.IGNORECASE)
"""A web address, http or https, that no quotation mark or bracket ends early."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
LANGUAGE_PATTERN = r"^[a-z]{2}$"
HASH_PATTERN = r"^[0-9a-f]{12}$"
"""The forms of ids, of country codes (ISO 3166-1 alpha-2), of languages (ISO 639-1) and of the hashes of texts."""

TEXT_PATTERN = rf"^[{BLANKS}]*[^{_INSIDE}{BLANKS}](?:[^{_INSIDE}]*[^{_INSIDE}{BLANKS}])?[{BLANKS}]*$"
_IN_URL = rf"{_INSIDE}{BLANKS}\x22\x27"
_HOST = rf"[^{_IN_URL}/?#@:\\[\]\\]+(?::[0-9]{{1,5}})?"
URL_PATTERN = rf"^[{BLANKS}]*[hH][tT]{{2}}[pP][sS]?://{_HOST}(?:[/?#][^{_IN_URL}\\]*)?[{BLANKS}]*$"
DATE_PATTERN = rf"^[{BLANKS}]*[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[{BLANKS}]*$"
TIME_PATTERN = rf"^[{BLANKS}]*([01][0-9]|2[0-3]):[0-5][0-9][{BLANKS}]*$"
PART_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]*$"
"""What patterns (ECMA-262, with the flag u) can say of texts, addresses, dates and references: for JSON Schemas and for
the form, which checks while somebody types. `check_plain` and its like below decide."""


class Frozen(BaseModel):
    """A record that never changes and knows no other fields than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)


def control_characters(text: str) -> tuple[tuple[int, str], ...]:
    """Return where in a text control or bidirectional characters hide, as (offset, ``U+202E``)."""
    return tuple((match.start(), f"U+{ord(match[0]):04X}") for match in _CONTROL.finditer(text))


def check_plain(value: str) -> str:
    """Return a line of plain text unchanged.

    Raises:
        PydanticCustomError: ``empty``, ``control`` or ``markup``.
    """
    if not value.strip():
        raise PydanticCustomError("empty", "empty")
    if found := control_characters(value):
        raise PydanticCustomError("control", "control", {"characters": ", ".join(sorted({c for _, c in found}))})
    if _MARKUP.search(value):
        raise PydanticCustomError("markup", "markup")
    return value


@dataclass(frozen=True)
class Text:
    """Words for readers, with the language they are in.

    A field of this type is what a translation translates; every other field is a fact, written once.
    Its language comes from the context of the validation: ``model_validate(data, context=Locale.ES)``.
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
    """A value out of a short fixed list, with the label that readers see (in English; ``es.po`` has the Spanish)."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member of the value that authors write and the label that readers see."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    def label_in(self, locale: Locale) -> str:
        """Return the label in a language."""
        return message(locale, self.label)


@dataclass(frozen=True)
class InVocabulary:
    """Marks a field that holds the id of a term of one of these vocabularies."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class ToEntry:
    """Marks a field that holds the id of an entry; of one of these kinds, when any is named."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToPart:
    """Marks a field that holds ``entry-id#number``: a numbered part of an entry of this kind."""

    kind: str
    field: str


class TrailWay(Enum):
    """The ways along a commitment trail: back to what an entry follows from, on to what carries it out."""

    BACK = auto()
    ON = auto()


@dataclass(frozen=True)
class LinkedAs:
    """Marks a field of a kind of entry that holds ids of entries, or of their parts: why they are linked.

    Attributes:
        forward: the reason as a heading over the other entry (English; ``es.po`` has the Spanish).
        backward: the same over this entry, on the page of the other.
        trail: which way along a commitment trail the other entry is, if it is on it.
    """

    forward: str
    backward: str
    trail: TrailWay | None = None


@dataclass(frozen=True)
class Form:
    """Marks text of a form of its own, and names it; the guide to the fields and JSON Schemas take it from here.

    Attributes:
        name: of the form.
        example: a value of this form; may be empty.
        schema: what a JSON Schema can say of it.
    """

    name: str
    example: str
    schema: Mapping[str, Any] = field(compare=False)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the type with what is said of the form."""
        return {**handler(schema), **self.schema}


@dataclass(frozen=True)
class MaxWords:
    """The greatest number of words that a text may have."""

    count: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text after its type has."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say of the text how many times there are letters with blanks behind them."""
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


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _time_zone(value: str) -> str:
    if value not in _time_zones():
        raise PydanticCustomError("time_zone", "time_zone")
    return value


def _url(value: str) -> str:
    if not SAFE_URL.fullmatch(value) or control_characters(value) or not is_web_address(value):
        raise PydanticCustomError("url", "url")
    return value


# YAML makes numbers of some words, and years are whole numbers to it.
_WORD: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_DIGITS: Mapping[str, Any] = {"type": ["string", "integer"]}

Plain = Annotated[str, AfterValidator(check_plain), Form("line", "", {**_WORD, "pattern": TEXT_PATTERN})]
"""A line of plain text that is a fact: the same in both languages."""

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80), Form("id", "temporary-documents-at-the-border", _DIGITS)]
"""A permanent id: lower-case ASCII letters, digits and hyphens (it is part of addresses)."""

IsoDate = Annotated[dt.date, BeforeValidator(_iso_date), Form("date", "2021-06-10", {"pattern": DATE_PATTERN})]
"""A day (ISO 8601, ``2021-06-10``)."""

ClockTime = Annotated[
    dt.time, BeforeValidator(_clock_time), Form("time", "09:45", {"format": "clock-time", "pattern": TIME_PATTERN})
]
"""A time of day, ``09:45``, in the time zone of the meeting."""

TimeZone = Annotated[str, AfterValidator(_time_zone), Form("time-zone", "America/Mexico_City", {})]
"""A time zone of the IANA database, ``America/Mexico_City``."""

Url = Annotated[str, AfterValidator(_url), Form("url", "https://www.example.org/report.pdf", {"pattern": URL_PATTERN})]
"""A web address, http or https."""

TopicId = Annotated[str, InVocabulary(("topics",))]
CountryCode = Annotated[str, InVocabulary(("countries",))]
OrganisationId = Annotated[str, InVocabulary(("organisations",))]
BodyId = Annotated[str, InVocabulary(("bodies",))]
ActorId = Annotated[str, InVocabulary(("bodies", "organisations", "countries"))]
"""Whoever acts: a body, an organisation, or a country as such (`PA`) where the sources name no institution."""
TermId = Annotated[str, InVocabulary(("terms",))]

EntryId = Annotated[str, ToEntry()]
MeetingId = Annotated[str, ToEntry(("meeting",))]
AgreementId = Annotated[str, ToEntry(("agreement",))]
PracticeId = Annotated[str, ToEntry(("practice",))]
ProvisionId = Annotated[str, ToPart("agreement", "provisions")]
QuestionId = Annotated[str, ToPart("concept-note", "guiding_questions")]

Data = Mapping[str, Any]
"""Front matter as it was read: scalars are the words in the file, lists are lists, mappings are mappings."""
