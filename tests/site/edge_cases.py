"""Edge cases of content: untranslated, stale, unpublished, retired, long lists, special characters."""

from __future__ import annotations

from knowledge_base.locale import Locale
from tests.site.canaries import CANARY
from tests.site.repository import Repository

SPANISH_ONLY = "only-in-spanish"
ENGLISH_ONLY = "only-in-english"
TRANSLATED = "in-both-languages"
STALE = "stale-translation"
SUPERSEDED = "superseded-practice"
WITHDRAWN = "withdrawn-practice"
TRICKY = "tricky-words"
CLASHING = "clashing-headings"
"""The ids of the entries."""

REASON = "Reason for the withdrawal."
"""The reason of the withdrawn entry."""

TRICKY_WORDS = "\"Double\" & 'single' &lt script {{ 7 * 7 }} {% raw %} `code *stars [x] (javascript:y) $1 \\n"
"""Plain text that some layer could interpret: HTML, Jinja, Markdown, regular expressions."""

LONG_WORD = "Otorrinolaringología" * 8
"""A word wider than a phone's viewport."""

LISTED = 120
"""The number of additional practices, in Spanish only, to fill several pages of every list."""


def write_edge_cases(repository: Repository) -> None:
    """Write the edge cases into a repository."""
    soon = {"review_by": "2021-03-01"}
    repository.practice(SPANISH_ONLY, "Práctica en español", Locale.ES, "Texto en español, y nada más.", **soon)
    overdue = {"created": "2019-01-01", "modified": "2019-01-01", "review_by": "2020-06-01"}
    repository.practice(ENGLISH_ONLY, "Practice in English", Locale.EN, "Text in English, and no more.", **overdue)
    for id_, stale in ((TRANSLATED, False), (STALE, True)):
        title = id_.replace("-", " ").capitalize()
        record = repository.practice(id_, title, Locale.EN, "Text of the original.")
        repository.translate(record, "Text of the original.", f"Traducción: {title}", "Texto traducido.", stale=stale)
    repository.practice(SUPERSEDED, "Old practice", Locale.EN, status="superseded", replaced_by=TRANSLATED)
    repository.practice(WITHDRAWN, "Wrong practice", Locale.EN, status="withdrawn", status_reason=REASON)
    repository.practice(TRICKY, TRICKY_WORDS, Locale.EN, f"A word: {LONG_WORD}", aliases=[TRICKY_WORDS])
    headings = ("Sources", "Related entries", "Lead", "At a glance", "About this record", "Answers", "Sources")
    body = "\n\n".join(f"## {heading}\n\nA text of the author under it." for heading in headings)
    repository.practice(CLASHING, "Headings that the page has too", Locale.EN, body)
    for status in ("draft", "in-review"):
        record = repository.practice(
            f"{CANARY}-{status}",
            f"{CANARY} title",
            Locale.EN,
            f"{CANARY} text",
            status=status,
            summary=f"{CANARY} summary",
            aliases=[f"{CANARY} alias"],
        )
        repository.translate(record, f"{CANARY} text", f"{CANARY} título", f"{CANARY} texto")
    for number in range(1, LISTED + 1):
        repository.practice(f"listed-{number}", f"Práctica número {number}", Locale.ES)
    for locale, address, title in ((Locale.ES, "about", "Acerca de"), (Locale.EN, "contribute", "Contribute")):
        repository.write(f"docs/{locale}/{address}.md", f"---\ntitle: {title}\n---\nA page in one language only.\n")
