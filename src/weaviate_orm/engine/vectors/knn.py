"""Exact nearest neighbours: a scan of the chunks, or of the rows that a filter leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from weaviate_orm.engine.vectors.distances import METRICS, Floats, Metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weaviate_orm.engine.vectors.store import Chunk, Slots, VectorStore

Mask = NDArray[np.bool_]

_GATHER: Final = 8
"""Rows are gathered when fewer than one in so many is allowed, else all are scanned."""
_GROUP: Final = 16
"""Of so many distances the nearest stands for all when a first bound is looked for."""
_RECOUNTED: Final = 4_096
"""So many more than wanted are counted again at most, where very many are equally near."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Slots with their distances, nearest first; equal distances in doc id order."""

    slots: Slots
    distances: Floats

    def __len__(self) -> int:
        return len(self.slots)

    @staticmethod
    def empty() -> Ranking:
        return Ranking(np.empty(0, np.int64), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Probe:
    """A query, ready to be compared with the vectors of one store."""

    chunks: Sequence[Chunk]
    metric: Metric
    query: Floats
    """Prepared for the metric; a matrix for a multi-vector."""
    multi: bool

    @staticmethod
    def of(store: VectorStore, query: Floats, *, fits: bool = True) -> Probe:
        """The query against everything that is in the store now; nothing if it does not fit."""
        metric = METRICS[store.definition.distance]
        if not fits:
            return Probe((), metric, query, store.definition.multi)
        multi = store.definition.multi
        if multi and _muvera(store):  # its candidates are scored as they come
            return Probe(store.chunks(), metric, query, multi)
        return Probe(store.chunks(), metric, metric.prepare(query), multi)

    @property
    def recounts(self) -> bool:
        """Whether shown distances are counted in another order than scanned ones."""
        return not self.multi and self.metric.shown is not None

    def distances(self, chunk: Chunk) -> Floats:
        """To every vector of a chunk."""
        if not self.multi:
            return self.metric.distances(chunk.rows, chunk.inverse, self.query)
        return _late_interaction(chunk, self.query)


def nearest(probe: Probe, live: Mask, doc: Slots, limit: int) -> Ranking:
    """The `limit` nearest among the slots that are True in `live`.

    Distances that are not a number (a component was not) come last.
    """
    if limit <= 0:
        return Ranking.empty()
    best = _Best(limit, exact=not probe.recounts)
    for chunk, distances, allowed in _scan(probe, live):
        if best.bound == np.inf:
            best.begin(distances, allowed)
        close = _close(distances, allowed, best.bound)
        best.add(chunk.slots[close], distances[close])
    return _shown(probe, best.slots, best.distances, doc, limit)


def within(probe: Probe, live: Mask, doc: Slots, distance: float) -> Ranking:
    """Every live slot at most so far away."""
    with np.errstate(over="ignore"):  # beyond every float32 is infinitely far
        furthest = np.float32(distance)
    bound = _with_slack(furthest) if probe.recounts else furthest
    slots = [np.empty(0, np.int64)]
    found = [np.empty(0, np.float32)]
    for chunk, distances, allowed in _scan(probe, live):
        close = _close(distances, allowed, bound)
        slots.append(chunk.slots[close])
        found.append(distances[close])
    near = np.concatenate(slots)
    ranking = _shown(probe, near, np.concatenate(found), doc, len(near))
    kept = ranking.distances <= furthest
    return Ranking(ranking.slots[kept], ranking.distances[kept])


class _Best:
    """The nearest so far, a few more than are wanted, and the bound that keeps others out.

    Unless scanned distances are `exact`, those that a recount might bring nearer stay in.
    """

    def __init__(self, limit: int, *, exact: bool) -> None:
        self.slots: Slots = np.empty(0, np.int64)
        self.distances: Floats = np.empty(0, np.float32)
        self.bound = np.float32(np.inf)
        self._limit = limit
        self._exact = exact

    def begin(self, distances: Floats, allowed: Mask | None) -> None:
        """Find a first bound, if there are enough distances for that."""
        groups = len(distances) // _GROUP
        if groups < 4 * self._limit:
            return
        if allowed is not None:
            distances = np.where(allowed, distances, np.float32(np.inf))
        nearest: Floats = np.fmin.reduce(distances[: groups * _GROUP].reshape(_GROUP, groups))
        self._bind(np.partition(nearest, self._limit - 1)[self._limit - 1])

    def _bind(self, furthest: np.float32) -> bool:
        """Keep out what is beyond; not a bound is what is not finite."""
        if not np.isfinite(furthest):
            return False
        self.bound = furthest if self._exact else _with_slack(furthest)
        return True

    def add(self, slots: Slots, distances: Floats) -> None:
        self.slots = np.concatenate([self.slots, slots])
        self.distances = np.concatenate([self.distances, distances])
        if len(self.slots) <= self._limit:
            return
        if not self._bind(np.partition(self.distances, self._limit - 1)[self._limit - 1]):
            return
        kept = np.flatnonzero(self.distances <= self.bound)
        self.slots, self.distances = self.slots[kept], self.distances[kept]


def _with_slack(distance: np.float32) -> np.float32:
    """Sums in another order differ by so much at most, the lengths of vectors being moderate."""
    if not np.isfinite(distance):
        return distance
    return np.float32(distance + 2e-6 * max(1.0, abs(float(distance))))


def _shown(probe: Probe, slots: Slots, distances: Floats, doc: Slots, limit: int) -> Ranking:
    """The `limit` nearest with the distances that the server would show."""
    order = np.lexsort((doc[slots], distances))
    if probe.recounts:
        order = order[: limit + _RECOUNTED]
        slots = slots[order]
        distances = measured(probe, slots)
        order = np.lexsort((doc[slots], distances))
    order = order[:limit]
    return Ranking(slots[order], distances[order])


def _close(distances: Floats, allowed: Mask | None, bound: np.float32) -> Slots:
    """Positions of what is allowed and not beyond the bound."""
    if bound == np.inf:
        return np.arange(len(distances)) if allowed is None else np.flatnonzero(allowed)
    within_bound = distances <= bound
    if allowed is not None:
        within_bound &= allowed
    return np.flatnonzero(within_bound)


def measured(probe: Probe, slots: Slots) -> Floats:
    """The distance of each of the slots (any order); NaN where there is no vector."""
    out = np.full(len(slots), np.nan, np.float32)
    if probe.multi:
        for places, chunk, at in _found(probe.chunks, slots):
            order = np.argsort(at)
            out[places[order]] = probe.distances(chunk.take(at[order]))
        return out
    for start in range(0, len(slots), _RECOUNTED):
        parts = list(_found(probe.chunks, slots[start : start + _RECOUNTED]))
        if parts:
            rows = np.concatenate([chunk.rows[at] for _, chunk, at in parts])
            places = np.concatenate([places for places, _, _ in parts])
            out[start + places] = probe.metric.exact(rows, probe.query)
    return out


def _found(chunks: Sequence[Chunk], slots: Slots) -> Iterator[tuple[Slots, Chunk, Slots]]:
    """Which of the slots a chunk holds, and where in it they are."""
    if not chunks:
        return
    firsts = np.array([chunk.slots[0] for chunk in chunks])
    homes = np.searchsorted(firsts, slots, side="right") - 1
    present: list[int] = np.unique(homes[homes >= 0]).tolist()
    for home in present:
        chunk = chunks[home]
        places = np.flatnonzero(homes == home)
        wanted = slots[places]
        at = np.searchsorted(chunk.slots, wanted)
        at[at == len(chunk.slots)] = 0
        here = chunk.slots[at] == wanted
        yield places[here], chunk, at[here]


def _scan(probe: Probe, live: Mask) -> Iterator[tuple[Chunk, Floats, Mask | None]]:
    """Chunks with distances and a mask of what counts (None = everything)."""
    for chunk in probe.chunks:
        allowed = _of(live, chunk.slots)
        count = int(np.count_nonzero(allowed))
        if count == 0:
            continue
        if count * _GATHER < len(allowed):
            few = chunk.take(np.flatnonzero(allowed))
            yield few, probe.distances(few), None
        else:
            yield chunk, probe.distances(chunk), None if count == len(allowed) else allowed


def _of(live: Mask, slots: Slots) -> Mask:
    """The part of a mask over all slots; a slice where the slots have no gaps."""
    first, last = int(slots[0]), int(slots[-1])
    if last - first == len(slots) - 1:
        return live[first : last + 1]
    return live[slots]


def _late_interaction(chunk: Chunk, queries: Floats) -> Floats:
    """`Σ_q min_b −q·b` over the rows b of each multi-vector, whatever the metric."""
    starts = chunk.starts
    assert starts is not None
    total = np.zeros(len(starts), np.float32)
    with np.errstate(all="ignore"):
        for query in queries:
            best = np.maximum.reduceat(np.vecdot(chunk.rows, query), starts)
            np.subtract(total, best, out=total)
    return total


def _muvera(store: VectorStore) -> bool:
    settings = store.definition.index.get("multivector")
    muvera = settings.get("muvera") if isinstance(settings, dict) else None
    return isinstance(muvera, dict) and muvera.get("enabled") is True
