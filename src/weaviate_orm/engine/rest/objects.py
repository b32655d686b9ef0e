"""`/v1/objects`, reading: single objects and lists; the parameters that writes have as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import (
    JSON,
    HttpError,
    TenantError,
    a_error,
    empty_error,
)
from weaviate_orm.engine.rest.bodies import (
    check_id,
    properties_json,
    vectors_json,
)
from weaviate_orm.engine.rest.router import Call, HttpReply, Route, reply
from weaviate_orm.engine.search import listing
from weaviate_orm.engine.search.paging import page_fault
from weaviate_orm.engine.search.sort import SortFault, SortKey, keys
from weaviate_orm.engine.write.ids import InvalidId, id_text, parse_id

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard

_LEVELS = ("ONE", "QUORUM", "ALL")
_INCLUDES = frozenset(("vector", "classification"))


# Parameters ---------------------------------------------------------------------------------------


def check_consistency(call: Call) -> None:
    """Refuse an unknown consistency level; with one replica all of them are the same."""
    level = call.query("consistency_level")
    if level and level not in _LEVELS:
        raise a_error(
            400,
            f"unrecognized consistency level '{level}', "
            "try one of the following: ['ONE', 'QUORUM', 'ALL']",
        )


def path_id(call: Call) -> bytes:
    """The uuid of the path.

    Raises:
        HttpError: it is none.
    """
    text = call.parameters["id"]
    check_id(text, "id in path")
    return parse_id(text)


def included(call: Call) -> frozenset[str]:
    """The names of `include`.

    Raises:
        HttpError: one of them is unknown.
    """
    names = [name for name in (call.query("include") or "").split(",") if name]
    for name in names:
        if name not in _INCLUDES:
            raise a_error(400, f"unrecognized property '{name}' in ?include list")
    return frozenset(names)


def find_collection(call: Call) -> Collection | None:
    """The collection of the path; None = any, for the routes without one."""
    name = call.parameters.get("class")
    if name is None:
        return _anywhere(call.state, path_id(call))
    return call.state.catalog.find(name)


def _anywhere(state: State, uuid: bytes) -> Collection | None:
    """The collection that holds an id, of those without tenants."""
    for collection in state.catalog.collections.values():
        if "" in collection.shards and collection.shards[""].slot_of(uuid) is not None:
            return collection
    return None


# Reading ------------------------------------------------------------------------------------------


def object_json(
    state: State, shard: Shard, slot: int, include: frozenset[str], tenant: str = ""
) -> dict[str, JSON]:
    """A stored object as a read shows it."""
    document: dict[str, JSON] = {
        "class": shard.definition.name,
        "creationTimeUnix": int(shard.created[slot]),
        "id": id_text(shard.uuid(slot)),
        "lastUpdateTimeUnix": int(shard.updated[slot]),
        "properties": properties_json(
            shard.properties(slot), shard.all_references(slot), state.settings.origin
        ),
        "vectorWeights": None,
    }
    if tenant:
        document["tenant"] = tenant
    if "vector" in include:
        document |= vectors_json(shard.raw_vectors(slot))
    return document


def _get(call: Call) -> HttpReply:
    uuid = path_id(call)
    if call.query("consistency_level") and call.query("node_name"):
        raise a_error(400, "consistency_level and node_name are mutually exclusive")
    check_consistency(call)
    include = included(call)
    tenant = call.query("tenant") or ""
    collection = find_collection(call)
    if collection is None:
        raise empty_error(404)
    try:
        shard = collection.shard_for(tenant)
    except TenantError as error:
        raise a_error(422, f"repo: object by id: {determining(collection)}{error}") from None
    slot = shard.slot_of(uuid)
    if slot is None:
        raise empty_error(404)
    return reply(object_json(call.state, shard, slot, include, tenant))


def _head(call: Call) -> HttpReply:
    try:
        uuid = path_id(call)
        check_consistency(call)
    except HttpError as error:
        raise empty_error(error.status) from None
    collection = find_collection(call)
    if collection is None:
        raise empty_error(404)
    try:
        shard = collection.shard_for(call.query("tenant") or "")
    except TenantError:
        raise empty_error(422) from None
    return reply(status=204 if shard.slot_of(uuid) is not None else 404)


def determining(collection: Collection) -> str:
    """Where a fault of a tenant came up, as it stands before that."""
    return f"search index {collection.definition.index_name}: determine shard: "


# Listing ------------------------------------------------------------------------------------------


def _list(call: Call) -> HttpReply:
    limit, offset = call.whole("limit"), call.whole("offset") or 0
    include = included(call)
    name = call.query("class")
    after = call.query("after")
    if not name:
        if after is not None:
            raise a_error(
                500,
                "list objects: after parameter not allowed, cursor must be specific to one "
                "class, set class query param",
            )
        return _list_all(call, offset, limit, include)
    collection = _by_any_case(call.state, name)
    if collection is None:
        raise empty_error(404)
    if (limit is not None and limit < 0 and not after) or offset < 0:
        raise a_error(422, "msg:offset or limit code:400 err:offset and limit may not be negative")
    sort = _sort_keys(call, collection)
    cursor = _cursor(call, limit, offset, sorts=bool(sort))
    shown = call.state.settings.default_limit if limit is None else limit
    fault = page_fault(call.state.settings, offset, shown)
    if fault is not None:
        raise a_error(422, f"msg:offset or limit code:400 err:{fault}")
    try:
        shard = collection.shard_for(call.query("tenant") or "")
    except TenantError as error:
        index = collection.definition.index_name
        raise a_error(422, f"msg:search index {index} code:422 err:{error}") from None
    slots = listing.page(shard, offset=offset, limit=shown, after=cursor, keys=sort)
    found = [object_json(call.state, shard, slot, include) for slot in slots]
    if sort:  # the server does not read named vectors then
        for document in found:
            document.pop("vectors", None)
    return reply(_listed(list[JSON](found), []))


def _list_all(call: Call, offset: int, limit: int | None, include: frozenset[str]) -> HttpReply:
    """Objects of all collections without tenants, one collection after the other."""
    shown = call.state.settings.default_limit if limit is None else limit
    fault = page_fault(call.state.settings, offset, shown)
    if fault is not None:
        raise a_error(500, f"list objects: {fault}")
    objects: list[JSON] = []
    for _, collection in sorted(call.state.catalog.collections.items()):
        if "" in collection.shards:
            shard = collection.shards[""]
            slots = listing.page(shard, offset=0, limit=offset + shown)
            objects += [object_json(call.state, shard, slot, include) for slot in slots]
    return reply(_listed(objects[offset : offset + shown], None))


def _listed(objects: list[JSON], deprecations: JSON) -> dict[str, JSON]:
    document: dict[str, JSON] = {"deprecations": deprecations, "objects": objects}
    if objects:
        document["totalResults"] = len(objects)
    return document


def _by_any_case(state: State, name: str) -> Collection | None:
    found = state.catalog.find(name)
    if found is None:
        wanted = name.lower()
        found = next((c for n, c in state.catalog.collections.items() if n.lower() == wanted), None)
    return found


def _sort_keys(call: Call, collection: Collection) -> tuple[SortKey, ...]:
    names = call.query("sort")
    if not names:
        return ()
    orders = (call.query("order") or "").split(",")
    given = [
        ([name], orders[i] == "desc" if i < len(orders) else False)
        for i, name in enumerate(names.split(","))
    ]
    try:
        return keys(collection.definition, given)
    except SortFault as fault:
        raise a_error(422, f"msg:sorting code:400 err:{fault}") from None


def _cursor(call: Call, limit: int | None, offset: int, *, sorts: bool) -> bytes | None:
    after = call.query("after")
    if after is None:
        return None
    beside = [n for n, given in (("offset", offset > 0), ("sort", sorts)) if given]
    fault = None
    found = None
    if beside:
        fault = f"{','.join(beside)} cannot be set with after and limit parameters"
    elif after:
        try:
            found = parse_id(after)
        except InvalidId as error:
            fault = f"after parameter '{after}' is not a valid uuid: {error}"
        else:
            if limit is None or limit < 0:
                fault = "limit parameter must be set"
    if fault is not None:
        raise a_error(422, f"msg:cursor api: invalid 'after' parameter code:400 err:{fault}")
    return found


WITH_CLASS = "/objects/{class}/{id}"
WITHOUT = "/objects/{id}"

ROUTES: tuple[Route, ...] = (
    Route("GET", "/objects", _list),
    *(
        Route(method, path, handle)
        for path in (WITH_CLASS, WITHOUT)
        for method, handle in (("GET", _get), ("HEAD", _head))
    ),
)
