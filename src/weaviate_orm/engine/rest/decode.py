"""Documented JSON structures, read with the server's tolerances and its words for faults.

Member names are matched without regard to case, unknown members are left out, null is as if a
member were not there. The first member of a wrong JSON type is the fault.
"""

from __future__ import annotations

import math
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from weaviate_orm.engine.rest.json import Literal, Number, kind
from weaviate_orm.engine.rest.router import unreadable
from weaviate_orm.engine.untyped import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WHOLE = re.compile(r"-?[0-9]+")
_INT64 = 1 << 63


@dataclass(frozen=True, slots=True)
class Scalar:
    """A JSON scalar; `go` is its type in complaints."""

    go: str
    read: Callable[[Literal], object]
    """Raises TypeError for a wrong JSON type, ValueError for a number that does not fit."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Free JSON: taken as it is."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: Kind
    go: str


@dataclass(frozen=True, slots=True)
class Struct:
    """An object with documented members."""

    go: str
    """`models.Object` and the like."""
    members: Mapping[str, Kind] = field(default_factory=dict[str, "Kind"])

    @property
    def name(self) -> str:
        return self.go.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Mapped:
    """An object with free member names."""

    value: Kind
    go: str


Kind: TypeAlias = Scalar | Anything | Many | Struct | Mapped


def _text(value: Literal) -> object:
    if type(value) is not str:
        raise TypeError
    return value


def _bool(value: Literal) -> object:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _int64(value: Literal) -> object:
    if not isinstance(value, Number):
        raise TypeError
    if not _WHOLE.fullmatch(value) or not -_INT64 <= int(value) < _INT64:
        raise ValueError
    return int(value)


def _float64(value: Literal) -> object:
    if not isinstance(value, Number):
        raise TypeError
    number = float(value)
    if math.isinf(number):
        raise ValueError
    return number


def float32(value: Literal) -> float:
    """A number as a float32 holds it.

    Raises:
        TypeError: it is no number.
        ValueError: it is beyond a float32.
    """
    if not isinstance(value, Number):
        raise TypeError
    try:
        (held,) = struct.unpack("<f", struct.pack("<f", float(value)))
    except OverflowError:
        raise ValueError from None
    return float(held)


TEXT = Scalar("string", _text)
BOOL = Scalar("bool", _bool)
INT64 = Scalar("int64", _int64)
FLOAT64 = Scalar("float64", _float64)
FLOAT32 = Scalar("float32", float32)
ANYTHING = Anything()
TEXTS = Many(TEXT, "[]string")


def decode(of: Kind, value: Literal, body: str = "body") -> object:
    """Read a body: dicts with the documented member names, lists, scalars; null is None.

    Raises:
        HttpError: a member has a wrong JSON type; `body` is what the complaint calls the body.
    """
    return _decode(of, value, body, None, "")


def decode_object(of: Struct, value: Literal, body: str = "body") -> dict[str, object]:
    """Read a body that is an object; null is an empty one."""
    return {} if value is None else _members(of, value, body, None, "")


def decode_list(of: Many, value: Literal, body: str = "body") -> list[object]:
    """Read a body that is a list; null is an empty one."""
    return [] if value is None else _items(of, value, body, None, "")


def _decode(of: Kind, value: Literal, body: str, inside: Struct | None, path: str) -> object:
    if value is None or isinstance(of, Anything):
        return value
    if isinstance(of, Scalar):
        try:
            return of.read(value)
        except TypeError:
            _complain(of.go, kind(value), body, inside, path)
        except ValueError:
            _complain(of.go, f"number {value}", body, inside, path)
    if isinstance(of, Many):
        return _items(of, value, body, inside, path)
    if isinstance(of, Struct):
        return _members(of, value, body, inside, path)
    if not isinstance(value, dict):
        _complain(of.go, kind(value), body, inside, path)
    return {name: _decode(of.value, item, body, inside, path) for name, item in value.items()}


def _items(of: Many, value: Literal, body: str, inside: Struct | None, path: str) -> list[object]:
    if not isinstance(value, list):
        _complain(of.go, kind(value), body, inside, path)
    return [_item(of.item, item, body, inside, path) for item in value]


def _item(of: Kind, value: Literal, body: str, inside: Struct | None, path: str) -> object:
    """An element of a list: null is the zero of a number, and stays null elsewhere."""
    if value is None and isinstance(of, Scalar) and of.go.startswith("float"):
        return 0.0
    return _decode(of, value, body, inside, path)


def _members(
    of: Struct, value: Literal, body: str, inside: Struct | None, path: str
) -> dict[str, object]:
    if not isinstance(value, dict):
        _complain(of.go, kind(value), body, inside, path)
    names = {name.lower(): name for name in of.members}
    out: dict[str, object] = {}
    for given, item in value.items():
        name = names.get(given.lower())
        if name is not None:
            below = f"{path}.{name}" if path else name
            out[name] = _decode(of.members[name], item, body, of, below)
    return out


def _complain(go: str, found: str, body: str, inside: Struct | None, path: str) -> NoReturn:
    place = f"Go struct field {inside.name}.{path}" if inside is not None else "Go value"
    raise unreadable(f"json: cannot unmarshal {found} into {place} of type {go}", body)


def members_of(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A decoded object inside of one; none is an empty one."""
    found = document.get(name)
    return found if is_object(found) else {}


def items_of(document: Mapping[str, object], name: str) -> Sequence[object]:
    """A decoded list inside of an object; none is an empty one."""
    found = document.get(name)
    return found if is_list(found) else ()


def texts(value: object) -> Sequence[str]:
    """A decoded list of texts; None is an empty one."""
    return cast("Sequence[str]", value or ())  # decoded as `TEXTS`
