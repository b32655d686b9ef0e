"""From a filter to its message.

What the server would answer wrongly is compiled around here, exactly: see ``docs/exactness.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, TypeAlias, cast

from weaviate_orm.models.filters import Comparison, Filter, GeoRange
from weaviate_orm.models.location import METADATA_NAMES, FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import collection_of, field_at, fields_of
from weaviate_orm.wire import messages as pb

Compiled: TypeAlias = "pb.Filters | bool"
"""A message, or what the filter always says."""


@dataclass(slots=True)
class Findings:
    """What compiling a query found out besides the request."""

    needs: set[str] = field(default_factory=set[str])
    """Capabilities of the server."""
    notes: list[str] = field(default_factory=list[str])
    """Sentences for ``explain()``."""


# -- where ----------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _target(location: Location) -> pb.FilterTarget:
    """What a leaf looks at, hops included. Shared: it is copied into each filter."""
    steps = location.steps
    first = steps[0]
    assert isinstance(first, FieldStep)
    kind = _kind(first)
    if kind in ("reference", "references"):
        rest = steps[1:]
        if not rest:
            return pb.FilterTarget(count=pb.FilterReferenceCount(on=first.name))
        if isinstance(rest[0], TargetStep):
            if len(rest) == 1:
                return pb.FilterTarget(count=pb.FilterReferenceCount(on=first.name))
            return pb.FilterTarget(
                multi_target=pb.FilterReferenceMultiTarget(
                    on=first.name,
                    target_collection=collection_of(rest[0].model),
                    target=_target(Location(rest[1:], location.measure)),
                )
            )
        return pb.FilterTarget(
            single_target=pb.FilterReferenceSingleTarget(
                on=first.name, target=_target(Location(rest, location.measure))
            )
        )
    name = ".".join(step.name for step in steps if isinstance(step, FieldStep))
    return pb.FilterTarget(property=f"len({name})" if location.measure == "length" else name)


def _kind(step: FieldStep) -> str:
    if step.name in METADATA_NAMES:
        return "metadata"
    return fields_of(step.owner)[step.attribute].kind


def hops(location: Location) -> int:
    """How many references a location passes; counting one's targets passes none."""
    names = [s for s in location.steps if isinstance(s, FieldStep)]
    passed = sum(_kind(step) in ("reference", "references") for step in names)
    return passed - (location.measure == "count")


@lru_cache(maxsize=4096)
def data_type(location: Location) -> str:
    """What values at the location are compared as."""
    if location.measure:
        return location.measure
    last = location.last
    if last.name in METADATA_NAMES:
        return "time"
    found = field_at(location).data_type
    return found.removesuffix("[]")


# -- values ---------------------------------------------------------------------------------


def _utc(value: Any) -> str:
    # A text is one that the server gave: it may have more digits than a datetime.
    return value if isinstance(value, str) else cast("datetime", value).astimezone(UTC).isoformat()


def _str(value: Any) -> str:
    return str(value)


def _as_is(value: Any) -> Any:
    return value


# data type -> the member for one value, the member for several, the list message, the form
_MEMBERS: Mapping[str, tuple[str, str, str, Callable[[Any], Any]]] = {
    "text": ("value_text", "value_text_array", "TextArray", _as_is),
    "uuid": ("value_text", "value_text_array", "TextArray", _str),
    "date": ("value_text", "value_text_array", "TextArray", _utc),
    "time": ("value_text", "value_text_array", "TextArray", _utc),
    "int": ("value_int", "value_int_array", "IntArray", _as_is),
    "length": ("value_int", "value_int_array", "IntArray", _as_is),
    "count": ("value_int", "value_int_array", "IntArray", _as_is),
    "number": ("value_number", "value_number_array", "NumberArray", _as_is),
    "boolean": ("value_boolean", "value_boolean_array", "BooleanArray", _as_is),
}
_OPERATORS: Mapping[str, str] = {
    "And": "OPERATOR_AND",
    "Or": "OPERATOR_OR",
    "Not": "OPERATOR_NOT",
    "Equal": "OPERATOR_EQUAL",
    "Matches": "OPERATOR_EQUAL",
    "NotEqual": "OPERATOR_NOT_EQUAL",
    "GreaterThan": "OPERATOR_GREATER_THAN",
    "GreaterThanEqual": "OPERATOR_GREATER_THAN_EQUAL",
    "LessThan": "OPERATOR_LESS_THAN",
    "LessThanEqual": "OPERATOR_LESS_THAN_EQUAL",
    "WithinGeoRange": "OPERATOR_WITHIN_GEO_RANGE",
    "Like": "OPERATOR_LIKE",
    "IsNull": "OPERATOR_IS_NULL",
    "ContainsAny": "OPERATOR_CONTAINS_ANY",
    "In": "OPERATOR_CONTAINS_ANY",
    "ContainsAll": "OPERATOR_CONTAINS_ALL",
    "ContainsNone": "OPERATOR_CONTAINS_NONE",
    "NotIn": "OPERATOR_CONTAINS_NONE",
}


