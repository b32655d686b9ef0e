"""Groups of objects that share a value of a property."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.aggregate.sight import Column

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Groups:
    """The largest groups; of equal ones those that were seen first, or last if there are few."""

    keys: Sequence[int]
    """Numbers of the shared values."""
    counts: Sequence[int]
    """Objects in each group."""
    members: Column[np.intp]
    """The place of a group for each object in it."""
    size: int
    """Positions of objects are below this."""

    def parts(self, column: Column[np.generic]) -> list[Column[np.generic]]:
        """The values of each group's objects, in the order of the column."""
        groups, places = self._joined(column.positions)
        narrow = groups.astype(np.min_scalar_type(max(len(self.keys) - 1, 0)))
        order = places[np.argsort(narrow, kind="stable")]
        stops = np.cumsum(np.bincount(groups, minlength=len(self.keys))).tolist()
        return [
            column.take(order[start:stop])
            for start, stop in zip([0, *stops[:-1]], stops, strict=True)
        ]

    def _joined(self, positions: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(group, place of a value) for every value and every group of its object."""
        members = self.members
        per_object = np.bincount(members.positions, minlength=self.size)
        if per_object.max(initial=0) <= 1:
            group_of = np.full(self.size, -1, np.intp)
            group_of[members.positions] = members.values
            groups = group_of[positions]
            places = np.flatnonzero(groups >= 0)
            return groups[places], places
        order = np.argsort(members.positions, kind="stable")
        starts = np.cumsum(per_object) - per_object
        counts = per_object[positions]
        places = np.repeat(np.arange(len(positions)), counts)
        within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        return members.values[order[np.repeat(starts[positions], counts) + within]], places


_FEW = 8
"""So many groups lie side by side on a server, which then begins anywhere among them."""


def grouped(
    column: Column[np.unsignedinteger],
    different: int,
    size: int,
    limit: int,
    order: Callable[[], NDArray[np.integer]] | None = None,
) -> Groups:
    """Group objects by their values, which are numbers below `different`.

    A server has equal groups in an order by chance. Of a few it is most often the one in which
    they were seen last, and that is taken; it looks at objects in the order of the column, or in
    the one that `order` says: their positions, one after the other.
    """
    column = _once(column, different)
    counts = np.bincount(column.values, minlength=different)
    present = np.flatnonzero(counts)
    few = len(present) <= _FEW
    tied = few and len(np.unique(counts[present])) < len(present)
    seen = column.values
    if tied and order is not None:
        turns = np.empty(size, np.intp)
        positions = order()
        turns[positions] = np.arange(len(positions))
        seen = seen[np.argsort(turns[column.positions], kind="stable")]
    first = np.empty(different, np.intp)
    first[seen[::-1]] = np.arange(len(seen))[::-1]
    by_turn = -first[present] if few else first[present]
    largest = present[np.lexsort((by_turn, -counts[present]))[:limit]]
    place = np.full(different, -1, np.intp)
    place[largest] = np.arange(len(largest))
    places = place[column.values]
    inside = places >= 0
    members = Column(places[inside], column.positions[inside])
    return Groups(largest.tolist(), counts[largest].tolist(), members, size)


def _once(column: Column[np.unsignedinteger], different: int) -> Column[np.unsignedinteger]:
    """The same without repeats of a value in one object."""
    if len(column.positions) < 2 or bool((column.positions[1:] != column.positions[:-1]).all()):
        return column  # the entries of an object stand together
    pairs = column.positions.astype(np.int64) * different + column.values
    pairs.sort()
    positions, values = np.divmod(pairs[np.append(True, pairs[1:] != pairs[:-1])], different)
    return Column(values.astype(np.uint32), positions)
