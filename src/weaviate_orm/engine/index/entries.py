"""Indexes of values that have an order: for each slot none, one or several values."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import numpy as np

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.index.matches import Matches

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

S = TypeVar("S", bound=np.generic)


class Comparison(Enum):
    """How a value stands to a bound."""

    EQUAL = "=="
    GREATER = ">"
    GREATER_EQUAL = ">="
    LESS = "<"
    LESS_EQUAL = "<="

    def holds(self, value: str, bound: str) -> bool:
        return {
            Comparison.EQUAL: value == bound,
            Comparison.GREATER: value > bound,
            Comparison.GREATER_EQUAL: value >= bound,
            Comparison.LESS: value < bound,
            Comparison.LESS_EQUAL: value <= bound,
        }[self]


_COMPARE: dict[Comparison, Callable[..., NDArray[np.bool_]]] = {
    Comparison.EQUAL: np.equal,
    Comparison.GREATER: np.greater,
    Comparison.GREATER_EQUAL: np.greater_equal,
    Comparison.LESS: np.less,
    Comparison.LESS_EQUAL: np.less_equal,
}
_TAIL = 4096
"""So many entries behind the sorted ones are looked at one by one before all are sorted anew."""


class Ordered(NamedTuple, Generic[S]):
    """Entries by value, those of one value by slot."""

    values: NDArray[S]
    slots: NDArray[np.uint32]

    def range(self, comparison: Comparison, bound: S) -> tuple[int, int]:
        """Where the values that stand so to `bound` begin and end."""
        values = self.values
        match comparison:
            case Comparison.EQUAL:
                return int(values.searchsorted(bound)), int(values.searchsorted(bound, "right"))
            case Comparison.GREATER:
                return int(values.searchsorted(bound, "right")), len(values)
            case Comparison.GREATER_EQUAL:
                return int(values.searchsorted(bound)), len(values)
            case Comparison.LESS:
                return 0, int(values.searchsorted(bound))
            case Comparison.LESS_EQUAL:
                return 0, int(values.searchsorted(bound, "right"))

    def first(self, low: int, high: int, page: int, live: NDArray[np.bool_]) -> NDArray[np.uint32]:
        """Live slots of the entries from `low` to `high`: of the first values that suffice.

        Whole values are read until there are `page` slots.
        """
        reach = 4 * page + 64
        while True:
            stop = min(low + reach, high)
            if stop < high:
                stop = int(self.values.searchsorted(self.values[stop - 1 : stop], "right")[0])
            slots, values = self.slots[low:stop], self.values[low:stop]
            alive = live[slots]
            slots, values = slots[alive], values[alive]
            needed = smallest_keys(values, slots, page)
            if needed is not None or stop == high:
                return slots[:needed]
            reach *= 4


class Entries(Generic[S]):
    """(slot, value) pairs, appended in the order of slots."""

    def __init__(self, dtype: type[S] | np.dtype[S]) -> None:
        self._values: Growing[S] = Growing(dtype)
        self._slots: Growing[np.uint32] = Growing(np.uint32)
        self.size = 0
        """Slots that it knows, with or without a value."""
        self.is_dense = True
        """Every slot has exactly one value: entry i is that of slot i."""
        self._ordered: Ordered[S] = Ordered(self._values.view, self._slots.view)

    def add(self, start: int, counts: NDArray[np.integer], values: NDArray[S]) -> None:
        """Take up the slots from `start` on; slot i gets the next `counts[i]` of `values`."""
        slots = np.arange(start, start + len(counts), dtype=np.uint32)
        self.size = start + len(counts)
        if self.is_dense and len(counts) and not bool((counts == 1).all()):
            self.is_dense = False
        self._slots.extend(np.repeat(slots, counts))
        self._values.extend(values)

    @property
    def values(self) -> NDArray[S]:
        return self._values.view

    @property
    def slots(self) -> NDArray[np.uint32]:
        return self._slots.view

    def ordered(self, tail: int = 0) -> Ordered[S]:
        """The entries by value; the last ones, up to `tail` of them, may be missing."""
        ordered = self._ordered
        if len(self._values) - len(ordered.values) > tail:
            order = np.argsort(self.values, kind="stable")
            ordered = self._ordered = Ordered(self.values[order], self.slots[order])
        return ordered

    def matches(self, comparison: Comparison, bound: S) -> Matches:
        """The slots with a value that stands so to `bound`."""
        ordered = self.ordered(_TAIL)
        low, high = ordered.range(comparison, bound)
        compare = _COMPARE[comparison]
        if (high - low) * 8 > len(self._values):
            chosen = compare(self.values, bound)
            if self.is_dense:
                return Matches.of_mask(chosen)
            return Matches.of_any(self.slots[chosen], self.size)
        found = ordered.slots[low:high]
        tail = compare(self.values[len(ordered.values) :], bound)
        if tail.any():
            found = np.concatenate([found, self.slots[len(ordered.values) :][tail]])
        return Matches.of_any(found, self.size)

    def first(
        self, comparison: Comparison, bound: S, page: int, live: NDArray[np.bool_]
    ) -> Matches:
        """Like `matches`, but only the smallest values: whole ones until `page` slots are live."""
        ordered = self.ordered()
        slots = ordered.first(*ordered.range(comparison, bound), page, live)
        return Matches.of_any(slots, self.size)


def smallest_keys(keys: NDArray[np.generic], slots: NDArray[np.integer], page: int) -> int | None:
    """So many entries have the first keys that together hold `page` slots; None = too few do.

    `keys` are sorted. The server reads its keys so, and stops when it has enough.
    """
    firsts = np.unique(slots, return_index=True)[1]
    if len(firsts) < page:
        return None
    last = keys[np.partition(firsts, page - 1)[page - 1]]
    return int(keys.searchsorted(last, "right"))
