"""What an annotation says of a property's values: their data type, and how Python holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from weaviate_orm.errors import MappingError
from weaviate_orm.models.fields import parts
from weaviate_orm.wire.shape import Conversion, DataType
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

_SCALARS: Mapping[type, DataType] = {
    str: "text",
    bool: "boolean",
    int: "int",
    float: "number",
    datetime: "date",
    UUID: "uuid",
    bytes: "blob",
    GeoCoordinates: "geoCoordinates",
    PhoneNumber: "phoneNumber",
}
_LISTS: Mapping[str, DataType] = {
    "text": "text[]",
    "int": "int[]",
    "number": "number[]",
    "boolean": "boolean[]",
    "date": "date[]",
    "uuid": "uuid[]",
}


@dataclass(frozen=True)
class Value:
    """What an annotation says of a value."""

    data_type: DataType
    nullable: bool
    conversion: Conversion | None = None


def _converted(values: tuple[object, ...], conversion: Conversion, label: str) -> Value:
    if all(isinstance(v, str) for v in values):
        return Value("text", nullable=False, conversion=conversion)
    if all(isinstance(v, int) and not isinstance(v, bool) for v in values):
        return Value("int", nullable=False, conversion=conversion)
    raise MappingError(
        f"{label}: the values of an enum or a Literal are all texts or all ints, not {values!r}."
    )


def _as_is(value: object) -> object:
    return value


def _member_value(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def value_of(annotation: Any, label: str) -> Value:
    members = parts(annotation)
    nullable = type(None) in get_args(annotation)
    if len(members) != 1:
        raise MappingError(
            f"{label}: Weaviate has no type for a choice of {annotation}. Use one type, or one "
            "type and None."
        )
    (inner,) = members
    (inner,) = parts(inner)  # Annotated inside of Optional
    origin = get_origin(inner)
    if origin is list:
        item = value_of(get_args(inner)[0], label)
        if item.nullable or item.data_type not in _LISTS:
            raise MappingError(
                f"{label}: Weaviate has no list of {get_args(inner)[0]}. Lists hold str, int, "
                "float, bool, datetime, UUID, enums, or by Nested[list[…]] nested models."
            )
        return Value(_LISTS[item.data_type], nullable, item.conversion)
    if origin is Literal:
        values = get_args(inner)
        found = _converted(values, Conversion(_as_is, _as_is, values), label)
        return Value(found.data_type, nullable, found.conversion)
    if isinstance(inner, type) and issubclass(inner, Enum):
        enum = inner
        values = tuple(each.value for each in enum)
        found = _converted(values, Conversion(_member_value, enum, values), label)
        return Value(found.data_type, nullable, found.conversion)
    for kind, data_type in _SCALARS.items():
        if inner is kind:
            return Value(data_type, nullable)
    raise MappingError(
        f"{label}: Weaviate has no type for {inner}. Properties are of str, int, float, bool, "
        "datetime, UUID, bytes, GeoCoordinates, PhoneNumber, an enum, a Literal, a list of "
        "these, or Nested[…] of a NestedModel."
    )
