"""What becomes of hostile inputs: refused, harmless, or one of the four that there must be none of."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from lxml import html as lxml_html

from knowledge_base.assemble.entries import Entry
from knowledge_base.check.run import Checked
from knowledge_base.contribute.incoming import recognised
from knowledge_base.contribute.repository import CannotBeDoneError, entries_of
from knowledge_base.contribute.review import may_propose, too_large
from knowledge_base.contribute.review_report import Report, marks, summary
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KIND_BY_FOLDER
from tests.attack.gate import Gate, gate_of, is_accepted
from tests.attack.inputs import Attack, plain_entries
from tests.unit.repository import VALID

SLOW = 5.0
"""How many seconds of a processor one file may take, with its pages in both languages."""

# Browsers leave white space and control characters in the scheme of an address out (WHATWG URL, basic URL parser).
_LEFT_OUT = re.compile(r"[\x00-\x20]")
_RUNNING = ("javascript:", "vbscript:", "data:", "blob:", "file:")
_ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "{http://www.w3.org/1999/xlink}href")
_NEVER = frozenset({"iframe", "object", "embed", "base", "style", "foreignobject"})
_LARGEST_REPORT = 2**20


class Outcome(StrEnum):
    """What became of an input."""

    REFUSED = "refused"
    HARMLESS = "harmless"
    EXECUTED = "executed"
    CRASHED = "crashed"
    SLOW = "slow"
    FAILED = "accepted and then failing"


BAD = (Outcome.EXECUTED, Outcome.CRASHED, Outcome.SLOW, Outcome.FAILED)
"""The outcomes that there must be none of."""


@dataclass(frozen=True)
class Attempt:
    """An input, what became of it, and what is to be said of it."""

    attack: Attack
    outcome: Outcome
    said: str = ""


class Attempts:
    """Tries inputs in the valid repository."""

    def __init__(self) -> None:
        self._gate: Gate = gate_of(VALID)
        self._entries: dict[str, Entry] = entries_of(VALID)
        plain = plain_entries()[0]
        pages = list(self._gate.pages(self._gate.checked(plain.files), plain.id))
        assert pages, "the plain entry has no page"
        self._scripts = max(sum(tag == "script" for tag, _ in _elements(page)) for page in pages)

    def of(self, attack: Attack) -> Attempt:
        """Return what becomes of an input."""
        start = time.process_time()
        try:
            checked = self._gate.checked(attack.files)
            self._reported(attack, checked)
            taken = self._imported(attack)
        except Exception:  # noqa: BLE001 - whatever it is, nobody was told what is wrong
            return Attempt(attack, Outcome.CRASHED, traceback.format_exc())
        outcome, said = Outcome.REFUSED, ""
        if is_accepted(checked):
            try:
                outcome, said = self._passed(attack, checked, taken)
            except Exception:  # noqa: BLE001 - likewise
                outcome, said = Outcome.FAILED, traceback.format_exc()
        seconds = time.process_time() - start
        if seconds > SLOW and outcome in (Outcome.REFUSED, Outcome.HARMLESS):
            return Attempt(attack, Outcome.SLOW, f"{seconds:.1f} s")
        return Attempt(attack, outcome, said)

    @staticmethod
    def _reported(attack: Attack, checked: Checked) -> None:
        """Say what is wrong in all ways in which that is said."""
        report = Report(changed=tuple(attack.files), problems=checked.problems)
        page = summary(report).encode()
        "\n".join((*marks(report), *map(str, checked.problems))).encode()
        assert len(page) < _LARGEST_REPORT, "the page of the review is too large"

    def _imported(self, attack: Attack) -> str:
        """Return where ``kb import`` would put the first file; or why not."""
        try:
            return str(recognised(attack.files[attack.text], attack.text.name, self._entries, Locale.EN).path)
        except CannotBeDoneError as refused:
            str(refused).encode("utf-8", "backslashreplace")
            return ""

    def _passed(self, attack: Attack, checked: Checked, taken: str) -> tuple[Outcome, str]:
        for path, data in attack.files.items():
            if not may_propose(path) or too_large(path, len(data)):
                return Outcome.FAILED, f"the review refuses {path}"
        if attack.text.parts[2] in KIND_BY_FOLDER and taken != str(attack.text):
            return Outcome.FAILED, f"kb import puts it at {taken or 'no place'}"
        made = 0
        for page in self._gate.pages(checked, attack.id):
            made += 1
            if found := next(self._running(page), ""):
                return Outcome.EXECUTED, found
        return (Outcome.HARMLESS, "") if made else (Outcome.FAILED, "it has no page")

    def _running(self, page: bytes) -> Iterator[str]:
        """Yield what would run in a page, or reach beyond it."""
        scripts = policies = 0
        for tag, attributes in _elements(page):
            scripts += tag == "script"
            policies += tag == "meta" and "http-equiv" in attributes
            if tag in _NEVER or (tag == "form" and "action" in attributes):
                yield f"<{tag}>"
            for name, value in attributes.items():
                runs = name in _ADDRESSES and _LEFT_OUT.sub("", value).lower().startswith(_RUNNING)
                if runs or name.startswith("on"):
                    yield f"<{tag} {name}={value!r}>"
        if scripts > self._scripts:
            yield "another script"
        if policies > 1:
            yield "another policy"


def _elements(page: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the name and the attributes of each element of a page."""
    for element in lxml_html.fromstring(page).iter():
        if isinstance(element.tag, str):
            yield element.tag, cast("Mapping[str, str]", element.attrib)
