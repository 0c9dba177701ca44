"""What no name of a file or folder may be: this repository and its copies are unpacked on every system."""

from __future__ import annotations

import re

RESERVED_NAME = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
"""A name that Windows keeps for a device, whatever its ending (Microsoft Learn, "Naming Files, Paths")."""


def fits_everywhere(name: str) -> bool:
    """Whether every system can have a file or folder of a name: Windows drops dots and blanks at its end."""
    return name[-1:] not in {".", " "} and not RESERVED_NAME.match(name)
