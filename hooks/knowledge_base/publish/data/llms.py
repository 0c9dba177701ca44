"""``llms.txt``: what the site is and where what is, for programs that read Markdown (https://llmstxt.org/)."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.locale import N_
from knowledge_base.publish.data.records import CATALOGUE_SCHEMA, ENTRY_SCHEMA, catalogue_path
from knowledge_base.view.parts.navigation import NAVIGATED
from knowledge_base.view.parts.other_forms import has_twin, package_path, twin_path
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import PlannedPage


def llms_file(sites: Sequence[tuple[Site, Sequence[PlannedPage]]]) -> str:
    """Return the content of the file.

    Args:
        sites: the content in each language, the default one first, with its pages.
    """
    (first, _), *_ = sites
    lines = [f"# {first.editorial.title}", "", f"> {first.editorial.summary}", ""]
    for site, pages in sites:
        if site is not first:
            lines += [f"> {site.editorial.summary}", ""]
        lines += [f"## {site.editorial.title}", ""]
        for page in pages:
            chrome = page.chrome
            if chrome.address in NAVIGATED and has_twin(chrome):
                lines.append(f"- [{chrome.title}]({site.home}{twin_path(chrome.url)}): {chrome.description}")
        lines += ["", f"## {site.say(N_('Data'))} ({site.locale})", ""]
        for label, path in (
            (N_("All entries"), catalogue_path(site.locale)),
            (N_("Tables"), package_path(site.locale)),
            (N_("Schema of an entry"), ENTRY_SCHEMA),
            (N_("Schema of all entries"), CATALOGUE_SCHEMA),
        ):
            lines.append(f"- [{site.say(label)}]({site.home}{path})")
        lines.append("")
    return "\n".join(lines)
