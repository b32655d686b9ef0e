"""The JSON form of a filter, as the documented structure that request bodies are read by."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from weaviate_orm.engine.errors import v_error
from weaviate_orm.engine.filters.where import OPERATORS
from weaviate_orm.engine.rest.decode import (
    BOOL,
    FLOAT32,
    FLOAT64,
    INT64,
    TEXT,
    TEXTS,
    Kind,
    Many,
    Struct,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GEO_RANGE = Struct(
    "models.WhereFilterGeoRange",
    {
        "distance": Struct("models.WhereFilterGeoRangeDistance", {"max": FLOAT64}),
        "geoCoordinates": Struct(
            "models.GeoCoordinates", {"latitude": FLOAT32, "longitude": FLOAT32}
        ),
    },
)
_members: dict[str, Kind] = {
    "operator": TEXT,
    "path": TEXTS,
    "valueBoolean": BOOL,
    "valueBooleanArray": Many(BOOL, "[]bool"),
    "valueDate": TEXT,
    "valueDateArray": TEXTS,
    "valueGeoRange": _GEO_RANGE,
    "valueInt": INT64,
    "valueIntArray": Many(INT64, "[]int64"),
    "valueNumber": FLOAT64,
    "valueNumberArray": Many(FLOAT64, "[]float64"),
    "valueString": TEXT,
    "valueStringArray": TEXTS,
    "valueText": TEXT,
    "valueTextArray": TEXTS,
}
WHERE_FILTER = Struct("models.WhereFilter", _members)
_members["operands"] = Many(WHERE_FILTER, "[]*models.WhereFilter")


def check_operators(where: Mapping[str, object], path: str) -> None:
    """Refuse an unknown operator of a decoded filter, as the HTTP framework does.

    Raises:
        HttpError: `path` is where the filter stands, as complaints show it.
    """
    operator = where.get("operator")
    if operator and operator not in OPERATORS:
        known = " ".join(OPERATORS)
        raise v_error(422, f"{path}.operator in body should be one of [{known}]", 606)
    operands = cast("Sequence[Mapping[str, object]]", where.get("operands") or ())
    for i, operand in enumerate(operands):
        check_operators(operand or {}, f"{path}.operands.{i}")
