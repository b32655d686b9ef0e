"""Raw property values to stored ones, by the type of their property.

A validator takes a raw value and gives the stored one, or raises `Fault` with the server's bare
text; `property_validator` adds the words that name the property.
"""

from __future__ import annotations

import hashlib
import math
import re
import struct
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.rest.json import Number
from weaviate_orm.engine.store.values import Geo
from weaviate_orm.engine.text.literals import format_float, int64
from weaviate_orm.engine.untyped import is_list, is_object
from weaviate_orm.engine.write.gotext import show, show_text, type_name
from weaviate_orm.engine.write.ids import InvalidId, id_text, parse_id
from weaviate_orm.engine.write.phone import InvalidPhone, parse_phone
from weaviate_orm.engine.write.times import normalised

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import PropertyDefinition

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_WHOLE = re.compile(r"-?[0-9]+")
_LOW, _HIGH = -(1 << 63), 1 << 63

Validator = Callable[[object], object]


class Fault(ValueError):
    """A value does not fit; `str()` is the server's text."""


class StorageFault(Fault):
    """A value fits and cannot be stored; goes behind `marshal object … to binary: json: `."""


def property_validator(definition: PropertyDefinition, collection: str) -> Validator:
    """The validator of a top-level property that is no reference."""
    return _wrapped(definition, collection, definition.name)


def _wrapped(definition: PropertyDefinition, collection: str, path: str) -> Validator:
    label, validate = _typed(definition, collection, path)

    def check(value: object) -> object:
        try:
            return validate(value)
        except StorageFault:
            raise
        except Fault as fault:
            raise Fault(
                f"invalid {label} property '{path}' on class '{collection}': {fault}"
            ) from None

    return check


def _typed(definition: PropertyDefinition, collection: str, path: str) -> tuple[str, Validator]:
    kind = definition.data_type
    if kind == "object":
        return "object", _members(definition, collection, path)
    if kind == "object[]":
        return "object[]", _objects(_members(definition, collection, path))
    if kind == "blobHash" and "." not in path:
        return "blobHash", _blob_hash
    return _TYPES[kind]


def _text(value: object) -> object:
    if type(value) is not str:
        raise Fault(f"not a string, but {type_name(value)}")
    return value


def _int(value: object) -> object:
    if type(value) is float:
        if value.is_integer() and _LOW <= value < _HIGH:
            return int(value)
    elif type(value) is Number:
        whole = int64(value) if _WHOLE.fullmatch(value) else None
        if whole is not None:
            return _through_float(whole)
        raise Fault(f"the JSON number '{value}' could not be converted to an int")
    elif type(value) is int:
        return _through_float(value)
    raise Fault(f"requires an integer, the given value is '{show(value)}'")


def _through_float(value: int) -> int:
    """Ints are kept as float64; what rounds up to 2**63 turns over."""
    rounded = int(float(value))
    return rounded if rounded < _HIGH else _LOW


def _number(value: object) -> float:
    if type(value) is float:
        return value
    if type(value) is Number:
        number = float(value)
        if math.isinf(number):
            raise Fault(f"the JSON number '{value}' could not be converted to a float.")
        return number
    if type(value) is int:
        return float(value)
    raise Fault(f"requires a float, the given value is '{show(value)}'")


def _bool(value: object) -> object:
    if type(value) is not bool:
        raise Fault(f"not a bool, but {type_name(value)}")
    return value


def _date(value: object) -> object:
    date = normalised(value) if type(value) is str else None
    if date is None:
        raise Fault(
            "requires a string with a RFC3339 formatted date, "
            f"but the given value is '{show(value)}'"
        )
    if date[-6:-3] in ("+24", "-24"):
        raise StorageFault(
            "error calling MarshalJSON for type time.Time: Time.MarshalJSON: "
            "timezone hour outside of range [0,23]"
        )
    return date


def _uuid(value: object) -> object:
    if type(value) is str:
        try:
            return id_text(parse_id(value))
        except InvalidId:
            pass
    raise Fault(f"requires a string of UUID format, but the given value is '{show(value)}'")


def _blob(value: object) -> object:
    if type(value) is not str:
        raise Fault(f"not a blob base64 string, but {type_name(value)}")
    if not value or not _BASE64.fullmatch(value):
        raise Fault("not a valid blob base64 string")
    return value


