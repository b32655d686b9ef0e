"""Objects over REST: the order of faults, ids without a collection, nulls among numbers."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.rest.router import HttpRequest

ONE, OTHER = (str(UUID(int=number)) for number in (1, 2))


@pytest.fixture
def engine() -> Engine:
    engine = Engine()
    assert ask(engine, "POST", "/schema", {"class": "Thing"})[0] == 200
    assert ask(engine, "POST", "/objects", {"class": "Thing", "id": ONE})[0] == 200
    return engine


def ask(engine: Engine, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
    headers = {"content-type": "application/json"}
    data = b"" if body is None else json.dumps(body).encode()
    reply = engine.http(HttpRequest(method, f"/v1{path}", tuple(query.items()), headers, data))
    return reply.status, json.loads(reply.body) if reply.body else None


def told(answer: tuple[int, Any]) -> str:
    return str(answer[1]["error"][0]["message"])


def test_faults_of_a_list_in_the_order_of_a_server(engine: Engine) -> None:
    cursor = {"after": ONE, "sort": "size", "offset": "1"}
    asked = {"class": "Nowhere", "limit": "10000", **cursor}
    assert "offset or limit" in told(ask(engine, "GET", "/objects", **asked))
    asked["limit"] = "1"
    assert told(ask(engine, "GET", "/objects", **asked)) == (
        'msg:sorting code:400 err:sort parameter at position 0: class "Nowhere" '
        "does not exist in schema"
    )
    assert ask(engine, "GET", "/objects", **{"class": "Nowhere"}) == (404, None)


def test_an_id_without_a_collection(engine: Engine) -> None:
    assert ask(engine, "GET", f"/objects/{OTHER}") == (404, None)
    answer = ask(engine, "GET", f"/objects/{OTHER}", include="vector")
    assert (answer[0], told(answer)) == (400, f"no object with id '{OTHER}'")
    assert ask(engine, "DELETE", f"/objects/{ONE}", tenant="ann") == (204, None)


def test_null_among_numbers_is_0(engine: Engine) -> None:
    body = {"class": "Thing", "id": OTHER, "vectors": {"default": [1, None, 3]}}
    status, made = ask(engine, "POST", "/objects", body)
    assert (status, made["vector"]) == (200, [1, 0, 3])
    body["vectors"] = {"default": [[1, None]]}
    assert told(ask(engine, "PUT", f"/objects/Thing/{OTHER}", body)) == (
        "invalid object: vector default has to be a float32 array"
    )


def test_links_name_properties_with_a_small_letter(engine: Engine) -> None:
    link = {"from": f"weaviate://localhost/Thing/{ONE}/Next", "to": f"weaviate://localhost/{ONE}"}
    status, (one,) = ask(engine, "POST", "/batch/references", [link])
    assert status == 200
    assert one["result"]["errors"]["error"] == [
        {"message": "property next does not exist for class Thing"}
    ]


def test_too_many_tenants_are_told_before_their_names(engine: Engine) -> None:
    tenants = [{"name": "a b", "activityStatus": "HOT"}] * 101
    body = {"class": "Apart", "multiTenancyConfig": {"enabled": True}}
    assert ask(engine, "POST", "/schema", body)[0] == 200
    assert told(ask(engine, "PUT", "/schema/Apart/tenants", tenants)).startswith(
        "maximum number of tenants allowed to be updated simultaneously is 100. "
    )
