"""An object on its way from a request to a shard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.engine.store.rows import Origin, References, StoredObject
from weaviate_orm.engine.vectors.encoding import MultiBytes
from weaviate_orm.engine.write.fields import fields_of
from weaviate_orm.engine.write.ids import id_text
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.vectors.encoding import Raw


@dataclass(slots=True)
class Draft:
    """An object as it was asked for, over either door."""

    id: str
    collection: str
    """The name as it is meant: capitalised, aliases resolved."""
    tenant: str = ""
    properties: dict[str, object] = field(default_factory=dict[str, object])
    """Raw values; references are lists of `{"beacon": …}`."""
    vector: Raw | None = None
    vectors: dict[str, Raw] = field(default_factory=dict[str, "Raw"])
    misfits: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    """The lengths of rows that no index takes, by vector; they are not among `vectors`."""
    unreadable: str | None = None
    """Why there are no properties: what was given for them is no JSON object."""
    remark: str | None = None
    """A fault that is reported though the object is stored."""


@dataclass(slots=True)
class Pending:
    """A validated object whose vectors may still have to be made."""

    uuid: bytes
    shard: Shard
    values: dict[str, object]
    """Stored values; those of blobHash properties are hashes already."""
    references: References
    vectors: dict[str, Raw]
    """Given vectors, later the made ones too, by name ('' = the unnamed one)."""
    tenant: str = ""
    old: int | None = None
    """Slot of the version that it replaces."""
    draft: Draft | None = None
    """What was asked for."""
    kept: Mapping[str, object] = field(default_factory=dict[str, object])
    """PATCH: values that the object had and that were deleted; vectorizers still see them."""
    origin: Origin = Origin.WHOLE
    spelling: str = ""
    """The id as it was sent, if in another spelling than the usual one."""
    linked: References | None = None
    """References that a vector is made of, if not of its own: PATCH takes those before it."""

    @property
    def definition(self) -> CollectionDefinition:
        return self.shard.definition

    def stored(self, doc: int, created: int, updated: int) -> StoredObject:
        record, shape = fields_of(self.definition).record(self.values)
        return StoredObject(
            uuid=self.uuid,
            doc=doc,
            created=created,
            updated=updated,
            record=record,
            shape=shape,
            values=self.values,
            references=self.references,
            vectors=self.vectors,
            origin=self.origin,
            spelling=self.spelling,
        )

    def keeps_doc(self) -> bool:
        """Whether it may keep the doc id of the version that it replaces.

        It may when no vector and no geoCoordinates property changes.
        """
        if self.old is None or self.vectors != self.shard.raw_vectors(self.old):
            return False
        points = [
            p.name for p in self.definition.properties.values() if p.data_type == "geoCoordinates"
        ]
        return all(self.values.get(name) == self.shard.value(self.old, name) for name in points)


def named_vectors(definition: CollectionDefinition, draft: Draft) -> dict[str, Raw]:
    """The vectors of a draft by the names of the collection; empty ones are not given.

    Raises:
        Fault: the collection has no such vector.
    """
    found: dict[str, Raw] = {}
    defined = definition.vectors
    for name in draft.misfits:
        if not _known_vector(definition, name):
            raise Fault(f"vector {name} has to be a float32 array")
    for name, raw in draft.vectors.items():
        known = _known_vector(definition, name)
        if not known and isinstance(raw, MultiBytes):
            raise Fault(f"vector {name} has to be a float32 array")
        whole = raw if isinstance(raw, MultiBytes) else raw[: len(raw) // 4 * 4]
        if whole:
            found[known] = whole
    if draft.vector:
        if "" in defined:
            found[""] = draft.vector[: len(draft.vector) // 4 * 4]
        elif len(defined) == 1:
            found[next(iter(defined))] = draft.vector[: len(draft.vector) // 4 * 4]
        else:
            raise Fault(
                f"collection {definition.name} configuration does not have single vector index"
            )
    return found


def _known_vector(definition: CollectionDefinition, name: str) -> str:
    """The collection's name of a vector that an object names; the unnamed one may be `default`.

    Raises:
        Fault: the collection has no such vector.
    """
    defined = definition.vectors
    known = "" if name == "default" and "default" not in defined and "" in defined else name
    if known not in defined or (known == "" and name == ""):
        raise Fault(f"collection {definition.name} does not have configuration for vector {name}")
    return known


def vector_fault(pending: Pending) -> tuple[str, str] | None:
    """The vector that keeps the object from being stored, and why."""
    called = id_text(pending.uuid)
    if pending.draft is not None:
        called = pending.draft.id or called  # as it was spelled
        for given, lengths in pending.draft.misfits.items():
            name = _known_vector(pending.definition, given)
            return name, pending.shard.vectors(name).uneven(lengths, called)
    for name, raw in pending.vectors.items():
        fault = pending.shard.vectors(name).fault(raw, called)
        if fault is not None:
            return name, fault
    return None


def late_vector_fault(
    pending: Pending, doc: int, first: dict[str, int], *, single: bool = False
) -> str | None:
    """What the index says of a vector after the object was stored.

    `first` has the lengths of the first vectors of this batch by name, and is filled in. `single`:
    in the words of a write of one object.
    """
    for name, raw in pending.vectors.items():
        takes_rows = pending.definition.vectors[name].multi
        target = f" for target vector {name}" if name else ""
        if isinstance(raw, MultiBytes):
            if not takes_rows and pending.definition.vectors[name].index_type == "flat":
                return (
                    "an unexpected error occurred: interface conversion: *flat.flat is not "
                    "common.VectorIndexMulti: missing method AddMultiBatch"
                )
            if not takes_rows:
                called = "addMultiBatch called on non-multivector index"
                return _late("multi vector", target, doc, called, single=single)
        elif takes_rows:
            return _late(
                "vector", target, doc, "AddBatch called on multivector index", single=single
            )
        else:
            length = len(raw) // 4
            wanted = pending.shard.vectors(name).dimension or first.setdefault(name, length)
            if length != wanted and not pending.definition.vectors[name].skip:
                called = (
                    f"distance between entrypoint and query node: {length} vs {wanted}: "
                    "vector lengths don't match"
                )
                return _late("vector", target, doc, called, single=single)
    return None


def _late(kind: str, target: str, doc: int, what: str, *, single: bool) -> str:
    if single:
        return f"update {kind} index{target}: insert doc id {doc} to vector index: {what}"
    return f"insert to {kind} index: insert doc id {doc} to {kind} index{target}: {what}"
