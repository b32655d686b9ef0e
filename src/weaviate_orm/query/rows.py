"""What query sets yield: hits, partial rows, groups, and the lists that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, cast, overload
from uuid import UUID

from typing_extensions import TypeVar

from weaviate_orm.errors import NotLoaded
from weaviate_orm.models.location import Location
from weaviate_orm.models.paths import Column, VectorAttr
from weaviate_orm.models.variables import M, MetadataName, T
from weaviate_orm.query.answers import Answer
from weaviate_orm.query.profiling import Profile

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from numpy.typing import NDArray

    from weaviate_orm.models.mapping import MappedType

R = TypeVar("R")
"""What a query set yields."""
K = TypeVar("K")
"""The key of a group."""


class Metadata:
    """What the server says about a row. Reading what was not asked for raises ``NotLoaded``."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[Any, object]) -> None:
        self._values = values

    def __getitem__(self, name: MetadataName, /) -> Any:
        if name not in self._values:
            raise NotLoaded(
                f"The metadata {name!r} is not loaded. Add .with_metadata({name!r}) to the query."
            )
        return self._values[name]

    def __repr__(self) -> str:
        return f"Metadata({', '.join(f'{k}={v!r}' for k, v in self._values.items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Metadata) and dict(self._values) == dict(other._values)

    __hash__ = None  # type: ignore[assignment]  # its values may be compared, not hashed

    def items(self) -> Iterable[tuple[MetadataName, object]]:
        """What was asked for: names and values."""
        return self._values.items()

    @property
    def score(self) -> float:
        """How well the row fits a keyword or hybrid search; 0 for other queries."""
        return cast("float", self["score"])  # the codec's type for the name

    @property
    def explain_score(self) -> str:
        """How the score came about; empty for other than keyword and hybrid searches."""
        return cast("str", self["explain_score"])  # the codec's type for the name

    @property
    def distance(self) -> float | None:
        """The distance to the query vector; None for other than vector searches."""
        return cast("float | None", self["distance"])  # the codec's type for the name

    @property
    def certainty(self) -> float | None:
        """1 - distance / 2; None where the distance is not cosine."""
        return cast("float | None", self["certainty"])  # the codec's type for the name

    @property
    def creation_time(self) -> datetime:
        """When the object was stored first."""
        return cast("datetime", self["creation_time"])  # the codec's type for the name

    @property
    def last_update_time(self) -> datetime:
        """When it was stored or changed last."""
        return cast("datetime", self["last_update_time"])  # the codec's type for the name


@dataclass(frozen=True, slots=True)
class Hit(Generic[R]):
    """A row and what the server says about it."""

    object: R
    metadata: Metadata


def _text(answer: Answer | None) -> str:
    if answer is None:
        raise NotLoaded(
            "No text was asked for each row, only one over all: result().metadata.generated. Give "
            "a single_prompt to .generate() as well."
        )
    return answer.text


@dataclass(frozen=True, slots=True)
class Generated(Hit[R]):
    """A hit and the text that was generated for it."""

    answer: Answer | None
    """None where only one text over all rows was asked for."""

    @property
    def generated(self) -> str:
        """The text.

        Raises:
            NotLoaded: Only one text over all rows was asked for.
        """
        return _text(self.answer)


