"""Plain values that steps are given, checked."""

from __future__ import annotations

import uuid as uuid_
from numbers import Real
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError


def natural(value: int, step: str) -> int:
    if type(value) is not int:
        raise MisuseTypeError(f".{step}({value!r}): it takes an int.")
    if value < 0:
        raise MisuseValueError(f".{step}({value}): it cannot be negative.")
    return value


def number(value: float, said: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise MisuseTypeError(f"{said}: it takes a number.")
    return float(value)


def positive(value: float, step: str) -> float:
    if not number(value, f".{step}({value!r})") > 0:
        raise MisuseValueError(f".{step}({value!r}): it takes a number of seconds above 0.")
    return float(value)


def uuid(value: object, step: str) -> UUID:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str):
        try:
            return uuid_.UUID(value)
        except ValueError:
            raise MisuseValueError(f".{step}({value!r}): that is no uuid.") from None
    raise MisuseTypeError(f".{step}({value!r}): it takes a UUID.")
