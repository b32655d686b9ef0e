"""What the engine holds: collections with their shards and tenants, and aliases.

Changes go to the storage before they are made in memory. Whoever calls a changing method holds
`lock.preparing`; the method takes `lock.writing` itself, before the storage's transaction where
the states of tenants are written: a reader may wake one.
"""

from __future__ import annotations

import hashlib
import secrets
import string
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import JSON, TenantError
from weaviate_orm.engine.lock import ReadWriteLock
from weaviate_orm.engine.schema import definition as definitions
from weaviate_orm.engine.store.shard import Shard
from weaviate_orm.engine.store.storage import MemoryStorage, Storage
from weaviate_orm.engine.whole import whole

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.sqlite import SqliteStorage

HOT, COLD = "HOT", "COLD"
_NO_ALIASES: Mapping[str, str] = MappingProxyType({})
_SHARD_LETTERS = string.ascii_letters + string.digits


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def capitalised(name: str) -> str:
    """A collection's name as the server takes it: first letter upper case."""
    return name[:1].upper() + name[1:]


def lowered(name: str) -> str:
    """A property's name as the server takes it: first letter lower case."""
    return name[:1].lower() + name[1:]


def shard_name() -> str:
    """A name for the shard of a collection without tenants."""
    return "".join(secrets.choice(_SHARD_LETTERS) for _ in range(12))


def _derived_name(first: str, number: int) -> str:
    """The name of a further shard, the same whenever the collection is opened."""
    digest = hashlib.sha256(f"{first}/{number}".encode()).digest()
    return "".join(_SHARD_LETTERS[byte % len(_SHARD_LETTERS)] for byte in digest[:12])


@dataclass
class Change:
    """What one write does to one shard: removals first, then new versions in their order."""

    shard: Shard
    removed: Sequence[int] = ()
    """Live slots."""
    put: list[StoredObject] = field(default_factory=list["StoredObject"])


class Shards(Mapping[str, Shard]):
    """The shards of a collection by tenant ('' without tenants), loaded when looked at."""

    def __init__(self) -> None:
        self._shards: dict[str, Shard] = {}

    def __getitem__(self, name: str) -> Shard:
        shard = self._shards[name]
        shard.open()
        return shard

    def __iter__(self) -> Iterator[str]:
        return iter(self._shards)

    def __len__(self) -> int:
        return len(self._shards)

    def raw(self) -> Mapping[str, Shard]:
        """The same without loading: the shards' data may not be looked at."""
        return self._shards

    def add(self, key: str, shard: Shard) -> None:
        self._shards[key] = shard

    def remove(self, key: str) -> None:
        del self._shards[key]


class Collection:
    """A collection: its definition, replaced as a whole by updates, and its data."""

    def __init__(self, definition: CollectionDefinition, key: int) -> None:
        self.definition = definition
        self.key = key
        """Number of the collection in the file."""
        self.shards = Shards()
        self.tenants: dict[str, str] = {}
        """Tenant -> `HOT` or `COLD`."""
        self._activate: Activate | None = None
        self._idle: list[Shard] = []

    def on_activation(self, activate: Activate) -> None:
        self._activate = activate

    @property
    def name(self) -> str:
        return self.definition.name

    def listed(self) -> list[tuple[str, Shard]]:
        """The shards as they are shown, by name, each with its tenant ('' = none).

        A collection without tenants has as many as it wants; the first one holds every object.
        """
        own = [*self.shards.raw().items()]
        if not self.definition.tenancy.enabled and own:
            first = own[0][1].name
            further = range(1, self.definition.wanted_shards)
            if len(self._idle) != len(further):
                self._idle = [Shard(self, _derived_name(first, number)) for number in further]
            own += [("", shard) for shard in self._idle]
        return sorted(own, key=lambda pair: pair[1].name)

    def shard_for(self, tenant: str) -> Shard:
        """The shard of a tenant ('' = none named).

        Raises:
            TenantError: the tenant is missing, not wanted, unknown or inactive.
        """
        tenancy = self.definition.tenancy
        if not tenancy.enabled:
            if tenant:
                raise TenantError(
                    f"class {self.name} has multi-tenancy disabled, but request was with tenant"
                )
            return self.shards[""]
        if not tenant:
            raise TenantError(
                f"class {self.name} has multi-tenancy enabled, but request was without tenant"
            )
        state = self.tenants.get(tenant)
        if state is None:
            raise TenantError(f'tenant not found: "{tenant}"')
        if state != HOT:
            if not tenancy.auto_activate or self._activate is None:
                raise TenantError(f"tenant not active: '{tenant}'")
            self._activate(self, tenant)
        return self.shards[tenant]

    def count(self) -> int:
        """Objects in all active shards."""
        return sum(
            shard.count()
            for name, shard in self.shards.items()
            if not self.tenants or self.tenants[name] == HOT
        )


