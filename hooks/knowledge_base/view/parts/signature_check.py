"""How readers check who made an offline copy: the names and the form in which it is signed.

A signature is one of SSH (PROTOCOL.sshsig of OpenSSH), which Windows, macOS and Linux can check with what they come
with.
"""

from __future__ import annotations

SUMS = "SHA256SUMS"
"""The list of the hashes of packs, in the format of ``sha256sum``."""

SIGNATURE = f"{SUMS}.sig"
"""The signature of that list."""

SIGNERS = "rcm-signers"
"""The file that readers write: the key of the publisher, as ssh-keygen wants it."""

WHO = "rcm"
"""Who signs, as that file calls them."""

NAMESPACE = "file"
"""What is signed, so that no signature can be taken for one of something else (ssh-keygen(1), ``-n``)."""


def signers_line(key: str) -> str:
    """Return the one line of `SIGNERS` (ssh-keygen(1), "ALLOWED SIGNERS").

    Args:
        key: the public key, as in ``publisher.yml``.
    """
    return f'{WHO} namespaces="{NAMESPACE}" {key}'


def command_to_check() -> str:
    """Return the command with which readers check the list of hashes, in any shell but PowerShell."""
    return f"ssh-keygen -Y verify -f {SIGNERS} -I {WHO} -n {NAMESPACE} -s {SIGNATURE} < {SUMS}"
