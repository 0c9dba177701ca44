"""Amounts of money, each with its currency."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from knowledge_base.locale import is_currency
from knowledge_base.model.types import Form, Frozen, Number, Text

CURRENCY_PATTERN = r"^[A-Z]{3}$"
"""The form of a currency code (ISO 4217)."""


def _currency(value: str) -> str:
    if not is_currency(value):
        raise PydanticCustomError("currency", "currency")
    return value


Currency = Annotated[str, AfterValidator(_currency), Form("line", "", {"pattern": CURRENCY_PATTERN})]
"""The code of a currency (ISO 4217): ``USD``."""


class Money(Frozen):
    """An amount of money."""

    amount: Annotated[Number, Field(ge=0)]
    """How much."""
    currency: Annotated[Currency, Field(examples=["USD"])]
    """In which currency (ISO 4217)."""
    for_what: Annotated[Text | None, Field(examples=["The annual contribution to the secretariat"])] = None
    """What it is for."""