@dataclass
class Activate:
    """Wakes a tenant in the middle of a request. Only a word in a dict changes."""

    storage: Storage

    @whole
    def __call__(self, collection: Collection, tenant: str) -> None:
        with self.storage.transaction():
            self.storage.put_shard(collection.key, collection.shards.raw()[tenant], HOT)
        collection.tenants[tenant] = HOT


@dataclass
class Catalog:
    """Every collection by its name, and the aliases by theirs."""

    storage: Storage = field(default_factory=MemoryStorage)
    clock: Callable[[], int] = now
    """Milliseconds since 1970, for the times of objects."""
    lock: ReadWriteLock = field(default_factory=ReadWriteLock)
    collections: dict[str, Collection] = field(default_factory=dict[str, "Collection"])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    _next_key: int = 1

    # Looking --------------------------------------------------------------------------------------

    def find(self, name: str) -> Collection | None:
        """The collection that a request means: first letter upper case, or by its alias."""
        name = capitalised(name)
        return self.collections.get(self.aliases.get(name, name))

    def indexed(self, name: str) -> Collection | None:
        """The collection whose objects a name leads to: they are kept by names in lower case."""
        found = self.find(name)
        if found is None:
            wanted = name.lower()
            known = self.collections.items()
            found = next((each for key, each in known if key.lower() == wanted), None)
        return found

    def exactly(self, name: str) -> CollectionDefinition | None:
        """The definition of the collection of just this name, as filters name their targets."""
        found = self.collections.get(name)
        return None if found is None else found.definition

    def resolve(self, name: str) -> str:
        """The name of the collection that a request means, whether it exists or not."""
        name = capitalised(name)
        return self.aliases.get(name, name)

    def open(self, storage: SqliteStorage) -> None:
        """Take up what a folder keeps. The objects of a shard are read when it is looked at."""
        self.storage = storage
        self.aliases = storage.aliases()
        for kept in storage.collections():
            definition = definitions.parse(kept.document)
            collection = Collection(definition, kept.key)
            collection.on_activation(Activate(storage))
            self._next_key = max(self._next_key, kept.key + 1)
            for one in kept.shards:
                shard = Shard(
                    collection,
                    one.name,
                    key=one.key,
                    known_from=one.known_from,
                    source=storage,
                    is_loaded=False,
                )
                self._next_key = max(self._next_key, one.key + 1)
                tenant = one.name if definition.tenancy.enabled else ""
                collection.shards.add(tenant, shard)
                if tenant:
                    collection.tenants[tenant] = one.state
            self.collections[definition.name] = collection

    # Collections ----------------------------------------------------------------------------------

    @whole
    def create(self, document: Mapping[str, JSON]) -> Collection:
        """Add a collection from its complete, validated document."""
        collection = self.unlisted(definitions.parse(document))
        if not collection.definition.tenancy.enabled:
            collection.shards.add("", self.empty_shard(collection, shard_name()))
        with self.storage.transaction():
            self.storage.put_collection(collection.key, collection.definition.document)
            for shard in collection.shards.raw().values():
                self.storage.put_shard(collection.key, shard, HOT)
        self.show([collection])
        return collection

    def unlisted(self, definition: CollectionDefinition) -> Collection:
        """A new collection without shards that nobody sees yet."""
        collection = Collection(definition, self._key())
        collection.on_activation(Activate(self.storage))
        return collection

    def empty_shard(
        self, collection: Collection, name: str, known_from: Mapping[str, int] | None = None
    ) -> Shard:
        """A new shard that is in no collection yet."""
        source = self.storage.source
        return Shard(collection, name, key=self._key(), known_from=known_from, source=source)

    @whole
    def show(
        self, collections: Sequence[Collection], aliases: Mapping[str, str] = _NO_ALIASES
    ) -> None:
        """Let requests find collections and aliases that are stored already."""
        with self.lock.writing():
            self.collections.update({one.name: one for one in collections})
            self.aliases.update(aliases)

    @whole
    def replace(self, collection: Collection, document: Mapping[str, JSON]) -> None:
        """Put another document in the place of a collection's.

        An index knows a new property only of objects that are written from now on. Indexes that
        may be made otherwise from now on are made anew.
        """
        old, definition = collection.definition, definitions.parse(document)
        stale = old.inverted != definition.inverted or any(
            definition.properties.get(name) != prop for name, prop in old.properties.items()
        )
        added = definition.properties.keys() - old.properties.keys()
        shards = [s for s in collection.shards.raw().values() if added and s.peek_next_doc()]
        known_from = [
            dict.fromkeys(added, shard.peek_next_doc()) | shard.known_from for shard in shards
        ]
        with self.lock.writing():
            with self.storage.transaction():
                self.storage.put_collection(collection.key, definition.document)
                for shard, known in zip(shards, known_from, strict=True):
                    state = collection.tenants.get(shard.name, HOT)
                    self.storage.put_shard(collection.key, shard, state, known)
            collection.definition = definition
            for shard, known in zip(shards, known_from, strict=True):
                shard.known_from = known
            for shard in collection.shards.raw().values() if stale else ():
                shard.forget_indexes()

    @whole
    def drop(self, collection: Collection) -> None:
        """Remove a collection with its data. Aliases stay."""
        with self.lock.writing():
            with self.storage.transaction():
                for shard in collection.shards.raw().values():
                    self.storage.drop_shard(shard)
                self.storage.drop_collection(collection.key)
            del self.collections[collection.name]

    # Tenants --------------------------------------------------------------------------------------

    @whole
    def set_tenants(self, collection: Collection, states: Mapping[str, str]) -> None:
        """Create the tenants that are not there and set the state of all (`HOT` or `COLD`)."""
        known = collection.shards.raw()
        shards = {name: known.get(name) or self.empty_shard(collection, name) for name in states}
        with self.lock.writing():
            with self.storage.transaction():
                for name, state in states.items():
                    self.storage.put_shard(collection.key, shards[name], state)
            for name, state in states.items():
                collection.shards.add(name, shards[name])
                collection.tenants[name] = state
                if state != HOT:
                    shards[name].unload()

    @whole
    def drop_tenants(self, collection: Collection, names: Sequence[str]) -> None:
        """Remove tenants that exist, with their data."""
        with self.lock.writing():
            with self.storage.transaction():
                for name in names:
                    self.storage.drop_shard(collection.shards.raw()[name])
            for name in names:
                collection.shards.remove(name)
                del collection.tenants[name]

    # Aliases --------------------------------------------------------------------------------------

    @whole
    def set_alias(self, alias: str, target: str) -> None:
        with self.storage.transaction():
            self.storage.put_alias(alias, target)
        with self.lock.writing():
            self.aliases[alias] = target

    @whole
    def drop_alias(self, alias: str) -> None:
        with self.storage.transaction():
            self.storage.drop_alias(alias)
        with self.lock.writing():
            del self.aliases[alias]

    # Objects --------------------------------------------------------------------------------------

    @whole
    def apply(self, changes: Sequence[Change]) -> None:
        """Store changes of objects, all of them or none, and take them into memory."""
        for change in changes:
            for thing in change.put:
                thing.row = change.shard.next_row
                change.shard.next_row += 1
        with self.storage.transaction():
            for change in changes:
                self.storage.write(change.shard, change.removed, change.put)
        with self.lock.writing():
            for change in changes:
                if change.removed:
                    change.shard.remove(change.removed)
                change.shard.put(change.put)

    def _key(self) -> int:
        key = self._next_key
        self._next_key += 1
        return key
