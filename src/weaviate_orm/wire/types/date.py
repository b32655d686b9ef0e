"""``date``: an aware ``datetime`` in Python.

Written with its offset and its microseconds, so the instant and the offset come
back as given; the name of a time zone does not travel. Naive datetimes are refused, and so are
offsets with seconds, for which RFC 3339 has no form.

The server keeps nanoseconds. Where another program wrote such a date, reading it cuts what is
below the microsecond, for which Python has no place; nothing is lost on the server as long as
the attribute is not assigned, since only changed attributes are written back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from weaviate_orm.wire.types.checks import cannot_be, wrong_type
from weaviate_orm.wire.types.reading import Reading
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import strings, text_items

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON

_LENGTHS: Final = frozenset(
    map(len, ("2024-05-01T12:00:00+00:00", "2024-05-01T12:00:00.000001+00:00"))
)

# Filters and sorts compare nanoseconds since 1970 in 64 bits, and wrap around.
FIRST_COMPARABLE: Final = datetime(1677, 9, 21, 0, 12, 43, 145225, tzinfo=UTC)
LAST_COMPARABLE: Final = datetime(2262, 4, 11, 23, 47, 16, 854775, tzinfo=UTC)


def plain(value: object, label: str) -> str:
    if type(value) is datetime:
        text = value.isoformat()
        if len(text) in _LENGTHS:
            return text
    return _unusual(value, label)


def _unusual(value: object, label: str) -> str:
    if not isinstance(value, datetime):
        raise wrong_type(label, value, "a datetime")
    text = value.isoformat("T", "microseconds")
    if value.utcoffset() is None:
        raise cannot_be(label, value, "it has no time zone. Add one, such as tzinfo=UTC")
    if len(text) not in _LENGTHS:
        raise cannot_be(label, value, "its offset has seconds. Use .astimezone(UTC)")
    if datetime.fromisoformat(text) != value:
        raise cannot_be(label, value, "it has more than microseconds")
    return text


def filter_plain(value: object, label: str) -> str:
    text = plain(value, label)
    assert isinstance(value, datetime)
    if FIRST_COMPARABLE <= value <= LAST_COMPARABLE:
        return text
    raise cannot_be(label, value, "the server compares dates of the years 1678 to 2261 only")


def parse(value: JSON) -> datetime:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no date")
    return datetime.fromisoformat(value)


def _read(column: list[str]) -> list[object]:
    return list(map(datetime.fromisoformat, column))


DATE = WireType(
    name="date",
    plain=plain,
    parse=parse,
    write=partial(strings, plain=plain),
    read=Reading("date_value", attrgetter("date_value"), _read).column,
    list_form=text_items(plain),
    read_list=Reading(
        "date_values",
        attrgetter("list_value.date_values.values"),
        lambda column: [list(map(datetime.fromisoformat, texts)) for texts in column],
        is_list=True,
    ).column,
    filter_form=FilterForm("value_text", filter_plain),
)
