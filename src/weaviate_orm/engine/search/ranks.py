"""The places of a shard's values in their order, for sorting many objects at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.index.ids import ids_of
from weaviate_orm.engine.store.rows import IndexKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard

Comparable = tuple[object, ...]
MISSING: Comparable = ()
"""What comes before every value."""


class RankIndex:
    """For each slot the place of its value among all different values; missing ones come first.

    Made when it is first asked for after a write, by decoding every value.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        self._shard = shard
        self._name = name
        self._ranks: NDArray[np.int32] = np.empty(0, np.int32)

    def extend(self, rows: Rows) -> None:
        del rows

    @property
    def is_current(self) -> bool:
        return len(self._ranks) == self._shard.slots

    def rank(self, values: Sequence[Comparable]) -> None:
        """Rank the values of all slots."""
        places = {value: place for place, value in enumerate(sorted(set(values)))}
        self._ranks = np.fromiter((places[value] for value in values), np.int32, len(values))

    @property
    def current(self) -> NDArray[np.int32]:
        """The ranks as they were last made."""
        return self._ranks


class IdRanks:
    """For each slot the place of its id among all ids."""

    def __init__(self, shard: Shard, name: str) -> None:  # noqa: ARG002 (an index's signature)
        self._shard = shard
        self._ranks: NDArray[np.int32] = np.empty(0, np.int32)

    def extend(self, rows: Rows) -> None:
        del rows

    def ranks(self) -> NDArray[np.int32]:
        found = self._ranks
        if len(found) != self._shard.slots:
            slots = ids_of(self._shard).ordered().slots
            found = np.empty(len(slots), np.int32)
            found[slots] = np.arange(len(slots), dtype=np.int32)
            self._ranks = found
        return found


def ranks_of(shard: Shard, name: str) -> RankIndex:
    return shard.index(IndexKey(RankIndex, name))


def id_ranks(shard: Shard) -> NDArray[np.int32]:
    """For each slot the place of its id among all ids."""
    return shard.index(IndexKey(IdRanks)).ranks()
