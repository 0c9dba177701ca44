"""Migrates meetings and countries to several bodies, capacities of participants and memberships (see CHANGELOG).

`migrate_meetings` runs once on content written before the change. In the front matter of meetings it replaces

- ``body`` by ``bodies``, ``presidency`` by ``presidencies``, each a list of one,
- ``participants`` and ``participating_organisations`` by ``participants``, with the organisations in ``organisations``
  and the countries in ``members`` if all are Member Countries and the body is one of the RCM, or else in ``countries``;

and in ``vocabularies/countries.yml`` ``member: true`` by a membership of the RCM without dates. All other lines stay as
they are. What can't be migrated is reported: lists in block style.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.parse.document import parse_list
from knowledge_base.read import read_vocabulary

_ONE = re.compile(r"(body|presidency):[ \t]+([\"']?)([A-Za-z0-9-]+)\2[ \t]*(#.*)?")
_LIST = re.compile(r"(participants|participating_organisations):[ \t]+\[([^\]]*)\][ \t]*(#.*)?")
_MEMBER = re.compile(r"([ \t]+)member:[ \t]+true[ \t]*(#.*)?")
_OURS = re.compile(r"(body|presidency|participants|participating_organisations):")
_PLURAL = {"body": "bodies", "presidency": "presidencies"}


class NotMovedError(KnowledgeBaseError):
    """A file has one of the fields in a form that can't be migrated."""


def moved_meeting(text: str, members: Collection[str], outside: Collection[str]) -> str:
    """Return the text of a meeting in the new form; one that is in it already stays as it is.

    Args:
        text: the text of the file.
        members: the codes of the Member Countries.
        outside: the ids of the bodies outside the RCM.

    Raises:
        NotMovedError: one of the fields is in a form that can't be migrated.
    """
    if "\r\n" in text:
        return moved_meeting(text.replace("\r\n", "\n"), members, outside).replace("\n", "\r\n")
    head, front, body = re.split(r"(?m)^---[ \t]*$", text, maxsplit=2)
    lines = front.split("\n")
    lists = {found[1]: found for line in lines if (found := _LIST.fullmatch(line))}
    wrong = [
        line
        for line in lines
        if _OURS.match(line) and not (_ONE.fullmatch(line) or _LIST.fullmatch(line) or line == "participants:")
    ]
    if wrong:
        raise NotMovedError("can't be moved: {lines}", lines="; ".join(wrong))
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
    return "---".join((head, "\n".join(out), body))


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


def migrate_meetings(root: Path) -> tuple[str, ...]:
    """Migrate the meetings and the countries of a repository, and return what could not be migrated, file by file.

    Raises:
        OSError: a file can't be read or written.
    """
    bodies, countries = (parse_list(read_vocabulary(root, name)[0])[0].data for name in ("bodies", "countries"))
    conference = next(body["id"] for body in bodies if "part_of" not in body and "outside" not in body)
    outside = {body["id"] for body in bodies if body.get("outside") == "true"}
    members = {country["id"] for country in countries if country.get("member") == "true" or _member(country)}
    paths = sorted(root.glob("docs/*/meetings/*.md"))
    problems = []
    for path in (*paths, root / "vocabularies" / "countries.yml"):
        text = path.read_bytes().decode("utf-8")
        try:
            new = moved_meeting(text, members, outside) if path in paths else moved_countries(text, conference)
        except NotMovedError as error:
            problems.append(f"{path}: {error}")
        else:
            path.write_bytes(new.encode("utf-8"))
    return tuple(problems)


def _member(country: dict[str, object]) -> bool:
    held = country.get("memberships")
    return isinstance(held, list) and any(item.get("status") == "member" for item in held if isinstance(item, dict))
