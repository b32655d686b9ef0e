"""Fixtures for tests of what uses Weaviate: an engine in this process instead of a server.

pytest imports this module in every run where `orm-weaviate` is installed, so it loads nothing
of it before a fixture is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weaviate_orm import AsyncClient, Client
    from weaviate_orm.testing import Modules, Served
    from weaviate_orm.transport.embedded import Embedded


@pytest.fixture(scope="session")
def weaviate_modules() -> Modules:
    """Callables in the place of modules; override it in a `conftest.py`.

    The keys are `vectorizers`, `generative` and `rerankers`, as `connect` takes them.
    """
    return {}


@pytest.fixture(scope="session")
def weaviate_server(weaviate_modules: Modules) -> Iterator[Served]:
    """The engine on free ports of this machine, for clients of any kind, all session long.

    It has `url`, `http_url`, `host`, `http_port`, `grpc_port`, and `reset()`, which empties it.
    """
    from weaviate_orm.testing import server

    with server(**weaviate_modules) as served:
        yield served


@pytest.fixture
def _weaviate_engine(weaviate_modules: Modules) -> Iterator[Embedded]:
    """The engine of one test: what both clients send to."""
    from weaviate_orm.transport.embedded import Embedded, EngineModules

    engine = Embedded(modules=EngineModules(**weaviate_modules))
    yield engine
    engine.close()


@pytest.fixture
def weaviate_client(_weaviate_engine: Embedded) -> Iterator[Client]:
    """A client of an empty engine in this process; queries that name no client use it."""
    from weaviate_orm.testing.clients import ambient_client

    with ambient_client(_weaviate_engine) as client:
        yield client


@pytest.fixture
def weaviate_async_client(_weaviate_engine: Embedded) -> Iterator[AsyncClient]:
    """An async client of the same engine; queries that name no client use it."""
    from weaviate_orm.testing.clients import ambient_async_client

    with ambient_async_client(_weaviate_engine) as client:
        yield client
