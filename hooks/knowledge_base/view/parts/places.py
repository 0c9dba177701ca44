"""Where the site and its repository are published, as far as it is set."""

from __future__ import annotations

from knowledge_base.locale import N_
from knowledge_base.model.web import is_web_address
from knowledge_base.setup_error import SetupError

_EDIT = "edit/main/"


def checked_address(variable: str, value: str) -> str:
    """Return the value of an environment variable that is a web address, or empty.

    Raises:
        SetupError: it is something else.
    """
    if value and not is_web_address(value):
        text = N_("{variable} is {value!r}; it has to be a whole web address, as {example}, or not set at all")
        raise SetupError(text, variable=variable, value=value, example="https://example.org/kb/")
    return value


def home_of(site_url: str | None) -> str:
    """Return the URL of the site with a trailing slash; empty if not configured."""
    return f"{site_url.rstrip('/')}/" if site_url else ""


def edit_home_of(repo_url: str | None, edit_uri: str | None) -> str:
    """Return the URL prefix for editing a file, to which its path is appended; empty without a repository."""
    return f"{repo_url.rstrip('/')}/{(edit_uri or _EDIT).strip('/')}/" if repo_url else ""


def new_file_of(repo_url: str | None, edit_uri: str | None) -> str:
    """Return the URL of the repository host's new-file page; empty if it can't be derived from the edit URL."""
    edit = (edit_uri or _EDIT).strip("/")
    if not repo_url or not edit.startswith("edit/"):
        return ""
    return f"{repo_url.rstrip('/')}/new/{edit.removeprefix('edit/')}"
