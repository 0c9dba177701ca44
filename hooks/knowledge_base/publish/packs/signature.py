"""Signs the list of hashes of an offline copy, so that readers can tell who made it.

Keys are of Ed25519: the same list has the same signature each time (RFC 8032).
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.locale import N_
from knowledge_base.publish.packs.packing import PackError
from knowledge_base.view.parts.signature_check import NAMESPACE, SIGNERS, WHO, signers_line

_PROGRAM = "ssh-keygen"


@dataclass(frozen=True)
class Signer:
    """Signs for a publisher.

    Attributes:
        key: the file of the private key.
        public: the public key that readers are told, as in ``publisher.yml``.
    """

    key: Path
    public: str

    def sign(self, path: Path) -> None:
        """Write the signature of a file beside it, as ``<file>.sig``, and check it as readers do.

        Raises:
            PackError: there is no program to do it, it refuses the key, or the key is another than readers are told.
        """
        self._run("sign", "-f", str(self.key), "-n", NAMESPACE, str(path), text=_REFUSED)
        signers = path.with_name(SIGNERS)
        signers.write_text(f"{signers_line(self.public)}\n", "ascii")
        told = ("-f", str(signers), "-I", WHO, "-n", NAMESPACE, "-s", f"{path}.sig")
        self._run("verify", *told, data=path.read_bytes(), text=_OTHER_KEY)
        signers.unlink()

    def _run(self, what: str, *options: str, text: str, data: bytes = b"") -> None:
        command = [_PROGRAM, "-Y", what, *options]
        try:
            done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603 - of our own words
        except FileNotFoundError as error:
            missing = N_("{program} is missing, which signs; it is a part of OpenSSH")
            raise PackError(missing, program=_PROGRAM) from error
        if done.returncode:
            said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
            raise PackError(text, key=self.key, said=said or done.returncode)


_REFUSED = N_("{key} can't sign: {said}")
_OTHER_KEY = N_("{key} is not the key of signing_key in publisher.yml: {said}")
