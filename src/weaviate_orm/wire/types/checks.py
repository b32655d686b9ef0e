"""What is looked at in a value before it is sent, and the errors of those that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

_SHOWN = 60


def shown(value: object) -> str:
    """The value as messages show it: cut, because a text may be long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def wrong_type(label: str, value: object, wanted: str) -> MisuseTypeError:
    """Of a value of another kind; ``wanted`` reads such as ``a text``."""
    return MisuseTypeError(f"{label} takes {wanted}, not {shown(value)}.")


def cannot_be(label: str, value: object, why: str) -> MisuseValueError:
    """Of a value that the wire cannot carry; ``why`` is a sentence without its stop."""
    return MisuseValueError(f"{label} cannot be {shown(value)}: {why}.")


def is_none(label: str) -> MisuseTypeError:
    return MisuseTypeError(f"{label} cannot be None. Annotate it with '| None' to allow that.")


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Lists and tuples; a text or a set is none."""
    return isinstance(value, list | tuple)
