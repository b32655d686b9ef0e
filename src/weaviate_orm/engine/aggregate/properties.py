"""What is aggregated of a property: its values, and the figures of a part of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.aggregate import figures
from weaviate_orm.engine.aggregate.distinct import Distinct, Spellings
from weaviate_orm.engine.aggregate.figures import Figures, ReferenceFigures
from weaviate_orm.engine.aggregate.sight import Column, Sight
from weaviate_orm.engine.filters.model import no_such_property
from weaviate_orm.engine.index.scalar import ScalarIndex
from weaviate_orm.engine.search.ranks import id_ranks
from weaviate_orm.engine.write.beacons import beacon_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.aggregate.request import Wanted
    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition
    from weaviate_orm.engine.store.values import Beacon

Values = Column[np.generic]


class PropertyFault(Exception):
    """A property that cannot be aggregated; `str()` is the server's text."""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a property, and what makes figures of a part of them."""

    values: Values
    figures: Callable[[Values], Figures]


def series(
    sight: Sight,
    definition: CollectionDefinition,
    name: str,
    wanted: Wanted,
    *,
    whole: bool,
) -> Series | None:
    """The values of a property; None if there is nothing to say about it.

    `whole` says that neither filter, search nor groups narrow the objects, which shows in sums,
    dates and texts.

    Raises:
        PropertyFault: there is no such property, or none that can be aggregated.
    """
    prop = definition.properties.get(name)
    if prop is None:
        raise PropertyFault(f"property {name}: {no_such_property(name, definition.name)}")
    make = _KINDS.get(prop.base_type)
    if make is None:
        raise PropertyFault(_refusal(prop))
    if whole and not prop.is_array and not prop.filterable and make in _BY_INDEX:
        raise PropertyFault(f"could not find bucket for prop {name}")
    return make(sight, prop, wanted, whole)


def _refusal(prop: PropertyDefinition) -> str:
    if prop.data_type in ("geoCoordinates", "phoneNumber"):
        return f"dataType {prop.data_type} can't be aggregated"
    return f"unrecoginzed dataType {prop.data_type}"  # sic


def _numbers(sight: Sight, prop: PropertyDefinition, wanted: Wanted, whole: bool) -> Series:
    values = sight.column(ScalarIndex, prop.name)[1]
    by_value = whole and not prop.is_array
    column = Column(values.values.astype(np.float64), values.positions)
    if whole and prop.is_array and wanted.figures & {"sum", "mean"}:
        column = _as_summed(sight, column)
    found: Values = Column(column.values, column.positions)
    return Series(
        found,
        lambda part: figures.numbers(part.of(np.float64), wanted.figures, by_value=by_value),
    )


def _as_summed(sight: Sight, column: Column[np.float64]) -> Column[np.float64]:
    """The values of all objects in the order in which a server reads these: that of their ids."""
    values = column.values
    if bool((np.floor(values) == values).all()) and float(np.abs(values).sum()) < _WHOLE:
        return column  # their sum is exact in any order
    return column.take(np.argsort(id_ranks(sight.shard)[column.positions], kind="stable"))


def _booleans(sight: Sight, prop: PropertyDefinition, wanted: Wanted, whole: bool) -> Series:
    del wanted, whole
    return Series(
        sight.column(ScalarIndex, prop.name)[1],
        lambda part: figures.booleans(part.of(np.bool_)),
    )


def _dates(sight: Sight, prop: PropertyDefinition, wanted: Wanted, whole: bool) -> Series:
    if whole and not prop.is_array:
        return Series(
            sight.column(ScalarIndex, prop.name)[1],
            lambda part: figures.dates(
                part.of(np.int64),
                wanted.figures,
                shown=utc,
                between=lambda a, b: utc((a + b) // 2),
            ),
        )
    spellings, values = sight.column(Spellings, prop.name)
    times, known = spellings.chronicle(), spellings.known

    def shown(place: int) -> str:
        return cast("str", known[times.numbers[place]])  # a date as it was written

    def between(a: int, b: int) -> str:
        low, high = int(times.instants[a]), int(times.instants[b])
        return shown(a) if low == high else utc((low + high) // 2)

    places = times.places[values.of(np.uint32)]
    return Series(
        Column(places, values.positions),
        lambda part: figures.dates(part.of(np.int64), wanted.figures, shown=shown, between=between),
    )


def _texts(sight: Sight, prop: PropertyDefinition, wanted: Wanted, whole: bool) -> Series:
    distinct, values = sight.column(Distinct, prop.name)
    known = cast("Sequence[str]", distinct.known)  # what a text property holds

    def shown(number: int) -> str:
        return figures.escaped(known[number]) if whole else known[number]

    return Series(
        values,
        lambda part: figures.texts(part.of(np.uint32), wanted.top, len(known), shown),
    )


def _references(
    sight: Sight, prop: PropertyDefinition, wanted: Wanted, whole: bool
) -> Series | None:
    if wanted.type:
        nothing: Values = Column(np.empty(0, np.uint32), np.empty(0, np.uint32))
        return Series(nothing, lambda _: ReferenceFigures(prop.targets))
    if whole:
        return None
    distinct, values = sight.column(Distinct, prop.name)
    known = cast("Sequence[Beacon]", distinct.known)  # what a reference property holds

    def beacons(part: Values) -> Figures:
        _, places, counts = np.unique(part.positions, return_index=True, return_counts=True)
        numbers: list[int] = np.unique(part.values[places[counts == 1]]).tolist()
        return ReferenceFigures([beacon_text(known[number]) for number in numbers])

    return Series(values, beacons)


_Kind = Callable[[Sight, "PropertyDefinition", "Wanted", bool], Series | None]
_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "int": _numbers,
        "number": _numbers,
        "boolean": _booleans,
        "date": _dates,
        "text": _texts,
        "cref": _references,
    }
)
_BY_INDEX: frozenset[_Kind] = frozenset({_numbers, _booleans, _dates})
"""Kinds that the server reads from the index of the property if it reads all of it."""


_WHOLE = 2.0**53
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (UTC; only the digits are wanted)


def utc(nanoseconds: int) -> str:
    """A date in UTC, with as many digits of the second as it needs."""
    seconds, fraction = divmod(nanoseconds, 1_000_000_000)
    digits = f".{fraction:09}".rstrip("0") if fraction else ""
    return f"{(_EPOCH + timedelta(seconds=seconds)).isoformat()}{digits}Z"
