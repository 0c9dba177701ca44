"""Updates: a zip with only the files that changed between two packs.

Unpacked over the old copy, it gives a working copy in which removed files remain; `apply_update` reproduces the new
copy byte for byte.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge_base.locale import N_
from knowledge_base.publish.packs.packing import (
    ROOT,
    Files,
    Manifest,
    PackedFile,
    PackError,
    check_paths,
    files_id,
    open_copy,
    open_zip,
    packed,
    packed_files,
    write_zip,
)
from knowledge_base.setup_error import reading
from knowledge_base.write import workshop

CHANGES_FILE = "rcm-update.json"
"""The update's own metadata; it is outside the folder of the copy."""

_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Update:
    """The difference between two packs.

    Attributes:
        base: the id of the old pack's manifest.
        result: the id of the new pack's manifest.
        changed: the files that are new or differ.
        removed: the paths of the files that the new pack no longer has.
    """

    base: str
    result: str
    changed: tuple[PackedFile, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, old: Manifest, new: Manifest) -> Update:
        """Return the difference between two packs."""
        before = set(old.files)
        there = {file.path for file in new.files}
        return cls(
            base=old.id,
            result=new.id,
            changed=tuple(file for file in new.files if file not in before),
            removed=tuple(file.path for file in old.files if file.path not in there),
        )

    def to_json(self) -> bytes:
        """Serialise the difference."""
        return (json.dumps({"format": _FORMAT, **asdict(self)}, indent=1) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes) -> Update:
        """Parse a difference.

        Raises:
            PackError: its format is newer than this program's, or its paths can't be in a pack.
            DamagedFileError: it is not an update of ours.
        """
        with reading(CHANGES_FILE):
            record = json.loads(data)
            if record["format"] != _FORMAT:
                text = N_("this update is of format {format}; this version of kb knows {known} only")
                raise PackError(text, format=repr(record["format"])[:20], known=_FORMAT)
            return cls(
                base=str(record["base"]),
                result=str(record["result"]),
                changed=packed_files(record["changed"]),
                removed=tuple(str(path) for path in record["removed"]),
            )

    def applied_to(self, files: tuple[PackedFile, ...]) -> tuple[PackedFile, ...]:
        """Return the files of the new pack, given those of the old one."""
        gone = {*self.removed, *(file.path for file in self.changed)}
        return tuple(sorted((*(file for file in files if file.path not in gone), *self.changed)))


def update_name(old: Manifest, new: Manifest) -> str:
    """Return the file name of an update."""
    return f"{ROOT}-{new.date}-since-{old.date}.zip"


def write_update(target: Path, old: Manifest, new: Manifest, files: Files) -> None:
    """Write an update as a zip.

    Args:
        target: the path of the zip.
        old: the manifest of the old pack.
        new: the manifest of the new pack.
        files: the files of the new pack.
    """
    update = Update.between(old, new)
    write_zip(target, {CHANGES_FILE: update.to_json, **{file.path: files[file.path] for file in update.changed}})


def apply_update(copy: Path, update: Path, target: Path) -> None:
    """Make the new copy from an old one and an update.

    Args:
        copy: the old copy: an unpacked folder or a pack. It is not changed.
        update: the path of the update.
        target: the folder to create; it appears only when it is complete.

    Raises:
        PackError: the update is for another copy, or would write outside of the target; or the target already exists.
            Nothing has been created then.
        DamagedFileError: the update or the copy is damaged. Nothing has been created then, either.
    """
    if target.exists():
        raise PackError(N_("{path} is there already, and stays as it is"), path=target)
    with open_copy(copy) as old, open_zip(update) as zipped:
        if CHANGES_FILE not in zipped:
            raise PackError(N_("{name} is no update: {file} is not in it"), name=update.name, file=CHANGES_FILE)
        changes = Update.from_json(zipped[CHANGES_FILE]())
        before = Manifest.of(old)
        if before.id != changes.base:
            text = N_(
                "{name} was not made for {copy}: that is another copy, or files in it were added, removed or changed."
                " Use the whole pack instead."
            )
            raise PackError(text, name=update.name, copy=copy)
        result = changes.applied_to(before.files)
        changed = {file.path for file in changes.changed}
        check_paths([file.path for file in result])
        inside = all(file.path.startswith(f"{ROOT}/") for file in result)
        if not inside or zipped.keys() != {CHANGES_FILE, *changed} or files_id(result) != changes.result:
            raise PackError(N_("{name} is not what it says that it is"), name=update.name)
        with workshop(target.absolute().parent) as work:
            for file in result:
                _write(work, file, (zipped if file.path in changed else old)[file.path]())
            (work / ROOT).rename(target)


def _write(folder: Path, file: PackedFile, data: bytes) -> None:
    if packed(file.path, data) != file:
        raise PackError(N_("{path} is damaged"), path=file.path)
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
