"""JSON values as the settings of modules and indexes read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from weaviate_orm.engine.write.gotext import type_name as go_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weaviate_orm.engine.errors import JSON

_WHOLE = re.compile(r"[+-]?[0-9]+")
_INT64 = 1 << 63
_LONGEST = 1000
"""Characters of a whole number that is read as one: far beyond all that is allowed anywhere."""


class Written(float):
    """A JSON number with a fraction or an exponent, and how it was written."""

    __slots__ = ("literal",)
    literal: str

    def __new__(cls, literal: str) -> Self:
        number = super().__new__(cls, literal)
        number.literal = literal
        return number


def number(literal: str) -> int | float:
    """A JSON number by what was written: a whole one is an int."""
    is_whole = len(literal) <= _LONGEST and _WHOLE.fullmatch(literal)
    return int(literal) if is_whole else Written(literal)


def alike(one: JSON, other: JSON) -> bool:
    """Whether two JSON values are the same; true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def written(value: float) -> str:
    """How a number was written."""
    return value.literal if isinstance(value, Written) else str(value)


def is_number(value: JSON) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole(value: JSON) -> int | None:
    """A number that was written without fraction and exponent; None = anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def clamped(value: int) -> int:
    """Within 64 bits."""
    return max(-_INT64, min(_INT64 - 1, value))


def type_name(value: JSON) -> str:
    """What the server calls the type of a JSON value."""
    return "json.Number" if is_number(value) else go_type(value)


def object_(value: JSON) -> Mapping[str, JSON]:
    """An object; anything else counts as an empty one."""
    return value if isinstance(value, dict) else {}


def list_(value: JSON) -> Sequence[JSON]:
    return value if isinstance(value, list) else ()


def text(value: JSON) -> str:
    """A text; anything else counts as an empty one."""
    return value if isinstance(value, str) else ""


def texts(value: JSON) -> tuple[str, ...]:
    """A list of texts; null in it is an empty one."""
    return tuple(text(item) for item in list_(value))


def flag(value: JSON) -> bool:
    return value is True
