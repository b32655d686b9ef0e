"""Values that the wire cannot carry exactly are refused when an object is made.

The checks are laid over pydantic's own schemas of a property, inside lists and options too,
in a way that leaves the model's JSON schema as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from pydantic_core import PydanticCustomError, core_schema

LARGEST_INT = 2**53
"""Integers travel and are stored as float64, which is exact up to here."""


def _int(value: int) -> int:
    if not -LARGEST_INT <= value <= LARGEST_INT:
        raise PydanticCustomError(
            "inexact_int",
            "Weaviate keeps integers as float64, exact up to 2**53 only. Keep larger ones as text",
        )
    return value


def _str(value: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise PydanticCustomError(
                "lone_surrogate", "The text holds a lone surrogate, which UTF-8 cannot carry"
            ) from None
    return value


def _bytes(value: bytes) -> bytes:
    if not value:
        raise PydanticCustomError(
            "empty_blob", "Weaviate takes no empty blob. Use None for the absent one"
        )
    return value


def _after(
    check: Callable[..., object],
) -> Callable[[core_schema.CoreSchema], core_schema.CoreSchema]:
    def lay(schema: core_schema.CoreSchema) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(check, schema)

    return lay


def _with(**options: object) -> Callable[[core_schema.CoreSchema], core_schema.CoreSchema]:
    def lay(schema: core_schema.CoreSchema) -> core_schema.CoreSchema:
        merged: dict[str, object] = {**cast("dict[str, object]", schema), **options}
        return cast("core_schema.CoreSchema", merged)  # the same schema with more options

    return lay


_LAID: Mapping[str, Callable[[core_schema.CoreSchema], core_schema.CoreSchema]] = {
    "str": _after(_str),
    "int": _after(_int),
    "float": _with(allow_inf_nan=False),
    "datetime": _with(tz_constraint="aware"),
    "bytes": _after(_bytes),
}
_INNER: Mapping[str, str] = {
    "nullable": "schema",
    "list": "items_schema",
    "default": "schema",
    "function-after": "schema",
    "function-before": "schema",
    "function-wrap": "schema",
}


def exact(schema: core_schema.CoreSchema) -> core_schema.CoreSchema:
    """The schema, refusing what the wire cannot carry."""
    lay = _LAID.get(schema["type"])
    if lay is not None:
        return lay(schema)
    inner = _INNER.get(schema["type"])
    if inner is None or inner not in schema:
        return schema
    plain = cast("dict[str, object]", schema)  # keyed by the name that the table gives
    made = exact(cast("core_schema.CoreSchema", plain[inner]))  # by the table a schema
    return cast("core_schema.CoreSchema", {**plain, inner: made})  # of the same kind
