"""What an engine says about itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.driving import COLLECTION, insert, rest, thing
from tests.engine.test_schema import create, message
from weaviate_orm.engine.engine import Engine


def test_meta() -> None:
    status, meta = rest(Engine(), "GET", "/v1/meta")
    assert status == 200
    assert meta["version"] == "1.39.0"
    assert meta["grpcMaxMessageSize"] > 100_000_000
    modules = meta["modules"]
    assert {"text2vec-openai", "generative-cohere", "reranker-dummy", "backup-filesystem"} <= set(
        modules
    )
    assert modules["text2vec-openai"].keys() == {"documentationHref", "name"}


def test_modules_of_ones_own_are_listed() -> None:
    engine = Engine(generative={"generative-mine": lambda prompt: prompt})
    assert "generative-mine" in rest(engine, "GET", "/v1/meta")[1]["modules"]
    assert "generative-mine" not in rest(Engine(), "GET", "/v1/meta")[1]["modules"]


@pytest.mark.parametrize("path", ["/v1/.well-known/ready", "/v1/.well-known/live"])
def test_it_is_ready(path: str) -> None:
    assert rest(Engine(), "GET", path) == (200, None)


def test_nodes() -> None:
    engine = Engine()
    create(engine, COLLECTION)
    insert(engine, thing(1), thing(2))
    (node,) = rest(engine, "GET", "/v1/nodes?output=verbose")[1]["nodes"]
    assert node["stats"] == {"objectCount": 2, "shardCount": 1}
    (shard,) = node["shards"]
    assert (shard["class"], shard["objectCount"]) == ("Thing", 2)
    (node,) = rest(engine, "GET", "/v1/nodes")[1]["nodes"]
    assert node["shards"] is None
    assert (node["status"], node["version"]) == ("HEALTHY", "1.39.0")


@pytest.mark.parametrize(
    ("method", "path", "what"),
    [
        ("POST", "/v1/graphql", "no GraphQL"),
        ("GET", "/v1/authz/roles", "no roles"),
        ("GET", "/v1/users/db", "no users"),
    ],
)
def test_what_there_is_not_is_refused_by_name(method: str, path: str, what: str) -> None:
    body: Any = {} if method == "POST" else None
    reply = rest(Engine(), method, path, body)
    assert reply[0] == 501
    assert what in message(reply)
