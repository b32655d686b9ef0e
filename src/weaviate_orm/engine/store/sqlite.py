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
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from weaviate_orm.engine.store.record import read_varint, sized, varint
from weaviate_orm.engine.store.values import Beacon
from weaviate_orm.engine.vectors.encoding import MultiBytes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.store.rows import References, StoredObject
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.vectors.encoding import Raw

FORMAT = 1
"""Version of the layout; a folder of a newer one is refused."""
_APPLICATION = 0x57764F52
"""Marks the file as ours."""
_FILE = "engine.sqlite3"
_PAGE = 16_384
_READ_STEP = 8192
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
_OBJECTS = """
CREATE TABLE objects_{key} (
    row INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL,
    doc INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    shape INTEGER NOT NULL,
    record BLOB NOT NULL,
    refs TEXT,
    vector BLOB,
    vectors BLOB
)
"""


class StorageError(Exception):
    """The folder cannot be used or written; `str()` is a sentence with the next step."""


class KeptShard(NamedTuple):
    key: int
    name: str
    state: str
    known_from: Mapping[str, int]


class KeptCollection(NamedTuple):
    key: int
    document: Mapping[str, JSON]
    shards: Sequence[KeptShard]


class FileRows(NamedTuple):
    """Rows of a shard's table, column by column."""

    row: Sequence[int]
    uuid: Sequence[bytes]
    doc: Sequence[int]
    created: Sequence[int]
    updated: Sequence[int]
    shape: Sequence[int]
    record: Sequence[bytes]
    references: Mapping[int, References]
    """By the place of the row."""
    vectors: Sequence[Mapping[str, Raw]]


NO_VECTORS: Mapping[str, Raw] = MappingProxyType({})


