"""Clients, and the ways to connect.

``connect()`` opens nothing: the first query does, reads once what server it is, and says which
of its two doors is shut if one is. Importing this module loads neither grpc nor httpx.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Never, Self, TypeVar

from weaviate_orm import connecting
from weaviate_orm.connecting import Connection, InProcess, Options
from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.flows import ambient
from weaviate_orm.flows.delivery import Terms
from weaviate_orm.flows.driver import AsyncDriver, Driver
from weaviate_orm.flows.flow import server_facts
from weaviate_orm.flows.retry import Retry
from weaviate_orm.models.registry import check_model
from weaviate_orm.models.variables import M
from weaviate_orm.query.query import Query
from weaviate_orm.query.sets import Objects
from weaviate_orm.schema import create
from weaviate_orm.session.session import AsyncSession, OnError, Session
from weaviate_orm.transport import forks
from weaviate_orm.transport.embedded import Embedded
from weaviate_orm.transport.network import AsyncNetwork, Network
from weaviate_orm.transport.protocol import closed
from weaviate_orm.transport.settings import Timeouts

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from weaviate_orm.flows.capabilities import ServerFacts
    from weaviate_orm.flows.flow import Flow
    from weaviate_orm.models.model import ModelBase
    from weaviate_orm.transport.protocol import AsyncTransport, Endpointed, Transport

T = TypeVar("T")


class ClientBase:
    """What a client of either colour is, as far as it needs no waiting."""

    def __init__(self, transport: Endpointed, retry: Retry | None, timeouts: Timeouts | None):
        self._label = transport.label
        self._terms = Terms(retry or Retry(), timeouts or Timeouts(), transport.address)
        self._lock = threading.Lock()
        self._entered = 0
        self._closed = False
        forks.register(self)

    @property
    def closed(self) -> bool:
        """Whether ``close()`` was called; then every query is refused."""
        return self._closed

    def __repr__(self) -> str:
        state = ", closed" if self._closed else ""
        return f"{type(self).__name__}({self._label!r}{state})"

    def __reduce__(self) -> Never:
        raise MisuseTypeError(
            f"{self!r} holds connections and maybe keys, so it cannot be pickled."
            " Connect again where it is needed."
        )

    def forked(self) -> None:
        """Called in a forked child."""
        self._lock = threading.Lock()

    def _check(self, flow: Generator[object, object, object]) -> None:
        if self._closed:
            flow.close()
            raise closed()

    def _enter(self) -> None:
        with self._lock:
            if self._closed:
                raise closed()
            self._entered += 1

    def _leave(self) -> bool:
        """Whether this was the last ``with`` of this client."""
        with self._lock:
            self._entered -= 1
            return self._entered == 0

    def _close(self) -> bool:
        """Whether it was open till now."""
        with self._lock:
            was_open, self._closed = not self._closed, True
            return was_open


class Client(ClientBase):
    """A connection to a server, or to an engine in this process. Threads may share it.

    ``with client:`` makes it the client of the queries inside, and closes it at the end.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        retry: Retry | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        super().__init__(transport, retry, timeouts)
        self._driver = Driver(transport, self._terms)

    @property
    def transport(self) -> Transport:
        """The seam to the server."""
        return self._driver.transport

    def run(self, flow: Flow[T], /) -> T:
        """Run an operation to its end.

        Raises:
            MisuseError: the client is closed.
            ServerError: whatever the operation does not bear.
        """
        self._check(flow)
        return self._driver.run(flow)

    def server(self) -> ServerFacts:
        """The server's version and modules, read once."""
        return self.run(server_facts())

    def objects(self, model: type[M], /) -> Objects[M]:
        """The query set over a model's objects on this client."""
        check_model(model)
        return Objects(model, Query(model, runner=self))

    def session(self, *, tenant: str | None = None, on_error: OnError = "raise") -> Session:
        """A unit of work: ``with client.session() as s:`` flushes at the end of the block.

        Args:
            tenant: Whose objects it is about, for models with tenants.
            on_error: Whether a flush raises when objects fail, or collects them in its report.
        """
        return Session(self, tenant=tenant, on_error=on_error)

    def create_all(self, models: Iterable[type[ModelBase]], /) -> list[str]:
        """Make the collections of these models, as far as they are missing; says which."""
        return self.run(create.create_all(models))

    def drop_all(self, models: Iterable[type[ModelBase]], /) -> None:
        """Drop the collections of these models with all their objects."""
        self.run(create.drop_all(models))

    def close(self) -> None:
        """Close the connections; closing again does nothing."""
        if self._close():
            ambient.SYNC.withdraw(self)
            self._driver.transport.close()

    def __enter__(self) -> Self:
        self._enter()
        ambient.SYNC.enter(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        ambient.SYNC.leave(self)
        if self._leave():
            self.close()


class AsyncClient(ClientBase):
    """The same for an event loop; it works on several loops in turn, too.

    ``async with client:`` makes it the client of the queries inside, and closes it at the end.
    """

    def __init__(
        self,
        transport: AsyncTransport,
        *,
        retry: Retry | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        super().__init__(transport, retry, timeouts)
        self._driver = AsyncDriver(transport, self._terms)

    @property
    def transport(self) -> AsyncTransport:
        """The seam to the server."""
        return self._driver.transport

    async def arun(self, flow: Flow[T], /) -> T:
        """Run an operation to its end.

        Raises:
            MisuseError: the client is closed.
            ServerError: whatever the operation does not bear.
        """
        self._check(flow)
        return await self._driver.arun(flow)

    async def server(self) -> ServerFacts:
        """The server's version and modules, read once."""
        return await self.arun(server_facts())

    def objects(self, model: type[M], /) -> Objects[M]:
        """The query set over a model's objects on this client."""
        check_model(model)
        return Objects(model, Query(model, runner=self))

    def session(self, *, tenant: str | None = None, on_error: OnError = "raise") -> AsyncSession:
        """A unit of work: ``async with client.session() as s:``; see ``Client.session``."""
        return AsyncSession(self, tenant=tenant, on_error=on_error)

    async def create_all(self, models: Iterable[type[ModelBase]], /) -> list[str]:
        """Make the collections of these models, as far as they are missing; says which."""
        return await self.arun(create.create_all(models))

    async def drop_all(self, models: Iterable[type[ModelBase]], /) -> None:
        """Drop the collections of these models with all their objects."""
        await self.arun(create.drop_all(models))

    async def close(self) -> None:
        """Close the connections; closing again does nothing."""
        if self._close():
            ambient.ASYNC.withdraw(self)
            await self._driver.transport.aclose()

    def __await__(self) -> Generator[None, None, Self]:
        """``await aconnect(…)`` gives the client too: there is nothing to wait for."""
        yield from ()
        return self

    async def __aenter__(self) -> Self:
        self._enter()
        ambient.ASYNC.enter(self)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        ambient.ASYNC.leave(self)
        if self._leave():
            await self.close()


# -- ways to connect ----------------------------------------------------------------------------


def _embedded(made: Connection, place: InProcess) -> Embedded:
    return Embedded(place.path, headers=made.headers, modules=made.modules)


def _client(made: Connection) -> Client:
    place = made.place
    transport = (
        _embedded(made, place) if isinstance(place, InProcess) else Network(made.settings(place))
    )
    client = Client(transport, retry=made.retry, timeouts=made.timeouts)
    ambient.SYNC.offer(client)
    return client


def _async_client(made: Connection) -> AsyncClient:
    place = made.place
    transport = (
        _embedded(made, place)
        if isinstance(place, InProcess)
        else AsyncNetwork(made.settings(place))
    )
    client = AsyncClient(transport, retry=made.retry, timeouts=made.timeouts)
    ambient.ASYNC.offer(client)
    return client


def connect(url: str | None = None, **options: Unpack[Options]) -> Client:
    """A client for ``http(s)://host:port?grpc_port=…`` or ``embedded://[folder]``.

    Without a URL it is ``WEAVIATE_URL`` of the environment, with ``WEAVIATE_API_KEY`` unless
    another key is given. Nothing is opened before the first query. The first client that is
    connected, and open, serves queries that name none. See ``Options`` for the rest.

    Raises:
        MisuseValueError: a URL or an option that cannot be.
        MisuseTypeError: an option that there is not.
    """
    return _client(connecting.from_url(url, os.environ, options))


def connect_to_local(
    host: str = "localhost",
    port: int = connecting.HTTP_PORT,
    grpc_port: int = connecting.GRPC_PORT,
    **options: Unpack[Options],
) -> Client:
    """A client for a server on this machine, or near it, without TLS."""
    return _client(connecting.connection(connecting.local(host, port, grpc_port), options))


def connect_to_wcs(cluster_url: str, **options: Unpack[Options]) -> Client:
    """A client for a cluster of Weaviate Cloud, by its URL with or without a scheme."""
    return _client(connecting.connection(connecting.cloud(cluster_url), options))


def connect_to_embedded(path: str | Path | None = None, **options: Unpack[Options]) -> Client:
    """A client for an engine in this process: in memory, or with its data in a folder."""
    return _client(connecting.connection(connecting.in_process(path), options))


def connect_to_custom(
    *,
    http_host: str,
    http_port: int,
    http_secure: bool,
    grpc_host: str,
    grpc_port: int,
    grpc_secure: bool,
    **options: Unpack[Options],
) -> Client:
    """A client for a server whose two doors have nothing in common."""
    place = connecting.custom(
        http_host=http_host,
        http_port=http_port,
        http_secure=http_secure,
        grpc_host=grpc_host,
        grpc_port=grpc_port,
        grpc_secure=grpc_secure,
    )
    return _client(connecting.connection(place, options))


def aconnect(url: str | None = None, **options: Unpack[Options]) -> AsyncClient:
    """The async twin of ``connect``. It may be awaited, too: the outcome is the same."""
    return _async_client(connecting.from_url(url, os.environ, options))


def aconnect_to_local(
    host: str = "localhost",
    port: int = connecting.HTTP_PORT,
    grpc_port: int = connecting.GRPC_PORT,
    **options: Unpack[Options],
) -> AsyncClient:
    """The async twin of ``connect_to_local``."""
    return _async_client(connecting.connection(connecting.local(host, port, grpc_port), options))


def aconnect_to_wcs(cluster_url: str, **options: Unpack[Options]) -> AsyncClient:
    """The async twin of ``connect_to_wcs``."""
    return _async_client(connecting.connection(connecting.cloud(cluster_url), options))


def aconnect_to_embedded(path: str | Path | None = None, **options: Unpack[Options]) -> AsyncClient:
    """The async twin of ``connect_to_embedded``."""
    return _async_client(connecting.connection(connecting.in_process(path), options))


def aconnect_to_custom(
    *,
    http_host: str,
    http_port: int,
    http_secure: bool,
    grpc_host: str,
    grpc_port: int,
    grpc_secure: bool,
    **options: Unpack[Options],
) -> AsyncClient:
    """The async twin of ``connect_to_custom``."""
    place = connecting.custom(
        http_host=http_host,
        http_port=http_port,
        http_secure=http_secure,
        grpc_host=grpc_host,
        grpc_port=grpc_port,
        grpc_secure=grpc_secure,
    )
    return _async_client(connecting.connection(place, options))
