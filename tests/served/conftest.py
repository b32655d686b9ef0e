"""The official client, on the served engine or on the real server that the environment names."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import weaviate
from weaviate import WeaviateClient

import weaviate_orm.testing
from weaviate_orm.testing import server


@dataclass(frozen=True)
class Place:
    """Where the server under test is."""

    http_port: int
    grpc_port: int
    is_real: bool

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def url(self) -> str:
        return f"{self.http_url}?grpc_port={self.grpc_port}"


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    url = os.environ.get("WEAVIATE_TEST_URL", "")
    if url.startswith("http"):
        port = urlsplit(url).port
        assert port is not None
        yield Place(port, int(os.environ["WEAVIATE_TEST_GRPC_PORT"]), is_real=True)
        return
    with server() as served:
        yield Place(served.http_port, served.grpc_port, is_real=False)


@pytest.fixture(scope="session")
def official(place: Place) -> Iterator[WeaviateClient]:
    """The client of `weaviate-client`, connected."""
    with weaviate.connect_to_local(port=place.http_port, grpc_port=place.grpc_port) as client:
        yield client


Named = Callable[[str], str]


@pytest.fixture(scope="module")
def named(official: WeaviateClient) -> Iterator[Named]:
    """Names of collections that nobody else has; what is made under them is dropped."""
    mark = secrets.token_hex(4)
    made: list[str] = []

    def name(base: str) -> str:
        made.append(f"{base}_{mark}_{len(made)}")
        return made[-1]

    yield name
    for each in made:
        official.collections.delete(each)


def without_uvicorn(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra `serve` is not installed."""
    monkeypatch.delattr(weaviate_orm.testing, "rest", raising=False)
    monkeypatch.delitem(sys.modules, "weaviate_orm.testing.rest", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
