"""Several query vectors, each against its own target: one distance an object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from weaviate_orm.engine.vectors.knn import Probe, Ranking, measured, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.vectors.distances import Floats
    from weaviate_orm.engine.vectors.knn import Mask
    from weaviate_orm.engine.vectors.store import Slots

Method = Literal["minimum", "sum", "average", "manual", "relative"]
_SAME: Final = 1e-7
"""Relative scores that are closer count as equal."""


@dataclass(frozen=True, slots=True)
class Join:
    """How the distances of the legs become one."""

    method: Method = "minimum"
    weights: tuple[float, ...] = ()
    """One a leg; not read for `minimum`."""


def joined(
    probes: Sequence[Probe],
    join: Join,
    live: Mask,
    doc: Slots,
    limit: int,
    *,
    threshold: float | None = None,
) -> Ranking:
    """The `limit` nearest by the joined distance; ties in doc id order.

    Each leg is searched for its own `limit` nearest; what none of them found is not considered,
    even where its joined distance would be small. Objects beyond `threshold` (if above 0) are
    left out, except by relative score.
    """
    rankings = [nearest(probe, live, doc, limit) for probe in probes]
    if len(probes) == 1:
        return rankings[0]
    slots = np.unique(np.concatenate([r.slots for r in rankings]))
    if not len(slots):
        return Ranking.empty()
    table = _table(probes, rankings, slots, look_up=join.method != "minimum")
    if join.method == "minimum":
        total: Floats = np.fmin.reduce(table, axis=0)
    else:
        complete = ~np.isnan(table).any(axis=0)
        slots, table = slots[complete], table[:, complete]
        if not len(slots):
            return Ranking.empty()
        if join.method == "relative":
            return _relative(table, join.weights, slots, doc, limit)
        total = np.zeros(len(slots), np.float32)
        for weight, distances in zip(join.weights, table, strict=True):
            total += np.float32(weight) * distances
    if threshold is not None and threshold > 0:
        close = total <= threshold
        slots, total = slots[close], total[close]
    order = np.lexsort((doc[slots], total))[:limit]
    return Ranking(slots[order], total[order])


def _table(
    probes: Sequence[Probe], rankings: Sequence[Ranking], slots: Slots, *, look_up: bool
) -> Floats:
    """Distance of each leg to each slot; NaN where it is not known."""
    table = np.full((len(probes), len(slots)), np.nan, np.float32)
    for row, probe, ranking in zip(table, probes, rankings, strict=True):
        row[np.searchsorted(slots, ranking.slots)] = ranking.distances
        missing = np.flatnonzero(np.isnan(row))
        if look_up and len(missing):
            row[missing] = measured(probe, slots[missing])
    return table


def _relative(
    table: Floats, weights: Sequence[float], slots: Slots, doc: Slots, limit: int
) -> Ranking:
    total = np.zeros(len(slots), np.float32)
    for weight, distances in zip(weights, table, strict=True):
        low, high = distances.min(), distances.max()
        share = (distances - low) / (high - low) if high != low else np.ones_like(distances)
        total += np.float32(weight) * share
    order = np.lexsort((doc[slots], total))
    last = table[-1]
    run: list[int] = []
    settled: list[int] = []
    for item in order.tolist():
        if run and total[item] - total[run[-1]] >= _SAME:
            settled += sorted(run, key=lambda i: last[i]) if len(run) > 1 else run
            run = []
        run.append(item)
    settled += sorted(run, key=lambda i: last[i])
    chosen = np.array(settled[:limit], np.int64)
    return Ranking(slots[chosen], total[chosen])
