"""Finding the property that a path ends in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weaviate_orm.engine.filters.model import (
    ID,
    TIMES,
    FilterFault,
    no_such_collection,
    no_such_property,
)

if TYPE_CHECKING:
    from weaviate_orm.engine.filters.model import Lookup, Path
    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition

_POSITION = re.compile(r"\[\d+\]$")
NESTED_FAULT = (
    "filtering on nested properties is a preview feature, disabled by default; "
    "set WEAVIATE_PREVIEW_NESTED_FILTERING=true to enable"
)


def last_collection(
    definition: CollectionDefinition, path: Path, find: Lookup
) -> CollectionDefinition:
    """The collection in which a path's property is.

    Those on the way are not looked at, and the last one not for an id or a time, which all have.
    """
    if not path.hops:
        return definition
    _, target = path.hops[-1]
    found = find(target)
    if found is not None:
        return found
    if path.property == ID or path.property in TIMES:
        return definition
    raise no_such_collection(target)


def flat_name(name: str, definition: CollectionDefinition) -> str:
    """The property that a name means: a dotted name on a flat property is that property."""
    root = name.split(".", 1)[0]
    return root if root in definition.properties else name


def property_of(name: str, definition: CollectionDefinition) -> PropertyDefinition:
    """The top-level property of a name, dotted or not.

    Raises:
        FilterFault: there is none, or a nested path leads nowhere.
    """
    found = definition.properties.get(flat_name(name, definition))
    if found is None:
        found = definition.properties.get(_POSITION.sub("", name.split(".", 1)[0]))
        if found is None or "." not in name or found.base_type != "object":
            raise no_such_property(name, definition.name)
    return found


def nested_member(name: str, prop: PropertyDefinition) -> PropertyDefinition:
    """The member of an object property that a dotted name leads to.

    Raises:
        FilterFault: with the server's words for a path that leads nowhere.
    """
    first, *members = name.split(".")
    if _POSITION.search(first) and not prop.is_array:
        raise FilterFault(
            f'property "{prop.name}" is of type "{prop.data_type}" — '
            "[N] indexing requires an array type"
        )
    for i, member in enumerate(members):
        if i and prop.base_type != "object":
            raise FilterFault(
                f'nested path "{name}": sub-property "{prop.name}" must be object or object[], '
                f'got "{prop.data_type}"'
            )
        found = prop.nested.get(_POSITION.sub("", member))
        if found is None:
            raise FilterFault(f'nested path "{name}": sub-property "{member}" not found')
        prop = found
    return prop
