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


# How hosts edit a file, by the part of the URL between repository and branch; how they open a new one; and what of it
# they fill in. GitLab filled in the text too, and no longer does (gitlab-org/gitlab, issue 532221).
_NEW_FILE = {
    "edit/": "new/{branch}/{{folder}}?filename={{name}}&value={{text}}",  # GitHub
    "_edit/": "_new/{branch}/{{folder}}?filename={{name}}&value={{text}}",  # Forgejo, Gitea
    "-/edit/": "-/new/{branch}/{{folder}}?file_name={{name}}",  # GitLab
}


def new_file_of(repo_url: str | None, edit_uri: str | None) -> str:
    """Return the URL of the repository host's new-file page, with the placeholders ``folder``, ``name`` and ``text``.

    It has no ``text`` where the host does not fill it in, and is empty if it can't be derived from the edit URL.
    """
    edit = (edit_uri or _EDIT).strip("/")
    for prefix, new in _NEW_FILE.items():
        if repo_url and edit.startswith(prefix):
            return f"{repo_url.rstrip('/')}/{new.format(branch=edit.removeprefix(prefix))}"
    return ""
