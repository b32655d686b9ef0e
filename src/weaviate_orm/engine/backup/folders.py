"""Folders of backups: one a backup, with what it is in `backup_config.json` beside its data.

The data is a folder as an engine keeps its own. The description is written last, so that a
backup that was not finished counts as none.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from weaviate_orm.engine.store.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.errors import JSON

_ABOUT, _RESTORED, _DATA = "backup_config.json", "restore_config.json", "data"
_GIBIBYTE = 1 << 30
_CANCELLED = "{} canceled by user"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup, or a cancelled one."""

    id: str
    status: str
    collections: tuple[str, ...]
    aliases: Mapping[str, str]
    started: str
    """RFC 3339."""
    completed: str
    size: float
    """GiB."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Restoration:
    """The last restoration of a backup."""

    status: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration brought."""

    collections: tuple[str, ...]
    aliases: tuple[str, ...]


class Backups:
    """All backups of an engine.

    Args:
        folder: where they are; None = a temporary folder that ends with the engine.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._is_temporary = folder is None
        self.folder = folder or Path(tempfile.gettempdir(), f"orm-weaviate-{secrets.token_hex(8)}")
        self.unheard: set[str] = set()
        """Backups that nobody has been told to be finished; they can still be cancelled."""
        self.restored: dict[str, Restored] = {}
        """The same for restorations: by backup, what they brought."""
        self._elsewhere: dict[str, Backups] = {}

    def at(self, folder: str) -> Backups:
        """Those that a request wants in a folder of its own ('' = here)."""
        if not folder:
            return self
        return self._elsewhere.setdefault(folder, Backups(Path(folder)))

    def path(self, name: str) -> Path:
        """The folder of a backup."""
        return self.folder / name

    def data(self, name: str) -> Path:
        """The folder of its data."""
        return self.folder / name / _DATA

    def find(self, name: str) -> Backup | None:
        document = self._read(name, _ABOUT)
        if document is None:
            return None
        try:
            return Backup(
                id=name,
                status=str(document["status"]),
                collections=tuple(cast("list[str]", document["classes"])),  # as it was written here
                aliases=cast("dict[str, str]", document["aliases"]),  # as it was written here
                started=str(document["startedAt"]),
                completed=str(document["completedAt"]),
                size=cast("float", document["size"]),  # as it was written here
                error=str(document.get("error", "")),
            )
        except (KeyError, TypeError) as error:
            raise _unreadable(self.path(name) / _ABOUT, error) from error

    def all(self) -> list[Backup]:
        """In the order of their start."""
        if not self.folder.is_dir():
            return []
        found = [self.find(entry.name) for entry in self.folder.iterdir()]
        return sorted((b for b in found if b is not None), key=lambda b: b.started)

    def begin(self, name: str) -> Path:
        """Make the folder of a new backup and give that of its data.

        Raises:
            StorageError: it cannot be made.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.path(name).exists():  # left by one that was not finished
                shutil.rmtree(self.path(name))
            self.path(name).mkdir()
        except OSError as error:
            raise StorageError(
                f"The backup folder {self.path(name)} cannot be made: {error}."
            ) from error
        return self.data(name)

    def finish(
        self,
        name: str,
        collections: tuple[str, ...],
        aliases: Mapping[str, str],
        *,
        started: str,
        completed: str,
    ) -> None:
        """Describe a backup whose data is complete."""
        files = self.data(name).iterdir()
        document: dict[str, JSON] = {
            "id": name,
            "status": "SUCCESS",
            "classes": list(collections),
            "aliases": dict(aliases),
            "startedAt": started,
            "completedAt": completed,
            "size": sum(file.stat().st_size for file in files) / _GIBIBYTE,
        }
        self._write(name, _ABOUT, document)
        self.unheard.add(name)

    def cancel(self, name: str) -> None:
        """Take back a backup that nobody has been told to be finished."""
        document = self._read(name, _ABOUT)
        if document is None or name not in self.unheard:
            return
        self.unheard.remove(name)
        cancelled: dict[str, JSON] = {"status": "CANCELED", "error": _CANCELLED.format("backup")}
        self._write(name, _ABOUT, {**document, **cancelled, "size": 0})
        shutil.rmtree(self.data(name))

    def cancel_restoration(self, name: str) -> None:
        """Note that what a restoration brought was taken away again."""
        del self.restored[name]
        self.note_restoration(name, Restoration("CANCELED", _CANCELLED.format("restore")))

    def restoration(self, name: str) -> Restoration | None:
        document = self._read(name, _RESTORED)
        if document is None:
            return None
        return Restoration(str(document["status"]), str(document.get("error", "")))

    def note_restoration(self, name: str, restoration: Restoration) -> None:
        self._write(name, _RESTORED, {"status": restoration.status, "error": restoration.error})

    def close(self) -> None:
        """Remove the folder if it is a temporary one."""
        if self._is_temporary and self.folder.exists():
            shutil.rmtree(self.folder)

    def _read(self, name: str, file: str) -> dict[str, JSON] | None:
        path = self.path(name) / file
        try:
            text = path.read_text(encoding="utf-8")
            return cast("dict[str, JSON]", json.loads(text))  # as `_write` wrote it
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error

    def _write(self, name: str, file: str, document: Mapping[str, JSON]) -> None:
        fresh = self.path(name) / f"{file}.new"
        try:
            fresh.write_text(json.dumps(document), encoding="utf-8")
            fresh.replace(self.path(name) / file)
        except OSError as error:
            raise StorageError(f"{fresh} cannot be written: {error}.") from error


def _unreadable(file: Path, error: Exception) -> StorageError:
    return StorageError(f"{file} cannot be read ({error}). Remove that backup, or mend the file.")
