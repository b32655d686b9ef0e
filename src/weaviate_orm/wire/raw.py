"""Protobuf messages written as bytes, where building them field by field is too slow.

A field is its tag (the field's number times 8, plus 2 for what has a length), the length as
a varint, and the content. A message is its fields one after the other, in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def _varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


class _Varints(dict[int, bytes]):
    """The forms of small numbers, each made when it is first asked for."""

    _KEPT = 1 << 14

    def __missing__(self, number: int) -> bytes:
        made = _varint(number)
        if number < self._KEPT:
            self[number] = made
        return made


varint = _Varints().__getitem__
"""The variable-length form of a number that is not negative."""


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that stands at ``at``, and where it ends.

    Raises:
        IndexError: The data ends before it does.
    """
    byte = data[at]
    at += 1
    if byte < 0x80:
        return byte, at
    number = byte & 0x7F
    shift = 7
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def signed(numbers: Iterable[int]) -> bytes:
    """The numbers as packed int64s; negative ones take ten bytes each."""
    return b"".join([varint(number & 0xFFFF_FFFF_FFFF_FFFF) for number in numbers])


def tag(number: int, wire_type: int = 2) -> bytes:
    return varint(number << 3 | wire_type)


def field(number: int, content: bytes) -> bytes:
    """A field that has a length: a text, bytes, a message, a packed list."""
    return tag(number) + varint(len(content)) + content


_ITEM_HEADS = tuple(bytes((0x0A, length)) for length in range(128))


def texts(items: Iterable[bytes]) -> bytes:
    """A repeated field 1 of texts."""
    heads = _ITEM_HEADS
    return b"".join(
        [heads[len(data)] + data if len(data) < 128 else field(1, data) for data in items]
    )


class Heads(dict[int, bytes]):
    """What stands before a text in an entry of a ``google.protobuf.Struct``, by its length.

    The entry, its key and the tags are constant for a property, and so is all but the text
    for texts of one length.
    """

    _KEPT = 1 << 12
    """Heads of longer texts are made each time, so that a process does not collect them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._key = field(1, name.encode())

    def __missing__(self, length: int) -> bytes:
        head = struct_head(self._key, tag(3) + varint(length), length)
        if length < self._KEPT:
            self[length] = head
        return head


def struct_head(key: bytes, value_head: bytes, length: int) -> bytes:
    """What stands before the last ``length`` bytes of a Struct's entry.

    ``key`` is its key as a field; ``value_head`` how its value begins.
    """
    value = tag(2) + varint(len(value_head) + length) + value_head
    return tag(1) + varint(len(key) + len(value) + length) + key + value
