"""Warnings that were judged wrong: each is waived with a reason, for the text that it was judged on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge_base.locale import N_
from knowledge_base.model.types import HASH_PATTERN, Choice, Frozen, Plain


class WarningRule(Choice):
    """The rules whose warnings can be waived, by their permanent names."""

    STYLE = "style", N_("Style sheet"), N_("a name, date, number or word is not in the style of this site")
    BODY_UNTRANSLATED = (
        "body-untranslated",
        N_("Text of the original"),
        N_("part of the text of a translation is still that of the original"),
    )
    TEXT_UNTRANSLATED = "text-untranslated", N_("Missing translation"), N_("a text has no translation")
    TRANSLATION_MISSING = "translation-missing", N_("No translation"), N_("the entry is in one language only")
    TRANSLATION_STALE = (
        "translation-stale",
        N_("Translation out of date"),
        N_("the original has changed since it was translated"),
    )
    TRANSLATION_DRAFT = "translation-draft", N_("Draft translation"), N_("the site does not show the translation")
    REVIEW_DUE = "review-due", N_("Review due"), N_("the day of the next review is past")
    PERIOD_SINGLE = "period-single", N_("Period of one date"), N_("the period of a practice is a single date")
    NUMBERING = "numbering", N_("Numbering"), N_("the numbers of points jump or go back")
    ADOPTED_IN_ABSENCE = (
        "adopted-in-absence",
        N_("Adopted in absence"),
        N_("a country adopted what the meeting agreed, but is not named among those who took part"),
    )
    ADOPTED_BY_ANOTHER = (
        "adopted-by-another",
        N_("Adopted by another"),
        N_("a country adopted it that is no member of the body"),
    )
    MEMBER_NOT_RECORDED = (
        "member-not-recorded",
        N_("Member not recorded"),
        N_("a country took part as a member before it is recorded as one"),
    )
    BODY_NOT_THERE = (
        "body-not-there",
        N_("Body not there"),
        N_("a body met before it was founded or after it had ended"),
    )
    SERIES_NUMBER_TWICE = (
        "series-number-twice",
        N_("Number twice"),
        N_("two meetings of a body have the same number in its series"),
    )


class Waiver(Frozen):
    """A warning that somebody judged wrong; ``kb check --waive`` writes it."""

    rule: Annotated[WarningRule, Field(title="Waived rule")]
    """The rule that warns, as kb check names it behind its sentence."""
    text_hash: Annotated[str, Field(pattern=HASH_PATTERN)]
    """The text that it was judged on, as a hash: once the text changes, the rule warns again."""
    reason: Annotated[Plain, Field(title="Reason for waiving", examples=["Its own statutes write the name so."])]
    """Why the warning is wrong here."""


class Waivers(Frozen):
    """The waivers of a file: part of its front matter, in an original, a translation or a page."""

    waived: tuple[Waiver, ...] = ()
    """Warnings that were judged wrong, each with the reason."""
