"""Build metadata of a copy of the site, in one file that all its pages load.

If date and revision were in the pages themselves, every build would change every page, and every update of the
offline copy would contain all of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from knowledge_base.assemble.part import ContentPart
from knowledge_base.locale import N_, Locale, long_date, message

ABOUT_FILE = "about-this-copy.js"
_BEFORE, _AFTER = "window.rcmAbout = ", ";\n"


@dataclass(frozen=True, kw_only=True)
class AboutPart:
    """What a copy of a part of the content is about.

    Attributes:
        name: what its files are called after: ``topics-borders``.
        labels: its topics and countries, in each language.
        home: the URL of the site that has everything, with a trailing slash; empty if not configured.
    """

    name: str
    labels: Mapping[Locale, str]
    home: str

    def record(self) -> dict[str, object]:
        """Return it as plain values."""
        labels = {str(locale): label for locale, label in self.labels.items()}
        return {"name": self.name, "labels": labels, "home": self.home}

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> AboutPart:
        """Return what `record` has returned.

        Raises:
            KeyError: a value is missing.
            TypeError: a value is of another type.
        """
        labels = {locale: str(record["labels"][locale]) for locale in Locale}
        return cls(name=str(record["name"]), labels=labels, home=str(record["home"]))


def about_part(part: ContentPart, home: str) -> AboutPart | None:
    """Return what a copy of a part is about; ``None`` for the whole.

    Args:
        part: what the catalogue knows of it.
        home: the URL of the published site, with a trailing slash; empty if not configured.
    """
    if not part.chosen:
        return None
    return AboutPart(
        name="-".join(term.address.replace("/", "-") for term in part.chosen),
        labels={locale: part.label(locale) for locale in Locale},
        home=home,
    )


@dataclass(frozen=True)
class About:
    """Build metadata of a copy of the site.

    Attributes:
        date: the date of its content; ``None`` if there is no content.
        revision: the commit it was built from; empty if unknown.
        offline: whether this is an offline copy, and not the published site.
        part: the part of the content that it has; ``None`` for all.
    """

    date: dt.date | None
    _: KW_ONLY
    revision: str
    offline: bool = False
    part: AboutPart | None = None

    def script(self) -> str:
        """Return the file's content: a script, because pages can't fetch data over ``file://``."""
        date = self.date.isoformat() if self.date else None
        part = {"part": self.part.record()} if self.part else {}
        said = json.dumps({"date": date, "revision": self.revision, "offline": self.offline, **part})
        return f"{_BEFORE}{said}{_AFTER}"

    def sentence(self, locale: Locale) -> str:
        """Return date and revision in words: ``Content as of 27 November 2026, revision 1c4e4ed``."""
        said = [message(locale, N_("Content as of {date}"), date=long_date(self.date, locale))] if self.date else []
        said += [message(locale, N_("revision {revision}"), revision=self.revision)] if self.revision else []
        return ", ".join(said)

    @classmethod
    def parse(cls, script: str) -> About:
        """Parse such a file.

        Raises:
            ValueError: the file is not one of ours.
        """
        if not script.startswith(_BEFORE) or not script.endswith(_AFTER):
            raise ValueError(f"{ABOUT_FILE} is not as a build writes it")
        try:
            said = json.loads(script.removeprefix(_BEFORE).removesuffix(_AFTER))
            date = dt.date.fromisoformat(said["date"]) if said["date"] else None
            part = AboutPart.parse(said["part"]) if "part" in said else None
            return cls(date, revision=str(said["revision"]), offline=bool(said["offline"]), part=part)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{ABOUT_FILE} is not as a build writes it") from error
