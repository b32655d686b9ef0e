"""Which names the server takes for properties, vectors and members of objects."""

from __future__ import annotations

import re

from weaviate_orm.errors import MappingError

_NAME = re.compile(r"[_a-z][_0-9A-Za-z]{0,230}")
_NESTED_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_VECTOR_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,229}")
_RESERVED = frozenset({"id", "_id", "_additional"})
_RESERVED_ENDINGS = (
    "_searchable",
    "_rangeable",
    "_temp",
    "__meta_count",
    "_propertyLength",
    "_nullState",
)


def check_member_name(label: str, name: str) -> None:
    """For a member of an object property."""
    if not _NESTED_NAME.fullmatch(name):
        raise MappingError(f"{label}: {name!r} is no name for a member of an object.")


def check_vector_name(label: str, name: str) -> None:
    """For a target vector."""
    if not _VECTOR_NAME.fullmatch(name):
        raise MappingError(f"{label}: {name!r} is no name for a vector on the server.")


def check_property_name(label: str, name: str) -> None:
    """For a property or a reference of a collection."""
    if name in _RESERVED:
        raise MappingError(
            f"{label}: the property name {name!r} is reserved. Choose another one, or map it: "
            f'prop(name="…").'
        )
    if not _NAME.fullmatch(name):
        raise MappingError(
            f"{label}: {name!r} is no property name. Names begin with a lower-case letter or _, "
            'followed by letters, digits and _. Map it with prop(name="…").'
        )
    for ending in _RESERVED_ENDINGS:
        if name.endswith(ending):
            raise MappingError(f"{label}: names that end in {ending!r} are the server's own.")
