"""The wording of points and guiding questions: the official text where it is at hand, else the words of the editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_, enumerated, languages
from knowledge_base.model.entries import GuidingQuestion, Provision
from knowledge_base.model.official_text import OfficialText
from knowledge_base.model.types import Text
from knowledge_base.view.parts.paper import clipped
from knowledge_base.view.parts.pieces import Link, Quotation, Words
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class OfficialLine:
    """An official text.

    Attributes:
        text: the text.
        label: what it is: an official text, and in which language if that is not the page's.
        source: where it can be read.
        locator: the page or section; may be empty.
    """

    text: Quotation
    label: str
    source: Link
    locator: Words


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a point or a guiding question says.

    Attributes:
        ours: the words of the editors.
        official: the official text in the language of the page, shown and cited in their place, if it is at hand.
        elsewhere: the official text in other languages.
    """

    ours: Text
    official: OfficialLine | None = None
    elsewhere: tuple[OfficialLine, ...] = ()

    @property
    def text(self) -> Text | Quotation:
        """What is shown."""
        return self.official.text if self.official else self.ours

    @property
    def cited(self) -> str:
        """Where the official text that is shown can be read, in words; empty if the words of the editors are shown."""
        if not self.official:
            return ""
        return f"{self.official.label}: {', '.join(map(str, filter(None, self._place(self.official))))}"

    @staticmethod
    def _place(line: OfficialLine) -> tuple[Words, Words]:
        return line.source.label, line.locator


def wording(site: Site, entry: Entry, said: Provision | GuidingQuestion) -> Wording:
    """Return the wording of a point of an agreement or of a guiding question of a concept note."""
    lines = {each.language: _line(site, entry, each) for each in said.official_text}
    return Wording(
        ours=said.text,
        official=lines.pop(site.locale, None),
        elsewhere=tuple(lines.values()),
    )


def shortened_wording(said: Wording, most: int) -> Wording:
    """Return a wording with the text that is shown truncated to at most ``most`` characters."""
    if said.official:
        return replace(said, official=replace(said.official, text=clipped(said.official.text, most)))
    return replace(said, ours=clipped(said.ours, most))


def _line(site: Site, entry: Entry, each: OfficialText) -> OfficialLine:
    language = languages(site.locale)[each.language]
    foreign = each.language != site.locale
    return OfficialLine(
        text=Quotation(value=each.text, language=each.language),
        label=site.say(N_("Official text in {language}"), language=language) if foreign else site.say(OFFICIAL_TEXT),
        source=site.source_link(entry, each.source),
        locator=Text(each.locator, entry.original) if each.locator else "",
    )


OFFICIAL_TEXT = N_("Official text")
"""What an official text is called (English; ``es.po`` has the Spanish)."""

ANY_WORDS = N_("In the words of this site's editors, unless marked as official text. Each entry names its documents.")
"""Whose words a list from several entries is in (English; ``es.po`` has the Spanish)."""


def whose_words(site: Site, entry: Entry, wordings: Sequence[Wording] = ()) -> str:
    """Return whose words a list of an entry is in, and in which language its document is.

    Args:
        site: the content in one language.
        entry: the entry.
        wordings: those of the list, if it may have official texts.

    Returns:
        A sentence; empty if all of them are official texts.
    """
    if wordings and all(each.official for each in wordings):
        return ""
    some = any(each.official for each in wordings)
    text = N_("In the words of this site's editors; the document is in {languages}.")
    marked = N_("In the words of this site's editors, unless marked as official text; the document is in {languages}.")
    # The first source is the document itself; the others support it.
    source = entry.record.sources[0].described(site.catalogue.vocabularies.documents)
    codes = dict.fromkeys((source.language, *(version.language for version in source.versions)))
    names = enumerated((languages(site.locale)[code] for code in codes), site.locale)
    return site.say(marked if some else text, languages=names)
