"""Who refers to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.store.rows import IndexKey
from weaviate_orm.engine.store.values import Beacon

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard


class ReferenceIndex:
    """The targets of a reference property, and for each the slots that refer to it."""

    def __init__(self, shard: Shard, name: str) -> None:  # noqa: ARG002 (an index's signature)
        self._name = name
        self._numbers: dict[Beacon, int] = {}
        self._targets: Growing[np.uint32] = Growing(np.uint32)
        self._slots: Growing[np.uint32] = Growing(np.uint32)

    def extend(self, rows: Rows) -> None:
        numbers = self._numbers
        targets: list[int] = []
        counts: list[int] = []
        for beacons in rows.references(self._name):
            counts.append(len(beacons) if beacons else 0)
            if beacons:
                targets += [numbers.setdefault(b, len(numbers)) for b in beacons]
        slots = np.arange(rows.start, rows.start + len(counts), dtype=np.uint32)
        self._slots.extend(np.repeat(slots, counts))
        self._targets.extend(targets)

    def targets(self, collection: str) -> Sequence[tuple[int, bytes]]:
        """Number and id of every target that may be in a collection: named so, or not named."""
        return [
            (number, uuid)
            for (name, uuid), number in self._numbers.items()
            if name in ("", collection)
        ]

    def numbers(self, collection: str, uuids: Collection[bytes]) -> list[int]:
        """The numbers of these targets, as far as anything refers to them."""
        keys = [Beacon(name, uuid) for uuid in uuids for name in ("", collection)]
        return [n for n in map(self._numbers.get, keys) if n is not None]

    def __len__(self) -> int:
        return len(self._numbers)

    def referring(self, numbers: Sequence[int]) -> NDArray[np.uint32]:
        """The slots that refer to any of these targets, in any order, with repeats."""
        wanted = np.zeros(len(self._numbers), np.bool_)
        wanted[np.asarray(numbers, np.intp)] = True
        return self._slots.view[wanted[self._targets.view]]


def references_of(shard: Shard, name: str) -> ReferenceIndex:
    return shard.index(IndexKey(ReferenceIndex, name))
