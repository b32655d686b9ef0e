"""What a property may be compared with: one check for each data type.

A check takes what the user wrote and gives the plain value that a filter keeps, or refuses it
in a sentence. It is here that enums become their values and that nothing inexact gets in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

Check: TypeAlias = Callable[[str, object], object]

INT64 = range(-(2**63), 2**63)
# The server compares dates as nanoseconds in 64 bits; others would wrap around.
FIRST_YEAR, LAST_YEAR = 1678, 2261


def _wrong(label: str, value: object, wanted: str) -> MisuseTypeError:
    kind = type(value).__name__
    article = "an" if kind[0].lower() in "aeiou" else "a"
    return MisuseTypeError(
        f"{label} is compared with {value!r}, {article} {kind}; it takes {wanted}."
    )


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def text(label: str, value: object) -> str:
    """A text that UTF-8 can carry."""
    given, value = value, _plain(value)
    if not isinstance(value, str):
        raise _wrong(label, given, "a str")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise MisuseValueError(
                f"{label} is compared with a text that holds a lone surrogate, which UTF-8 "
                "cannot carry. Decode the text properly first."
            ) from None
    return value


def integer(label: str, value: object) -> int:
    given, value = value, _plain(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(label, given, "an int")
    if value not in INT64:
        raise MisuseValueError(f"{label} is compared with {value}, which is beyond 64 bits.")
    return value


def number(label: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong(label, value, "an int or a float")
    made = float(value)
    if math.isnan(made):
        raise MisuseValueError(f"{label} is compared with NaN, which is neither less nor more.")
    if made != value:
        raise MisuseValueError(f"{label} is compared with {value}, which no float can hold.")
    return made


def boolean(label: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(label, value, "a bool")
    return value


def time(label: str, value: object) -> datetime:
    """A datetime with a zone."""
    if not isinstance(value, datetime):
        raise _wrong(label, value, "a datetime")
    if value.tzinfo is None:
        raise MisuseValueError(
            f"{label} is compared with the naive datetime {value}. Say which zone it is in: "
            "value.replace(tzinfo=timezone.utc)."
        )
    return value


def date(label: str, value: object) -> datetime:
    """A datetime with a zone, inside the years that the server can compare."""
    value = time(label, value)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise MisuseValueError(
            f"{label} is compared with the year {value.year}. The server compares dates between "
            f"{FIRST_YEAR} and {LAST_YEAR} only; others wrap around."
        )
    return value


def uuid(label: str, value: object) -> UUID:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str):
        try:
            return UUID(value)
        except ValueError:
            raise MisuseValueError(
                f"{label} is compared with {value!r}, which is no uuid."
            ) from None
    raise _wrong(label, value, "a UUID")


def _not_comparable(kind: str) -> Check:
    def refuse(label: str, value: object) -> object:
        raise MisuseTypeError(
            f"{label} holds {kind}, which the server cannot compare with {value!r}."
        )

    return refuse


CHECKS: Mapping[str, Check] = {
    "text": text,
    "int": integer,
    "number": number,
    "boolean": boolean,
    "date": date,
    "time": time,
    "uuid": uuid,
    "blob": _not_comparable("bytes"),
    "geoCoordinates": _not_comparable("coordinates (use .within(lat, lon, km=…))"),
    "phoneNumber": _not_comparable("a phone number"),
    "object": _not_comparable("an object (name a member: Model.property[Nested.member])"),
}
"""By data type; a list's is that of its items. ``time`` is for metadata."""


_PLAIN: Mapping[type, tuple[str, Callable[[Any], bool]]] = {
    str: ("text", str.isascii),
    int: ("int", INT64.__contains__),
    float: ("number", math.isfinite),
}
"""Values that are as the server takes them: their data type, and what is true of them."""


def operand(owner: object, data_type: str, value: object) -> object:
    """What a filter keeps of a value that ``owner``, of this data type, is compared with.

    Raises:
        MisuseError: The server cannot compare the two, or not exactly.
    """
    plain = _PLAIN.get(type(value))
    # Most values need no check, and the label for its message takes longer than the rest.
    if plain is not None and plain[0] == data_type and plain[1](value):
        return value
    return CHECKS[data_type.removesuffix("[]")](repr(owner), value)
