"""``int``: ``int`` in Python, from -2**53 to 2**53.

The server keeps integers as float64, in lists too: beyond these bounds neighbours fall together.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from weaviate_orm.wire import raw
from weaviate_orm.wire.types.checks import cannot_be, wrong_type
from weaviate_orm.wire.types.reading import Reading, unchanged
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import ListForm, numbers

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON

LARGEST: Final = 2**53
_INT64: Final = 2**63


def plain(value: object, label: str) -> int:
    checked = value if type(value) is int else _checked(value, label)
    if -LARGEST <= checked <= LARGEST:
        return checked
    raise cannot_be(label, value, "the server keeps integers exactly only from -2**53 to 2**53")


def _checked(value: object, label: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise wrong_type(label, value, "an integer")


def filter_plain(value: object, label: str) -> int:
    """Bounds of filters are compared as int64."""
    checked = _checked(value, label)
    if -_INT64 <= checked < _INT64:
        return checked
    raise cannot_be(label, value, "integers are compared within 64 bits")


def parse(value: JSON) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return int(value)
    raise TypeError(f"{value!r} is no integer")


def _pack(items: Sequence[object], label: str) -> bytes:
    return raw.field(1, raw.signed([plain(item, label) for item in items]))


def _unpack(column: list[bytes]) -> list[object]:
    return [list(struct.unpack(f"<{len(data) // 8}q", data)) for data in column]


INT = WireType(
    name="int",
    plain=plain,
    parse=parse,
    write=partial(numbers, plain=plain),
    read=Reading("int_value", attrgetter("int_value"), unchanged).column,
    list_form=ListForm("ints", _pack),
    read_list=Reading(
        "int_values", attrgetter("list_value.int_values.values"), _unpack, is_list=True
    ).column,
    filter_form=FilterForm("value_int", filter_plain),
)
