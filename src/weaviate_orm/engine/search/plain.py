"""Where a plain list looks: the shard, and what the filter lets through.

A search by an empty vector is such a list too, with other words before its faults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.filters import evaluate
from weaviate_orm.engine.filters.model import FilterFault

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard


def shard_of(collection: Collection, tenant: str, words: str) -> Shard:
    """The shard that is listed; `words` stand before a fault.

    Raises:
        CallError: the tenant does not go with the collection.
    """
    try:
        return collection.shard_for(tenant)
    except TenantError as error:
        index = collection.definition.index_name
        raise CallError(f"{words}object search at index {index}: {error}") from None


def matches_of(
    state: State,
    collection: Collection,
    tenant: str,
    condition: Filter | None,
    *,
    page: int,
    words: str,
) -> Matches | None:
    """What the filter lets through up to the end of the `page`; None without a filter.

    Raises:
        CallError: the filter cannot be resolved.
    """
    if condition is None:
        return None
    shard = shard_of(collection, tenant, words)
    try:
        return evaluate.matches(condition, state.catalog, collection, shard, tenant, page=page)
    except FilterFault as fault:
        index = collection.definition.index_name
        where = f"object search at index {index}: local shard object search {index}_{shard.name}: "
        raise CallError(fault.shown(f"{words}{where}")) from None
