"""References inside objects: their form, and whether their targets are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import TenantError
from weaviate_orm.engine.store.values import Beacon
from weaviate_orm.engine.untyped import is_list, is_object
from weaviate_orm.engine.write.beacons import LOCAL, Target, beacon_text, parse_target
from weaviate_orm.engine.write.gotext import show, show_source, type_name
from weaviate_orm.engine.write.ids import id_text
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition


def exists(catalog: Catalog, beacon: Beacon, tenant: str) -> bool:
    """Whether the target of a beacon is stored; one without collection may be anywhere.

    Raises:
        Fault: the collection that the beacon names has no such tenant, or it is not active.
    """
    if beacon.collection:
        collection = catalog.indexed(beacon.collection)
        try:
            return collection is not None and _is_stored(collection, beacon, tenant)
        except TenantError as error:
            raise Fault(f"determine shard: {error}") from None
    for collection in catalog.collections.values():
        try:
            if _is_stored(collection, beacon, tenant):
                return True
        except TenantError:
            continue
    return False


def _is_stored(collection: Collection, beacon: Beacon, tenant: str) -> bool:
    own = tenant if collection.definition.tenancy.enabled else ""
    return collection.shard_for(own).slot_of(beacon.uuid) is not None


def completed(beacon: Beacon, definition: PropertyDefinition) -> Beacon:
    """The beacon with the collection that a property of one target implies."""
    if beacon.collection or len(definition.targets) > 1:
        return beacon
    return Beacon(
        definition.targets[0] if definition.targets else definition.data_type, beacon.uuid
    )


def read_references(
    catalog: Catalog,
    collection: CollectionDefinition,
    name: str,
    value: object,
    tenant: str,
) -> tuple[Beacon, ...]:
    """The beacons of a raw reference property, each of which must lead to a stored object.

    The raw value is completed on the way, and so shown where the object is refused.

    Raises:
        Fault: the form is wrong or a target is missing.
    """
    definition = collection.properties[name]
    if not is_list(value):
        raise Fault(f"reference property is not a slice {show(value)}")
    found: list[Beacon] = []
    for place, item in enumerate(value):
        if not is_object(item):
            raise Fault("reference property is not a map: map[string]interface {}")  # sic
        text = item.get("beacon")
        if type(text) is not str:
            raise Fault(f"beacon property is not a string: {type_name(text)}")
        target = parse_target(text)
        if target.host == LOCAL:
            whole = beacon_text(completed(target.beacon, definition))
            value[place] = {**_without_link(item), "beacon": whole}
        if not item.keys() <= {"beacon", "href"}:
            raise Fault(_more_than_a_beacon(definition, collection.name, item, target))
        if target.host != LOCAL:
            raise Fault("invalid cref: unrecognized cross-ref ref format")
        beacon = completed(target.beacon, definition)
        try:
            stored = exists(catalog, beacon, tenant)
        except Fault as fault:
            raise Fault(f"invalid cref: {fault}") from None
        if not stored:
            raise Fault(
                f"invalid cref: 'cref' {collection.name}:{name}: "
                f"no object with id {id_text(beacon.uuid)} found"
            )
        found.append(beacon)
    return tuple(found)


def _without_link(members: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if name != "href"}


def _more_than_a_beacon(
    definition: PropertyDefinition, collection: str, members: Mapping[str, object], target: Target
) -> str:
    shown = _without_link(members)
    if not target.beacon.collection:
        shown["beacon"] = beacon_text(completed(target.beacon, definition))
    return (
        "invalid cref: only direct references supported at the moment, concept references not "
        f"supported yet: class '{collection}' with property '{definition.name}' requires exactly "
        f"1 arguments: 'beacon'. Check your input schema, got: {show_source(shown)}"
    )
