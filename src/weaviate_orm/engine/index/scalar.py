"""Indexes of the properties that are neither text nor reference."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.index.entries import Entries
from weaviate_orm.engine.store.rows import IndexKey
from weaviate_orm.engine.text import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard

NAN_KEY = 2.0**-1023
"""Where the server's keys place a NaN among the numbers."""
UUID = np.dtype("S16")


def number_key(value: float) -> float:
    return NAN_KEY if math.isnan(value) else value


def uuid_key(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))


def _same(value: object) -> object:
    return value


_TYPES: Mapping[str, tuple[np.dtype[np.generic], Callable[..., object]]] = {
    "int": (np.dtype(np.int64), _same),
    "number": (np.dtype(np.float64), number_key),
    "boolean": (np.dtype(np.bool_), _same),
    "date": (np.dtype(np.int64), dates.nanoseconds),
    "uuid": (UUID, uuid_key),
}


class ScalarIndex(Entries[np.generic]):
    """The values of an int, number, boolean, date or uuid property, or of a list of them.

    Dates are nanoseconds since 1970, uuids their 16 bytes.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        prop = shard.definition.properties[name]
        dtype, self._key = _TYPES[prop.base_type]
        super().__init__(dtype)
        self._name = name
        self._is_array = prop.is_array

    def extend(self, rows: Rows) -> None:
        column = rows.column(self._name)
        if self._is_array:
            lists = cast("Sequence[list[object] | None]", column)  # what such a property holds
            counts = np.fromiter((len(v) if v else 0 for v in lists), np.int64, len(lists))
            found = [item for values in lists if values for item in values]
        else:
            found = [value for value in column if value is not None]
            if len(found) == len(column):
                counts = np.ones(len(column), np.int64)
            else:
                present = (value is not None for value in column)
                counts = np.fromiter(present, np.int64, len(column))
        if self._key is not _same:
            found = list(map(self._key, found))
        self.add(rows.start, counts, np.array(found, self.values.dtype))


def scalar_of(shard: Shard, name: str) -> ScalarIndex:
    """The index of a scalar property of a shard."""
    return shard.index(IndexKey(ScalarIndex, name))
