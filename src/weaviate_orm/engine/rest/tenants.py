"""Routes of tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import HOT
from weaviate_orm.engine.errors import a_error, empty_error
from weaviate_orm.engine.rest import definitions
from weaviate_orm.engine.rest.decode import TEXTS
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.schema import tenants
from weaviate_orm.engine.schema.fault import SchemaFault, behind
from weaviate_orm.engine.schema.numbers import object_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.tenants import Tenant

_READ = "failed to execute query: could not get tenants: could not get tenants: "


def _collection(call: Call, where: str, *, aliases: bool = False) -> Collection:
    with behind(where):
        return tenants.of(call.state.catalog, call.parameters["className"], aliases=aliases)


def _body(call: Call) -> list[Tenant]:
    entries = definitions.read_list(definitions.TENANTS, call)
    for entry in entries:
        status = object_(entry).get("activityStatus")
        for fault in definitions.one_of("activityStatus", status, definitions.STATES):
            raise fault
    return tenants.read(entries)


def _shown(listed: Sequence[Tenant]) -> HttpReply:
    shown: list[JSON] = []
    for tenant in listed:
        state = {"activityStatus": tenant.status} if tenant.status else {}
        shown.append({**state, "name": tenant.name})
    return reply(shown)


def create_tenants(call: Call) -> HttpReply:
    given = _body(call)
    try:
        tenants.check_new(given)
        found = _collection(call, "updating schema: TYPE_ADD_TENANT: ")
    except SchemaFault as fault:
        raise a_error(422, str(fault)) from None
    fresh = {t.name: t.status or HOT for t in given if t.name not in found.tenants}
    if fresh:
        call.state.catalog.set_tenants(found, fresh)
    return _shown(given)


def change_tenants(call: Call) -> HttpReply:
    """Tenants that there are change although others of the request are unknown."""
    given = _body(call)
    where = "updating schema: TYPE_UPDATE_TENANT: "
    try:
        tenants.check_changed(given)
        found = _collection(call, where)
    except SchemaFault as fault:
        raise a_error(422, str(fault)) from None
    known = {t.name: t.status for t in given if t.name in found.tenants}
    if known:
        call.state.catalog.set_tenants(found, known)
    unknown = [f"shard not found: {t.name}" for t in given if t.name not in known]
    if unknown:
        raise a_error(422, where + "; ".join(unknown))
    return _shown(given)


def drop_tenants(call: Call) -> HttpReply:
    listed = [str(name or "") for name in definitions.read_list(TEXTS, call, "tenants")]
    for i, name in enumerate(listed):
        if not name:
            raise a_error(422, f"empty tenant name at index {i}")
    try:
        found = _collection(call, "updating schema: TYPE_DELETE_TENANT: ")
    except SchemaFault as fault:
        raise a_error(422, str(fault)) from None
    known = [name for name in dict.fromkeys(listed) if name in found.tenants]
    if known:
        call.state.catalog.drop_tenants(found, known)
    return reply()


def _readable(call: Call) -> Collection:
    try:
        return _collection(call, _READ, aliases=True)
    except SchemaFault as fault:
        raise a_error(422, str(fault)) from None


def list_tenants(call: Call) -> HttpReply:
    found = _readable(call)
    return reply([{"activityStatus": state, "name": name} for name, state in found.tenants.items()])


def read_tenant(call: Call) -> HttpReply:
    found = _readable(call)
    name = call.parameters["tenantName"]
    state = found.tenants.get(name)
    if state is None:
        raise empty_error(404)
    return reply({"activityStatus": state, "name": name})


ROUTES: tuple[Route, ...] = (
    Route("POST", "/schema/{className}/tenants", create_tenants, Access.WRITE),
    Route("PUT", "/schema/{className}/tenants", change_tenants, Access.WRITE),
    Route("DELETE", "/schema/{className}/tenants", drop_tenants, Access.WRITE),
    Route("GET", "/schema/{className}/tenants", list_tenants),
    Route("GET", "/schema/{className}/tenants/{tenantName}", read_tenant),
    Route("HEAD", "/schema/{className}/tenants/{tenantName}", read_tenant),
)
