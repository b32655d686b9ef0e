"""``geoCoordinates``: ``GeoCoordinates`` in Python, float32 on the server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from weaviate_orm.wire.types import number
from weaviate_orm.wire.types.checks import wrong_type
from weaviate_orm.wire.types.reading import Reading
from weaviate_orm.wire.types.wire_type import WireType
from weaviate_orm.wire.types.writing import entries
from weaviate_orm.wire.values import GeoCoordinates

if TYPE_CHECKING:
    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import JSON


def plain(value: object, label: str) -> dict[str, JSON]:
    if not isinstance(value, GeoCoordinates):
        raise wrong_type(label, value, "GeoCoordinates")
    return {"latitude": value.latitude, "longitude": value.longitude}


def parse(value: JSON) -> GeoCoordinates:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is no point")
    return GeoCoordinates(number.parse(value["latitude"]), number.parse(value["longitude"]))


def _get(value: pb.Value) -> pb.GeoCoordinate | None:
    # A message is true even where it was not sent.
    return value.geo_value if value.HasField("geo_value") else None


def _read(column: list[pb.GeoCoordinate | None]) -> list[object]:
    return [GeoCoordinates(point.latitude, point.longitude) for point in column if point]


GEO = WireType(
    name="geoCoordinates",
    plain=plain,
    parse=parse,
    write=partial(entries, plain=plain),
    read=Reading("geo_value", _get, _read).column,
)
