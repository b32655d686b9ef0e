"""The order of lists, and distances."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cmp_to_key
from typing import TypeAlias, cast

import numpy as np

from tests.engine.naive.conditions import Condition, Conditions
from tests.engine.naive.things import Kind, Thing, Things, instant, keys_of, texts
from tests.engine.table import identity

Compare: TypeAlias = Callable[[Thing, Thing], int]
_WALKED = ("int", "number", "date")


def listed(
    things: Things,
    conditions: Conditions,
    condition: Condition | None,
    keys: Sequence[tuple[str, bool]],
    limit: int,
    offset: int = 0,
    after: str = "",
) -> list[int]:
    """The numbers on a page of a list; `keys` are names to sort by, and whether ascending."""
    page = offset + limit
    if condition is None:
        found = sorted(things, key=lambda thing: identity(thing.number))
        found = [thing for thing in found if identity(thing.number) > after]
    else:
        found = conditions.listed(things, condition, page)
        if len(keys) == 1 and conditions.kinds.get(keys[0][0], Kind("")).data_type in _WALKED:
            found = _walked(found, keys[0], page)
    for name, ascending in reversed(keys):
        by = _by(conditions.kinds, name, ascending=ascending)
        found.sort(key=cmp_to_key(by))
    return [thing.number for thing in found[offset:page]]


def _walked(found: list[Thing], key: tuple[str, bool], page: int) -> list[Thing]:
    """Without the objects that a server leaves out when it walks an index instead of sorting."""
    name, ascending = key
    count = len(found)
    walking = 100 * page if ascending else 200 * page + 200
    if walking > 590 * min(page, count) + 1700 * max(count - page, 0):
        return found
    return [thing for thing in found if thing.values.get(name) is not None]


def _by(kinds: Mapping[str, Kind], name: str, *, ascending: bool) -> Compare:
    sign = 1 if ascending else -1

    def compare(one: Thing, other: Thing) -> int:
        a, b = (_sort_key(kinds, name, thing) for thing in (one, other))
        return 0 if a == b else sign if a > b else -sign

    return compare


def _sort_key(kinds: Mapping[str, Kind], name: str, thing: Thing) -> tuple[object, ...]:
    """Tuples that compare; nothing comes first."""
    if name == "_id":
        return (identity(thing.number),)
    value = thing.values.get(name)
    if value is None or value == []:
        return ()
    base = kinds[name].base
    if base == "geoCoordinates":
        point = cast("Mapping[str, float]", value)
        return point["longitude"], point["latitude"]
    if base == "text":
        return tuple(text.lower() for text in texts(value))
    if base == "date":
        return tuple(instant(text) for text in texts(value))
    return tuple(keys_of(kinds[name], value))


def nearest(
    things: Sequence[Thing], name: str, metric: str, query: Sequence[float]
) -> list[tuple[int, float]]:
    """(number, distance), nearest first."""
    found = [
        (thing.number, distance(metric, query, thing.vectors[name]))
        for thing in things
        if name in thing.vectors
    ]
    return sorted(found, key=lambda hit: hit[1])


def distance(metric: str, one: Sequence[float], other: Sequence[float]) -> float:
    a, b = np.array(one, np.float64), np.array(other, np.float64)
    if metric == "cosine":
        norms = float(np.linalg.norm(a) * np.linalg.norm(b))
        return max(0.0, 1 - float(a @ b) / norms) if norms else 1.0
    if metric == "dot":
        return -float(a @ b)
    if metric == "l2-squared":
        return float(((a - b) ** 2).sum())
    if metric == "manhattan":
        return float(np.abs(a - b).sum())
    return float((a != b).sum())
