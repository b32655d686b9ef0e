"""``text``: ``str`` in Python. Any text is carried, byte for byte in UTF-8."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from weaviate_orm.wire import raw
from weaviate_orm.wire.types.checks import cannot_be, is_none, wrong_type
from weaviate_orm.wire.types.reading import Reading, unchanged
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import ListForm, Put, Values, Writer, strings

if TYPE_CHECKING:
    from weaviate_orm.errors import MisuseValueError
    from weaviate_orm.wire.shape import JSON, PropertyShape


def plain(value: object, label: str) -> str:
    if not isinstance(value, str):
        raise wrong_type(label, value, "a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _surrogate(value, label) from None
    return value


def _surrogate(value: object, label: str) -> MisuseValueError:
    return cannot_be(label, value, "a lone surrogate is no text, and UTF-8 has no form for it")


def parse(value: JSON) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _write(shapes: Sequence[PropertyShape]) -> Writer:
    # Most properties are texts: their loop saves the call of `plain`.
    rows = [
        (s.attribute, s.nullable, s.label, raw.Heads(s.name)) for s in shapes if not s.conversion
    ]
    converted = [s for s in shapes if s.conversion]
    write_converted = strings(converted, plain)
    encode = str.encode

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, heads in rows:
            value = values[attribute]
            if value is not None:
                try:
                    data = encode(value)  # type: ignore[arg-type]  # refused below
                except (TypeError, UnicodeEncodeError):
                    data = plain(value, label).encode()
                put(heads[len(data)] + data)
            elif not nullable:
                raise is_none(label)
        if converted:
            write_converted(values, put)

    return write


def _pack(items: Sequence[object], label: str) -> bytes:
    try:
        return raw.texts(list(map(str.encode, items)))  # type: ignore[arg-type]  # refused below
    except (TypeError, UnicodeEncodeError):
        return raw.texts([plain(item, label).encode() for item in items])


TEXT = WireType(
    name="text",
    plain=plain,
    parse=parse,
    write=_write,
    read=Reading("text_value", attrgetter("text_value"), unchanged).column,
    list_form=ListForm("texts", _pack),
    read_list=Reading(
        "text_values",
        attrgetter("list_value.text_values.values"),
        lambda column: [texts[:] for texts in column],
        is_list=True,
    ).column,
    filter_form=FilterForm("value_text", plain),
)
