"""The one place where the process environment and the clock are read."""

from __future__ import annotations

import datetime as dt
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from knowledge_base.locale import N_, Locale
from knowledge_base.setup_error import SetupError

# The last that a date can be, 9999-12-31, and with how many digits it is written.
_LAST_SECOND = 253_402_300_799
_DIGITS = len(str(_LAST_SECOND))


def source_date() -> dt.date | None:
    """Return the day that the build stands for, or ``None`` when nobody set one.

    It comes from ``SOURCE_DATE_EPOCH`` (seconds since 1970-01-01 UTC, https://reproducible-builds.org/specs/source-date-epoch/).
    Without it, callers fall back on the newest date in the content, so that the same input gives the same bytes.

    Raises:
        SetupError: the variable is set to something that is not a whole number of seconds, or beyond the year 9999.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    # The specification asks for ASCII digits only; int() takes spaces, signs, underscores and digits of any script.
    if epoch.isascii() and epoch.isdecimal() and len(epoch) <= _DIGITS and int(epoch) <= _LAST_SECOND:
        return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=int(epoch))).date()
    text = N_("SOURCE_DATE_EPOCH is {value!r}; it has to be the seconds since 1970, as {example} prints them")
    raise SetupError(text, value=epoch, example="date +%s")


def today() -> dt.date:
    """Return the day on which somebody writes: that of `source_date`, or else the clock's, where they are."""
    return source_date() or dt.datetime.now().astimezone().date()


def terminal_locale() -> Locale:
    """Return the language that the terminal asks for; English where it asks for one that we do not speak."""
    return Locale.ES if user_language().startswith(("es", "Spanish")) else Locale.EN


def clean_build() -> bool:
    """Whether everything is to be made anew and in one process, without what an earlier build left: ``KB_BUILD=clean``.

    Raises:
        SetupError: the variable is set to something else.
    """
    asked = os.environ.get("KB_BUILD", "")
    if asked not in ("", "clean"):
        text = N_("KB_BUILD is {value!r}; it may be {example}, or not set at all")
        raise SetupError(text, value=asked, example="clean")
    return asked == "clean"


def processors() -> int:
    """Return how many processors this process may use; one for a build that is to be done in one process."""
    if clean_build():
        return 1
    # Not every system lets a process be bound to some of the processors.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def site_address() -> str:
    """Return where the site will be published, as ``SITE_URL`` says; empty when nobody set it."""
    return os.environ.get("SITE_URL", "")


def user_language() -> str:
    """Return the language that the terminal asks for, as in ``es_MX.UTF-8``; empty when it asks for none.

    The order of the variables is that of POSIX (XBD 8.2, "Internationalization Variables") with GNU's LANGUAGE first.
    Windows sets none of them: there it is the language of the system, which may be written ``Spanish_Mexico``.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split(":")[0]
    return locale.getlocale()[0] or ""


@contextmanager
def asking_for(language: str) -> Iterator[None]:
    """Let the terminal ask for a language meanwhile, whatever else it asks for.

    Args:
        language: as in ``es``. It becomes the first of what `user_language` and gettext look at.
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


def environment_of_a_program(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program that is started from here: ours, and more.

    Args:
        variables: what to set in it.
    """
    return {**os.environ, **variables}
