"""`/v1/objects`: single objects and lists."""

from __future__ import annotations

import uuid as uuids
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import capitalised
from weaviate_orm.engine.errors import (
    JSON,
    HttpError,
    TenantError,
    a_error,
    empty_error,
)
from weaviate_orm.engine.rest.bodies import (
    check_id,
    draft_of,
    properties_json,
    raw_properties,
    read_object,
    text_of,
    vectors_json,
)
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.search import listing
from weaviate_orm.engine.search.paging import page_fault
from weaviate_orm.engine.search.sort import SortFault, SortKey, keys
from weaviate_orm.engine.write import single
from weaviate_orm.engine.write.autoschema import AutoSchemaFault
from weaviate_orm.engine.write.batch import marshal_fault
from weaviate_orm.engine.write.ids import InvalidId, id_text, parse_id
from weaviate_orm.engine.write.validate import Fault, StorageFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.write.draft import Draft

_LEVELS = ("ONE", "QUORUM", "ALL")
_UNDELETED = "could not delete object from vector repo"
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
        raise a_error(422, f"repo: object by id: {_determine(collection)}{error}") from None
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


def _determine(collection: Collection) -> str:
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


# Writing ------------------------------------------------------------------------------------------


def echo(
    state: State,
    stored: StoredObject,
    draft: Draft,
    *,
    shows_properties: bool = True,
    links: bool = True,
) -> dict[str, JSON]:
    """A stored object as the answer to its write; `links` = with the `href` of references."""
    document: dict[str, JSON] = {
        "class": draft.collection,
        "creationTimeUnix": stored.created,
        "id": draft.id,
        "lastUpdateTimeUnix": stored.updated,
    }
    if shows_properties:
        origin = state.settings.origin if links else None
        properties = properties_json(stored.values, stored.references, origin)
        collection = state.catalog.collections.get(draft.collection)
        if collection is not None and collection.definition.inverted.timestamps:
            properties["_creationTimeUnix"] = stored.created
            properties["_lastUpdateTimeUnix"] = stored.updated
        document["properties"] = properties
    if draft.tenant:
        document["tenant"] = draft.tenant
    return document | vectors_json(stored.vectors)


def _post(call: Call) -> HttpReply:
    check_consistency(call)
    document = read_object(call.literal_body())
    draft = draft_of(call.state.catalog, document)
    has_own_id = bool(draft.id)
    draft.id = draft.id.lower() or str(uuids.uuid4())

    def write() -> StoredObject:
        if draft.collection:
            draft.properties = raw_properties(document)
        return single.insert(call.state, draft, has_own_id=has_own_id)

    try:
        stored = _stored(draft, write)
    except single.Exists:
        raise a_error(422, f"id '{text_of(document, 'id')}' already exists") from None
    except single.LateTenantError as error:
        index = draft.collection.lower()
        text = f"put object: import into index {index}: determine shard: {error}"
        raise a_error(422, text) from None
    except TenantError as error:
        raise a_error(422, f"determine shard: {error}") from None
    return reply(echo(call.state, stored, draft))


def _put(call: Call) -> HttpReply:
    path_id(call)
    check_consistency(call)
    document = read_object(call.literal_body())
    draft = draft_of(call.state.catalog, document)

    def write() -> StoredObject:
        draft.properties = raw_properties(document)
        return single.replace(call.state, draft, call.parameters["id"])

    try:
        stored = _stored(draft, write, schema_status=422)
    except single.Immutable:
        raise a_error(422, "invalid update: field 'id' is immutable") from None
    except single.Missing:
        raise empty_error(404) from None
    except TenantError as error:
        text = f"repo: object by id: search index {draft.collection.lower()}: determine shard: "
        raise a_error(422, f"{text}{error}") from None
    shows = document.get("properties") is not None
    return reply(echo(call.state, stored, draft, shows_properties=shows))


