"""Watches files: natively where the system reports changes, by polling where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from knowledge_base.locale import N_, Locale, message
from knowledge_base.preview.stamps import Stamps, is_unwatched, stamps

# Not that a file was opened or read: builds do that themselves.
_CHANGES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]
_POLLED_EVERY = 0.5
"""Seconds between two looks at the files, where they are polled; as MkDocs polls."""

MOUNTS = Path("/proc/self/mounts")
"""The table of mounted file systems on Linux (proc(5), fstab(5))."""

# Linux does not report what other computers, or the host of a virtual machine, change on these.
_REMOTE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "vboxsf", "prl_fs", "drvfs", "fuse.")


class Watcher:
    """Stands in for watchdog's observer in MkDocs' server, which knows only the one that polls.

    Each change is passed on as a change of a file: MkDocs' server ignores events of folders, though moving a folder
    away is reported as nothing else. Hidden files are not passed on. A path may be a folder, a file, or not there yet;
    files are watched through their folder, because editors replace them.

    Args:
        seen: the stamps of the files in each path when they were last read; what has changed since is passed on at
            the start.
        tell: is called with a line if files have to be polled.
        locale: the language of that line.
        mounts: the table of mounted file systems.
    """

    def __init__(
        self, seen: Mapping[Path, Stamps], tell: Callable[[str], None], locale: Locale, mounts: Path = MOUNTS
    ) -> None:
        self._seen, self._tell, self._locale, self._mounts = seen, tell, locale, mounts
        self._handlers: dict[Path, FileSystemEventHandler] = {}
        self._observer: BaseObserver | None = None
        self._folders: dict[Path, ObservedWatch] = {}

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> Path:
        """Watch a path, with everything in it, and return what `unschedule` takes."""
        del recursive
        watched = Path(path)
        self._handlers[watched] = event_handler
        if self._observer:
            self._watch(self._observer, watched)
        return watched

    def unschedule(self, watch: Path) -> None:
        """Pass on no more changes of a path."""
        self._handlers.pop(watch, None)

    def start(self) -> None:
        """Begin to watch, and pass on what has changed meanwhile: the first build takes its time."""
        self._start_observer()
        for path, handler in list(self._handlers.items()):
            if path in self._seen and stamps([path]) != self._seen[path]:
                handler.dispatch(FileModifiedEvent(str(path)))

    def _start_observer(self) -> None:
        if any(is_remote(path, self._mounts) for path in self._handlers):
            self._poll(N_("other computers can change these files"))
            return
        try:
            self._observer = self._started(Observer())
        except OSError as error:
            # Most likely the number of files that may be watched (inotify(7), max_user_watches).
            self._poll(error.strerror or str(error))

    def _poll(self, why: str) -> None:
        self._observer = self._started(PollingObserver(timeout=_POLLED_EVERY))
        text = N_("the system does not report changes of files ({reason}); the preview looks for them itself")
        self._tell(message(self._locale, text, reason=message(self._locale, why)))

    def stop(self) -> None:
        """Stop watching."""
        if self._observer:
            self._observer.stop()

    def join(self) -> None:
        """Wait until nothing is passed on any more."""
        if self._observer:
            self._observer.join()

    def _started(self, observer: BaseObserver) -> BaseObserver:
        try:
            for path in self._handlers:
                self._watch(observer, path)
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer

    def _watch(self, observer: BaseObserver, path: Path) -> None:
        pass_on = _PassOn(self, observer, path)
        observer.schedule(pass_on, str(path.parent), recursive=False, event_filter=_CHANGES)
        if path.is_dir():
            self._folders[path] = observer.schedule(pass_on, str(path), recursive=True, event_filter=_CHANGES)

    def changed(self, observer: BaseObserver, path: Path, changed: PurePath, *, appeared: bool) -> None:
        """Pass on the change of a file in a watched path, and of the path itself.

        Args:
            observer: the one that has seen it.
            path: the path that is watched.
            changed: what has changed.
            appeared: whether it was not there before.
        """
        handler = self._handlers.get(path)
        if handler is None or not changed.is_relative_to(path):
            return
        if is_unwatched(changed.relative_to(path)):
            return
        if appeared and changed == path and path.is_dir():
            # Made anew, or moved away and back: the system has lost sight of it.
            if path in self._folders:
                observer.unschedule(self._folders.pop(path))
            pass_on = _PassOn(self, observer, path)
            self._folders[path] = observer.schedule(pass_on, str(path), recursive=True, event_filter=_CHANGES)
        handler.dispatch(FileModifiedEvent(str(changed)))


class _PassOn(FileSystemEventHandler):
    """Passes the events of one path on to its watcher."""

    def __init__(self, watcher: Watcher, observer: BaseObserver, path: Path) -> None:
        self._watcher, self._observer, self._path = watcher, observer, path

    def on_any_event(self, event: FileSystemEvent) -> None:
        moved = isinstance(event, FileMovedEvent | DirMovedEvent)
        created = isinstance(event, FileCreatedEvent | DirCreatedEvent)
        self._watcher.changed(self._observer, self._path, _path(event.src_path), appeared=created)
        if moved:
            self._watcher.changed(self._observer, self._path, _path(event.dest_path), appeared=True)


def _path(name: bytes | str) -> PurePath:
    return PurePath(name.decode(errors="surrogateescape") if isinstance(name, bytes) else name)


def is_remote(path: Path, mounts: Path) -> bool:
    """Whether a path is on a file system whose changes the system may not report.

    Args:
        path: the path.
        mounts: the table of mounted file systems; where there is none, nothing is taken to be remote.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    resolved = path.resolve()
    best, kind = -1, ""
    for line in lines:
        _, folder, type_, *_ = line.split(" ")
        # Spaces and the like are written as octal numbers.
        place = Path(folder.encode("latin-1", "replace").decode("unicode_escape"))
        if resolved.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), type_
    return kind.startswith(_REMOTE)
