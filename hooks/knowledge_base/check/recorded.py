"""A context that records what rules ask of it, and what it answers now: what a file's problems depend on."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Any

from knowledge_base.assemble.anchors import Anchors
from knowledge_base.check.context import Context
from knowledge_base.locale import Locale
from knowledge_base.memory.recording import CurrentAnswers, Recorder, recorded

_PAST, _ANCHORS = "past", "anchors"
_TABLES = tuple(each.name for each in fields(Context) if each.name not in {_ANCHORS, "today"})


class _RecordedAnchors(Anchors):
    """Anchors that record of which page they are asked."""

    def __init__(self, recorder: Recorder, plain: Anchors) -> None:
        super().__init__(**{each.name: getattr(plain, each.name) for each in fields(plain)})
        object.__setattr__(self, "_recorder", recorder)
        object.__setattr__(self, "_plain", plain)

    def of(self, address: str, locale: Locale) -> tuple[str, ...]:
        """Return the anchors of a page."""
        vars(self)["_recorder"].note_call(_ANCHORS, address, str(locale))
        found: tuple[str, ...] = vars(self)["_plain"].of(address, locale)
        return found


class _RecordedContext(Context):
    """A context that records which days it is asked about."""

    def __init__(self, recorder: Recorder, **values: Any) -> None:
        super().__init__(**values)
        object.__setattr__(self, "_recorder", recorder)

    def past(self, day: dt.date) -> bool:
        """Whether a day is past."""
        vars(self)["_recorder"].note_call(_PAST, day.isoformat())
        return super().past(day)


def recorded_context(context: Context, recorder: Recorder) -> Context:
    """Return a context that answers like the one given, and records the questions that it is asked."""
    tables = {name: recorded(getattr(context, name), (name,), recorder) for name in _TABLES}
    return _RecordedContext(
        recorder, **tables, anchors=_RecordedAnchors(recorder, context.anchors), today=context.today
    )


def answers_in(context: Context) -> CurrentAnswers:
    """Return what a context answers now."""
    return CurrentAnswers(
        {
            **{name: getattr(context, name) for name in _TABLES},
            _PAST: lambda day: context.past(dt.date.fromisoformat(day)),
            _ANCHORS: lambda address, locale: context.anchors.of(address, Locale(locale)),
        }
    )
