"""Sets of slots, as a sorted array or as a mask, whichever is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SPARSE = 16
"""Up to one slot in so many, a set is kept as an array of slots."""


class Matches:
    """A set of slots of a shard that has `size` of them. Never changed once it is made."""

    __slots__ = ("_mask", "_slots", "size")

    def __init__(
        self,
        size: int,
        *,
        slots: NDArray[np.intp] | None = None,
        mask: NDArray[np.bool_] | None = None,
    ) -> None:
        self.size = size
        self._slots = slots
        self._mask = mask

    @classmethod
    def of_slots(cls, slots: NDArray[np.integer], size: int) -> Matches:
        """From sorted slots without repeats."""
        return cls(size, slots=slots.astype(np.intp, copy=False))

    @classmethod
    def of_mask(cls, mask: NDArray[np.bool_]) -> Matches:
        return cls(len(mask), mask=mask)

    @classmethod
    def of_any(cls, slots: NDArray[np.integer], size: int) -> Matches:
        """From slots in any order, with repeats."""
        if len(slots) * _SPARSE < size:
            return cls.of_slots(np.unique(slots), size)
        mask = np.zeros(size, np.bool_)
        mask[slots] = True
        return cls.of_mask(mask)

    @classmethod
    def none(cls, size: int) -> Matches:
        return cls(size, slots=np.empty(0, np.intp))

    def slots(self) -> NDArray[np.intp]:
        """The slots in their order."""
        if self._slots is None:
            assert self._mask is not None
            self._slots = np.flatnonzero(self._mask)
        return self._slots

    def mask(self) -> NDArray[np.bool_]:
        """For every slot whether it is in the set."""
        if self._mask is None:
            mask = np.zeros(self.size, np.bool_)
            mask[self._slots] = True
            self._mask = mask
        return self._mask

    def count(self) -> int:
        if self._slots is None:
            assert self._mask is not None
            return int(np.count_nonzero(self._mask))
        return len(self._slots)

    def kept(self, slots: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each of `slots` whether it is in the set."""
        return self.mask()[slots]

    def __contains__(self, slot: int) -> bool:
        return bool(self.mask()[slot])

    @property
    def is_sparse(self) -> bool:
        return self._mask is None

    def within(self, mask: NDArray[np.bool_]) -> Matches:
        """The part of the set that `mask` allows."""
        if self._mask is None:
            slots = self.slots()
            return Matches(self.size, slots=slots[mask[slots]])
        return Matches.of_mask(self._mask & mask)

    def complement(self, universe: NDArray[np.bool_]) -> Matches:
        """What `universe` holds and the set does not."""
        if self._mask is None:
            mask = universe.copy()
            mask[self._slots] = False
            return Matches.of_mask(mask)
        return Matches.of_mask(universe & ~self._mask)


def intersection(sets: Sequence[Matches]) -> Matches:
    """What all of them hold; at least one is given."""
    different = {id(one): one for one in sets}.values()
    ordered = sorted(different, key=lambda s: (not s.is_sparse, s.count() if s.is_sparse else 0))
    result = ordered[0]
    for other in ordered[1:]:
        if result.is_sparse and other.is_sparse:
            slots = np.intersect1d(result.slots(), other.slots(), assume_unique=True)
            result = Matches.of_slots(slots, result.size)
        else:
            result = result.within(other.mask())
    return result


def union(sets: Sequence[Matches]) -> Matches:
    """What any of them holds; at least one is given."""
    if len(sets) == 1:
        return sets[0]
    size = sets[0].size
    sparse = [s.slots() for s in sets if s.is_sparse]
    masks = [s.mask() for s in sets if not s.is_sparse]
    if not masks:
        return Matches.of_any(np.concatenate(sparse), size)
    mask = masks[0].copy()
    for other in masks[1:]:
        mask |= other
    for slots in sparse:
        mask[slots] = True
    return Matches.of_mask(mask)
