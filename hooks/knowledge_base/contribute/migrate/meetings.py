"""Migrates meetings and countries to several bodies, capacities of participants and memberships (see CHANGELOG).

In the front matter of meetings it replaces

- ``body`` by ``bodies``, ``presidency`` by ``presidencies``, each a list of one,
- ``participants`` and ``participating_organisations`` by ``participants``, with the organisations in ``organisations``
  and the countries in ``members`` if all are Member Countries and the body is one of the RCM, or else in ``countries``;

and in ``vocabularies/countries.yml`` ``member: true`` by a membership of the RCM without dates. All other lines stay as
they are. What can't be migrated is reported: lists in block style.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from knowledge_base.contribute.migrate.lines import NotMovedError, in_front_matter

_ONE = re.compile(r"(body|presidency):[ \t]+([\"']?)([A-Za-z0-9-]+)\2[ \t]*(#.*)?")
_LIST = re.compile(r"(participants|participating_organisations):[ \t]+\[([^\]]*)\][ \t]*(#.*)?")
_MEMBER = re.compile(r"([ \t]+)member:[ \t]+true[ \t]*(#.*)?")
_OURS = re.compile(r"(body|presidency|participants|participating_organisations):")
_PLURAL = {"body": "bodies", "presidency": "presidencies"}


def moved_meeting(text: str, members: Collection[str], outside: Collection[str]) -> str:
    """Return the text of a meeting in the new form; one that is in it already stays as it is.

    Args:
        text: the text of the file.
        members: the codes of the Member Countries.
        outside: the ids of the bodies outside the RCM.

    Raises:
        NotMovedError: one of the fields is in a form that can't be migrated.
    """
    return in_front_matter(text, lambda lines: _moved(lines, members, outside))


def _moved(lines: list[str], members: Collection[str], outside: Collection[str]) -> list[str]:
    lists = {found[1]: found for line in lines if (found := _LIST.fullmatch(line))}
    wrong = [
        line
        for line in lines
        if _OURS.match(line) and not (_ONE.fullmatch(line) or _LIST.fullmatch(line) or line == "participants:")
    ]
    if wrong:
        raise NotMovedError(*wrong)
    of = next((found[3] for line in lines if (found := _ONE.fullmatch(line)) and found[1] == "body"), "")
    out: list[str] = []
    for line in lines:
        if found := _ONE.fullmatch(line):
            note = f"  {found[4]}" if found[4] else ""
            out.append(f"{_PLURAL[found[1]]}: [{found[3]}]{note}")
        elif found := _LIST.fullmatch(line):
            if found[1] == next(iter(lists)):
                out.append("participants:")
                out += _capacities(lists, of in outside, members)
        else:
            out.append(line)
    return out


def _capacities(lists: dict[str, re.Match[str]], outside: bool, members: Collection[str]) -> list[str]:  # noqa: FBT001
    countries, organisations = lists.get("participants"), lists.get("participating_organisations")
    found = []
    if countries:
        codes = {code.strip() for code in countries[2].split(",")}
        name = "members" if codes <= set(members) and not outside else "countries"
        found.append(f"  {name}: [{countries[2]}]" + (f"  {countries[3]}" if countries[3] else ""))
    if organisations:
        note = f"  {organisations[3]}" if organisations[3] else ""
        found.append(f"  organisations: [{organisations[2]}]{note}")
    return found


def moved_countries(text: str, conference: str) -> str:
    """Return the text of ``vocabularies/countries.yml`` in the new form.

    Args:
        text: the text of the file.
        conference: the id of the RCM among the bodies.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = []
    for line in text.split(end):
        if found := _MEMBER.fullmatch(line):
            note = f"  {found[2]}" if found[2] else ""
            lines += [f"{found[1]}memberships:{note}", f"{found[1]}  - {{body: {conference}, status: member}}"]
        else:
            lines.append(line)
    return end.join(lines)
