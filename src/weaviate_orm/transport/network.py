"""The transports that reach a server over the network.

Nothing is opened, and neither grpc nor httpx imported, before the first call. Both classes are
the same but for their colour: what needs no waiting is in ``_Network``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncGenerator, Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from weaviate_orm.errors import Unauthenticated
from weaviate_orm.transport import forks, headers
from weaviate_orm.transport.calls import GrpcCall, HttpAnswer, HttpCall
from weaviate_orm.transport.oidc import Credentials, Outside
from weaviate_orm.transport.protocol import closed
from weaviate_orm.transport.settings import DEFAULT_MESSAGE_LIMIT, Address, Settings

if TYPE_CHECKING:
    import asyncio

    from weaviate_orm.transport.grpc_channel import AsyncGrpcDoor, GrpcDoor
    from weaviate_orm.transport.http import AsyncHttpDoor, HttpDoor
    from weaviate_orm.transport.protocol import Call, Door, Reply

Headers: TypeAlias = tuple[tuple[str, str], ...]


class _Network:
    """The settings of a connection, its headers and its credentials."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self._clock = clock
        self._limit = DEFAULT_MESSAGE_LIMIT
        self._closed = False
        self._credentials = Credentials(settings.auth)
        self._fixed = headers.of_settings(settings)

    @property
    def address(self) -> Address:
        return self.settings.address

    @property
    def label(self) -> str:
        address = self.settings.address
        same = address.http.host == address.grpc.host
        return f"{address.http.url} (gRPC {address.grpc.port if same else address.grpc})"

    def limit_messages(self, size: int) -> None:
        self._limit = size

    def _headers(self, authorization: str | None) -> Headers:
        if authorization is None:
            return self._fixed
        return (*self._fixed, ("authorization", authorization))


# -- sync ---------------------------------------------------------------------------------------


