"""Vectors: float32 arrays in Python, little-endian float32 on the wire.

Arrays that were read are views of the bytes that came, so nothing is copied; they are
read-only, which also keeps a change in place from passing unnoticed: assign a new array.

numpy is loaded with the first vector.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, TypeAlias

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float32]

_FLOAT32: Final = "<f4"
_LARGEST_DIMENSION: Final = 65535
"""Of multi-vectors, whose dimension travels as 16 bits."""


def as_array(value: object, label: str, *, multi: bool = False) -> Array:
    """The value as a float32 array in C order, itself where it is one already.

    One dimension, or two where ``multi``: one row for each vector. Numbers of other types are
    rounded to float32.

    Raises:
        MisuseTypeError: It holds no numbers, or has other dimensions.
        MisuseValueError: It is empty, or NaN or infinity is in it (also after rounding).
    """
    import numpy as np

    dimensions = 2 if multi else 1
    if (
        type(value) is np.ndarray
        and value.dtype == _FLOAT32
        and value.ndim == dimensions
        and value.flags.c_contiguous
    ):
        array: Array = value
    else:
        array = _converted(value, label, dimensions)
    if not array.size:
        raise MisuseValueError(f"{label} is an empty vector. Use None for no vector.")
    # Half of the time of ``.all()``.
    if 0 in np.isfinite(array).tobytes():
        raise MisuseValueError(
            f"{label} has NaN or infinity in it, for which there is no distance."
        )
    return array


def _converted(value: object, label: str, dimensions: int) -> Array:
    import numpy as np

    try:
        given: NDArray[np.generic] = np.asarray(value)
    except (ValueError, TypeError, RuntimeError) as fault:
        raise MisuseTypeError(f"{label} takes an array of numbers: {fault}") from fault
    if given.dtype.kind not in "fiu" or given.ndim != dimensions:
        raise MisuseTypeError(
            f"{label} takes an array of numbers with {dimensions} dimension"
            f"{'s' * (dimensions > 1)}, not one of {given.dtype} with {given.ndim}."
        )
    with np.errstate(over="ignore"):  # the infinities that come of it are refused
        return np.asarray(given, dtype=_FLOAT32, order="C")


def prefix(array: Array, label: str) -> bytes:
    """What stands before the rows of a multi-vector: their length, in two bytes."""
    dimension = array.shape[1]
    if dimension > _LARGEST_DIMENSION:
        raise MisuseValueError(
            f"{label} has rows of {dimension} numbers; the protocol takes {_LARGEST_DIMENSION}."
        )
    return struct.pack("<H", dimension)


def to_bytes(value: object, label: str, *, multi: bool = False) -> bytes:
    """A vector as requests hold it. Raises as ``as_array``."""
    array = as_array(value, label, multi=multi)
    return prefix(array, label) + array.tobytes() if multi else array.tobytes()


def read(column: Iterable[bytes]) -> list[Array | None]:
    """Single vectors of replies; None for no bytes.

    Raises:
        ValueError: The bytes are no float32s.
    """
    import numpy as np

    return [np.frombuffer(data, _FLOAT32) if data else None for data in column]


def read_multi(column: Iterable[bytes]) -> list[Array | None]:
    """Multi-vectors of replies, one row for each vector; None for no bytes.

    Raises:
        ValueError: The bytes are no multi-vector.
    """
    import numpy as np

    arrays: list[Array | None] = []
    for data in column:
        dimension = int.from_bytes(data[:2], "little")
        if dimension:
            rows = np.frombuffer(data, _FLOAT32, offset=2)
            arrays.append(rows.reshape(-1, dimension))
        elif data:
            raise ValueError("a multi-vector has rows without numbers")
        else:
            arrays.append(None)
    return arrays
