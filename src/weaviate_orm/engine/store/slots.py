"""The numbers of each slot of a shard, in arrays that grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

S = TypeVar("S", bound=np.generic)
_ROOM = 64


class SlotColumns:
    """Arrays are valid up to `count`."""

    __slots__ = ("count", "created", "doc", "live", "row", "shape", "updated")

    def __init__(self) -> None:
        self.count = 0
        self.doc = np.empty(_ROOM, np.int64)
        self.live = np.zeros(_ROOM, np.bool_)
        """Whether a slot holds the present version of an object."""
        self.created = np.empty(_ROOM, np.int64)
        self.updated = np.empty(_ROOM, np.int64)
        self.row = np.empty(_ROOM, np.int64)
        """Row in the file; 0 = none."""
        self.shape = np.empty(_ROOM, np.int32)
        """Place of the shape among those of the shard."""

    def append(
        self,
        doc: ArrayLike,
        created: ArrayLike,
        updated: ArrayLike,
        row: ArrayLike,
        shape: NDArray[np.int32],
    ) -> NDArray[np.int64]:
        """Take in live slots; gives their doc ids."""
        start, stop = self.count, self.count + len(shape)
        self._reserve(stop)
        self.doc[start:stop] = doc
        self.live[start:stop] = True
        self.created[start:stop] = created
        self.updated[start:stop] = updated
        self.row[start:stop] = row
        self.shape[start:stop] = shape
        self.count = stop
        return self.doc[start:stop]

    def _reserve(self, slots: int) -> None:
        room = len(self.doc)
        if slots <= room:
            return
        room = max(slots, room + room // 2)
        self.doc = _grown(self.doc, room)
        self.live = _grown(self.live, room)
        self.created = _grown(self.created, room)
        self.updated = _grown(self.updated, room)
        self.row = _grown(self.row, room)
        self.shape = _grown(self.shape, room)


def _grown(array: NDArray[S], room: int) -> NDArray[S]:
    out = np.zeros(room, array.dtype)
    out[: len(array)] = array
    return out
