"""The file in a folder: how it is opened, and what is in it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from weaviate_orm.engine.store.hold import Hold, in_use
from weaviate_orm.engine.store.storage import StorageError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Version of the layout; a folder of a newer one is refused."""
_APPLICATION = 0x57764F52
"""Marks the file as ours."""
_FILE = "engine.sqlite3"
_PAGE = 16_384
_TABLES = """
CREATE TABLE collections (key INTEGER PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE shards (
    key INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    known_from TEXT NOT NULL
);
CREATE TABLE aliases (alias TEXT PRIMARY KEY, target TEXT NOT NULL);
CREATE TABLE shapes (
    shard INTEGER, id INTEGER, names TEXT NOT NULL, PRIMARY KEY (shard, id)
);
CREATE TABLE dimensions (
    shard INTEGER, vector TEXT, dimension INTEGER NOT NULL, PRIMARY KEY (shard, vector)
);
"""


def open_database(folder: Path) -> tuple[sqlite3.Connection, Hold]:
    """The database of a folder, which is made if it is not there, for this process alone.

    Raises:
        StorageError: the folder is in use, of a newer format, not ours, or cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        hold = Hold(folder)
    except (OSError, ValueError) as error:  # a ValueError: a NUL in the path
        raise StorageError(
            f"The folder {str(folder)!r} cannot be used: {error}. Use another folder."
        ) from error
    try:
        database = _connected(folder)
        hold.take(database, folder / _FILE)
    except BaseException:
        hold.release()
        raise
    return database, hold


def _connected(folder: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(
            folder / _FILE, timeout=0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StorageError(
            f"The folder {folder} cannot be used: {error}. Use another folder."
        ) from error
    try:
        _prepare(folder, database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(folder: Path, database: sqlite3.Connection) -> None:
    try:
        database.execute("PRAGMA locking_mode=exclusive")
        database.execute(f"PRAGMA page_size={_PAGE}")
        database.execute("PRAGMA journal_mode=wal")
        database.execute("PRAGMA synchronous=normal")
        database.execute("BEGIN EXCLUSIVE")
        _check_or_make(folder, database)
        database.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise in_use(folder) from error
        if error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise StorageError(
                f"{folder / _FILE} is no database of an embedded engine, or a damaged one "
                f"({error}). Use another folder."
            ) from error
        raise StorageError(
            f"The folder {folder} cannot be used: {error}. An engine must be able to write in it."
        ) from error


def _check_or_make(folder: Path, database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != _APPLICATION:
        raise StorageError(
            f"{folder / _FILE} is a database of another program. Use another folder."
        )
    if version > FORMAT:
        raise StorageError(
            f"The folder {folder} was written by a newer release of orm-weaviate (format "
            f"{version}; this one reads up to {FORMAT}). Upgrade, or use another folder."
        )
    if not tables:
        for statement in _TABLES.split(";")[:-1]:
            database.execute(statement)
        database.execute(f"PRAGMA application_id={_APPLICATION}")
        database.execute(f"PRAGMA user_version={FORMAT}")
