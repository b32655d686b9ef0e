"""Figures over the values of one property in one group. Pure functions of arrays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class NumberFigures:
    """Those that were not asked for, or that no value makes, are None."""

    count: int | None = None
    sum: float | None = None
    mean: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    median: float | None = None
    mode: float | None = None

    @property
    def is_empty(self) -> bool:
        return self == NumberFigures()


@dataclass(frozen=True, slots=True)
class DateFigures:
    """Those that were not asked for, or that no value makes, are None."""

    count: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    median: str | None = None
    mode: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == DateFigures()


@dataclass(frozen=True, slots=True)
class BooleanFigures:
    count: int
    true: int


@dataclass(frozen=True, slots=True)
class TextFigures:
    count: int
    top: Sequence[tuple[str, int]]
    """The most frequent texts and how often they occur."""


@dataclass(frozen=True, slots=True)
class ReferenceFigures:
    targets: Sequence[str]
    """Target collections, or beacons if the type was not asked for."""


Figures: TypeAlias = NumberFigures | DateFigures | BooleanFigures | TextFigures | ReferenceFigures


def numbers(
    values: NDArray[np.float64], wanted: frozenset[str], *, by_value: bool
) -> NumberFigures:
    """Figures of numbers, in float64. Of the most frequent numbers the smallest is the mode.

    The sum adds the values in their order; with `by_value` it adds the different ones in
    ascending order, each times its count. The last digits differ.
    """
    count = len(values) if "count" in wanted else None
    if not len(values):
        return NumberFigures(count)
    total = _sum(values, by_value) if wanted & {"sum", "mean"} else 0.0
    spread = spread_of(values, wanted)
    median = None
    if spread.middle is not None:
        low, high = map(float, spread.middle)
        median = low if low == high else (low + high) / 2
    return NumberFigures(
        count,
        sum=total if "sum" in wanted else None,
        mean=total / len(values) if "mean" in wanted else None,
        minimum=_float(spread.least),
        maximum=_float(spread.most),
        median=median,
        mode=_float(spread.mode),
    )


def dates(
    values: NDArray[np.int64],
    wanted: frozenset[str],
    *,
    shown: Callable[[int], str],
    between: Callable[[int, int], str],
) -> DateFigures:
    """Figures of numbers that stand for dates and are ordered as these.

    `shown` is the text of a date, `between` that of the middle of two.
    """
    spread = spread_of(values, wanted)
    median = None
    if spread.middle is not None:
        low, high = (int(value) for value in spread.middle)
        median = shown(low) if low == high else between(low, high)
    least, most, mode = (
        None if value is None else shown(int(value))
        for value in (spread.least, spread.most, spread.mode)
    )
    return DateFigures(len(values) if "count" in wanted else None, least, most, median, mode)


def booleans(values: NDArray[np.bool_]) -> BooleanFigures:
    """Figures of booleans."""
    return BooleanFigures(len(values), int(np.count_nonzero(values)))


def texts(
    values: NDArray[np.uint32], limit: int, different: int, shown: Callable[[int], str]
) -> TextFigures:
    """Figures of texts that are given by their numbers below `different`.

    The `limit` most frequent ones (at least one) come first; equal ones in the order of texts.
    """
    if 4 * len(values) < different:
        chosen, counts = np.unique(values, return_counts=True)
    else:
        all_counts = np.bincount(values, minlength=1)
        chosen = np.flatnonzero(all_counts).astype(np.uint32)
        counts = all_counts[chosen]
    return TextFigures(len(values), _top(chosen, counts, max(limit, 1), shown))


def _top(
    chosen: NDArray[np.uint32],
    counts: NDArray[np.integer],
    limit: int,
    shown: Callable[[int], str],
) -> list[tuple[str, int]]:
    last = np.partition(counts, -limit)[-limit] if limit < len(counts) else 0
    above = counts > last
    found = [
        (shown(number), count)
        for number, count in zip(chosen[above].tolist(), counts[above].tolist(), strict=True)
    ]
    found.sort(key=lambda item: (-item[1], item[0]))
    if last:
        equal = map(shown, chosen[counts == last].tolist())
        found += [(text, int(last)) for text in nsmallest(limit - len(found), equal)]
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """Certain values among many; None = not asked for, or there is no value."""

    least: np.generic | None = None
    most: np.generic | None = None
    middle: tuple[np.generic, np.generic] | None = None
    """The middle value twice, or both that are next to the middle."""
    mode: np.generic | None = None
    """The most frequent one, of several the smallest."""


def spread_of(values: NDArray[np.generic], wanted: frozenset[str]) -> Spread:
    """The smallest, largest, middle and most frequent of the values."""
    if not len(values):
        return Spread()
    in_order = None
    if "median" in wanted or "mode" in wanted:
        values = in_order = np.sort(values)
    middle = mode = None
    if in_order is not None and "median" in wanted:
        middle = (in_order[(len(values) - 1) // 2], in_order[len(values) // 2])
    if in_order is not None and "mode" in wanted:
        starts = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
        lengths = np.diff(starts, append=len(values))
        mode = in_order[int(starts[int(lengths.argmax())])]
    return Spread(
        least=values.min() if "minimum" in wanted else None,
        most=values.max() if "maximum" in wanted else None,
        middle=middle,
        mode=mode,
    )


def _sum(values: NDArray[np.float64], by_value: bool) -> float:
    if by_value:
        values, counts = np.unique(values, return_counts=True)
        values = values * counts
    return float(values.cumsum()[-1])  # adds one by one, which `sum` does not


def _float(value: np.generic | None) -> float | None:
    return None if value is None else float(value)


_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_ESCAPED = re.compile('[\x00-\x1f"\\\\&<>\u2028\u2029]')


def escaped(text: str) -> str:
    """The inner part of a text's JSON form, as the server's language writes it."""
    return _ESCAPED.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04x}", text)
