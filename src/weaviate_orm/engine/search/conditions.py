"""The conditions of a boost: how much each of them likes an object, from 0 to 1."""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from weaviate_orm.engine.filters.model import LOGICAL, Leaf, Operator
from weaviate_orm.engine.text.dates import instant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weaviate_orm.engine.filters.model import Filter

Column: TypeAlias = "Sequence[object]"
"""The stored values of one property, an object each; None where there is none, or none is seen."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What conditions look at."""

    columns: Mapping[str, Column]
    count: int


Curve = Literal["exponential", "gauss", "linear"]
Modifier = Literal["none", "log1p", "sqrt"]

_NANOSECONDS: Final = {
    "": 1.0,
    "ns": 1.0,
    "us": 1e3,
    "µs": 1e3,
    "μs": 1e3,
    "ms": 1e6,
    "s": 1e9,
    "m": 60e9,
    "h": 3600e9,
    "d": 86_400e9,
}
_PLAIN: Final = re.compile(r"(\d+(?:\.\d+)?)(d|h|ms|m|s)?", re.ASCII)
_GO: Final = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+", re.ASCII)
_GO_PART: Final = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)


def duration(text: str) -> float | None:
    """Nanoseconds of `7d`, `1.5h`, `250ms`, `1h30m`, or of a bare number; None if it is none."""
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return float(plain[1]) * _NANOSECONDS[plain[2] or ""]
    if not _GO.fullmatch(text):
        return None
    total = sum(float(number) * _NANOSECONDS[unit] for number, unit in _GO_PART.findall(text))
    return -total if text.startswith("-") else total


def moment(text: str) -> float | None:
    """Nanoseconds since 1970 of a date with or without time and zone; None if it is none."""
    for candidate in (text, f"{text}Z", f"{text}T00:00:00Z"):
        try:
            seconds, nanoseconds = instant(candidate)
        except ValueError:
            continue
        return seconds * 1e9 + nanoseconds
    return None


@dataclass(frozen=True, slots=True)
class ByFilter:
    """1 for objects that match, else 0; values are compared as a whole."""

    filter: Filter

    def names(self) -> tuple[str, ...]:
        return tuple(leaf.path.property for leaf in _leaves(self.filter))

    def scores(self, found: Candidates) -> list[float]:
        return [float(_matches(self.filter, found.columns, i)) for i in range(found.count)]


@dataclass(frozen=True, slots=True)
class ByDecay:
    """1 up to `offset` from the origin, then falling: `decay` at `scale` beyond that.

    A property of dates is measured in nanoseconds.
    """

    name: str
    origin: float | None
    """None = now."""
    scale: float
    offset: float = 0.0
    decay: float = 0.5
    curve: Curve = "exponential"
    of_time: bool = False

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def scores(self, found: Candidates) -> list[float]:
        if not self.scale > 0:
            return [0.0] * found.count
        origin = float(time.time_ns()) if self.origin is None else self.origin
        fall = _CURVES[self.curve]
        scores: list[float] = []
        for value in found.columns[self.name]:
            number = _point(value) if self.of_time else _number(value)
            if number is None:
                scores.append(0.0)
                continue
            beyond = max(0.0, abs(number - origin) - self.offset)
            scores.append(1.0 if beyond == 0 else fall(beyond / self.scale, self.decay))
        return scores


@dataclass(frozen=True, slots=True)
class ByValue:
    """The size of a number between the smallest and the largest among the candidates."""

    name: str
    modifier: Modifier = "none"

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def scores(self, found: Candidates) -> list[float]:
        change = _MODIFIERS[self.modifier]
        sizes = [
            None if number is None else change(number)
            for number in map(_number, found.columns[self.name])
        ]
        known = [size for size in sizes if size is not None]
        shares = iter(_scaled(known))
        return [0.0 if size is None else next(shares) for size in sizes]


Condition: TypeAlias = ByFilter | ByDecay | ByValue


def _scaled(figures: Sequence[float]) -> list[float]:
    """Between 0 for the smallest and 1 for the largest; 1 where all are equal."""
    if not figures:
        return []
    low, high = min(figures), max(figures)
    if low == high:
        return [1.0] * len(figures)
    return [(figure - low) / (high - low) for figure in figures]


def _linear(ratio: float, decay: float) -> float:
    return max(0.0, 1 - (1 - decay) * ratio)


def _exponential(ratio: float, decay: float) -> float:
    return math.exp(math.log(decay) * ratio)


def _gauss(ratio: float, decay: float) -> float:
    return math.exp(math.log(decay) * ratio * ratio)


_CURVES: Final[Mapping[Curve, Callable[[float, float], float]]] = {
    "exponential": _exponential,
    "gauss": _gauss,
    "linear": _linear,
}
_MODIFIERS: Final[Mapping[Modifier, Callable[[float], float]]] = {
    "none": lambda value: value,
    "log1p": lambda value: math.log1p(max(0.0, value)),
    "sqrt": lambda value: math.sqrt(max(0.0, value)),
}


def _number(value: object) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return None


def _point(value: object) -> float | None:
    return moment(value) if isinstance(value, str) else None


# Filters on values at hand ------------------------------------------------------------------------


def _leaves(tree: Filter) -> list[Leaf]:
    if isinstance(tree, Leaf):
        return [tree]
    return [leaf for operand in tree.operands for leaf in _leaves(operand)]


def operators(tree: Filter) -> list[Operator]:
    """Every operator of a filter, the outer ones first."""
    if isinstance(tree, Leaf):
        return [tree.operator]
    return [tree.operator, *(op for operand in tree.operands for op in operators(operand))]


ALLOWED: Final = LOGICAL | {
    Operator.EQUAL,
    Operator.NOT_EQUAL,
    Operator.GREATER_THAN,
    Operator.GREATER_THAN_EQUAL,
    Operator.LESS_THAN,
    Operator.LESS_THAN_EQUAL,
}


def _matches(tree: Filter, columns: Mapping[str, Column], place: int) -> bool:
    if isinstance(tree, Leaf):
        return _leaf_matches(tree, columns[tree.path.property][place])
    found = (_matches(operand, columns, place) for operand in tree.operands)
    if tree.operator is Operator.NOT:
        return not any(found)
    return all(found) if tree.operator is Operator.AND else any(found)


def _leaf_matches(leaf: Leaf, value: object) -> bool:
    """A missing value and a list match nothing, not even NotEqual."""
    wanted = leaf.value.items[0] if leaf.value.items else None
    if isinstance(value, bool) or isinstance(wanted, bool):
        if not (isinstance(value, bool) and isinstance(wanted, bool)):
            return False
        equal = value is wanted
        return {Operator.EQUAL: equal, Operator.NOT_EQUAL: not equal}.get(leaf.operator, False)
    if isinstance(value, str) and isinstance(wanted, str):
        return _compared(leaf.operator, (value > wanted) - (value < wanted))
    if isinstance(value, (int, float)) and isinstance(wanted, (int, float)):
        return _compared(leaf.operator, (value > wanted) - (value < wanted))
    return False


def _compared(operator: Operator, order: int) -> bool:
    """`order` is -1, 0 or 1 for less, equal, greater."""
    return order in _ORDERS.get(operator, ())


_ORDERS: Final[Mapping[Operator, tuple[int, ...]]] = {
    Operator.EQUAL: (0,),
    Operator.NOT_EQUAL: (-1, 1),
    Operator.GREATER_THAN: (1,),
    Operator.GREATER_THAN_EQUAL: (0, 1),
    Operator.LESS_THAN: (-1,),
    Operator.LESS_THAN_EQUAL: (-1, 0),
}
