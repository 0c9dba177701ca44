"""What no name of a file or folder may be: this repository and its copies are unpacked on every system."""

from __future__ import annotations

import re

RESERVED_NAME = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
"""A name that Windows keeps for a device, whatever its ending (Microsoft Learn, "Naming Files, Paths")."""
