"""A shard: the objects of one collection, or of one tenant of it, in memory.

Every version of an object takes a new slot; slots only grow until a compaction. An update that
keeps the doc id is a new slot with the old doc id, so that from the first such update on the
order of slots is no longer that of the doc ids (`in_doc_order`).

Nothing here locks: a request holds the catalog's lock for as long as it reads, a write for as
long as it changes anything. `index` may be called by several readers at once.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import numpy as np

from weaviate_orm.engine.store import record as records
from weaviate_orm.engine.store.order import IdOrder
from weaviate_orm.engine.store.rows import (
    NO_REFERENCES,
    Index,
    IndexKey,
    KeptRows,
    Origin,
    References,
    StoredObject,
    WrittenRows,
)
from weaviate_orm.engine.store.slots import SlotColumns
from weaviate_orm.engine.vectors.named import NamedVectors
from weaviate_orm.engine.whole import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.store.cells import FileRows
    from weaviate_orm.engine.store.record import Shape
    from weaviate_orm.engine.store.storage import Source
    from weaviate_orm.engine.store.values import Beacon
    from weaviate_orm.engine.vectors.encoding import Raw
    from weaviate_orm.engine.vectors.store import VectorStore

I = TypeVar("I", bound=Index)  # noqa: E741 (an index)
READY, READ_ONLY = "READY", "READONLY"
_BUILD_STEP = 8192
"""Rows that a new index is fed at once."""
_READ_ONLY_FAULT = "store is read-only due to: manually set by user"


class Owner(Protocol):
    """What a shard knows of the collection that it belongs to."""

    @property
    def definition(self) -> CollectionDefinition: ...


class Shard:
    """See the module."""

    def __init__(
        self,
        owner: Owner,
        name: str,
        *,
        key: int = 0,
        known_from: Mapping[str, int] | None = None,
        source: Source | None = None,
        is_loaded: bool = True,
    ) -> None:
        self.name = name
        self.key = key
        """Number of the shard in the file."""
        self.known_from = dict(known_from or {})
        """First doc id that an index knows of a property that was added to data (absent = 0)."""
        self.status = READY
        """What a user made of it; no file keeps that."""
        self._owner = owner
        self._source = source
        self._is_loaded = is_loaded or source is None
        self._opening = RLock()
        self._building = RLock()
        self._clear()

    def _clear(self) -> None:
        self.next_doc = 0
        self.next_row = 1
        self.in_doc_order = True
        self._columns = SlotColumns()
        self._shapes: list[Shape] = []
        self._shape_ids: dict[Shape, int] = {}
        self._records: list[bytes] = []
        self._uuids: list[bytes] = []
        self._slot_of: dict[bytes, int] = {}
        self._references: dict[int, References] = {}
        self._from: dict[Origin, set[int]] = {}
        self.spellings: dict[int, frozenset[str]] = {}
        """How filters know the ids of documents, where not as usual; of gone ones, too.

        No file keeps that.
        """
        self.has_misplaced = False
        """Some object has references under the name of a property that is no reference."""
        self._vectors = NamedVectors(lambda: self.definition.vectors)
        self._indexes: dict[object, Index] = {}
        self.order = IdOrder()

    @property
    def write_fault(self) -> str | None:
        """Why it takes no writes."""
        return _READ_ONLY_FAULT if self.status == READ_ONLY else None

    def open(self) -> None:
        """Load the objects if they are in the file alone."""
        if not self._is_loaded:
            uninterrupted(self._load)

    def _load(self) -> None:
        with self._opening:
            if self._is_loaded or self._source is None:
                return
            try:
                self._source.load(self)
            except BaseException:
                self._clear()
                raise
            self._is_loaded = True

    def unload(self) -> None:
        """Forget the status, and the objects if they are in the file, too."""
        self.status = READY
        if self._source is not None:
            self._clear()
            self._is_loaded = False

    def peek_next_doc(self) -> int:
        """The doc id that the next object gets; does not load the shard."""
        if self._is_loaded or self._source is None:
            return self.next_doc
        return max(self._source.next_doc(self), *self.known_from.values(), 0)

    # Reading --------------------------------------------------------------------------------------

    @property
    def definition(self) -> CollectionDefinition:
        return self._owner.definition

    @property
    def slots(self) -> int:
        """How many slots there are, those of old versions among them."""
        return self._columns.count

    @property
    def doc(self) -> NDArray[np.int64]:
        """Doc id of each slot."""
        return self._columns.doc[: self._columns.count]

    @property
    def live(self) -> NDArray[np.bool_]:
        """Whether a slot holds the present version of an object."""
        return self._columns.live[: self._columns.count]

    @property
    def created(self) -> NDArray[np.int64]:
        """Milliseconds since 1970."""
        return self._columns.created[: self._columns.count]

    @property
    def updated(self) -> NDArray[np.int64]:
        """Milliseconds since 1970."""
        return self._columns.updated[: self._columns.count]

    def count(self) -> int:
        """Objects in it."""
        return len(self._slot_of)

    def slot_of(self, uuid: bytes) -> int | None:
        return self._slot_of.get(uuid)

    def slots_of(self, uuids: Iterable[bytes]) -> list[int]:
        """Slots of objects that are in it."""
        return [self._slot_of[uuid] for uuid in uuids]

    def uuid(self, slot: int) -> bytes:
        return self._uuids[slot]

    def row(self, slot: int) -> int:
        """Row of a slot in the file; 0 = none."""
        return int(self._columns.row[slot])

    def record(self, slot: int) -> bytes:
        """The serialized `Properties` of all properties but the references."""
        return self._records[slot]

    def records(self, slots: Sequence[int]) -> list[bytes]:
        """The records of many slots."""
        kept = self._records
        return [kept[slot] for slot in slots]

    def shape(self, slot: int) -> Shape:
        """The names in the record, in its order."""
        return self._shapes[int(self._columns.shape[slot])]

    def shape_ids(self, slots: Sequence[int]) -> list[int]:
        """For each slot the place of its shape in `shapes`."""
        return self._columns.shape[np.asarray(slots, np.intp)].tolist() if len(slots) else []

    @property
    def shapes(self) -> Sequence[Shape]:
        return self._shapes

    def values(self, name: str, slots: Sequence[int] | None = None) -> list[object]:
        """Stored values of a property; None where an object has none. All slots if not given."""
        chosen = range(self.slots) if slots is None else slots
        ordinals = [s.index(name) if name in s else None for s in self._shapes]
        out: list[object] = []
        for slot, shape in zip(chosen, self.shape_ids(chosen), strict=True):
            ordinal = ordinals[shape]
            if ordinal is None:
                out.append(None)
            else:
                out.append(records.read(records.value_at(self._records[slot], ordinal)))
        return out

    def value(self, slot: int, name: str) -> object:
        """One stored value; None if the object has none."""
        return self.values(name, (slot,))[0]

    def properties(self, slot: int) -> dict[str, object]:
        """Every stored value of an object by name."""
        return records.decode(self._records[slot])

    def references(self, slot: int, name: str) -> Sequence[Beacon] | None:
        """The beacons of a reference property; None = never given."""
        return self._references.get(slot, NO_REFERENCES).get(name)

    def slots_from(self, origin: Origin) -> AbstractSet[int]:
        """The slots of objects with references that come from there. No file keeps that."""
        return self._from.get(origin, frozenset())

    def all_references(self, slot: int) -> References:
        return self._references.get(slot, NO_REFERENCES)

    def vectors(self, name: str) -> VectorStore:
        """The vectors of one name ('' = the unnamed one) that the collection defines."""
        return self._vectors.store(name, self.slots)

    def raw_vectors(self, slot: int) -> dict[str, Raw]:
        """All vectors of an object as they travel."""
        return self._vectors.raw(slot)

    def index(self, key: IndexKey[I]) -> I:
        """The index of this key, built now if nobody has asked for it yet."""
        found = self._indexes.get(key)
        if found is None:
            found = uninterrupted(lambda: self._built(key))
        return cast("I", found)  # what the factory of this very key made

    def _built(self, key: IndexKey[I]) -> Index:
        with self._building:
            found = self._indexes.get(key)
            if found is None:
                found = key.factory(self, key.property)
                for start in range(0, self.slots, _BUILD_STEP):
                    stop = min(start + _BUILD_STEP, self.slots)
                    found.extend(KeptRows(self, range(start, stop)))
                self._indexes[key] = found
            return found

    def forget_indexes(self) -> None:
        """Drop every index: each is built again when it is next asked for."""
        self._indexes.clear()

    def restore(self, rows: FileRows, shapes: Sequence[Shape]) -> None:
        """Take in rows of the file in their order; `rows.shape` are places in `shapes`."""
        start = self.slots
        ids = np.array([self._shape_id(shape) for shape in shapes], np.int32)
        shape = ids[np.array(rows.shape, np.intp)]
        self._note(self._columns.append(rows.doc, rows.created, rows.updated, rows.row, shape))
        self.next_row = rows.row[-1] + 1
        self._uuids += rows.uuid
        self._slot_of.update(zip(rows.uuid, range(start, self.slots), strict=True))
        self._records += rows.record
        linking = set(self.definition.reference_names)
        for place, references in rows.references.items():
            self._references[start + place] = references
            self.has_misplaced |= not references.keys() <= linking
        self._vectors.extend(start, rows.vectors)

    def restored(self, dimensions: Mapping[str, int]) -> None:
        """Finish what `restore` began; `dimensions` hold although their vectors may be gone."""
        self.order = IdOrder(self._slot_of)
        self.next_doc = max(self.next_doc, *self.known_from.values(), 0)
        for name, dimension in dimensions.items():
            if name in self.definition.vectors:
                self.vectors(name).dimension = dimension

    # Changing -------------------------------------------------------------------------------------

    def stored(self, slot: int) -> StoredObject:
        """The object of a slot, to be changed and written again."""
        return StoredObject(
            uuid=self._uuids[slot],
            doc=int(self._columns.doc[slot]),
            created=int(self._columns.created[slot]),
            updated=int(self._columns.updated[slot]),
            record=self._records[slot],
            shape=self.shape(slot),
            values=self.properties(slot),
            references=self.all_references(slot),
            vectors=self.raw_vectors(slot),
            row=self.row(slot),
        )

    def remove(self, slots: Sequence[int]) -> None:
        """Take out live slots."""
        uuids = [self._uuids[slot] for slot in slots]
        self._columns.live[np.asarray(slots, np.intp)] = False
        for uuid in uuids:
            del self._slot_of[uuid]
        self.order.remove(uuids)
        self._compact_if_worth()

    def put(self, objects: Sequence[StoredObject]) -> None:
        """Take in objects, in this order; one whose id is there replaces the old version."""
        if not objects:
            return
        start = self.slots
        docs = self._columns.append(
            [o.doc for o in objects],
            [o.created for o in objects],
            [o.updated for o in objects],
            [o.row for o in objects],
            np.array([self._shape_id(o.shape) for o in objects], np.int32),
        )
        self._note(docs)
        fresh: list[bytes] = []
        linking = set(self.definition.reference_names)
        for slot, thing in enumerate(objects, start):
            old = self._slot_of.get(thing.uuid)
            if thing.spelling or self.spellings:
                self._spell(slot, old, thing)
            if old is not None and thing.origin is Origin.REPLACED:
                self._vectors.linger(old, thing.vectors)
            if old is None:
                fresh.append(thing.uuid)
                uuid = thing.uuid
            else:
                self._columns.live[old] = False
                uuid = self._uuids[old]
            self._slot_of[uuid] = slot
            self._uuids.append(uuid)
            if thing.references:
                self._references[slot] = thing.references
                self.has_misplaced |= not thing.references.keys() <= linking
                if thing.origin in (Origin.MERGED, Origin.APPENDED):
                    self._from.setdefault(thing.origin, set()).add(slot)
        self._records.extend([o.record for o in objects])
        self.order.add(fresh)
        self._vectors.extend(start, [o.vectors for o in objects])
        rows = WrittenRows(start, objects)
        for index in self._indexes.values():
            index.extend(rows)
        self._compact_if_worth()

    def _spell(self, slot: int, old: int | None, thing: StoredObject) -> None:
        """Note how filters know an id: an update with the doc id adds its spelling."""
        known: set[str] = {thing.spelling} if thing.spelling else set()
        if old is not None and self._columns.doc[old] == thing.doc:
            known.update(self.spellings.pop(old, ()))
        if known:
            self.spellings[slot] = frozenset(known)

    def _note(self, docs: NDArray[np.int64]) -> None:
        """Take notice of the doc ids of new slots."""
        if docs[0] < self.next_doc or bool((docs[1:] < docs[:-1]).any()):
            self.in_doc_order = False
        self.next_doc = max(self.next_doc, int(docs.max()) + 1)

    def _shape_id(self, shape: Shape) -> int:
        found = self._shape_ids.get(shape)
        if found is None:
            found = self._shape_ids[shape] = len(self._shapes)
            self._shapes.append(shape)
        return found

    def _compact_if_worth(self) -> None:
        if self.slots > 1024 and 2 * len(self._slot_of) < self.slots:
            self.compact()

    def compact(self) -> None:
        """Renumber the slots of live objects in doc id order; indexes are built anew when used."""
        slots = np.flatnonzero(self.live)
        slots = slots[np.argsort(self.doc[slots], kind="stable")]
        kept = [self.stored(slot) for slot in slots.tolist()]
        next_doc, next_row = self.next_doc, self.next_row
        dimensions = self._vectors.dimensions()
        self._clear()
        self.put(kept)
        self.next_doc, self.next_row = next_doc, next_row
        for name, dimension in dimensions.items():
            self.vectors(name).dimension = dimension
