"""JSON as the server reads and writes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

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
    decoder = json.JSONDecoder(
        parse_int=of_int, parse_float=of_float, parse_constant=_no_constant, strict=False
    )
    try:
        value, _ = decoder.raw_decode(text)  # what follows the first value is not looked at
    except json.JSONDecodeError as error:
        raise Malformed(_words(text, error)) from error
    except RecursionError as error:
        raise Malformed("exceeded max depth") from error
    return _without_surrogates(value) if "\\ud" in text.lower() else value


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"invalid character '{name[:1]}' looking for beginning of value")


_PLACES = (
    ("property name", "looking for beginning of object key string"),
    ("':'", "after object key"),
    ("','", "after array element"),
    ("trailing comma", "looking for beginning of object key string"),
)


def _words(text: str, error: json.JSONDecodeError) -> str:
    rest = text[error.pos :].lstrip(" \t\r\n")
    if not rest or "Unterminated" in error.msg:
        return "unexpected EOF" if text else "EOF"
    place = "looking for beginning of value"
    for mark, words in _PLACES:
        if mark in error.msg:
            place = words
            rest = rest.lstrip(",") if mark == "trailing comma" else rest
            break
    if place == "after array element" and _in_object(text[: error.pos]):
        place = "after object key:value pair"
    return f"invalid character '{rest.lstrip()[:1]}' {place}"


def _in_object(before: str) -> bool:
    """Whether the innermost open bracket is that of an object; texts are passed over."""
    depth: list[str] = []
    inside = escaped = False
    for character in before:
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            inside = True
        elif character in "{[":
            depth.append(character)
        elif character in "}]" and depth:
            depth.pop()
    return bool(depth) and depth[-1] == "{"


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
