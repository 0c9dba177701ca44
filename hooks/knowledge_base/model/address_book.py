"""The address book: the model of ``addresses.yml``, every address that was ever published and where moved ones lead."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from knowledge_base.model.types import Frozen

_ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise PydanticCustomError("address", "address")
    return value


Address = Annotated[str, AfterValidator(_address)]
"""The address of a page: the same in both languages, without ending (`knowledge_base.assemble.addresses`)."""


class Moved(Frozen):
    """A page that has moved."""

    old: Address
    """The address that it had."""
    new: Address
    """The address of the page that has taken its place."""


class AddressBook(Frozen):
    """Every address that readers may have kept, and where those lead that have no page any more."""

    published: tuple[Address, ...] = ()
    """Every address that was ever published; addresses are added and never removed."""
    moved: tuple[Moved, ...] = ()
    """Addresses without a page, and the pages that have taken their place."""
