"""Who refers to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.index.versions import versions_of
from weaviate_orm.engine.store.rows import IndexKey, Origin
from weaviate_orm.engine.store.values import Beacon

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard


class ReferenceIndex:
    """The targets of a reference property, and for each the slots that refer to it.

    The server changes the entries of a document by what a new version has more or less. The
    first reference that a batch adds to an empty list gets none, and then goes on without.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        self._name = name
        self._shard = shard
        self._versions = versions_of(shard)
        self._odd: dict[int, frozenset[Beacon]] = {}
        """The targets of documents, where they are not those that stand in it."""
        self._numbers: dict[Beacon, int] = {}
        self._targets: Growing[np.uint32] = Growing(np.uint32)
        self._slots: Growing[np.uint32] = Growing(np.uint32)

    def extend(self, rows: Rows) -> None:
        numbers = self._numbers
        targets: list[int] = []
        counts: list[int] = []
        for beacons in self._indexed(rows):
            counts.append(len(beacons) if beacons else 0)
            if beacons:
                targets += [numbers.setdefault(b, len(numbers)) for b in beacons]
        slots = np.arange(rows.start, rows.start + len(counts), dtype=np.uint32)
        self._slots.extend(np.repeat(slots, counts))
        self._targets.extend(targets)

    def _indexed(self, rows: Rows) -> Sequence[Collection[Beacon] | None]:
        """The targets of each row that get entries."""
        found: list[Collection[Beacon] | None] = list(rows.references(self._name))
        appended = rows.of(Origin.APPENDED)
        if not appended and not self._odd:
            return found
        docs = rows.docs
        for place, before in self._versions.replacing(rows):
            old, new = self._references(before), tuple(found[place] or ())
            had = frozenset(self._odd.get(docs[place], old or ()))
            unseen = {new[0]} if place in appended and old == () and new else set[Beacon]()
            targets = (had - (set(old or ()) - set(new))) | (
                set(new[len(unseen) :]) - set(old or ()) - unseen
            )
            self._odd.pop(docs[place], None)
            if targets != frozenset(new):
                found[place] = self._odd[docs[place]] = targets
        return found

    def _references(self, slot: int) -> tuple[Beacon, ...] | None:
        beacons = self._shard.references(slot, self._name)
        return None if beacons is None else tuple(beacons)

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
