"""Collections into the folder of a backup, and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.catalog import HOT, Catalog, Change
from weaviate_orm.engine.store.sqlite import SqliteStorage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard

_STEP = 4096
"""Objects that are copied at once."""


def write(collections: Iterable[Collection], folder: Path) -> None:
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
                    if collection.tenants.get(name, HOT) != HOT:
                        shard.unload()
    finally:
        storage.close()


def restore(names: Sequence[str], folder: Path, catalog: Catalog) -> dict[str, str]:
    """Copy collections of a backup into a catalog; the faults of those that stay away, by name."""
    faults: dict[str, str] = {}
    storage = SqliteStorage(folder)
    try:
        source = Catalog()
        source.open(storage)
        for name in names:
            if name in catalog.collections:
                faults[name] = f"class name {name} already exists"
            else:
                _restore(source.collections[name], catalog)
    finally:
        storage.close()
    return faults


def _restore(kept: Collection, catalog: Catalog) -> None:
    made = catalog.create(kept.definition.document)
    if kept.tenants:
        catalog.set_tenants(made, dict.fromkeys(kept.tenants, HOT))
    for name, shard in kept.shards.items():
        target = made.shards[name]
        with catalog.storage.transaction():
            catalog.storage.put_shard(made.key, target, HOT, shard.known_from)
        with catalog.lock.writing():
            target.known_from = dict(shard.known_from)
        for objects in _objects(shard):
            catalog.apply([Change(target, put=objects)])
    asleep = {name: state for name, state in kept.tenants.items() if state != HOT}
    if asleep:
        catalog.set_tenants(made, asleep)


def _objects(shard: Shard) -> Iterator[list[StoredObject]]:
    """The objects of a shard in the order of their doc ids."""
    slots = np.flatnonzero(shard.live)
    slots = slots[np.argsort(shard.doc[slots], kind="stable")]
    for start in range(0, len(slots), _STEP):
        yield [shard.stored(slot) for slot in slots[start : start + _STEP].tolist()]
