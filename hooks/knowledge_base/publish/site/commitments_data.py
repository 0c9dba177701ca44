"""The data of the filters of commitments: one script per language."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge_base.assemble import addresses
from knowledge_base.locale import Locale
from knowledge_base.view.pages.commitments import CommitmentData, CommitmentsData, commitments_data_path
from knowledge_base.write import write_whole


def write_commitments_data(site: Path, data: CommitmentsData, locale: Locale) -> None:
    """Write the data of the filters of commitments into a built site.

    Args:
        site: the folder of the built site.
        data: the commitments.
        locale: the language of the page.
    """
    write_whole(site / commitments_data_path(locale), commitments_script(data, locale))


def commitments_script(data: CommitmentsData, locale: Locale) -> str:
    """Return the data as a script, because pages can't fetch data over ``file://``.

    It sets ``window.rcmCommitments`` to an object as `explore_script` writes it, whose entries are the commitments (the
    title is the text, the number is their place), and to ``lines``, which has for each, in
    the same order, ``[anchor, number, status, status in words, agreement, remarks]``; the remarks are texts.
    """
    record = {
        "page": addresses.url("{address}", locale),
        "facets": [[facet.name, facet.label, facet.values, facet.opened, facet.on_cards] for facet in data.facets],
        "entries": [
            [each.address, str(each.line.text), each.date, each.line.when, place, each.locale, *each.values]
            for place, each in enumerate(data.commitments)
        ],
        "lines": [
            [
                each.anchor,
                str(each.line.point.label),
                each.line.state,
                each.line.state_label,
                str(each.line.agreement.label),
                _remarks(each),
            ]
            for each in data.commitments
        ],
    }
    return f"window.rcmCommitments={json.dumps(record, ensure_ascii=False, separators=(',', ':'))};\n"


def _remarks(commitment: CommitmentData) -> list[str]:
    line = commitment.line
    remarks = [line.cut] if line.cut else []
    if line.changed:
        remarks.append(f"{line.changed[0]}: {line.changed[1].label}")
    if line.report:
        remarks.append(f"{line.report.date}: {line.report.status}. {line.report.text}")
    if line.note:
        remarks.append(str(line.note))
    facts = (f"{fact.label}: {'; '.join(str(value.label) for value in fact.values)}" for fact in line.facts)
    return remarks + ([" · ".join(facts)] if line.facts else [])
