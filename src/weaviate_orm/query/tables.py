"""Rows as tables of pandas, polars and Arrow, and vectors as one array.

The packages are loaded when they are asked for. The type of a column is that of its property,
whatever the values are.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, NotSupported
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.paths import VectorAttr
from weaviate_orm.query.columns import Values, table_of, vector_of
from weaviate_orm.query.projecting import is_list

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float32]


def to_numpy(rows: Iterable[object], vector: VectorAttr[Any], /) -> NDArray[np.float32]:
    """A vector of all rows as one float32 array of shape (rows, dimensions).

    It is (0, 0) where there are no rows.

    Raises:
        NotLoaded: The query did not fetch it.
        MisuseTypeError: The rows do not have it, or it has several rows itself.
        MisuseValueError: Some objects have none.
    """
    import numpy as np

    if not isinstance(vector, VectorAttr):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(
            f"to_numpy({vector!r}): it takes a vector. For other columns there is .to_arrow()."
        )
    if field_at(vector.location).many:
        raise MisuseTypeError(
            f"to_numpy({vector!r}): a multi-vector has as many rows as it likes, so they do not "
            "fit into one array. Take .to_arrow()."
        )
    found = [each for row in rows for each in vector_of(row, vector)]
    arrays = [each for each in found if each is not None]
    if len(arrays) < len(found):
        raise MisuseValueError(
            f"to_numpy({vector!r}): {len(found) - len(arrays)} of {len(found)} objects have no "
            "such vector. Take .to_arrow(), where it is null."
        )
    return np.stack(arrays) if arrays else np.zeros((0, 0), np.float32)


def to_arrow(rows: Iterable[object], /) -> pa.Table:
    """The rows as an Arrow table.

    Types are those of the properties: text and uuid are string, int is int64, number float64,
    boolean bool, date timestamp[us, UTC], blob binary; lists of them are lists. Nested objects and
    prefetched references are structs. A vector is a fixed-size list of float32 over one contiguous
    array, a multi-vector a list of such; where no row has one, its type is a list of float32.

    Raises:
        NotSupported: pyarrow is not installed.
    """
    with _needed("pyarrow"):
        import pyarrow as pa

    arrays = {name: _arrow(name, values) for name, values in table_of(rows).items()}
    return pa.table(arrays)


def to_polars(rows: Iterable[object], /) -> pl.DataFrame:
    """The rows as a polars frame, over the memory of ``to_arrow``; vectors are ``Array``.

    Raises:
        NotSupported: polars or pyarrow is not installed.
    """
    with _needed("polars"):
        import polars as pl

    # Of a table it is a frame.
    return cast("pl.DataFrame", cast("Any", pl).from_arrow(to_arrow(rows)))


def to_pandas(rows: Iterable[object], /) -> pd.DataFrame:
    """The rows as a pandas frame.

    Its types are pandas' nullable ones, ``string``, ``Int64``, ``Float64`` and ``boolean``, so that
    no int becomes a float where another is missing; ids are texts, dates ``datetime64[us, UTC]``.
    Everything else is as Python has it; each vector is a row of one contiguous float32 array.

    Raises:
        NotSupported: pandas is not installed.
    """
    with _needed("pandas"):
        import pandas as pd

    return pd.DataFrame({name: _pandas(values) for name, values in table_of(rows).items()})


@contextmanager
def _needed(package: str) -> Generator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise NotSupported(
            f"Tables of {package} need {error.name}, which is not installed:"
            " pip install 'orm-weaviate[frames]'"
        ) from error


def _with_texts(value: object) -> object:
    """Ids as texts, which every table has."""
    if isinstance(value, UUID):
        return str(value)
    if is_list(value):
        return [_with_texts(each) for each in value]
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)  # made by ``plain``
        return {name: _with_texts(each) for name, each in members.items()}
    return value


# -- vectors ------------------------------------------------------------------------------------


def _vectors(values: Values) -> Sequence[Array | None] | None:
    """The values of a column of vectors; None where it is none."""
    import numpy as np

    if values.data_type == "vector" or any(isinstance(each, np.ndarray) for each in values.items):
        return cast("Sequence[Array | None]", values.items)  # the type of the property
    return None


def _stacked(vectors: Sequence[Array | None]) -> Array:
    """One array of all that are there, along their first axis."""
    import numpy as np

    there = [each for each in vectors if each is not None]
    return np.concatenate(there) if there[0].ndim > 1 else np.stack(there)


# -- Arrow --------------------------------------------------------------------------------------
#
# The packages are Any from here on: their stubs are others' and lack what is used.


def _arrow(name: str, values: Values) -> Any:
    pa: Any = import_module("pyarrow")

    if (vectors := _vectors(values)) is not None:
        return _arrow_vectors(vectors)
    items = [_with_texts(each) for each in values.items]
    try:
        return pa.array(items, type=_arrow_type(values.data_type))
    except (pa.ArrowInvalid, pa.ArrowTypeError) as fault:
        raise MisuseTypeError(
            f"The values of {name} do not fit into one Arrow column: {fault}"
        ) from fault


def _arrow_type(data_type: str | None) -> Any:
    pa: Any = import_module("pyarrow")

    coordinates = {"latitude": pa.float64(), "longitude": pa.float64()}
    types: Mapping[str, Any] = {
        "text": pa.string(),
        "uuid": pa.string(),
        "int": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.timestamp("us", "UTC"),
        "blob": pa.binary(),
        "geoCoordinates": pa.struct(coordinates),
    }
    if data_type is None:
        return None
    item = types.get(data_type.removesuffix("[]"))
    return pa.list_(item) if item is not None and data_type.endswith("[]") else item


def _arrow_vectors(vectors: Sequence[Array | None]) -> Any:
    import numpy as np

    pa: Any = import_module("pyarrow")

    if all(each is None for each in vectors):
        return pa.nulls(len(vectors), pa.list_(pa.float32()))
    stacked = _stacked(vectors)
    dimensions = stacked.shape[1]
    one = pa.FixedSizeListArray.from_arrays(pa.array(stacked.reshape(-1)), dimensions)
    missing = np.array([each is None for each in vectors])
    if any(each is not None and each.ndim > 1 for each in vectors):
        ends = np.cumsum([0 if each is None else len(each) for each in vectors], dtype=np.int32)
        offsets = np.concatenate([np.zeros(1, np.int32), ends])
        return pa.ListArray.from_arrays(pa.array(offsets), one, mask=pa.array(missing))
    if not missing.any():
        return one
    places = np.cumsum(~missing) - 1
    return one.take(pa.array(places, mask=missing))


# -- pandas -------------------------------------------------------------------------------------

_PANDAS: Mapping[str, str] = {
    "text": "string",
    "uuid": "string",
    "int": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}


def _pandas(values: Values) -> Any:
    import numpy as np

    pd: Any = import_module("pandas")

    if (vectors := _vectors(values)) is not None:
        return pd.Series(_objects(_rows_of_one(vectors)), dtype=object)
    if values.data_type == "date":
        dates = cast("Sequence[datetime | None]", values.items)  # the type of the property
        plain = [each and each.astimezone(UTC).replace(tzinfo=None) for each in dates]
        return pd.Series(np.array(plain, "datetime64[us]")).dt.tz_localize("UTC")
    items = [_with_texts(each) for each in values.items]
    dtype = _PANDAS.get(values.data_type or "")
    return pd.Series(_objects(items) if dtype is None else items, dtype=dtype or object)


def _rows_of_one(vectors: Sequence[Array | None]) -> list[object]:
    """The same vectors as views of one contiguous array."""
    if all(each is None for each in vectors):
        return list(vectors)
    stacked = _stacked(vectors)
    views: list[object] = []
    start = 0
    for each in vectors:
        if each is None:
            views.append(None)
        elif each.ndim > 1:
            views.append(stacked[start : start + len(each)])
            start += len(each)
        else:
            views.append(stacked[start])
            start += 1
    return views


def _objects(items: Sequence[object]) -> Any:
    """An array of objects, as which numpy does not look into them."""
    import numpy as np

    made = np.empty(len(items), dtype=object)
    for place, item in enumerate(items):
        made[place] = item
    return made
