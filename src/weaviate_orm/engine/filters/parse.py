"""Filters of the gRPC door: the schema decides the type of a value, not the member it came in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.filters.model import (
    CONTAINS,
    ID,
    LOGICAL,
    TIMES,
    Compound,
    FilterFault,
    GeoRange,
    Kind,
    Leaf,
    Operator,
    Path,
    Value,
    length_of,
    no_such_collection,
)
from weaviate_orm.engine.filters.properties import last_collection, nested_member, property_of
from weaviate_orm.engine.filters.validate import validate
from weaviate_orm.engine.schema.definition import REFERENCE
from weaviate_orm.engine.text.literals import format_float, parse_float

if TYPE_CHECKING:
    from weaviate_orm.engine.filters.model import Filter, Lookup
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.wire import messages

_LONG = 2.0**63


def from_message(
    message: messages.Filters, definition: CollectionDefinition, find: Lookup
) -> Filter:
    """Read and validate a filter.

    Raises:
        FilterFault: with the server's words; a search answers them without a wrapper.
    """
    parsed = unvalidated(message, definition, find)
    validate(parsed, definition, find)
    return parsed


def unvalidated(
    message: messages.Filters, definition: CollectionDefinition, find: Lookup
) -> Filter:
    """Read a filter, which is to be validated.

    Raises:
        FilterFault: as `from_message`.
    """
    number = message.operator
    if int(number) in LOGICAL:
        operands = tuple(unvalidated(operand, definition, find) for operand in message.filters)
        return Compound(Operator(number), operands)
    if not message.HasField("target") and len(message.on) % 2 == 0:
        raise FilterFault(
            "paths needs to have a uneven number of components: property, class, property, "
            f"...., got [{' '.join(message.on)}]"
        )
    try:
        operator = Operator(number)
    except ValueError:
        shown = "OPERATOR_UNSPECIFIED" if number == 0 else str(number)
        raise FilterFault(f"unknown filter operator {shown}") from None
    path, declared = _Paths(find, operator is Operator.IS_NULL).path(message, definition)
    return Leaf(operator, path, _value(message, declared, operator in CONTAINS), declared)


# Paths --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Paths:
    """Reads the path of a leaf, and the type that its end is declared as."""

    find: Lookup
    is_null: bool
    """The operator is IsNull, which takes a boolean whatever the property."""

    def path(self, message: messages.Filters, definition: CollectionDefinition) -> tuple[Path, str]:
        if message.HasField("target"):
            return self._target(message.target, definition)
        names = list(message.on)
        path = Path(names[-1], tuple(zip(names[:-1:2], names[1::2], strict=True)))
        last = last_collection(definition, path, self.find)
        declared = self._declared(path.property, last)
        if path.hops and path.property in last.reference_names and not self.is_null:
            declared = REFERENCE
        return path, declared

    def _target(
        self, target: messages.FilterTarget, definition: CollectionDefinition
    ) -> tuple[Path, str]:
        match target.WhichOneof("target"):
            case "property":
                return Path(target.property), self._declared(target.property, definition)
            case "count":
                return Path(_lowered(target.count.on)), "int"
            case "single_target":
                hop = target.single_target
                name = _lowered(hop.on)
                prop = property_of(name, definition)
                if len(prop.targets) > 1:
                    raise FilterFault(
                        "expected reference property with a single target, "
                        f"got [{' '.join(prop.targets)}] for {name} "
                    )
                collection = prop.targets[0] if prop.targets else prop.data_type
                return self._hop(name, collection, hop)
            case "multi_target":
                many = target.multi_target
                return self._hop(_lowered(many.on), many.target_collection, many)
            case _:
                raise FilterFault("unknown target type ")

    def _hop(
        self,
        name: str,
        collection: str,
        hop: messages.FilterReferenceSingleTarget | messages.FilterReferenceMultiTarget,
    ) -> tuple[Path, str]:
        if not hop.HasField("target"):
            raise FilterFault(
                f"the filter's path through '{name}' has no target: "
                f"name a property of {collection} in it"
            )
        inner = self.find(collection)
        if inner is None:
            raise no_such_collection(collection)
        path, declared = self._target(hop.target, inner)
        return Path(path.property, ((name, collection), *path.hops)), declared

    def _declared(self, name: str, definition: CollectionDefinition) -> str:
        """The type of the values that a property is compared with."""
        if name == ID:
            return "text"
        if name in TIMES:
            return "date"
        if self.is_null:
            return "boolean"
        if length_of(name) is not None:
            return "int"
        prop = property_of(name, definition)
        if prop.base_type == "object" and "." in name:
            prop = nested_member(name, prop)
        if prop.is_reference:
            return "int"
        return "text" if prop.base_type == "uuid" else prop.base_type


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


# Values -------------------------------------------------------------------------------------------


def _value(message: messages.Filters, declared: str, takes_list: bool) -> Value:
    """The value of a leaf; lists are converted for the operators that take one."""
    member = message.WhichOneof("test_value")
    if member is None:
        raise FilterFault("unknown value type <nil>")
    converted = None
    if member.endswith("_array") and not takes_list:
        return _as_sent(message, member)
    if declared == "int":
        converted = _as_int(message, member)
    elif declared == "number":
        converted = _as_number(message, member)
    return converted or _as_sent(message, member)


def _as_sent(message: messages.Filters, member: str) -> Value:
    match member:
        case "value_text":
            return Value(Kind.TEXT, (message.value_text,))
        case "value_int":
            return Value(Kind.INT, (message.value_int,))
        case "value_number":
            return Value(Kind.NUMBER, (message.value_number,))
        case "value_boolean":
            return Value(Kind.BOOLEAN, (message.value_boolean,))
        case "value_text_array":
            return Value(Kind.TEXTS, tuple(message.value_text_array.values))
        case "value_int_array":
            return Value(Kind.INTS, tuple(message.value_int_array.values))
        case "value_number_array":
            return Value(Kind.NUMBERS, tuple(message.value_number_array.values))
        case "value_boolean_array":
            return Value(Kind.BOOLEANS, tuple(message.value_boolean_array.values))
        case _:
            geo = message.value_geo
            return Value(Kind.GEO, (GeoRange(geo.latitude, geo.longitude, geo.distance),))


def _as_number(message: messages.Filters, member: str) -> Value | None:
    match member:
        case "value_int":
            return Value(Kind.NUMBER, (float(message.value_int),))
        case "value_int_array":
            return Value(Kind.NUMBERS, tuple(map(float, message.value_int_array.values)))
        case "value_text":
            return Value(Kind.NUMBER, (_parsed(message.value_text, "a number", "float"),))
        case _:
            return None


def _as_int(message: messages.Filters, member: str) -> Value | None:
    match member:
        case "value_number":
            return Value(Kind.INT, (_whole(message.value_number),))
        case "value_number_array":
            return Value(Kind.INTS, tuple(map(_whole, message.value_number_array.values)))
        case "value_text":
            return Value(Kind.INT, (_whole(_parsed(message.value_text, "an integer", "int")),))
        case _:
            return None


def _parsed(text: str, what: str, kind: str) -> float:
    try:
        return parse_float(text)
    except ValueError as fault:
        raise FilterFault(
            f"expected {what} value, but could not parse string '{text}' as {kind}: {fault}"
        ) from None


def _whole(number: float) -> int:
    if math.isnan(number) or math.isinf(number):
        what = "a non-finite number"
    elif number != math.floor(number):
        what = "a floating point number"
    elif not -_LONG <= number < _LONG:
        what = "a value out of range"
    else:
        return int(number)
    raise FilterFault(f"filtering for integer, but received {what} {format_float(number)}")
