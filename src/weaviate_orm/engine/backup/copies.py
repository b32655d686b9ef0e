"""Collections into the folder of a backup, and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.catalog import HOT, Catalog, shard_name
from weaviate_orm.engine.store.sqlite import SqliteStorage
from weaviate_orm.engine.store.storage import StorageError
from weaviate_orm.engine.whole import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard

_STEP = 4096
"""Objects that are copied at once."""


@whole
def write(collections: Sequence[Collection], folder: Path, catalog: Catalog) -> None:
    """Copy collections with their tenants and objects into an empty folder."""
    storage = SqliteStorage(folder)
    try:
        with storage.transaction():
            for collection in collections:
                storage.put_collection(collection.key, collection.definition.document)
                for name, shard in collection.shards.items():
                    storage.put_shard(collection.key, shard, collection.tenants.get(name, HOT))
                    for objects in _objects(shard):
                        storage.write(shard, (), objects)
    finally:
        storage.close()
    with catalog.lock.writing():
        for collection in collections:
            for name, state in collection.tenants.items():
                if state != HOT:
                    collection.shards.raw()[name].unload()


@whole
def restore(
    names: Sequence[str], folder: Path, catalog: Catalog, aliases: Mapping[str, str]
) -> dict[str, str]:
    """Copy collections of a backup into a catalog, all of them or none, each with its aliases.

    Gives the faults of those that stay away, by name.

    Raises:
        StorageError: the backup cannot be read, or the catalog not be written.
    """
    if not folder.is_dir():
        raise StorageError(f"The backup has lost its data: there is no folder {folder}.")
    storage = SqliteStorage(folder)
    try:
        source = Catalog()
        source.open(storage)
        lost = [name for name in names if name not in source.collections]
        if lost:
            raise StorageError(f"The backup has lost its data: {folder} has no {', '.join(lost)}.")
        faults = {
            name: f"{kind} name {name} already exists"
            for kind, taken in (("class", catalog.collections), ("alias", catalog.aliases))
            for name in names
            if name in taken
        }
        chosen = [source.collections[name] for name in names if name not in faults]
        present = {one.name for one in chosen}
        shown = {alias: target for alias, target in aliases.items() if target in present}
        with catalog.storage.transaction():
            made = [_copied(kept, catalog) for kept in chosen]
            for alias, target in shown.items():
                catalog.storage.put_alias(alias, target)
        catalog.show(made, shown)
    finally:
        storage.close()
    return faults


def _copied(kept: Collection, catalog: Catalog) -> Collection:
    """A collection in the storage of the catalog, not shown there yet."""
    made = catalog.unlisted(kept.definition)
    catalog.storage.put_collection(made.key, made.definition.document)
    for tenant, shard in kept.shards.items():
        target = catalog.empty_shard(made, tenant or shard_name(), shard.known_from)
        state = kept.tenants.get(tenant, HOT)
        catalog.storage.put_shard(made.key, target, state)
        for objects in _objects(shard):
            for row, thing in enumerate(objects, target.next_row):
                thing.row = row
            target.next_row += len(objects)
            catalog.storage.write(target, (), objects)
            target.put(objects)
        made.shards.add(tenant, target)
        if tenant:
            made.tenants[tenant] = state
            if state != HOT:
                target.unload()
        shard.unload()
    return made


def _objects(shard: Shard) -> Iterator[list[StoredObject]]:
    """The objects of a shard in the order of their doc ids."""
    slots = np.flatnonzero(shard.live)
    slots = slots[np.argsort(shard.doc[slots], kind="stable")]
    for start in range(0, len(slots), _STEP):
        yield [shard.stored(slot) for slot in slots[start : start + _STEP].tolist()]
