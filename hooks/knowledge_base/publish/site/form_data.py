"""The data of the form to propose a practice that grows with the content, and so isn't in its page."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge_base.model.kinds import CONCEPT_NOTE
from knowledge_base.view.parts.proposal_choices import choices_path, entry_choices, question_choices
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole


def write_form_data(folder: Path, site: Site) -> None:
    """Write the entries and guiding questions that a practice may name into a built site.

    It is a script, because pages can't fetch data over ``file://``. It sets ``window.rcmChoices`` to an object with
    ``entries``, for each kind their ``[id, title]``, and ``parts``, for each kind of entry whose parts a field can
    refer to, their ``[reference, label]``; newest first.

    Args:
        folder: the folder of the built site.
        site: the content in one language, whose words the labels use.
    """
    choices = {"entries": entry_choices(site), "parts": {CONCEPT_NOTE.name: question_choices(site)}}
    data = json.dumps(choices, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / choices_path(site.locale), f"window.rcmChoices={data};\n")
