"""``uuid``: ``uuid.UUID`` in Python. Ids of objects are read here too."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID, SafeUUID

from weaviate_orm.wire.types.checks import wrong_type
from weaviate_orm.wire.types.reading import Reading
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import strings, text_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from weaviate_orm.wire.shape import JSON

_new = object.__new__
# The slots behind the read-only attributes.
_set_int: Callable[[UUID, int], None] = vars(UUID)["int"].__set__
_set_is_safe: Callable[[UUID, SafeUUID], None] = vars(UUID)["is_safe"].__set__
_UNKNOWN = SafeUUID.unknown


def from_ints(numbers: Iterable[int]) -> list[UUID]:
    """``UUID(int=number)`` of each, in a fifth of the time: nothing is checked again."""
    made: list[UUID] = []
    for number in numbers:
        uuid = _new(UUID)
        _set_int(uuid, number)
        _set_is_safe(uuid, _UNKNOWN)
        made.append(uuid)
    return made


def from_bytes(column: Iterable[bytes]) -> list[UUID]:
    """Ids from their bytes; old servers left out leading zeros."""
    return from_ints([int.from_bytes(data, "big") for data in column])


def text_of(uuid: UUID) -> str:
    """``str(uuid)`` in half of the time."""
    digits = uuid.int.to_bytes(16).hex("-", 2)  # four by four: three hyphens too many
    return f"{digits[:4]}{digits[5:29]}{digits[30:34]}{digits[35:]}"


def plain(value: object, label: str) -> str:
    if not isinstance(value, UUID):
        raise wrong_type(label, value, "a UUID")
    return text_of(value)


def parse(value: JSON) -> UUID:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no UUID")
    return UUID(value)


def _read(column: Iterable[str]) -> list[object]:
    return list[object](from_ints([int(text.replace("-", ""), 16) for text in column]))


UUID_TYPE = WireType(
    name="uuid",
    plain=plain,
    parse=parse,
    write=partial(strings, plain=plain),
    read=Reading("uuid_value", attrgetter("uuid_value"), _read).column,
    list_form=text_items(plain),
    read_list=Reading(
        "uuid_values",
        attrgetter("list_value.uuid_values.values"),
        lambda column: [_read(texts) for texts in column],
        is_list=True,
    ).column,
    filter_form=FilterForm("value_text", plain),
)
