"""``blob``: ``bytes`` in Python, base64 on the wire. There are no lists and no filters of it.

The server refuses an empty blob, so ``b""`` is refused here, where the property is known.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from weaviate_orm.wire.types.checks import cannot_be, wrong_type
from weaviate_orm.wire.types.reading import Reading
from weaviate_orm.wire.types.wire_type import WireType
from weaviate_orm.wire.types.writing import strings

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON


def plain(value: object, label: str) -> str:
    if not isinstance(value, bytes):
        raise wrong_type(label, value, "bytes")
    if not value:
        raise cannot_be(label, value, "the server stores no empty blob. Use None for nothing")
    return b2a_base64(value, newline=False).decode()


def parse(value: JSON) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no base64 text")
    return a2b_base64(value)


BLOB = WireType(
    name="blob",
    plain=plain,
    parse=parse,
    write=partial(strings, plain=plain),
    read=Reading(
        "blob_value",
        attrgetter("blob_value"),
        lambda column: list(map(a2b_base64, column)),
    ).column,
)