@cache
def _operator(op: str) -> pb.Filters.Operator.ValueType:
    return pb.Filters.Operator.Value(_OPERATORS[op])


_OF_NONE: Mapping[str, bool] = {
    "In": False,
    "ContainsAny": False,
    "NotIn": True,
    "ContainsAll": True,
    "ContainsNone": True,
}
"""What an operator on a list says of the empty list, which the server refuses."""
NEAREST = 800
"""How many objects the server finds by one distance, at the most."""
_READ_KEYS = ("LessThan", "LessThanEqual", "GreaterThan", "GreaterThanEqual", "Like")


def reads_keys(filter_: pb.Filters) -> bool:
    """Would a plain list stop reading the filter's index at offset + limit objects?"""
    looked_at = filter_.target.WhichOneof("target")
    return looked_at in ("property", "count") and filter_.operator in map(_operator, _READ_KEYS)


# -- values that the server compares wrongly ------------------------------------------------

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_FIRST_COMPARABLE, _LAST_COMPARABLE = 10**12, 10**13 - 1
"""Times are compared as decimal text of milliseconds, so with 13 digits they compare rightly."""
_BELOW_ALL: Mapping[str, bool] = {
    "Equal": False,
    "NotEqual": True,
    "GreaterThan": True,
    "GreaterThanEqual": True,
    "LessThan": False,
    "LessThanEqual": False,
}
"""What a comparison says where every value is above the bound."""
_ABOVE_ALL: Mapping[str, bool] = {
    op: says if op in ("Equal", "NotEqual") else not says for op, says in _BELOW_ALL.items()
}
_BETWEEN: Mapping[str, Comparison | bool] = {
    "Equal": False,
    "NotEqual": True,
    "GreaterThan": "GreaterThan",
    "GreaterThanEqual": "GreaterThan",
    "LessThan": "LessThanEqual",
    "LessThanEqual": "LessThanEqual",
}
"""How to compare whole milliseconds with a bound between two of them, cut to the lower one."""


def _time(op: Comparison, value: datetime) -> tuple[Comparison, datetime] | bool:
    milliseconds, rest = divmod(value - _EPOCH, _MILLISECOND)
    if milliseconds < _FIRST_COMPARABLE:
        return _BELOW_ALL[op]
    if milliseconds > _LAST_COMPARABLE:
        return _ABOVE_ALL[op]
    if not rest:
        return op, value
    cut = _BETWEEN[op]
    return cut if isinstance(cut, bool) else (cut, value - rest)


# -- compiling ------------------------------------------------------------------------------


def compile_filter(filter_: Filter[Any], findings: Findings) -> Compiled:
    """The message of a filter, or what it always says."""
    if filter_.location is not None:
        return _leaf(filter_, findings)
    if filter_.op == "Not":
        return _negation(filter_.operands[0], findings)
    return _junction(filter_.op, [compile_filter(f, findings) for f in filter_.operands])


def _junction(op: str, parts: list[Compiled]) -> Compiled:
    decisive = op == "Or"  # one true decides an Or, one false an And
    messages: list[pb.Filters] = []
    for part in parts:
        if part is decisive:
            return decisive
        if not isinstance(part, bool):
            messages.append(part)
    if not messages:
        return not decisive
    if len(messages) == 1:
        return messages[0]
    return pb.Filters(operator=_operator(op), filters=messages)


def _negation(inner: Filter[Any], findings: Findings) -> Compiled:
    if inner.op == "Not":
        return compile_filter(inner.operands[0], findings)
    location = inner.location
    if inner.op == "Equal" and location is not None and not hops(location):
        # The complement; older servers know it too.
        return _leaf(Filter(inner.model, "NotEqual", location, inner.value), findings)
    return negated(compile_filter(inner, findings), findings)


def negated(compiled: Compiled, findings: Findings) -> Compiled:
    """All objects but those."""
    if isinstance(compiled, bool):
        return not compiled
    findings.needs.add("not")
    if _looks_inside(compiled):
        # Else the server looks for members that differ, and an object without any is left out.
        compiled = pb.Filters(operator=_operator("And"), filters=[compiled, every()])
    return pb.Filters(operator=_operator("Not"), filters=[compiled])


def _leaf(leaf: Filter[Any], findings: Findings) -> Compiled:
    location = leaf.location
    assert location is not None
    op, value = cast("Comparison", leaf.op), leaf.value  # a junction has no location
    if op == "IsNull":
        return pb.Filters(
            operator=_operator(op), value_boolean=bool(value), target=_target(location)
        )
    if op == "WithinGeoRange":
        findings.notes.append(f"{leaf!r}: the server finds the {NEAREST} nearest at the most.")
        return _within(location, cast("GeoRange", value))  # made by within() alone
    kind = data_type(location)
    if op in _OF_NONE:
        return _each(leaf, op, kind, findings)
    if kind == "time":
        settled = _time(op, cast("datetime", value))  # checked by the expression
        if isinstance(settled, bool):
            return _settled(settled, leaf, findings)
        op, value = settled
    elif kind in ("count", "length") and cast("int", value) < 0:  # checked by the expression
        return _settled(_BELOW_ALL[op], leaf, findings)
    if op == "NotEqual" and (_range_index_alone(location) or _inside(location)):
        equal = _one("Equal", location, kind, value)
        return negated(equal, findings)
    return _one(op, location, kind, value)


