"""Numbers in the place of values, so that what is compared and counted are arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.index.entries import Entries
from weaviate_orm.engine.text import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard


class _Numbers(dict[object, int]):
    """Values with their numbers; a value that is asked for gets one."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[object] = []

    def __missing__(self, value: object) -> int:
        number = self[value] = len(self)
        self.order.append(value)
        return number


class Distinct(Entries[np.uint32]):
    """The values of a property, whole ones, or its elements or references, as numbers.

    Different values are numbered in the order in which they came.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(np.uint32)
        prop = shard.definition.properties[name]
        self._name = name
        self._is_reference = prop.is_reference
        self._has_many = prop.is_array or prop.is_reference
        self._numbers = _Numbers()

    @property
    def known(self) -> Sequence[object]:
        """The different values by their numbers."""
        return self._numbers.order

    def extend(self, rows: Rows) -> None:
        column = rows.references(self._name) if self._is_reference else rows.column(self._name)
        if self._has_many:
            lists = cast("Sequence[Sequence[object] | None]", column)  # what such a one holds
            counts = np.fromiter((len(v) if v else 0 for v in lists), np.int64, len(lists))
            found = [item for values in lists if values for item in values]
        else:
            present = (value is not None for value in column)
            counts = np.fromiter(present, np.int64, len(column))
            found = [value for value in column if value is not None]
        numbers = map(self._numbers.__getitem__, found)
        self.add(rows.start, counts, np.fromiter(numbers, np.uint32, len(found)))


class Spellings(Distinct):
    """Dates as they are written, and when they are."""

    def __init__(self, shard: Shard, name: str) -> None:
        super().__init__(shard, name)
        self._instants: Growing[np.int64] = Growing(np.int64)
        self._chronicle = Chronicle.of(self._instants.view)

    def chronicle(self) -> Chronicle:
        """The spellings in their order in time."""
        if len(self._chronicle.instants) != len(self._instants):
            self._chronicle = Chronicle.of(self._instants.view)
        return self._chronicle

    def extend(self, rows: Rows) -> None:
        super().extend(rows)
        fresh = cast("list[str]", self.known[len(self._instants) :])  # what a date property holds
        self._instants.extend([dates.nanoseconds(text) for text in fresh])


class Chronicle(NamedTuple):
    """Spellings by time; of one instant the spelling that came first leads."""

    instants: NDArray[np.int64]
    """Nanoseconds since 1970, by the place in time."""
    numbers: NDArray[np.intp]
    """The spelling at each place."""
    places: NDArray[np.intp]
    """The place of each spelling."""

    @staticmethod
    def of(instants: NDArray[np.int64]) -> Chronicle:
        """From the instant of each spelling."""
        numbers = np.argsort(instants, kind="stable")
        places = np.empty(len(numbers), np.intp)
        places[numbers] = np.arange(len(numbers))
        return Chronicle(instants[numbers], numbers, places)
