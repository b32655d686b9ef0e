"""The two values that Python has no type for: a point on the globe and a phone number.

Importing this module loads neither numpy nor grpc nor protobuf.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Annotated, ClassVar

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

if TYPE_CHECKING:
    from pydantic import ConfigDict, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_FLOAT32 = struct.Struct("<f")


class _ReadOnly:
    """Marks a field in the JSON schema that the server fills."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"readOnly": True}


@dataclass(frozen=True, slots=True)
class GeoCoordinates:
    """A point in degrees.

    The server keeps float32, so both members are rounded to it when the point is made: what is
    read back equals what was given. NaN and infinity are refused; the range is not checked, as
    the server does not.
    """

    latitude: float
    longitude: float

    # A dict with other keys is refused where pydantic validates one.
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        for name in ("latitude", "longitude"):
            object.__setattr__(self, name, _rounded(getattr(self, name), name))


def _rounded(value: object, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise MisuseTypeError(f"GeoCoordinates.{name} is a number of degrees, not {value!r}.")
    try:
        (rounded,) = _FLOAT32.unpack(_FLOAT32.pack(float(value)))
    except OverflowError:
        rounded = float("inf")
    if not isfinite(rounded):
        raise MisuseValueError(
            f"GeoCoordinates.{name} cannot be {value!r}: it has to be a finite number of degrees."
        )
    return float(rounded)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A phone number as it was given, and what the server made of it.

    ``input`` is the number in national or international form; the national form needs
    ``default_country``, the two letters of ISO 3166-1, which are made upper case. The other
    members are filled by the server and never sent. Two numbers are equal when what was given
    is equal.
    """

    input: str
    default_country: str | None = None
    country_code: Annotated[int | None, _ReadOnly()] = field(
        default=None, compare=False, kw_only=True
    )
    """Such as 49."""
    national: Annotated[int | None, _ReadOnly()] = field(default=None, compare=False, kw_only=True)
    """The number within its country, without leading zeros."""
    national_formatted: Annotated[str | None, _ReadOnly()] = field(
        default=None, compare=False, kw_only=True
    )
    international_formatted: Annotated[str | None, _ReadOnly()] = field(
        default=None, compare=False, kw_only=True
    )
    valid: Annotated[bool | None, _ReadOnly()] = field(default=None, compare=False, kw_only=True)
    """Whether the server takes it for a number that may exist. None before it was stored."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        _check_text(self.input, "input")
        country = self.default_country
        if country is None:
            return
        _check_text(country, "default_country")
        # The server stores an empty country as none.
        object.__setattr__(self, "default_country", country.upper() or None)


def _check_text(text: object, name: str) -> None:
    if not isinstance(text, str):
        raise MisuseTypeError(f"PhoneNumber.{name} is a text, not {text!r}.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise MisuseValueError(
            f"PhoneNumber.{name} holds a lone surrogate, which is no text: {text!r}."
        ) from None
