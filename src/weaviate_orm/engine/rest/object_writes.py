"""`/v1/objects`, writing: single objects are stored, replaced, merged, deleted, looked at."""

from __future__ import annotations

import uuid as uuids
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import capitalised
from weaviate_orm.engine.errors import JSON, TenantError, a_error, empty_error
from weaviate_orm.engine.rest.bodies import (
    draft_of,
    properties_json,
    read_object,
    text_of,
    vectors_json,
)
from weaviate_orm.engine.rest.objects import (
    WITH_CLASS,
    WITHOUT,
    anywhere,
    check_consistency,
    determining,
    find_collection,
    path_id,
    read_anywhere,
    tenant_of,
    tenants_fault,
)
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply, unreadable
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
    from weaviate_orm.engine.write.draft import Draft

_UNDELETED = "could not delete object from vector repo"


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
    document = read_object(call.literal_body())
    check_consistency(call)
    draft = draft_of(call.state.catalog, document)
    has_own_id = bool(draft.id)
    if has_own_id and not draft.collection:
        _check_nowhere(call, draft)
    draft.id = draft.id.lower() or str(uuids.uuid4())

    try:
        stored = _stored(draft, lambda: single.insert(call.state, draft, has_own_id=has_own_id))
    except single.Exists:
        raise a_error(422, f"id '{text_of(document, 'id')}' already exists") from None
    except single.LateTenantError as error:
        index = draft.collection.lower()
        text = f"put object: import into index {index}: determine shard: {error}"
        raise a_error(422, text) from None
    except TenantError as error:
        raise a_error(422, f"determine shard: {error}") from None
    return reply(echo(call.state, stored, draft))


def _check_nowhere(call: Call, draft: Draft) -> None:
    """An id without a collection must be free in all of them.

    Raises:
        HttpError: it is not, or that cannot be told.
    """
    fault = tenants_fault(call.state)
    if fault is not None:
        raise a_error(422, fault)
    if anywhere(call.state, parse_id(draft.id)) is not None:
        raise a_error(422, f"id '{draft.id}' already exists")


def _put(call: Call) -> HttpReply:
    document = read_object(call.literal_body())
    path_id(call)
    check_consistency(call)
    draft = draft_of(call.state.catalog, document)
    given = call.parameters["id"]
    if draft.id == given and not draft.collection and read_anywhere(call) is None:
        raise empty_error(404)
    try:
        stored = _stored(draft, lambda: single.replace(call.state, draft, given), schema_status=422)
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


def _optional_object(call: Call) -> dict[str, object] | None:
    if call.request.body and not call.has_body:
        raise unreadable("EOF")
    return read_object(call.literal_body()) if call.has_body else None


def _patch(call: Call) -> HttpReply:
    document = _optional_object(call)
    uuid = path_id(call)
    check_consistency(call)
    if document is None:
        raise empty_error(400)
    draft = draft_of(call.state.catalog, document)
    if "class" in call.parameters:
        draft.collection = call.state.catalog.resolve(call.parameters["class"])
    elif not draft.collection:
        raise a_error(422, "msg:bad request code:400 err:empty class")
    collection = call.state.catalog.indexed(draft.collection)
    if collection is None:
        raise empty_error(404)
    draft.id = id_text(uuid)
    try:
        _merge(call, collection, draft, uuid)
    except single.Missing:
        raise empty_error(404) from None
    except TenantError as error:
        text = f"msg:repo.object code:422 err:{determining(collection)}{error}"
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
            about, _, inner = text.partition(": ")
            kind = "multi vector" if "target multi vector" in about else "vector"
            text = f"validate {kind} index for update of {id_text(uuid)}{target}: {inner}"
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
        single.remove(call.state, collection, tenant_of(call), uuid)
    except TenantError as error:
        index = collection.definition.index_name
        where = f'from index "{index}": determine shard: {error}'
        raise a_error(422, f"delete object from vector repo: delete {where}") from None
    except single.UnstoredError as error:
        index, shard = collection.definition.index_name, error.shard.name
        raise a_error(
            500,
            f'{_UNDELETED}: delete from index "{index}": '  # noqa: S608 (no SQL)
            f'delete local object: shard="{shard}": {error}',
        ) from None
    return reply(status=204)


def _validate(call: Call) -> HttpReply:
    document = read_object(call.literal_body())
    draft = draft_of(call.state.catalog, document)
    draft.collection = capitalised(draft.collection)
    try:
        single.check(call.state, draft)
    except (Fault, InvalidId) as fault:
        raise a_error(422, f"invalid object: {fault}") from None
    return reply()


ROUTES: tuple[Route, ...] = (
    Route("POST", "/objects", _post, Access.WRITE),
    Route("POST", "/objects/validate", _validate),
    *(
        Route(method, path, handle, Access.WRITE)
        for path in (WITH_CLASS, WITHOUT)
        for method, handle in (("PUT", _put), ("PATCH", _patch), ("DELETE", _delete))
    ),
)
