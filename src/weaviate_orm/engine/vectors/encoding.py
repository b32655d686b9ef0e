"""Vectors as bytes: little-endian float32, several rows behind a two-byte row length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from weaviate_orm.engine.vectors.distances import Floats

_FLOAT: Final = np.dtype("<f4")


class MultiBytes(bytes):
    """The encoded rows of a multi-vector; plain `bytes` are the encoding of one vector."""

    __slots__ = ()


Raw = bytes | MultiBytes
"""A vector as it came over the wire and as it is kept."""


def decode(raw: bytes) -> Floats:
    """One vector. Bytes past the last whole number are dropped, as the server does."""
    return np.frombuffer(raw, _FLOAT, len(raw) // 4)


def encode(vector: Floats) -> bytes:
    return np.ascontiguousarray(vector, _FLOAT).tobytes()


def decode_rows(raw: bytes) -> Floats:
    """The rows of a multi-vector; no bytes are no rows.

    Raises:
        ValueError: the row length is 0, which no multi-vector has.
    """
    if len(raw) < 2:
        return np.empty((0, 0), np.float32)
    width = int.from_bytes(raw[:2], "little")
    if width == 0:
        raise ValueError("dimension cannot be 0")
    count = (len(raw) - 2) // (4 * width)
    return np.frombuffer(raw, _FLOAT, count * width, offset=2).reshape(count, width)


def encode_rows(rows: Floats) -> MultiBytes:
    if not len(rows):
        return MultiBytes()
    return MultiBytes(rows.shape[1].to_bytes(2, "little") + encode(rows))
