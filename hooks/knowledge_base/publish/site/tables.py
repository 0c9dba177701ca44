"""CSV files (RFC 4180) that common spreadsheet programs open correctly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from knowledge_base.model.kinds import CONCEPT_NOTE
from knowledge_base.view.pages.commitments import commitments_table, commitments_table_path
from knowledge_base.view.parts.charts import figure_table, figures_path
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole

_FORMULA = re.compile(r"[=+\-@\t\r]")


def table_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV, in the same format as the export of the Explore page (``explore-files.js``).

    The byte order mark makes Excel read it as UTF-8. A cell that looks like a formula is prefixed with an apostrophe,
    against CSV injection.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def write_commitments(folder: Path, site: Site) -> None:
    """Write all commitments as CSV into a built site.

    Args:
        folder: the folder of the built site.
        site: the content in one language, whose words the table uses.
    """
    write_whole(folder / commitments_table_path(site.locale), table_text(commitments_table(site)))


def write_figures(folder: Path, site: Site) -> None:
    """Write the figures of every concept note, and of all notes together, as CSV into a built site.

    Args:
        folder: the folder of the built site.
        site: the content in one language, whose words the tables use.
    """
    for note in (None, *site.catalogue.of_kind(CONCEPT_NOTE)):
        write_whole(folder / figures_path(site, note), table_text(figure_table(site, note)))
