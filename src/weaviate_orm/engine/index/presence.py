"""Which objects lack a property, how long its values are, and how many references there are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

import numpy as np

from weaviate_orm.engine.index.entries import Entries
from weaviate_orm.engine.index.versions import items_of, versions_of
from weaviate_orm.engine.store.rows import IndexKey, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence, Sized

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard

S = TypeVar("S", bound=np.generic)
Change: TypeAlias = "tuple[tuple[int, ...], tuple[int, ...]]"

_PARTIAL = (Origin.MERGED, Origin.APPENDED)

NO_LENGTH = frozenset({"int", "number", "boolean", "date", "geoCoordinates", "phoneNumber"})
"""Types that `len()` is not made for."""
NO_NULL_STATE = frozenset({"geoCoordinates", "phoneNumber", "blob", "blobHash"})
"""Types whose objects are neither null nor not null."""


class _Remembered(Entries[S], ABC):
    """Entries that the server makes when a document comes in, and changes with its versions.

    A document that is older than the property has none until it is given a value.
    """

    def __init__(self, shard: Shard, name: str, dtype: type[S]) -> None:
        super().__init__(dtype)
        self._column = Column(shard, name)
        self._versions = versions_of(shard)
        self._from = shard.known_from.get(name, 0)
        self._odd: dict[int, frozenset[S]] = {}
        """The entries of documents, where they are not those of a new one with such a value."""

    @abstractmethod
    def _entry(self, size: int) -> S:
        """The entry of a value of this size."""

    @abstractmethod
    def _has_entry(self, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which values of a new document have one."""

    @abstractmethod
    def _change(self, old: object, new: object, origin: Origin) -> Change:
        """The sizes whose entries go and come with a new version."""

    def _unmade(self, rows: Rows, sizes: NDArray[np.int64]) -> Sequence[int]:
        """The places of new documents that get no entry against the rule."""
        del rows, sizes
        return ()

    def extend(self, rows: Rows) -> None:
        values = self._column.values(rows)
        sizes = self._column.sizes(values)
        docs = np.asarray(rows.docs, np.int64)
        counts = self._made(docs, sizes).astype(np.int64)
        odd: dict[int, frozenset[S]] = {}
        for place in self._unmade(rows, sizes):
            odd[place] = self._odd[int(docs[place])] = frozenset()
        origins = {place: origin for origin in _PARTIAL for place in rows.of(origin)}
        for place, before in self._versions.replacing(rows):
            kept = self._kept(
                int(docs[place]), before, values[place], origins.get(place, Origin.WHOLE)
            )
            if kept is not None:
                odd[place] = kept
        for place, entries in odd.items():
            counts[place] = len(entries)
        found = np.repeat(self._entries(sizes), counts)
        starts = np.cumsum(counts) - counts
        for place, entries in odd.items():
            found[starts[place] : starts[place] + len(entries)] = sorted(entries, key=float)
        self.add(rows.start, counts, found)

    def _entries(self, sizes: NDArray[np.int64]) -> NDArray[S]:
        different, places = np.unique(sizes, return_inverse=True)
        made = np.array([self._entry(size) for size in different.tolist()], self.values.dtype)
        return made[places]

    def _made(self, docs: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        return self._has_entry(sizes) & ((docs >= self._from) | (sizes > 0))

    def _new(self, doc: int, value: object) -> frozenset[S]:
        """The entries of a document that comes in with a value."""
        (size,) = self._column.sizes((value,)).tolist()
        made = self._made(np.array([doc]), np.array([size]))
        return frozenset({self._entry(size)} if made[0] else ())

    def _kept(self, doc: int, before: int, value: object, origin: Origin) -> frozenset[S] | None:
        """The entries of a new version; None if they are those of a new document."""
        old = self._column.value(before)
        had = self._odd.get(doc)
        if had is None and old == value:
            return None
        gone, come = self._change(old, value, origin)
        entries = self._new(doc, old) if had is None else had
        entries = entries - {self._entry(size) for size in gone}
        entries |= {self._entry(size) for size in come}
        if entries == self._new(doc, value):
            self._odd.pop(doc, None)
            return None
        self._odd[doc] = entries
        return entries


class _Measured(_Remembered[S]):
    """Entries that stay as they are where a new version has the same words and values."""

    def __init__(self, shard: Shard, name: str, dtype: type[S]) -> None:
        super().__init__(shard, name, dtype)
        definition = shard.definition
        prop = definition.properties[name]
        self._is_reference = prop.is_reference
        self._items = items_of(definition.inverted, prop)
        self._absence_has_entry = definition.inverted.null_state

    def _has_entry(self, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        has = np.ones(len(sizes), np.bool_) if self._absence_has_entry else sizes >= 0
        return has & (sizes != 0) if self._is_reference else has

    def _change(self, old: object, new: object, origin: Origin) -> Change:
        if origin is Origin.APPENDED:
            return (), ()
        old_size, new_size = self._column.sizes((old, new)).tolist()
        if self._items(old) != self._items(new):
            return (old_size,), (new_size,)
        gone = (old_size,) if old is None and new is not None else ()
        comes = new is None and old is not None and self._absence_has_entry
        return gone, (new_size,) if comes else ()


class NullState(_Measured[np.bool_]):
    """True for the slots that lack a value, an element or a reference; False for the others."""

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(shard, name, np.bool_)

    def _entry(self, size: int) -> np.bool_:
        return np.bool_(size <= 0)


class LengthIndex(_Measured[np.int64]):
    """Code points of texts, elements of lists, number of references.

    A slot without a value has the length 0 where null states are indexed, else none.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(shard, name, np.int64)
        self._counts_values = shard.definition.properties[name].data_type != "uuid"

    def _entry(self, size: int) -> np.int64:
        return np.int64(max(size, 0))

    def _has_entry(self, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        has = super()._has_entry(sizes)
        return has if self._counts_values else has & (sizes <= 0)

    def _change(self, old: object, new: object, origin: Origin) -> Change:
        gone, come = super()._change(old, new, origin)
        return gone, come if self._counts_values else tuple(size for size in come if size <= 0)


class ReferenceCount(_Remembered[np.int64]):
    """How many references each slot has.

    A document whose list of references was empty and which then gets some keeps its 0, until it
    lacks the list altogether or is a new document. The first reference that a batch adds to an
    empty list is not counted, nor is an empty list in a new document that parts were merged into.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(shard, name, np.int64)

    def _entry(self, size: int) -> np.int64:
        return np.int64(max(size, 0))

    def _has_entry(self, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        return np.ones(len(sizes), np.bool_)

    def _unmade(self, rows: Rows, sizes: NDArray[np.int64]) -> Sequence[int]:
        merged = rows.of(Origin.MERGED)
        if not merged:
            return ()
        known = {place for place, _ in self._versions.replacing(rows)}
        return [place for place in merged if sizes[place] == 0 and place not in known]

    def _change(self, old: object, new: object, origin: Origin) -> Change:
        before, after = self._column.sizes((old, new)).tolist()
        if origin is Origin.APPENDED and before == 0:
            return ((1,), (after,)) if after > 1 else ((), ())
        if before == after and (before or origin is Origin.MERGED):
            return (), ()
        return () if before == 0 else (before,), (after,)


class Column:
    """A property's values, and their sizes: -1 = absent, 0 = empty, 1 for what has no size."""

    def __init__(self, shard: Shard, name: str) -> None:
        prop = shard.definition.properties[name]
        self._shard = shard
        self._name = name
        self._is_reference = prop.is_reference
        self._is_sized = prop.is_array or prop.is_reference or prop.data_type == "text"

    def values(self, rows: Rows) -> Sequence[object]:
        return rows.references(self._name) if self._is_reference else rows.column(self._name)

    def value(self, slot: int) -> object:
        if self._is_reference:
            return self._shard.references(slot, self._name)
        return self._shard.value(slot, self._name)

    def sizes(self, values: Sequence[object]) -> NDArray[np.int64]:
        if self._is_sized:
            sized = cast("Sequence[Sized | None]", values)  # texts or lists
            sizes = (-1 if value is None else len(value) for value in sized)
        else:
            sizes = (-1 if value is None else 1 for value in values)
        return np.fromiter(sizes, np.int64, len(values))


def null_state_of(shard: Shard, name: str) -> NullState:
    return shard.index(IndexKey(NullState, name))


def lengths_of(shard: Shard, name: str) -> LengthIndex:
    return shard.index(IndexKey(LengthIndex, name))


def reference_count_of(shard: Shard, name: str) -> ReferenceCount:
    return shard.index(IndexKey(ReferenceCount, name))
