"""Rows of chosen properties, made of what was decoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from typing_extensions import TypeIs

from weaviate_orm.models.location import FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.query.rows import Partial

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query
    from weaviate_orm.wire.decode import Found

Getter: TypeAlias = "Callable[[Found], Any]"


def row_maker(query: Query) -> Getter | None:
    """How the row of an object is made of what was decoded; None where it is the object."""
    make = _ROWS.get(query.rows)
    return None if make is None else make(query)


def _partial(query: Query) -> Getter:
    places = [*query.columns_and_vectors()]
    getters = [(place, getter(place)) for place in places]
    model = query.model
    return lambda found: Partial(model, {place: get(found) for place, get in getters})


def _tuple(query: Query) -> Getter:
    getters = [getter(location) for location in query.columns or ()]
    return lambda found: tuple([get(found) for get in getters])  # faster than of a generator


def _value(query: Query) -> Getter:
    assert query.columns is not None
    return getter(query.columns[0])


def _card(query: Query) -> Getter:
    assert query.card is not None
    return query.card.maker()


_ROWS: Mapping[str, Callable[[Query], Getter]] = {
    "partial": _partial,
    "tuple": _tuple,
    "value": _value,
    "card": _card,
}


def getter(location: Location) -> Getter:
    """How a column's value is found in what was decoded."""
    step, *rest = [s for s in location.steps if isinstance(s, FieldStep)]
    attribute = step.attribute
    if attribute == "id":
        return lambda found: found.id
    mapped = fields_of(step.owner)[attribute]
    if mapped.kind == "vector":
        return lambda found: found.vectors[attribute]
    if not rest:
        return lambda found: found.values[attribute]
    if mapped.kind == "nested":
        return lambda found: _member(found.values[attribute], rest)
    behind = 2 if isinstance(location.steps[1], TargetStep) else 1
    return through(attribute, getter(Location(location.steps[behind:])), many=mapped.many)


def through(attribute: str, inner: Getter, *, many: bool) -> Getter:
    """What stands behind a reference: of each target, or of the one that there is, else None."""
    if many:
        return lambda found: [inner(each) for each in _targets(found, attribute)]

    def first(found: Found) -> Any:
        targets = _targets(found, attribute)
        return inner(targets[0]) if targets else None

    return first


def _targets(found: Found, attribute: str) -> list[Found]:
    return cast("list[Found]", found.references[attribute])  # made by Found itself


def is_list(value: object) -> TypeIs[list[Any]]:
    """Whether a decoded value is a list."""
    return isinstance(value, list)


def _member(value: Any, steps: Sequence[FieldStep]) -> Any:
    if value is None or not steps:
        return value
    if is_list(value):
        return [_member(each, steps) for each in value]
    return _member(vars(value)[steps[0].attribute], steps[1:])
