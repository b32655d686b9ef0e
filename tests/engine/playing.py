"""Scenarios before servers: each does what is written, then they are asked the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.engine.asking import ALL, Request, Scenario
from tests.engine.doors import Answer, Door
from tests.engine.drawing import LINK, NAME, Message, Schema, Write, batch_object
from tests.engine.sameness import difference, different, ties
from tests.engine.table import identity

_CUTS = ("distance", "certainty", "selection")


class Exchange(NamedTuple):
    """A request to two servers."""

    kind: str
    asked: object
    difference: str | None
    want: Answer
    got: Answer


def play(scenario: Scenario, server: Door, engine: Door) -> Iterator[Exchange]:
    """Everything that both are asked. What the server leaves to chance is not."""
    document = scenario.schema.document()
    server.http("DELETE", f"/v1/schema/{NAME}")
    want, got = (door.http("POST", "/v1/schema", document) for door in (server, engine))
    yield Exchange("schema", document, different(want, got), want, got)
    if want["status"] != 200 or got["status"] != 200:
        return
    for write in scenario.history:
        want, got = (written(door, scenario.schema, write) for door in (server, engine))
        yield Exchange(write.kind, write, different(want, got), want, got)
    for request in scenario.requests:
        if not left_to_chance(engine, request):
            want, got = (asked(door, request) for door in (server, engine))
            kind = _kind(request)
            yield Exchange(kind, request.message, difference(request, want, got), want, got)
    server.http("DELETE", f"/v1/schema/{NAME}")


def asked(door: Door, request: Request) -> Answer:
    if request.method == "GET":
        return door.http("GET", request.message["path"])
    return door.call(request.method, request.message)


def written(door: Door, schema: Schema, write: Write) -> Answer:
    path = f"/v1/objects/{NAME}/{identity(write.number)}"
    if write.kind == "delete":
        return door.http("DELETE", path)
    if write.kind == "merge":
        beacons = [{"beacon": f"weaviate://localhost/{identity(n)}"} for n in write.links]
        values = dict(write.values) | ({LINK: beacons} if beacons else {})
        return door.http("PATCH", path, {"class": NAME, "properties": values})
    return door.call("BatchObjects", {"objects": [batch_object(schema, write)]})


def left_to_chance(engine: Door, request: Request) -> bool:
    """Whether the answer depends on which of equally near objects come first."""
    message = request.message
    near = message.get("near_vector") or message.get("near_object")
    hybrid: Message | None = message.get("hybrid_search")
    if hybrid is not None:
        near = {"vector_bytes": hybrid["near_vector"]["vector_bytes"]}
        near |= {"targets": hybrid["targets"]} if "targets" in hybrid else {}
    steps = {"group_by", "object_limit", "hybrid_search", "boost"} & message.keys()
    if near is None or not (steps or "selection" in near):
        return False
    kind = "near_object" if "id" in near else "near_vector"
    plain = {**ALL, "limit": 1000, kind: {k: v for k, v in near.items() if k not in _CUTS}}
    return ties(engine.call("Search", plain).get("results", []))


def _kind(request: Request) -> str:
    members = ("bm25_search", "hybrid_search", "near_vector", "near_object")
    return next((m for m in members if m in request.message), request.method)
