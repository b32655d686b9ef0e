"""Transports for tests: one that records what goes through it, one that answers by a script."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from weaviate_orm.errors import MisuseError, WeaviateORMError
from weaviate_orm.transport import describe
from weaviate_orm.transport.calls import GrpcCall, HttpAnswer, HttpCall
from weaviate_orm.transport.protocol import (
    AsyncTransport,
    Call,
    Door,
    Endpointed,
    Reply,
    Transport,
)

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.transport.settings import Address
    from weaviate_orm.wire.shape import JSON

Scripted: TypeAlias = "Reply | WeaviateORMError | Callable[[Call], Reply | WeaviateORMError]"
TransportT = TypeVar("TransportT", bound=Endpointed)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and what came of it."""

    call: Call
    outcome: Reply | WeaviateORMError


def is_meta(call: Call) -> bool:
    """Whether a call is the one that each client makes first, to know its server."""
    return isinstance(call, HttpCall) and call.method == "GET" and call.path == "/meta"


class _Kept:
    """Exchanges in the order in which they ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.exchanges: list[Exchange] = []

    @property
    def calls(self) -> list[Call]:
        """The calls, without the first one of a client that reads the meta page."""
        return [each.call for each in self.exchanges if not is_meta(each.call)]

    @property
    def requests(self) -> list[Message]:
        """The messages of the gRPC calls."""
        return [call.message for call in self.calls if isinstance(call, GrpcCall)]

    def clear(self) -> None:
        """Forget what was recorded."""
        with self._lock:
            self.exchanges.clear()

    def _keep(self, call: Call, outcome: Reply | WeaviateORMError) -> None:
        with self._lock:
            self.exchanges.append(Exchange(call, outcome))


class _Wrapper(_Kept, Generic[TransportT]):
    def __init__(self, inner: TransportT) -> None:
        super().__init__()
        self.inner = inner

    @property
    def label(self) -> str:
        return self.inner.label

    @property
    def address(self) -> Address | None:
        return self.inner.address

    def limit_messages(self, size: int) -> None:
        self.inner.limit_messages(size)


class Recording(_Wrapper[Transport]):
    """Passes calls on and records them with their replies and errors."""

    def send(self, call: Call, /) -> Reply:
        try:
            reply = self.inner.send(call)
        except WeaviateORMError as error:
            self._keep(call, error)
            raise
        self._keep(call, reply)
        return reply

    def probe(self, door: Door, seconds: float, /) -> bool:
        return self.inner.probe(door, seconds)

    def close(self) -> None:
        self.inner.close()


class AsyncRecording(_Wrapper[AsyncTransport]):
    """Passes calls on and records them with their replies and errors."""

    async def asend(self, call: Call, /) -> Reply:
        try:
            reply = await self.inner.asend(call)
        except WeaviateORMError as error:
            self._keep(call, error)
            raise
        self._keep(call, reply)
        return reply

    async def aprobe(self, door: Door, seconds: float, /) -> bool:
        return await self.inner.aprobe(door, seconds)

    async def aclose(self) -> None:
        await self.inner.aclose()


class Script(_Kept):
    """Answers calls in turn by a list of replies, errors, and functions of the call.

    The meta page is answered by itself. Both colours of client take it. A call that the script
    does not foresee is a ``MisuseError``.
    """

    def __init__(
        self,
        answers: Iterable[Scripted] = (),
        *,
        version: str = "1.39.0",
        modules: Iterable[str] = (),
        address: Address | None = None,
        doors: Iterable[Door] = ("grpc", "rest"),
    ) -> None:
        super().__init__()
        self._answers = deque(answers)
        self._meta: JSON = {
            "hostname": "http://[::]:8080",
            "version": version,
            "modules": dict.fromkeys(modules),
        }
        self._doors = frozenset(doors)
        self.address = address
        self.label = "script"
        self.closed = False
        self.probes: list[Door] = []

    def limit_messages(self, size: int) -> None:
        """A script has no limit."""

    @property
    def left(self) -> int:
        """How many answers were not asked for."""
        return len(self._answers)

    def then(self, *answers: Scripted) -> None:
        """Further answers."""
        self._answers.extend(answers)

    def send(self, call: Call, /) -> Reply:
        outcome = self._outcome(call)
        self._keep(call, outcome)
        if isinstance(outcome, WeaviateORMError):
            raise outcome
        return outcome

    async def asend(self, call: Call, /) -> Reply:
        return self.send(call)

    def probe(self, door: Door, _seconds: float, /) -> bool:
        self.probes.append(door)
        return door in self._doors

    async def aprobe(self, door: Door, seconds: float, /) -> bool:
        return self.probe(door, seconds)

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True

    def _outcome(self, call: Call) -> Reply | WeaviateORMError:
        if is_meta(call):
            return HttpAnswer(200, self._meta)
        with self._lock:
            if not self._answers:
                return MisuseError(
                    f"The script has no answer left for {describe.name_of(call)}"
                    f" {describe.content_of(call)}"
                )
            scripted = self._answers.popleft()
        return scripted(call) if callable(scripted) else scripted
