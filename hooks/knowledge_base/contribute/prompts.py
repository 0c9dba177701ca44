"""The questions of ``kb new``, and the interpretation of answers.

The questions are derived from the model: required fields, fields that the maturity of a practice requires, and a few
optional ones that make a source easy to find. An answer that refers to a term or an entry may be its id or any of its
names in either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.facts import NEEDED
from knowledge_base.check.letters import letters_whole, plain_fields
from knowledge_base.check.references import countries_in_words
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.choices import Maturity
from knowledge_base.model.entries import Practice
from knowledge_base.model.guide import FieldGuide, ValueType, field_guides
from knowledge_base.model.kinds import Kind
from knowledge_base.model.vocabularies import OrganisationType, Vocabularies
from knowledge_base.parse.countries_meant import countries_meant, country_codes_meant
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import did_you_mean, explain_error, validate
from knowledge_base.parse.values_meant import shortened
from knowledge_base.parse.yaml_errors import in_quotes
from knowledge_base.parse.yaml_tree import Tree
from knowledge_base.problems import Problem
from knowledge_base.read import SourceFile
from knowledge_base.suggest import meant, nearest

# Required fields that the scaffold fills in itself.
_KNOWN = frozenset({"id", "original", "status", "access", "created", "modified", "number"})
# Optional fields that are asked all the same: good sources have the first two, and most agreements, notes and practices
# the others.
_WORTH_ASKING = frozenset(
    {
        *(("sources", "language"), ("sources", "locator"), ("adopted_on",), ("adopted_at",), ("provisions",)),
        *(("meeting",), ("nature",), ("announced_at",)),
    }
)
# Choices that make no claim, and so are safe defaults.
_UNSTATED = frozenset({"not-stated", "unknown", Maturity.REPORTED.value})

Names = tuple[str, ...]
Answers = Mapping[Names, tuple[str, ...]]
"""The values of each field, by its names from the outermost in (`Prompt.names`).

A top-level field has its value or, if it is a list, its values. A nested field has one value for each item of the list
that it is in: the empty string if the item lacks the field, and values joined by commas if the field is itself a list.
"""


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A question about one field.

    Attributes:
        names: the names of the field, from the outermost in: ``("sources", "title")``.
        guide: the guide to the field, in the language of the user.
        other: the same in the other language.
        needed: whether an answer is required, for the entry or for each item of the list.
        of: for a nested field, the label of the outermost list; else empty.
    """

    names: Names
    guide: FieldGuide
    other: FieldGuide
    needed: bool
    of: str = ""

    @property
    def repeated(self) -> bool:
        """Whether it is asked for each item of a list."""
        return len(self.names) > 1


@dataclass(frozen=True)
class Known:
    """What answers may refer to: vocabulary terms, and entries by id."""

    vocabularies: Vocabularies
    entries: Mapping[str, Entry]

    def names(self, prompt: Prompt) -> dict[str, Names]:
        """Return the possible answers, each with its alternative names; empty if the field takes free text."""
        guide = prompt.guide
        found: dict[str, Names] = {value: (label,) for value, label in guide.choices}
        for value, label in prompt.other.choices:
            found[value] += (label,)
        for name in guide.vocabularies:
            found |= {id_: term.names() for id_, term in self.vocabularies.named(name).items()}
        if guide.type is ValueType.ENTRY:
            for entry in self._entries(guide):
                found[entry.id] = tuple(str(version.record.title) for version in entry.versions.values())
        return found

    def labels(self, prompt: Prompt, locale: Locale) -> dict[str, str]:
        """Return the possible answers, each with its label in a language; empty if the field takes free text."""
        guide = prompt.guide
        found = dict(guide.choices)
        for name in guide.vocabularies:
            found |= {id_: term.name(locale) for id_, term in self.vocabularies.named(name).items()}
        if guide.type is ValueType.ENTRY:
            found |= {entry.id: str(entry.in_(locale).record.title) for entry in self._entries(guide)}
        return found

    def _entries(self, guide: FieldGuide) -> Iterator[Entry]:
        for entry in self.entries.values():
            if entry.sound and (not guide.kinds or entry.kind.name in guide.kinds):
                yield entry


def all_prompts(kind: Kind, locale: Locale) -> tuple[Prompt, ...]:
    """Return all questions about a kind of entry, of any maturity, in the order of the model."""
    return tuple(_prompts(_in_both(kind, locale), (), _needed(kind, Maturity)))


def prompts(kind: Kind, locale: Locale, answers: Answers) -> tuple[Prompt, ...]:
    """Return the questions to ask, given the answers so far: once the maturity is known, it may add some."""
    said = answers.get(("maturity",), ())
    names = _needed(kind, (maturity for maturity in Maturity if maturity.value in said))
    return tuple(_prompts(_in_both(kind, locale), (), names))


def _needed(kind: Kind, maturities: Iterable[Maturity]) -> set[str]:
    """Return the fields that any of these maturities requires; empty for kinds without maturity."""
    if not issubclass(kind.record, Practice):
        return set()
    return {name for maturity in maturities for name in NEEDED[maturity]}


def _in_both(kind: Kind, locale: Locale) -> Iterable[tuple[FieldGuide, FieldGuide]]:
    return zip(field_guides(kind.record, locale), field_guides(kind.record, locale.other), strict=True)


