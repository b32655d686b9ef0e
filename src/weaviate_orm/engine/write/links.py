"""References of stored objects: add, replace, remove, and many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import lowered
from weaviate_orm.engine.errors import TenantError
from weaviate_orm.engine.store.values import Geo, Phone
from weaviate_orm.engine.write.beacons import LOCAL, Source, Target, parse_target
from weaviate_orm.engine.write.fields import no_such_property
from weaviate_orm.engine.write.gotext import type_name
from weaviate_orm.engine.write.ids import id_text
from weaviate_orm.engine.write.single import Relinked, appended, relink
from weaviate_orm.engine.write.targets import completed, exists
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.values import Beacon


_CROSS_TENANT = (
    "invalid reference: cannot reference a multi-tenant enabled class "
    "from a non multi-tenant enabled class"
)


class EmptyListError(Exception):
    """A reference is to be removed from a property that holds an empty list."""


def reference_property(definition: CollectionDefinition, name: str) -> PropertyDefinition:
    """A reference property by its exact name.

    Raises:
        Fault: there is none.
    """
    known = definition.properties.get(name)
    if known is None:
        raise Fault(no_such_property(name, definition.name))
    if not known.is_reference:
        raise Fault(f"property '{name}' is not a reference-type")
    return known


def local_target(text: str) -> Beacon:
    """The beacon of a reference that is added to a property, as it was given.

    Raises:
        Fault: it is none of this server.
    """
    try:
        target = parse_target(text)
    except Fault as fault:
        raise Fault(f"invalid reference: {fault}") from None
    if target.host != LOCAL:
        raise Fault("unrecognized cross-ref ref format")
    return target.beacon


def check_targets(state: State, beacons: Sequence[Beacon], tenant: str) -> None:
    """See to it that targets are stored.

    Raises:
        Fault: a target is missing, or its tenant.
    """
    for beacon in beacons:
        if not exists(state.catalog, beacon, tenant):
            raise Fault(f"validate reference: no object with id {id_text(beacon.uuid)} found")


def add(one: Relinked, name: str, beacon: Beacon) -> None:
    """Append a reference."""
    unique = one.shard.definition.properties[name].no_duplicate_references
    one.references[name] = appended(one.references.get(name, ()), (beacon,), unique=unique)


def drop(one: Relinked, name: str, beacon: Beacon | None) -> None:
    """Remove every reference to a target (None = one of another server); there need not be one.

    Raises:
        EmptyListError: the property holds an empty list.
    """
    before = one.references.get(name)
    if before is None:
        return
    if not before:
        raise EmptyListError
    one.references[name] = tuple(b for b in before if b != beacon)


# Many at once -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A reference of a batch."""

    source: Source
    target: Target
    tenant: str


def add_many(state: State, links: Sequence[Link | Fault]) -> list[str | None]:
    """Add references in their order; for each the text of its fault.

    Some are stored in spite of their fault, as on the server.
    """
    work: dict[tuple[int, int], Relinked] = {}
    faults = [
        str(link) if isinstance(link, Fault) else _add_one(state, link, work) for link in links
    ]
    relink(state, list(work.values()), appends=True)
    return faults


def completed_link(state: State, link: Link) -> Link:
    """The link with the collection that a property of one target implies."""
    collection = state.catalog.find(link.source.collection)
    if link.target.beacon.collection or collection is None or link.target.host != LOCAL:
        return link
    known = collection.definition.properties.get(lowered(link.source.property))
    if known is None:
        return link
    return Link(link.source, Target(LOCAL, completed(link.target.beacon, known)), link.tenant)


def _add_one(state: State, link: Link, work: dict[tuple[int, int], Relinked]) -> str | None:
    source, target = link.source, link.target
    if source.host != LOCAL:
        return f"source class must always point to the local peer, but got {source.host}"
    if target.host != LOCAL:
        return (
            "importing network references in batch is not possible. Please perform a regular "
            f"non-batch import for network references, got peer {target.host}"
        )
    collection = state.catalog.find(source.collection)
    if collection is None:
        return f'source class "{source.collection}" not found in schema'
    link = completed_link(state, link)
    beacon = link.target.beacon
    if not beacon.collection and lowered(source.property) not in collection.definition.properties:
        return f"property {lowered(source.property)} does not exist for class {collection.name}"
    try:
        _check_tenants(state, collection, source, beacon, link.tenant)
        shard = collection.shard_for(link.tenant)
    except (Fault, TenantError) as fault:
        return str(fault)
    if shard.write_fault is not None:
        return shard.write_fault
    slot = shard.slot_of(source.uuid)
    if slot is None:
        return f"ref batch: object with id {id_text(source.uuid)} not found"
    one = work.setdefault((shard.key, slot), Relinked.of(shard, slot, link.tenant))
    return _append(one, source.property, beacon)


def _append(one: Relinked, name: str, beacon: Beacon) -> str | None:
    known = one.shard.definition.properties.get(name)
    if known is None:
        one.references[name] = (*one.references.get(name, ()), beacon)
        return f"ref batch: property '{name}' not found in schema"
    if not known.is_reference:
        value = None if name in one.gone else one.shard.value(one.slot, name)
        one.references[name] = (*one.references.get(name, ()), beacon)
        if value is None:
            return None
        one.gone.add(name)
        return f"ref batch: prop {name} is present, but not a ref, got: {_go_type(value)}"
    was_empty = one.references.get(name, (beacon,)) == ()
    add(one, name, beacon)
    if was_empty:
        return f"ref batch: prop {name} is present, but not a ref, got: []interface {{}}"
    return None


def _go_type(value: object) -> str:
    """The server's type of a stored value."""
    if isinstance(value, Geo):
        return "*models.GeoCoordinates"
    if isinstance(value, Phone):
        return "*models.PhoneNumber"
    if isinstance(value, int) and not isinstance(value, bool):
        return "float64"
    return type_name(value)


def _check_tenants(
    state: State, collection: Collection, source: Source, beacon: Beacon, tenant: str
) -> None:
    target = state.catalog.find(beacon.collection) if beacon.collection else None
    if beacon.collection and (target is None or not beacon.collection[0].isupper()):
        raise Fault(f'target class "{source.collection}" not found in schema')  # sic
    if not collection.definition.tenancy.enabled:
        if target is not None and target.definition.tenancy.enabled:
            raise Fault(_CROSS_TENANT)
        return
    _check_stored(collection, "source", source.uuid, tenant)
    if target is not None:
        own = tenant if target.definition.tenancy.enabled else ""
        _check_stored(target, "target", beacon.uuid, own)


def _check_stored(collection: Collection, side: str, uuid: bytes, tenant: str) -> None:
    named = f"{collection.name}/{id_text(uuid)}"
    try:
        shard = collection.shard_for(tenant)
    except TenantError as error:
        raise Fault(f"{side}: get object {named}: determine shard: {error}") from None
    if shard.slot_of(uuid) is None:
        raise Fault(f'{side}: object {named} not found for tenant "{tenant}"')
