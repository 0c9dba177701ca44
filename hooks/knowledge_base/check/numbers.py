"""Numbers with a point where none belongs: in Spanish it stands before thousands, in YAML before decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge_base.assemble.entries import Version
from knowledge_base.check.context import at
from knowledge_base.locale import N_, message
from knowledge_base.model.shape import Path
from knowledge_base.parse.hints import whole_meant
from knowledge_base.problems import Problem


def decimals(value: Decimal) -> int:
    """Return how many digits are written behind the point: 3 of ``13.000``."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def miscounted(version: Version, path: Path, what: str) -> Problem:
    """Return the problem that a number has decimals that it can't have, with the whole number that was meant, if clear.

    Args:
        version: the version whose file has to be corrected.
        path: the number.
        what: what is wrong (English; ``es.po`` has the Spanish), with the placeholder ``{value}``.
    """
    written = str(version.page.tree.at(path)).strip()
    problem = at(
        version, path, "decimals", what, N_("write digits only, without a point before thousands"), value=written
    )
    meant = whole_meant(written)
    if not meant:
        return problem
    return replace(problem, suggestion=message(version.locale, N_("did you mean {value!r}?"), value=meant))
