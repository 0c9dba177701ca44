"""The limits of files beside entries, in one place: the check, the form and the field guide take them from here."""

from __future__ import annotations

FILES_FOLDER = "files"
"""The folder under ``docs/`` with a folder for each entry that has files, and that of the site where they are."""

LARGEST_FILE = 10 * 2**20
"""How many bytes a file may have."""

LARGEST_DRAWING = 512 * 2**10
"""How many bytes a drawing (SVG) may have: browsers draw it anew each time."""

MOST_PIXELS = 40_000_000
"""How many pixels a picture may have, width times height: four bytes of memory each."""

SMALLEST_SIDE = 16
"""How many pixels the shorter side of a picture has at least: less is a mark for counting readers, not a picture."""

MOST_PAGES = 300
"""How many pages a document may have."""

MOST_FILES = 20
"""How many files an entry may have."""

BUDGET = 50 * 2**20
"""How many bytes all files may have together: they are in every copy to read without a network."""

MOST_SENT = BUDGET - 2**20
"""How many bytes the files of one proposal may have together: the zip that brings them holds the entry too."""

LONGEST_PATH = 100
"""How many characters a path of a file has at most, with its folders: archives of every system keep so many."""

WIDTHS = (480, 960, 1600)
"""The widths in pixels in which pages need a picture: for phones, for columns, and for a look at details."""


def in_megabytes(size: int) -> str:
    """Return a number of bytes for a sentence: ``10 MB`` (of 2^20 bytes, as file managers count), ``0.5 MB``."""
    number = f"{size / 2**20:.1f}".removesuffix(".0")
    return f"{number} MB"
