"""Routes of collections, their properties and shards."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NoReturn

from weaviate_orm.engine.catalog import HOT, capitalised
from weaviate_orm.engine.errors import (
    HttpError,
    a_error,
    empty_error,
)
from weaviate_orm.engine.rest import definitions
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.schema import create, indexes, names
from weaviate_orm.engine.schema.fault import KeptFault, SchemaFault
from weaviate_orm.engine.schema.numbers import list_, text
from weaviate_orm.engine.schema.update import update
from weaviate_orm.engine.store.shard import READ_ONLY, READY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.errors import JSON

_DROP_VECTOR = "ENABLE_EXPERIMENTAL_ALTER_SCHEMA_DROP_VECTOR_INDEX_ENDPOINT"
_SHARD_STATES = {
    "READY": READY,
    "READONLY": READ_ONLY,
    "SHUTDOWN": "SHUTDOWN",  # shown, and nothing else
    "INDEXING": READY,  # over as soon as it is asked for
}


def refused(fault: SchemaFault) -> HttpError:
    """The answer to a collection or property that is refused."""
    return HttpError(422, {"allowed": None, "error": [{"message": str(fault)}]})


def _exactly(call: Call) -> Collection | None:
    """The collection of that name; an alias does not count."""
    return call.state.catalog.collections.get(capitalised(call.parameters["className"]))


def _found(call: Call) -> Collection | None:
    """The collection of that name or alias."""
    return call.state.catalog.find(call.parameters["className"])


# Collections --------------------------------------------------------------------------------------


def list_collections(call: Call) -> HttpReply:
    found = call.state.catalog.collections.values()
    return reply({"classes": [dict(c.definition.document) for c in found]})


def create_collection(call: Call) -> HttpReply:
    body = definitions.read_class(call)
    state = call.state
    try:
        document = create.complete(
            state.catalog,
            body,
            default_vectorizer=state.settings.default_vectorizer,
            modules=state.modules.names,
        )
    except SchemaFault as fault:
        raise refused(fault) from None
    state.catalog.create(document)
    return reply(document)


def read_collection(call: Call) -> HttpReply:
    found = _found(call)
    if found is None:
        raise empty_error(404)
    return reply(dict(found.definition.document))


def update_collection(call: Call) -> HttpReply:
    body = definitions.read_class(call)
    found = _exactly(call)
    if found is None:
        raise empty_error(404)
    state = call.state
    try:
        updated = update(
            found.definition.document,
            body,
            shards=[shard.name for shard in found.shards.raw().values()],
            default_vectorizer=state.settings.default_vectorizer,
            modules=state.modules.names,
        )
    except KeptFault as fault:
        state.catalog.replace(found, fault.document)
        raise refused(fault) from None
    except SchemaFault as fault:
        raise refused(fault) from None
    state.catalog.replace(found, updated.document)
    return reply(updated.answer)


def drop_collection(call: Call) -> HttpReply:
    found = _exactly(call)
    if found is not None:
        call.state.catalog.drop(found)
    return reply()


# Properties ---------------------------------------------------------------------------------------


def add_property(call: Call) -> HttpReply:
    body = definitions.read_property(call)
    try:
        made = _added_property(call, body)
    except SchemaFault as fault:
        raise refused(fault) from None
    return reply(made)


def _added_property(call: Call, body: Mapping[str, JSON]) -> dict[str, JSON]:
    found = _exactly(call)
    if found is None:
        name = names.collection(call.parameters["className"])
        raise SchemaFault(f'class "{name}": not found')
    if not text(body.get("name")):
        raise SchemaFault("property must contain name")
    if body.get("dataType") is None:
        raise SchemaFault("property must contain dataType")
    definition = found.definition
    catalog = call.state.catalog
    made = create.complete_property(
        catalog, definition, body, modules=call.state.modules.names, replaces=False
    )
    listed = list_(definition.document["properties"])
    catalog.replace(found, {**definition.document, "properties": [*listed, made]})
    return made


def list_indexes(call: Call) -> HttpReply:
    found = _found(call)
    if found is None:
        raise empty_error(404)
    return reply(indexes.listing(found.definition.document))


def drop_index(call: Call) -> HttpReply:
    index = _index_name(call)
    found = _exactly(call)
    if found is None:
        raise a_error(422, f'class "{capitalised(call.parameters["className"])}": not found')
    name = call.parameters["propertyName"]
    document = indexes.find(found.definition.document, name)
    if document is None:
        raise a_error(422, f"property name {name}: not found")
    changed = indexes.dropped(document, index)
    if changed != document:
        call.state.catalog.replace(found, indexes.replaced(found.definition.document, changed))
    return reply()


def change_index(call: Call) -> HttpReply:
    body = definitions.read(definitions.INDEX_CHANGE, call)
    index = _index_name(call)
    found, document = _property(call)
    change = indexes.change(document, index, body)
    if change is None:
        return reply({"status": "NO_OP"})
    call.state.catalog.replace(found, indexes.replaced(found.definition.document, change.document))
    return _started(found, change.task)


def rebuild_index(call: Call) -> HttpReply:
    """An index cannot be out of order here: the task is over when it is asked for."""
    index = _index_name(call)
    found, document = _property(call)
    return _started(found, indexes.rebuild_task(document, index))


def cancel_index(call: Call) -> HttpReply:
    """No task outlives its request."""
    _index_name(call)
    _property(call)
    return reply({"status": "NO_OP"}, 202)


def _started(found: Collection, task: str) -> HttpReply:
    return reply(
        {"status": "STARTED", "taskId": f"{found.name}:{task}:{secrets.token_hex(2)}"}, 202
    )


def _index_name(call: Call) -> str:
    index = call.parameters["indexName"]
    for fault in definitions.one_of("indexName", index, indexes.INDEXES, "path"):
        raise fault
    return index


def _property(call: Call) -> tuple[Collection, Mapping[str, JSON]]:
    found = _exactly(call)
    if found is None:
        name = capitalised(call.parameters["className"])
        raise a_error(404, f'collection "{name}" not found')
    name = call.parameters["propertyName"]
    document = indexes.find(found.definition.document, name)
    if document is None:
        raise a_error(404, f'property "{name}" not found on collection "{found.name}"')
    return found, document


def drop_vector_index(call: Call) -> NoReturn:
    del call
    raise a_error(
        500,
        "alter schema drop vector index endpoint is experimental and disabled by default, "
        f"set the environment variable {_DROP_VECTOR}=true to enable it",
    )


# Shards -------------------------------------------------------------------------------------------


def list_shards(call: Call) -> HttpReply:
    found = _found(call)
    if found is None:
        name = capitalised(call.parameters["className"])
        raise a_error(
            404, f"cannot get shards status for a non-existing index for {name}: not found"
        )
    tenant = call.query("tenant")
    shown = [shard for _, shard in found.listed() if not tenant or shard.name == tenant]
    for shard in shown:
        if found.tenants.get(shard.name, HOT) != HOT and shard.status == READY:
            text = f"status code: 500 body: (local {shard.name} shard not found\n)"
            raise a_error(500, f"shard {shard.name}: {text}")
    return reply(
        [{"name": shard.name, "status": shard.status, "vectorQueueSize": 0} for shard in shown]
    )


def change_shard(call: Call) -> HttpReply:
    """A shard that is not there takes any status."""
    body = definitions.read(definitions.SHARD_STATUS, call)
    found = _exactly(call)
    where = "updating db: TYPE_UPDATE_SHARD_STATUS: "
    if found is None:
        name = capitalised(call.parameters["className"])
        raise a_error(
            404,
            f"{where}cannot update shard status to a non-existing index for {name}: not found",
        )
    status = text(body.get("status"))
    for _, shard in found.listed():
        if shard.name == call.parameters["shardName"]:
            known = _SHARD_STATES.get(status.upper())
            if known is None:
                raise a_error(500, f"{where}{status}: invalid storage status")
            shard.status = known
    return reply({"status": status} if status else {})


ROUTES: tuple[Route, ...] = (
    Route("GET", "/schema", list_collections),
    Route("POST", "/schema", create_collection, Access.WRITE),
    Route("GET", "/schema/{className}", read_collection),
    Route("PUT", "/schema/{className}", update_collection, Access.WRITE),
    Route("DELETE", "/schema/{className}", drop_collection, Access.WRITE),
    Route("POST", "/schema/{className}/properties", add_property, Access.WRITE),
    Route("GET", "/schema/{className}/indexes", list_indexes),
    *(
        Route(
            method,
            f"/schema/{{className}}/properties/{{propertyName}}/index/{{indexName}}{end}",
            handle,
            Access.WRITE,
        )
        for method, end, handle in (
            ("DELETE", "", drop_index),
            ("PUT", "", change_index),
            ("POST", "/rebuild", rebuild_index),
            ("POST", "/cancel", cancel_index),
        )
    ),
    Route("DELETE", "/schema/{className}/vectors/{vectorIndexName}/index", drop_vector_index),
    Route("GET", "/schema/{className}/shards", list_shards),
    Route("PUT", "/schema/{className}/shards/{shardName}", change_shard, Access.WRITE),
)
