"""Lists and objects among values of no known type, so that checkers know what they hold."""

from __future__ import annotations

from typing_extensions import TypeIs


def is_list(value: object) -> TypeIs[list[object]]:
    """A list of whatever."""
    return isinstance(value, list)


def is_object(value: object) -> TypeIs[dict[str, object]]:
    """An object as JSON and messages are read: its names are texts."""
    return isinstance(value, dict)
