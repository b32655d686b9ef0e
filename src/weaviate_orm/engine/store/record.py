"""The record of an object: a serialized `weaviate.v1.Properties`, written and read as bytes.

A record holds every property of its object but the references, in the order of the collection's
definition. The names that it holds are its *shape*; objects of one collection have few shapes, so
that what a reply needs of a record is decided once a shape (see `Cut`) and not once an object.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, TypeVar

from weaviate_orm.engine.store.values import Geo, Phone
from weaviate_orm.wire.raw import read_varint, varint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weaviate_orm.engine.schema.definition import PropertyDefinition

T = TypeVar("T")
Shape = tuple[str, ...]

# Tags of `Value`, `ListValue` and below (field number << 3 | wire type).
_NUMBER, _BOOL, OBJECT, LIST, _DATE, _UUID, _INT = 0x09, 0x18, 0x22, 0x2A, 0x32, 0x3A, 0x40
_GEO, _BLOB, _PHONE, _NULL, _TEXT = 0x4A, 0x52, 0x5A, 0x60, 0x6A
_NUMBERS, _BOOLS, OBJECTS, _DATES, _UUIDS, _INTS, _TEXTS = 0x12, 0x1A, 0x22, 0x2A, 0x32, 0x3A, 0x42

NULL = bytes((_NULL, 0))
_FEW = 1 << 12
"""Sizes below it, which are nearly all, are looked up: records are joined millions of times."""
_BYTES = tuple(bytes((n,)) for n in range(256))
_ENTRY_HEADS = tuple(b"\x0a" + varint(size) for size in range(_FEW))
_VALUE_HEADS = tuple(b"\x12" + varint(size) for size in range(_FEW))


def sized(tag: int, payload: bytes) -> bytes:
    """A length-delimited field with a one-byte tag."""
    return _BYTES[tag] + varint(len(payload)) + payload


# Writing ------------------------------------------------------------------------------------------


def _text_writer(tag: int) -> Callable[[str], bytes]:
    head = _BYTES[tag]
    heads = tuple(head + varint(size) for size in range(256))

    def write(value: str) -> bytes:
        data = value.encode()
        size = len(data)
        return heads[size] + data if size < 256 else head + varint(size) + data

    return write


_pack_number = struct.Struct("<Bd").pack


def _number(value: float) -> bytes:
    return _pack_number(_NUMBER, value)


def _int(value: int) -> bytes:
    return b"\x40" + varint(value & 0xFFFF_FFFF_FFFF_FFFF)


def _bool(value: object) -> bytes:
    return b"\x18\x01" if value else b"\x18\x00"


def _geo(point: Geo) -> bytes:
    # A zero is left out by protobuf, but a reader takes it; so both members are always written.
    return sized(_GEO, struct.pack("<BfBf", 0x0D, point.longitude, 0x15, point.latitude))


def _phone(phone: Phone) -> bytes:
    parts = [
        b"\x08" + varint(phone.country_code) if phone.country_code else b"",
        *(
            sized(tag, text.encode()) if text else b""
            for tag, text in (
                (0x12, phone.default_country),
                (0x1A, phone.input),
                (0x22, phone.international_formatted),
            )
        ),
        b"\x28" + varint(phone.national) if phone.national else b"",
        sized(0x32, phone.national_formatted.encode()) if phone.national_formatted else b"",
        b"\x38\x01" if phone.valid else b"",
    ]
    return sized(_PHONE, b"".join(parts))


def _list_writer(tag: int, pack: Callable[[Sequence[T]], bytes]) -> Callable[[Sequence[T]], bytes]:
    def write(values: Sequence[T]) -> bytes:
        return sized(LIST, sized(tag, pack(values)))

    return write


def _packed_texts(values: Sequence[str]) -> bytes:
    return b"".join(sized(0x0A, v.encode()) for v in values)


def _packed_numbers(values: Sequence[object]) -> bytes:
    return sized(0x0A, struct.pack(f"<{len(values)}d", *values)) if values else b""


def _packed_ints(values: Sequence[object]) -> bytes:
    return sized(0x0A, struct.pack(f"<{len(values)}q", *values)) if values else b""


def _packed_bools(values: Sequence[bool]) -> bytes:
    return sized(0x0A, bytes(values)) if values else b""


# Any: each is given values of its data type alone, which were validated.
_WRITERS: Mapping[str, Callable[[Any], bytes]] = {
    "text": _text_writer(_TEXT),
    "date": _text_writer(_DATE),
    "uuid": _text_writer(_UUID),
    "blob": _text_writer(_BLOB),
    "blobHash": _text_writer(_BLOB),
    "int": _int,
    "number": _number,
    "boolean": _bool,
    "geoCoordinates": _geo,
    "phoneNumber": _phone,
    "text[]": _list_writer(_TEXTS, _packed_texts),
    "date[]": _list_writer(_DATES, _packed_texts),
    "uuid[]": _list_writer(_UUIDS, _packed_texts),
    "int[]": _list_writer(_INTS, _packed_ints),
    "number[]": _list_writer(_NUMBERS, _packed_numbers),
    "boolean[]": _list_writer(_BOOLS, _packed_bools),
}


def writer(definition: PropertyDefinition) -> Callable[[Any], bytes]:
    """The function that writes a stored value of this property as a `Value`."""
    plain = _WRITERS.get(definition.data_type)
    if plain is not None:
        return plain
    members = {n.name: (key(n.name), writer(n)) for n in definition.nested.values()}

    def write_members(value: Mapping[str, object]) -> bytes:
        entries: list[bytes] = []
        for name, item in value.items():
            member, write = members[name]
            entries.append(entry(member, NULL if item is None else write(item)))
        return b"".join(entries)

    def write_objects(values: Sequence[Mapping[str, object]]) -> bytes:
        return b"".join(sized(0x0A, write_members(value)) for value in values)

    if definition.is_array:
        return _list_writer(OBJECTS, write_objects)
    return lambda value: sized(OBJECT, write_members(value))


def key(name: str) -> bytes:
    """The key part of a map entry."""
    return sized(0x0A, name.encode())


def entry(key: bytes, value: bytes) -> bytes:
    """One property of a record; `key` is `key(name)`, `value` a serialized `Value`."""
    size = len(value)
    head = _VALUE_HEADS[size] if size < _FEW else b"\x12" + varint(size)
    total = len(key) + len(head) + size
    if total < _FEW:
        return _ENTRY_HEADS[total] + key + head + value
    return b"\x0a" + varint(total) + key + head + value


# Reading ------------------------------------------------------------------------------------------


def entries(record: bytes) -> Iterable[bytes]:
    """The properties of a record one by one, each with its tag and length."""
    at, end = 0, len(record)
    while at < end:
        size, body = read_varint(record, at + 1)
        stop = body + size
        yield record[at:stop]
        at = stop


def name_and_value(part: bytes) -> tuple[str, bytes]:
    """What one of `entries` holds."""
    _, at = read_varint(part, 1)
    size, at = read_varint(part, at + 1)
    name = part[at : at + size].decode()
    size, value_at = read_varint(part, at + size + 1)
    return name, part[value_at : value_at + size]


def value_at(record: bytes, ordinal: int) -> bytes:
    """The serialized `Value` of the property that stands at this place of the record's shape."""
    at = 0
    for _ in range(ordinal):
        size = record[at + 1]
        at += 2
        if size >= 0x80:
            size, at = read_varint(record, at - 1)
        at += size
    _, at = read_varint(record, at + 1)
    size, at = read_varint(record, at + 1)  # the name
    size, at = read_varint(record, at + size + 1)
    return record[at : at + size]


