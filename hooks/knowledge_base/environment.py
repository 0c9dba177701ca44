"""Access to environment variables and the clock. No other module reads them."""

from __future__ import annotations

import datetime as dt
import locale
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge_base.locale import N_, Locale
from knowledge_base.setup_error import SetupError

# The last second of 9999-12-31, the maximum of `datetime`, and its number of digits.
_LAST_SECOND = 253_402_300_799
_DIGITS = len(str(_LAST_SECOND))


def source_date() -> dt.date | None:
    """Return the date of the build, or ``None`` if it is not set.

    It comes from ``SOURCE_DATE_EPOCH`` (seconds since 1970-01-01 UTC, https://reproducible-builds.org/specs/source-date-epoch/).
    If it is not set, callers use the newest date in the content, so that builds are reproducible.

    Raises:
        SetupError: the variable is set to something that is not a whole number of seconds, or beyond the year 9999.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    # The specification allows ASCII digits only; int() also accepts spaces, signs, underscores and non-ASCII digits.
    if epoch.isascii() and epoch.isdecimal() and len(epoch) <= _DIGITS and int(epoch) <= _LAST_SECOND:
        return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=int(epoch))).date()
    text = N_("SOURCE_DATE_EPOCH is {value!r}; it has to be the seconds since 1970, as {example} prints them")
    raise SetupError(text, value=epoch, example="date +%s")


def today() -> dt.date:
    """Return the current day for new content: `source_date`, or else the local date."""
    return source_date() or dt.datetime.now().astimezone().date()


def seconds() -> float:
    """Return the seconds since some moment in the past, to tell how long something takes."""
    return time.monotonic()


def terminal_locale() -> Locale:
    """Return the language of the user if it is one of ours, else English."""
    return Locale.ES if user_language().startswith(("es", "Spanish")) else Locale.EN


def clean_build() -> bool:
    """Whether to build in one process and without caches of earlier builds: ``KB_BUILD=clean``.

    Raises:
        SetupError: the variable is set to something else.
    """
    asked = os.environ.get("KB_BUILD", "")
    if asked not in ("", "clean"):
        text = N_("KB_BUILD is {value!r}; it may be {example}, or not set at all")
        raise SetupError(text, value=asked, example="clean")
    return asked == "clean"


def processors() -> int:
    """Return the number of CPUs that this process may use; 1 for a clean build, which uses one process."""
    if clean_build():
        return 1
    # sched_getaffinity is not available on all systems.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def part_asked() -> str:
    """Return the topics and countries that a site is to have alone, from ``KB_PART``; empty for all of the content."""
    return os.environ.get("KB_PART", "")


def site_address() -> str:
    """Return the URL at which the site will be published, from ``SITE_URL``; empty if it is not set."""
    return os.environ.get("SITE_URL", "")


def repository_address() -> str:
    """Return the URL of the repository, from ``REPO_URL``; empty if it is not set."""
    return os.environ.get("REPO_URL", "")


def edit_path() -> str:
    """Return what stands between that URL and the path of a file to edit, from ``EDIT_URI``; empty if it is not set."""
    return os.environ.get("EDIT_URI", "")


def user_language() -> str:
    """Return the locale of the user's environment, as in ``es_MX.UTF-8``; empty if there is none.

    The order of the variables is that of POSIX (XBD 8.2, "Internationalization Variables") with GNU's LANGUAGE first.
    Windows sets none of them, so there it is the system locale, which may have the form ``Spanish_Mexico``.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split(":")[0]
    return locale.getlocale()[0] or ""


@contextmanager
def asking_for(language: str) -> Iterator[None]:
    """Set the language of the environment for the duration of a ``with`` block.

    Args:
        language: a language code, ``es``. It goes into ``LANGUAGE``, which `user_language` and gettext read first.
    """
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
