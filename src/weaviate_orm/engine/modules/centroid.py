"""ref2vec-centroid: the vector of an object is the mean of the vectors that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.errors import TenantError
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.vectors.encoding import encode
from weaviate_orm.engine.write.ids import id_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.schema.definition import VectorDefinition
    from weaviate_orm.engine.store.rows import References
    from weaviate_orm.engine.store.values import Beacon
    from weaviate_orm.engine.vectors.distances import Floats

NAME: Final = "ref2vec-centroid"


def vector(
    catalog: Catalog,
    target: VectorDefinition,
    references: References,
    tenant: str,
) -> bytes | None:
    """The mean over all references, each counted; None if there are none.

    None also if the first target has no vector.

    Raises:
        ModuleFault: a target is missing, or lengths differ (no vector has length 0).
    """
    total: Floats | None = None
    count = 0
    for beacon in _beacons(target, references):
        found = _vector_of(catalog, beacon, tenant)
        if total is None:
            if not len(found):
                return None
            total = found.copy()
        elif len(found) != len(total):
            raise ModuleFault(
                "update reference vector: calculate vector: calculate mean: found vectors of "
                f"different length: {len(total)} and {len(found)}"
            )
        else:
            total += found
        count += 1
    return None if total is None else encode(total / np.float32(count))


def _beacons(target: VectorDefinition, references: References) -> Iterator[Beacon]:
    names = target.vectorizer_settings.get("referenceProperties")
    for name in names if isinstance(names, list) else ():
        yield from references.get(str(name), ())


def _vector_of(catalog: Catalog, beacon: Beacon, tenant: str) -> Floats:
    names = (beacon.collection,) if beacon.collection else tuple(catalog.collections)
    for name in names:
        collection = catalog.collections.get(name)
        if collection is None:
            continue
        try:
            shard = collection.shard_for(tenant if collection.definition.tenancy.enabled else "")
        except TenantError:
            continue
        slot = shard.slot_of(beacon.uuid)
        if slot is None:
            continue
        has_unnamed = "" in collection.definition.vectors
        found = shard.vectors("").vector(slot) if has_unnamed else None
        return np.empty(0, np.float32) if found is None else found
    path = f"{beacon.collection}/" if beacon.collection else ""
    raise ModuleFault(
        "update reference vector: find object with beacon "
        f'"weaviate://localhost/{path}{id_text(beacon.uuid)}"\': not found'
    )
