"""``date``: an aware ``datetime`` in Python.

Written with its offset and its microseconds, so the instant and the offset come
back as given; the name of a time zone does not travel. Naive datetimes are refused, and so are
offsets with seconds, for which RFC 3339 has no form.

The server keeps nanoseconds. Where another program wrote such a date, reading it cuts what is
below the microsecond, for which Python has no place; nothing is lost on the server as long as
the attribute is not assigned, since only changed attributes are written back.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from weaviate_orm.wire.types.checks import cannot_be, wrong_type
from weaviate_orm.wire.types.reading import Reading
from weaviate_orm.wire.types.wire_type import FilterForm, WireType
from weaviate_orm.wire.types.writing import strings, text_items

if TYPE_CHECKING:
    from weaviate_orm.errors import MisuseValueError
    from weaviate_orm.wire.shape import JSON

# Pieces of texts: putting these together takes half of the time of ``isoformat``.
_MINUTES: Final = tuple(f"T{hour:02}:{minute:02}:" for hour in range(24) for minute in range(60))
_SECONDS: Final = tuple(f"{second:02}" for second in range(60))
_THOUSANDTHS: Final = tuple(f"{thousandth:03}" for thousandth in range(1000))

# Filters and sorts compare nanoseconds since 1970 in 64 bits, and wrap around.
FIRST_COMPARABLE: Final = datetime(1677, 9, 21, 0, 12, 43, 145225, tzinfo=UTC)
LAST_COMPARABLE: Final = datetime(2262, 4, 11, 23, 47, 16, 854775, tzinfo=UTC)


def plain(value: object, label: str) -> str:
    if type(value) is not datetime:
        return _of_other_class(value, label)
    offset = _offset(value.utcoffset())
    if not offset:
        raise _untimely(value, label)
    day = _day(value.toordinal())
    clock = _MINUTES[value.hour * 60 + value.minute] + _SECONDS[value.second]
    micro = value.microsecond
    if not micro:
        return f"{day}{clock}{offset}"
    return f"{day}{clock}.{_THOUSANDTHS[micro // 1000]}{_THOUSANDTHS[micro % 1000]}{offset}"


@lru_cache(maxsize=4096)
def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=256)
def _offset(offset: timedelta | None) -> str:
    """Such as ``+02:00``; empty where there is none, or RFC 3339 has no form for it."""
    if offset is None or offset % timedelta(minutes=1):
        return ""
    return time(tzinfo=timezone(offset)).isoformat()[len("00:00:00") :]


def _of_other_class(value: object, label: str) -> str:
    if not isinstance(value, datetime):
        raise wrong_type(label, value, "a datetime")
    if not _offset(value.utcoffset()):
        raise _untimely(value, label)
    text = value.isoformat("T", "microseconds")
    if datetime.fromisoformat(text) != value:
        raise cannot_be(label, value, "it has more than microseconds")
    return text


def _untimely(value: datetime, label: str) -> MisuseValueError:
    if value.utcoffset() is None:
        return cannot_be(label, value, "it has no time zone. Add one, such as tzinfo=UTC")
    return cannot_be(label, value, "its offset has seconds. Use .astimezone(UTC)")


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
