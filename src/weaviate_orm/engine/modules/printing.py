"""Stored values as texts, as the server's modules see them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from weaviate_orm.engine.store.values import Geo, Phone
from weaviate_orm.engine.text.literals import format_float
from weaviate_orm.engine.untyped import is_list, is_object

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import PropertyDefinition

_DATE: Final = re.compile(r"(\d+-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|([+-])(\d\d):(\d\d))")
_HTML: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def plain(value: object) -> str:
    """Go's `%v` of a scalar: numbers as 64-bit floats, texts as they are."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format_float(float(value))
    return str(value)


def printed(value: object, definition: PropertyDefinition | None) -> str:
    """Go's `%v` of any stored value; dates as points in time, lists and objects in brackets."""
    if is_list(value):
        return f"[{' '.join(printed(item, definition) for item in value)}]"
    if is_object(value):
        members = sorted(value.items())
        nested: Mapping[str, PropertyDefinition] = {} if definition is None else definition.nested
        return f"map[{' '.join(f'{k}:{printed(v, nested.get(k))}' for k, v in members)}]"
    if isinstance(value, (Geo, Phone)):
        return compact(value)
    if value is None:
        return "<nil>"
    if definition is not None and definition.base_type == "date":
        return _time(str(value))
    return plain(value)


def _time(text: str) -> str:
    """Go's way to print a point in time: `2021-03-04 05:06:07.25 +0200 +0200`."""
    found = _DATE.fullmatch(text)
    if found is None:
        return text
    day, time, sign, hours, minutes = found.groups()
    zone = f"{sign}{hours}{minutes}" if sign else "+0000"
    return f"{day} {time} {zone} {zone if sign else 'UTC'}"


def compact(value: object) -> str:
    """Compact JSON with Go's escapes and number forms, keys sorted."""
    if isinstance(value, Geo):
        return compact({"latitude": value.latitude, "longitude": value.longitude})
    if isinstance(value, Phone):
        shown = {
            "countryCode": value.country_code,
            "defaultCountry": value.default_country,
            "input": value.input,
            "internationalFormatted": value.international_formatted,
            "national": value.national,
            "nationalFormatted": value.national_formatted,
            "valid": value.valid,
        }
        return compact({k: v for k, v in shown.items() if v not in {0, ""} or k == "valid"})
    if isinstance(value, Mapping):
        members = sorted(cast("Mapping[str, object]", value).items())  # as JSON has it
        return "{" + ",".join(f"{compact(k)}:{compact(v)}" for k, v in members) + "}"
    if is_list(value):
        return "[" + ",".join(map(compact, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _json_number(float(cast("float", value)))  # all that is left of what is stored


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_HTML)


def _json_number(number: float) -> str:
    """Go's JSON form: an exponent below 1e-6 and from 1e21 on."""
    shortest = Decimal(repr(number)).normalize()
    large = number and not 1e-6 <= abs(number) < 1e21
    return format(shortest, "e" if large else "f")
