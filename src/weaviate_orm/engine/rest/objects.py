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
    given = call.query("include")
    names = given.split(",") if given else []
    for name in names:
        if name not in _INCLUDES:
            raise a_error(400, f"unrecognized property '{name}' in ?include list")
    return frozenset(names)


def find_collection(call: Call) -> Collection | None:
    """The collection of the path, in any case; the one that has the id for routes without it."""
    name = call.parameters.get("class")
    if name is None:
        return anywhere(call.state, path_id(call))
    return call.state.catalog.indexed(name)


def read_collection(call: Call, place: str = "") -> Collection | None:
    """The same where the object is read: one without the name is looked for in every collection.

    Raises:
        HttpError: a collection of them has tenants; `place` goes before that.
    """
    return find_collection(call) if "class" in call.parameters else read_anywhere(call, place)


def read_anywhere(call: Call, place: str = "") -> Collection | None:
    """The collection that holds the id of the path.

    Raises:
        HttpError: there are collections with tenants; `place` goes before that.
    """
    fault = tenants_fault(call.state)
    if fault is not None:
        raise a_error(422, f"{place}repo: object by id: {fault}")
    return anywhere(call.state, path_id(call))


def anywhere(state: State, uuid: bytes) -> Collection | None:
    """The collection that holds an id, of those without tenants."""
    for collection in state.catalog.collections.values():
        if "" in collection.shards and collection.shards[""].slot_of(uuid) is not None:
            return collection
    return None


def tenants_fault(state: State) -> str | None:
    """Why an object cannot be looked for in all collections: a tenant would have to be named."""
    for collection in state.catalog.collections.values():
        if collection.definition.tenancy.enabled:
            try:
                collection.shard_for("")
            except TenantError as error:
                return f"{determining(collection)}{error}"
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
    check_consistency(call)
    if call.query("consistency_level") and call.query("node_name"):
        raise a_error(400, "consistency_level and node_name are mutually exclusive")
    include = included(call)
    tenant = tenant_of(call)
    collection = read_collection(call)
    if collection is None:
        if include and "class" not in call.parameters:
            raise a_error(400, f"no object with id '{call.parameters['id']}'")
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
        fault = None if "class" in call.parameters else tenants_fault(call.state)
        raise empty_error(404 if fault is None else 422)
    try:
        shard = collection.shard_for(tenant_of(call))
    except TenantError:
        raise empty_error(422) from None
    return reply(status=204 if shard.slot_of(uuid) is not None else 404)


def tenant_of(call: Call) -> str:
    """The tenant of the object of a path; where no collection is named it does not count."""
    return (call.query("tenant") or "") if "class" in call.parameters else ""


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
        if after:
            raise a_error(
                500,
                "list objects: after parameter not allowed, cursor must be specific to one "
                "class, set class query param",
            )
        return _list_all(call, offset, limit, include)
    if (limit is not None and limit < 0 and not after) or offset < 0:
        raise a_error(422, "msg:offset or limit code:400 err:offset and limit may not be negative")
    shown = call.state.settings.default_limit if limit is None else limit
    outside = page_fault(call.state.settings, offset, shown)
    if outside is not None:
        raise a_error(422, f"msg:offset or limit code:400 err:{outside}")
    try:
        sort = _sort_keys(call, call.state.catalog.find(name))
    except SortFault as fault:
        raise a_error(422, f"msg:sorting code:400 err:{fault}") from None
    cursor = _cursor(call, limit, offset, sorts=bool(sort))
    collection = call.state.catalog.indexed(name)
    if collection is None:
        raise empty_error(404)
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
    """Objects of all collections that have the tenant, or no tenants where none is asked for."""
    tenant = call.query("tenant") or ""
    shown = call.state.settings.default_limit if limit is None else limit
    outside = page_fault(call.state.settings, offset, shown)
    if outside is not None:
        raise a_error(500, f"list objects: {outside}")
    objects: list[JSON] = []
    for _, collection in sorted(call.state.catalog.collections.items()):
        try:
            sort = _sort_keys(call, collection)
        except SortFault as fault:
            index = collection.definition.index_name
            raise a_error(500, f"list objects: search: search index {index}: {fault}") from None
        try:
            shard = collection.shard_for(tenant)
        except TenantError as error:
            if tenant not in collection.tenants:
                continue
            index = collection.definition.index_name
            raise a_error(500, f"list objects: search index {index}: {error}") from None
        slots = listing.page(shard, offset=0, limit=offset + shown, keys=sort)
        objects += [object_json(call.state, shard, slot, include, tenant) for slot in slots]
    return reply(_listed(objects[offset : offset + shown], None))


def _listed(objects: list[JSON], deprecations: JSON) -> dict[str, JSON]:
    document: dict[str, JSON] = {"deprecations": deprecations, "objects": objects}
    if objects:
        document["totalResults"] = len(objects)
    return document


def _sort_keys(call: Call, collection: Collection | None) -> tuple[SortKey, ...]:
    """What a list is sorted by.

    Raises:
        SortFault: the collection cannot be sorted by that, or is not there.
    """
    names = call.query("sort")
    if not names:
        return ()
    orders = (call.query("order") or "").split(",")
    given = [
        ([name], orders[i] == "desc" if i < len(orders) else False)
        for i, name in enumerate(names.split(","))
    ]
    if collection is None:
        missing = call.state.catalog.resolve(call.query("class") or "")
        places = (f"sort parameter at position {i}: class" for i in range(len(given)))
        raise SortFault(", ".join(f'{at} "{missing}" does not exist in schema' for at in places))
    return keys(collection.definition, given)


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
