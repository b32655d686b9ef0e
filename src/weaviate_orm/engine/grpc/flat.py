"""What is said about flat values that were asked for like objects, by their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weaviate_orm.engine.schema.definition import PropertyDefinition
    from weaviate_orm.engine.store.shard import Shard

_TYPES: Final[Mapping[str, str]] = {
    "int": "float64",
    "number": "float64",
    "boolean": "bool",
    "geoCoordinates": "*models.GeoCoordinates",
    "phoneNumber": "*models.PhoneNumber",
}
"""The server's names; of everything else a text."""


def check_objects(shard: Shard, names: Iterable[str], slots: Sequence[int]) -> None:
    """Refuse properties, asked for by their members, of which an object has a flat value.

    Raises:
        CallError: with the server's words, a no-break space among them.
    """
    for name in names:
        known = shard.definition.properties.get(name)
        if known is None or known.base_type == "object":
            continue
        if known.is_reference:
            there = any(shard.references(slot, name) for slot in slots)
        else:
            there = any(value is not None for value in shard.values(name, slots))
        if there:
            raise CallError(f"creating object value: proto:\xa0invalid type: {_type_of(known)}")


def _type_of(known: PropertyDefinition) -> str:
    if known.is_reference:
        return "models.MultipleRef"
    shown = _TYPES.get(known.base_type, "string")
    return f"[]{shown}" if known.is_array else shown
