"""Writes the tables of a site as CSV files."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.formats import csv_text
from knowledge_base.model.kinds import CONCEPT_NOTE
from knowledge_base.view.pages.commitments import commitments_table, commitments_table_path
from knowledge_base.view.parts.charts import figure_table, figures_path
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole


def write_commitments(folder: Path, site: Site) -> None:
    """Write all commitments as CSV into a built site.

    Args:
        folder: the folder of the built site.
        site: the content in one language, whose words the table uses.
    """
    write_whole(folder / commitments_table_path(site.locale), csv_text(commitments_table(site)))


def write_figures(folder: Path, site: Site) -> None:
    """Write the figures of every concept note, and of all notes together, as CSV into a built site.

    Args:
        folder: the folder of the built site.
        site: the content in one language, whose words the tables use.
    """
    for note in (None, *site.catalogue.of_kind(CONCEPT_NOTE)):
        write_whole(folder / figures_path(site, note), csv_text(figure_table(site, note)))
