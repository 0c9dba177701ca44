"""Build metadata of a copy of the site, in one file that all its pages load.

If date and revision were in the pages themselves, every build would change every page, and every update of the
offline copy would contain all of them.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from knowledge_base.locale import N_, Locale, long_date, message

ABOUT_FILE = "about-this-copy.js"
_BEFORE, _AFTER = "window.rcmAbout = ", ";\n"


@dataclass(frozen=True)
class About:
    """Build metadata of a copy of the site.

    Attributes:
        date: the date of its content; ``None`` if there is no content.
        revision: the commit it was built from; empty if unknown.
        offline: whether this is an offline copy, and not the published site.
    """

    date: dt.date | None
    revision: str
    offline: bool = False

    def script(self) -> str:
        """Return the file's content: a script, because pages can't fetch data over ``file://``."""
        date = self.date.isoformat() if self.date else None
        said = json.dumps({"date": date, "revision": self.revision, "offline": self.offline})
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
            return cls(date, str(said["revision"]), bool(said["offline"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"{ABOUT_FILE} is not as a build writes it") from error