class Network(_Network):
    """Sends calls in the calling thread. Threads share it, a forked child opens it anew."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(settings, clock)
        self._lock = threading.Lock()
        self._login = threading.Lock()
        self._grpc: GrpcDoor | None = None
        self._http: HttpDoor | None = None
        forks.register(self)

    def send(self, call: Call, /) -> Reply:
        authorization = self._authorization()
        try:
            return self._sent(call, authorization)
        except Unauthenticated:
            if not self._credentials.refused(authorization):
                raise
        except (RuntimeError, ValueError):
            # what httpx and grpc say when another thread has closed them meanwhile
            if self._closed:
                raise closed() from None
            raise
        return self._sent(call, self._authorization())

    def probe(self, door: Door, seconds: float, /) -> bool:
        if door == "rest":
            return self._http_door().probe(seconds)
        from weaviate_orm.transport.grpc_channel import probe

        return probe(self.settings, seconds)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            grpc, self._grpc = self._grpc, None
            http, self._http = self._http, None
        if grpc is not None:
            grpc.close()
        if http is not None:
            http.close()

    def forked(self) -> None:
        self._lock = threading.Lock()
        self._login = threading.Lock()
        forks.leave(self._grpc, self._http)
        self._grpc = self._http = None

    def _sent(self, call: Call, authorization: str | None) -> Reply:
        seconds = self.settings.timeouts.of(call)
        sent = self._headers(authorization)
        if isinstance(call, GrpcCall):
            return self._grpc_door().send(call, seconds, sent, str(self.address.grpc))
        return self._http_door().send(call, seconds, sent, str(self.address.http))

    def _grpc_door(self) -> GrpcDoor:
        door = self._grpc
        if door is None:
            from weaviate_orm.transport.grpc_channel import GrpcDoor

            with self._lock:
                if self._closed:
                    raise closed()
                door = self._grpc = self._grpc or GrpcDoor(self.settings, self._limit)
        return door

    def _http_door(self) -> HttpDoor:
        door = self._http
        if door is None:
            from weaviate_orm.transport.http import HttpDoor

            with self._lock:
                if self._closed:
                    raise closed()
                door = self._http = self._http or HttpDoor(self.settings)
        return door

    def _authorization(self) -> str | None:
        if self._credentials.due(self._clock()):
            with self._login:
                if self._credentials.due(now := self._clock()):  # nobody did it meanwhile
                    self._bring(now)
        return self._credentials.header

    def _bring(self, now: float) -> None:
        flow = self._credentials.bring(now)
        try:
            step = next(flow)
            while True:
                step = flow.send(self._asked(step))
        except StopIteration:
            pass

    def _asked(self, step: HttpCall | Outside) -> HttpAnswer:
        door = self._http_door()
        if isinstance(step, Outside):
            return door.outside(step)
        seconds = self.settings.timeouts.of(step)
        return door.send(step, seconds, self._fixed, str(self.address.http))


# -- async --------------------------------------------------------------------------------------


class _OnLoop:
    """What belongs to one event loop: connections and locks work on no other."""

    def __init__(self, forget: Callable[[], object]) -> None:
        import asyncio

        self._forget = forget
        self.login = asyncio.Lock()
        self.grpc: AsyncGrpcDoor | None = None
        self.http: AsyncHttpDoor | None = None
        self._keeper = self._kept()

    async def keep(self) -> None:
        """Close the connections when the loop ends, whoever ends it."""
        await anext(self._keeper)

    async def _kept(self) -> AsyncGenerator[None, None]:
        # an event loop that is shut down closes the generators that were begun on it
        try:
            yield
        finally:
            self._forget()
            grpc, self.grpc = self.grpc, None
            http, self.http = self.http, None
            if grpc is not None:
                await grpc.close()
            if http is not None:
                await http.close()

    async def close(self) -> None:
        await self._keeper.aclose()


class AsyncNetwork(_Network):
    """Sends calls on the running event loop, with connections of its own for each loop."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(settings, clock)
        self._loops: dict[asyncio.AbstractEventLoop, _OnLoop] = {}
        forks.register(self)

    async def asend(self, call: Call, /) -> Reply:
        authorization = await self._authorization()
        try:
            return await self._sent(call, authorization)
        except Unauthenticated:
            if not self._credentials.refused(authorization):
                raise
        return await self._sent(call, await self._authorization())

    async def aprobe(self, door: Door, seconds: float, /) -> bool:
        if door == "rest":
            return await (await self._http_door()).probe(seconds)
        from weaviate_orm.transport.grpc_channel import aprobe

        return await aprobe(self.settings, seconds)

    async def aclose(self) -> None:
        import asyncio

        self._closed = True
        mine = self._loops.get(asyncio.get_running_loop())
        if mine is not None:
            await mine.close()

    def forked(self) -> None:
        forks.leave(*self._loops.values())
        self._loops = {}

    async def _sent(self, call: Call, authorization: str | None) -> Reply:
        seconds = self.settings.timeouts.of(call)
        sent = self._headers(authorization)
        if isinstance(call, GrpcCall):
            grpc = await self._grpc_door()
            return await grpc.send(call, seconds, sent, str(self.address.grpc))
        http = await self._http_door()
        return await http.send(call, seconds, sent, str(self.address.http))

    async def _here(self) -> _OnLoop:
        import asyncio

        if self._closed:
            raise closed()
        loop = asyncio.get_running_loop()
        found = self._loops.get(loop)
        if found is None:
            found = self._loops[loop] = _OnLoop(partial(self._loops.pop, loop, None))
            await found.keep()
        return found

    async def _grpc_door(self) -> AsyncGrpcDoor:
        here = await self._here()
        if here.grpc is None:
            from weaviate_orm.transport.grpc_channel import AsyncGrpcDoor

            here.grpc = AsyncGrpcDoor(self.settings, self._limit)
        return here.grpc

    async def _http_door(self) -> AsyncHttpDoor:
        here = await self._here()
        if here.http is None:
            from weaviate_orm.transport.http import AsyncHttpDoor

            here.http = AsyncHttpDoor(self.settings)
        return here.http

    async def _authorization(self) -> str | None:
        if self._credentials.due(self._clock()):
            async with (await self._here()).login:
                if self._credentials.due(now := self._clock()):
                    await self._bring(now)
        return self._credentials.header

    async def _bring(self, now: float) -> None:
        flow = self._credentials.bring(now)
        try:
            step = next(flow)
            while True:
                step = flow.send(await self._asked(step))
        except StopIteration:
            pass

    async def _asked(self, step: HttpCall | Outside) -> HttpAnswer:
        door = await self._http_door()
        if isinstance(step, Outside):
            return await door.outside(step)
        seconds = self.settings.timeouts.of(step)
        return await door.send(step, seconds, self._fixed, str(self.address.http))
