"""The objects of one aggregation, and their values as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np

from weaviate_orm.engine.index.ids import ids_of
from weaviate_orm.engine.store.rows import Index, IndexKey, KeptRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.shard import Shard

S = TypeVar("S", bound=np.generic)
G = TypeVar("G", bound=np.generic)

_MANY = 64
"""Values of one object that are looked for at once."""
_FEW = 1024
"""Up to so many objects, an eighth of the shard at most, are read without an index."""


class Listing(Index, Protocol):
    """An index of (slot, value) pairs in the order of slots."""

    is_dense: bool
    """Entry i is the only one of slot i."""

    @property
    def values(self) -> NDArray[np.generic]: ...

    @property
    def slots(self) -> NDArray[np.integer]: ...


L = TypeVar("L", bound=Listing)


@dataclass(frozen=True, slots=True)
class Column(Generic[S]):
    """Values with the positions of their objects; an object has none, one or several."""

    values: NDArray[S]
    positions: NDArray[np.integer]

    def of(self, kind: type[G]) -> NDArray[G]:
        """The values as numbers of this kind: no copy where they are."""
        return self.values.astype(kind, copy=False)

    def take(self, chosen: NDArray[np.integer | np.bool_]) -> Column[S]:
        """The values at some places, or where a mask says so."""
        return Column(self.values[chosen], self.positions[chosen])


class Sight:
    """Some objects of a shard, or all that live in it.

    `slots` are those of a filter, a search or both. Objects are known by positions below `size`:
    their slots, or, when there are few, their places in the order of doc ids.
    """

    def __init__(self, shard: Shard, slots: NDArray[np.intp] | None = None) -> None:
        self.shard = shard
        self.is_whole = slots is None
        self.count = shard.count() if slots is None else len(slots)
        self._few: list[int] | None = None
        self._mask: NDArray[np.bool_] | None = None
        self._last: int | None = None
        """The position of the last object, if it comes first."""
        if slots is None:
            self.size = shard.slots
            if self.count < shard.slots:
                self._mask = shard.live
        elif len(slots) <= _FEW and 8 * len(slots) <= shard.slots:
            self._few = slots[np.argsort(shard.doc[slots], kind="stable")].tolist()
            self.size = len(slots)
        else:
            self.size = shard.slots
            self._mask = np.zeros(shard.slots, np.bool_)
            self._mask[slots] = True
            if len(slots):
                self._last = int(slots[np.argmax(shard.doc[slots])])

    def by_id(self) -> NDArray[np.integer]:
        """The positions of all objects of the shard in the order of their ids."""
        return ids_of(self.shard).ordered().slots

    def column(self, factory: Callable[[Shard, str], L], name: str) -> tuple[L, Column[np.generic]]:
        """An index that holds at least these objects, and their entries in the server's order.

        It is the order of doc ids, but of some objects the last one comes first.
        """
        shard = self.shard
        if self._few is not None:
            index = factory(shard, name)
            index.extend(KeptRows(shard, self._few))
            return index, _last_first(Column(index.values, index.slots), self.size - 1)
        index = shard.index(IndexKey(factory, name))
        column: Column[np.generic] = Column(index.values, index.slots)
        if self._mask is not None:
            column = column.take(self._mask if index.is_dense else self._mask[column.positions])
        if not shard.in_doc_order:
            column = column.take(np.argsort(shard.doc[column.positions], kind="stable"))
        return index, column if self._last is None else _last_first(column, self._last)


def _last_first(column: Column[S], last: int) -> Column[S]:
    """The values of the last object before the others.

    Where a server does not look at all objects it hands them to others one by one, and these
    most often come to the last one first.
    """
    count = int((column.positions[-_MANY:] == last).sum())
    if not count:
        return column
    if count == _MANY:
        count = int((column.positions == last).sum())
    return Column(np.roll(column.values, count), np.roll(column.positions, count))
