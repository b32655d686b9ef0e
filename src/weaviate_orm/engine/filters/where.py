"""Filters of the REST door: JSON objects that name the type of their value."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from weaviate_orm.engine.filters.model import (
    ID,
    LOGICAL,
    Compound,
    FilterFault,
    GeoRange,
    Kind,
    Leaf,
    Operator,
    Path,
    Value,
)
from weaviate_orm.engine.filters.properties import NESTED_FAULT, last_collection
from weaviate_orm.engine.filters.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.filters.model import Filter, Lookup
    from weaviate_orm.engine.schema.definition import CollectionDefinition

OPERATORS: Mapping[str, Operator] = {
    operator.label: operator
    for operator in (
        *(Operator.AND, Operator.OR, Operator.EQUAL, Operator.LIKE, Operator.NOT_EQUAL),
        *(Operator.GREATER_THAN, Operator.GREATER_THAN_EQUAL, Operator.LESS_THAN),
        *(Operator.LESS_THAN_EQUAL, Operator.WITHIN_GEO_RANGE, Operator.IS_NULL),
        *(Operator.CONTAINS_ANY, Operator.CONTAINS_ALL, Operator.CONTAINS_NONE, Operator.NOT),
    )
}
"""The operators in the order in which the HTTP framework lists them."""

# Member -> declared type, kind of the value.
_MEMBERS: Mapping[str, tuple[str, Kind]] = {
    "valueInt": ("int", Kind.INT),
    "valueNumber": ("number", Kind.NUMBER),
    "valueBoolean": ("boolean", Kind.BOOLEAN),
    "valueString": ("text", Kind.TEXT),
    "valueText": ("text", Kind.TEXT),
    "valueDate": ("date", Kind.TEXT),
    "valueIntArray": ("int", Kind.INTS),
    "valueNumberArray": ("number", Kind.NUMBERS),
    "valueBooleanArray": ("boolean", Kind.BOOLEANS),
    "valueStringArray": ("text", Kind.TEXTS),
    "valueTextArray": ("text", Kind.TEXTS),
    "valueDateArray": ("date", Kind.TEXTS),
    "valueGeoRange": ("geoCoordinates", Kind.GEO),
}
_POSITION = re.compile(r"\[\d+\]")
_PROPERTY = re.compile(r"[A-Za-z_][\w\[\].]*|len\([^)]*\)", re.ASCII)
_COLLECTION = re.compile(r"[A-Z]\w*", re.ASCII)


def from_json(where: Mapping[str, JSON]) -> Filter:
    """Read a where filter of the documented JSON types; `validated` checks it against the schema.

    Raises:
        FilterFault: with the server's words for a malformed filter (`invalid where filter: …`).
    """
    name = where.get("operator")
    operator = OPERATORS.get(name) if isinstance(name, str) else None
    if operator is None:
        raise FilterFault(f"unrecognized operator: {name if isinstance(name, str) else ''}")
    try:
        if operator in LOGICAL:
            return _compound(operator, where)
        return _leaf(operator, where)
    except FilterFault as fault:
        raise FilterFault(f"invalid where filter: {fault}") from None


def validated(parsed: Filter, definition: CollectionDefinition, find: Lookup) -> Filter:
    """Check a parsed filter against the schema.

    Raises:
        FilterFault: with the server's words (`invalid where filter: …`).
    """
    try:
        _check_positions(parsed, definition, find)
        validate(parsed, definition, find)
    except FilterFault as fault:
        raise FilterFault(f"invalid where filter: {fault}") from None
    return parsed


def _check_positions(parsed: Filter, definition: CollectionDefinition, find: Lookup) -> None:
    """Refuse `[N]` behind a flat property, in this door's words."""
    if isinstance(parsed, Compound):
        for operand in parsed.operands:
            _check_positions(operand, definition, find)
        return
    name = parsed.path.property
    root = _POSITION.split(name, maxsplit=1)[0]
    prop = last_collection(definition, parsed.path, find).properties.get(root)
    if prop is not None and root != name and _POSITION.search(name):
        if prop.base_type == "object":
            raise FilterFault(NESTED_FAULT)
        raise FilterFault(
            f'property "{name}": [N] indexing is only supported on nested object[] properties'
        )


