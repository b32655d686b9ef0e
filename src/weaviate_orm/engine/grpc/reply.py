"""Hits to reply messages, by joining bytes: records are copied as they are, never rebuilt."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.store.cut import Cut, Members, ObjectAsked, without_blobs
from weaviate_orm.engine.store.record import sized, varint
from weaviate_orm.engine.vectors.encoding import MultiBytes, Raw
from weaviate_orm.engine.write.fields import no_such_property
from weaviate_orm.engine.write.ids import id_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.schema.definition import PropertyDefinition
    from weaviate_orm.engine.search.hit import Generated, Group, Hit
    from weaviate_orm.engine.search.selection import (
        Metadata,
        ObjectSelection,
        ReferenceSelection,
        Selection,
    )
    from weaviate_orm.engine.store.shard import Shard

# Tags: field number << 3 | wire type.
_REFERENCES, _COLLECTION, _OBJECT_METADATA = 0x12, 0x1A, 0x22
_PLAIN = b"\x5a"
_REFERENCES_REQUESTED = b"\x60\x01"
_NAMED_VECTOR = b"\xba\x01"
_VECTOR_BYTES = b"\x9a\x01"


class Writer:
    """Writes hits of one collection and tenant for one selection."""

    def __init__(
        self,
        catalog: Catalog,
        shard: Shard,
        tenant: str,
        selection: Selection,
        metadata: Metadata,
    ) -> None:
        definition = shard.definition
        self._shard = shard
        self._wanted = metadata
        self._metadata = _metadata_writer(shard, metadata)
        self._unknown = next((n for n in selection.objects if n not in definition.properties), None)
        members = {
            name: without_blobs(definition.properties[name])
            for name in selection.names
            if name in definition.properties
        }
        for name, chosen in selection.objects.items():
            if name in definition.properties:
                members[name] = _members(definition.properties[name], chosen)
        names = (*selection.names, *selection.objects)
        self._cut = Cut(names, members) if names else None
        linked = [n for n in names if n in definition.reference_names]
        self._primitives = names if shard.has_misplaced else linked
        self._collection = sized(_COLLECTION, definition.name.encode())
        self._references = [
            _References(catalog, shard, tenant, reference) for reference in selection.references
        ]

    def object(self, slot: int, metadata: bytes = b"") -> bytes:
        """A `PropertiesResult`; `metadata` is a serialized field of it.

        Raises:
            CallError: a nested property was asked for in a way that its value does not allow.
        """
        if self._primitives:
            self._check_primitives(slot)
        parts = [reference.of(slot) for reference in self._references]
        parts.append(self._collection)
        parts.append(metadata)
        if self._cut is not None:
            if self._unknown is not None:
                raise CallError(no_such_property(self._unknown, self._shard.definition.name))
            try:
                record = self._cut.plan(self._shard.shape(slot))(self._shard.record(slot))
            except ObjectAsked as asked:
                raise CallError(
                    "creating object value: creating nested object: creating nested object value "
                    f"{asked.args[0]}: creating nested object: select property is not an object"
                ) from None
            parts.append(_PLAIN + varint(len(record)) + record)
        if self._references:
            parts.append(_REFERENCES_REQUESTED)
        return b"".join(parts)

    def _check_primitives(self, slot: int) -> None:
        """Refuse references that were asked for like plain properties.

        Raises:
            CallError: with the server's words, a no-break space among them.
        """
        given = self._shard.all_references(slot)
        for name in self._primitives:
            if given.get(name):
                known = self._shard.definition.properties[name]
                plain = known.data_type
                wanted = (
                    ""
                    if known.is_reference
                    else f" expected string when serializing {plain} property"
                )
                raise CallError(
                    f"creating primitive value for {name}: proto:\xa0invalid type: "
                    f"models.MultipleRef{wanted}"
                )

    def referenced(self, slot: int) -> bytes:
        """A `PropertiesResult` with its metadata inside, as for the target of a reference."""
        return self.object(slot, sized(_OBJECT_METADATA, self._metadata(slot)))

    def result(self, hit: Hit, *, modern: bool = True) -> bytes:
        """A `SearchResult`; `modern`: a generated text has a field of its own."""
        properties = sized(0x0A, self.object(hit.slot))
        metadata = self._metadata(hit.slot) + hit_metadata(hit, self._wanted)
        if hit.generated is None:
            return properties + sized(0x12, metadata)
        if modern:
            text = sized(0x1A, sized(0x0A, generated(hit.generated)))
            return properties + sized(0x12, metadata) + text
        old = b"\x82\x01" + sized(0, hit.generated.text.encode())[1:] + b"\x88\x01\x01"
        return properties + sized(0x12, metadata + old)

    def group(self, group: Group) -> bytes:
        """A `GroupByResult`."""
        parts = [
            sized(0x0A, group.name.encode()),
            struct.pack("<BfBf", 0x15, group.nearest, 0x1D, group.furthest),
            b"\x20" + varint(len(group.hits)),
            *(sized(0x2A, self.result(hit)) for hit in group.hits),
        ]
        if group.rerank_score is not None:
            parts.append(sized(0x32, struct.pack("<Bd", 0x09, group.rerank_score)))
        if group.generated is not None:
            parts.append(sized(0x3A, generated(group.generated)))
        return b"".join(parts)


def generated(made: Generated) -> bytes:
    """A `GenerativeReply`."""
    debug = b""
    if made.debug_prompt is not None:
        debug = sized(0x12, sized(0x0A, made.debug_prompt.encode()))
    return sized(0x0A, made.text.encode()) + debug


def hit_metadata(hit: Hit, wanted: Metadata) -> bytes:
    """The part of `MetadataResult` that the search made of a hit."""
    out = b""
    if wanted.distance and hit.distance is not None:
        out += struct.pack("<Bf", 0x3D, hit.distance) + b"\x40\x01"
    if wanted.certainty and hit.certainty is not None:
        out += struct.pack("<Bf", 0x4D, hit.certainty) + b"\x50\x01"
    if wanted.score:
        out += struct.pack("<Bf", 0x5D, hit.score) + b"\x60\x01"
    if wanted.explain:
        out += sized(0x6A, hit.explain.encode()) + b"\x70\x01"
    if hit.rerank_score is not None:
        out += b"\xa9\x01" + struct.pack("<d", hit.rerank_score) + b"\xb0\x01\x01"
    return out


class _References:
    """Follows one reference property."""

    def __init__(
        self, catalog: Catalog, shard: Shard, tenant: str, selection: ReferenceSelection
    ) -> None:
        self._shard = shard
        self._selection = selection
        self._name = sized(0x12, selection.name.encode())
        self._target: Shard | None = None
        self._writer: Writer | None = None
        collection = catalog.collections.get(selection.collection)
        if collection is not None:
            own = tenant if collection.definition.tenancy.enabled else ""
            try:
                self._target = collection.shard_for(own)
            except TenantError:
                return
            self._writer = Writer(
                catalog, self._target, tenant, selection.properties, selection.metadata
            )

    def of(self, slot: int) -> bytes:
        """The `ref_props` entry of an object; nothing if nothing resolves."""
        beacons = self._shard.references(slot, self._selection.name)
        if beacons is None or self._target is None or self._writer is None:
            return b""
        found: list[bytes] = []
        for beacon in beacons:
            if beacon.collection in ("", self._selection.collection):
                target = self._target.slot_of(beacon.uuid)
                if target is not None:
                    found.append(sized(0x0A, self._writer.referenced(target)))
        if not found and beacons:
            return b""
        return sized(_REFERENCES, b"".join((*found, self._name)))


def _members(definition: PropertyDefinition, chosen: ObjectSelection) -> Members:
    kept: dict[str, Members | None] = dict.fromkeys(chosen.primitives)
    for name, inner in chosen.objects.items():
        nested = definition.nested.get(name)
        if nested is not None:
            kept[name] = _members(nested, inner)
    objects = frozenset(
        name
        for name in chosen.primitives
        if name in definition.nested
        and definition.nested[name].nested
        and name not in chosen.objects
    )
    return Members(kept, objects)


# Metadata -----------------------------------------------------------------------------------------


def _metadata_writer(shard: Shard, metadata: Metadata) -> Callable[[int], bytes]:
    """The function that writes the part of `MetadataResult` that the stored object tells."""
    steps: list[Callable[[int], bytes]] = []
    if metadata.uuid:
        steps.append(lambda slot: _id(shard.uuid(slot)))
    steps.extend(_vector_steps(shard, metadata))
    if metadata.created:
        created = shard.created
        steps.append(lambda slot: b"\x18" + varint(int(created[slot])) + b"\x20\x01")
    if metadata.updated:
        updated = shard.updated
        steps.append(lambda slot: b"\x28" + varint(int(updated[slot])) + b"\x30\x01")
    if len(steps) == 1:
        return steps[0]
    return lambda slot: b"".join(step(slot) for step in steps)


def _id(uuid: bytes) -> bytes:
    return b"\x0a\x24" + id_text(uuid).encode() + b"\xa2\x01\x10" + uuid


def _vector_steps(shard: Shard, metadata: Metadata) -> list[Callable[[int], bytes]]:
    defined = shard.definition.vectors
    steps: list[Callable[[int], bytes]] = []
    named = [name for name in defined if name]
    if metadata.vector and "" in defined:
        steps.append(lambda slot: _unnamed(shard.vectors("").raw(slot)))
    wanted: Sequence[str] = named if metadata.vector and named else metadata.vectors
    wanted = [name for name in wanted if name in named]
    if wanted:
        steps.append(
            lambda slot: b"".join(named_vector(n, shard.vectors(n).raw(slot)) for n in wanted)
        )
    return steps


def _unnamed(raw: Raw | None) -> bytes:
    if raw is None:
        return b""
    size = varint(len(raw))
    return b"\x12" + size + raw + _VECTOR_BYTES + size + raw


def named_vector(name: str, raw: Raw | None) -> bytes:
    """An entry of `MetadataResult.vectors`; nothing if there is no vector."""
    if raw is None:
        return b""
    kind = b"\x20\x02" if isinstance(raw, MultiBytes) else b"\x20\x01"
    body = sized(0x0A, name.encode()) + sized(0x1A, raw) + kind
    return _NAMED_VECTOR + varint(len(body)) + body
