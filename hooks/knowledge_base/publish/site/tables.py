"""Tables for spreadsheets: CSV (RFC 4180) that also the common ones open rightly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from knowledge_base.model.kinds import CONCEPT_NOTE
from knowledge_base.view.parts.charts import figure_table, figures_path
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole

_FORMULA = re.compile(r"[=+\-@\t\r]")


def table_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV, as the Explore page writes it (``explore-files.js``).

    With a byte order mark Excel reads it as UTF-8; a cell that begins like a formula begins with a quotation mark.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def write_figures(folder: Path, site: Site) -> None:
    """Put the figures of every concept note into a built site, and all of them together.

    Args:
        folder: of the built site.
        site: the content in one language.
    """
    for note in (None, *site.catalogue.of_kind(CONCEPT_NOTE)):
        write_whole(folder / figures_path(site, note), table_text(figure_table(site, note)))
