"""TenantsGet."""

from __future__ import annotations

import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.catalog import COLD, HOT
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.schema import tenants
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.state import State

_WHERE: Final = "get tenants: "
_STATES: Mapping[str, str] = MappingProxyType(
    {HOT: "TENANT_ACTIVITY_STATUS_HOT", COLD: "TENANT_ACTIVITY_STATUS_COLD"}
)


def tenants_get(state: State, request: messages.TenantsGetRequest) -> messages.TenantsGetReply:
    """The tenants of a collection, all or those that are named and there."""
    started = time.perf_counter()
    if not request.collection:
        raise CallError(f"{_WHERE}missing collection ")
    if request.HasField("names") and not request.names.values:
        raise CallError(f"{_WHERE}must specify at least one tenant name")
    try:
        found = tenants.of(state.catalog, request.collection, aliases=True)
    except SchemaFault as fault:
        raise CallError(
            f"{_WHERE}failed to execute query: could not get tenants: "
            f"could not get tenants: {fault}"
        ) from None
    names = request.names.values if request.HasField("names") else found.tenants
    reply = messages.TenantsGetReply()
    for name in names:
        status = found.tenants.get(name)
        if status is not None:
            reply.tenants.add(
                name=name, activity_status=messages.TenantActivityStatus.Value(_STATES[status])
            )
    reply.took = time.perf_counter() - started
    return reply
