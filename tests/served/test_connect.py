"""Connecting, and what the server says of itself."""

from __future__ import annotations

import re

import weaviate
from weaviate import WeaviateClient
from weaviate.classes.init import AdditionalConfig, Timeout

from tests.served.conftest import Place


def test_ready(official: WeaviateClient) -> None:
    assert official.is_ready()
    assert official.is_live()
    assert official.is_connected()


def test_meta(official: WeaviateClient, place: Place) -> None:
    meta = official.get_meta()
    assert meta["version"] == "1.39.0"
    assert meta["grpcMaxMessageSize"] == (100_000_000 if place.is_real else 104_858_000)
    assert meta["hostname"] == place.http_url
    assert {
        "text2vec-bigram",
        "ref2vec-centroid",
        "generative-dummy",
        "reranker-dummy",
        "backup-filesystem",
    } <= meta["modules"].keys()


def test_no_openid(official: WeaviateClient) -> None:
    assert official.get_open_id_configuration() is None


def test_connect_without_checks(place: Place) -> None:
    with weaviate.connect_to_local(
        port=place.http_port, grpc_port=place.grpc_port, skip_init_checks=True
    ) as client:
        assert client.is_ready()


def test_connect_to_custom(place: Place) -> None:
    with weaviate.connect_to_custom(
        http_host="127.0.0.1",
        http_port=place.http_port,
        http_secure=False,
        grpc_host="127.0.0.1",
        grpc_port=place.grpc_port,
        grpc_secure=False,
        headers={"X-OpenAI-Api-Key": "none"},
        additional_config=AdditionalConfig(timeout=Timeout(init=5, query=10, insert=20)),
    ) as client:
        assert client.is_ready()


def test_nodes(official: WeaviateClient) -> None:
    (node,) = official.cluster.nodes()
    assert re.fullmatch("[0-9a-f]{40}", node.git_hash)
    assert node.name == "node1"
    assert node.status == "HEALTHY"
    assert node.version == "1.39.0"
    assert node.shards is None


def test_statistics(official: WeaviateClient) -> None:
    found = official.cluster.statistics()
    assert found.synchronized
    assert [each.name for each in found.statistics] == ["node1"]
    assert found.statistics[0].status == "HEALTHY"