@dataclass(frozen=True, slots=True)
class Group(Generic[M, K]):
    """Objects with the same value of the property that was grouped by; ``key`` is that value."""

    key: K | None
    objects: tuple[M, ...]
    """The nearest first; at most ``per_group``, whatever else has the value."""
    distances: tuple[float, ...] = field(default=(), kw_only=True)
    """Of each object to the query vector; none after a keyword or hybrid search."""
    rerank_score: float | None = field(default=None, kw_only=True)
    """What the reranker says of the group's first object; None without ``rerank``."""

    def __len__(self) -> int:
        return len(self.objects)

    @property
    def min_distance(self) -> float | None:
        """Of the nearest object; None after a keyword or hybrid search."""
        return min(self.distances, default=None)

    @property
    def max_distance(self) -> float | None:
        """Of the farthest object; None after a keyword or hybrid search."""
        return max(self.distances, default=None)

    @property
    def members(self) -> tuple[Grouped[M, K], ...]:
        """The objects, each with the group that it is in."""
        distances = self.distances or (None,) * len(self.objects)
        return tuple(
            Grouped(each, self.key, distance)
            for each, distance in zip(self.objects, distances, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Grouped(Generic[M, K]):
    """An object and the key of the group that it is in."""

    object: M
    key: K | None
    distance: float | None = None
    """To the query vector; None after a keyword or hybrid search."""


@dataclass(frozen=True, slots=True)
class GeneratedGroup(Group[M, K]):
    """A group and the text that was generated for its first object."""

    answer: Answer | None
    """None where only one text over all groups was asked for."""

    @property
    def generated(self) -> str:
        """The text.

        Raises:
            NotLoaded: Only one text over all groups was asked for.
        """
        return _text(self.answer)


@dataclass(frozen=True, slots=True)
class AggregateGroup(Generic[K, R]):
    """The figures over the objects with the same value."""

    key: K | None
    values: R


ColumnKey: TypeAlias = Location


class Partial(Generic[M]):
    """A row of which only some properties were fetched: ``row[Question.points]``."""

    __slots__ = ("_model", "_values")

    def __init__(self, model: type[M], values: Mapping[ColumnKey, object]) -> None:
        self._model = model
        self._values = values

    @overload
    def __getitem__(self, column: Column[M, T], /) -> T: ...
    @overload
    def __getitem__(self, column: VectorAttr[M], /) -> NDArray[np.float32] | None: ...
    def __getitem__(self, column: Column[M, Any] | VectorAttr[M], /) -> Any:
        location = column.location
        if location not in self._values:
            step = "with_vectors" if isinstance(column, VectorAttr) else "only"
            raise NotLoaded(f"{column!r} is not loaded. Add it to .{step}(…).")
        return self._values[location]

    def items(self) -> Iterable[tuple[ColumnKey, object]]:
        """What was fetched: places and values."""
        return self._values.items()

    def __repr__(self) -> str:
        inner = ", ".join(f"{key!r}={value!r}" for key, value in self._values.items())
        return f"Partial[{self._model.__name__}]({inner})"

    if not TYPE_CHECKING:  # else any name would pass the checkers

        def __getattr__(self, name):
            if name.startswith("_"):
                raise AttributeError(name)
            raise NotLoaded(
                f"A row of .only(…) is read by expressions: row[{self._model.__name__}.{name}]."
            )


@dataclass(frozen=True, slots=True)
class ResultMetadata:
    """What the server says about a whole answer."""

    took: float = 0.0
    """Seconds inside the server, of all calls together."""
    answer: Answer | None = None
    """What was generated over all rows; None where no ``grouped_task`` was given."""

    profile: Profile | None = None
    """Where the server spent its time; None where it was not asked: ``result(profile=True)``."""

    @property
    def generated(self) -> str | None:
        """The text that was generated over all rows."""
        return None if self.answer is None else self.answer.text


@dataclass(frozen=True, slots=True)
class Outline:
    """What the rows of a query are, whether there are any or not."""

    kind: str
    """``Query.rows``."""
    columns: Mapping[str, MappedType | None]
    """By name, in order; None where the type has to be seen of the values."""
    own: tuple[str, ...]
    """Those of the object, without what stands beside it in the row."""


class Result(list[R]):
    """The rows of a query, with the query's own metadata.

    The ``to_…`` methods make columns of the rows and need the extra ``frames``. Names, types and
    what has a column: ``weaviate_orm.frames.columns_of``.
    """

    def __init__(
        self,
        rows: Iterable[R] = (),
        metadata: ResultMetadata | None = None,
        outline: Outline | None = None,
    ) -> None:
        super().__init__(rows)
        self.metadata = metadata or ResultMetadata()
        self.outline = outline

    def __repr__(self) -> str:
        from weaviate_orm.query.showing import text

        return text(self)

    def _repr_html_(self) -> str:
        from weaviate_orm.query.showing import html

        return html(self)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame. See ``weaviate_orm.frames.to_pandas``."""
        from weaviate_orm.query import tables

        return tables.to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a polars frame. See ``weaviate_orm.frames.to_polars``."""
        from weaviate_orm.query import tables

        return tables.to_polars(self)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table. See ``weaviate_orm.frames.to_arrow``."""
        from weaviate_orm.query import tables

        return tables.to_arrow(self)

    def to_numpy(self, vector: VectorAttr[Any], /) -> NDArray[np.float32]:
        """A vector of all rows, as (rows, dimensions). See ``weaviate_orm.frames.to_numpy``."""
        from weaviate_orm.query import tables

        return tables.to_numpy(self, vector)


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What an update of many objects did."""

    matches: int
    updated: int
    failed: int = 0
    dry_run: bool = False
    errors: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    """Id to reason, of those that failed."""


def as_tuple(*figures: object) -> tuple[object, ...]:
    """The figures as they are."""
    return figures


@dataclass(frozen=True, slots=True)
class DeleteResult:
    """What a delete by filter did."""

    matches: int
    deleted: int
    failed: int = 0
    dry_run: bool = False
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    """Id to reason, of those that failed."""
