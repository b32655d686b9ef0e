"""A folder that one engine holds: no other process may use it, nor a fork of this one.

SQLite's own locks are not enough. They end when any file of the folder is closed in this process
(whoever copies an open folder ends them), and a fork takes itself for their owner: when it frees
the parent's connection it would remove the log that the parent goes on writing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Final
from weakref import WeakSet, finalize

from weaviate_orm.engine.store.storage import StorageError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


class Hold:
    """Holds a folder from its making to `release`.

    Raises:
        StorageError: another engine holds it.
        OSError: there is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = os.getpid()
        self._connection: sqlite3.Connection | None = None
        self._file: Path | None = None
        self._identity: tuple[int, int] | None = None
        descriptor = _locked(folder)
        # an engine that is forgotten gives its folder back, too
        self._unlock = None if descriptor is None else finalize(self, os.close, descriptor)
        _held.add(self)

    def take(self, connection: sqlite3.Connection, file: Path) -> None:
        """Watch over the database of the folder."""
        self._connection = connection
        self._file = file
        self._identity = _identity(file)

    def check(self) -> None:
        """See to it that what is written now is there for whoever opens the folder next.

        Raises:
            StorageError: the file is gone, or this process is a fork of the one that opened it.
        """
        if not self.is_own:
            raise StorageError(
                f"The folder {self._folder} was opened by another process, of which this one is a "
                "fork. Open an engine of its own here, or let both reach one server."
            )
        if self._file is not None and _identity(self._file) != self._identity:
            raise StorageError(
                f"The folder {self._folder} is no longer there: {self._file} was removed or "
                "replaced while it was open. Nothing is stored; open the folder again."
            )

    @property
    def is_own(self) -> bool:
        """This process made it."""
        return os.getpid() == self._process

    def release(self) -> None:
        """Let others use the folder."""
        if self._unlock is not None:
            self._unlock()
        _held.discard(self)

    def forked(self) -> None:
        """Leave the folder to the parent: in the child the connection is never freed."""
        if self._connection is not None and sys.implementation.name == "cpython":
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._connection))
        self.release()


_held: Final[WeakSet[Hold]] = WeakSet()


def _after_in_child() -> None:
    for each in list(_held):
        each.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_in_child)


def _locked(folder: Path) -> int | None:
    """A descriptor of the folder with a lock; None = there are no such locks here."""
    if sys.platform == "win32":
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise in_use(folder) from error
    except OSError:  # some file systems have none: the locks of SQLite are left
        os.close(descriptor)
        return None
    return descriptor


def in_use(folder: Path) -> StorageError:
    """The refusal of a folder that another engine has open."""
    return StorageError(
        f"The folder {folder} is open in another engine. One engine at a time may use a folder: "
        "close the other one, or give this one its own folder."
    )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
