"""The vectors of one name in one shard, by slot: append-only, in chunks, as they were given.

A store keeps every vector it is handed and gives it back bit by bit; only those that fit its
index (kind and length) are searched. Which slots are live is the shard's business.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from weaviate_orm.engine.vectors.distances import Floats, inverse_norms
from weaviate_orm.engine.vectors.encoding import (
    MultiBytes,
    Raw,
    decode,
    decode_rows,
    encode,
    encode_rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.schema.definition import VectorDefinition

Slots = NDArray[np.int64]

CHUNK: Final = 16_384
"""Rows of a full chunk: 16 MB at 256 dimensions."""
_FIRST: Final = 64


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some searchable vectors as arrays that are not written to any more."""

    slots: Slots
    """Ascending; one for each vector."""
    rows: Floats
    inverse: Floats
    """`1/√Σx²` of each row."""
    starts: NDArray[np.int64] | None = None
    """Multi-vectors: where the rows of each vector begin."""

    def take(self, picked: NDArray[np.int64]) -> Chunk:
        """The chunk of some of its vectors (ascending positions)."""
        if self.starts is None:
            return Chunk(self.slots[picked], self.rows[picked], self.inverse[picked])
        ends = np.append(self.starts[1:], len(self.rows))[picked]
        begins = self.starts[picked]
        lengths = ends - begins
        starts = np.cumsum(lengths) - lengths
        rows = np.repeat(begins - starts, lengths) + np.arange(int(lengths.sum()))
        return Chunk(self.slots[picked], self.rows[rows], self.inverse[rows], starts)


class VectorStore(ABC):
    """What `shard.vectors(name)` is; `vector_store` makes the kind that the definition asks for."""

    def __init__(self, definition: VectorDefinition) -> None:
        self.definition = definition
        self.dimension = 0
        """Length of the searched vectors; 0 until the first one came, then fixed for good."""
        self.lingering: list[int] = []
        """Slots of objects that were replaced by ones without this vector: they still take a place
        among the nearest."""
        self._unsearched: dict[int, Raw] = {}

    @abstractmethod
    def extend(self, start: int, vectors: Sequence[Raw | None]) -> None:
        """Take in the vectors of the slots from `start`; None and empty bytes are no vector."""

    @abstractmethod
    def chunks(self) -> list[Chunk]:
        """The searchable vectors, in slot order, as views that later writes leave alone."""

    @abstractmethod
    def vector(self, slot: int) -> Floats | None:
        """The vector of a slot; a matrix for multi-vectors. Not to be written to."""

    @abstractmethod
    def raw(self, slot: int) -> Raw | None:
        """The bytes of a slot's vector, as given."""

    @abstractmethod
    def fault(self, raw: Raw, identity: str) -> str | None:
        """Why the index would refuse this vector of the object `identity`; None if it would not."""

    def uneven(self, lengths: Sequence[int], identity: str) -> str:
        """Why the index refuses a multi-vector whose rows have these lengths."""
        about = _about(self.definition.name, "target multi vector", identity)
        if not self.dimension and len(set(lengths)) > 1:
            return f"{about}: multi vector array consists of vectors with varying dimensions"
        place = next((i for i, n in enumerate(lengths) if n != self.dimension), 0)
        text = (
            f"{about}: new node has a multi vector with length {lengths[place]} at position {place}"
        )
        if not self.dimension:
            return text
        return f"{text}. Existing nodes have vectors with length {self.dimension}"

    def searches(self, live: NDArray[np.bool_]) -> bool:
        """Whether any searchable vector is of a slot that is True in `live`."""
        return any(bool(live[chunk.slots].any()) for chunk in self.chunks())


