"""The data of the form to propose a practice that grows with the content, and so isn't in its page."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge_base.model.kinds import CONCEPT_NOTE
from knowledge_base.view.pages.propose import question_choices, questions_path
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole


def write_form_data(folder: Path, site: Site) -> None:
    """Write the guiding questions that a practice may answer into a built site.

    It is a script, because pages can't fetch data over ``file://``. It sets ``window.rcmParts`` to an object with, for
    each kind of entry whose parts a field can refer to, their ``[reference, label]``, newest first.

    Args:
        folder: the folder of the built site.
        site: the content in one language, whose words the labels use.
    """
    parts = {CONCEPT_NOTE.name: question_choices(site)}
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / questions_path(site.locale), f"window.rcmParts={data};\n")
