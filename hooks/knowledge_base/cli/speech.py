"""The language of a command's output, including click's own messages."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge_base.environment import asking_for, terminal_locale
from knowledge_base.locale import N_, NN_, Locale, compiled

CLICK_SAYS = (
    *(N_("Usage:"), N_("Options"), N_("Commands"), N_("required"), N_("default: {default}")),
    *(N_("Show this message and exit."), N_("Show the version and exit.")),
    *(N_("Try '{command} {option}' for help."), N_("Error: {message}"), N_("Aborted!")),
    *(N_("Missing command."), N_("No such command {name!r}."), N_("No such option {name!r}.")),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    *(N_("Missing argument"), N_("Missing option")),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("Option {name!r} does not take a value."),
    *(N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}")),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    *(N_("{name} {filename!r} does not exist."), N_("{name} {filename!r} is a file.")),
    *(N_("{name} {filename!r} is a directory."), N_("{name} {filename!r} is not readable.")),
    N_("Could not open file {filename!r}: {message}"),
)
"""Click's own messages, verbatim, so that they are in our catalogue; pairs are singular and plural."""


def spoken_locale(arguments: Sequence[str]) -> Locale:
    """Return the language given with ``--lang``, or else that of the terminal.

    We look for it before click parses the arguments, so that click's errors about any of them are in that language.

    Args:
        arguments: the arguments of the command line, without the name of the program.
    """
    asked = [value for name, value in pairwise(arguments) if name == "--lang"]
    asked += [value for name, sign, value in (word.partition("=") for word in arguments) if sign and name == "--lang"]
    known = [Locale(value) for value in asked if value in set(Locale)]
    return known[-1] if known else terminal_locale()


@contextmanager
def speaking(locale: Locale) -> Iterator[None]:
    """Set the language of click's messages and of the environment for the duration of a ``with`` block.

    Click gets its messages from Python's gettext, in the current text domain, and gettext reads compiled catalogues
    from a folder (https://docs.python.org/3/library/gettext.html). So we write ours to a temporary folder and bind the
    domain to it.

    Args:
        locale: the language.
    """
    domain = gettext.textdomain()
    with asking_for(locale), TemporaryDirectory() as folder:
        if locale is not Locale.EN:
            catalogue = Path(folder, locale, "LC_MESSAGES", "kb.mo")
            catalogue.parent.mkdir(parents=True)
            catalogue.write_bytes(compiled(locale))
            gettext.bindtextdomain("kb", folder)
            gettext.textdomain("kb")
        try:
            yield
        finally:
            gettext.textdomain(domain)
