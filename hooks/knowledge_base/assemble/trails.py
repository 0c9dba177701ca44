"""Commitment trails: which meetings and agreements directly follow from which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.links import linked
from knowledge_base.model.entries import Agreement
from knowledge_base.model.types import TrailWay
from knowledge_base.model.when import When


def steps_following(
    entries: Iterable[Entry], by_id: Mapping[str, Entry], dates: Mapping[str, When | None]
) -> dict[str, tuple[str, ...]]:
    """Return for each step of commitment trails the steps that directly follow from it, by id, without duplicates.

    Nothing follows from what is surely later, nor is a meeting the follow-up of what it adopted itself.
    """
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for id_, reason in linked(entry):
            if reason.trail and id_ != entry.id and id_ in by_id and by_id[id_].kind.in_trails:
                cause, effect = (id_, entry.id) if reason.trail is TrailWay.BACK else (entry.id, id_)
                before, after = dates[cause], dates[effect]
                backwards = before and after and after.surely_before(before)
                if not backwards and not _adopted(by_id[cause], effect):
                    found[cause][effect] = None
    return {cause: tuple(effects) for cause, effects in found.items()}


def _adopted(agreement: Entry, meeting: str) -> bool:
    return isinstance(agreement.record, Agreement) and agreement.record.adopted_at == meeting


def turned(following: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return for each step the steps that it directly follows from: the inverse of `steps_following`."""
    preceding: defaultdict[str, list[str]] = defaultdict(list)
    for cause, effects in following.items():
        for effect in effects:
            preceding[effect].append(cause)
    return {effect: tuple(causes) for effect, causes in preceding.items()}
