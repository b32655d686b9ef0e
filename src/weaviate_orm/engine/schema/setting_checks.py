"""What is refused of single settings: makers of rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.numbers import (
    text,
    whole,
)

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

ModuleSettings = Mapping[str, "JSON"]
Check = Callable[[ModuleSettings], "str | None"]
"""Settings, defaults filled in, to a fault."""


def required(name: str, message: str) -> Check:
    """The setting is a text, not an empty one."""
    return lambda settings: None if text(settings.get(name)) else message


def one_of(name: str, allowed: Sequence[str], message: str) -> Check:
    """The setting is one of these, if it is a text at all."""
    listed = f"{message}: [{' '.join(allowed)}]"

    def check(settings: ModuleSettings) -> str | None:
        value = settings.get(name)
        return listed if isinstance(value, str) and value not in allowed else None

    return check


def optional_one_of(name: str, allowed: Sequence[str], message: str) -> Check:
    """The same; an empty text counts as not given."""
    check = one_of(name, ("", *allowed), message)
    listed = f"{message}: [{' '.join(allowed)}]"
    return lambda settings: listed if check(settings) else None


def whole_within(name: str, least: int, most: int | None, message: str) -> Check:
    """The setting is an integer of this range, written without a fraction, or not given."""

    def check(settings: ModuleSettings) -> str | None:
        value = settings.get(name)
        return None if value is None or _within(value, least, most) else message

    return check


def loosely_within(names: Sequence[str], least: int, most: int, message: str) -> Check:
    """Integers are of this range; what is no integer is not looked at."""

    def check(settings: ModuleSettings) -> str | None:
        values = (settings.get(name) for name in names)
        return message if any(outside(value, least, most) for value in values) else None

    return check


def _within(value: JSON, least: int, most: int | None) -> bool:
    number = whole(value)
    return number is not None and number >= least and (most is None or number <= most)


def outside(value: JSON, least: int, most: int) -> bool:
    return whole(value) is not None and not _within(value, least, most)


def first(*checks: Check) -> Check:
    """The first fault of these, which are asked in turn."""

    def check(settings: ModuleSettings) -> str | None:
        faults = (each(settings) for each in checks)
        return next((fault for fault in faults if fault is not None), None)

    return check


def filled(name: str) -> Check:
    """The setting is no empty text."""
    return lambda settings: f"{name} cannot be empty" if settings.get(name) == "" else None
