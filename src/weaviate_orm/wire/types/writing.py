"""How values are written into insert requests: all properties of one kind in one loop.

Writers put pieces of protobuf bytes, see ``weaviate_orm.wire.raw``. Scalars are entries of a
``google.protobuf.Struct``; each list is a message of its own beside it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from typing_extensions import TypeVar

from weaviate_orm.wire import raw
from weaviate_orm.wire.types.checks import is_list, is_none, wrong_type

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON, PropertyShape

Values: TypeAlias = Mapping[str, object]
"""Attribute values of one object, as in ``vars(instance)``."""
Put: TypeAlias = Callable[[bytes], None]
Writer: TypeAlias = Callable[[Values, Put], None]
PlainT = TypeVar("PlainT", bound="JSON", default="JSON")
Plain: TypeAlias = Callable[[object, str], PlainT]
"""From a value and its property's label to the value's JSON form."""

_pack_double = struct.Struct("<d").pack


def plain_of(shape: PropertyShape, plain: Plain[PlainT]) -> Plain[PlainT]:
    """The property's own plain form: that of its type, after its conversion."""
    conversion = shape.conversion
    if conversion is None:
        return plain
    to_wire = conversion.to_wire
    return lambda value, label: plain(to_wire(value), label)


# Scalars ------------------------------------------------------------------------------------------


def strings(shapes: Sequence[PropertyShape], plain: Plain[str]) -> Writer:
    """For types whose JSON form is a text."""
    rows = [
        (s.attribute, s.nullable, s.label, plain_of(s, plain), raw.Heads(s.name)) for s in shapes
    ]

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, text_of, heads in rows:
            value = values[attribute]
            if value is not None:
                data = text_of(value, label).encode()
                put(heads[len(data)] + data)
            elif not nullable:
                raise is_none(label)

    return write


def numbers(shapes: Sequence[PropertyShape], plain: Plain[float]) -> Writer:
    """For types whose JSON form is a number."""
    rows = [
        (
            s.attribute,
            s.nullable,
            s.label,
            plain_of(s, plain),
            raw.struct_head(raw.field(1, s.name.encode()), raw.tag(2, 1), 8),
        )
        for s in shapes
    ]

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, number_of, head in rows:
            value = values[attribute]
            if value is not None:
                put(head + _pack_double(number_of(value, label)))
            elif not nullable:
                raise is_none(label)

    return write


def entries(shapes: Sequence[PropertyShape], plain: Plain) -> Writer:
    """For types whose JSON form is anything else."""
    rows = [(s.attribute, s.nullable, s.label, plain_of(s, plain), s.name) for s in shapes]

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, json_of, name in rows:
            value = values[attribute]
            if value is not None:
                put(_entry(name, json_of(value, label)))
            elif not nullable:
                raise is_none(label)

    return write


def _entry(name: str, value: JSON) -> bytes:
    return raw.field(1, raw.field(1, name.encode()) + raw.field(2, _value(value)))


def _value(value: JSON) -> bytes:
    """A ``google.protobuf.Value``."""
    if isinstance(value, bool):
        return raw.tag(4, 0) + (b"\x01" if value else b"\x00")
    if isinstance(value, float):
        return raw.tag(2, 1) + _pack_double(value)
    if isinstance(value, str):
        return raw.field(3, value.encode())
    assert isinstance(value, Mapping), "no data type has another JSON form"
    return raw.field(5, b"".join([_entry(name, member) for name, member in value.items()]))


# Lists --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListForm:
    """How the lists of a type are written."""

    kind: Literal["numbers", "ints", "texts", "booleans"]
    """The kind of message that takes them."""
    pack: Callable[[Sequence[object], str], bytes]
    """Write the items of a list that is not empty, given the property's label."""


def text_items(plain: Plain[str]) -> ListForm:
    """For types whose JSON form is a text."""
    return ListForm(
        "texts", lambda items, label: raw.texts([plain(item, label).encode() for item in items])
    )


def lists(
    shapes: Sequence[PropertyShape],
    pack_for: Callable[[PropertyShape], Callable[[Sequence[object], str], bytes]],
    number: int,
    empty: int,
) -> Writer:
    """For lists of one type.

    ``number`` is that of the field that takes such lists, ``empty`` that of the field for the
    names of properties whose list is empty.
    """
    tag = raw.tag(number)
    rows = [
        (
            s.attribute,
            s.nullable,
            s.label,
            s.conversion and s.conversion.to_wire,
            pack_for(s),
            raw.field(2, s.name.encode()),
            raw.field(empty, s.name.encode()),
        )
        for s in shapes
    ]

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, to_wire, pack, name, when_empty in rows:
            value = values[attribute]
            if is_list(value):
                if value:
                    items = list(map(to_wire, value)) if to_wire else value
                    content = pack(items, label) + name
                    put(tag + raw.varint(len(content)) + content)
                else:
                    put(when_empty)
            elif value is not None:
                raise wrong_type(label, value, "a list")
            elif not nullable:
                raise is_none(label)

    return write