def _stored(
    draft: Draft, write: Callable[[], StoredObject], *, schema_status: int = 500
) -> StoredObject:
    """Run the write of an insert or a replacement; faults in the words of both."""
    put = f"put object: import into index {draft.collection.lower()}: put local object: shard="
    try:
        return write()
    except AutoSchemaFault as fault:
        raise a_error(schema_status, f"invalid object: {fault}") from None
    except StorageFault as fault:
        text = f"store object in LSM store: {marshal_fault(parse_id(draft.id), fault)}"
        raise a_error(500, f'{put}"{draft.tenant}": {text}') from None
    except Fault as fault:
        text = str(fault)
        raise a_error(
            422, text if text.startswith("auto-") else f"invalid object: {text}"
        ) from None
    except single.VectorizerError as error:
        raise a_error(500, str(error)) from None
    except single.UnstoredError as error:
        text = str(error)
        if error.vector is not None:
            text = f"store object in LSM store: {text}"
        raise a_error(500, f'{put}"{error.shard.name}": {text}') from None


def _patch(call: Call) -> HttpReply:
    uuid = path_id(call)
    check_consistency(call)
    if not call.has_body:
        raise empty_error(400)
    document = read_object(call.literal_body())
    collection = find_collection(call)
    if collection is None:
        raise empty_error(404)
    draft = draft_of(call.state.catalog, document)
    draft.collection, draft.id = collection.name, id_text(uuid)
    try:
        draft.properties = raw_properties(document)
        _merge(call, collection, draft, uuid)
    except single.Missing:
        raise empty_error(404) from None
    except TenantError as error:
        text = f"msg:repo.object code:422 err:{_determine(collection)}{error}"
        raise a_error(422, text) from None
    except AutoSchemaFault as fault:
        raise a_error(422, f"msg:bad request code:400 err:invalid object: {fault}") from None
    except Fault as fault:
        raise a_error(422, f"msg:bad request code:400 err:{fault}") from None
    return reply(status=204)


def _merge(call: Call, collection: Collection, draft: Draft, uuid: bytes) -> None:
    """Merge; faults that come after the validation in their words."""
    index = collection.definition.index_name
    merge = f"msg:repo.merge code:500 err:merge into index {index}: update local object: shard="
    try:
        single.merge(call.state, draft, uuid)
    except StorageFault as fault:
        text = f'{merge}"{draft.tenant}": {marshal_fault(uuid, fault)}'
        raise a_error(500, text) from None
    except single.VectorizerError as error:
        raise a_error(500, f"msg:merge and vectorize code:500 err:{error}") from None
    except single.UnstoredError as error:
        text = str(error)
        if error.vector is not None:
            target = f" for target vector {error.vector}" if error.vector else ""
            inner = text.partition(": ")[2]
            text = f"validate vector index for update of {id_text(uuid)}{target}: {inner}"
        raise a_error(500, f'{merge}"{error.shard.name}": {text}') from None


def _delete(call: Call) -> HttpReply:
    uuid = path_id(call)
    check_consistency(call)
    collection = find_collection(call)
    if collection is None:
        if "class" not in call.parameters:
            raise empty_error(404)
        name = call.state.catalog.resolve(call.parameters["class"])
        words = f"{_UNDELETED}: delete from non-existing index for {name}"  # noqa: S608 (no SQL)
        raise a_error(500, words)
    try:
        single.remove(call.state, collection, call.query("tenant") or "", uuid)
    except TenantError as error:
        index = collection.definition.index_name
        where = f'from index "{index}": determine shard: {error}'
        raise a_error(422, f"delete object from vector repo: delete {where}") from None
    return reply(status=204)


def _validate(call: Call) -> HttpReply:
    document = read_object(call.literal_body())
    draft = draft_of(call.state.catalog, document)
    draft.collection = capitalised(draft.collection)
    try:
        draft.properties = raw_properties(document)
        single.check(call.state, draft)
    except (Fault, InvalidId) as fault:
        raise a_error(422, f"invalid object: {fault}") from None
    return reply()


_WITH_CLASS = "/objects/{class}/{id}"
_WITHOUT = "/objects/{id}"

ROUTES: tuple[Route, ...] = (
    Route("GET", "/objects", _list),
    Route("POST", "/objects", _post, Access.WRITE),
    Route("POST", "/objects/validate", _validate),
    *(
        route
        for path in (_WITH_CLASS, _WITHOUT)
        for route in (
            Route("GET", path, _get),
            Route("HEAD", path, _head),
            Route("PUT", path, _put, Access.WRITE),
            Route("PATCH", path, _patch, Access.WRITE),
            Route("DELETE", path, _delete, Access.WRITE),
        )
    ),
)
