"""How collections, properties, vectors and tenants may be called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.fault import SchemaFault

if TYPE_CHECKING:
    from collections.abc import Callable

_COLLECTION = re.compile(r"[A-Z][_0-9A-Za-z]{0,254}", re.ASCII)
_PROPERTY = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,230}", re.ASCII)
_NESTED = re.compile(r"[_A-Za-z][_0-9A-Za-z]*", re.ASCII)
_VECTOR = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,229}", re.ASCII)
_TENANT = re.compile(r"[A-Za-z0-9\-_]{1,64}", re.ASCII)
_COLLECTION_BYTES, _PROPERTY_BYTES, _VECTOR_BYTES = 255, 231, 230
_RESERVED_PROPERTIES = frozenset(["_additional", "_id", "id"])
_RESERVED_SUFFIXES = (
    "_searchable",
    "_rangeable",
    "_temp",
    "__meta_count",
    "_propertyLength",
    "_nullState",
)
_RESERVED_COLLECTION = "raft"


def collection(name: str) -> str:
    """A collection's or alias' name with its first letter upper case; a namespace stays."""
    namespace, colon, rest = name.partition(":")
    if not colon:
        return _first(name, str.upper)
    return namespace + colon + _first(rest, str.upper)


def property_(name: str) -> str:
    """A property's name with its first letter lower case."""
    return _first(name, str.lower)


def _first(name: str, change: Callable[[str], str]) -> str:
    if name[:1].isascii():
        return change(name[:1]) + name[1:]
    # The server changes the first byte as if it were a letter of Latin-1.
    data = name.encode()
    return change(chr(data[0])) + data[1:].decode("utf-8", "replace")


def check_collection(name: str) -> None:
    """Refuse what is no collection's name."""
    _check_collection(name, "class")


def check_alias(name: str) -> None:
    """Refuse what is no alias' name."""
    _check_collection(name, "alias")


def _check_collection(name: str, kind: str) -> None:
    if len(name.encode()) > _COLLECTION_BYTES:
        raise SchemaFault(
            f"'{name}' is not a valid {kind} name. "
            f"Name should not be longer than {_COLLECTION_BYTES} characters"
        )
    if not _COLLECTION.fullmatch(name):
        raise SchemaFault(f"'{name}' is not a valid {kind} name")


def is_collection(name: str) -> bool:
    return _COLLECTION.fullmatch(name) is not None


def check_reserved_collection(name: str) -> None:
    if name.lower() == _RESERVED_COLLECTION:
        raise SchemaFault(f"parse class name: class name `{_RESERVED_COLLECTION}` is reserved")


def check_suffix(name: str) -> None:
    """Refuse a property that is called like a file of an index."""
    for suffix in _RESERVED_SUFFIXES:
        if name.endswith(suffix):
            raise SchemaFault(
                f"'{name}' is not a valid property name: "
                f"suffix '{suffix}' is reserved for internal indices"
            )


def check_property(name: str) -> None:
    """Refuse what is no property's name, and the reserved ones."""
    if len(name.encode()) > _PROPERTY_BYTES:
        raise SchemaFault(
            f"'{name}' is not a valid property name. "
            f"Name should not be longer than {_PROPERTY_BYTES} characters"
        )
    if not _PROPERTY.fullmatch(name):
        raise SchemaFault(
            f"'{name}' is not a valid property name. Property names in Weaviate are restricted "
            "to valid GraphQL names, which must be “/[_A-Za-z][_0-9A-Za-z]{0,230}/”"
        )
    if name in _RESERVED_PROPERTIES:
        raise SchemaFault(f"'{name}' is a reserved property name")


def check_nested(name: str, owner: str) -> None:
    """Refuse what is no name of a member of the property `owner`."""
    if not _NESTED.fullmatch(name):
        raise SchemaFault(
            f"'{name}' is not a valid nested property name of '{owner}'. NestedProperty names in "
            "Weaviate are restricted to valid GraphQL names, which must be "
            "“/[_A-Za-z][_0-9A-Za-z]*/”"
        )


def check_vector(name: str) -> None:
    """Refuse what is no name of a vector."""
    if len(name.encode()) > _VECTOR_BYTES:
        raise SchemaFault(
            f'class.VectorConfig target vector name "{name}" is not valid. '
            f"Target vector name should not be longer than {_VECTOR_BYTES} characters."
        )
    if not _VECTOR.fullmatch(name):
        raise SchemaFault(
            f'class.VectorConfig target vector name "{name}" is not valid, in Weaviate target '
            "vector names are restricted to valid GraphQL names, which must be "
            "“/[_A-Za-z][_0-9A-Za-z]{0,229}/”."
        )


def tenant_fault(name: str, index: int) -> str | None:
    """What is wrong with the tenant's name at `index` of a request; None = nothing."""
    if not name:
        return f"tenant name at index {index}: empty tenant name"
    if not _TENANT.fullmatch(name):
        return (
            f"tenant name at index {index}:  '{name}' is not a valid tenant name. should only "
            "contain alphanumeric characters (a-z, A-Z, 0-9), underscore (_), and hyphen (-), "
            "with a length between 1 and 64 characters"
        )
    return None