def decode(record: bytes) -> dict[str, object]:
    """Every stored value of a record by name."""
    return {name: read(value) for name, value in map(name_and_value, entries(record))}


def read(value: bytes) -> object:
    """The stored value of a serialized `Value`."""
    tag = value[0]
    if tag in (_TEXT, _DATE, _UUID, _BLOB):
        _, at = read_varint(value, 1)
        return value[at:].decode()
    if tag == _INT:
        number, _ = read_varint(value, 1)
        return number - (1 << 64) if number >> 63 else number
    return _READERS[tag](value)


def _read_number(value: bytes) -> object:
    return struct.unpack_from("<d", value, 1)[0]


def _read_bool(value: bytes) -> object:
    return value[1] != 0


def _read_null(_: bytes) -> object:
    return None


def _read_geo(value: bytes) -> object:
    longitude, latitude = struct.unpack_from("<fxf", value, 3)
    return Geo(latitude, longitude)


def _read_phone(value: bytes) -> object:
    found: dict[int, str | int] = {}
    _, at = read_varint(value, 1)
    while at < len(value):
        tag = value[at]
        number, at = read_varint(value, at + 1)
        if tag & 7 == 2:
            found[tag] = value[at : at + number].decode()
            at += number
        else:
            found[tag] = number
    return Phone(
        input=str(found.get(0x1A, "")),
        default_country=str(found.get(0x12, "")),
        country_code=int(found.get(0x08, 0)),
        national=int(found.get(0x28, 0)),
        international_formatted=str(found.get(0x22, "")),
        national_formatted=str(found.get(0x32, "")),
        valid=bool(found.get(0x38, 0)),
    )


def _read_object(value: bytes) -> object:
    _, at = read_varint(value, 1)
    return decode(value[at:])


def _read_list(value: bytes) -> object:
    _, at = read_varint(value, 1)
    tag = value[at]
    _, at = read_varint(value, at + 1)
    if tag in (_TEXTS, _DATES, _UUIDS):
        return [item.decode() for item in items(value, at)]
    if tag == OBJECTS:
        return [decode(item) for item in items(value, at)]
    payload = next(iter(items(value, at)), b"")
    if tag == _BOOLS:
        return [b != 0 for b in payload]
    return list(struct.unpack(f"<{len(payload) // 8}{'q' if tag == _INTS else 'd'}", payload))


def items(value: bytes, at: int) -> Iterable[bytes]:
    while at < len(value):
        size, at = read_varint(value, at + 1)
        yield value[at : at + size]
        at += size


_READERS: Mapping[int, Callable[[bytes], object]] = {
    _NUMBER: _read_number,
    _BOOL: _read_bool,
    _NULL: _read_null,
    _GEO: _read_geo,
    _PHONE: _read_phone,
    OBJECT: _read_object,
    LIST: _read_list,
}
