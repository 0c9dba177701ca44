"""Runs the Nu HTML checker: validates pages against HTML, ARIA in HTML and SVG."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.audit.fault import Fault
from tools.audit.programs import program
from tools.npm import packages

# For files, the checker doesn't match 'self'. Browsers do, and the tests check the policy there. The parts of tables
# say their roles where a style sheet draws rows as blocks, on phones: not all browsers keep the meaning then.
_NOT_ITS_AFFAIR = re.compile(
    "violates Content Security Policy"
    "|The “(?:table|rowgroup|row|columnheader|cell)” role is unnecessary for element"
    "|The “role” attribute must not be used on a “t[rhd]” element which has a “table” ancestor"
)


def faults(site: Path, pages: Sequence[str]) -> list[Fault]:
    """Return the errors and warnings of the checker.

    Args:
        site: the folder of the built site.
        pages: the paths of the pages in it.

    Raises:
        MissingError: there is no Java.
        NpmError: the checker could not be fetched.
    """
    java = program("java", "install a Java runtime (17 or newer), as Debian's default-jre-headless")
    jar = packages(Path(__file__).parent) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-Xss4m", "-jar", str(jar.resolve()), "--format", "json", "--stdout", "--exit-zero-always"]
    answer = subprocess.run([*command, *pages], cwd=site, capture_output=True, text=True, check=True).stdout
    root = site.resolve().as_posix()
    return [
        Fault(
            f"{unquote(urlsplit(found['url']).path).removeprefix(root).strip('/')}:{found.get('lastLine', 1)}",
            f"{found['message']}: {' '.join(found.get('extract', '').split())}",
        )
        for found in json.loads(answer)["messages"]
        if (found["type"] == "error" or found.get("subType") == "warning")
        and not _NOT_ITS_AFFAIR.search(found["message"])
    ]
