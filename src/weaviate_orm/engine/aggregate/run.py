"""An aggregation from its request to its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from weaviate_orm.engine.aggregate.distinct import Distinct
from weaviate_orm.engine.aggregate.found import found
from weaviate_orm.engine.aggregate.groups import grouped
from weaviate_orm.engine.aggregate.properties import PropertyFault, series
from weaviate_orm.engine.aggregate.sight import Column, Sight
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.filters.model import no_such_property
from weaviate_orm.engine.search.vector_leg import Place
from weaviate_orm.engine.store.values import Beacon, Geo, Phone
from weaviate_orm.engine.text.literals import format_float
from weaviate_orm.engine.write.beacons import beacon_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weaviate_orm.engine.aggregate.figures import Figures
    from weaviate_orm.engine.aggregate.groups import Groups
    from weaviate_orm.engine.aggregate.request import Aggregation
    from weaviate_orm.engine.state import State

_WORDS: Final = "aggregate: "
_UNGROUPED: Final = frozenset({"object", "blob", "blobHash"})
"""Types whose values make no groups."""
_UNSHOWN: Final[Mapping[type, str]] = {Geo: "GeoCoordinates", Phone: "PhoneNumber"}
"""Values that make groups, which the server then cannot show."""


class Group(NamedTuple):
    """The figures of some objects."""

    value: str | float | bool | None
    """What they share; None if they are not grouped. Whole numbers are floats, too."""
    size: int
    """Objects in it."""
    figures: Mapping[str, Figures]
    """By the names of properties."""


def run(state: State, request: Aggregation) -> Sequence[Group]:
    """The groups, largest first; without grouping one of all objects.

    Raises:
        CallError: the request cannot be run.
    """
    place = Place(state, request.collection, request.tenant, request.filter, _WORDS)
    shard, slots = found(place, request.search, grouped=request.group_by is not None)
    sight = Sight(shard, slots)
    if request.group_by is None:
        step = "" if sight.is_whole else "prepare aggregators for props: "
        words = f"{_WORDS}shard {shard.name}: aggregate properties: {step}"
        return [Group(None, sight.count, figures) for figures in _figures(request, sight, words)]
    return _grouped(request, sight, request.group_by)


def _grouped(request: Aggregation, sight: Sight, name: str) -> Sequence[Group]:
    made = _groups(request, sight, name)
    if made is None:
        _check_types(request)
        return []
    groups, values = made
    first = values[0]
    words = (
        f"{_WORDS}shard {sight.shard.name}: aggregate group 0 ({_told(first)}): aggregate "
        "properties: prepare aggregators for props: "
    )
    figures = _figures(request, sight, words, groups)
    for value in values:
        unshown = _UNSHOWN.get(type(value))
        if unshown is not None:
            raise CallError(
                f"prepare reply: groupedBy: unrecognized grouped by value type: *models.{unshown}"
            )
    return [
        Group(_shared(value), count, of_group)
        for value, count, of_group in zip(values, groups.counts, figures, strict=True)
    ]


def _groups(
    request: Aggregation, sight: Sight, name: str
) -> tuple[Groups, Sequence[object]] | None:
    """Groups and the values that make them; None if there are none."""
    prop = request.collection.definition.properties.get(name)
    if prop is None or prop.base_type in _UNGROUPED:
        return None
    distinct, column = sight.column(Distinct, name)
    if not len(column.positions):
        return None
    if prop.is_reference and not sight.is_whole:
        _check_single(column.positions, sight)
    known = distinct.known
    numbers = Column(column.of(np.uint32), column.positions)
    order = sight.by_id if sight.is_whole else None
    groups = grouped(numbers, len(known), sight.size, request.limit, order)
    return groups, [known[key] for key in groups.keys]


def _check_single(positions: NDArray[np.integer], sight: Sight) -> None:
    if int(np.bincount(positions).max()) > 1:  # the server crashes
        raise CallError(
            f"{_WORDS}shard {sight.shard.name}: identify groups: scan: panic occurred: "
            "hash of unhashable type: map[string]interface {}"
        )


def _check_types(request: Aggregation) -> None:
    """Without a group only the types of properties are looked up."""
    definition = request.collection.definition
    for name, wanted in request.properties.items():
        if wanted.type and name not in definition.properties:
            raise CallError(f"{_WORDS}{no_such_property(name, definition.name)}")


def _told(value: object) -> str:
    """A shared value as faults show it."""
    if isinstance(value, Beacon):
        return beacon_text(value)
    if isinstance(value, float):
        return format_float(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shared(value: object) -> str | float | bool:
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, Beacon):
        return beacon_text(value)
    assert isinstance(value, (int, float))
    return float(value)


def _figures(
    request: Aggregation, sight: Sight, words: str, groups: Groups | None = None
) -> list[dict[str, Figures]]:
    """For each group the figures of the properties; without groups once, of everything."""
    out: list[dict[str, Figures]] = [{} for _ in (groups.keys if groups else (0,))]
    whole = groups is None and sight.is_whole
    for name, wanted in request.properties.items():
        try:
            found_values = series(sight, request.collection.definition, name, wanted, whole=whole)
        except PropertyFault as fault:
            raise CallError(f"{words}property {name}: {fault}") from None
        if found_values is None:
            continue
        values = found_values.values
        parts = [values] if groups is None else groups.parts(values)
        for figures, part in zip(out, parts, strict=True):
            figures[name] = found_values.figures(part)
    return out
