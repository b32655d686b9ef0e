"""JSON as the server reads and writes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from weaviate_orm.engine.rest import malformed
from weaviate_orm.engine.untyped import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from weaviate_orm.engine.errors import JSON


class Number(str):
    """A JSON number as the literal that was sent: `1`, `1.0` and `1e0` are three."""

    __slots__ = ()


Literal: TypeAlias = "dict[str, Literal] | list[Literal] | str | Number | bool | None"
"""JSON whose numbers are `Number`."""


class Malformed(ValueError):
    """A text that is no JSON, in the words of the server's decoder."""


def loads(data: bytes) -> JSON:
    """Read JSON, numbers as int and float."""
    return cast("JSON", _load(data, int, float))  # what the parser makes


def loads_literal(data: bytes) -> Literal:
    """Read JSON, numbers as they were written."""
    return cast("Literal", _load(data, Number, Number))  # what the parser makes


def dumps(value: JSON) -> bytes:
    """Write JSON; floats in their shortest form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _load(
    data: bytes, of_int: Callable[[str], object], of_float: Callable[[str], object]
) -> object:
    text = data.decode("utf-8", "replace").lstrip(" \t\r\n")
    decoder = json.JSONDecoder(parse_int=of_int, parse_float=of_float, parse_constant=_no_constant)
    try:
        value, _ = decoder.raw_decode(text)  # what follows the first value is not looked at
    except ValueError as error:
        raise Malformed(malformed.fault(data) or str(error)) from error
    except RecursionError as error:
        raise Malformed("exceeded max depth") from error
    return _without_surrogates(value) if "\\ud" in text.lower() else value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _without_surrogates(value: object) -> object:
    if isinstance(value, Number):
        return value
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if is_list(value):
        return [_without_surrogates(v) for v in value]
    if is_object(value):
        return {str(_without_surrogates(k)): _without_surrogates(v) for k, v in value.items()}
    return value


def kind(value: object) -> str:
    """What a JSON value is called in the decoder's complaints."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, Number | int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
