"""The forms of properties in REST bodies, REST answers and schema documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from weaviate_orm.wire.types.checks import is_list, is_none, wrong_type
from weaviate_orm.wire.types.nested import members_of, nested_of
from weaviate_orm.wire.types.reading import Unreadable, default_of
from weaviate_orm.wire.types.table import SCALARS
from weaviate_orm.wire.types.writing import plain_of

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON, PropertyShape

ToJSON: TypeAlias = "Callable[[object], JSON]"
FromJSON: TypeAlias = "Callable[[JSON], object]"


def to_json(shape: PropertyShape) -> ToJSON:
    """Compile what gives the JSON form of a property's value; None becomes null.

    The function raises ``MisuseTypeError`` and ``MisuseValueError`` for what cannot be sent.
    """
    item, label, is_array = _item_to_json(shape), shape.label, shape.data_type.endswith("[]")

    def form(value: object) -> JSON:
        if value is None:
            if not shape.nullable:
                raise is_none(label)
            return None
        if is_array:
            if not is_list(value):
                raise wrong_type(label, value, "a list")
            return [item(each, label) for each in value]
        return item(value, label)

    return form


def _item_to_json(shape: PropertyShape) -> Callable[[object, str], JSON]:
    kind = shape.data_type.removesuffix("[]")
    if kind != "object":
        return plain_of(shape, SCALARS[kind].plain)
    members = [(s.attribute, s.name, to_json(s)) for s in nested_of(shape).properties]

    def plain(value: object, label: str) -> JSON:
        values = members_of(value, label)
        forms = {name: form(values[attribute]) for attribute, name, form in members}
        # Left out, as on insert: a null inside an object would be stored.
        return {name: form for name, form in forms.items() if form is not None}

    return plain


def from_json(shape: PropertyShape) -> FromJSON:
    """Compile what reads a property of a REST answer; null is read as the default.

    The function raises ``Unreadable``.
    """
    item, is_array = _item_from_json(shape), shape.data_type.endswith("[]")

    def read(value: JSON) -> object:
        if value is None:
            return default_of(shape)
        try:
            if not is_array:
                return item(value)
            if not isinstance(value, Sequence) or isinstance(value, str):
                raise TypeError(f"{value!r} is no list")
            return [item(each) for each in value]
        except (ValueError, TypeError, LookupError, ArithmeticError) as fault:
            raise Unreadable(f"{shape.label} holds what it cannot read: {fault}") from fault

    return read


def _item_from_json(shape: PropertyShape) -> FromJSON:
    kind = shape.data_type.removesuffix("[]")
    if kind == "object":
        nested = nested_of(shape)
        members = [(s.attribute, s.name, from_json(s)) for s in nested.properties]

        def read(value: JSON) -> object:
            if not isinstance(value, Mapping):
                raise TypeError(f"{value!r} is no object")
            row = {attribute: read(value.get(name)) for attribute, name, read in members}
            return nested.make([row])[0]

        return read
    parse, conversion = SCALARS[kind].parse, shape.conversion
    if conversion is None:
        return parse
    return lambda value: conversion.from_wire(parse(value))


def schema_fragment(shape: PropertyShape) -> dict[str, JSON]:
    """What a property's data type is in a schema document: ``dataType``, ``nestedProperties``."""
    fragment: dict[str, JSON] = {"dataType": [shape.data_type]}
    if shape.nested is not None:
        fragment["nestedProperties"] = [
            {"name": member.name, **schema_fragment(member)} for member in shape.nested.properties
        ]
    return fragment