def _blob_hash(value: object) -> object:
    return hashlib.sha256(str(_blob(value)).encode()).hexdigest()


def _geo(value: object) -> object:
    if not is_object(value):
        raise Fault(f"geoCoordinates must be a map, but got: {type_name(value)}")
    for name in ("longitude", "latitude"):
        if name not in value:
            raise Fault(f"geoCoordinates is missing required field '{name}'")
    longitude = _degrees("longitude", value["longitude"])
    return Geo(_degrees("latitude", value["latitude"]), longitude)


def _degrees(name: str, value: object) -> float:
    if type(value) is not float and type(value) is not Number:
        raise Fault(f"invalid {name}: must be json.Number or float, but got {type_name(value)}")
    try:
        degrees: float = struct.unpack("<f", struct.pack("<f", float(value)))[0]
    except OverflowError:
        sign = "-" if float(value) < 0 else "+"
        raise StorageFault(f"unsupported value: {sign}Inf") from None
    return degrees


def _phone(value: object) -> object:
    if not is_object(value):
        raise Fault(f"phoneNumber must be a map, but got: {type_name(value)}")
    if "input" not in value:
        raise Fault("phoneNumber is missing required field 'input'")
    text, country = value["input"], value.get("defaultCountry", "")
    if type(text) is not str:
        raise Fault("phoneNumber.input must be a string")
    if type(country) is not str:
        raise Fault("phoneNumber.defaultCountry must be a string")
    try:
        return parse_phone(text, country)
    except InvalidPhone as error:
        raise Fault(f"invalid phone number: {error}") from None


def _array(name: str, article: str, element: Validator) -> Validator:
    def check(value: object) -> object:
        if not is_list(value):
            raise Fault(f"not {article} {name} array, but {type_name(value)}")
        try:
            return [element(item) for item in value]
        except StorageFault:
            raise
        except Fault:
            raise Fault(f"invalid {name} array value: {show_text(value)}") from None

    return check


def _stored_number(value: object) -> object:
    number = _number(value)
    if not math.isfinite(number):
        raise StorageFault(f"unsupported value: {format_float(number)}")
    return number


def _members(definition: PropertyDefinition, collection: str, path: str) -> Validator:
    members = {
        n.name: _wrapped(n, collection, f"{path}.{n.name}") for n in definition.nested.values()
    }

    def check(value: object) -> object:
        if not is_object(value):
            raise Fault(f"object must be a map, but got: {type_name(value)}")
        out: dict[str, object] = {}
        for name, item in value.items():
            validate = members.get(name)
            if validate is None:
                raise Fault(f"unknown property '{path}.{name}'")
            try:
                out[name] = None if item is None else validate(item)
            except StorageFault:
                raise
            except Fault as fault:
                raise Fault(f"property '{path}.{name}': {fault}") from None
        return out

    return check


def _objects(element: Validator) -> Validator:
    def check(value: object) -> object:
        if not is_list(value):
            raise Fault(f"not an object array, but {type_name(value)}")
        out: list[object] = []
        for i, item in enumerate(value):
            try:
                out.append(element(item))
            except StorageFault:
                raise
            except Fault as fault:
                raise Fault(f"invalid object '{i}' in array: {fault}") from None
        return out

    return check


_TYPES: Mapping[str, tuple[str, Validator]] = {
    "text": ("text", _text),
    "int": ("integer", _int),
    "number": ("number", _number),
    "boolean": ("boolean", _bool),
    "date": ("date", _date),
    "uuid": ("uuid", _uuid),
    "blob": ("blob", _blob),
    "blobHash": ("blobHash", _blob),
    "geoCoordinates": ("geoCoordinates", _geo),
    "phoneNumber": ("phoneNumber", _phone),
    "text[]": ("text array", _array("text", "a", _text)),
    "int[]": ("integer array", _array("integer", "an", _int)),
    "number[]": ("number array", _array("integer", "an", _stored_number)),
    "boolean[]": ("boolean array", _array("boolean", "a", _bool)),
    "date[]": ("date array", _array("date", "a", _date)),
    "uuid[]": ("uuid array", _array("uuid", "a", _uuid)),
}
