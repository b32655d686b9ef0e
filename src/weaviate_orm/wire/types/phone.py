"""``phoneNumber``: ``PhoneNumber`` in Python. Only what was given is sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from weaviate_orm.wire.types import boolean, integer, text
from weaviate_orm.wire.types.checks import wrong_type
from weaviate_orm.wire.types.reading import Reading
from weaviate_orm.wire.types.wire_type import WireType
from weaviate_orm.wire.types.writing import entries
from weaviate_orm.wire.values import PhoneNumber

if TYPE_CHECKING:
    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import JSON


def plain(value: object, label: str) -> dict[str, JSON]:
    if not isinstance(value, PhoneNumber):
        raise wrong_type(label, value, "a PhoneNumber")
    given: dict[str, JSON] = {"input": value.input}
    if value.default_country is not None:
        given["defaultCountry"] = value.default_country
    return given


def parse(value: JSON) -> PhoneNumber:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is no phone number")
    # Members that are empty, zero or false are left out.
    return PhoneNumber(
        text.parse(value.get("input", "")),
        text.parse(value.get("defaultCountry", "")),
        country_code=integer.parse(value.get("countryCode", 0)),
        national=integer.parse(value.get("national", 0)),
        national_formatted=text.parse(value.get("nationalFormatted", "")),
        international_formatted=text.parse(value.get("internationalFormatted", "")),
        valid=boolean.parse(value.get("valid", False)),
    )


def _get(value: pb.Value) -> pb.PhoneNumber | None:
    # A message is true even where it was not sent.
    return value.phone_value if value.HasField("phone_value") else None


def _read(column: list[pb.PhoneNumber | None]) -> list[object]:
    return [
        PhoneNumber(
            phone.input,
            phone.default_country,
            country_code=phone.country_code,
            national=phone.national,
            national_formatted=phone.national_formatted,
            international_formatted=phone.international_formatted,
            valid=phone.valid,
        )
        for phone in column
        if phone
    ]


PHONE = WireType(
    name="phoneNumber",
    plain=plain,
    parse=parse,
    write=partial(entries, plain=plain),
    read=Reading("phone_value", _get, _read).column,
)
