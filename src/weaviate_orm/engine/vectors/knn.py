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
_TIGHTEN: Final = 4_096
"""So many candidates more than needed are collected before the bound is drawn closer."""


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
    slots: list[Slots] = []
    found: list[Floats] = []
    bound, held = np.float32(np.inf), 0
    for chunk, distances, allowed in _scan(probe, live):
        close = _close(distances, allowed, bound)
        slots.append(chunk.slots[close])
        found.append(distances[close])
        held += len(close)
        if held > limit and (held > limit + _TIGHTEN or bound == np.inf):
            merged = np.concatenate(found)
            furthest = np.partition(merged, limit - 1)[limit - 1]
            if np.isfinite(furthest):
                bound = furthest
                kept = np.flatnonzero(merged <= bound)
                slots, found = [np.concatenate(slots)[kept]], [merged[kept]]
                held = len(kept)
    return _shown(probe, _ordered(slots, found, doc, limit), doc)


def within(probe: Probe, live: Mask, doc: Slots, distance: float) -> Ranking:
    """Every live slot at most so far away."""
    slots: list[Slots] = []
    found: list[Floats] = []
    for chunk, distances, allowed in _scan(probe, live):
        close = _close(distances, allowed, np.float32(distance))
        slots.append(chunk.slots[close])
        found.append(distances[close])
    return _shown(probe, _ordered(slots, found, doc, None), doc)


def _shown(probe: Probe, ranking: Ranking, doc: Slots) -> Ranking:
    """The same with the distances that the server would show."""
    if probe.multi or probe.metric.shown is None:
        return ranking
    distances = measured(probe, ranking.slots)
    order = np.lexsort((doc[ranking.slots], distances))
    return Ranking(ranking.slots[order], distances[order])


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
    if not probe.chunks:
        return out
    firsts = np.array([chunk.slots[0] for chunk in probe.chunks])
    homes = np.searchsorted(firsts, slots, side="right") - 1
    present: list[int] = np.unique(homes[homes >= 0]).tolist()
    for home in present:
        chunk = probe.chunks[home]
        wanted = np.flatnonzero(homes == home)
        at = np.searchsorted(chunk.slots, slots[wanted])
        at[at == len(chunk.slots)] = 0
        here = chunk.slots[at] == slots[wanted]
        found, wanted = at[here], wanted[here]
        if probe.multi:
            order = np.argsort(found)
            out[wanted[order]] = probe.distances(chunk.take(found[order]))
        else:
            out[wanted] = probe.metric.exact(chunk.rows[found], probe.query)
    return out


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


def _ordered(slots: list[Slots], found: list[Floats], doc: Slots, limit: int | None) -> Ranking:
    if not slots:
        return Ranking.empty()
    all_slots, distances = np.concatenate(slots), np.concatenate(found)
    order = np.lexsort((doc[all_slots], distances))[:limit]
    return Ranking(all_slots[order], distances[order])


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
