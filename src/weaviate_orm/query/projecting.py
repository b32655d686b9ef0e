"""Rows of chosen properties, made of what was decoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from typing_extensions import TypeIs

from weaviate_orm.models.location import FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.query.rows import Partial

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query
    from weaviate_orm.wire.decode import Row

Getter: TypeAlias = "Callable[[Row], Any]"


def row_maker(query: Query) -> Getter | None:
    """How the row of an object is made of what was decoded; None where it is the object."""
    make = _ROWS.get(query.rows)
    return None if make is None else make(query)


def _partial(query: Query) -> Getter:
    places = [*query.columns_and_vectors()]
    getters = [(place, getter(place)) for place in places]
    model = query.model
    return lambda row: Partial(model, {place: get(row) for place, get in getters})


def _tuple(query: Query) -> Getter:
    getters = [getter(location) for location in query.columns or ()]
    return lambda row: tuple([get(row) for get in getters])  # faster than of a generator


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
    if not rest:
        return itemgetter(attribute)
    mapped = fields_of(step.owner)[attribute]
    if mapped.kind == "nested":
        return lambda row: _member(row[attribute], rest)
    behind = 2 if isinstance(location.steps[1], TargetStep) else 1
    return through(attribute, getter(Location(location.steps[behind:])), many=mapped.many)


def through(attribute: str, inner: Getter, *, many: bool) -> Getter:
    """What stands behind a reference: of each target, or of the one that there is, else None."""
    if many:
        return lambda row: [inner(each) for each in _targets(row, attribute)]

    def first(row: Row) -> Any:
        targets = _targets(row, attribute)
        return inner(targets[0]) if targets else None

    return first


def _targets(row: Row, attribute: str) -> list[Row]:
    return cast("list[Row]", row[attribute])  # of a reference that was followed


def is_list(value: object) -> TypeIs[list[Any]]:
    """Whether a decoded value is a list."""
    return isinstance(value, list)


def _member(value: Any, steps: Sequence[FieldStep]) -> Any:
    if value is None or not steps:
        return value
    if is_list(value):
        return [_member(each, steps) for each in value]
    return _member(vars(value)[steps[0].attribute], steps[1:])
