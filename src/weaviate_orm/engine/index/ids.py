"""The ids and the times of a shard's objects, compared as the server does: as texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.index.entries import Comparison, Entries
from weaviate_orm.engine.index.like import TermTable
from weaviate_orm.engine.index.scalar import UUID
from weaviate_orm.engine.store.rows import IndexKey
from weaviate_orm.engine.text.literals import uuid_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard

_DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
_LENGTH = 36
# Where the 32 digits of an id stand in its text.
_PLACES = np.array([i for i in range(_LENGTH) if i not in (8, 13, 18, 23)])
_TIME_DIGITS = 13
"""Digits of a time in milliseconds, from 2001 to 2286."""


def id_texts(uuids: NDArray[np.bytes_]) -> list[str]:
    """The texts of many ids."""
    raw = uuids.view(np.uint8).reshape(-1, 16)
    nibbles = np.stack([raw >> 4, raw & 15], axis=-1).reshape(-1, 32)
    text = np.full((len(raw), _LENGTH), ord("-"), np.uint8)
    text[:, _PLACES] = _DIGITS[nibbles]
    found: list[str] = text.view(f"S{_LENGTH}").ravel().astype(str).tolist()
    return found


class IdIndex(Entries[np.bytes_]):
    """The id of every slot."""

    def __init__(self, shard: Shard, name: str) -> None:  # noqa: ARG002 (an index's signature)
        super().__init__(UUID)
        self._table = TermTable()

    def extend(self, rows: Rows) -> None:
        uuids = np.array(rows.uuids, UUID)
        self.add(rows.start, np.ones(len(uuids), np.int64), uuids)

    def bounds(self, comparison: Comparison, text: str) -> tuple[int, int]:
        """Where the ids begin and end, among all in order, that stand so to `text`."""
        values = self.ordered().values
        low = bisect_left(values, text, key=_text)
        high = bisect_right(values, text, key=_text)
        match comparison:
            case Comparison.EQUAL:
                return low, high
            case Comparison.GREATER:
                return high, len(values)
            case Comparison.GREATER_EQUAL:
                return low, len(values)
            case Comparison.LESS:
                return 0, low
            case Comparison.LESS_EQUAL:
                return 0, high

    def matching(self, pattern: str) -> NDArray[np.intp]:
        """The places, among all ids in order, of those that match a `Like` pattern."""
        values = self.ordered().values
        if len(self._table.terms) != len(values):
            self._table = TermTable(id_texts(values))
        return self._table.matching(pattern)


def _text(uuid: np.bytes_) -> str:
    return uuid_text(bytes(uuid).ljust(16, b"\0"))


def ids_of(shard: Shard) -> IdIndex:
    return shard.index(IndexKey(IdIndex))
