"""``boolean``: ``bool`` in Python, nothing that is merely true or false."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from weaviate_orm.wire import raw
from weaviate_orm.wire.types.checks import is_none, wrong_type
from weaviate_orm.wire.types.reading import Reading, unchanged
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import ListForm, Put, Values, Writer, plain_of

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON, PropertyShape


def plain(value: object, label: str) -> bool:
    if isinstance(value, bool):
        return value
    raise wrong_type(label, value, "True or False")


def parse(value: JSON) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is neither true nor false")


def _write(shapes: Sequence[PropertyShape]) -> Writer:
    heads = [raw.struct_head(raw.field(1, s.name.encode()), raw.tag(4, 0), 1) for s in shapes]
    rows = [
        (s.attribute, s.nullable, s.label, plain_of(s, plain), head + b"\x01", head + b"\x00")
        for s, head in zip(shapes, heads, strict=True)
    ]

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, boolean_of, yes, no in rows:
            value = values[attribute]
            if value is not None:
                put(yes if boolean_of(value, label) else no)
            elif not nullable:
                raise is_none(label)

    return write


def _pack(items: Sequence[object], label: str) -> bytes:
    return raw.field(1, bytes([plain(item, label) for item in items]))


BOOLEAN = WireType(
    name="boolean",
    plain=plain,
    parse=parse,
    write=_write,
    read=Reading("bool_value", attrgetter("bool_value"), unchanged).column,
    list_form=ListForm("booleans", _pack),
    read_list=Reading(
        "bool_values",
        attrgetter("list_value.bool_values.values"),
        lambda column: [items[:] for items in column],
        is_list=True,
    ).column,
    filter_form=FilterForm("value_boolean", plain),
)
