"""Hits to reply messages, by joining bytes: records are copied as they are, never rebuilt."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.grpc.flat import check_objects
from weaviate_orm.engine.grpc.metadata import hit_metadata, old_generated, stored_metadata
from weaviate_orm.engine.search.paths import are_plain, follow
from weaviate_orm.engine.store.cut import Cut, Members, ObjectAsked, without_blobs
from weaviate_orm.engine.store.record import sized
from weaviate_orm.wire.raw import varint

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.schema.definition import PropertyDefinition
    from weaviate_orm.engine.search.hit import Generated, Group, Hit
    from weaviate_orm.engine.search.paths import Met
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


class Writer:
    """Writes hits of one collection and tenant for one selection."""

    def __init__(
        self,
        catalog: Catalog,
        shard: Shard,
        tenant: str,
        selection: Selection,
        metadata: Metadata,
        *,
        is_joined: bool = False,
    ) -> None:
        definition = shard.definition
        self._shard = shard
        self._wanted = metadata
        self._wants_ranking = (
            metadata.distance or metadata.certainty or metadata.score or metadata.explain
        )
        self._metadata = stored_metadata(shard, metadata)
        self._by_members = tuple(selection.objects)
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
        self._has_references = bool(selection.references)
        self._references: list[_References] = []
        self._joined: list[_Joined] = []
        if is_joined or not are_plain(selection):
            self._joined = [_Joined(catalog, tenant, each) for each in selection.references]
            self._follow = partial(follow, catalog, tenant, shard, selection=selection)
        else:
            self._references = [
                _References(catalog, shard, tenant, each) for each in selection.references
            ]

    def _objects(self, slots: Sequence[int]) -> list[bytes]:
        """The `PropertiesResult` of each object, without metadata.

        Raises:
            CallError: a property was asked for in a way that its value does not allow.
        """
        plain = self._plain_objects(slots)
        if not self._has_references:
            return plain
        if self._joined:
            references = [self._links(met) for met in self._follow(slots)]
        else:
            references = [b"".join([each.of(slot) for each in self._references]) for slot in slots]
        return [
            before + properties + _REFERENCES_REQUESTED
            for before, properties in zip(references, plain, strict=True)
        ]

    def _links(self, met: Met) -> bytes:
        return b"".join([each.of(met) for each in self._joined])

    def met(self, met: Met) -> bytes:
        """A `PropertiesResult` with its metadata inside, for the target of a joined reference."""
        (properties,) = self._plain_objects((met.slot,))
        if self._has_references:
            properties = self._links(met) + properties + _REFERENCES_REQUESTED
        (metadata,) = self._metadata((met.slot,))
        return properties + sized(_OBJECT_METADATA, metadata)

    def _plain_objects(self, slots: Sequence[int]) -> list[bytes]:
        """The same without references."""
        if self._primitives:
            for slot in slots:
                self._check_primitives(slot)
        return [self._collection] * len(slots) if self._cut is None else self._plain(slots)

    def _plain(self, slots: Sequence[int]) -> list[bytes]:
        assert self._cut is not None
        shard = self._shard
        plans = [self._cut.plan(shape) for shape in shard.shapes]
        head = self._collection + _PLAIN
        out: list[bytes] = []
        try:
            for shape, record in zip(shard.shape_ids(slots), shard.records(slots), strict=True):
                kept = plans[shape](record)
                out.append(head + varint(len(kept)) + kept)
        except ObjectAsked as asked:
            raise CallError(
                "creating object value: creating nested object: creating nested object value "
                f"{asked.args[0]}: creating nested object: select property is not an object"
            ) from None
        return out

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

    def referenced(self, slots: Sequence[int]) -> list[bytes]:
        """`PropertiesResult`s with their metadata inside, as for the targets of references."""
        metadata = self._metadata(slots)
        return [
            properties + sized(_OBJECT_METADATA, own)
            for properties, own in zip(self._objects(slots), metadata, strict=True)
        ]

    def results(self, hits: Sequence[Hit], tag: int, *, modern: bool = True) -> bytes:
        """`SearchResult`s, each a field of this tag.

        `modern`: a generated text has a field of its own.
        """
        slots = [hit.slot for hit in hits]
        if self._by_members:
            check_objects(self._shard, self._by_members, slots)
        head = bytes((tag,))
        parts: list[bytes] = []
        for hit, properties, stored in zip(
            hits, self._objects(slots), self._metadata(slots), strict=True
        ):
            metadata = stored
            if self._wants_ranking or hit.rerank_score is not None:
                metadata += hit_metadata(hit, self._wanted)
            text = b""
            if hit.generated is not None:
                if modern:
                    text = sized(0x1A, sized(0x0A, generated(hit.generated)))
                else:
                    metadata += old_generated(hit.generated)
            size, metadata_size = varint(len(properties)), varint(len(metadata))
            total = (
                *(2, len(size), len(properties)),
                *(len(metadata_size), len(metadata), len(text)),
            )
            parts += (head, varint(sum(total)), b"\x0a", size, properties)
            parts += (b"\x12", metadata_size, metadata, text)
        return b"".join(parts)

    def group(self, group: Group) -> bytes:
        """A `GroupByResult`.

        Raises:
            CallError: a property was asked for in a way that its value does not allow.
        """
        try:
            hits = self.results(group.hits, 0x2A)
        except CallError as error:
            raise CallError(f"extracting hits from group: {error.message}") from None
        parts = [
            sized(0x0A, group.name.encode()),
            struct.pack("<BfBf", 0x15, group.nearest, 0x1D, group.furthest),
            b"\x20" + varint(len(group.hits)),
            hits,
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


class _Joined:
    """Writes one entry for a reference property whose targets were joined."""

    def __init__(self, catalog: Catalog, tenant: str, selection: ReferenceSelection) -> None:
        self._catalog = catalog
        self._tenant = tenant
        self._selection = selection
        self._name = sized(0x12, selection.name.encode())
        self._writers: dict[str, Writer] = {}
        """By the collection of what is met, which need not be the one that is asked for."""

    def of(self, met: Met) -> bytes:
        """The `ref_props` entry of an object; nothing if the reference was not joined."""
        links = met.links.get(self._selection.name)
        if links is None:
            return b""
        found = [sized(0x0A, self._writer(each.shard).met(each)) for each in links]
        return sized(_REFERENCES, b"".join((*found, self._name)))

    def _writer(self, shard: Shard) -> Writer:
        name = shard.definition.name
        writer = self._writers.get(name)
        if writer is None:
            selection = self._selection
            properties = selection.properties
            if name != selection.collection:
                properties = properties.for_other(shard.definition)
            writer = self._writers[name] = Writer(
                self._catalog, shard, self._tenant, properties, selection.metadata, is_joined=True
            )
        return writer


class _References:
    """Follows one reference property where nothing has to be joined."""

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
        slots: list[int] = []
        for beacon in beacons:
            if beacon.collection in ("", self._selection.collection):
                target = self._target.slot_of(beacon.uuid)
                if target is not None:
                    slots.append(target)
        if not slots and beacons:
            return b""
        found = [sized(0x0A, one) for one in self._writer.referenced(slots)]
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
