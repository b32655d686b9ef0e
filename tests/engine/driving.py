"""What tests of the engine use: small requests, over both doors."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import parse_qsl
from uuid import UUID

from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.rest.router import HttpRequest
from weaviate_orm.wire import messages

COLLECTION: Mapping[str, Any] = {
    "class": "Thing",
    "properties": [
        {"name": "title", "dataType": ["text"]},
        {"name": "number", "dataType": ["int"]},
        {"name": "tags", "dataType": ["text[]"]},
        {"name": "other", "dataType": ["Thing"]},
    ],
}


def identity(number: int) -> str:
    return str(UUID(int=number))


def rest(engine: Engine, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and decoded body of a REST request; `body` may be bytes."""
    bare, _, query = path.partition("?")
    data = b""
    if body is not None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
    reply = engine.http(
        HttpRequest(
            method,
            bare,
            tuple(parse_qsl(query, keep_blank_values=True)),
            {"content-type": "application/json"} if data else {},
            data,
        )
    )
    return reply.status, json.loads(reply.body) if reply.body else None


def thing(
    number: int,
    title: str | None = None,
    *,
    tags: Sequence[str] = (),
    vector: Sequence[float] = (),
    collection: str = "Thing",
    tenant: str = "",
) -> messages.BatchObject:
    """An object of the id and the number that are given."""
    one = messages.BatchObject(uuid=identity(number), collection=collection, tenant=tenant)
    fields = one.properties.non_ref_properties.fields
    fields["number"].number_value = number
    if title is not None:
        fields["title"].string_value = title
    if tags:
        one.properties.text_array_properties.add(prop_name="tags", values=tags)
    if vector:
        one.vector_bytes = struct.pack(f"<{len(vector)}f", *vector)
    return one


def insert(engine: Engine, *objects: messages.BatchObject) -> list[str]:
    """Insert objects; the faults."""
    request = messages.BatchObjectsRequest(objects=objects)
    reply = cast("messages.BatchObjectsReply", engine.unary("BatchObjects", request))
    return [error.error for error in reply.errors]


def search(engine: Engine, **members: Any) -> list[messages.SearchResult]:
    members.setdefault("collection", "Thing")
    request = messages.SearchRequest(
        metadata=messages.MetadataRequest(uuid=True, vector=True), uses_127_api=True, **members
    )
    return list(cast("messages.SearchReply", engine.unary("Search", request)).results)


def titles(engine: Engine, **members: Any) -> dict[int, str]:
    """The titles of all objects by their numbers."""
    found = search(engine, limit=10_000, **members)
    return {
        int(UUID(r.metadata.id)): r.properties.non_ref_props.fields["title"].text_value
        for r in found
    }
