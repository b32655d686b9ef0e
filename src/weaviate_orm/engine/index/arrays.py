"""Arrays that grow at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, DTypeLike, NDArray

S = TypeVar("S", bound=np.generic)


class Growing(Generic[S]):
    """A one-dimensional array; what `view` gave stays valid when more is added."""

    def __init__(self, dtype: type[S] | np.dtype[S]) -> None:
        self._array: NDArray[S] = np.empty(0, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def view(self) -> NDArray[S]:
        return self._array[: self._size]

    def extend(self, values: ArrayLike) -> None:
        fresh = np.asarray(values, self._array.dtype)
        size = self._size + len(fresh)
        if size > len(self._array):
            room = max(size, len(self._array) + len(self._array) // 2)
            array = np.empty(room, self._array.dtype)
            array[: self._size] = self.view
            self._array = array
        self._array[self._size : size] = fresh
        self._size = size


def smallest_unsigned(most: int) -> DTypeLike:
    """The narrowest unsigned type that holds `most`."""
    return np.min_scalar_type(most)
