"""Deletion by a filter as messages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.filters.parse import from_message
from weaviate_orm.engine.write.delete import delete_matching
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from weaviate_orm.engine.state import State

_PARAMETERS = "batch delete params: "
_RUNNING = "batch delete: cannot find objects: "


def batch_delete(state: State, request: messages.BatchDeleteRequest) -> messages.BatchDeleteReply:
    """BatchDelete: counts, and with `verbose` the objects by their doc ids."""
    started = time.perf_counter()
    collection = state.catalog.find(request.collection)
    if collection is None:
        name = state.catalog.resolve(request.collection)
        raise CallError(f"{_PARAMETERS}could not find class {name} in schema")
    if not request.HasField("filters"):
        raise CallError(f"{_PARAMETERS}no filters in batch delete request")
    try:
        condition = from_message(request.filters, collection.definition, state.catalog.exactly)
    except FilterFault as fault:
        raise CallError(f"{_PARAMETERS}{fault}") from None
    try:
        deletion = delete_matching(
            state, collection, request.tenant, condition, dry_run=request.dry_run
        )
    except (TenantError, FilterFault) as fault:
        raise CallError(f"{_RUNNING}{fault}") from None
    reply = messages.BatchDeleteReply(
        matches=deletion.matches,
        successful=len(deletion.uuids),
        failed=int(deletion.fault is not None),
    )
    if request.verbose and deletion.fault is not None:
        # the server reports an object without an id, and cannot show it
        raise CallError('batch delete reply: failed to parse id "" as uuid: invalid UUID length: 0')
    if request.verbose:
        for uuid in deletion.uuids:
            reply.objects.add(uuid=uuid, successful=True, error="")
    reply.took = time.perf_counter() - started
    return reply
