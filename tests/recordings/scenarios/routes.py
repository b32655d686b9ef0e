"""Paths, queries and bodies that nobody would send, and objects by what little names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

PLAIN, APART = "PlainThing", "ApartThing"
ONE, OTHER, NONE = (str(UUID(int=number)) for number in (1, 2, 3))
PATHS = (
    *("/nope", "/x%2Fy", "/x%20y", "/", "/Schema", "/meta/x", "/objects/A/B/C/D"),
    *(f"/objects//{PLAIN}//{ONE}", f"/objects//{PLAIN}/{ONE}/"),
    *(f"/schema//{PLAIN}", f"/schema/{PLAIN}/nope", f"/schema/%20{PLAIN}", "/nodes//Nope"),
    *("/.well-known/live", "/.well-known/live/", "/.well-known/ready?x=1", "/aliases//x"),
)
QUERIES = (
    *("limit=", "limit=%201", "limit=1.0", "limit=1e1", "limit=-0", f"limit={2**64}", "limit=x"),
    *("offset=x&limit=y", "after=", "after=x", "sort=", "sort=,", "sort=size,", "sort=id"),
    *("sort=size&order=DESC", "order=desc", "include=", "include=,", "include=vector,"),
    *("include=VECTOR", "include=vector&include=x", "tenant=", "tenant=nope", "x=1"),
)
TEXTS = (
    *("", " ", "null", "[]", "{}", '"x"', "1", '{"a":1}{', '{"a" 1}', '{"a":1,}', "nul", "<a/>"),
    *('{"a":NaN}', '{"a":01}', "[1,]", "\\", '{"a":"\\x"}', '{"a":"\n"}', "[", '"abc', "-"),
    *('{"a":1 "b"}', "[1 2]", "{'a':1}", "{a:1}", "é"),
)
BODIES = (
    *(("POST", "/schema"), ("PUT", f"/schema/{PLAIN}"), ("POST", f"/schema/{PLAIN}/properties")),
    *(("POST", "/objects"), ("PUT", f"/objects/{PLAIN}/{ONE}"), ("DELETE", "/batch/objects")),
    *(("PATCH", f"/objects/{PLAIN}/{ONE}"), ("POST", "/batch/objects"), ("POST", "/aliases")),
    *(("POST", "/batch/references"), ("POST", f"/schema/{APART}/tenants")),
)
ODD_PROPERTIES: tuple[Any, ...] = ({"size": 2}, [], "x", {"Size": 3, "Next": []}, {"": 1})


def _filled(server: Recorder) -> None:
    """One object without a tenant, and one of a tenant that has none beside it."""
    server.rest("POST", "/schema", {"class": PLAIN, "properties": _properties(PLAIN)})
    tenants = {"enabled": True}
    document = {"class": APART, "properties": _properties(PLAIN), "multiTenancyConfig": tenants}
    server.rest("POST", "/schema", document)
    cold = {"name": "cid", "activityStatus": "COLD"}
    server.rest("POST", f"/schema/{APART}/tenants", [{"name": "ann"}, cold])
    server.rest("POST", "/objects", {"class": PLAIN, "id": ONE, "properties": {"size": 1}})
    server.rest("POST", "/objects", {"class": APART, "id": OTHER, "tenant": "ann"})


def _properties(target: str) -> list[Json]:
    return [{"name": "size", "dataType": ["int"]}, {"name": "next", "dataType": [target]}]


def odd_routes(server: Recorder, _chance: Random) -> None:
    """With one collection: of several a list without a name begins with one or another."""
    server.rest("POST", "/schema", {"class": PLAIN, "properties": _properties(PLAIN)})
    server.rest("POST", "/objects", {"class": PLAIN, "id": ONE, "properties": {"size": 1}})
    for path in PATHS:
        for method in ("GET", "HEAD", "PATCH"):
            server.rest(method, path)
    for query in QUERIES:
        server.rest("GET", f"/objects?class={PLAIN}&{query}")
        server.rest("GET", f"/objects?{query}")


def odd_texts(server: Recorder, _chance: Random) -> None:
    """Bodies that are no JSON, or none that fits."""
    _filled(server)
    for method, path in BODIES:
        for text in TEXTS:
            server.raw(method, path, text)


def odd_addresses(server: Recorder, _chance: Random) -> None:
    """Objects whose collection is not named, in another case, with tenants that do not fit."""
    _filled(server)
    for tenant in ("", "?tenant=ann", "?tenant=cid"):
        for place in ("", f"{PLAIN}/", f"{PLAIN.upper()}/", "Nowhere/"):
            for one in (OTHER, NONE):
                _ask(server, f"/objects/{place}{one}", tenant, one)
    for collection in ("", PLAIN, PLAIN.lower(), PLAIN.upper()):
        for properties in ODD_PROPERTIES:
            body = {"class": collection, "id": NONE, "properties": properties}
            server.rest("POST", "/objects/validate", body)
            if collection == PLAIN:
                server.rest("POST", "/objects", body)
                server.rest("GET", f"/objects/{PLAIN}/{NONE}")
                server.rest("DELETE", f"/objects/{PLAIN}/{NONE}")


def _ask(server: Recorder, path: str, tenant: str, one: str) -> None:
    server.rest("GET", f"{path}{tenant}")
    server.rest("HEAD", f"{path}{tenant}")
    server.rest("PUT", f"{path}{tenant}", {"class": APART, "id": one, "tenant": "ann"})
    server.rest("PUT", f"{path}{tenant}", {"id": NONE, "properties": {"size": 3}})
    for body in ({"beacon": f"weaviate://localhost/{PLAIN.lower()}/{ONE}"}, {}):
        for name in ("next", "size"):
            links = f"{path}/references/{name}{tenant}"
            server.rest("POST", links, body)
            server.rest("PUT", links, [body])
            server.rest("DELETE", links, body)
