"""Deleting what a filter matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import Change
from weaviate_orm.engine.filters.evaluate import matches
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.search.listing import in_doc_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.state import State


@dataclass(frozen=True, slots=True)
class Deletion:
    matches: int
    """Objects that the filter matches."""
    uuids: Sequence[bytes]
    """Those that were deleted, or would be, by their doc ids."""
    fault: str | None = None
    """Why the shard takes no writes: nothing was deleted, not even for the trial."""


def delete_matching(
    state: State, collection: Collection, tenant: str, condition: Filter, *, dry_run: bool
) -> Deletion:
    """Delete matching objects, at most as many as a search may find.

    Raises:
        TenantError: the tenant does not go with the collection.
        FilterFault: the filter cannot be run.
    """
    shard = collection.shard_for(tenant)
    try:
        found = matches(condition, state.catalog, collection, shard, tenant, geo=False)
    except FilterFault as fault:
        where = f'find matching doc ids in shard "{shard.name}": docIds: '
        raise FilterFault(f"{where}{fault}") from None
    slots = in_doc_order(shard, found)
    if shard.write_fault is not None:
        return Deletion(len(slots), (), shard.write_fault)
    chosen: list[int] = slots[: state.settings.maximum_results].tolist()
    uuids = [shard.uuid(slot) for slot in chosen]
    if chosen and not dry_run:
        state.catalog.apply([Change(shard, chosen)])
    return Deletion(len(slots), uuids)
