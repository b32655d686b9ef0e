"""What a server can do."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from weaviate_orm.client import Client
from weaviate_orm.errors import NotSupported, UnexpectedReply
from weaviate_orm.flows.capabilities import (
    ASSUMED,
    CAPABILITIES,
    FLOOR,
    CapabilityName,
    ServerFacts,
    Version,
    lacking,
    require,
    require_module,
)
from weaviate_orm.transport.recording import Script
from weaviate_orm.transport.settings import DEFAULT_MESSAGE_LIMIT


def facts(*version: int) -> ServerFacts:
    return ServerFacts(Version(*version))


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1.39.0", (1, 39, 0)),
        ("v1.32.4", (1, 32, 4)),
        ("1.40.0-dev", (1, 40, 0)),
        ("1.31.0-rc.1", (1, 31, 0)),
        ("1.33", (1, 33, 0)),
        ("2.0.0", (2, 0, 0)),
    ],
)
def test_versions(text: str, version: tuple[int, int, int]) -> None:
    found = ServerFacts.parse({"version": text})
    assert found.version == version
    assert str(found) == text.removeprefix("v")


def test_the_meta_page() -> None:
    found = ServerFacts.parse(
        {"version": "1.39.0", "modules": {"a": {}, "b": None}, "grpcMaxMessageSize": 5000}
    )
    assert found.modules == {"a", "b"}
    assert found.grpc_max_message_size == 5000


@pytest.mark.parametrize("modules", [None, {}, []])
def test_what_a_meta_page_may_leave_out(modules: Any) -> None:
    found = ServerFacts.parse({"version": "1.39.0", "modules": modules})
    assert found.modules == frozenset()
    assert found.grpc_max_message_size == DEFAULT_MESSAGE_LIMIT


@pytest.mark.parametrize("meta", [None, [], {}, {"version": 1}, {"version": "latest"}, "text"])
def test_a_page_of_something_else(meta: Any) -> None:
    with pytest.raises(UnexpectedReply, match="Is this a Weaviate"):
        ServerFacts.parse(meta)


def test_the_table_is_whole_and_in_order() -> None:
    assert set(CAPABILITIES) == set(get_args(CapabilityName))
    for capability in CAPABILITIES.values():
        assert list(capability.since) == sorted(capability.since)
        assert capability.since[0] >= FLOOR
        assert capability.is_in(ASSUMED.version)


@pytest.mark.parametrize(
    ("version", "has"),
    [
        ((1, 31, 0), False),
        ((1, 37, 14), False),
        ((1, 37, 15), True),
        ((1, 38, 0), False),
        ((1, 38, 7), False),
        ((1, 38, 8), True),
        ((1, 39, 0), True),
        ((2, 0, 0), True),
    ],
)
def test_a_feature_that_came_to_several_branches(version: tuple[int, ...], has: bool) -> None:
    assert facts(*version).can("and_cross") is has


@pytest.mark.parametrize(
    ("name", "version", "message"),
    [
        ("aliases", (1, 31, 5), "An alias of a collection needs Weaviate 1.32.0"),
        ("contains_none", (1, 32, 9), ".contains_none() needs Weaviate 1.33.0"),
        ("mmr_hybrid", (1, 38, 5), ".diversity() of a hybrid search needs Weaviate 1.38.6"),
    ],
)
def test_the_sentence(name: CapabilityName, version: tuple[int, ...], message: str) -> None:
    server = ".".join(map(str, version))
    assert str(lacking(facts(*version), name)) == f"{message} or later; the server is {server}."


@pytest.mark.parametrize(
    ("version", "needed"),
    [((1, 31), "1.37.15"), ((1, 37, 2), "1.37.15"), ((1, 38, 1), "1.38.8")],
)
def test_the_nearest_branch_is_named(version: tuple[int, ...], needed: str) -> None:
    assert f"needs Weaviate {needed} or later" in str(lacking(facts(*version), "and_cross"))


def test_require() -> None:
    client = Client(Script(version="1.32.0"))
    client.run(require("aliases", "search_operators"))
    with pytest.raises(NotSupported, match="contains_none"):
        client.run(require("aliases", "contains_none", "boost"))


def test_require_nothing_asks_nothing() -> None:
    script = Script()
    Client(script).run(require())
    assert script.exchanges == []


def test_require_module() -> None:
    client = Client(Script(modules=["text2vec-openai", "generative-openai"]))
    client.run(require_module("text2vec-openai"))
    with pytest.raises(NotSupported, match="Did you mean 'text2vec-openai'"):
        client.run(require_module("text2vec-opnai"))
    with pytest.raises(NotSupported, match=r"runs generative-openai, text2vec-openai. Add it"):
        client.run(require_module("reranker-cohere"))


def test_a_server_below_the_floor_is_refused_before_anything_is_sent() -> None:
    script = Script(version="1.30.9")
    client = Client(script)
    for _ in range(2):
        with pytest.raises(
            NotSupported, match=r"needs Weaviate 1.31.0 or later; the server is 1.30.9"
        ):
            client.run(require("aliases"))
    assert script.calls == []
