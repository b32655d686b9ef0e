"""Writing one object: insert, replace, merge, remove, and the check without a write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import Change, lowered
from weaviate_orm.engine.errors import TenantError
from weaviate_orm.engine.store.rows import Origin
from weaviate_orm.engine.write import autoschema, tenants
from weaviate_orm.engine.write.batch import validated, vectorize
from weaviate_orm.engine.write.draft import Pending, late_vector_fault, named_vectors, vector_fault
from weaviate_orm.engine.write.ids import other_spelling, parse_id
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.store.values import Beacon
    from weaviate_orm.engine.write.draft import Draft


class Missing(Exception):
    """There is no such object or collection."""


class Exists(Exception):
    """The id is taken."""


class Immutable(Exception):
    """The id in the body is not the one in the path."""


class UnstoredError(Exception):
    """A valid object cannot be stored; `str()` is the inner text."""

    def __init__(self, text: str, shard: Shard, vector: str | None = None) -> None:
        super().__init__(text)
        self.shard = shard
        self.vector = vector
        """The name of the vector that does not fit."""


class LateTenantError(TenantError):
    """The tenant was found wrong when the object was to be stored."""


class VectorizerError(Exception):
    """A module could not make a vector; `str()` is its text."""


def insert(state: State, draft: Draft, *, has_own_id: bool = True) -> StoredObject:
    """Store a new object; only an id of its own may be taken already.

    Raises:
        Fault, TenantError, Exists, UnstoredError, VectorizerError: it is not stored (an
            `UnstoredError` of the index leaves it stored).
    """
    if not draft.collection:
        raise Fault("the given class is empty")
    uuid = parse_id(draft.id)
    if draft.tenant:
        tenants.create_missing(state, (draft,))
    if has_own_id:
        _check_absent(state, draft, uuid)
    if state.settings.auto_schema:
        autoschema.adapt(state, draft)
    collection = _known(state, draft)
    vectors = named_vectors(collection.definition, draft)
    values, references = validated(state, collection.definition, draft)
    try:
        shard = collection.shard_for(draft.tenant)
    except TenantError as error:
        raise LateTenantError(str(error)) from None
    pending = Pending(
        uuid=uuid,
        shard=shard,
        values=values,
        references=references,
        vectors=vectors,
        tenant=draft.tenant,
        draft=draft,
        spelling=other_spelling(draft.id.lower(), uuid),
    )
    return store(state, pending, created=None)


def replace(state: State, draft: Draft, path_id: str) -> StoredObject:
    """Put an object in the place of the stored one of the same id.

    Raises:
        Fault, TenantError, Missing, Immutable, UnstoredError, VectorizerError: nothing changes.
    """
    if draft.id != path_id:
        raise Immutable
    if not draft.collection:
        raise Fault("the given class is empty")
    uuid = parse_id(draft.id)
    collection, shard, old = _stored(state, draft, uuid)
    vectors = named_vectors(collection.definition, draft)
    values, references = validated(state, collection.definition, draft)
    pending = Pending(
        uuid=uuid,
        shard=shard,
        values=values,
        references=references,
        vectors=vectors,
        tenant=draft.tenant,
        old=old,
        draft=draft,
        origin=Origin.REPLACED,
        spelling=other_spelling(draft.id, uuid),
    )
    return store(state, pending, created=int(shard.created[old]))


def merge(state: State, draft: Draft, uuid: bytes) -> None:
    """Change the given parts of an object; null removes a property, references are appended.

    Raises:
        Fault, TenantError, Missing, UnstoredError, VectorizerError: nothing changes.
    """
    collection, shard, old = _stored(state, draft, uuid)
    definition = collection.definition
    vectors = named_vectors(definition, draft)
    given, references = validated(state, definition, draft)
    before = shard.properties(old)
    gone = {lowered(name) for name, value in draft.properties.items() if value is None}
    kept = {name: before[name] for name in gone & before.keys()}
    values = {name: v for name, v in before.items() if name not in gone} | given
    for name, raw in shard.raw_vectors(old).items():
        if name not in vectors and definition.vectors[name].vectorizer == "none":
            vectors[name] = raw
    linked = shard.all_references(old)
    merged = {name: beacons for name, beacons in linked.items() if name not in gone}
    for name, more in references.items():
        if more:
            unique = definition.properties[name].no_duplicate_references
            merged[name] = appended(merged.get(name, ()), more, unique=unique)
    pending = Pending(
        uuid=uuid,
        shard=shard,
        values=values,
        references=merged,
        vectors=vectors,
        tenant=draft.tenant,
        old=old,
        draft=draft,
        kept=kept,
        origin=Origin.MERGED,
        linked=linked,
    )
    store(state, pending, created=int(shard.created[old]))


def _stored(state: State, draft: Draft, uuid: bytes) -> tuple[Collection, Shard, int]:
    """Where the object is that is to change, and its slot; its collection takes in the draft."""
    collection = state.catalog.indexed(draft.collection)
    if collection is None:
        raise Missing
    shard = collection.shard_for(draft.tenant)
    old = shard.slot_of(uuid)
    if old is None:
        raise Missing
    if collection.name != draft.collection:
        raise autoschema.AutoSchemaFault("given class does not exist")
    if state.settings.auto_schema:
        autoschema.adapt(state, draft, create=False)
    return collection, shard, old


def appended(
    before: Sequence[Beacon], more: Sequence[Beacon], *, unique: bool
) -> tuple[Beacon, ...]:
    """References with more behind them; `unique` leaves each target once."""
    both = (*before, *more)
    return tuple(dict.fromkeys(both)) if unique else both


def remove(state: State, collection: Collection, tenant: str, uuid: bytes) -> bool:
    """Delete an object; whether it was there.

    Raises:
        TenantError: the tenant does not go with the collection.
        UnstoredError: the shard takes no writes.
    """
    shard = collection.shard_for(tenant)
    if shard.write_fault is not None:
        raise UnstoredError(shard.write_fault, shard)
    slot = shard.slot_of(uuid)
    if slot is None:
        return False
    state.catalog.apply([Change(shard, [slot])])
    return True


def check(state: State, draft: Draft) -> None:
    """Validate an object as an insert would, without auto-schema and without storing.

    Raises:
        Fault: it is not valid.
    """
    parse_id(draft.id)
    collection = _known(state, draft)
    named_vectors(collection.definition, draft)
    validated(state, collection.definition, draft)


def store(state: State, pending: Pending, created: int | None) -> StoredObject:
    """Vectorize and store a validated object; `created` None = now.

    Raises:
        UnstoredError, VectorizerError: see `insert`.
    """
    for fault in vectorize(state, {0: pending}).values():
        raise VectorizerError(f"vectorize target vector {fault.vector}: {fault.text}")
    shard = pending.shard
    if shard.write_fault is not None:
        raise UnstoredError(shard.write_fault, shard)
    wrong = vector_fault(pending)
    if wrong is not None:
        name, text = wrong
        raise UnstoredError(text, shard, name)
    keeps = pending.old is not None and pending.keeps_doc()
    doc = int(shard.doc[pending.old]) if keeps and pending.old is not None else shard.next_doc
    moment = state.catalog.clock()
    stored = pending.stored(doc, moment if created is None else created, moment)
    late = None if keeps else late_vector_fault(pending, doc, {}, single=True)
    if late is None and pending.draft is not None:
        late = pending.draft.remark
    state.catalog.apply([Change(shard, (), [stored])])
    if late is not None:
        raise UnstoredError(late, shard)
    return stored


@dataclass(slots=True)
class Relinked:
    """A stored object whose references change."""

    shard: Shard
    slot: int
    tenant: str
    references: dict[str, Sequence[Beacon]]
    gone: set[str] = field(default_factory=set[str])
    """Plain properties that references take the place of."""

    @classmethod
    def of(cls, shard: Shard, slot: int, tenant: str) -> Relinked:
        return cls(shard, slot, tenant, dict(shard.all_references(slot)))

    def pending(self, origin: Origin) -> Pending:
        old = self.shard.stored(self.slot)
        values = {name: value for name, value in old.values.items() if name not in self.gone}
        vectors = dict(old.vectors)
        return Pending(
            uuid=old.uuid,
            shard=self.shard,
            values=values,
            references=self.references,
            vectors=vectors,
            tenant=self.tenant,
            old=self.slot,
            origin=origin,
        )


def relink(
    state: State,
    objects: Sequence[Relinked],
    *,
    recentres: bool = False,
    appends: bool = False,
) -> None:
    """Store objects with their changed references, all or none.

    `recentres`: vectors that are means of referenced ones are made anew. `appends`: it is a batch
    of references.

    Raises:
        VectorizerError: a vector could not be made anew; all is stored in spite of that.
    """
    origin = Origin.APPENDED if appends else Origin.WHOLE
    pending = [one.pending(origin) for one in objects]
    faults = state.modules.recentred(state.catalog, pending) if recentres else ()
    moment = state.catalog.clock()
    changes: dict[int, Change] = {}
    for one in pending:
        shard = one.shard
        change = changes.setdefault(shard.key, Change(shard))
        slot = one.old
        assert slot is not None
        fresh = sum(o.doc >= shard.next_doc for o in change.put)
        doc = int(shard.doc[slot]) if one.keeps_doc() else shard.next_doc + fresh
        created = int(shard.created[slot])
        change.put.append(one.stored(doc, created, moment))
    state.catalog.apply(list(changes.values()))
    for fault in faults:
        raise VectorizerError(f"vectorize target vector {fault.vector}: {fault.text}")


def _known(state: State, draft: Draft) -> Collection:
    collection = state.catalog.collections.get(draft.collection)
    if collection is None:
        raise Fault(f'class "{draft.collection}" not found in schema')
    return collection


def _check_absent(state: State, draft: Draft, uuid: bytes) -> None:
    collection = state.catalog.indexed(draft.collection)
    if collection is None:
        return
    unknown = draft.tenant and draft.tenant not in collection.tenants
    if unknown and collection.definition.tenancy.enabled:
        return
    if collection.shard_for(draft.tenant).slot_of(uuid) is not None:
        raise Exists