def _one(op: str, location: Location, kind: str, value: object) -> pb.Filters:
    member, _, _, form = _MEMBERS[kind]
    made = pb.Filters()
    made.CopyFrom(_without_value(op, location))
    setattr(made, member, form(value))
    return made


@lru_cache(maxsize=4096)
def _without_value(op: str, location: Location) -> pb.Filters:
    # Copied into each filter: a third of the time that making one takes.
    return pb.Filters(operator=_operator(op), target=_target(location))


def _each(leaf: Filter[Any], op: str, kind: str, findings: Findings) -> Compiled:
    location = leaf.location
    assert location is not None
    values = cast("tuple[object, ...]", leaf.value)  # made of an iterable
    if kind == "length":
        any_of_them = _any_length(leaf, values, findings)
        return any_of_them if op == "In" else negated(any_of_them, findings)
    if kind == "time":
        settled = (_time("Equal", cast("datetime", v)) for v in values)  # checked before
        kept = tuple(v[1] for v in settled if not isinstance(v, bool))
        if op == "ContainsAll" and len(kept) < len(values):
            return False
        values = kept
    if not values:
        return _OF_NONE[op]
    if op in ("ContainsNone", "NotIn"):
        findings.needs.add("contains_none")
    if hops(location) and op in ("ContainsAll", "NotIn", "ContainsNone"):
        findings.notes.append(
            f"{location!r}: over a reference, several targets together may hold the values."
            if op == "ContainsAll"
            else f"{location!r}: matches where no target holds a value, or there is no target."
        )
    complement = op in ("ContainsNone", "NotIn") and _inside(location)
    _, member, message, form = _MEMBERS[kind]
    array = getattr(pb, message)(values=[form(value) for value in values])
    options: dict[str, Any] = {
        "operator": _operator("ContainsAny" if complement else op),
        member: array,
        "target": _target(location),
    }
    made = pb.Filters(**options)
    return negated(made, findings) if complement else made


def _any_length(leaf: Filter[Any], lengths: Iterable[object], findings: Findings) -> Compiled:
    """The server compares lengths with one number at a time."""
    assert leaf.location is not None
    equal: list[Filter[Any]] = [
        Filter(leaf.model, "Equal", leaf.location, length) for length in lengths
    ]
    return _junction("Or", [_leaf(each, findings) for each in equal])


def _within(location: Location, circle: GeoRange) -> pb.Filters:
    return pb.Filters(
        operator=_operator("WithinGeoRange"),
        value_geo=pb.GeoCoordinatesFilter(
            latitude=circle.latitude, longitude=circle.longitude, distance=circle.km * 1000
        ),
        target=_target(location),
    )


def _settled(says: bool, leaf: Filter[Any], findings: Findings) -> Compiled:
    location = leaf.location
    assert location is not None
    if says and hops(location):
        findings.notes.append(f"{leaf!r} is so of every target: what is sent asks for any target.")
        last = FieldStep(location.last.owner, "id", "_id")
        return _one("NotEqual", Location((*location.steps[:-1], last)), "uuid", "")
    findings.notes.append(f"{leaf!r} is {'always' if says else 'never'} so, and not sent.")
    return says


@lru_cache(maxsize=4096)
def _inside(location: Location) -> bool:
    """Whether it is a member of an object of the queried model itself."""
    names = [s for s in location.steps if isinstance(s, FieldStep)]
    return len(names) > 1 and not hops(location)


def _looks_inside(message: pb.Filters) -> bool:
    return "." in message.target.property or any(map(_looks_inside, message.filters))


def _range_index_alone(location: Location) -> bool:
    if location.measure or location.last.name in METADATA_NAMES:
        return False
    options = field_at(location).specified.options
    return options.range_filters is True and options.filterable is False


def never() -> pb.Filters:
    """A filter that no object meets, as a message: no id is the empty text."""
    return pb.Filters(
        operator=_operator("Equal"), value_text="", target=pb.FilterTarget(property="_id")
    )


def every() -> pb.Filters:
    """A filter that each object meets, for calls that need one."""
    return pb.Filters(
        operator=_operator("NotEqual"), value_text="", target=pb.FilterTarget(property="_id")
    )


def uses_geo(filter_: Filter[Any]) -> bool:
    """Does it look at distances? Aggregates and deletes by filter would see none."""
    return filter_.op == "WithinGeoRange" or any(uses_geo(f) for f in filter_.operands)
