"""``number``: ``float`` in Python, any but NaN and the infinities."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import partial
from math import isfinite, isnan
from operator import attrgetter
from typing import TYPE_CHECKING

from weaviate_orm.wire import raw
from weaviate_orm.wire.types.checks import cannot_be, wrong_type
from weaviate_orm.wire.types.reading import Reading, unchanged
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import ListForm, numbers

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON


def plain(value: object, label: str) -> float:
    number = value if type(value) is float else _float(value, label)
    if isfinite(number):
        return number
    raise cannot_be(label, value, "the server stores finite numbers only")


def _float(value: object, label: str) -> float:
    if isinstance(value, float):
        return float(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong_type(label, value, "a number")
    try:
        number = float(value)
    except OverflowError:
        number = 0.0
    if number != value:
        raise cannot_be(label, value, "a 64-bit float does not hold this integer exactly")
    return number


def filter_plain(value: object, label: str) -> float:
    """Infinities compare as such; NaN equals nothing."""
    number = _float(value, label)
    if isnan(number):
        raise cannot_be(label, value, "nothing equals NaN, nor is smaller or larger")
    return number


def parse(value: JSON) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise TypeError(f"{value!r} is no number")


def _pack(items: Sequence[object], label: str) -> bytes:
    return raw.field(3, struct.pack(f"<{len(items)}d", *[plain(item, label) for item in items]))


def _unpack(column: list[bytes]) -> list[object]:
    return [list(struct.unpack(f"<{len(data) // 8}d", data)) for data in column]


NUMBER = WireType(
    name="number",
    plain=plain,
    parse=parse,
    write=partial(numbers, plain=plain),
    read=Reading("number_value", attrgetter("number_value"), unchanged).column,
    list_form=ListForm("numbers", _pack),
    read_list=Reading(
        "number_values", attrgetter("list_value.number_values.values"), _unpack, is_list=True
    ).column,
    filter_form=FilterForm("value_number", filter_plain),
)
