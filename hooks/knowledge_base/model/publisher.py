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


# A public key of Ed25519 as OpenSSH writes it (RFC 4253, 6.6, and RFC 8709, 4): the two lengths and the name that each
# begins with, its 32 bytes, and a remark. Signatures of this kind are the same each time.
_KEY = re.compile(r"(ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43})(?: [ -~]*)?")


def _key(value: str) -> str:
    if not (found := _KEY.fullmatch(value)):
        raise PydanticCustomError("key", "key")
    return found[1]


Team = Annotated[str, AfterValidator(_team)]
Email = Annotated[str, AfterValidator(_email)]
ContactAddress = Annotated[str, AfterValidator(_contact)]
"""An e-mail address or a web address."""
PublicKey = Annotated[str, AfterValidator(_key)]
"""A public key (SSH), without the remark at its end."""


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
    signing_key: Annotated[PublicKey | None, Field(title="Public key")] = None
    """The public key of the one with which offline copies are signed (kb offline --sign)."""
