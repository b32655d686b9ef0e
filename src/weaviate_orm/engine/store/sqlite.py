"""A folder that keeps everything: one SQLite database in WAL mode.

Each write request is one transaction, committed before it is answered. A commit survives the end
of the process at any moment; the last ones before a failure of the machine may be lost, but never
a part of one (`synchronous=normal`).

Objects of a shard lie in a table of their own, one row a version, in the order in which they were
written; indexes are not stored. A shard is read when it is first looked at.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from weaviate_orm.engine.store.cells import TABLE, columns_of, row_of
from weaviate_orm.engine.store.database import open_database
from weaviate_orm.engine.store.storage import StorageError
from weaviate_orm.engine.vectors.encoding import MultiBytes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.store.cells import FileRows
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard

_READ_STEP = 8192


class KeptShard(NamedTuple):
    key: int
    name: str
    state: str
    known_from: Mapping[str, int]


class KeptCollection(NamedTuple):
    key: int
    document: Mapping[str, JSON]
    shards: Sequence[KeptShard]


class SqliteStorage:
    """See the module.

    Raises:
        StorageError: the folder is in use, of a newer format, not ours, or cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._tables: set[int] = set()
        self._shapes: dict[int, dict[tuple[str, ...], int]] = {}
        self._dimensions: dict[int, set[str]] = {}
        self._is_closed = False
        self._database, self._hold = open_database(folder)

    # Reading --------------------------------------------------------------------------------------

    @property
    def source(self) -> SqliteStorage:
        return self

    def collections(self) -> list[KeptCollection]:
        """Every collection with its shards, without objects."""
        shards: dict[int, list[KeptShard]] = {}
        with self._reading():
            rows = self._database.execute(
                "SELECT collection, key, name, state, known_from FROM shards ORDER BY key"
            ).fetchall()
            found = self._database.execute(
                "SELECT key, document FROM collections ORDER BY key"
            ).fetchall()
        for collection, key, name, state, known_from in rows:
            shards.setdefault(collection, []).append(
                KeptShard(key, name, state, json.loads(known_from))
            )
        return [
            KeptCollection(key, json.loads(document), shards.get(key, ()))
            for key, document in found
        ]

    def aliases(self) -> dict[str, str]:
        with self._reading():
            return dict(self._database.execute("SELECT alias, target FROM aliases").fetchall())

    def load(self, shard: Shard) -> None:
        """Read the objects of a shard into it.

        Raises:
            StorageError: the file cannot be read.
        """
        key = shard.key
        with self._reading():
            shapes = self._database.execute(
                "SELECT id, names FROM shapes WHERE shard = ? ORDER BY id", (key,)
            ).fetchall()
            names = [tuple[str, ...](json.loads(text)) for _, text in shapes]
            self._shapes[key] = {shape: i for i, shape in enumerate(names)}
            dimensions: dict[str, int] = dict(
                self._database.execute(
                    "SELECT vector, dimension FROM dimensions WHERE shard = ?", (key,)
                ).fetchall()
            )
            self._dimensions[key] = set(dimensions)
            was_enabled = gc.isenabled()
            gc.disable()  # a million new objects that all stay: looking for garbage costs half
            try:
                if self._has_table(key):
                    for rows in self._rows(key):
                        shard.restore(rows, names)
            finally:
                if was_enabled:
                    gc.enable()
            shard.restored(dimensions)

    def next_doc(self, shard: Shard) -> int:
        """The doc id that the next object of a shard gets, without loading it."""
        with self._reading():
            if not self._has_table(shard.key):
                return 0
            query = f"SELECT coalesce(max(doc) + 1, 0) FROM objects_{shard.key}"  # noqa: S608 (a number)
            (doc,) = self._database.execute(query).fetchone()
            return int(doc)

    @contextmanager
    def _reading(self) -> Generator[None, None, None]:
        self._hold.check()  # first: in a fork the lock may be held for ever
        with self._lock:
            self._check_open()
            try:
                yield
            except sqlite3.Error as error:
                raise StorageError(
                    f"The folder {self._folder} cannot be read ({error}). Put a copy of it in its "
                    "place, or use another folder."
                ) from error

    def _check_open(self) -> None:
        if self._is_closed:
            raise StorageError(f"The engine of the folder {self._folder} is closed.")

    def _rows(self, key: int) -> Iterator[FileRows]:
        cursor = self._database.execute(f"SELECT * FROM objects_{key} ORDER BY row")  # noqa: S608 (a number)
        while rows := cursor.fetchmany(_READ_STEP):
            yield columns_of(rows)

    def _has_table(self, key: int) -> bool:
        if key not in self._tables:
            found = self._database.execute(
                "SELECT 1 FROM sqlite_master WHERE name = ?", (f"objects_{key}",)
            ).fetchone()
            if found is None:
                return False
            self._tables.add(key)
        return True

    # Writing --------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """All or nothing.

        Raises:
            StorageError: the folder cannot be written; nothing of it is stored.
        """
        self._hold.check()  # first: in a fork the lock may be held for ever
        with self._lock:
            self._check_open()
            try:
                self._database.execute("BEGIN IMMEDIATE")
                yield
                self._database.execute("COMMIT")
            except BaseException as error:
                self._undo()
                if isinstance(error, sqlite3.Error):
                    raise StorageError(
                        f"The folder {self._folder} cannot be written ({error}). Nothing of this "
                        "request was stored."
                    ) from error
                raise

    def _undo(self) -> None:
        self._tables.clear()
        self._shapes.clear()
        self._dimensions.clear()
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")

    def put_collection(self, key: int, document: Mapping[str, JSON]) -> None:
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        self._database.execute("INSERT OR REPLACE INTO collections VALUES (?, ?)", (key, text))

    def drop_collection(self, key: int) -> None:
        self._database.execute("DELETE FROM collections WHERE key = ?", (key,))

    def put_shard(
        self, collection: int, shard: Shard, state: str, known_from: Mapping[str, int] | None = None
    ) -> None:
        known = json.dumps(shard.known_from if known_from is None else known_from)
        self._database.execute(
            "INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?)",
            (shard.key, collection, shard.name, state, known),
        )

    def drop_shard(self, shard: Shard) -> None:
        key = shard.key
        for table in ("shapes", "dimensions"):
            self._database.execute(f"DELETE FROM {table} WHERE shard = ?", (key,))  # noqa: S608 (of two)
        self._database.execute("DELETE FROM shards WHERE key = ?", (key,))
        self._database.execute(f"DROP TABLE IF EXISTS objects_{key}")
        self._tables.discard(key)
        self._shapes.pop(key, None)
        self._dimensions.pop(key, None)

    def put_alias(self, alias: str, target: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (alias, target))

    def drop_alias(self, alias: str) -> None:
        self._database.execute("DELETE FROM aliases WHERE alias = ?", (alias,))

    def write(self, shard: Shard, removed: Sequence[int], put: Sequence[StoredObject]) -> None:
        key = shard.key
        if not self._has_table(key):
            self._database.execute(TABLE.format(key=key))
            self._tables.add(key)
        gone = [(shard.row(slot),) for slot in removed]
        old = (shard.slot_of(thing.uuid) for thing in put)
        gone += [(shard.row(slot),) for slot in old if slot is not None]
        if gone:
            self._database.executemany(f"DELETE FROM objects_{key} WHERE row = ?", gone)  # noqa: S608 (a number)
        if put:
            self._note_dimensions(key, put)
            self._database.executemany(
                f"INSERT INTO objects_{key} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 (a number)
                [row_of(thing, self._shape(key, thing.shape)) for thing in put],
            )

    def _shape(self, key: int, shape: tuple[str, ...]) -> int:
        known = self._shapes.get(key)
        if known is None:
            rows = self._database.execute(
                "SELECT id, names FROM shapes WHERE shard = ?", (key,)
            ).fetchall()
            known = self._shapes[key] = {tuple(json.loads(names)): i for i, names in rows}
        found = known.get(shape)
        if found is None:
            found = known[shape] = len(known)
            names = json.dumps(shape, ensure_ascii=False)
            self._database.execute("INSERT INTO shapes VALUES (?, ?, ?)", (key, found, names))
        return found

    def _note_dimensions(self, key: int, put: Sequence[StoredObject]) -> None:
        """The length of the first vector of a name counts, even after its object is gone."""
        known = self._dimensions.setdefault(key, set())
        for thing in put:
            for name, raw in thing.vectors.items():
                if name not in known:
                    known.add(name)
                    multi = isinstance(raw, MultiBytes)
                    length = int.from_bytes(raw[:2], "little") if multi else len(raw) // 4
                    self._database.execute(
                        "INSERT OR IGNORE INTO dimensions VALUES (?, ?, ?)", (key, name, length)
                    )

    def close(self) -> None:
        if not self._hold.is_own:
            return
        with self._lock:
            self._is_closed = True
            self._database.close()
            self._hold.release()
