"""What a copy of the site says of itself, in the one file that all its pages read.

Were the day and the revision in the pages, every page would change with every build, and so would every update of an
offline copy.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

ABOUT_FILE = "about-this-copy.js"
_BEFORE, _AFTER = "window.rcmAbout = ", ";\n"


@dataclass(frozen=True)
class About:
    """What a copy of the site says of itself.

    Attributes:
        date: the day that its content stands for; ``None`` where there is no content.
        revision: the commit that it was built from; empty where nobody knows.
        offline: whether this is the copy to unpack, and not the site.
    """

    date: dt.date | None
    revision: str
    offline: bool = False

    def script(self) -> str:
        """Return the file: a script, because over ``file://`` pages can read nothing else."""
        date = self.date.isoformat() if self.date else None
        said = json.dumps({"date": date, "revision": self.revision, "offline": self.offline})
        return f"{_BEFORE}{said}{_AFTER}"

    @classmethod
    def parse(cls, script: str) -> About:
        """Return what such a file says.

        Raises:
            ValueError: the file is none of ours.
        """
        if not script.startswith(_BEFORE) or not script.endswith(_AFTER):
            raise ValueError(f"{ABOUT_FILE} is not as a build writes it")
        try:
            said = json.loads(script.removeprefix(_BEFORE).removesuffix(_AFTER))
            date = dt.date.fromisoformat(said["date"]) if said["date"] else None
            return cls(date, str(said["revision"]), bool(said["offline"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"{ABOUT_FILE} is not as a build writes it") from error
