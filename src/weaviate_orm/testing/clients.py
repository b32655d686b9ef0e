"""Clients that are the ambient ones of a block, in every thread and task."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from weaviate_orm.client import AsyncClient, Client
from weaviate_orm.flows import ambient

if TYPE_CHECKING:
    from collections.abc import Generator

    from weaviate_orm.transport.embedded import Embedded


@contextmanager
def ambient_client(engine: Embedded) -> Generator[Client, None, None]:
    """A client of an engine, for queries that name none."""
    client = Client(engine)
    ambient.SYNC.offer(client)  # what other threads find
    with client:
        yield client


@contextmanager
def ambient_async_client(engine: Embedded) -> Generator[AsyncClient, None, None]:
    """An async client of an engine, for queries that name none; the engine stays open."""
    client = AsyncClient(engine)
    ambient.ASYNC.offer(client)  # what the tasks of a loop find that runs already
    ambient.ASYNC.enter(client)
    try:
        yield client
    finally:
        ambient.ASYNC.leave(client)
        ambient.ASYNC.withdraw(client)
