# ruff: noqa: N802 - metrics read as values
"""What can be computed over objects: ``Question.objects.aggregate(Count(), Mean(…))``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, overload

from weaviate_orm.errors import MisuseValueError
from weaviate_orm.models.attributes import Attr
from weaviate_orm.models.location import Location
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import Path
from weaviate_orm.models.traversal import MultiRefAttr, RefPath
from weaviate_orm.models.variables import (
    Member,
    Numeric,
    Orderable,
    S,
    S_contra,
    T,
    T_co,
    Texts,
    X,
)

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties

MetricName: TypeAlias = Literal[
    "count",
    "values",
    "mean",
    "median",
    "sum",
    "maximum",
    "minimum",
    "mode",
    "top_occurrences",
    "total_true",
    "total_false",
    "percentage_true",
    "percentage_false",
    "pointing_to",
]


_WRITTEN: Mapping[MetricName, str] = {
    "values": "CountValues",
    "mean": "Mean",
    "median": "Median",
    "sum": "Sum",
    "maximum": "Max",
    "minimum": "Min",
    "mode": "Mode",
    "top_occurrences": "TopOccurrences",
    "total_true": "TotalTrue",
    "total_false": "TotalFalse",
    "percentage_true": "PercentageTrue",
    "percentage_false": "PercentageFalse",
    "pointing_to": "PointingTo",
}


@dataclass(frozen=True, slots=True)
class Aggregate(Generic[S_contra, T_co]):
    """One figure. ``location`` is None where it is of the objects themselves."""

    model: type[HasProperties]
    name: MetricName
    location: Location | None = None
    data_type: str = ""
    limit: int | None = None

    def __repr__(self) -> str:
        return f"{_WRITTEN[self.name]}({self.location!r})" if self.location else "Count()"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A value and how many objects have it."""

    value: str
    count: int


def _aggregate(name: MetricName, attr: Path[Any], limit: int | None = None) -> Aggregate[Any, Any]:
    return Aggregate(attr.model, name, attr.location, attr.data_type, limit)


def Count() -> Aggregate[ModelBase, int]:
    """The number of objects."""
    return Aggregate(ModelBase, "count")


def CountValues(attr: Attr[S, T, X], /) -> Aggregate[S, int]:
    """The number of values; of a list each item counts."""
    return _aggregate("values", attr)


def Mean(attr: Attr[S, T, int] | Attr[S, T, float], /) -> Aggregate[S, float | None]:
    """The mean of the values; None where there is none."""
    return _aggregate("mean", attr)


def Median(attr: Attr[S, T, int] | Attr[S, T, float], /) -> Aggregate[S, float | None]:
    """The median of the values; None where there is none."""
    return _aggregate("median", attr)


def Sum(attr: Attr[S, T, Numeric], /) -> Aggregate[S, Numeric | None]:
    """The sum of the values; None where there is none."""
    return _aggregate("sum", attr)


@overload
def Max(attr: Attr[S, T, Member], /) -> Aggregate[S, Member | None]: ...
@overload
def Max(attr: Attr[S, T, Orderable], /) -> Aggregate[S, Orderable | None]: ...
def Max(attr: Path[Any], /) -> Aggregate[Any, Any]:
    """The largest value; None where there is none."""
    return _aggregate("maximum", attr)


@overload
def Min(attr: Attr[S, T, Member], /) -> Aggregate[S, Member | None]: ...
@overload
def Min(attr: Attr[S, T, Orderable], /) -> Aggregate[S, Orderable | None]: ...
def Min(attr: Path[Any], /) -> Aggregate[Any, Any]:
    """The smallest value; None where there is none."""
    return _aggregate("minimum", attr)


@overload
def Mode(attr: Attr[S, T, Member], /) -> Aggregate[S, Member | None]: ...
@overload
def Mode(attr: Attr[S, T, Orderable], /) -> Aggregate[S, Orderable | None]: ...
def Mode(attr: Path[Any], /) -> Aggregate[Any, Any]:
    """The most frequent value; None where there is none.

    Of several numbers the smallest, of several dates any.
    """
    return _aggregate("mode", attr)


def TopOccurrences(attr: Attr[S, T, Texts], /, *, limit: int = 5) -> Aggregate[S, list[Occurrence]]:
    """The most frequent texts and how many values are so, at most ``limit``."""
    if limit < 1:
        raise MisuseValueError(f"TopOccurrences(limit={limit}): one at least is wanted.")
    return _aggregate("top_occurrences", attr, limit)


def TotalTrue(attr: Attr[S, T, bool], /) -> Aggregate[S, int]:
    """How many values are true."""
    return _aggregate("total_true", attr)


def TotalFalse(attr: Attr[S, T, bool], /) -> Aggregate[S, int]:
    """How many values are false."""
    return _aggregate("total_false", attr)


def PercentageTrue(attr: Attr[S, T, bool], /) -> Aggregate[S, float | None]:
    """The share of true values, from 0 to 1; None where there is none."""
    return _aggregate("percentage_true", attr)


def PercentageFalse(attr: Attr[S, T, bool], /) -> Aggregate[S, float | None]:
    """The share of false values, from 0 to 1; None where there is none."""
    return _aggregate("percentage_false", attr)


def PointingTo(
    reference: RefPath[S, ModelBase] | MultiRefAttr[S, ModelBase], /
) -> Aggregate[S, list[str]]:
    """The collections that a reference can point to."""
    return _aggregate("pointing_to", reference)
