"""What all tests share: the server under test, clients of it, a clean ambient client.

The server is an engine in this process, fresh for each test. With ``WEAVIATE_TEST_URL`` (and
``WEAVIATE_TEST_GRPC_PORT``) it is a real one; then what a test made is dropped after it.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, settings

from weaviate_orm.client import AsyncClient, Client
from weaviate_orm.connecting import InProcess, from_url
from weaviate_orm.errors import Missing
from weaviate_orm.flows import ambient
from weaviate_orm.flows.flow import Flow, http
from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.transport.embedded import Embedded
from weaviate_orm.transport.network import AsyncNetwork, Network
from weaviate_orm.transport.protocol import Call
from weaviate_orm.transport.recording import AsyncRecording, Recording

EMBEDDED = "embedded://"

# ``HYPOTHESIS_PROFILE=thorough`` draws ten times as much, where a test does not say otherwise.
# How long an example takes says nothing where others use the machine, too.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("usual"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(autouse=True)
def _no_ambient_client() -> Iterator[None]:
    ambient.reset()
    yield
    ambient.reset()


@pytest.fixture(scope="session")
def url() -> str:
    """The server under test."""
    found = os.environ.get("WEAVIATE_TEST_URL", EMBEDDED)
    port = os.environ.get("WEAVIATE_TEST_GRPC_PORT")
    return f"{found}?grpc_port={port}" if port and found != EMBEDDED else found


@pytest.fixture(scope="session")
def is_real(url: str) -> bool:
    """Whether it is a real server."""
    return not url.startswith(EMBEDDED)


@pytest.fixture
def _engine() -> Iterator[Embedded]:
    """One engine for all clients of a test."""
    engine = Embedded()
    yield engine
    engine.close()


@pytest.fixture
def client(url: str, _engine: Embedded) -> Iterator[Client]:
    """A client of the server under test; it is the ambient one, too."""
    place = from_url(url, {}, {})
    transport = Recording(
        _engine if isinstance(place.place, InProcess) else Network(place.settings(place.place))
    )
    client = Client(transport)
    ambient.SYNC.offer(client)
    yield client
    if not isinstance(place.place, InProcess):
        client.run(_dropped(transport.calls))
        client.close()


@pytest.fixture
async def aclient(url: str, _engine: Embedded) -> AsyncIterator[AsyncClient]:
    """An async client of the same server; it is the ambient async one, too."""
    place = from_url(url, {}, {})
    transport = AsyncRecording(
        _engine if isinstance(place.place, InProcess) else AsyncNetwork(place.settings(place.place))
    )
    client = AsyncClient(transport)
    ambient.ASYNC.offer(client)
    yield client
    if not isinstance(place.place, InProcess):
        await client.arun(_dropped(transport.calls))
        await client.close()


def _dropped(calls: Iterable[Call]) -> Flow[None]:
    """Drop the collections and aliases that these calls made."""
    aliases: set[str] = set()
    collections: set[str] = set()
    for call in calls:
        if isinstance(call, GrpcCall):
            if call.method == "BatchObjects":
                # the server makes a collection for objects of an unknown one
                collections |= {each.collection for each in call.message.objects}  # type: ignore[attr-defined]  # of this method
        elif call.method == "POST" and isinstance(call.body, Mapping):
            if call.path == "/schema":
                collections.add(str(call.body.get("class")))
            elif call.path == "/aliases":
                aliases.add(str(call.body.get("alias")))
    paths = [f"/aliases/{quote(each)}" for each in aliases]
    paths += [f"/schema/{quote(each)}" for each in collections]
    for path in paths:
        with suppress(Missing):
            yield from http(HttpCall("DELETE", path))
