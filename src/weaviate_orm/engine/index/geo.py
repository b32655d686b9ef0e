"""Points on the globe, and which of them lie within a distance."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.store.rows import IndexKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.store.values import Geo

RADIUS = 6_371_000
"""Of the earth, in metres."""
MOST_HITS = 800
"""The server finds the nearest so many."""


class GeoIndex:
    """The coordinates of a geoCoordinates property."""

    def __init__(self, shard: Shard, name: str) -> None:  # noqa: ARG002 (an index's signature)
        self._name = name
        self._slots: Growing[np.uint32] = Growing(np.uint32)
        self._latitudes: Growing[np.float32] = Growing(np.float32)
        self._longitudes: Growing[np.float32] = Growing(np.float32)

    def extend(self, rows: Rows) -> None:
        column = cast("Sequence[Geo | None]", rows.column(self._name))  # such a property's values
        found = [(slot, g) for slot, g in enumerate(column, rows.start) if g is not None]
        self._slots.extend([slot for slot, _ in found])
        self._latitudes.extend([point.latitude for _, point in found])
        self._longitudes.extend([point.longitude for _, point in found])

    def within(
        self, latitude: float, longitude: float, distance: float, live: NDArray[np.bool_]
    ) -> NDArray[np.uint32]:
        """The live slots at most `distance` metres away, of the nearest `MOST_HITS`."""
        slots = self._slots.view
        alive = live[slots]
        slots = slots[alive]
        away = distances(
            np.float32(latitude),
            np.float32(longitude),
            self._latitudes.view[alive],
            self._longitudes.view[alive],
        )
        if len(slots) > MOST_HITS:
            nearest = np.argpartition(away, MOST_HITS)[:MOST_HITS]
            slots, away = slots[nearest], away[nearest]
        return slots[away <= np.float32(distance)]


def distances(
    latitude: np.float32,
    longitude: np.float32,
    latitudes: NDArray[np.float32],
    longitudes: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Metres from one point to others, by the haversine formula, as the server rounds them."""
    radian = np.pi / 180
    phi1 = np.float64(latitude * np.float32(radian))
    phi2 = (latitudes * np.float32(radian)).astype(np.float64)
    delta_phi = (latitudes - latitude).astype(np.float64) * radian
    delta_lambda = (longitudes - longitude).astype(np.float64) * radian
    a = np.sin(delta_phi / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(delta_lambda / 2) ** 2
    away: NDArray[np.float64] = 2 * RADIUS * np.arctan2(np.sqrt(a), np.sqrt(1 - a))
    return away.astype(np.float32)


def geo_of(shard: Shard, name: str) -> GeoIndex:
    return shard.index(IndexKey(GeoIndex, name))