def _compound(operator: Operator, where: Mapping[str, JSON]) -> Compound:
    label = operator.label
    if where.get("path"):
        raise FilterFault(
            f"operator '{label}' not compatible with field 'path', remove 'path' or switch to "
            "compare operator (eg. Equal, NotEqual, etc.)"
        )
    if _given(where):
        raise FilterFault(
            f"operator '{label}' not compatible with field 'value<Type>', remove value field or "
            "switch to compare operator (eg. Equal, NotEqual, etc.)"
        )
    operands: list[Filter] = []
    for i, operand in enumerate(_operands(where)):
        try:
            operands.append(from_json(operand))
        except FilterFault as fault:
            raise FilterFault(f"operand {i}: {fault}") from None
    if not operands:
        raise FilterFault(f"operator '{label}', but no operands set - add at least one operand")
    return Compound(operator, tuple(operands))


def _leaf(operator: Operator, where: Mapping[str, JSON]) -> Leaf:
    given = _given(where)
    if not given:
        raise FilterFault(f"got operator '{operator.label}', but no value<Type> field set")
    if len(given) > 1:
        raise FilterFault(f"found more than one values the clause '{_shown(where)}'")
    declared, kind = _MEMBERS[given[0]]
    value = Value(kind, _items(kind, where[given[0]]))
    return Leaf(operator, _path(where.get("path")), value, declared)


def _given(where: Mapping[str, JSON]) -> list[str]:
    """The value members that are set; an empty list counts as not set."""
    return [
        member
        for member, (_, kind) in _MEMBERS.items()
        if where.get(member) is not None and not (where[member] == [] and kind is not Kind.GEO)
    ]


def _items(kind: Kind, value: JSON) -> tuple[str | int | float | bool | GeoRange, ...]:
    if kind is Kind.GEO:
        return (_geo_range(_object(value)),)
    items = value if isinstance(value, list) else [value]
    found = cast("list[str | int | float | bool]", items)  # their shape was checked
    if kind in (Kind.NUMBER, Kind.NUMBERS):
        return tuple(float(item) for item in found)
    return tuple(found)


def _geo_range(value: Mapping[str, JSON]) -> GeoRange:
    if value.get("distance") is None:
        raise FilterFault("valueGeoRange: field 'distance' must be set")
    most = _number(_object(value["distance"]).get("max"))
    if most < 0:
        raise FilterFault("valueGeoRange: field 'distance.max' must be a positive number")
    if value.get("geoCoordinates") is None:
        raise FilterFault("valueGeoRange: field 'geoCoordinates' must be set")
    point = _object(value["geoCoordinates"])
    return GeoRange(_number(point.get("latitude")), _number(point.get("longitude")), most)


def _path(value: JSON) -> Path:
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    if not names:
        raise FilterFault("field 'path': must have at least one element")
    if len(names) % 2 == 0:
        raise FilterFault(f"missing an argument after '{names[-1]}'")
    for name in names[::2]:
        if not _PROPERTY.fullmatch(name):
            raise FilterFault(
                f"expected a valid property name in 'path' field for the filter, but got '{name}'"
            )
    for name in names[1::2]:
        if not _COLLECTION.fullmatch(name):
            raise FilterFault(
                f"expected a valid class name in 'path' field for the filter but got '{name}'"
            )
    last = ID if names[-1] == "id" else names[-1]
    return Path(last, tuple(zip(names[:-1:2], names[1::2], strict=True)))


def _operands(where: Mapping[str, JSON]) -> list[Mapping[str, JSON]]:
    operands = where.get("operands")
    return [_object(o) for o in operands] if isinstance(operands, list) else []


def _object(value: JSON) -> Mapping[str, JSON]:
    return value if isinstance(value, dict) else {}


def _number(value: JSON) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _shown(where: Mapping[str, JSON]) -> str:
    """The filter as the server writes it in messages."""
    shown = {member: where.get(member) for member in ("operands", "operator", "path")}
    shown |= {member: where[member] for member in sorted(_given(where))}
    return json.dumps(shown, separators=(",", ":"), ensure_ascii=False)
