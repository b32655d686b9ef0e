"""What a leaf compares with, as the keys of its index."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from weaviate_orm.engine.filters.model import FilterFault, Kind
from weaviate_orm.engine.index.scalar import NAN_KEY, UUID
from weaviate_orm.engine.text import dates
from weaviate_orm.engine.text.literals import int64, parse_uuid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weaviate_orm.engine.filters.model import Value

_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_LONG = 2**63
_TIME_DIGITS = 13


class Bound(NamedTuple):
    """A key, and its bytes as the server's index holds them (`Like` is matched against those)."""

    key: np.generic
    raw: bytes
    is_nan: bool = False


def text(value: Value) -> str:
    """The value for a text property or an id."""
    if value.kind is not Kind.TEXT:
        raise FilterFault(f"expected value to be string, got '{value.kind.value}'")
    return str(value.items[0])


def boolean(value: Value) -> bool:
    if value.kind is not Kind.BOOLEAN:
        raise FilterFault(f"expected value to be bool, got {value.kind.value}")
    return bool(value.items[0])


def whole(value: Value) -> int:
    if value.kind is not Kind.INT:
        raise FilterFault(f"expected value to be int, got {value.kind.value}")
    (item,) = value.items
    assert isinstance(item, int)
    return item


def time(value: Value, declared: str) -> str:
    """A creation or update time as the decimal text that it is compared as."""
    if value.kind is not Kind.TEXT:
        raise FilterFault(f"expected value to be string or time.Time, got '{value.kind.value}'")
    given = str(value.items[0])
    if declared == "date":
        return str(_date(given, dates.milliseconds))
    if not _WHOLE.fullmatch(given) or int64(given) is None:
        raise FilterFault(f"expected value to be timestamp, got '{given}'")
    return given


class TimeBound(NamedTuple):
    """A text among the decimal texts of thirteen digits, as a number among their numbers."""

    number: int
    is_there: bool
    """The text is such a text itself; else it stands before that of `number`."""


def time_bound(given: str) -> TimeBound:
    """Where a text stands among times, which are compared as texts."""
    if not given.isdecimal():  # a sign sorts before all digits
        return TimeBound(0, is_there=False)
    number = int(given[:_TIME_DIGITS].ljust(_TIME_DIGITS, "0"))
    longer = len(given) > _TIME_DIGITS
    return TimeBound(number + longer, is_there=len(given) == _TIME_DIGITS)


def scalar(value: Value, base_type: str) -> Bound:
    """The value for a property of a type that is neither text nor reference."""
    return _SCALARS[base_type](value)


def _int(value: Value) -> Bound:
    number = whole(value)
    return Bound(np.int64(number), (number + _LONG).to_bytes(8, "big"))


def _number(value: Value) -> Bound:
    if value.kind is not Kind.NUMBER:
        raise FilterFault(f"expected value to be float64, got {value.kind.value}")
    (item,) = value.items
    assert isinstance(item, float)
    bits = int(np.float64(item).view(np.uint64))
    ordered = ~bits & (2**64 - 1) if bits >> 63 else bits | _LONG
    is_nan = math.isnan(item)
    return Bound(np.float64(NAN_KEY if is_nan else item), ordered.to_bytes(8, "big"), is_nan)


def _boolean(value: Value) -> Bound:
    flag = boolean(value)
    return Bound(np.bool_(flag), bytes((flag,)))


def _nanoseconds(value: Value) -> Bound:
    if value.kind is not Kind.TEXT:
        raise FilterFault(
            f"expected value to be time.Time (or parseable string), got {value.kind.value}"
        )
    number = _date(str(value.items[0]), dates.nanoseconds)
    return Bound(np.int64(number), (number + _LONG).to_bytes(8, "big"))


def _date(given: str, read: Callable[[str], int]) -> int:
    try:
        return read(given)
    except ValueError as fault:
        raise FilterFault(f"trying parse time as RFC3339 string: {fault}") from None


def _uuid(value: Value) -> Bound:
    if value.kind is not Kind.TEXT:
        raise FilterFault(f"expected uuid filter value to be a string, got {value.kind.value}")
    try:
        raw = parse_uuid(str(value.items[0]))
    except ValueError as fault:
        raise FilterFault(f"parse uuid filter value: {fault}") from None
    return Bound(np.array([raw], UUID)[0], raw)


_SCALARS: Mapping[str, Callable[[Value], Bound]] = {
    "int": _int,
    "number": _number,
    "boolean": _boolean,
    "date": _nanoseconds,
    "uuid": _uuid,
}
