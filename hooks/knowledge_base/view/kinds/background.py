"""What only a background entry shows."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.model.types import Text


@dataclass(frozen=True)
class BackgroundDetail:
    """What only a background entry has."""

    findings: tuple[Text, ...]