def _prompts(
    guides: Iterable[tuple[FieldGuide, FieldGuide]], outer: Names, names: set[str], of: str = ""
) -> Iterator[Prompt]:
    for guide, other in guides:
        here = (*outer, guide.name)
        needed = guide.required or (not outer and guide.name in names)
        if guide.name in _KNOWN or not (needed or here in _WORTH_ASKING):
            continue
        if guide.type is ValueType.FIELDS:
            yield from _prompts(zip(guide.fields, other.fields, strict=True), here, names, of or guide.label)
        else:
            yield Prompt(names=here, guide=guide, other=other, needed=needed, of=of)


def default(prompt: Prompt, known: Known, language: Locale) -> str:
    """Return the default answer; empty if there is none.

    Args:
        prompt: the question.
        known: what answers may refer to.
        language: the language of the entry.
    """
    if prompt.names == ("sources", "language"):
        return language.value
    if prompt.names == ("owner",):
        organisations = known.vocabularies.organisations.values()
        editors = [each.id for each in organisations if each.type is OrganisationType.EDITORIAL]
        return editors[0] if len(editors) == 1 else ""
    unstated = [value for value, _ in prompt.guide.choices if value in _UNSTATED]
    return unstated[0] if unstated else prompt.guide.default


@dataclass(frozen=True)
class Answer:
    """An interpreted answer.

    Attributes:
        values: the values for the field; empty if the answer is not valid.
        complaint: what is wrong with the answer, one line per mistake; empty if it is valid.
        instead: a suggested answer; empty if there is none.
    """

    values: tuple[str, ...] = ()
    complaint: str = ""
    instead: str = ""


def understood(prompt: Prompt, written: str, kind: Kind, known: Known, locale: Locale) -> Answer:
    """Interpret an answer: resolve names to ids, and validate the values.

    Args:
        prompt: the question.
        written: the answer, not empty; values of a list are separated by commas.
        kind: the kind of the entry.
        known: what the answer may refer to.
        locale: the language of complaints.
    """
    names = known.names(prompt)
    whole = " ".join(written.split())
    try:
        whole.encode()
    except UnicodeEncodeError:
        return Answer(complaint=message(locale, N_("there are characters that no file can hold")))
    several = prompt.guide.many and names and meant(whole, names) is None
    pieces = [piece.strip() for piece in whole.split(",") if piece.strip()] if several else [whole]
    values = [value for piece in pieces for value in _ids_meant(prompt, piece, names, known)]
    unknown = [value for value in values if names and value not in names]
    if unknown:
        return _misunderstood(prompt, values, unknown, known, locale)
    values = list(dict.fromkeys(values))
    data = values if prompt.guide.many else values[0]
    if complaint := refused(prompt.names, data, kind, locale):
        return Answer(complaint=complaint)
    return Answer(tuple(values))


def _ids_meant(prompt: Prompt, written: str, names: Mapping[str, Names], known: Known) -> Sequence[str]:
    """Return the id of the name that was written, or the codes of the countries; what is not understood stays."""
    asked = "countries" in prompt.guide.vocabularies
    countries = {code: term.names() for code, term in known.vocabularies.countries.items()} if asked else {}
    # A name that several countries share, as Congo, may be in the vocabulary as that of one of them.
    shared = asked and any(len(each.codes) > 1 for each in countries_meant(written, countries))
    if (id_ := meant(written, names)) and not shared:
        return (id_,)
    codes = country_codes_meant(written, countries)
    return codes if codes and (prompt.guide.many or len(codes) == 1) else (written,)


def _misunderstood(prompt: Prompt, values: list[str], unknown: list[str], known: Known, locale: Locale) -> Answer:
    """Return the complaint about an answer with unknown values, and a suggestion."""
    names, labels = known.names(prompt), known.labels(prompt, locale)
    complaints = []
    for value in unknown:
        what = message(locale, N_("{input!r} is not one of the possible answers"), input=shortened(value))
        meaning = did_you_mean(value, names, locale, labels)
        if "countries" in prompt.guide.vocabularies:
            meaning = countries_in_words(value, known.vocabularies, locale) or meaning
        complaints.append("; ".join(part for part in (what, meaning) if part))
    instead = [nearest(value, names) if value in unknown else value for value in values]
    return Answer((), "\n".join(complaints), ", ".join(each for each in instead if each) if all(instead) else "")


def refused(names: Names, data: Any, kind: Kind, locale: Locale) -> str:
    """Validate one field against the model; return the error in the words of the check, or an empty string.

    Args:
        names: the names of the field, from the outermost in.
        data: its value.
        kind: the kind of the entry.
        locale: the language of the error.
    """
    for value in data if isinstance(data, list) else [data]:
        alone = Tree(data={names[-1]: value}, values={(names[-1],): 0}, text=in_quotes(str(value)))
        for problem in (*letters_whole(_page(alone, locale)), *plain_fields(_page(alone, locale))):
            return _sentence(problem)
    for name in reversed(names[1:]):
        data = [{name: data}]
    tree = Tree(data={names[0]: data})
    page = _page(tree, locale)
    for error in validate(kind.record, tree.data, locale)[1]:
        where = tuple(part for part in error["loc"] if isinstance(part, str))
        if where == names and error["type"] != "missing":
            return _sentence(explain_error(error, kind.record, page))
    return ""


def _page(tree: Tree, locale: Locale) -> Page:
    source = SourceFile(path=PurePosixPath(), locale=locale, address="", text="")
    return Page(source=source, tree=tree, body="", body_line=1)


def _sentence(problem: Problem) -> str:
    return "; ".join(part for part in (problem.what, problem.allowed, problem.suggestion) if part)
