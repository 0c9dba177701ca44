"""``make messages``: updates the Spanish catalogue; adds new messages and removes those no longer used."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from knowledge_base.locale import Locale
from knowledge_base.write import write_whole

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "hooks" / "knowledge_base" / "locales" / f"{Locale.ES}.po"

# File patterns and their Babel extractors; the first match wins.
_METHODS = (
    ("hooks/knowledge_base/model/entries.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/meeting_parts.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/record.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/versions.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/figures.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/files.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/money.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/official_text.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/publisher.py", "tools.messages:fields"),
    ("hooks/knowledge_base/model/waivers.py", "tools.messages:fields"),
    ("hooks/knowledge_base/check/**.py", "tools.messages:rules"),
    ("hooks/**.py", "python"),
    ("overrides/**.html", "jinja2"),
)
_OPTIONS = {"overrides/**.html": {"encoding": "utf-8", "trimmed": "true"}}
_KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "NN_": (1, 2), "say": None}


@cache
def extracted() -> Catalog:
    """Return the messages of code and templates, untranslated."""
    found = extract_from_dir(ROOT, _METHODS, _OPTIONS, _KEYWORDS, directory_filter=_is_ours)
    catalogue = Catalog()
    for _, _, message, _, context in found:
        catalogue.add(message, context=context)
    return catalogue


def _is_ours(folder: str) -> bool:
    return Path(folder).parent != ROOT or Path(folder).name in ("hooks", "overrides")


def updated(text: bytes) -> bytes:
    """Return a catalogue with the current messages, sorted alphabetically.

    Args:
        text: the current catalogue (GNU gettext, PO); its header is kept.
    """
    head, _, _ = text.partition(b"\n\n")
    catalogue = read_po(io.BytesIO(text), locale=str(Locale.ES), abort_invalid=True)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return head + b"\n\n" + body.getvalue().strip() + b"\n"


def main() -> None:
    """Rewrite the catalogue if it is out of date."""
    before = CATALOGUE.read_bytes()
    after = updated(before)
    if after != before:
        write_whole(CATALOGUE, after)


if __name__ == "__main__":
    main()
