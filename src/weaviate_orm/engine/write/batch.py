"""Writing many objects: each is validated and stored on its own, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import Change
from weaviate_orm.engine.errors import TenantError
from weaviate_orm.engine.write import autoschema, tenants
from weaviate_orm.engine.write.draft import (
    Draft,
    Pending,
    late_vector_fault,
    named_vectors,
    vector_fault,
)
from weaviate_orm.engine.write.fields import fields_of
from weaviate_orm.engine.write.ids import InvalidId, id_text, other_spelling, parse_id
from weaviate_orm.engine.write.targets import read_references
from weaviate_orm.engine.write.validate import Fault, StorageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.modules.registry import VectorFault
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.store.values import Beacon


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one object of a batch."""

    fault: str | None = None
    stored: StoredObject | None = None
    """What was stored, or valid and not stored because of its vectors or a later duplicate."""


def nameless(collections: Iterable[str]) -> str | None:
    """The fault of a batch with an object that names no collection.

    A server crashes over it, and stores nothing of the batch.
    """
    for place, name in enumerate(collections):
        if not name:
            return f"object {place} has an empty class: no object of the batch is stored"
    return None


def write_batch(state: State, drafts: Sequence[Draft]) -> list[Outcome]:
    """Insert objects or replace those of the same id. An outcome for each draft, in order.

    Of several valid ones with one id the last is stored.

    Raises:
        Fault: the whole batch fails (automatic tenants).
    """
    ids = [_id(draft) for draft in drafts]
    tenants.create_missing(state, drafts)
    faults: dict[int, str] = {}
    pending: dict[int, Pending] = {}
    for i, (draft, uuid) in enumerate(zip(drafts, ids, strict=True)):
        if isinstance(uuid, str):
            faults[i] = uuid
            continue
        try:
            pending[i] = prepare(state, draft, uuid)
        except Fault as fault:
            faults[i] = str(fault)
    faults.update({i: fault.text for i, fault in vectorize(state, pending).items()})
    faults.update(_write_faults(pending, faults))
    valid = {i: one for i, one in pending.items() if i not in faults}
    last = {(one.shard.key, one.uuid): i for i, one in valid.items()}
    for i in last.values():  # those before it are never looked at
        wrong = vector_fault(valid[i])
        if wrong is not None:
            faults[i] = wrong[1]
    kept = sorted(i for i in last.values() if i not in faults)
    stored, late = _store(state, {i: valid[i] for i in kept})
    for i, one in pending.items():
        if i not in stored:
            moment = state.catalog.clock()
            stored[i] = one.stored(0, moment, moment)
    return [Outcome(faults.get(i, late.get(i)), stored.get(i)) for i in range(len(drafts))]


def _write_faults(pending: Mapping[int, Pending], faults: Mapping[int, str]) -> dict[int, str]:
    """Those of shards that take no writes."""
    return {
        i: one.shard.write_fault
        for i, one in pending.items()
        if i not in faults and one.shard.write_fault is not None
    }


def vectorize(state: State, pending: Mapping[int, Pending]) -> dict[int, VectorFault]:
    """Let the modules make the vectors that were not given; the faults of those that failed."""
    faults: dict[int, VectorFault] = {}
    by_collection: dict[CollectionDefinition, list[int]] = {}
    for i, one in pending.items():
        by_collection.setdefault(one.definition, []).append(i)
    for definition, members in by_collection.items():
        if any(v.vectorizer != "none" for v in definition.vectors.values()):
            found = state.modules.vectorize_objects(
                state.catalog, definition, [pending[i] for i in members]
            )
            faults.update(
                {i: fault for i, fault in zip(members, found, strict=True) if fault is not None}
            )
    return faults


def _store(
    state: State, pending: Mapping[int, Pending]
) -> tuple[dict[int, StoredObject], dict[int, str]]:
    """Store objects of different ids; also what the indexes say of them afterwards."""
    moment = state.catalog.clock()
    changes: dict[int, Change] = {}
    stored: dict[int, StoredObject] = {}
    late: dict[int, str] = {}
    docs: dict[int, int] = {}
    dimensions: dict[int, dict[str, int]] = {}
    for i, one in pending.items():
        shard = one.shard
        doc = docs.setdefault(shard.key, shard.next_doc)
        if one.old is not None and one.keeps_doc():
            doc = int(shard.doc[one.old])
        else:
            docs[shard.key] = doc + 1
        known = dimensions.setdefault(shard.key, {})
        fault = late_vector_fault(one, doc, known)
        if fault is None and one.draft is not None:
            fault = one.draft.remark
        if fault is not None:
            late[i] = fault
        stored[i] = one.stored(doc, moment, moment)
        changes.setdefault(shard.key, Change(shard, (), [])).put.append(stored[i])
    state.catalog.apply(list(changes.values()))
    return stored, late


def _id(draft: Draft) -> bytes | str:
    try:
        return parse_id(draft.id)
    except InvalidId as error:
        return str(error)


def prepare(state: State, draft: Draft, uuid: bytes) -> Pending:
    """Validate an object against the collection, which auto-schema may change first.

    Raises:
        Fault: the object cannot be stored.
    """
    if state.settings.auto_schema:
        autoschema.adapt(state, draft)
    collection = state.catalog.collections.get(draft.collection)
    if collection is None:
        raise Fault(f"class '{draft.collection}' not present in schema")
    definition = collection.definition
    vectors = named_vectors(definition, draft)
    try:
        values, references = validated(state, definition, draft)
    except StorageFault as fault:
        # the server fails after it has given the object a doc id
        _shard(collection, draft).next_doc += 1
        raise Fault(marshal_fault(uuid, fault)) from None
    shard = _shard(collection, draft)
    return Pending(
        uuid=uuid,
        shard=shard,
        values=values,
        references=references,
        vectors=vectors,
        tenant=draft.tenant,
        old=shard.slot_of(uuid),
        draft=draft,
        spelling=other_spelling(draft.id, uuid),
    )


def _shard(collection: Collection, draft: Draft) -> Shard:
    try:
        return collection.shard_for(draft.tenant)
    except TenantError as error:
        raise Fault(str(error)) from None


def validated(
    state: State, definition: CollectionDefinition, draft: Draft
) -> tuple[dict[str, object], dict[str, tuple[Beacon, ...]]]:
    """The stored values and the references of a draft's properties.

    Raises:
        Fault: one of them does not fit.
    """
    if draft.unreadable is not None:
        raise Fault(draft.unreadable)
    values, raw = fields_of(definition).split(draft.properties)
    references = {
        name: read_references(state.catalog, definition, name, value, draft.tenant)
        for name, value in raw.items()
        if value is not None
    }
    return values, references


def marshal_fault(uuid: bytes, fault: StorageFault) -> str:
    return f"marshal object {id_text(uuid)} to binary: json: {fault}"
