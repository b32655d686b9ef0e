"""Settings of modules where no module takes them, or that are no objects."""

from __future__ import annotations

import json
from typing import Any

import pytest

from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.rest.router import HttpRequest

BIGRAM, OPENAI = "text2vec-bigram", "text2vec-openai"
VECTORS: dict[str, Any] = {"a": {"vectorizer": {BIGRAM: {}}}, "b": {"vectorizer": {"none": {}}}}


def ask(engine: Engine, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    headers = {"content-type": "application/json"}
    data = b"" if body is None else json.dumps(body).encode()
    reply = engine.http(HttpRequest(method, f"/v1{path}", (), headers, data))
    return reply.status, json.loads(reply.body) if reply.body else None


def told(answer: tuple[int, Any]) -> str:
    status, body = answer
    assert status == 422
    return str(body["error"][0]["message"])


@pytest.mark.parametrize(
    ("vectors", "name"),
    [({}, BIGRAM), ({"vectorizer": BIGRAM}, OPENAI), ({"vectorConfig": VECTORS}, OPENAI)],
)
def test_a_property_may_have_settings_of_vectorizers_in_use(vectors: Any, name: str) -> None:
    engine = Engine()
    one = {"name": "p", "dataType": ["text"], "moduleConfig": {name: {"skip": True}}}
    wrong = f'vectorizer "{name}" not configured for any of target vectors'
    assert told(ask(engine, "POST", "/schema", {"class": "A", "properties": [one], **vectors})) == (
        wrong
    )
    assert ask(engine, "POST", "/schema", {"class": "A", **vectors})[0] == 200
    assert told(ask(engine, "POST", "/schema/A/properties", one)) == wrong


def test_settings_that_are_no_object_count_as_none() -> None:
    engine = Engine()
    vectors = {"a": {"vectorizer": {BIGRAM: "x"}}}
    status, made = ask(engine, "POST", "/schema", {"class": "A", "vectorConfig": vectors})
    assert status == 200
    assert made["vectorConfig"]["a"]["vectorizer"] == {BIGRAM: {"vectorizeClassName": True}}
    update = {"class": "A", "vectorConfig": vectors, "moduleConfig": {"odd": 1}}
    assert told(ask(engine, "PUT", "/schema/A", update)) == (
        "parse module config: module config: module config for odd is not a map, got 1"
    )


def test_true_is_not_1_in_settings() -> None:
    engine = Engine()
    one = {"name": "p", "dataType": ["text"], "moduleConfig": {BIGRAM: {"skip": False}}}
    body = {"class": "A", "vectorizer": BIGRAM, "properties": [one]}
    status, made = ask(engine, "POST", "/schema", body)
    assert status == 200
    made["properties"][0]["moduleConfig"][BIGRAM]["skip"] = 0
    assert "configuration cannot be updated" in told(ask(engine, "PUT", "/schema/A", made))