class SqliteStorage:
    """See the module.

    Raises:
        StorageError: the folder is in use, of a newer format, or not ours.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._tables: set[int] = set()
        self._shapes: dict[int, dict[tuple[str, ...], int]] = {}
        self._dimensions: dict[int, set[str]] = {}
        self._is_closed = False
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(
                self._folder / _FILE, timeout=0, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise StorageError(f"The folder {self._folder} cannot be used: {error}.") from error
        try:
            self._prepare(database)
        except BaseException:
            database.close()
            raise
        return database

    def _prepare(self, database: sqlite3.Connection) -> None:
        try:
            database.execute("PRAGMA locking_mode=exclusive")
            database.execute(f"PRAGMA page_size={_PAGE}")
            database.execute("PRAGMA journal_mode=wal")
            database.execute("PRAGMA synchronous=normal")
            database.execute("BEGIN EXCLUSIVE")
            (version,) = database.execute("PRAGMA user_version").fetchone()
            (application,) = database.execute("PRAGMA application_id").fetchone()
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            raise StorageError(
                f"The folder {self._folder} is open in another engine ({error}). One engine at a "
                "time may use a folder: close the other one, or give this one its own folder."
            ) from error
        except sqlite3.DatabaseError as error:
            raise StorageError(
                f"{self._folder / _FILE} is no database of an embedded engine ({error}). "
                "Use another folder."
            ) from error
        if tables and application != _APPLICATION:
            raise StorageError(
                f"{self._folder / _FILE} is a database of another program. Use another folder."
            )
        if version > FORMAT:
            raise StorageError(
                f"The folder {self._folder} was written by a newer release of orm-weaviate (format "
                f"{version}; this one reads up to {FORMAT}). Upgrade, or use another folder."
            )
        if not tables:
            for statement in _TABLES.split(";")[:-1]:
                database.execute(statement)
            database.execute(f"PRAGMA application_id={_APPLICATION}")
            database.execute(f"PRAGMA user_version={FORMAT}")
        database.execute("COMMIT")

    # Reading --------------------------------------------------------------------------------------

    @property
    def source(self) -> SqliteStorage:
        return self

    def collections(self) -> list[KeptCollection]:
        """Every collection with its shards, without objects."""
        shards: dict[int, list[KeptShard]] = {}
        rows = self._database.execute(
            "SELECT collection, key, name, state, known_from FROM shards ORDER BY key"
        )
        for collection, key, name, state, known_from in rows:
            shards.setdefault(collection, []).append(
                KeptShard(key, name, state, json.loads(known_from))
            )
        found = self._database.execute("SELECT key, document FROM collections ORDER BY key")
        return [
            KeptCollection(key, json.loads(document), shards.get(key, ()))
            for key, document in found.fetchall()
        ]

    def aliases(self) -> dict[str, str]:
        return dict(self._database.execute("SELECT alias, target FROM aliases").fetchall())

    def load(self, shard: Shard) -> None:
        """Read the objects of a shard into it."""
        key = shard.key
        with self._lock:
            shapes = self._database.execute(
                "SELECT id, names FROM shapes WHERE shard = ? ORDER BY id", (key,)
            ).fetchall()
            names = [tuple(cast("list[str]", json.loads(text))) for _, text in shapes]
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
        with self._lock:
            if not self._has_table(shard.key):
                return 0
            query = f"SELECT coalesce(max(doc) + 1, 0) FROM objects_{shard.key}"  # noqa: S608 (a number)
            return cast("int", self._database.execute(query).fetchone()[0])

    def _rows(self, key: int) -> Iterator[FileRows]:
        cursor = self._database.execute(f"SELECT * FROM objects_{key} ORDER BY row")  # noqa: S608 (a number)
        while rows := cursor.fetchmany(_READ_STEP):
            row, uuid, doc, created, updated, shape, record, refs, vector, vectors = zip(
                *rows, strict=True
            )
            yield FileRows(
                row=row,
                uuid=uuid,
                doc=doc,
                created=created,
                updated=updated,
                shape=shape,
                record=record,
                references={
                    place: _read_references(text)
                    for place, text in enumerate(refs)
                    if text is not None
                },
                vectors=[_read_vectors(*pair) for pair in zip(vector, vectors, strict=True)],
            )

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
        with self._lock:
            if self._is_closed:
                raise StorageError(f"The engine of the folder {self._folder} is closed.")
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
            self._database.execute(_OBJECTS.format(key=key))
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
                [self._row(key, thing) for thing in put],
            )

    def _row(self, key: int, thing: StoredObject) -> tuple[object, ...]:
        unnamed = thing.vectors.get("")
        named = {n: raw for n, raw in thing.vectors.items() if n} if thing.vectors else None
        return (
            thing.row,
            thing.uuid,
            thing.doc,
            thing.created,
            thing.updated,
            self._shape(key, thing.shape),
            thing.record,
            _references(thing.references) if thing.references else None,
            unnamed,
            _vectors(named) if named else None,
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
        with self._lock:
            self._is_closed = True
            self._database.close()


def _references(references: References) -> str:
    return json.dumps(
        {
            name: [[b.collection, b.uuid.hex()] for b in beacons]
            for name, beacons in references.items()
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _read_references(text: str) -> References:
    return {
        name: tuple(Beacon(collection, bytes.fromhex(uuid)) for collection, uuid in beacons)
        for name, beacons in json.loads(text).items()
    }


def _vectors(vectors: Mapping[str, Raw]) -> bytes:
    """Each name behind its length, then one byte for the kind, then the vector behind its own."""
    return b"".join(
        sized(0x0A, name.encode())
        + (b"\x02" if isinstance(raw, MultiBytes) else b"\x01")
        + varint(len(raw))
        + raw
        for name, raw in vectors.items()
    )


def _read_vectors(unnamed: bytes | None, named: bytes | None) -> Mapping[str, Raw]:
    if named is None:
        return NO_VECTORS if unnamed is None else {"": unnamed}
    found: dict[str, Raw] = {} if unnamed is None else {"": unnamed}
    at = 0
    while at < len(named):
        size, at = read_varint(named, at + 1)
        name = named[at : at + size].decode()
        at += size
        kind = named[at]
        size, at = read_varint(named, at + 1)
        raw = named[at : at + size]
        found[name] = MultiBytes(raw) if kind == 2 else raw
        at += size
    return found
