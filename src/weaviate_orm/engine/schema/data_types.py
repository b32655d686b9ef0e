"""Data types of properties by their names."""

from __future__ import annotations

_WITH_ARRAYS = ("text", "int", "number", "boolean", "date", "uuid", "string")
_ALONE = ("blob", "blobHash", "geoCoordinates", "phoneNumber")
OBJECTS = frozenset(["object", "object[]"])
PRIMITIVES = frozenset([*_ALONE, *_WITH_ARRAYS, *(f"{name}[]" for name in _WITH_ARRAYS)])
TEXTS = frozenset(["text", "text[]"])
STRINGS = frozenset(["string", "string[]"])
"""Deprecated: they become texts."""
BLOBS = frozenset(["blob", "blobHash"])
NOT_NESTED = frozenset(["geoCoordinates", "phoneNumber"])
RANGES = frozenset(["int", "number", "date"])
"""What may have an index for ranges."""


def is_reference(types: tuple[str, ...]) -> bool:
    """Whether a valid `dataType` names collections."""
    return types[0] not in PRIMITIVES and types[0] not in OBJECTS