class PlainStore(VectorStore):
    """One row a vector."""

    def __init__(self, definition: VectorDefinition) -> None:
        super().__init__(definition)
        self._chunks: list[_Rows] = []
        self._count = 0
        self._slots: Slots = np.empty(_FIRST, np.int64)
        """Of each row; good for [:_count]."""
        self._dense = True
        """Row and slot are the same: every slot so far has its vector."""

    def extend(self, start: int, vectors: Sequence[Raw | None]) -> None:
        wanted = 4 * self.dimension or self._first_length(vectors)
        whole = all(type(v) is bytes and len(v) == wanted for v in vectors) and wanted > 0
        kept: list[bytes]
        if whole:
            slots = np.arange(start, start + len(vectors))
            kept = [v for v in vectors if v is not None]
        else:
            kept = []
            at: list[int] = []
            for slot, raw in enumerate(vectors, start):
                if not raw:
                    continue
                if type(raw) is bytes and len(raw) == wanted:
                    kept.append(raw)
                    at.append(slot)
                else:
                    self._unsearched[slot] = raw
            slots = np.array(at, np.int64)
        if kept:
            self.dimension = wanted // 4
            self._append(slots, decode(b"".join(kept)).reshape(len(kept), self.dimension))

    @staticmethod
    def _first_length(vectors: Sequence[Raw | None]) -> int:
        return next((len(v) for v in vectors if v and type(v) is bytes), 0)

    def _append(self, slots: Slots, rows: Floats) -> None:
        end = self._count + len(slots)
        self._dense &= int(slots[0]) == self._count and int(slots[-1]) == end - 1
        if end > len(self._slots):
            grown = np.empty(max(end, 2 * len(self._slots)), np.int64)
            grown[: self._count] = self._slots[: self._count]
            self._slots = grown
        self._slots[self._count : end] = slots
        self._count = end
        taken = 0
        while taken < len(rows):
            if not self._chunks or self._chunks[-1].count == CHUNK:
                self._chunks.append(_Rows(self.dimension, CHUNK, first=not self._chunks))
            taken += self._chunks[-1].append(rows[taken:])

    def chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        for number, chunk in enumerate(self._chunks):
            begin, end = number * CHUNK, number * CHUNK + chunk.count
            found.append(Chunk(self._slots[begin:end], *chunk.views()))
        return found

    def _row(self, slot: int) -> int | None:
        if self._dense:
            return slot if 0 <= slot < self._count else None
        row = int(np.searchsorted(self._slots[: self._count], slot))
        return row if row < self._count and self._slots[row] == slot else None

    def vector(self, slot: int) -> Floats | None:
        row = self._row(slot)
        if row is not None:
            return self._chunks[row // CHUNK].row(row % CHUNK)
        raw = self._unsearched.get(slot)
        if raw is None:
            return None
        return decode_rows(raw) if isinstance(raw, MultiBytes) else decode(raw)

    def raw(self, slot: int) -> Raw | None:
        row = self._row(slot)
        if row is None:
            return self._unsearched.get(slot)
        return encode(self._chunks[row // CHUNK].row(row % CHUNK))

    def fault(self, raw: Raw, identity: str) -> str | None:
        length, dimension = len(raw) // 4, self.dimension
        if isinstance(raw, MultiBytes):
            return _rows_fault(self.definition.name, raw, dimension, identity)
        if not dimension or length == dimension or self.definition.skip:
            return None
        about = _about(self.definition.name, "target vector", identity)
        if self.definition.index_type == "flat":
            return (
                f"{about}: insert called with a vector of the wrong size: {length}. "
                f"Saved length: {dimension}, path: memory"
            )
        lengths = (
            f"{about}: new node has a vector with length {length}. "
            f"Existing nodes have vectors with length {dimension}"
        )
        if self.definition.index_type == "hfresh":
            return lengths
        return f"{lengths}: vector dimensions do not match the index dimensions"


class MultiStore(VectorStore):
    """A run of rows a vector; no run is divided between two chunks."""

    def __init__(self, definition: VectorDefinition) -> None:
        super().__init__(definition)
        self._chunks: list[_Runs] = []
        self._place: dict[int, tuple[int, int]] = {}
        """Slot -> (chunk, position in it)."""

    def extend(self, start: int, vectors: Sequence[Raw | None]) -> None:
        for slot, raw in enumerate(vectors, start):
            if not raw:
                continue
            rows = decode_rows(raw) if isinstance(raw, MultiBytes) else None
            if rows is None or not len(rows) or rows.shape[1] != (self.dimension or rows.shape[1]):
                self._unsearched[slot] = raw
                continue
            self.dimension = rows.shape[1]
            if not self._chunks or self._chunks[-1].rows.free < len(rows):
                self._chunks.append(_Runs(self.dimension, len(rows), first=not self._chunks))
            self._place[slot] = len(self._chunks) - 1, self._chunks[-1].append(slot, rows)

    def chunks(self) -> list[Chunk]:
        return [chunk.view() for chunk in self._chunks]

    def vector(self, slot: int) -> Floats | None:
        place = self._place.get(slot)
        if place is not None:
            return self._chunks[place[0]].run(place[1])
        raw = self._unsearched.get(slot)
        if raw is None:
            return None
        return decode_rows(raw) if isinstance(raw, MultiBytes) else decode(raw)

    def raw(self, slot: int) -> Raw | None:
        place = self._place.get(slot)
        if place is None:
            return self._unsearched.get(slot)
        return encode_rows(self._chunks[place[0]].run(place[1]))

    def fault(self, raw: Raw, identity: str) -> str | None:
        if not isinstance(raw, MultiBytes):
            return None
        return _rows_fault(self.definition.name, raw, self.dimension, identity)


def vector_store(definition: VectorDefinition) -> VectorStore:
    """An empty store of the kind that the definition asks for."""
    return MultiStore(definition) if definition.multi else PlainStore(definition)


def _rows_fault(name: str, raw: MultiBytes, dimension: int, identity: str) -> str | None:
    rows = decode_rows(raw)
    if not dimension or not len(rows) or rows.shape[1] == dimension:
        return None
    about = _about(name, "target multi vector", identity)
    return (
        f"{about}: new node has a multi vector with length {rows.shape[1]} at position 0. "
        f"Existing nodes have vectors with length {dimension}"
    )


def _about(name: str, kind: str, identity: str) -> str:
    named = f"index {name} for {kind} {identity}" if name else f"index for {identity}"
    return f"Validate vector {named}"


class _Rows:
    """Up to `most` rows with their inverse norms. Grows by copying, so that views stay good."""

    def __init__(self, dimension: int, most: int, *, first: bool) -> None:
        capacity = min(_FIRST, most) if first else most
        self._most = most
        self.count = 0
        self.rows: Floats = np.empty((capacity, dimension), np.float32)
        self._inverse: Floats = np.empty(capacity, np.float32)

    @property
    def free(self) -> int:
        return self._most - self.count

    def append(self, rows: Floats) -> int:
        """Take as many of the rows as there is room for; say how many."""
        taken = rows[: self.free]
        end = self.count + len(taken)
        if end > len(self.rows):
            capacity = min(self._most, max(end, 2 * len(self.rows)))
            self.rows = _grown(self.rows, self.count, capacity)
            self._inverse = _grown(self._inverse, self.count, capacity)
        self.rows[self.count : end] = taken
        self._inverse[self.count : end] = inverse_norms(taken)
        self.count = end
        return len(taken)

    def row(self, place: int) -> Floats:
        row: Floats = self.rows[place]
        return row

    def views(self) -> tuple[Floats, Floats]:
        return self.rows[: self.count], self._inverse[: self.count]


class _Runs:
    """A chunk of multi-vectors."""

    def __init__(self, dimension: int, least: int, *, first: bool) -> None:
        self.rows = _Rows(dimension, max(CHUNK, least), first=first)
        self._slots: list[int] = []
        self._starts: list[int] = []

    def append(self, slot: int, rows: Floats) -> int:
        self._slots.append(slot)
        self._starts.append(self.rows.count)
        self.rows.append(rows)
        return len(self._slots) - 1

    def run(self, position: int) -> Floats:
        end = position + 1
        stop = self._starts[end] if end < len(self._starts) else self.rows.count
        return self.rows.rows[self._starts[position] : stop]

    def view(self) -> Chunk:
        rows, inverse = self.rows.views()
        starts = np.array(self._starts, np.int64)
        return Chunk(np.array(self._slots, np.int64), rows, inverse, starts)


def _grown(old: Floats, count: int, capacity: int) -> Floats:
    new = np.empty((capacity, *old.shape[1:]), np.float32)
    new[:count] = old[:count]
    return new
