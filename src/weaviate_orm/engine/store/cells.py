"""A shard's table: its rows, and how references and vectors are written in them."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from weaviate_orm.engine.store.record import sized
from weaviate_orm.engine.store.values import Beacon
from weaviate_orm.engine.vectors.encoding import MultiBytes
from weaviate_orm.wire.raw import read_varint, varint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weaviate_orm.engine.store.rows import References, StoredObject
    from weaviate_orm.engine.vectors.encoding import Raw

TABLE = """
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


_NO_VECTORS: Mapping[str, Raw] = MappingProxyType({})


def row_of(thing: StoredObject, shape: int) -> tuple[object, ...]:
    """The row of an object; `shape` is the number of the names in its record."""
    unnamed = thing.vectors.get("")
    named = {n: raw for n, raw in thing.vectors.items() if n} if thing.vectors else None
    return (
        thing.row,
        thing.uuid,
        thing.doc,
        thing.created,
        thing.updated,
        shape,
        thing.record,
        _references(thing.references) if thing.references else None,
        unnamed,
        _vectors(named) if named else None,
    )


def columns_of(rows: Iterable[Sequence[object]]) -> FileRows:
    """Rows as they were read, at least one, turned into columns."""
    row, uuid, doc, created, updated, shape, record, refs, vector, vectors = zip(*rows, strict=True)
    return FileRows(
        row=row,
        uuid=uuid,
        doc=doc,
        created=created,
        updated=updated,
        shape=shape,
        record=record,
        references={
            place: _read_references(text) for place, text in enumerate(refs) if text is not None
        },
        vectors=[_read_vectors(*pair) for pair in zip(vector, vectors, strict=True)],
    )


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
        return _NO_VECTORS if unnamed is None else {"": unnamed}
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
