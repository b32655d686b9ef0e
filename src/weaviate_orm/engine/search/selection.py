"""What of each hit a search returns: properties, references, metadata."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import lowered
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.write.fields import no_such_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.wire import messages


@dataclass(frozen=True, slots=True)
class ObjectSelection:
    """Chosen members of a nested property."""

    primitives: tuple[str, ...] = ()
    objects: Mapping[str, ObjectSelection] = field(default_factory=dict[str, "ObjectSelection"])


@dataclass(frozen=True, slots=True)
class Metadata:
    uuid: bool = False
    vector: bool = False
    created: bool = False
    updated: bool = False
    distance: bool = False
    certainty: bool = False
    score: bool = False
    explain: bool = False
    vectors: tuple[str, ...] = ()
    profile: bool = False

    @property
    def is_always_shown(self) -> bool:
        """Whether every hit carries some of it, whatever it was found by."""
        return any(
            (
                *(self.uuid, self.vector, bool(self.vectors), self.created, self.updated),
                *(self.score, self.explain),
            )
        )

    def of_grouped(self) -> Metadata:
        """What of this the hits of a group carry."""
        return Metadata(
            uuid=self.uuid, vector=self.vector, distance=self.distance, vectors=self.vectors
        )


NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class ReferenceSelection:
    """A reference property to follow, and what to return of its targets."""

    name: str
    collection: str
    """The target collection; targets in others are left out."""
    properties: Selection
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Selection:
    names: tuple[str, ...]
    """Plain properties; one that an object lacks comes as null."""
    objects: Mapping[str, ObjectSelection] = field(default_factory=dict[str, "ObjectSelection"])
    """Nested properties cut to chosen members."""
    references: tuple[ReferenceSelection, ...] = ()

    @property
    def depth(self) -> int:
        """Objects along its longest path of references, the first one counted."""
        return 1 + max((r.properties.depth for r in self.references), default=0)

    def for_other(self, definition: CollectionDefinition) -> Selection:
        """The same of a collection that it was not made for: what that one lacks comes as null."""
        objects = {n: o for n, o in self.objects.items() if n in definition.properties}
        lacking = (n for n in self.objects if n not in objects)
        return Selection((*self.names, *lacking), objects, self.references)

    def with_names(self, names: Iterable[str]) -> Selection:
        """The same with these plain properties besides."""
        more = tuple(n for n in names if n not in self.names and n not in self.objects)
        return Selection((*self.names, *more), self.objects, self.references) if more else self


def read_metadata(message: messages.MetadataRequest) -> Metadata:
    return Metadata(
        uuid=message.uuid,
        vector=message.vector,
        created=message.creation_time_unix,
        updated=message.last_update_time_unix,
        distance=message.distance,
        certainty=message.certainty,
        score=message.score,
        explain=message.explain_score,
        vectors=tuple(message.vectors),
        profile=message.query_profile,
    )


def everything(definition: CollectionDefinition) -> Selection:
    """What a search returns that names no properties."""
    return Selection(definition.plain_names)


def read_selection(
    catalog: Catalog, definition: CollectionDefinition, message: messages.PropertiesRequest
) -> Selection:
    """Read the wanted properties of a collection.

    Raises:
        CallError: a property or a target collection is unknown.
    """
    try:
        return _read(catalog, definition, message)
    except CallError as error:
        raise CallError(f"extract properties request: {error.message}") from None


def _read(
    catalog: Catalog, definition: CollectionDefinition, message: messages.PropertiesRequest
) -> Selection:
    if message.return_all_nonref_properties:
        names = definition.plain_names
    else:
        names = tuple(_named(definition, name) for name in message.non_ref_properties)
    references = tuple(_reference(catalog, definition, r) for r in message.ref_properties)
    objects = {lowered(o.prop_name): _object(o) for o in message.object_properties}
    return Selection(tuple(n for n in names if n not in objects), objects, references)


def _named(definition: CollectionDefinition, given: str) -> str:
    name = lowered(given)
    if name.partition(".")[0] not in definition.properties:
        text = no_such_property(name, definition.name)
        raise CallError(f"get property by name {name} for class {definition.name}: {text}")
    return name


def check_objects(definition: CollectionDefinition, selection: Selection) -> None:
    """Refuse unknown properties that are asked for by their members.

    A server looks at these later than at the others.

    Raises:
        CallError: there is no such property.
    """
    for name in selection.objects:
        if name.partition(".")[0] not in definition.properties:
            raise CallError(no_such_property(name, definition.name))


def _object(message: messages.ObjectPropertiesRequest) -> ObjectSelection:
    return ObjectSelection(
        tuple(lowered(name) for name in message.primitive_properties),
        {lowered(o.prop_name): _object(o) for o in message.object_properties},
    )


def _reference(
    catalog: Catalog, definition: CollectionDefinition, message: messages.RefPropertiesRequest
) -> ReferenceSelection:
    name = lowered(message.reference_property)
    known = definition.properties.get(name)
    if known is None:
        raise CallError(no_such_property(name, definition.name))
    if len(known.targets) > 1:
        wanted = message.target_collection
        if not wanted:
            raise CallError(
                f"multi target references from collection {definition.name} and property {name} "
                "with need an explicitlinked collection. Available linked collections are "
                f"[{' '.join(known.targets)}]"
            )
    else:
        wanted = known.targets[0] if known.targets else known.data_type
    target = catalog.collections.get(wanted)
    if target is None:
        raise CallError(f"could not find class {wanted} in schema")
    if message.HasField("properties"):
        selection = read_selection(catalog, target.definition, message.properties)
    else:
        selection = everything(target.definition)
    metadata = read_metadata(message.metadata) if message.HasField("metadata") else NOTHING
    return ReferenceSelection(name, wanted, selection, metadata)
