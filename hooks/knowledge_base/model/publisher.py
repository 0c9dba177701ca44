"""Who publishes this knowledge base: the model of ``publisher.yml``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from knowledge_base.locale import N_
from knowledge_base.model.types import SAFE_URL, Choice, Frozen, Url

# The syntax of CODEOWNERS: https://docs.github.com/articles/about-code-owners.
_TEAM = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+")
# A valid e-mail address (WHATWG, HTML, "E-mail state") whose domain has at least one dot.
_EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+"
)


def _team(value: str) -> str:
    if not _TEAM.fullmatch(value):
        raise PydanticCustomError("team", "team")
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError("email", "email")
    return value


def _contact(value: str) -> str:
    if not _EMAIL.fullmatch(value) and not SAFE_URL.fullmatch(value):
        raise PydanticCustomError("contact", "contact")
    return value


Team = Annotated[str, AfterValidator(_team)]
Email = Annotated[str, AfterValidator(_email)]
ContactAddress = Annotated[str, AfterValidator(_contact)]
"""An e-mail address or a web address."""


class ContentLicence(Choice):
    """A licence of texts and data: its SPDX identifier (https://spdx.org/licenses/), and its usual name as label."""

    CC_BY = "CC-BY-4.0", N_("CC BY 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", N_("CC BY-SA 4.0")

    @property
    def first_line(self) -> str:
        """The first line of its text, as Creative Commons publishes it."""
        return {
            ContentLicence.CC_BY: "Attribution 4.0 International",
            ContentLicence.CC_BY_SA: "Attribution-ShareAlike 4.0 International",
        }[self]


class Publisher(Frozen):
    """Who publishes this knowledge base, and how to reach them; ``None`` where a setting is missing."""

    maintainers: Annotated[Team | None, Field(title="Team of maintainers")] = None
    """The team that has to approve changes of the program."""
    editors: Annotated[Team | None, Field(title="Team of editors")] = None
    """The team that has to approve changes of what readers see."""
    security_contact: ContactAddress | None = None
    """Where weaknesses are reported without making them public."""
    editors_address: Annotated[Email | None, Field(title="Address of the editors")] = None
    """The address for questions and proposals to the editors."""
    contact_page: Url | None = None
    """The page that says how to reach the publisher."""
    licence: ContentLicence | None = None
    """What others may do with texts and data."""
