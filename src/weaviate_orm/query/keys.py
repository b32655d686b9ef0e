"""Keys of groups, as Python values: searches name groups by texts, aggregates by typed values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from weaviate_orm.models.mapping import MappedField
from weaviate_orm.wire.beacons import Beacon
from weaviate_orm.wire.types.date import parse


def unescaped(value: str) -> str:
    """A text that the server gave as the inside of a JSON string."""
    if "\\" not in value:
        return value
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _beacon_id(text: str) -> UUID:
    return Beacon.parse(text).id


def _boolean(text: str) -> bool:
    return text == "true"


def converted(convert: Callable[[Any], object], field: MappedField) -> Callable[[Any], object]:
    """The same for a property of an enum or of literals: its keys are of that type."""
    conversion = field.conversion
    if conversion is None:
        return convert
    return lambda value: conversion.from_wire(convert(value))


OF_VALUES: Mapping[str, Callable[[Any], object]] = {
    "text": str,
    "boolean": bool,
    "int": int,
    "number": float,
    "date": parse,
    "uuid": UUID,
    "cref": _beacon_id,
}
"""From the value of an aggregate's group to its key, by data type."""

OF_NAMES: Mapping[str, Callable[[Any], object]] = {**OF_VALUES, "boolean": _boolean}
"""From the name of a search's group to its key, by data type."""
