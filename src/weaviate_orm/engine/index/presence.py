"""Which objects lack a property, how long its values are, and how many references there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.index.entries import Entries
from weaviate_orm.engine.store.rows import IndexKey

if TYPE_CHECKING:
    from collections.abc import Sequence, Sized

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard

NO_LENGTH = frozenset({"int", "number", "boolean", "date", "geoCoordinates", "phoneNumber"})
"""Types that `len()` is not made for."""
NO_NULL_STATE = frozenset({"geoCoordinates", "phoneNumber", "blob", "blobHash"})
"""Types whose objects are neither null nor not null."""


class _Known:
    """Of which objects an index knows that they lack a property.

    The server writes an entry when a document comes in and when its entry changes. A document
    that is older than the property has none until it is given a value.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        self._from = shard.known_from.get(name, 0)
        self._given = np.zeros(self._from, np.bool_)

    def of(self, rows: Rows, filled: NDArray[np.bool_]) -> NDArray[np.bool_]:
        docs = np.asarray(rows.docs, np.int64)
        known = docs >= self._from
        if not known.all():
            old = docs[~known]
            self._given[old[filled[~known]]] = True
            known[~known] = self._given[old]
        return known


class NullState(Entries[np.bool_]):
    """True for the slots that lack a value, an element or a reference; False for the others."""

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(np.bool_)
        self._column = _Column(shard, name)
        self._known = _Known(shard, name)

    def extend(self, rows: Rows) -> None:
        filled = self._column.sizes(rows) > 0
        known = self._known.of(rows, filled)
        self.add(rows.start, known.astype(np.int64), ~filled[known])


class LengthIndex(Entries[np.int64]):
    """Code points of texts, elements of lists, number of references.

    A slot without a value has the length 0 where null states are indexed, else none.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(np.int64)
        self._column = _Column(shard, name)
        self._known = _Known(shard, name)
        self._counts_null = shard.definition.inverted.null_state
        self._counts_values = shard.definition.properties[name].data_type != "uuid"

    def extend(self, rows: Rows) -> None:
        sizes = self._column.sizes(rows)
        filled = sizes > 0
        known = self._known.of(rows, filled) if self._counts_null else sizes >= 0
        if not self._counts_values:
            known = known & ~filled
        self.add(rows.start, known.astype(np.int64), np.maximum(sizes[known], 0))


class ReferenceCount(Entries[np.int64]):
    """How many references each slot has.

    An entry of the server's outlives its truth: a document whose list of references was empty
    and which then gets some keeps its 0, until it lacks the list altogether or is a new document.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(np.int64)
        self._column = _Column(shard, name)
        self._known = _Known(shard, name)
        self._emptied: set[int] = set()

    def extend(self, rows: Rows) -> None:
        sizes = self._column.sizes(rows)
        filled = sizes > 0
        counts = self._known.of(rows, filled).astype(np.int64)
        values = np.maximum(sizes, 0)
        docs = np.asarray(rows.docs, np.int64)
        stale = filled & np.isin(docs, list(self._emptied))
        self._emptied.update(docs[sizes == 0].tolist())
        if self._emptied:
            self._emptied.difference_update(docs[sizes < 0].tolist())
        counts[stale] = 2
        values = np.repeat(values, counts)
        values[(np.cumsum(counts) - counts)[stale]] = 0  # the old entry before the true one
        self.add(rows.start, counts, values)


class _Column:
    """Sizes of the values of a property: -1 = absent, 0 = empty, 1 for what has no size."""

    def __init__(self, shard: Shard, name: str) -> None:
        prop = shard.definition.properties[name]
        self._name = name
        self._is_reference = prop.is_reference
        self._is_sized = prop.is_array or prop.data_type == "text"

    def sizes(self, rows: Rows) -> NDArray[np.int64]:
        if self._is_reference:
            return _sizes(rows.references(self._name))
        column = rows.column(self._name)
        if self._is_sized:
            return _sizes(cast("Sequence[Sized | None]", column))  # texts or lists
        filled = (-1 if value is None else 1 for value in column)
        return np.fromiter(filled, np.int64, len(column))


def _sizes(values: Sequence[Sized | None]) -> NDArray[np.int64]:
    sizes = (-1 if value is None else len(value) for value in values)
    return np.fromiter(sizes, np.int64, len(values))


def null_state_of(shard: Shard, name: str) -> NullState:
    return shard.index(IndexKey(NullState, name))


def lengths_of(shard: Shard, name: str) -> LengthIndex:
    return shard.index(IndexKey(LengthIndex, name))


def reference_count_of(shard: Shard, name: str) -> ReferenceCount:
    return shard.index(IndexKey(ReferenceCount, name))
