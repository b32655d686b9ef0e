"""What is told of a hit beside its properties, as the bytes of a `MetadataResult`."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from weaviate_orm.engine.index.ids import id_texts
from weaviate_orm.engine.store.record import sized
from weaviate_orm.engine.vectors.encoding import MultiBytes, Raw
from weaviate_orm.engine.write.ids import id_text
from weaviate_orm.wire.raw import varint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weaviate_orm.engine.search.hit import Generated, Hit
    from weaviate_orm.engine.search.selection import Metadata
    from weaviate_orm.engine.store.shard import Shard

# Tags: field number << 3 | wire type.
_NAMED_VECTOR = b"\xba\x01"
_VECTOR_BYTES = b"\x9a\x01"

Column: TypeAlias = Callable[[Sequence[int]], list[bytes]]
"""A part of `MetadataResult`, for each of some slots."""
_FEW = 8
"""Fewer ids are written one by one."""


def hit_metadata(hit: Hit, wanted: Metadata) -> bytes:
    """The part of `MetadataResult` that the search made of a hit."""
    out = b""
    if wanted.distance and hit.distance is not None:
        out += struct.pack("<Bf", 0x3D, hit.distance) + b"\x40\x01"
    if wanted.certainty and hit.certainty is not None:
        out += struct.pack("<Bf", 0x4D, hit.certainty) + b"\x50\x01"
    if wanted.score:
        out += struct.pack("<Bf", 0x5D, hit.score) + b"\x60\x01"
    if wanted.explain:
        out += sized(0x6A, hit.explain.encode()) + b"\x70\x01"
    if hit.rerank_score is not None:
        out += b"\xa9\x01" + struct.pack("<d", hit.rerank_score) + b"\xb0\x01\x01"
    return out


def old_generated(made: Generated) -> bytes:
    """A generated text as a part of `MetadataResult`."""
    text = made.text.encode()
    return b"\x82\x01" + varint(len(text)) + text + b"\x88\x01\x01"


def stored_metadata(shard: Shard, metadata: Metadata) -> Column:
    """The function that writes the part of `MetadataResult` that stored objects tell."""
    columns: list[Column] = []
    if metadata.uuid:
        columns.append(lambda slots: _ids([shard.uuid(slot) for slot in slots]))
    columns.extend(_vector_columns(shard, metadata))
    if metadata.created:
        columns.append(lambda slots: _times(b"\x18", shard.created, slots, b"\x20\x01"))
    if metadata.updated:
        columns.append(lambda slots: _times(b"\x28", shard.updated, slots, b"\x30\x01"))
    if not columns:
        return lambda slots: [b""] * len(slots)
    if len(columns) == 1:
        return columns[0]
    return lambda slots: [
        b"".join(parts) for parts in zip(*(column(slots) for column in columns), strict=True)
    ]


def _ids(uuids: Sequence[bytes]) -> list[bytes]:
    if len(uuids) < _FEW:
        texts = [id_text(uuid) for uuid in uuids]
    else:
        texts = id_texts(np.frombuffer(b"".join(uuids), "S16"))
    return [
        b"\x0a\x24" + text.encode() + b"\xa2\x01\x10" + uuid
        for text, uuid in zip(texts, uuids, strict=True)
    ]


def _times(
    head: bytes, column: NDArray[np.int64], slots: Sequence[int], tail: bytes
) -> list[bytes]:
    moments: list[int] = column[np.asarray(slots, np.intp)].tolist()
    written = {moment: head + varint(moment) + tail for moment in set(moments)}
    return [written[moment] for moment in moments]


def _vector_columns(shard: Shard, metadata: Metadata) -> list[Column]:
    defined = shard.definition.vectors
    columns: list[Column] = []
    named = [name for name in defined if name]
    if metadata.vector and "" in defined:
        columns.append(lambda slots: [_unnamed(shard.vectors("").raw(slot)) for slot in slots])
    wanted: Sequence[str] = named if metadata.vector and named else metadata.vectors
    wanted = [name for name in wanted if name in named]
    if wanted:
        columns.append(
            lambda slots: [
                b"".join([_named_vector(n, shard.vectors(n).raw(slot)) for n in wanted])
                for slot in slots
            ]
        )
    return columns


def _unnamed(raw: Raw | None) -> bytes:
    if raw is None:
        return b""
    size = varint(len(raw))
    return b"\x12" + size + raw + _VECTOR_BYTES + size + raw


def _named_vector(name: str, raw: Raw | None) -> bytes:
    """An entry of `MetadataResult.vectors`; nothing if there is no vector."""
    if raw is None:
        return b""
    kind = b"\x20\x02" if isinstance(raw, MultiBytes) else b"\x20\x01"
    body = sized(0x0A, name.encode()) + sized(0x1A, raw) + kind
    return _NAMED_VECTOR + varint(len(body)) + body
